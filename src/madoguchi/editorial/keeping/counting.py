"""Counting at the counter which language was asked for, and what the numbers say afterwards."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet

from madoguchi.editorial.models import CounterTap
from madoguchi.guide import Guide
from madoguchi.hours import OTHER, TOKYO, Kind, japan

Served = CounterTap.Served
_DAYS = 7
# Within so many weeks there is one without a holiday, whatever the calendar.
_WEEKS = 10


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap: what it counted, so that it can be said more of and taken back."""

    hour: datetime
    language: str
    place: str = ""
    served: str = Served.UNSAID.value

    def row(self) -> QuerySet[CounterTap]:
        """The number that it is part of."""
        return CounterTap.objects.filter(
            hour=self.hour, language=self.language, place=self.place, served=self.served
        )


def count(language: str, place: str, mark: str, at: datetime) -> Tap:
    """Count that a language was asked for; the same `mark` twice is one tap that trembled."""
    hour = at.astimezone(TOKYO).replace(minute=0, second=0, microsecond=0)
    tap = Tap(hour, language, place)
    _add(tap, mark)
    return tap


@transaction.atomic
def say_served(tap: Tap, served: str, mark: str) -> Tap:
    """Say of a tap whether the language could be served; it can be said anew."""
    said = replace(tap, served=Served(served).value)
    if said != tap and _add(said, mark):
        _take(tap, mark)
    return said


def take_back(tap: Tap, mark: str) -> None:
    """Uncount a tap."""
    _take(tap, mark)


def _add(tap: Tap, mark: str) -> bool:
    """Whether it was counted now, and not by an earlier request with this mark."""
    if _changed(tap, mark, +1):
        return True
    with transaction.atomic():
        _, is_new = tap.row().get_or_create(
            hour=tap.hour,
            language=tap.language,
            place=tap.place,
            served=tap.served,
            defaults={"count": 1, "last_tap": mark},
        )
    # Somebody else made the row at this very moment.
    return is_new or _changed(tap, mark, +1)


def _take(tap: Tap, mark: str) -> None:
    _changed(tap, mark, -1)


def _changed(tap: Tap, mark: str, by: int) -> bool:
    rows = tap.row().exclude(last_tap=mark)
    if by < 0:
        rows = rows.filter(count__gt=0)
    return bool(rows.update(count=F("count") + by, last_tap=mark))


class Number(NamedTuple):
    """A number of the table, its hour on Tokyo's clocks."""

    hour: datetime
    language: str
    place: str
    served: str
    often: int


def numbers(first: date, last: date, place: str = "") -> list[Number]:
    """What was counted from a day to a day, at a place or everywhere, in the order of time."""
    begin = datetime.combine(first, time(), TOKYO)
    end = datetime.combine(last + timedelta(days=1), time(), TOKYO)
    rows = CounterTap.objects.filter(hour__gte=begin, hour__lt=end, count__gt=0)
    if place:
        rows = rows.filter(place=place)
    ordered = rows.order_by("hour", "language", "place", "served")
    return [
        Number(hour.astimezone(TOKYO), language, place, served, often)
        for hour, language, place, served, often in ordered.values_list(
            "hour", "language", "place", "served", "count"
        )
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a language was asked for, and how often it was served how."""

    language: str
    total: int
    served: Mapping[str, int]


def by_language(found: Iterable[Number]) -> list[Asked]:
    """The languages, the most asked for first."""
    served: dict[str, Counter[str]] = {}
    for one in found:
        served.setdefault(one.language, Counter())[one.served] += one.often
    asked = [Asked(code, each.total(), each) for code, each in served.items()]
    return sorted(asked, key=lambda one: (-one.total, one.language))


def by_period(found: Iterable[Number], first: date, last: date, period: str) -> dict[date, int]:
    """How often in each week (by its Monday) or month (by its first), those without any too."""
    begin_of = _month if period == "month" else _monday
    totals: dict[date, int] = {}
    day = first
    while day <= last:
        totals.setdefault(begin_of(day), 0)
        day += timedelta(days=1)
    for one in found:
        totals[begin_of(one.hour.date())] += one.often
    return totals


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def by_hour_of_week(found: Iterable[Number]) -> Counter[tuple[int, int]]:
    """How often at each hour of each day of the week, Monday being 0."""
    totals: Counter[tuple[int, int]] = Counter()
    for one in found:
        totals[one.hour.weekday(), one.hour.hour] += one.often
    return totals


class Answering(NamedTuple):
    """How many windows answer in an hour: the municipality's own, and those of others."""

    own: int
    others: int


def answering(guide: Guide, language: str, today: date) -> dict[tuple[int, int], Answering]:
    """When windows certainly answer in a language, by hour of an ordinary week to come."""
    monday = ordinary_week(today)
    own: Counter[tuple[int, int]] = Counter()
    others: Counter[tuple[int, int]] = Counter()
    for service in guide.services:
        if language == OTHER or language not in service.speaks:
            continue
        timetable = guide.timetable(service, language)
        if timetable is None:
            continue
        hours: set[tuple[int, int]] = set()
        for interval in timetable.intervals(monday, _DAYS):
            if interval.state.kind is Kind.OPEN:
                hours |= _hours_of(interval.start, interval.end)
        (own if service.pack == guide.packs[0] else others).update(hours)
    return {hour: Answering(own[hour], others[hour]) for hour in {*own, *others}}


def _hours_of(start: datetime, end: datetime) -> set[tuple[int, int]]:
    hours = set()
    current = start.replace(minute=0)
    while current < end:
        hours.add((current.weekday(), current.hour))
        current += timedelta(hours=1)
    return hours


def ordinary_week(today: date) -> date:
    """The Monday of the next week without a holiday or the year's end.

    >>> ordinary_week(date(2026, 12, 28))
    datetime.date(2027, 1, 4)
    """
    monday = _monday(today)
    for _ in range(_WEEKS):
        week = range(monday.toordinal(), monday.toordinal() + _DAYS)
        if japan().special.isdisjoint(week):
            return monday
        monday += timedelta(days=_DAYS)
    return monday
