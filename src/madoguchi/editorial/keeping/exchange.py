"""Words given out for translation, and taken in again: as drafts, never over a newer source."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.db import transaction
from pydantic import ValidationError

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    ChangedMeanwhileError,
    save_words,
)
from madoguchi.editorial.keeping.parts import Data
from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.keeping.reviewing import ask_for_review
from madoguchi.editorial.keeping.standing import CHANGED, MISSING, Standing, standings
from madoguchi.editorial.models import (
    Origin,
    Record,
    StaffMember,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.editorial.translating.memory import Memory, Pair
from madoguchi.editorial.translating.segments import Imported, Refusal, Segment
from madoguchi.editorial.translating.segments import Origin as SegmentOrigin
from madoguchi.editorial.translating.segments import State as SegmentState
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.typed import Place, Typed, text_at, texts_of

# What is written about Japanese only.
_NOT_TRANSLATED = "reading"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which words are given out: a language, from which other, in which states, of what."""

    language: str
    source_language: str = "ja"
    states: tuple[str, ...] = (MISSING, CHANGED)
    chapter: str = ""
    entry_ids: frozenset[str] = frozenset()

    def is_met_by(self, one: Standing) -> bool:
        """Whether the entry's words in the language are to be translated."""
        return (
            one.of(self.language) in self.states
            and (not self.chapter or one.row.chapter == self.chapter)
            and (not self.entry_ids or one.row.entry_id in self.entry_ids)
        )


def segments_of(wanted: Wanted, today: date) -> list[Segment]:
    """Every text of these words beside its translation so far."""
    entry_ids = [one.row.entry_id for one in standings(today) if wanted.is_met_by(one)]
    return list(_segments(entry_ids, wanted.source_language, wanted.language))


def _segments(entry_ids: Collection[str], source: str, language: str) -> Iterator[Segment]:
    cells = {
        (one.record_id, one.language): one
        for one in Translation.objects.filter(language__in=[source, language])
    }
    versions = {
        (one.record_id, one.language, one.number): one
        for one in WordsVersion.objects.filter(language__in=[source, language]).iterator()
    }
    for entry_id in entry_ids:
        cell = cells.get((entry_id, source))
        number = (cell.settled or cell.newest) if cell else 0
        from_ = versions.get((entry_id, source, number))
        if from_ is None:
            continue
        to = cells.get((entry_id, language))
        standing = versions.get((entry_id, language, to.newest)) if to else None
        yield from _of_entry(from_, standing, language)


def _of_entry(
    source: WordsVersion, standing: WordsVersion | None, language: str
) -> Iterator[Segment]:
    translated = typed_of(standing.data) if standing else {}
    for place, text in typed_of(source.data).items():
        if place == (_NOT_TRANSLATED,) or not text:
            continue
        target = translated.get(place, "")
        yield Segment(
            source.record_id,
            ".".join(place),
            language,
            source.language,
            source.number,
            text,
            target,
            cast("SegmentState", standing.state) if standing and target else "missing",
            cast("SegmentOrigin", standing.origin) if standing else "machine",
        )


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file or of a machine's work: versions saved, and what was refused."""

    saved: tuple[WordsVersion, ...] = ()
    refused: tuple[Refusal, ...] = field(default=())


def take_in(
    imported: Imported,
    by: StaffMember,
    *,
    file: str,
    origin: Origin = Origin.AGENCY,
) -> TakenIn:
    """Save accepted translations, an entry at a time, as drafts that wait for a reviewer.

    Only where all of an entry's texts came back do its words count as made from today's source.
    """
    by_entry: dict[str, list[Segment]] = {}
    for segment in imported.accepted:
        by_entry.setdefault(segment.entry_id, []).append(segment)
    as_they_stood: dict[str, set[str]] = {}
    for segment in imported.unchanged:
        if segment.target:
            as_they_stood.setdefault(segment.entry_id, set()).add(segment.field)
    saved: list[WordsVersion] = []
    refused = list(imported.refused)
    for entry_id, segments in by_entry.items():
        try:
            with transaction.atomic():
                saved.append(_save(segments, as_they_stood.get(entry_id, set()), by, file, origin))
        except (CannotSaveError, ChangedMeanwhileError, NotAllowedError, ValidationError) as error:
            refused += [_not_saved(file, one, error) for one in segments]
    return TakenIn(tuple(saved), tuple(refused))


