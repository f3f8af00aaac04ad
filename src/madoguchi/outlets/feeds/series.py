"""Hours of many days as few events: weekly series with their exceptions, and single days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from madoguchi.hours import Span

# A weekday with fewer than these is shown as single days: a series would be mostly exceptions.
_FEWEST = 4
_WEEK = timedelta(days=7)


class Series(NamedTuple):
    """Hours that come every week on `weekdays` (0 is Monday) from `first` to `last`, but `left`."""

    span: Span
    weekdays: tuple[int, ...]
    first: date
    last: date
    left: tuple[date, ...]


class Plan(NamedTuple):
    """All hours, each once: in a series or on a single day."""

    series: list[Series]
    single: list[tuple[date, Span]]


def plan(spans: Mapping[date, Sequence[Span]]) -> Plan:
    """The fewest events that say these hours without a date to be added to a rule.

    Not every program reads RDATE, so what no weekly rule gives is an event of its own.
    """
    found = Plan([], [])
    by_span: dict[Span, set[date]] = {}
    for day, parts in spans.items():
        for span in parts:
            by_span.setdefault(span, set()).add(day)
    for span, days in sorted(by_span.items()):
        weekdays = tuple(index for index in range(7) if _is_regular(_on(days, index)))
        regular = {day for day in days if day.weekday() in weekdays}
        found.single.extend((day, span) for day in sorted(days - regular))
        if regular:
            first, last = min(regular), max(regular)
            left = tuple(day for day in _weekly(first, last, weekdays) if day not in regular)
            found.series.append(Series(span, weekdays, first, last, left))
    return found


def _on(days: set[date], weekday: int) -> list[date]:
    return sorted(day for day in days if day.weekday() == weekday)


def _is_regular(days: list[date]) -> bool:
    """Whether hours are there in more than half of the weeks from the first day to the last."""
    return len(days) >= _FEWEST and 2 * len(days) > (days[-1] - days[0]) // _WEEK + 1


def _weekly(first: date, last: date, weekdays: tuple[int, ...]) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() in weekdays]
