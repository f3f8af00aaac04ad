"""Counts periods of Japanese law day by day on a calendar's leaves, as a second opinion.

It was written from the project's notes (procedures.md 1.1 and 4, DECISIONS.md 1 to 4 and 10) and
from the Civil Code, without reading the engine. It imports nothing of ours and takes the national
holidays from jpholiday, where the engine has another library. Slow on purpose.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import jpholiday

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
MONTHS_IN = {"month": 1, "year": 12}

Leaf = tuple[date, ...]


class Answer(NamedTuple):
    law: date
    office: date | None
    aim: date


def last_day(event: date, n: int, unit: str, *, counted: bool) -> date:
    """The last day of a period by the Civil Code, articles 140 to 143.

    >>> last_day(date(2027, 2, 28), 2, "month", counted=False)
    datetime.date(2027, 4, 30)
    """
    if unit == "day":
        return tick_off(event, n, counted=counted)
    # Article 140: where the day of the event is not counted, the period begins with the next.
    begin = event if counted else event + ONE_DAY
    months = n * MONTHS_IN[unit]
    if begin.day == 1:
        # Article 143(1): by the calendar, so these are whole leaves, the first one's included.
        return leaf_after(begin, months - 1)[-1]
    # Article 143(2): the day before the corresponding day, and where there is none the month's end.
    leaf = leaf_after(begin, months)
    for day in leaf:
        if day.day == begin.day:
            return day - ONE_DAY
    return leaf[-1]


def tick_off(event: date, n: int, *, counted: bool) -> date:
    """The n-th day that is ticked off; with none to tick off, the day of the event itself."""
    if n == 0:
        return event
    day = event if counted else event + ONE_DAY
    ticked = 1
    while ticked < n:
        day += ONE_DAY
        ticked += 1
    return day


def last_day_by_same_date(event: date, n: int, unit: str, *, counted: bool) -> date:
    """What people reckon: the same date so many months on, a day less if the first day counts."""
    if unit == "day":
        return tick_off(event, n, counted=counted)
    leaf = leaf_after(event, n * MONTHS_IN[unit])
    same = [day for day in leaf if day.day <= event.day][-1]
    return same - ONE_DAY if counted else same


def answer(
    event: date,
    n: int,
    unit: str,
    *,
    counted: bool,
    rolls: bool,
    margin: int = 0,
    no_later_than: date | None = None,
) -> Answer:
    """The three dates: the law's last day, the office's (none where nothing rolls), aim by."""
    law = last_day(event, n, unit, counted=counted)
    earlier = min(law, last_day_by_same_date(event, n, unit, counted=counted))
    if no_later_than is not None:
        law = min(law, no_later_than)
        earlier = min(earlier, no_later_than)
    return three_dates(law, earlier, rolls=rolls, margin=margin)


def answer_before(event: date, *, rolls: bool, margin: int = 0) -> Answer:
    """The three dates of what must be done before the event."""
    law = event - ONE_DAY
    return three_dates(law, law, rolls=rolls, margin=margin)


def three_dates(law: date, earlier: date, *, rolls: bool, margin: int) -> Answer:
    aim = earlier
    for _ in range(margin):
        aim -= ONE_DAY
    return Answer(law, next_open(law) if rolls else None, last_open(aim))


def opening_day(last: date, n: int, unit: str) -> date:
    """The first day of a window: its last day's date so much earlier, or the 1st that follows."""
    if unit == "day":
        day = last
        for _ in range(n):
            day -= ONE_DAY
        return day
    leaf = leaf_before(last, n * MONTHS_IN[unit])
    for day in leaf:
        if day.day == last.day:
            return day
    return leaf[-1] + ONE_DAY


def next_open(day: date) -> date:
    while why_closed(day) is not None:
        day += ONE_DAY
    return day


def last_open(day: date) -> date:
    while why_closed(day) is not None:
        day -= ONE_DAY
    return day


@cache
def why_closed(day: date) -> str | None:
    """Why offices are closed on a day; the year's end goes before a holiday, that before the week.

    >>> why_closed(date(2026, 9, 22))
    'holiday'
    """
    if (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}:
        return "year-end"
    if jpholiday.is_holiday(day):
        return "holiday"
    if day.weekday() in {SATURDAY, SUNDAY}:
        return "weekend"
    return None


def leaf_after(day: date, n: int) -> Leaf:
    """The calendar's leaf that shows after turning n leaves from the day's own."""
    leaf = leaf_of(day.replace(day=1))
    for _ in range(n):
        leaf = leaf_of(leaf[-1] + ONE_DAY)
    return leaf


def leaf_before(day: date, n: int) -> Leaf:
    leaf = leaf_of(day.replace(day=1))
    for _ in range(n):
        leaf = leaf_of((leaf[0] - ONE_DAY).replace(day=1))
    return leaf


@cache
def leaf_of(first: date) -> Leaf:
    """All days of the month that begins with this day."""
    return tuple(days_of_month(first))


def days_of_month(first: date) -> Iterator[date]:
    day = first
    while day.month == first.month:
        yield day
        day += ONE_DAY
