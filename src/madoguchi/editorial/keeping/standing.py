"""How every part of every entry stands: two questions to the database answer for all of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.utils.timezone import localdate

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


# Where a row with its entry and language in front names its source.
_MADE_FROM = 2 + WordsRow._fields.index("made_from_language")


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


def standing_of_words(row: WordsRow, settled: int) -> str:
    """The state of words in a language, `missing` without a row; the first of these that fits.

    | state | when |
    |---|---|
    | `in_review` | the newest version waits for a reviewer |
    | `draft` | it is a draft, and readers do not have it |
    | `changed` | their source has a newer settled version (`settled`) than they were made from |
    | `approved` | it is approved, and readers do not have it, or not as a reviewed one |
    | `machine` | readers get it, a machine wrote it, and nobody has reviewed it |
    | `published` | readers get the newest version |
    """
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
    said = _states_of_words(
        translations.values_list("record_id", "language", *WordsRow._fields).iterator(2000)
    )
    rows = records.order_by("entry_id").values_list(*FactsRow._fields)
    return [_standing(FactsRow._make(one), said, today) for one in rows]


def standing_of(record: Record) -> tuple[Standing, dict[str, WordsRow]]:
    """How one entry stands, and what the database says of its words by language."""
    found = Translation.objects.filter(record=record)
    rows = list(found.values_list("record_id", "language", *WordsRow._fields))
    facts = FactsRow._make(getattr(record, name) for name in FactsRow._fields)
    standing = _standing(facts, _states_of_words(rows), localdate())
    return standing, {row[1]: WordsRow._make(row[2:]) for row in rows}


def _states_of_words(found: Iterable[Sequence[Any]]) -> dict[str, dict[str, str]]:
    """The state of every row of words, by entry and language.

    Rows stay the plain tuples that they come as: twenty thousand of a class of its own would cost
    the garbage collector half of the board's time.
    """
    rows = list(found)
    sources = {row[_MADE_FROM] for row in rows}
    settled = {
        (row[0], row[1]): WordsRow._make(row[2:]).settled for row in rows if row[1] in sources
    }
    said: dict[str, dict[str, str]] = {}
    for row in rows:
        words = WordsRow._make(row[2:])
        state = standing_of_words(words, settled.get((row[0], words.made_from_language), 0))
        said.setdefault(row[0], {})[row[1]] = state
    return said


def _standing(row: FactsRow, said: Mapping[str, dict[str, str]], today: date) -> Standing:
    facts = standing_of_facts(row, today)
    if facts == GONE or not has_words(row.kind):
        words: tuple[str, ...] = (NONE,) * len(LANGUAGES)
    else:
        states = said.get(row.entry_id, {})
        words = tuple(states.get(language, MISSING) for language in LANGUAGES)
    return Standing(row, facts, words, _is_overdue(row, today))


@cache
def has_words(kind: str) -> bool:
    """Whether entries of a kind say anything to readers in words of their own."""
    return kind in KINDS and bool(KINDS[kind].may_have_words)


@cache
def has_facts(kind: str) -> bool:
    """Whether entries of a kind hold facts that a source stands for, and that grow old."""
    return kind in KINDS and bool(KINDS[kind].needs_sources)
