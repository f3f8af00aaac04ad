"""The board: every entry in every language, and what waits for whom."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.standing import NONE, STATES, FactsRow, Standing, standings
from madoguchi.editorial.models import FACTS
from madoguchi.editorial.screens.board_choice import NO_SECTION, Choice, Found, choice_of, found
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import (
    KIND_NAMES,
    STATE_FACES,
    entry_address,
    entry_name,
    kind_name,
    part_address,
    part_name,
    state_name,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.language import WRITTEN

NAVIGATION = Place("Board", "/staff/board/")
Pairs = list[tuple[str, str]]


class Cell(NamedTuple):
    """A part of an entry on the board; without a state there is no such part."""

    part: str
    state: str
    address: str


class Line(NamedTuple):
    """An entry on the board."""

    row: FactsRow
    name: str
    kind: str
    address: str
    overdue: bool
    cells: list[Cell]


class Total(NamedTuple):
    """How often a state occurs, and where these are shown."""

    state: str
    often: int
    address: str
    chosen: bool


@staff_page
def board(request: StaffRequest) -> HttpResponse:
    """Entries by languages."""
    choice = choice_of(request.GET, request.member)
    every = standings(localdate())
    shown = found(choice, every)
    number = min(choice.page, shown.pages)
    rows = [one.row for one in every]
    return page(
        request,
        "editorial/board.html",
        {
            "choice": choice,
            "columns": [(code, part_name(code), WRITTEN[code].tag) for code in choice.languages],
            "lines": [_line(one, choice.languages) for one in shown.page(number)],
            "count": len(shown.rows),
            "number": number,
            "pages": shown.pages,
            "page_address": lambda other: choice.address(page=other),
            "totals": totals(choice, shown),
            "faces": {state: (tone, tell(words)) for state, (tone, words) in STATE_FACES.items()},
            "offered": offered(choice, rows),
            "own": own_words(choice, rows),
        },
    )


def _line(one: Standing, languages: Sequence[str]) -> Line:
    entry_id = one.row.entry_id
    states = [(FACTS, one.facts), *((code, one.of(code)) for code in languages)]
    return Line(
        one.row,
        entry_name(one.row),
        kind_name(one.row.kind),
        entry_address(entry_id),
        one.overdue and one.facts != "overdue",
        [
            Cell(part, state, part_address(entry_id, part) if state != NONE else "")
            for part, state in states
        ],
    )


def totals(choice: Choice, shown: Found) -> list[Total]:
    """Each state that occurs, with the address that shows it, or no longer shows it alone."""
    return [
        Total(
            state,
            count,
            choice.address(state="" if state == choice.state else state),
            state == choice.state,
        )
        for state, count in shown.totals.items()
    ]


def offered(choice: Choice, rows: Iterable[FactsRow]) -> dict[str, Pairs]:
    """What can be chosen in each filter."""
    rows = list(rows)
    all_sections = tell("My sections") if choice.is_own and choice.own_sections else tell("All")
    return {
        "chapter": [("", tell("All")), *_used(rows, "chapter")],
        "section": [("", all_sections), *_used(rows, "section"), (NO_SECTION, tell("No section"))],
        "language": [
            ("", tell("My languages") if choice.is_own and choice.own_languages else tell("All")),
            *((code, part_name(code)) for code in WRITTEN),
        ],
        "state": [("", tell("All")), *((one, state_name(one)) for one in STATES)],
        "kind": [
            ("", tell("All")),
            *((one, kind_name(one)) for one in KIND_NAMES if any(row.kind == one for row in rows)),
        ],
        "pack": [("", tell("All")), *((one, one) for one in sorted({row.pack for row in rows}))],
        "sort": [
            ("place", tell("Pack and id")),
            ("name", tell("Name")),
            ("kind", tell("Kind")),
            ("check", tell("Next check")),
            ("todo", tell("Most to do")),
        ],
    }


def _used(rows: Sequence[FactsRow], field: str) -> Pairs:
    """The chapters or sections that entries stand in, by name."""
    used = {str(getattr(row, field)) for row in rows}
    return sorted(
        ((row.entry_id, entry_name(row)) for row in rows if row.entry_id in used),
        key=lambda pair: pair[1].casefold(),
    )


def own_words(choice: Choice, rows: Iterable[FactsRow]) -> str:
    """Which of one's own is shown, in words; empty where all is shown."""
    if not choice.is_own:
        return ""
    names = {row.entry_id: entry_name(row) for row in rows if row.entry_id in choice.own_sections}
    listed = [
        *(names.get(one, one) for one in choice.own_sections),
        *(part_name(one) for one in choice.own_languages),
    ]
    return tell(", ").join(listed)


urlpatterns = [path("board/", board, name="staff-board")]