def _save(
    segments: list[Segment], kept: set[str], by: StaffMember, file: str, origin: Origin
) -> WordsVersion:
    first = segments[0]
    record = Record.objects.get(pk=first.entry_id)
    cells = {
        one.language: one
        for one in Translation.objects.filter(
            record=record, language__in=[first.language, first.source_language]
        )
    }
    cell = cells.get(first.language)
    standing = _version(record, first.language, cell.newest if cell else 0)
    source = _version(record, first.source_language, first.source_version)
    typed: Typed = dict(typed_of(standing.data)) if standing else {}
    typed |= {_place(one): one.target for one in segments}
    done = {one.field for one in segments} | kept
    wanted = {".".join(place) for place in typed_of(source.data if source else {})}
    is_whole = wanted - {_NOT_TRANSLATED} <= done
    made_from = (
        (first.source_language, first.source_version)
        if is_whole or cell is None or cell.made_from_number is None
        else (cell.made_from_language, cell.made_from_number)
    )
    version = save_words(
        record,
        first.language,
        texts_of(typed),
        by,
        based_on=cell.newest if cell else 0,
        made_from=made_from,
        origin=origin,
        why=file,
    )
    if version.state == "draft" and all(one.state == "in_review" for one in segments):
        ask_for_review(version, by, file)
    return version


def typed_of(texts: Data) -> Typed:
    """Every text of some words by its place.

    >>> typed_of({"name": "Card", "choices": {"own": "Mine"}, "also": ["ID"]})
    {('name',): 'Card', ('choices', 'own'): 'Mine', ('also',): 'ID'}
    """
    places: list[Place] = []
    for name, value in texts.items():
        places += [(name, one) for one in value] if name == "choices" else [(name,)]
    return {place: text for place in places if (text := text_at(texts, place))}


def _version(record: Record, language: str, number: int) -> WordsVersion | None:
    return WordsVersion.objects.filter(record=record, language=language, number=number).first()


def _place(segment: Segment) -> Place:
    first, _, rest = segment.field.partition(".")
    return (first, rest) if rest else (first,)


def _not_saved(file: str, segment: Segment, error: Exception) -> Refusal:
    found = (
        tell("somebody saved these words meanwhile")
        if isinstance(error, ChangedMeanwhileError)
        else str(error)
    )
    return Refusal(
        file,
        segment.entry_id,
        segment.field,
        "form",
        found,
        tell("words that can be saved"),
        segment.target,
    )


def memory_of(source: str, language: str) -> Memory:
    """All that has been translated from `source` into `language`, with the entry it stands in.

    Approved words come first where the same text was translated in several ways.
    """
    newest = {
        (one.record_id, one.language): one.newest
        for one in Translation.objects.filter(language__in=[source, language])
    }
    texts: dict[tuple[str, str], WordsVersion] = {}
    for version in WordsVersion.objects.filter(language__in=[source, language]).iterator():
        if newest.get((version.record_id, version.language)) == version.number:
            texts[version.record_id, version.language] = version
    pairs: list[Pair] = []
    for (entry_id, code), to in texts.items():
        from_ = texts.get((entry_id, source))
        if code != language or from_ is None:
            continue
        if (to.made_from_language, to.made_from_number) != (source, from_.number):
            continue
        said, approved = typed_of(to.data), to.state == State.APPROVED
        pairs += [
            Pair(text, said[place], language, f"{entry_id} {'.'.join(place)}", approved)
            for place, text in typed_of(from_.data).items()
            if place in said and place != (_NOT_TRANSLATED,)
        ]
    return Memory(sorted(pairs, key=lambda one: not one.approved))
