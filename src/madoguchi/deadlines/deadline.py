"""The three dates of a step, and the reason that a person can follow (Decisions 1-4)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from madoguchi.deadlines.offices import (
    Office,
    are_holidays_announced,
    last_open,
    next_open,
    why_closed,
)
from madoguchi.deadlines.periods import (
    Period,
    first_day_of,
    has_no_such_day,
    last_day,
    same_date_reading,
)
from madoguchi.hours.calendars import FIRST_YEAR, LAST_YEAR, is_year_end

Roll = Literal["ward", "national", "none"]
Code = Literal[
    "event",
    "first-day-counted",
    "first-day-not-counted",
    "that-day-itself",
    "last-day",
    "no-such-day",
    "other-reading",
    "before",
    "ends-earlier",
    "ends-later",
    "open-on-last-day",
    "rolled",
    "never-rolls",
    "margin",
    "aim-same",
    "aim-earlier",
    "no-open-day",
    "year-end-assumed",
    "holidays-not-announced",
]


class OutOfRangeError(ValueError):
    """Dates so far away that nobody knows their holidays."""


class Reason(NamedTuple):
    """One line of a trace: what is said (`code`) about which days and numbers."""

    code: Code
    day: date | None = None
    other: date | None = None
    n: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """`law_last_day` by law, `office_last_day` where it rolls to (None where nothing rolls).

    `aim_by` is the last open day on or before the law's day less a margin: what readers see first.
    """

    law_last_day: date
    office_last_day: date | None
    aim_by: date
    rolls: Roll
    trace: tuple[Reason, ...]
    # What a reader is told to aim by where `aim_by` lies before it happened.
    show: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which it is in time: the office's where it rolls, else the law's."""
        return self.office_last_day or self.law_last_day

    @property
    def to_aim_by(self) -> date:
        """The day that is shown first and put into calendars."""
        return self.show or self.aim_by


def deadline_for(
    event: date,
    period: Period,
    roll: Roll = "none",
    *,
    margin_days: int = 0,
    no_later_than: date | None = None,
    calendar: Office | None = None,
    today: date | None = None,
) -> Deadline:
    """The dates of something to be done, or of a limit, so long after `event`.

    `no_later_than` ends it earlier, as the end of a stay does a re-entry. `calendar` is that of the
    place where nothing rolls; `today` decides which holidays are official yet. OutOfRangeError if
    it ends where no holidays are known.

    >>> found = deadline_for(date(2026, 3, 3), Period(14, "day", "counted"), "ward")
    >>> found.law_last_day.isoformat(), found.aim_by.isoformat()
    ('2026-03-16', '2026-03-16')
    """
    last, earlier = last_day(event, period), same_date_reading(event, period)
    trace = list(_counted(event, period, last))
    if earlier < min(last, no_later_than or last):
        trace.append(Reason("other-reading", earlier, last))
    if no_later_than is not None:
        if no_later_than != last:
            sooner = no_later_than < last
            trace.append(Reason("ends-earlier" if sooner else "ends-later", no_later_than, last))
        last, earlier = min(last, no_later_than), min(earlier, no_later_than)
    found = _finished(last, min(earlier, last), _Place(roll, calendar), margin_days, today, trace)
    if period.n and found.aim_by < event and last_open(min(earlier, last)) < event:
        # Nobody can aim by a day before it happened (Decision 1 names that day all the same).
        said = Reason("no-open-day", found.last_day)
        lines = (said if one.code == "aim-earlier" else one for one in found.trace)
        return replace(found, show=found.last_day, trace=tuple(lines))
    return found


def before(
    event: date,
    *,
    margin_days: int = 0,
    calendar: Office | None = None,
    today: date | None = None,
) -> Deadline:
    """The dates of something that has to be done before the day of `event` (Decision 4).

    Its last day never moves: it would move past the event.

    >>> before(date(2026, 12, 31)).aim_by.isoformat()
    '2026-12-28'
    """
    last = event - timedelta(days=1)
    trace = [Reason("before", event, last)]
    return _finished(last, last, _Place("none", calendar), margin_days, today, trace)


def _counted(event: date, period: Period, last: date) -> tuple[Reason, ...]:
    if period.n == 0:
        return (Reason("that-day-itself", event),)
    first = first_day_of(event, period)
    code: Code = "first-day-counted" if first == event else "first-day-not-counted"
    said = [Reason("event", event), Reason(code, first)]
    if has_no_such_day(event, period):
        said.append(Reason("no-such-day", last))
    return (*said, Reason("last-day", last, n=period.n, detail=period.unit))


class _Place(NamedTuple):
    """How the place moves last days, and by whose calendar it is closed."""

    roll: Roll
    calendar: Office | None

    @property
    def is_wards(self) -> bool:
        return (self.calendar or self.roll) in {"ward", "none"}


def _finished(  # noqa: PLR0917 - what all that has been counted comes to
    last: date,
    earlier: date,
    place: _Place,
    margin_days: int,
    today: date | None,
    trace: list[Reason],
) -> Deadline:
    """The dates that follow from the law's last day, with their reasons added to `trace`."""
    if not FIRST_YEAR <= earlier.year <= last.year < LAST_YEAR:
        raise OutOfRangeError(f"holidays are known from {FIRST_YEAR} to {LAST_YEAR} only")
    office, why = None, why_closed(last)
    if place.roll == "none":
        trace.append(Reason("never-rolls", last))
    else:
        office = next_open(last)
        trace.append(
            Reason("rolled", last, office, detail=why) if why else Reason("open-on-last-day", last)
        )
    wanted = earlier - timedelta(days=margin_days)
    if margin_days:
        trace.append(Reason("margin", wanted, n=margin_days))
    aim, why = last_open(wanted), why_closed(wanted)
    if place.calendar == "daily":
        aim, why = wanted, None
    trace.append(Reason("aim-earlier", wanted, aim, detail=why) if why else Reason("aim-same", aim))
    if place.is_wards and (_over_year_end(aim, wanted) or _over_year_end(last, office or last)):
        trace.append(Reason("year-end-assumed"))
    if today is not None and not are_holidays_announced(office or last, today):
        trace.append(Reason("holidays-not-announced", n=(office or last).year))
    return Deadline(last, office, aim, place.roll, tuple(trace))


def _over_year_end(first: date, last: date) -> bool:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return any(is_year_end(day) for day in days)


__all__ = ["Deadline", "OutOfRangeError", "Reason", "Roll", "before", "deadline_for"]
