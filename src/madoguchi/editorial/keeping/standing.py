"""How every part of every entry stands: two questions to the database answer for all of them."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from madoguchi.editorial.models import Origin, Record, State, Translation
from madoguchi.guide import KINDS
from madoguchi.language import WRITTEN

DRAFT, IN_REVIEW, APPROVED = State.DRAFT.value, State.IN_REVIEW.value, State.APPROVED.value
# Where a kind of entry has no words.
NONE = ""
MISSING, CHANGED, MACHINE = "missing", "changed", "machine"
GONE, OVERDUE, PUBLISHED = "gone", "overdue", "published"
# In the order of what is most urgent.
FACTS_STATES = (OVERDUE, DRAFT, IN_REVIEW, APPROVED, PUBLISHED, GONE)
WORDS_STATES = (MISSING, CHANGED, DRAFT, IN_REVIEW, APPROVED, MACHINE, PUBLISHED)
STATES = (OVERDUE, MISSING, CHANGED, DRAFT, IN_REVIEW, APPROVED, MACHINE, PUBLISHED, GONE)
LANGUAGES = tuple(WRITTEN)
_MACHINE_MADE = Origin.MACHINE.value


class WordsRow(NamedTuple):
    """What the database says of an entry's words in one language."""

    newest: int
    published: int | None
    published_reviewed: bool
    state: str
    origin: str
    made_from_language: str
    made_from_number: int | None

    @property
    def settled(self) -> int:
        """As `Translation.settled`: the newest version that others may be translated from."""
        return max(self.published or 0, self.newest if self.state == APPROVED else 0)


class FactsRow(NamedTuple):
    """What the database says of an entry and of its facts."""

    entry_id: str
    kind: str
    pack: str
    chapter: str
    section: str
    name_ja: str
    name_en: str
    newest: int
    published: int | None
    state: str
    gone: bool
    check_by: date | None


class Standing(NamedTuple):
    """How an entry stands: its facts, and its words in the order of `LANGUAGES`."""

    row: FactsRow
    facts: str
    words: tuple[str, ...]
    # Whether its check is overdue, whatever else its facts wait for.
    overdue: bool

    def of(self, language: str) -> str:
        """The state of the words in a language."""
        return self.words[LANGUAGES.index(language)]


def standing_of_facts(row: FactsRow, today: date) -> str:
    """The state of an entry's facts: the first of these that fits.

    | state | when |
    |---|---|
    | `gone` | the entry was taken away and readers do not get it any more |
    | `draft`, `in_review`, `approved` | that is the newest version, and readers do not have it |
    | `overdue` | its check should have been made before today |
    | `published` | readers get the newest version |
    """
    if row.newest != row.published or row.state != APPROVED:
        return row.state
    if row.gone:
        return GONE
    return OVERDUE if _is_overdue(row, today) else PUBLISHED


def _is_overdue(row: FactsRow, today: date) -> bool:
    return row.check_by is not None and row.check_by < today and not row.gone


def standing_of_words(row: WordsRow | None, settled: int) -> str:
    """The state of words in a language: the first of these that fits.

    | state | when |
    |---|---|
    | `missing` | there is no version |
    | `in_review` | the newest version waits for a reviewer |
    | `draft` | it is a draft, and readers do not have it |
    | `changed` | their source has a newer settled version (`settled`) than they were made from |
    | `approved` | it is approved, and readers do not have it, or not as a reviewed one |
    | `machine` | readers get it, a machine wrote it, and nobody has reviewed it |
    | `published` | readers get the newest version |
    """
    if row is None:
        return MISSING
    is_published = row.newest == row.published
    if row.state == IN_REVIEW or (row.state == DRAFT and not is_published):
        return row.state
    if row.made_from_number is not None and settled > row.made_from_number:
        return CHANGED
    if row.state == APPROVED and not (is_published and row.published_reviewed):
        return APPROVED
    return MACHINE if row.origin == _MACHINE_MADE and not row.published_reviewed else PUBLISHED


def standings(today: date, entry_ids: Collection[str] | None = None) -> list[Standing]:
    """How these entries stand, or all, by id."""
    records, translations = Record.objects.all(), Translation.objects.all()
    if entry_ids is not None:
        records = records.filter(pk__in=entry_ids)
        translations = translations.filter(record_id__in=entry_ids)
    written: dict[str, dict[str, WordsRow]] = {}
    for entry_id, language, *rest in translations.values_list(
        "record_id", "language", *WordsRow._fields
    ).iterator(chunk_size=5000):
        written.setdefault(entry_id, {})[language] = WordsRow._make(rest)
    rows = records.order_by("entry_id").values_list(*FactsRow._fields)
    return [_standing(FactsRow._make(one), written, today) for one in rows]


def _standing(row: FactsRow, written: Mapping[str, dict[str, WordsRow]], today: date) -> Standing:
    facts = standing_of_facts(row, today)
    if facts == GONE or not has_words(row.kind):
        words: tuple[str, ...] = (NONE,) * len(LANGUAGES)
    else:
        said = written.get(row.entry_id, {})
        words = tuple(_of_words(said, said.get(language)) for language in LANGUAGES)
    return Standing(row, facts, words, _is_overdue(row, today))


def _of_words(said: Mapping[str, WordsRow], row: WordsRow | None) -> str:
    source = said.get(row.made_from_language) if row is not None else None
    return standing_of_words(row, source.settled if source is not None else 0)


@cache
def has_words(kind: str) -> bool:
    """Whether entries of a kind say anything to readers in words of their own."""
    return kind in KINDS and bool(KINDS[kind].may_have_words)


@cache
def has_facts(kind: str) -> bool:
    """Whether entries of a kind hold facts that a source stands for, and that grow old."""
    return kind in KINDS and bool(KINDS[kind].needs_sources)
