"""What the words editor opens: an entry's words in one language beside those of another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from madoguchi.editorial.keeping.drafting import draft_entry, facts_version
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.parts import Data, Parts, Words, entry_of
from madoguchi.editorial.keeping.standing import MISSING, WordsRow, standing_of_words
from madoguchi.editorial.models import Record, ReviewStep, Translation, WordsVersion
from madoguchi.editorial.writing.typed import Place, Typed, places_of, text_at
from madoguchi.guide import Entry, Guide, Wording
from madoguchi.guide.references import references
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN

# A language and the number of a version of its words.
_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """The newest words of a language, what they are written beside, and what they are checked by.

    `source` is the newest version of the source language that others may be translated from, and
    `before` the version of it that `newest` was made from, where that is an older one. The words
    are `outdated` where the language that they were made from has changed, whichever stands beside
    them now. `published` is what readers have of the language.
    """

    record: Record
    language: str
    newest: WordsVersion | None
    source_language: str
    source: WordsVersion | None
    before: WordsVersion | None
    outdated: bool
    published: WordsVersion | None
    # A newer draft of the source, which is not settled yet.
    source_draft: int | None
    # How the newest words stand, as the board says it.
    standing: str
    # The languages that may be chosen as source.
    sources: tuple[str, ...]
    entry: Entry
    guide: Guide

    @property
    def based_on(self) -> int:
        return self.newest.number if self.newest else 0

    @property
    def texts(self) -> Data:
        return dict(self.newest.data) if self.newest else {}

    @property
    def places(self) -> list[Place]:
        return places_of(self.entry, self.language, self.texts)

    @property
    def saved(self) -> Typed:
        """The newest words as they stand in the form."""
        return {place: text_at(self.texts, place) for place in self.places}

    @property
    def made_from(self) -> tuple[str, int] | None:
        """Which version of which language the newest words were made from."""
        if self.newest is None or self.newest.made_from_number is None:
            return None
        return self.newest.made_from_language, self.newest.made_from_number

    def sent_back(self) -> ReviewStep | None:
        """Why the newest version came back from a review; None where it did not."""
        if self.newest is None:
            return None
        steps = ReviewStep.objects.select_related("by").filter(
            record=self.record, part=self.language, number=self.newest.number
        )
        last = steps.last()
        return last if last and last.what == ReviewStep.What.SENT_BACK else None


def open_words(record: Record, language: str, source_language: str = "") -> Opened:
    """Open an entry's words in a language; beside Japanese unless they were made from another."""
    translations = {one.language: one for one in Translation.objects.filter(record=record)}
    own = translations.get(language)
    beside = _beside(translations, language, source_language)
    wanted: set[_Key] = set()
    if own:
        wanted |= {(language, own.newest), (language, own.published or own.newest)}
    number, made_from = 0, 0
    if beside:
        number = _shown(translations[beside])
        wanted.add((beside, number))
        if own and own.made_from_language == beside:
            made_from = own.made_from_number or 0
            wanted.add((beside, made_from))
    if SOURCE_LANGUAGE in translations and language != SOURCE_LANGUAGE:
        wanted.add((SOURCE_LANGUAGE, _shown(translations[SOURCE_LANGUAGE])))
    versions = _versions(record, wanted)
    source = versions.get((beside, number))
    facts = Parts(record.entry_id, facts_version(record).data, dict(_words(versions, language)))
    return Opened(
        record,
        language,
        versions.get((language, own.newest)) if own else None,
        beside,
        source,
        versions.get((beside, made_from)) if 0 < made_from < number else None,
        _is_outdated(own, translations),
        versions.get((language, own.published)) if own and own.published else None,
        translations[beside].newest if beside and translations[beside].newest > number else None,
        _standing(own, translations),
        tuple(code for code in WRITTEN if code in translations and code != language),
        entry_of(facts),
        published_guide(),
    )


def _beside(translations: Mapping[str, Translation], language: str, asked: str) -> str:
    """The language to write beside; empty for Japanese, which the others are made from."""
    own = translations.get(language)
    wanted = (asked, own.made_from_language if own else "", SOURCE_LANGUAGE)
    if language == SOURCE_LANGUAGE:
        wanted = (asked, "", "")
    return next((code for code in wanted if code in translations and code != language), "")


def _is_outdated(own: Translation | None, translations: Mapping[str, Translation]) -> bool:
    """Whether what the newest words were made from has changed since."""
    source = translations.get(own.made_from_language) if own else None
    return bool(own and source and (own.made_from_number or 0) < _shown(source))


def _standing(own: Translation | None, translations: Mapping[str, Translation]) -> str:
    if own is None:
        return MISSING
    source = translations.get(own.made_from_language)
    row = WordsRow._make(getattr(own, name) for name in WordsRow._fields)
    return standing_of_words(row, source.settled if source else 0)


def _shown(translation: Translation) -> int:
    """The version to translate from: settled, or else the only one there is."""
    return translation.settled or translation.newest


def _versions(record: Record, wanted: Iterable[_Key]) -> dict[_Key, WordsVersion]:
    named = Q(pk__in=())
    for language, number in wanted:
        named |= Q(language=language, number=number)
    found = WordsVersion.objects.select_related("by").filter(named, record=record)
    return {(one.language, one.number): one for one in found}


def _words(versions: Mapping[_Key, WordsVersion], language: str) -> Iterator[tuple[str, Words]]:
    """The newest of the versions of each language that the words are checked beside."""
    for (code, number), version in sorted(versions.items()):
        if code != language:
            yield code, Words(number, version.data)


def wording_of(texts: Data) -> Wording:
    """Words as a pack would hold them; ValidationError where they cannot stand."""
    return Wording.model_validate(texts)


def guide_with_drafts(opened: Opened, typed: Typed) -> Guide:
    """The published guide, with the drafts of unpublished entries that the words refer to."""
    named = {one.entry for text in typed.values() for one in references(text) if one.entry}
    unknown = [entry_id for entry_id in sorted(named) if entry_id not in opened.guide.entries]
    known = Record.objects.filter(pk__in=unknown).values_list("pk", flat=True) if unknown else ()
    drafts = {entry_id: draft_entry(entry_id) for entry_id in known}
    return Guide(opened.guide.packs, {**opened.guide.entries, **drafts}) if drafts else opened.guide
