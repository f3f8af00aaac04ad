"""The certain hours of a stretch of days, day by day, for calendars and other exports."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from madoguchi.hours.clock import DAY, TOKYO, Span
from madoguchi.hours.day import Kind
from madoguchi.hours.timetable import Timetable

# What is open longer has no beginning and end that a reader would look for: a part for each day.
_LONGEST = DAY


class OpenDays(NamedTuple):
    """`spans` are the certain hours by the day they begin on; on `unknown` days more is possible.

    Hours that run past midnight belong to the day they begin on, whole.
    """

    spans: dict[date, tuple[Span, ...]]
    unknown: frozenset[date]


def open_days(timetable: Timetable, start: date, days: int) -> OpenDays:
    """The certain hours of `days` days from `start` on.

    The night that began before `start` and lasts into it is among them.
    """
    spans: dict[date, list[Span]] = {}
    unknown: set[date] = set()
    last = start + timedelta(days=days - 1)
    # A day before and two after, so that nothing that touches our days is seen cut.
    for interval in timetable.intervals(start - timedelta(days=1), days + 3):
        for day, span in _parts(interval.start, interval.end):
            if day > last or _ends_before(day, span, start):
                continue
            if interval.state.kind is Kind.OPEN:
                spans.setdefault(day, []).append(span)
            else:
                unknown.update({day, _last_day(day, span)})
    return OpenDays({day: tuple(parts) for day, parts in spans.items()}, frozenset(unknown))


def moment(day: date, minute: int) -> datetime:
    """The time that is `minute` minutes after the midnight with which `day` begins.

    >>> moment(date(2026, 11, 27), 25 * 60).isoformat()
    '2026-11-28T01:00:00+09:00'
    """
    return datetime(day.year, day.month, day.day, tzinfo=TOKYO) + timedelta(minutes=minute)


def _parts(start: datetime, end: datetime) -> Iterator[tuple[date, Span]]:
    """An interval as it is, or cut at midnights if it is longer than a day."""
    day = start.date()
    begins, ends = _minutes(start, day), _minutes(end, day)
    if ends - begins <= _LONGEST:
        yield day, Span(begins, ends)
        return
    while begins < ends:
        yield day, Span(begins, min(ends, DAY))
        day, begins, ends = day + timedelta(days=1), 0, ends - DAY


def _minutes(at: datetime, day: date) -> int:
    return (at - moment(day, 0)) // timedelta(minutes=1)


def _last_day(day: date, span: Span) -> date:
    return day + timedelta(days=(span.end - 1) // DAY)


def _ends_before(day: date, span: Span, start: date) -> bool:
    return _last_day(day, span) < start
