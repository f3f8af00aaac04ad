"""Every word of the staff's screens stands in Japanese too, once, with the same places."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from madoguchi.language.phrases import places

EDITORIAL = Path(__file__).parents[1]
_IN_TEMPLATES = re.compile(r"""\btell\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_SAID_IN_CODE = {"tell", "marked", "Place"}


def said() -> Iterator[tuple[str, str]]:
    """Each phrase with where it is said: in code, and in templates."""
    for path in EDITORIAL.rglob("*.py"):
        # What readers are told is said in all their languages, by other catalogues.
        if {"tests", "readers"} & set(path.parts):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in _SAID_IN_CODE
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield node.args[0].value, path.name
    for path in EDITORIAL.rglob("*.html"):
        # What a comment gives as an example is said nowhere.
        template = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)
        for found in _IN_TEMPLATES.finditer(template):
            yield ast.literal_eval(found.group(1)), path.name


def catalogues() -> Iterator[tuple[str, Message]]:
    for path in sorted((EDITORIAL / "locale" / "ja").glob("*.po")):
        with path.open("rb") as file:
            yield from ((path.name, one) for one in read_po(file, locale="ja") if one.id)


def test_every_phrase_has_its_japanese():
    known = {one.id for _, one in catalogues() if one.string}
    phrases = dict(said())
    assert len(phrases) > 300
    assert {phrase: where for phrase, where in phrases.items() if phrase not in known} == {}


def test_a_phrase_is_said_the_same_way_everywhere():
    seen: dict[str, tuple[str, str]] = {}
    differing = []
    for name, one in catalogues():
        before = seen.setdefault(one.id, (name, one.string))
        if before[1] != one.string:
            differing.append((one.id, before, (name, one.string)))
    assert differing == []


def test_the_japanese_has_the_places_of_the_english():
    wrong = [
        (name, one.id, one.string)
        for name, one in catalogues()
        if one.string and places(one.string) != places(one.id)
    ]
    assert wrong == []
