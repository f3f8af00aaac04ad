"""Everything that the guide's checks can say has words for staff, in English and Japanese."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from madoguchi import guide, hours
from madoguchi.editorial.forms.message_table import SENTENCES
from madoguchi.editorial.forms.messages import plainly
from madoguchi.editorial.wording import has_japanese, in_staff_language
from madoguchi.guide import UNSURE
from madoguchi.hours.calendars import EXPECTED_DATES, EXPECTED_SEASON
from madoguchi.hours.clock import EXPECTED

GUIDE, HOURS = (Path(room.__file__).parent for room in (guide, hours))
# The modules whose sentences end up beside a field.
SPEAKING = [
    *(GUIDE / f"{name}.py" for name in ("checks", "life_checks", "findings", "facts", "life")),
    GUIDE / "quantities.py",
    *(HOURS / f"{name}.py" for name in ("schedule", "clock", "calendars")),
]
_KNOWN = {
    "UNSURE": UNSURE,
    "EXPECTED": EXPECTED,
    "EXPECTED_DATES": EXPECTED_DATES,
    "EXPECTED_SEASON": EXPECTED_SEASON,
}
JAPANESE = re.compile(r"[ぁ-ん]")


def said_in(path: Path) -> Iterator[str]:
    """Every sentence of a module, with something in each of its places."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "ValueError" and node.args:
            yield from sentence(node.args[0])
        if node.func.id == "Finding" and len(node.args) > 1:
            yield from sentence(node.args[1])


def sentence(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part_of_sentence(part) for part in node.values)


def part_of_sentence(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    name = part.value.id if isinstance(part.value, ast.Name) else ""
    return _KNOWN.get(name, "x")


def every_sentence() -> set[str]:
    return {said for path in SPEAKING for said in said_in(path)}


def test_there_are_sentences_to_look_at():
    said = every_sentence()
    assert len(said) > 60
    assert "valid_to is before valid_from" in said
    assert 'no question has the key "x"' in said
    assert f'"x" is no time of day; expected {EXPECTED}' in said


def test_every_sentence_of_the_checks_has_words_for_staff():
    with in_staff_language("ja"):
        untold = sorted(said for said in every_sentence() if not JAPANESE.search(plainly(said)))
    assert untold == []


def test_every_sentence_for_staff_has_japanese():
    assert [one for one in SENTENCES.values() if not has_japanese(one)] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("topic is missing", "Fill this in."),
        ('"soon" stands here; expected a day as 2026-11-27', '"soon": Write a day as 2026-11-27.'),
        (
            (
                "\"soon\" stands here; expected 'always' or 'unknown'; or "
                '"soon" stands here; expected a day as 2026-11-27'
            ),
            '"soon": Write a day as 2026-11-27.',
        ),
        ("a list of 0 stands here; expected at least 1", "At least 1 has to be named."),
        ("\"x\" stands here; expected 'law' or 'copy'", '"x": Choose one of the values offered.'),
        (
            '"400" stands here; input should be less than or equal to 359',
            '"400": Write 359 or less.',
        ),
        (
            '"4.5" stands here; input should be a valid integer, unable to parse string',
            '"4.5": Write a whole number, as 14.',
        ),
        (
            (
                '"17:00-12:00" stands here; closes before it opens; expected '
                f'{EXPECTED}; write "17:00-12:00+1" for the next day'
            ),
            (
                '"17:00-12:00": It closes before it opens. '
                "If it closes on the next day, write 17:00-12:00+1."
            ),
        ),
        (
            "no schedule of this window speaks ne",
            "No line of the opening hours names this language: Nepali",
        ),
        (
            "[[x/y#phone]]: x/y has no phones to refer to",
            "The words refer to “phones” of x/y, which is empty.",
        ),
        ("something quite new", "something quite new"),
        ('"a{b}c" stands here; topic is missing', '"a{b}c": Fill this in.'),
    ],
)
def test_a_sentence_is_said_as_staff_would_say_it(english, said, told):
    assert plainly(said) == told


def test_a_sentence_is_said_in_japanese():
    with in_staff_language("ja"):
        assert plainly('"soon" stands here; expected a day as 2026-11-27') == (
            "「soon」：日付を 2026-11-27 のように入力してください。"
        )
        assert plainly("valid_to is before valid_from") == "適用終了日が適用開始日より前です。"
