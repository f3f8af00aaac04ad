"""What waits to be published, and what was: by entry, each part with what changes in words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from madoguchi.editorial.keeping.guides import Pick, guide_with, published_guide
from madoguchi.editorial.keeping.publishing import Waiting, chosen, waiting
from madoguchi.editorial.models import FACTS, Origin, PublicationItem, Record, Translation
from madoguchi.editorial.screens.facts_opened import known_now
from madoguchi.editorial.screens.naming import entry_name, kind_name, part_name
from madoguchi.editorial.screens.reviews_choice import review_address
from madoguchi.editorial.screens.told_changes import PartTold, keys_of, teller
from madoguchi.language import WRITTEN

# Of so many parts all is told on one page; of more, each has a page of its own.
DETAILED = 80
_ORDER = (FACTS, *WRITTEN)


class PartShown(NamedTuple):
    """A part to be published: what its tick sends, and what changes; None where that is too long.

    `before` and `after` are numbers of versions.
    """

    key: str
    part: str
    name: str
    address: str
    before: int | None
    after: int | None
    told: PartTold | None


class EntryShown(NamedTuple):
    """The parts of an entry."""

    record: Record
    name: str
    kind: str
    parts: list[PartShown]


class _Change(NamedTuple):
    record: Record
    part: str
    before: int | None
    after: int | None


def key_of(one: Waiting) -> str:
    """What the tick of a part sends: which version of it was looked at."""
    return f"{one.record.pk} {one.part} {one.after.number} {int(one.after.reviewed)}"


def unreviewed_by_machine(approved: Sequence[Waiting]) -> list[Waiting]:
    """Words that a machine wrote and nobody has reviewed, where nothing approved waits."""
    taken = {(one.record.pk, one.part) for one in approved}
    every = [
        one
        for one in waiting(unreviewed=True)
        if not one.after.reviewed and one.part != FACTS and (one.record.pk, one.part) not in taken
    ]
    machine = set(
        Translation.objects.filter(
            record__in={one.record.pk for one in every}, origin=Origin.MACHINE
        ).values_list("record_id", "language")
    )
    return [one for one in every if (one.record.pk, one.part) in machine]


def waiting_shown(items: Sequence[Waiting]) -> list[EntryShown]:
    """What waits, by entry."""
    guide_of = chosen(items)
    changes = [
        _Change(one.record, one.part, one.before.number if one.before else None, one.after.number)
        for one in items
    ]
    keys = {(one.record.pk, one.part): key_of(one) for one in items}
    return _shown(changes, keys, guide_of)


def published_shown(items: Iterable[PublicationItem]) -> list[EntryShown]:
    """What a publication changed, by entry."""
    changes = [_Change(one.record, one.part, one.before, one.after) for one in items]
    return _shown(changes, {}, {})


def _shown(
    changes: Sequence[_Change],
    keys: dict[tuple[str, str], str],
    guide_of: dict[tuple[str, str], Pick | None] | object,
) -> list[EntryShown]:
    detailed = changes[:DETAILED]
    wanted = {
        key for one in detailed for key in keys_of(one.record.pk, one.part, [one.before, one.after])
    }
    guide = guide_with(guide_of) if guide_of else published_guide()  # type: ignore[arg-type]
    tells = teller(known_now(), guide, wanted)
    found: dict[str, EntryShown] = {}
    for index, one in enumerate(changes):
        record = one.record
        entry = found.setdefault(
            record.pk, EntryShown(record, entry_name(record), kind_name(record.kind), [])
        )
        told = None
        if index < DETAILED and one.after:
            told = tells.told(record.kind, record.pk, one.part, one.before, one.after)
        entry.parts.append(
            PartShown(
                keys.get((record.pk, one.part), ""),
                one.part,
                part_name(one.part),
                review_address(record.pk, one.part),
                one.before,
                one.after,
                told,
            )
        )
    for entry in found.values():
        entry.parts.sort(key=lambda shown: _ORDER.index(shown.part))
    return list(found.values())
