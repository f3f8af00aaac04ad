"""What opening hours mean on each of the next fourteen days, as readers will be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import holidays

from madoguchi.editorial.forms.spelling import languages_shown
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.hours import (
    DAY,
    OTHER,
    TOKYO,
    ClosureCalendar,
    Kind,
    Schedule,
    Span,
    State,
    Timetable,
)
from madoguchi.hours.calendars import is_year_end
from madoguchi.hours.open_days import moment
from madoguchi.hours.wording import closures_unknown_text, moment_text, reason_text
from madoguchi.hours.words import day_text, days_text, spans_text

DAYS = 14
_MINUTE = timedelta(minutes=1)
# How the package that knows the holidays calls our two languages.
_HOLIDAY_NAMES = {"ja": "ja", "en": "en_US"}


class Heading(NamedTuple):
    """A day, and what makes it differ: a public holiday by its name, the year's end."""

    day: date
    label: str
    note: str


class Cell(NamedTuple):
    """What one group of languages finds on one day."""

    kind: str
    said: str
    reason: str = ""

    @property
    def sentence(self) -> str:
        """The cell as the end of a sentence; why it is closed says that it is."""
        if self.reason and self.kind == "closed":
            return self.reason
        stop = tell("{words}.", words=self.said)
        return f"{stop} {self.reason}" if self.reason else stop


@dataclass(frozen=True, slots=True)
class Group:
    """Languages that are answered by the same hours."""

    languages: str
    cells: tuple[Cell, ...]
    sentences: tuple[str, ...]
    next_opening: str = ""


@dataclass(frozen=True, slots=True)
class Fortnight:
    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]


def fortnight(
    schedules: Sequence[Schedule],
    calendars: Mapping[str, ClosureCalendar],
    first: date,
    *,
    closures: Sequence[str] = (),
    by_phone: bool = True,
) -> Fortnight:
    """The fourteen days from `first` on; `closures` hold for all schedules.

    A list of days off that is not in `calendars` is left out: nobody can say its days.
    """
    headings = tuple(_heading(first + timedelta(days=number), first) for number in range(DAYS))
    groups = []
    for codes, answering in _groups(schedules, [one for one in closures if one in calendars]):
        known = [_with_known(schedule, calendars) for schedule in answering]
        timetable = Timetable(known, calendars)
        by_day = _by_day(timetable, first)
        cells = tuple(
            _cell(timetable, day, by_day.get(day, []), by_phone=by_phone) for day, *_ in headings
        )
        said = tuple(_sentences(headings, cells))
        groups.append(Group(languages_shown(codes), cells, said, _next(timetable, cells, first)))
    return Fortnight(headings, tuple(groups))


def holiday_name(day: date, language: str) -> str:
    """The name of a public holiday; empty on other days.

    >>> holiday_name(date(2026, 11, 23), "en"), holiday_name(date(2026, 11, 24), "en")
    ('Labor Thanksgiving Day', '')
    """
    return _holidays(day.year, _HOLIDAY_NAMES[language]).get(day, "")


@lru_cache(maxsize=16)
def _holidays(year: int, language: str) -> dict[date, str]:
    named = holidays.country_holidays("JP", years=year, language=language)
    return {day: str(name) for day, name in named.items()}


def _heading(day: date, first: date) -> Heading:
    language = staff_language()
    note = holiday_name(day, language) or (tell("the year's end") if is_year_end(day) else "")
    return Heading(day, day_text(day, language, first), note)


def _groups(
    schedules: Sequence[Schedule], closures: Sequence[str]
) -> Iterator[tuple[list[str], tuple[Schedule, ...]]]:
    """Languages with the schedules that answer them, those with the same ones together."""
    by_schedules: dict[tuple[Schedule, ...], list[str]] = {}
    for code in dict.fromkeys(code for schedule in schedules for code in schedule.speaks):
        answering = tuple(
            schedule.model_copy(
                update={
                    # Which of them it is makes no difference to the hours, but "other" does.
                    "speaks": (OTHER if code == OTHER else "ja",),
                    "closures": tuple(dict.fromkeys((*schedule.closures, *closures))),
                }
            )
            for schedule in schedules
            if code in schedule.speaks
        )
        by_schedules.setdefault(answering, []).append(code)
    yield from ((codes, answering) for answering, codes in by_schedules.items())


