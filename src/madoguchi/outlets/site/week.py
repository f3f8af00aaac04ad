"""Seven days at a glance: who answers in one language, and which languages are spoken when."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from madoguchi.edition.live import Served
from madoguchi.guide import Guide, Service
from madoguchi.guide.rendering import name_of
from madoguchi.hours import Kind
from madoguchi.hours.clock import DAY, Span
from madoguchi.hours.timetable import Interval
from madoguchi.hours.words import day_text, span_text, spans_text, weekday_text
from madoguchi.language import Piece, own_name, spoken_name
from madoguchi.outlets.site.cards import service_address
from madoguchi.outlets.site.shell import forget_with_the_edition
from madoguchi.outlets.site.words import ruby

DAYS = 7
# The calendar's own end: no week begins so late that its last day could not be written.
_LAST = date.max - timedelta(days=DAYS)


class Slot(NamedTuple):
    """A stretch of one day in which a window answers, or perhaps does."""

    span: Span
    times: Markup
    name: Piece
    address: str
    certain: bool


class OneDay(NamedTuple):
    """A day with its slots by their beginning; `is_first` is the day asked about."""

    name: Markup
    slots: list[Slot]
    is_first: bool


class Week(NamedTuple):
    """Seven days, and the windows that would fill every day: never closed, or never known."""

    days: list[OneDay]
    always: list[tuple[Piece, str]]
    unknown: list[tuple[Piece, str]]


class LanguageRow(NamedTuple):
    """The hours of one spoken language, day by day; empty where nobody speaks it."""

    code: str
    own: str
    name: Markup
    address: str
    cells: list[Markup]


class LanguageGrid(NamedTuple):
    """Which languages the municipality's own windows speak on which day."""

    days: list[Markup]
    rows: list[LanguageRow]


@lru_cache(maxsize=256)
def week(served: Served, speaks: str, language: str, first: date) -> Week:
    """The seven days from `first` on for speakers of one language."""
    first = min(first, _LAST)
    guide = served.guide
    days: list[list[Slot]] = [[] for _ in range(DAYS)]
    throughout: dict[Kind, list[tuple[Piece, str]]] = {Kind.OPEN: [], Kind.UNKNOWN: []}
    for service in guide.services:
        intervals = _intervals(guide, service, speaks, first)
        name, address = name_of(guide, service.id, language), service_address(service, language)
        if _never_changes(intervals, first):
            throughout[intervals[0].state.kind].append((name, address))
            continue
        for interval in intervals:
            for index, span in _by_day(interval, first):
                certain = interval.state.kind is Kind.OPEN
                slot = Slot(span, ruby(span_text(span, language)), name, address, certain)
                days[index].append(slot)
    return Week(
        [
            OneDay(
                ruby(day_text(first + timedelta(days=index), language)),
                sorted(slots, key=lambda slot: (slot.span.start, slot.span.end, slot.address)),
                index == 0,
            )
            for index, slots in enumerate(days)
        ],
        throughout[Kind.OPEN],
        throughout[Kind.UNKNOWN],
    )


@lru_cache(maxsize=64)
def languages(served: Served, language: str, first: date) -> LanguageGrid:
    """Which languages the windows of the municipality itself speak, day by day."""
    first = min(first, _LAST)
    guide = served.guide
    own = [one for one in guide.services if one.pack == guide.packs[0]]
    spoken = sorted({code for one in own for code in one.speaks})
    days = [first + timedelta(days=index) for index in range(DAYS)]
    return LanguageGrid(
        [ruby(weekday_text(day.weekday(), language)) for day in days],
        [
            LanguageRow(
                code,
                own_name(code),
                ruby(spoken_name(code, language)),
                f"/{language}/help/?speaks={code}",
                _cells(guide, own, code, language, first),
            )
            for code in spoken
        ],
    )


for _made in (week, languages):
    forget_with_the_edition(_made.cache_clear)


def _cells(
    guide: Guide, services: list[Service], code: str, language: str, first: date
) -> list[Markup]:
    days: list[list[Span]] = [[] for _ in range(DAYS)]
    for service in services:
        for interval in _intervals(guide, service, code, first):
            if interval.state.kind is Kind.OPEN:
                for index, span in _by_day(interval, first):
                    days[index].append(span)
    return [ruby(spans_text(_joined(spans), language)) if spans else Markup() for spans in days]


def _intervals(guide: Guide, service: Service, speaks: str, first: date) -> list[Interval]:
    timetable = guide.timetable(service, speaks)
    return timetable.intervals(first, DAYS) if timetable else []


def _never_changes(intervals: list[Interval], first: date) -> bool:
    one = intervals[0] if len(intervals) == 1 else None
    return one is not None and (one.start.date(), one.end.date()) == (
        first,
        first + timedelta(days=DAYS),
    )


def _by_day(interval: Interval, first: date) -> list[tuple[int, Span]]:
    """The interval cut at each midnight: index of the day, minutes since its midnight."""
    start = _minutes(interval.start, first)
    end = _minutes(interval.end, first)
    return [
        (index, Span(max(start - index * DAY, 0), min(end - index * DAY, DAY)))
        for index in range(start // DAY, -(-end // DAY))
        if 0 <= index < DAYS
    ]


def _minutes(moment: datetime, first: date) -> int:
    midnight = datetime.combine(first, datetime.min.time(), moment.tzinfo)
    return (moment - midnight) // timedelta(minutes=1)


def _joined(spans: list[Span]) -> list[Span]:
    """Spans in order; those that touch or overlap become one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
