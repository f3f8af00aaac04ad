"""What a check finds, and what is judged of any text of an entry's words."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from madoguchi.guide.references import broken_references
from madoguchi.guide.typed_facts import typed_facts
from madoguchi.guide.yaml_file import Place
from madoguchi.language.furigana import broken_readings, kanji_without_reading


class Finding(NamedTuple):
    """One thing to mend, by its place in the entry's file."""

    place: Place
    message: str
    severity: Literal["error", "warning"] = "error"


def text_findings(place: Place, value: str, code: str) -> Iterator[Finding]:
    """Facts typed into words, references and readings that are none."""
    for found in typed_facts(value, code, name=place[-1] == "name"):
        yield Finding(
            place, f'"{found}" is typed into the words; refer to the fact, as in [[#phone]]'
        )
    for found in broken_references(value):
        yield Finding(
            place, f'"{found}" is no reference; expected [[#field]] or [[pack/entry#field]]'
        )
    for found in broken_readings(value):
        yield Finding(place, f'"{found}" is no reading; expected {{漢字|かんじ}}')
    if code == "ja-x-easy":
        without = kanji_without_reading(value)
        if without:
            yield Finding(place, f"no reading for {''.join(without)}; expected {{漢字|かんじ}}")
