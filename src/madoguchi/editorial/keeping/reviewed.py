"""What a reviewer compares: what readers have, and what was decided about last."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from madoguchi.editorial.keeping.drafting import Version
from madoguchi.editorial.keeping.guides import Chosen, Pick, newest_picks, published_guide
from madoguchi.editorial.keeping.reviewing import part_of
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Record,
    ReviewStep,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.guide.facts import ID_PATTERN
from madoguchi.guide.references import references

_ID = re.compile(ID_PATTERN)


@dataclass(frozen=True, slots=True)
class Compared:
    """A part's newest version, and which versions it is compared with.

    `decided` is the last step in which an earlier version was approved or sent back.
    """

    record: Record
    part: str
    version: Version
    published: int | None
    decided: ReviewStep | None
    steps: tuple[ReviewStep, ...]


def compared(entry_id: str, part: str) -> Compared | None:
    """The newest version of a part and what it is compared with; None if there is none."""
    record = Record.objects.filter(pk=entry_id).first()
    if record is None:
        return None
    version: Version | None
    if part == FACTS:
        facts = FactsVersion.objects.select_related("by", "record")
        version, published = facts.get(record=record, number=record.newest), record.published
    else:
        words = Translation.objects.filter(record=record, language=part).first()
        if words is None:
            return None
        versions = WordsVersion.objects.select_related("by", "record").filter(language=part)
        version, published = versions.get(record=record, number=words.newest), words.published
    steps = tuple(
        ReviewStep.objects.filter(record=record, part=part).select_related("by").order_by("id")
    )
    decided = [
        one for one in steps if one.what != ReviewStep.What.ASKED and one.number < version.number
    ]
    return Compared(record, part, version, published, decided[-1] if decided else None, steps)


def as_reviewed(version: Version) -> tuple[Chosen, Chosen]:
    """What to check of a version, and what stands beside it: the rest of its entry as it is now.

    Entries that it links to and that readers do not have yet stand there as drafts.
    """
    entry_id, part = version.record_id, part_of(version)
    picks = newest_picks(entry_id)
    gone = isinstance(version, FactsVersion) and version.gone
    pick = Pick(version.number, reviewed=version.state == State.APPROVED)
    changed: Chosen = {(entry_id, part): None if gone else pick}
    beside = dict(picks)
    for named in unpublished_named([version]):
        beside |= newest_picks(named)
    return changed, {key: pick for key, pick in beside.items() if key not in changed}


def unpublished_named(versions: Iterable[Version]) -> set[str]:
    """Entries that facts link to or words refer to, and that readers do not have."""
    published = published_guide().entries
    said = {one for version in versions for one in _ids_in(version.data)} - published.keys()
    if not said:
        return set()
    return set(Record.objects.filter(pk__in=said, gone=False).values_list("pk", flat=True))


def _ids_in(data: object) -> set[str]:
    """All that looks like an entry's id among facts, and what words refer to."""
    if isinstance(data, dict):
        return {one for value in data.values() for one in _ids_in(value)}
    if isinstance(data, list):
        return {one for value in data for one in _ids_in(value)}
    if not isinstance(data, str):
        return set()
    referred = {one.entry for one in references(data) if one.entry} if "[[" in data else set()
    return referred | ({data} if _ID.fullmatch(data) else set())
