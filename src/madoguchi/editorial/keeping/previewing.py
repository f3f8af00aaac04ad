"""The guide as it would be with an entry's newest draft; no reader is ever served from it."""

from collections import deque
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from madoguchi.edition import Edition, Helper
from madoguchi.edition.live import Served
from madoguchi.editorial.keeping.checking import named_by
from madoguchi.editorial.keeping.guides import Part, Pick, guide_with, newest_picks, stamp
from madoguchi.editorial.keeping.reviewed import unpublished_named
from madoguchi.editorial.models import FactsVersion, WordsVersion
from madoguchi.guide import Entry, Guide

# Stands where a reader's page names its edition.
DRAFT = "draft"
# How many pages are offered for an entry that has none of its own, and how far away they may be.
_OFFERED, _STEPS = 12, 3


class DraftServed(Served):
    """A guide with drafts, from which pages are rendered as from an edition.

    What pages remember is remembered by the guide that it was made from, so nothing that is made
    of this one is found again for readers, who are served from editions on disk.
    """

    def __init__(self, guide: Guide) -> None:
        self.edition = Edition(DRAFT, guide, b"")
        self.guide = guide
        self.helper = Helper(guide)


class Picked(NamedTuple):
    """Which versions a preview is made of, in their order."""

    entry_id: str
    part: str
    pick: Pick


def draft_of(entry_id: str, newest: Mapping[Part, Pick]) -> DraftServed:
    """The guide with these versions of the parts of an entry, its newest ones.

    Entries that it names and that readers do not have yet stand there as drafts too.
    """
    chosen = dict(newest)
    for named in _unpublished(entry_id, {part: one.number for (_, part), one in chosen.items()}):
        chosen |= newest_picks(named)
    picked = tuple(Picked(one, part, pick) for (one, part), pick in sorted(chosen.items()))
    return _draft_of(picked, stamp(), str(settings.EDITIONS))


def _unpublished(entry_id: str, numbers: dict[str, int]) -> set[str]:
    versions: list[FactsVersion | WordsVersion] = [
        *FactsVersion.objects.filter(record_id=entry_id, number=numbers.get("facts", 0)),
        *(
            one
            for one in WordsVersion.objects.filter(record_id=entry_id)
            if numbers.get(one.language) == one.number
        ),
    ]
    return unpublished_named(versions)


# The page, its frames of two widths and its changes are asked for one after the other.
@lru_cache(maxsize=4)
def _draft_of(picked: tuple[Picked, ...], _stamp: object, _editions: str) -> DraftServed:
    return DraftServed(guide_with({(one.entry_id, one.part): one.pick for one in picked}))


def forget() -> None:
    """Make previews anew: another database stands where this one stood."""
    _draft_of.cache_clear()


def stands_in(guide: Guide, entry: Entry, has_page: tuple[type[Entry], ...]) -> list[Entry]:
    """The nearest entries with a page of their own that name an entry, or refer to it."""
    naming: dict[str, list[Entry]] = {}
    for one in guide.entries.values():
        for named in named_by(one):
            naming.setdefault(named, []).append(one)
    found: dict[str, Entry] = {}
    seen, ahead = {entry.id}, deque([(entry.id, 0)])
    while ahead and len(found) < _OFFERED:
        current, steps = ahead.popleft()
        for one in naming.get(current, ()):
            if one.id in seen:
                continue
            seen.add(one.id)
            if isinstance(one, has_page):
                found[one.id] = one
            elif steps + 1 < _STEPS:
                ahead.append((one.id, steps + 1))
    return list(found.values())[:_OFFERED]
