"""The guide as the database has it: what is published, and what it would be with drafts."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max

from madoguchi.editorial.keeping.parts import Data, Parts, Words, entry_of
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Publication,
    Record,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.guide import Entry, Guide, Pack

# A part of an entry: its id, and `facts` or a language.
Part = tuple[str, str]


class Pick(NamedTuple):
    """One version of a part; `reviewed` is whether its review is shown to readers."""

    number: int
    reviewed: bool = False


# Which version of which part; None where there is to be none.
Chosen = Mapping[Part, Pick | None]


class NoGuideError(LookupError):
    """The database holds no pack of the municipality."""


class Made(NamedTuple):
    """An entry made of versions, remembered so that only what changed is made again."""

    versions: tuple[tuple[str, Pick], ...]
    entry: Entry


# Above so many entries, all are read: databases limit the values of one question.
_NAMED_ENTRIES = 200
# By entry id; a few kilobytes each, as many as the municipality has entries.
_made: dict[str, Made] = {}


def published_guide() -> Guide:
    """What readers get, as a pack would say it; NoGuideError before anything was brought in."""
    return _guide_at(stamp())


def stamp() -> tuple[int, object]:
    """What changes whenever another version of anything is published.

    Counted, as a plan made earlier may be carried out later, and clocks of machines differ.
    """
    moved = Publication.objects.filter(moved_at__isnull=False)
    found = moved.aggregate(count=Count("id"), moved=Max("moved_at"))
    return found["count"], found["moved"]


@lru_cache(maxsize=2)
def _guide_at(_stamp: tuple[int, object]) -> Guide:
    return guide_of(published_picks())


def guide_with(changed: Chosen) -> Guide:
    """The published guide with other versions of some parts, to look at before they are."""
    if not changed:
        return published_guide()
    entries = dict(published_guide().entries)
    touched = {entry_id for entry_id, _ in changed}
    together: dict[Part, Pick | None] = {**published_picks(touched), **changed}
    for entry_id in touched:
        entries.pop(entry_id, None)
    entries |= _entries({part: pick for part, pick in together.items() if pick is not None})
    return Guide(_packs(entries), entries)


def published_picks(entry_ids: Collection[str] | None = None) -> dict[Part, Pick]:
    """The published version of every part, of these entries or of all."""
    records = Record.objects.filter(gone=False, published__isnull=False)
    words = Translation.objects.filter(published__isnull=False, record__gone=False)
    if entry_ids is not None:
        records, words = records.filter(pk__in=entry_ids), words.filter(record_id__in=entry_ids)
    chosen: dict[Part, Pick] = {}
    for entry_id, number in records.values_list("entry_id", "published"):
        chosen[entry_id, FACTS] = Pick(number or 0)
    for entry_id, language, number, reviewed in words.values_list(
        "record_id", "language", "published", "published_reviewed"
    ):
        chosen[entry_id, language] = Pick(number or 0, reviewed)
    return chosen


def newest_picks(entry_id: str) -> dict[Part, Pick]:
    """The newest version of every part of an entry."""
    chosen: dict[Part, Pick] = {}
    for number in Record.objects.filter(pk=entry_id).values_list("newest", flat=True):
        chosen[entry_id, FACTS] = Pick(number)
    words = Translation.objects.filter(record_id=entry_id)
    for language, number, reviewed in words.values_list("language", "newest", "reviewed"):
        chosen[entry_id, language] = Pick(number, reviewed)
    return chosen


def forget() -> None:
    """Read everything anew: another database stands where this one stood."""
    _made.clear()
    _guide_at.cache_clear()


def guide_of(chosen: Mapping[Part, Pick]) -> Guide:
    """The guide made of these versions."""
    entries = _entries(chosen)
    return Guide(_packs(entries), entries)


def _packs(entries: Mapping[str, Entry]) -> tuple[str, ...]:
    """The municipality's pack and those it builds on, nearest first."""
    names: list[str] = []
    current: str | None = settings.PACK
    while current is not None and current not in names:
        pack = entries.get(f"{current}/pack")
        if not isinstance(pack, Pack):
            raise NoGuideError(f'the database holds no pack "{current}"; run `madoguchi import`')
        names.append(current)
        current = pack.extends
    return tuple(names)


def _entries(chosen: Mapping[Part, Pick]) -> dict[str, Entry]:
    """Entries by id; only those are made of which some version is new to this process."""
    versions: dict[str, list[tuple[str, Pick]]] = {}
    for (entry_id, part), pick in chosen.items():
        versions.setdefault(entry_id, []).append((part, pick))
    wanted = {entry_id: tuple(sorted(found)) for entry_id, found in versions.items()}
    lacking = {
        entry_id: dict(found)
        for entry_id, found in wanted.items()
        if (made := _made.get(entry_id)) is None or made.versions != found
    }
    for parts in _read(lacking):
        _made[parts.entry_id] = Made(wanted[parts.entry_id], entry_of(parts))
    return {
        entry_id: made.entry
        for entry_id in wanted
        if (made := _made.get(entry_id)) is not None and made.versions == wanted[entry_id]
    }


def _read(wanted: Mapping[str, Mapping[str, Pick]]) -> list[Parts]:
    """The parts of entries from their versions; what is gone, or has no facts, is left out."""
    if not wanted:
        return []
    facts, words = FactsVersion.objects.filter(gone=False), WordsVersion.objects.all()
    if len(wanted) <= _NAMED_ENTRIES:
        facts, words = facts.filter(record_id__in=wanted), words.filter(record_id__in=wanted)
    found_facts: dict[str, Data] = {}
    for entry_id, number, data in facts.values_list("record_id", "number", "data").iterator():
        pick = wanted.get(entry_id, {}).get(FACTS)
        if pick is not None and pick.number == number:
            found_facts[entry_id] = data
    found_words: dict[str, dict[str, Words]] = {}
    for version in words.iterator():
        pick = wanted.get(version.record_id, {}).get(version.language)
        if pick is not None and pick.number == version.number:
            said = found_words.setdefault(version.record_id, {})
            said[version.language] = words_of(version, reviewed=pick.reviewed)
    return [
        Parts(entry_id, data, found_words.get(entry_id, {}))
        for entry_id, data in found_facts.items()
    ]


def words_of(version: WordsVersion, *, reviewed: bool) -> Words:
    """A version as words of an entry, with its review or without."""
    made_from = (
        (version.made_from_language, version.made_from_number)
        if version.made_from_number is not None
        else None
    )
    was_reviewed = version.written_state == State.APPROVED or reviewed
    return Words(
        version.number,
        version.data,
        version.origin,
        State.APPROVED.value if was_reviewed else version.written_state,
        version.reviewed_by if was_reviewed else "",
        version.reviewed_on if was_reviewed else None,
        made_from,
    )
