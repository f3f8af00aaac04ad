"""The words of OpenStreetMap's opening_hours: days, dates, times and rules as text."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from madoguchi.hours.calendars import Dates, MonthDays, weekday_runs
from madoguchi.hours.clock import Span, clock

WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = tuple(calendar.month_abbr[month].title() for month in range(13))
# Two days in a row are written as two.
_SHORTEST_RANGE = 3
_LEAP_DAY = 29


def weekdays(indexes: Iterable[int]) -> str:
    """Weekdays from Monday on, three or more in a row as a range.

    >>> weekdays([0, 1, 2, 3, 4]), weekdays([1, 3, 5])
    ('Mo-Fr', 'Tu,Th,Sa')
    """
    parts: list[str] = []
    for run in weekday_runs(indexes):
        names = [WEEK[index] for index in run]
        parts += names if len(run) < _SHORTEST_RANGE else [f"{names[0]}-{names[-1]}"]
    return ",".join(parts)


def nth_weekday(weekday: int, nth: Sequence[int], plus_days: int = 0) -> str:
    """The nth such weekdays of the month, or days after them.

    >>> nth_weekday(5, [2], 1), nth_weekday(1, [2, 4])
    ('Sa[2] +1 day', 'Tu[2,4]')
    """
    numbers = [str(number) for number in sorted(set(nth), key=lambda n: (n < 0, abs(n)))]
    if not plus_days:
        return f"{WEEK[weekday]}[{','.join(numbers)}]"
    days = "day" if abs(plus_days) == 1 else "days"
    return ",".join(f"{WEEK[weekday]}[{number}] {plus_days:+} {days}" for number in numbers)


def times(spans: Iterable[Span]) -> str:
    """Times of a day.

    >>> times([Span(570, 720), Span(780, 1440)])
    '09:30-12:00,13:00-24:00'
    """
    return ",".join(f"{clock(span.start)}-{clock(span.end)}" for span in spans)


def season(days: MonthDays) -> str:
    """Days of every year.

    >>> season(MonthDays((12, 29), (1, 3)))
    'Dec 29-Jan 03'
    """
    # Engines differ, some silently, about a day that most years lack.
    if (2, 29) in (days.start, days.end):
        raise ValueError("OpenStreetMap cannot say that a season begins or ends on 29 February")
    start, end = (f"{_MONTHS[month]} {day:02}" for month, day in (days.start, days.end))
    return start if start == end else f"{start}-{end}"


def month_days(numbers: Sequence[int]) -> str:
    """Days of every month, month by month, since no shorter form is read alike everywhere.

    ValueError for the 29th, which engines read in different ways in February.

    >>> month_days([31]).count("31")
    7
    """
    if _LEAP_DAY in numbers:
        raise ValueError("OpenStreetMap cannot say the 29th of every month")
    named = [
        f"{_MONTHS[month]} {number:02}"
        for month in range(1, 13)
        for number in sorted(set(numbers))
        if number <= calendar.monthrange(2027, month)[1]
    ]
    return ",".join(named)


def dates(stretches: Iterable[Dates]) -> str:
    """Days with their year.

    >>> dates([Dates(date(2026, 2, 9), date(2026, 2, 10))])
    '2026 Feb 09-10'
    """
    return ",".join(_stretch(stretch) for stretch in stretches)


def _stretch(days: Dates) -> str:
    start, end = days.start, days.end
    if start == end:
        return _date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{_date(start)}-{end.day:02}"
    return f"{_date(start)}-{_date(end)}"


def _date(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month]} {day.day:02}"


def from_date(day: date) -> str:
    """A day and all days after it.

    >>> from_date(date(2027, 4, 1))
    '2027 Apr 01+'
    """
    return f"{_date(day)}+"


def stretches(days: Iterable[date]) -> list[Dates]:
    """Single days put together to stretches.

    >>> [str(days) for days in stretches([date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 6)])]
    ['2026-05-03..2026-05-04', '2026-05-06']
    """
    found: list[Dates] = []
    for day in sorted(set(days)):
        if found and found[-1].end + timedelta(days=1) == day:
            found[-1] = Dates(found[-1].start, day)
        else:
            found.append(Dates(day, day))
    return found