def _with_known(schedule: Schedule, calendars: Mapping[str, ClosureCalendar]) -> Schedule:
    known = tuple(name for name in schedule.closures if name in calendars)
    return schedule.model_copy(update={"closures": known})


def _cell(
    timetable: Timetable, day: date, hours: Sequence[tuple[Span, State]], *, by_phone: bool
) -> Cell:
    language = staff_language()
    spans: dict[State, list[Span]] = {}
    for span, state in hours:
        spans.setdefault(state, []).append(span)
    if not spans:
        reason = timetable.state(moment(day, 0)).reason
        return Cell("closed", tell("closed"), reason_text(reason, language) if reason else "")
    opened = [span for state, some in spans.items() if state.kind is Kind.OPEN for span in some]
    unsure = [span for state, some in spans.items() if state.kind is not Kind.OPEN for span in some]
    reasons = [
        reason_text(state.reason, language, by_phone=by_phone) for state in spans if state.reason
    ]
    if any(state.closures_unknown for state in spans):
        reasons.append(closures_unknown_text(language))
    said = [spans_text(sorted(opened), language)] if opened else []
    if unsure == [Span(0, DAY)]:
        said.append(tell("not known"))
    elif unsure:
        said.append(tell("not known: {times}", times=spans_text(sorted(unsure), language)))
    kind = "open" if opened else "unknown"
    return Cell(kind, "; ".join(said), " ".join(dict.fromkeys(reasons)))


def _by_day(timetable: Timetable, first: date) -> dict[date, list[tuple[Span, State]]]:
    """The hours by the day they begin on; what lasts longer than a day is cut at midnights."""
    found: dict[date, list[tuple[Span, State]]] = {}
    # From the day before, so that a night is seen to have begun there.
    for interval in timetable.intervals(first - timedelta(days=1), DAYS + 2):
        day = interval.start.date()
        begins = (interval.start - moment(day, 0)) // _MINUTE
        ends = (interval.end - moment(day, 0)) // _MINUTE
        if ends - begins <= DAY:
            found.setdefault(day, []).append((Span(begins, ends), interval.state))
            continue
        while begins < ends:
            # The reason may be another on each day of a long stretch.
            state = timetable.state(moment(day, begins))
            found.setdefault(day, []).append((Span(begins, min(ends, DAY)), state))
            day, begins, ends = day + timedelta(days=1), 0, ends - DAY
    return found


def _sentences(headings: Sequence[Heading], cells: Sequence[Cell]) -> Iterator[str]:
    """A sentence for each run of days on which the same is so."""
    language = staff_language()
    pairs = list(zip(headings, cells, strict=True))
    for (sentence, note), run in groupby(pairs, key=lambda pair: (pair[1].sentence, pair[0].note)):
        days = [heading for heading, _ in run]
        when = days[0].label
        if len(days) > 1:
            when = days_text(when, days[-1].label, language)
        if note:
            when = tell("{days} ({note})", days=when, note=note)
        yield tell("{days}: {sentence}", days=when, sentence=sentence)


def _next(timetable: Timetable, cells: Sequence[Cell], first: date) -> str:
    """When it next opens, where it does not within the fourteen days."""
    if any(cell.kind == "open" for cell in cells):
        return ""
    opens = timetable.next_opening(datetime(first.year, first.month, first.day, tzinfo=TOKYO))
    if opens is None:
        return tell("It never certainly opens.")
    return tell("Next open: {moment}", moment=moment_text(opens, staff_language(), first))
