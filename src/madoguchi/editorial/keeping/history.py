"""An entry's history: every version, every step of a review, every publication, in their order."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    PublicationItem,
    Record,
    ReviewStep,
    WordsVersion,
)

# What happened beside the steps of a review, which are `asked`, `approved` and `sent_back`.
SAVED, PUBLISHED, TAKEN_BACK, IMPORTED = "saved", "published", "taken_back", "imported"


class Event(NamedTuple):
    """Something that happened to a part; `number` is the version that it was about.

    Of a publication `publication` is its number; `by` is empty for packs and the command line.
    """

    at: datetime
    part: str
    what: str
    number: int | None
    by: str
    why: str
    publication: int | None = None
    gone: bool = False


def events(record: Record, part: str = "") -> list[Event]:
    """What happened to an entry, or to one part of it, the last first."""
    saved = list(_saved(record))
    since = {(one.part, one.number): one.at for one in saved}
    # A pack's versions are written in the course of their publication, before it ends.
    published = (
        one._replace(at=max(one.at, since.get((one.part, one.number), one.at)))
        for one in _published(record)
    )
    found = [*saved, *_reviewed(record), *published]
    # Of what happened at one moment, what was saved came first.
    found.sort(key=lambda one: one.at)
    return [one for one in reversed(found) if part in ("", one.part)]


def _saved(record: Record) -> Iterator[Event]:
    facts = FactsVersion.objects.filter(record=record).order_by("number")
    columns = ("number", "by__name", "at", "why", "from_pack")
    for number, name, at, why, from_pack, gone in facts.values_list(*columns, "gone"):
        what = IMPORTED if from_pack else SAVED
        yield Event(at, FACTS, what, number, name or "", why, gone=gone)
    words = WordsVersion.objects.filter(record=record).order_by("language", "number")
    for number, name, at, why, from_pack, language in words.values_list(*columns, "language"):
        yield Event(at, language, IMPORTED if from_pack else SAVED, number, name or "", why)


def _reviewed(record: Record) -> Iterator[Event]:
    steps = ReviewStep.objects.filter(record=record).select_related("by")
    for one in steps:
        name = one.by.name if one.by else ""
        yield Event(one.at, one.part, one.what, one.number, name, one.comment)


def _published(record: Record) -> Iterator[Event]:
    items = PublicationItem.objects.filter(record=record, publication__moved_at__isnull=False)
    for one in items.select_related("publication__by").order_by("publication_id", "id"):
        made = one.publication
        name = made.by.name if made.by else ""
        what = TAKEN_BACK if made.kind == made.Kind.ROLLBACK else PUBLISHED
        assert made.moved_at is not None
        yield Event(made.moved_at, one.part, what, one.after, name, made.why, made.pk)
