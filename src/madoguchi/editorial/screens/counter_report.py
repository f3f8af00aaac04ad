"""What the numbers of the counter desk say: which language when, and whether a window answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.counting import (
    Answering,
    Asked,
    Number,
    Served,
    answering,
    by_hour_of_week,
    by_language,
    by_period,
    numbers,
)
from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.screens.counter import language_asked, places, served_words
from madoguchi.editorial.screens.csv_files import csv_file
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.hours import OTHER

_ADDRESS = "/staff/counter/report/"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
# Twelve whole weeks show what is usual; more than three years take long to read and to count.
_USUALLY, _AT_MOST = timedelta(weeks=11), timedelta(days=3 * 366)
# What is further away is a slip of the hand.
_YEARS = 100
# The hours of an office, shown even where nothing was counted.
_FROM, _TO = 8, 18
# Shades of the grid, but for none.
_SHADES = 4
_GAPS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which numbers somebody wants to see; `errors` are (field, words)."""

    first: date
    last: date
    place: str = ""
    language: str = ""
    period: str = "week"
    errors: list[tuple[str, str]] = field(default_factory=list)
    typed: tuple[str, str] = ("", "")

    def address(self, at: str = _ADDRESS, **changed: str) -> str:
        """The address of these numbers, some of it changed."""
        one = replace(self, **changed)  # type: ignore[arg-type] # fields by name
        said = {
            "from": one.first.isoformat(),
            "to": one.last.isoformat(),
            "place": one.place,
            "language": one.language,
            "by": one.period if one.period != "week" else "",
        }
        return f"{at}?" + urlencode({name: value for name, value in said.items() if value})


class Bar(NamedTuple):
    """A number with its length beside others, of a hundred."""

    name: str
    often: int
    length: int


class LanguageLine(NamedTuple):
    """A language in the report."""

    bar: Bar
    served: list[int]
    hours: int
    address: str
    chosen: bool


class Hour(NamedTuple):
    """An hour of the week: how often asked for, its shade, and who answers then."""

    often: int
    shade: int
    answering: Answering

    @property
    def is_gap(self) -> bool:
        """Whether it was asked for and nobody answers."""
        return self.often > 0 and not any(self.answering)


def usual_first(last: date) -> date:
    """The Monday from which it is counted where no day is named."""
    first = last - _USUALLY
    return first - timedelta(days=first.weekday())


def wanted_of(query: QueryDict, today: date) -> Wanted:
    """What an address asks for, and what is wrong with it."""
    errors: list[tuple[str, str]] = []

    def day(name: str, default: date) -> date:
        typed = query.get(name, "")
        try:
            said = date.fromisoformat(typed) if typed else default
        except ValueError:
            said = None
        if said is None or abs(said.year - today.year) > _YEARS:
            words = tell('"{typed}" is no day; expected one as 2026-11-28.', typed=typed[:30])
            errors.append((name, words))
            return default
        return said

    last = day("to", today)
    first = day("from", usual_first(last))
    if first > last:
        errors.append(("from", tell("The first day lies after the last.")))
        first = usual_first(last)
    elif last - first > _AT_MOST:
        errors.append(("from", tell("At most three years are counted at once.")))
        first = usual_first(last)
    return Wanted(
        first,
        last,
        query.get("place", ""),
        query.get("language", ""),
        "month" if query.get("by") == "month" else "week",
        errors,
        (query.get("from", ""), query.get("to", "")) if errors else ("", ""),
    )


@staff_page
def report(request: StaffRequest) -> HttpResponse:
    """Languages, weeks or months, and the hours of the week."""
    today = localdate()
    wanted = wanted_of(request.GET, today)
    found = numbers(wanted.first, wanted.last, wanted.place)
    asked = by_language(found)
    language = wanted.language or next((one.language for one in asked if one.language != OTHER), "")
    of_language = [one for one in found if not wanted.language or one.language == language]
    hours = _answering(language, today)
    grid = hour_grid([one for one in found if one.language == language], hours)
    return page(
        request,
        "editorial/counter_report.html",
        {
            "wanted": wanted,
            "total": sum(one.often for one in found),
            "lines": [_line(one, asked, wanted, today) for one in asked],
            "periods": period_bars(of_language, wanted),
            "hours_of": language_asked(language) if language else "",
            "weekdays": [tell(one) for one in _WEEKDAYS],
            "grid": grid if language else [],
            "gaps": gaps(grid),
            "offered_places": [("", tell("All")), *places()],
            "offered_languages": [
                ("", tell("All")),
                *((one.language, language_asked(one.language)) for one in asked),
            ],
        },
        status=400 if wanted.errors else 200,
    )


