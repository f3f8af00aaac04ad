"""Every phrase of the staff's screens is said in Japanese, once and in one way."""

import ast
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from madoguchi.language.phrases import places

ROOM = Path(str(files("madoguchi.editorial")))
PEOPLE = Path(str(files("madoguchi.people")))


@cache
def catalogues() -> dict[str, dict[str, str]]:
    """The Japanese of each English phrase by catalogue: {phrase: {catalogue: Japanese}}."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted((ROOM / "locale" / "ja").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="ja"):
                if message.id:
                    found[str(message.id)][path.stem] = str(message.string)
    return dict(found)


@cache
def said() -> dict[str, str]:
    """Every phrase that is given to `tell` as it stands, with a file that says it."""
    found: dict[str, str] = {}
    for room in (ROOM, PEOPLE):
        for path in room.rglob("*.py"):
            if "tests" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "tell"
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found[str(node.args[0].value)] = path.name
    jinja = Environment(extensions=["jinja2.ext.do"])
    for path in (ROOM / "jinja2").rglob("*.html"):
        for call in jinja.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if (
                isinstance(call.node, nodes.Name)
                and call.node.name == "tell"
                and isinstance(call.args[0], nodes.Const)
            ):
                found[call.args[0].value] = path.name
    return found


def test_every_phrase_has_its_japanese():
    assert len(said()) > 400
    assert {words: where for words, where in said().items() if words not in catalogues()} == {}


def test_no_phrase_is_said_in_two_ways():
    assert {
        words: by_catalogue
        for words, by_catalogue in catalogues().items()
        if len(set(by_catalogue.values())) > 1
    } == {}


def test_no_japanese_is_empty_or_loses_a_place():
    assert [
        words
        for words, by_catalogue in catalogues().items()
        for japanese in by_catalogue.values()
        if not japanese or places(japanese) != places(words)
    ] == []
