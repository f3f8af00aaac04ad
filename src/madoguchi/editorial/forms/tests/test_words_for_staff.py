"""Everything that the facts editor says has Japanese."""

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from madoguchi import editorial
from madoguchi.editorial.forms.known import CALLERS
from madoguchi.editorial.forms.message_table import SENTENCES
from madoguchi.editorial.wording import has_japanese, in_staff_language, tell
from madoguchi.language.phrases import places

ROOM = Path(editorial.__file__).parent
MODULES = [*ROOM.glob("forms/*.py"), *ROOM.glob("screens/facts*.py")]
_SPEAKING = {"tell", "Place"}
TEMPLATES = list(ROOM.glob("jinja2/editorial/facts_*.html"))


def said() -> Iterator[str]:
    """Every phrase that stands in a call of `tell`, or names a place of the navigation."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            speaks = isinstance(node, ast.Call) and getattr(node.func, "id", "") in _SPEAKING
            if speaks and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)
    jinja = Environment()  # only parses
    for path in TEMPLATES:
        for call in jinja.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if getattr(call.node, "name", "") == "tell" and isinstance(call.args[0], nodes.Const):
                yield call.args[0].value


def test_every_phrase_of_the_facts_editor_has_japanese():
    phrases = set(said())
    assert {"New entry", "The next 14 days", "Fill this in."} <= phrases
    assert sorted(one for one in phrases | set(CALLERS.values()) if not has_japanese(one)) == []


def test_the_japanese_fills_the_same_places():
    phrases = {*said(), *SENTENCES.values()}
    for phrase in phrases:
        values = {name: f"«{name}»" for name in places(phrase)}
        with in_staff_language("ja"):
            japanese = tell(phrase, **values)
        assert [value for value in values.values() if value not in japanese] == [], phrase
