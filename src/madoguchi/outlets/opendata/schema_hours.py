"""Hours as schema.org states them: OpeningHoursSpecification, for as many days as are looked at.

Every statement bears the dates between which it holds, so nothing is claimed beyond them. Days on
which something is not known are left out of these dates: of them nothing is said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from madoguchi.hours import DAY, Span, Timetable, clock, japan
from madoguchi.hours.open_days import OpenDays, open_days

Node = dict[str, object]
Spans = tuple[Span, ...]

# As far as the hours that travel with the offline guide reach.
STATED_DAYS = 90
# A rule for holidays is stated only if it is true of all of so many days, two years or more.
_PROVEN_DAYS = 800
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SCHEMA = "https://schema.org/"
_ONE = timedelta(days=1)


class _Rules(NamedTuple):
    """What a day is like by its weekday, and by being a public holiday where that is one rule."""

    week: tuple[Spans, ...]
    holidays: Spans | None

    def of(self, day: date) -> Spans:
        if self.holidays is not None and day.toordinal() in japan().days:
            return self.holidays
        return self.week[day.weekday()]


@lru_cache(maxsize=512)
def specifications(timetable: Timetable, start: date) -> list[Node]:
    """The certain hours of the next 90 days; empty where none are certain.

    What is stated for single dates goes before public holidays, and these before weekdays. All
    languages of a page share the answer.
    """
    known = open_days(timetable, start, STATED_DAYS)
    if not known.spans:
        return []
    days = [start + n * _ONE for n in range(STATED_DAYS)]
    rules = _Rules(_usual_week(known, days), _holiday_rule(timetable, start))
    different = [day for day in days if known.spans.get(day, ()) != rules.of(day)]
    silent = [day for day in different if day in known.unknown]
    stated: list[Node] = []
    for first, last in _stretches([day for day in days if day not in silent]):
        stated += _weekly(rules, first, last)
    closed = [day for day in different if day not in known.spans and day not in silent]
    stated += [_dates({}, first, last) for first, last in _stretches(closed)]
    for day in different:
        stated += [_dates(_times(span), day, day) for span in known.spans.get(day, ())]
    return stated


def _usual_week(known: OpenDays, days: Sequence[date]) -> tuple[Spans, ...]:
    """The hours that each weekday has most often."""
    counted: list[Counter[Spans]] = [Counter() for _ in range(7)]
    for day in days:
        counted[day.weekday()][known.spans.get(day, ())] += 1
    return tuple(counter.most_common(1)[0][0] for counter in counted)


def _holiday_rule(timetable: Timetable, start: date) -> Spans | None:
    """The hours of public holidays, if they are certain and the same on every one of them.

    schema.org cannot say "holidays that fall on a Wednesday".
    """
    known = open_days(timetable, start, _PROVEN_DAYS)
    days = (start + n * _ONE for n in range(_PROVEN_DAYS))
    holidays = [day for day in days if day.toordinal() in japan().days]
    if any(day in known.unknown for day in holidays):
        return None
    found = {known.spans.get(day, ()) for day in holidays}
    return found.pop() if len(found) == 1 else None


def _weekly(rules: _Rules, first: date, last: date) -> Iterator[Node]:
    """The rules of weekdays and holidays that have a day between two dates."""
    days = [first + n * _ONE for n in range((last - first).days + 1)]
    weekdays = {day.weekday() for day in days}
    alike: dict[Span, list[int]] = {}
    for index in sorted(weekdays):
        for span in rules.week[index]:
            alike.setdefault(span, []).append(index)
    for span, indexes in alike.items():
        names = [f"{_SCHEMA}{_DAYS[index]}" for index in indexes]
        yield _dates({"dayOfWeek": names} | _times(span), first, last)
    if rules.holidays is None or not any(day.toordinal() in japan().days for day in days):
        return
    holidays: Node = {"dayOfWeek": f"{_SCHEMA}PublicHolidays"}
    for span in rules.holidays:
        yield _dates(holidays | _times(span), first, last)
    if not rules.holidays:
        # Without times it says closed.
        yield _dates(holidays, first, last)


def _dates(said: Node, first: date, last: date) -> Node:
    ends: Node = {"validFrom": first.isoformat(), "validThrough": last.isoformat()}
    return {"@type": "OpeningHoursSpecification"} | said | ends


def _times(span: Span) -> Node:
    """Opening and closing time; a closing time that is not after the opening is the next day's."""
    if span == Span(0, DAY):
        return {"opens": "00:00", "closes": "23:59"}
    return {"opens": clock(span.start), "closes": clock(span.end % DAY)}


def _stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in a row as their first and last."""
    found: list[tuple[date, date]] = []
    for day in days:
        if found and found[-1][1] + _ONE == day:
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found