def _line(one: Asked, asked: Sequence[Asked], wanted: Wanted, today: date) -> LanguageLine:
    most = max(each.total for each in asked)
    served = [one.served.get(value, 0) for value, _ in served_words()]
    return LanguageLine(
        Bar(language_asked(one.language), one.total, _length(one.total, most)),
        [*served, one.served.get(Served.UNSAID.value, 0)],
        sum(1 for each in _answering(one.language, today).values() if each.own),
        wanted.address(language=one.language),
        one.language == wanted.language,
    )


def _length(count: int, most: int) -> int:
    return round(100 * count / most) if most else 0


def _answering(language: str, today: date) -> dict[tuple[int, int], Answering]:
    try:
        guide = published_guide()
    except NoGuideError:
        return {}
    return answering(guide, language, today) if language else {}


def period_bars(found: Sequence[Number], wanted: Wanted) -> list[Bar]:
    """A bar for each week or month."""
    totals = by_period(found, wanted.first, wanted.last, wanted.period)
    most = max(totals.values(), default=0)
    return [
        Bar(
            begins.isoformat() if wanted.period == "week" else begins.isoformat()[:7],
            count,
            _length(count, most),
        )
        for begins, count in totals.items()
    ]


def hour_grid(
    found: Sequence[Number], hours: dict[tuple[int, int], Answering]
) -> list[tuple[int, list[Hour]]]:
    """The hours of the day, each with the seven days; as early and as late as there is anything."""
    counted = by_hour_of_week(found)
    most = max(counted.values(), default=0)
    # Lines that answer day and night would make the grid as long as the day.
    own = [hour for (_, hour), one in hours.items() if one.own]
    shown = [hour for _, hour in counted] + own
    first, last = min([_FROM, *shown]), max([_TO, *shown])
    return [
        (
            hour,
            [
                Hour(
                    counted[day, hour],
                    -(-counted[day, hour] * _SHADES // most) if most else 0,
                    hours.get((day, hour), Answering(0, 0)),
                )
                for day in range(len(_WEEKDAYS))
            ],
        )
        for hour in range(first, last + 1)
    ]


def gaps(grid: Sequence[tuple[int, Sequence[Hour]]]) -> list[tuple[str, int, int]]:
    """The hours that were most asked for while nobody answers: day, hour, how often."""
    found = [
        (tell(_WEEKDAYS[day]), hour, one.often)
        for hour, days in grid
        for day, one in enumerate(days)
        if one.is_gap
    ]
    return sorted(found, key=lambda gap: -gap[2])[:_GAPS]


@staff_page
def taps_file(request: StaffRequest) -> HttpResponse:
    """All numbers, as a file for a spreadsheet."""
    wanted = wanted_of(request.GET, localdate())
    found = numbers(wanted.first, wanted.last, wanted.place)
    names, said = dict(places()), dict(served_words())
    heads = ("Hour", "Weekday", "Language", "Code", "Place", "Place id", "Served", "Count")
    return csv_file(
        f"counter-{wanted.first}-{wanted.last}.csv",
        [tell(one) for one in heads],
        (
            [
                f"{one.hour:%Y-%m-%d %H:00}",
                tell(_WEEKDAYS[one.hour.weekday()]),
                language_asked(one.language),
                one.language,
                names.get(one.place, one.place),
                one.place,
                said.get(one.served, ""),
                one.often,
            ]
            for one in found
            if wanted.language in ("", one.language)
        ),
    )


urlpatterns = [
    path("counter/report/", report, name="staff-counter-report"),
    path("counter/taps.csv", taps_file, name="staff-counter-file"),
]
