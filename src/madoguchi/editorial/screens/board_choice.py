"""What somebody wants to see on the board, and which entries that are."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from madoguchi.editorial.keeping.standing import (
    GONE,
    LANGUAGES,
    NONE,
    OVERDUE,
    PUBLISHED,
    STATES,
    Standing,
)
from madoguchi.editorial.models import Role, StaffMember
from madoguchi.editorial.screens.naming import entry_name
from madoguchi.guide import KINDS
from madoguchi.language import SOURCE_LANGUAGE, fold

ROWS = 100
# Stands for entries that no section answers for.
NO_SECTION = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of entries and languages; `own_*` is what the person is shown unless `everything`.

    What is empty does not limit.
    """

    text: str = ""
    chapter: str = ""
    section: str = ""
    language: str = ""
    state: str = ""
    kind: str = ""
    pack: str = ""
    overdue: bool = False
    sort: str = "place"
    everything: bool = False
    page: int = 1
    own_sections: tuple[str, ...] = ()
    own_languages: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Of which sections entries are shown; all where none is named."""
        if self.section:
            return (self.section,)
        return () if self.everything else self.own_sections

    @property
    def languages(self) -> tuple[str, ...]:
        """The columns; the source stands beside what is made from it."""
        if not self.is_of_languages:
            return LANGUAGES
        wanted = {SOURCE_LANGUAGE, *self.judged}
        return tuple(one for one in LANGUAGES if one in wanted)

    @property
    def judged(self) -> tuple[str, ...]:
        """The languages whose states are counted and looked for."""
        if self.language:
            return (self.language,)
        return LANGUAGES if self.everything else self.own_languages or LANGUAGES

    @property
    def is_of_languages(self) -> bool:
        """Whether only some languages are looked at, so that what has no words is of no use."""
        return bool(self.language or (self.own_languages and not self.everything))

    @property
    def is_own(self) -> bool:
        """Whether less than all is shown because of who is looking."""
        return not self.everything and bool(self.own_sections or self.own_languages)

    @property
    def has_more(self) -> bool:
        """Whether something is chosen among the filters that are folded away."""
        return bool(self.kind or self.chapter or self.pack or self.overdue or self.sort != "place")

    def address(self, **changed: object) -> str:
        """The board's address with this choice, some of it changed; it begins at the first page."""
        return "/staff/board/?" + self.query(**changed)

    def query(self, **changed: object) -> str:
        """The choice as it stands in addresses."""
        one = replace(self, **{"page": 1, **changed})  # type: ignore[arg-type] # fields by name
        said = {
            "q": one.text,
            "chapter": one.chapter,
            "section": one.section,
            "language": one.language,
            "state": one.state,
            "kind": one.kind,
            "pack": one.pack,
            "overdue": "yes" if one.overdue else "",
            "sort": one.sort if one.sort != "place" else "",
            "all": "yes" if one.everything else "",
            "page": str(one.page) if one.page > 1 else "",
        }
        return urlencode({name: value for name, value in said.items() if value})


def choice_of(asked: Mapping[str, str], member: StaffMember) -> Choice:
    """What an address asks for; what it asks for that does not exist is left out."""

    def one_of(name: str, offered: Iterable[str]) -> str:
        value = asked.get(name, "")
        return value if value in offered else ""

    page = asked.get("page", "")
    return Choice(
        text=asked.get("q", "").strip()[:100],
        chapter=asked.get("chapter", ""),
        section=asked.get("section", ""),
        language=one_of("language", LANGUAGES),
        state=one_of("state", STATES),
        kind=one_of("kind", KINDS),
        pack=asked.get("pack", ""),
        overdue=asked.get("overdue") == "yes",
        sort=one_of("sort", SORTS) or "place",
        everything=asked.get("all") == "yes",
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,  # noqa: PLR2004 - no board has so many pages
        own_sections=own_sections(member),
        own_languages=own_languages(member),
    )


def own_sections(member: StaffMember) -> tuple[str, ...]:
    """The sections whose entries an editor keeps; empty where these are all."""
    return tuple(member.sections) if member.is_a(Role.EDITOR) else ()


def own_languages(member: StaffMember) -> tuple[str, ...]:
    """The languages of somebody who translates only; an editor looks after all of an entry."""
    if member.is_a(Role.EDITOR) or not member.is_a(Role.TRANSLATOR):
        return ()
    return tuple(member.languages)


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of a choice in their order, and how often which state occurs among them."""

    rows: Sequence[Standing]
    totals: Mapping[str, int]

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-len(self.rows) // ROWS))

    def page(self, number: int) -> Sequence[Standing]:
        """The entries of a page."""
        return self.rows[(number - 1) * ROWS : number * ROWS]


def found(choice: Choice, standings: Iterable[Standing]) -> Found:
    """The entries that fit; states are counted over those that fit but for their state."""
    judged = [LANGUAGES.index(one) for one in choice.judged]
    words, sections = fold(choice.text).split(), choice.sections
    fitting = [one for one in standings if _fits(choice, one, sections, words)]
    totals: Counter[str] = Counter()
    for one in fitting:
        totals[one.facts] += 1
        totals.update(one.words[index] for index in judged)
        totals[OVERDUE] += one.overdue and one.facts != OVERDUE
    rows = [one for one in fitting if _is_in_state(choice.state, one, judged)]
    rows.sort(key=SORTS[choice.sort])
    return Found(rows, {state: totals[state] for state in STATES if totals[state]})


def _fits(choice: Choice, one: Standing, sections: Sequence[str], words: Sequence[str]) -> bool:
    row = one.row
    return (
        (not choice.is_of_languages or any(one.words))
        and (not choice.kind or row.kind == choice.kind)
        and (not choice.pack or row.pack == choice.pack)
        and (not choice.chapter or row.chapter == choice.chapter)
        and (not sections or (row.section or NO_SECTION) in sections)
        and (not choice.overdue or one.overdue)
        and (not words or _says(one, words))
    )


def _says(one: Standing, words: Sequence[str]) -> bool:
    told = fold(f"{one.row.entry_id} {one.row.name_ja} {one.row.name_en}")
    return all(word in told for word in words)


def _is_in_state(state: str, one: Standing, judged: Sequence[int]) -> bool:
    if not state:
        # What was taken away is shown to who asks for it.
        return one.facts != GONE
    if state == one.facts or (state == OVERDUE and one.overdue):
        return True
    return any(one.words[index] == state for index in judged)


def _to_do(one: Standing) -> int:
    """How much of an entry waits for somebody."""
    return sum(state not in (PUBLISHED, NONE) for state in (one.facts, *one.words))


SORTS: dict[str, Callable[[Standing], Any]] = {
    # What the municipality keeps itself stands before what it builds on.
    "place": lambda one: (one.row.pack != settings.PACK, one.row.entry_id),
    "name": lambda one: (entry_name(one.row).casefold(), one.row.entry_id),
    "kind": lambda one: (one.row.kind, one.row.entry_id),
    "check": lambda one: (one.row.check_by or date.max, one.row.entry_id),
    "todo": lambda one: (-_to_do(one), one.row.entry_id),
}
