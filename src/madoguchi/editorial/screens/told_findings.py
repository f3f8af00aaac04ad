"""What the checks found, in words: of which entry, where in it, and where to mend it."""

from collections.abc import Iterable
from typing import NamedTuple

from madoguchi.editorial.forms.labels import field_label
from madoguchi.editorial.forms.messages import plainly
from madoguchi.editorial.keeping.checking import Found
from madoguchi.editorial.models import FACTS, Record
from madoguchi.editorial.screens.naming import entry_name, part_address, part_name
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.labels import field_label as words_label


class FindingTold(NamedTuple):
    """One finding; `key` is by what an accepted warning is known again."""

    severity: str
    name: str
    place: str
    message: str
    address: str
    key: str


def findings_told(found: Iterable[Found]) -> list[FindingTold]:
    """Findings for the person who is served now."""
    found = list(found)
    records = Record.objects.in_bulk({one.entry_id for one in found}) if found else {}
    told = []
    for one in found:
        record = records.get(one.entry_id)
        part, place = _place(one, record.kind if record else "")
        told.append(
            FindingTold(
                one.severity,
                entry_name(record) if record else one.entry_id,
                place,
                plainly(one.message),
                part_address(one.entry_id, part),
                one.key,
            )
        )
    return told


def _place(one: Found, kind: str) -> tuple[str, str]:
    """The part of the entry, and the place in it in words."""
    first, _, rest = one.place.partition(".")
    if first != "words":
        name = first.partition("[")[0]
        try:
            return FACTS, f"{part_name(FACTS)}: {field_label(kind, name)}" if name else ""
        except KeyError:
            return FACTS, one.place
    language, _, field = rest.partition(".")
    if not language:
        return FACTS, tell("Words")
    within = words_label(tuple(field.split("."))) if field else ""
    return language, f"{part_name(language)}: {within}" if within else part_name(language)
