"""Packs brought into the database, again and again: what staff wrote is never overwritten."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.timezone import now

from madoguchi.editorial.keeping.guides import words_of
from madoguchi.editorial.keeping.parts import Parts, Words, parts_of, same_words
from madoguchi.editorial.keeping.rows import repeat_facts, repeat_words
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Publication,
    PublicationItem,
    Record,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.guide import Guide, read_packs


@dataclass
class Brought:
    """What an import did: parts as `nerima/culture-plaza facts` or `… ko`."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    # Changed in the packs and by staff: the staff's version stands.
    left: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether the database had all of it already."""
        return not (self.new or self.changed)


def import_packs(root: Path, pack: str, today: date) -> Brought:
    """Bring a pack and those it builds on into the database; PackError where they have errors."""
    return bring_in(read_packs(root, pack, today).guide)


@transaction.atomic
def bring_in(guide: Guide) -> Brought:
    """Bring a guide without errors into the database.

    The first time it is published as it is. Later, what changed becomes a new version: facts as
    approved, words as the guide says, all of it to be published by staff. What staff wrote
    meanwhile stands.
    """
    if not Record.objects.exists():
        return _all_at_once(guide)
    return _Again(guide).bring()


def _all_at_once(guide: Guide) -> Brought:
    done = Brought()
    records, facts, translations, words = [], [], [], []
    moment = now()
    publication = Publication.objects.create(
        kind=Publication.Kind.IMPORT,
        state=Publication.State.DONE,
        moved_at=moment,
        finished_at=moment,
    )
    for entry in guide.entries.values():
        parts = parts_of(entry)
        record = _record(parts)
        record.newest = record.published = 1
        record.state = State.APPROVED
        repeat_facts(record, parts.facts)
        records.append(record)
        facts.append(_facts_version(record, parts, 1))
        for code, said in parts.words.items():
            repeat_words(record, code, said.texts)
            words.append(_words_version(record, code, said, said.number))
            translation = _translation(record, code, said, said.number)
            translation.published = said.number
            translation.published_reviewed = said.state == State.APPROVED
            translations.append(translation)
        done.new.append(parts.entry_id)
    Record.objects.bulk_create(records)
    FactsVersion.objects.bulk_create(facts)
    WordsVersion.objects.bulk_create(words, batch_size=500)
    Translation.objects.bulk_create(translations, batch_size=500)
    PublicationItem.objects.bulk_create(_items(publication, records, translations), batch_size=500)
    return done


def _items(
    publication: Publication, records: Iterable[Record], translations: Iterable[Translation]
) -> list[PublicationItem]:
    return [
        *(
            PublicationItem(publication=publication, record=one, part=FACTS, after=one.published)
            for one in records
        ),
        *(
            PublicationItem(
                publication=publication,
                record=one.record,
                part=one.language,
                after=one.published,
                reviewed_after=one.published_reviewed,
            )
            for one in translations
        ),
    ]


def _record(parts: Parts) -> Record:
    return Record(
        entry_id=parts.entry_id,
        kind=parts.facts["kind"],
        pack=parts.entry_id.partition("/")[0],
        page_number=parts.facts["page_number"],
    )


def _facts_version(record: Record, parts: Parts, number: int) -> FactsVersion:
    return FactsVersion(
        record=record, number=number, data=parts.facts, state=State.APPROVED, from_pack=True
    )


def _words_version(record: Record, code: str, said: Words, number: int) -> WordsVersion:
    source, version = said.made_from or ("", None)
    return WordsVersion(
        record=record,
        language=code,
        number=number,
        data=said.texts,
        state=said.state,
        written_state=said.state,
        origin=said.origin,
        reviewed_by=said.reviewed_by,
        reviewed_on=said.reviewed_on,
        made_from_language=source,
        made_from_number=version,
        from_pack=True,
    )


def _translation(record: Record, code: str, said: Words, number: int) -> Translation:
    source, version = said.made_from or ("", None)
    return Translation(
        record=record,
        language=code,
        newest=number,
        state=said.state,
        origin=said.origin,
        reviewed=said.state == State.APPROVED,
        made_from_language=source,
        made_from_number=version,
    )


class _Again:
    """A second import: part by part, compared with what the packs said last time."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.done = Brought()
        # Nobody saves or publishes meanwhile: what they changed would be written over.
        held = Record.objects.select_for_update().order_by("pk")
        self.records = {one.entry_id: one for one in held}
        self.translations = {
            (one.record_id, one.language): one for one in Translation.objects.all()
        }
        self.last_facts: dict[str, FactsVersion] = {}
        for facts in FactsVersion.objects.filter(from_pack=True).order_by("number").iterator():
            self.last_facts[facts.record_id] = facts
        self.last_words: dict[tuple[str, str], WordsVersion] = {}
        for words in WordsVersion.objects.filter(from_pack=True).order_by("number").iterator():
            self.last_words[words.record_id, words.language] = words

    def bring(self) -> Brought:
        for entry in self.guide.entries.values():
            self._entry(parts_of(entry))
        for entry_id in sorted(set(self.last_facts) - set(self.guide.entries)):
            self._taken_away(entry_id)
        return self.done

    def _entry(self, parts: Parts) -> None:
        record = self.records.get(parts.entry_id)
        if record is None:
            record = _record(parts)
            record.save(force_insert=True)
        last = self.last_facts.get(parts.entry_id)
        if last is None or last.gone or last.data != parts.facts:
            self._facts(record, parts, last)
        for code, said in parts.words.items():
            self._words(record, code, said)

    def _facts(self, record: Record, parts: Parts, last: FactsVersion | None) -> None:
        if not self._may_bring(f"{record} {FACTS}", record.newest, last):
            return
        version = _facts_version(record, parts, record.newest + 1)
        version.save()
        record.newest, record.state = version.number, State.APPROVED
        repeat_facts(record, parts.facts)
        record.save()

    def _words(self, record: Record, code: str, said: Words) -> None:
        last = self.last_words.get((record.entry_id, code))
        if last is not None:
            before = words_of(last, reviewed=last.state == State.APPROVED)
            if same_words(before, said) and before.reviewed_on == said.reviewed_on:
                return
        translation = self.translations.get((record.entry_id, code))
        newest = translation.newest if translation else 0
        if not self._may_bring(f"{record} {code}", newest, last):
            return
        # A pack that raised its number keeps it; one that forgot to gets the next.
        number = max(newest + 1, said.number)
        _words_version(record, code, said, number).save()
        fresh = _translation(record, code, said, number)
        if translation is not None:
            fresh.pk, fresh.published = translation.pk, translation.published
            fresh.published_reviewed = translation.published_reviewed
        fresh.save()
        repeat_words(record, code, said.texts)
        record.save()

    def _may_bring(self, part: str, newest: int, last: FactsVersion | WordsVersion | None) -> bool:
        """Whether nobody here wrote since the last import; says into which list the part goes."""
        if newest and (last is None or newest != last.number):
            self.done.left.append(part)
            return False
        (self.done.changed if newest else self.done.new).append(part)
        return True

    def _taken_away(self, entry_id: str) -> None:
        record, last = self.records[entry_id], self.last_facts[entry_id]
        if last.gone or not self._may_bring(f"{record} {FACTS}", record.newest, last):
            return
        FactsVersion.objects.create(
            record=record,
            number=record.newest + 1,
            data=last.data,
            state=State.APPROVED,
            from_pack=True,
            gone=True,
        )
        record.newest, record.state = record.newest + 1, State.APPROVED
        record.save()


def in_use() -> bool:
    """Whether the staff's rooms keep the guide: something was brought in."""
    return Record.objects.exists()
