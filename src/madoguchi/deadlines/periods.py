"""Counting days, months and years as Japanese law does (Civil Code 140-143)."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["day", "month", "year"]
FirstDay = Literal["counted", "not_counted"]

_ONE_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "year": 12}


class Period(NamedTuple):
    """So many days, months or years from an event; 0 days are the day of the event itself.

    `first_day` says whether the day of the event is the first: not by Civil Code 140, but counted
    where a law says so (Family Register Act 43) or counts "from that day on".
    """

    n: int
    unit: Unit
    first_day: FirstDay = "not_counted"


def first_day_of(event: date, period: Period) -> date:
    """The day that counts as the first.

    >>> first_day_of(date(2026, 3, 3), Period(14, "day", "counted")).isoformat()
    '2026-03-03'
    """
    counted = period.first_day == "counted" or period.n == 0
    return event if counted else event + _ONE_DAY


def last_day(event: date, period: Period) -> date:
    """The day with whose end a period is over; OverflowError past the year 9999.

    Months and years end the day before the one that corresponds to the first day; where the last
    month has no such day, with the month (Civil Code 143).

    >>> last_day(date(2026, 3, 3), Period(14, "day", "counted")).isoformat()
    '2026-03-16'
    >>> last_day(date(2027, 2, 28), Period(2, "month")).isoformat()
    '2027-04-30'
    >>> last_day(date(2027, 2, 28), Period(1, "year")).isoformat()
    '2028-02-29'
    """
    first = first_day_of(event, period)
    if period.n == 0:
        return event
    if period.unit == "day":
        return first + timedelta(days=period.n - 1)
    year, month = _month_after(first, period.n * _MONTHS[period.unit])
    if first.day > monthrange(year, month)[1]:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, first.day) - _ONE_DAY


def has_no_such_day(event: date, period: Period) -> bool:
    """Whether the last month has no day that corresponds to the first.

    >>> has_no_such_day(date(2027, 1, 30), Period(1, "month"))
    True
    """
    if period.unit == "day" or period.n == 0:
        return False
    first = first_day_of(event, period)
    year, month = _month_after(first, period.n * _MONTHS[period.unit])
    return first.day > monthrange(year, month)[1]


def same_date_reading(event: date, period: Period) -> date:
    """The last day as people count months: to the same date, or the month's last (Decision 3).

    >>> same_date_reading(date(2027, 2, 28), Period(2, "month")).isoformat()
    '2027-04-28'
    """
    if period.unit == "day" or period.n == 0:
        return last_day(event, period)
    same = _same_date(event, period.n * _MONTHS[period.unit])
    return same - _ONE_DAY if period.first_day == "counted" else same


def opening_day(last: date, n: int, unit: Unit) -> date:
    """The first day of a window that opens so long before its last day.

    Where the earlier month has no such date, the first of the next month: nobody should go in
    vain.

    >>> opening_day(date(2027, 4, 30), 2, "month").isoformat()
    '2027-03-01'
    """
    if unit == "day":
        return last - timedelta(days=n)
    year, month = _month_after(last, -n * _MONTHS[unit])
    if last.day <= monthrange(year, month)[1]:
        return date(year, month, last.day)
    return date(year, month, monthrange(year, month)[1]) + _ONE_DAY


def _month_after(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("the calendar has no such year")
    return year, month + 1


def _same_date(day: date, months: int) -> date:
    year, month = _month_after(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
