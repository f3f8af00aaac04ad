"""Compares the engine's dates with the oracle's over nine years of events, for a benchmark too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from madoguchi import deadlines
from madoguchi.deadlines import Deadline, FirstDay, Period, Roll, Unit

from . import oracle


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


EVERY_DAY = days(date(2024, 1, 1), date(2032, 12, 31))
LENGTHS: tuple[tuple[Unit, tuple[int, ...]], ...] = (
    ("day", (7, 10, 14, 15, 30, 60, 90)),
    ("month", (1, 2, 3, 6)),
    ("year", (1, 2, 5, 6)),
)
FIRST_DAYS: tuple[FirstDay, ...] = ("counted", "not_counted")
ROLLS: tuple[Roll, ...] = ("none", "ward", "national")
WAYS = [(roll, margin) for roll in ROLLS for margin in (0, 1)]
PERIODS = [
    Period(n, unit, first_day)
    for unit, lengths in LENGTHS
    for n in lengths
    for first_day in FIRST_DAYS
]
# How long a card's window is open before its last day, and every other number of months to a year.
WINDOWS: list[tuple[int, Unit]] = [(n, "month") for n in range(1, 13)] + [(1, "year"), (30, "day")]
# A stay that ends before, at and after the end of a re-entry of one year.
STAY_ENDS = [timedelta(days=n) for n in (1, 90, 363, 364, 365, 366, 367, 500)]
RE_ENTRY = Period(1, "year", "not_counted")


class DisagreementError(AssertionError):
    """The engine and the oracle gave different dates."""


@dataclass
class Tally:
    """How many dates were compared, and which differed."""

    compared: int = 0
    different: list[str] = field(default_factory=list)

    def date(self, what: Iterable[object], ours: date | None, theirs: date | None) -> None:
        self.compared += 1
        if ours != theirs:
            words = " ".join(str(word) for word in what)
            self.different.append(f"{words}: {ours}, not {theirs}")

    def deadline(self, what: tuple[object, ...], ours: Deadline, theirs: oracle.Answer) -> None:
        if (ours.law_last_day, ours.office_last_day, ours.aim_by) == theirs:
            self.compared += 3
            return
        self.date((*what, "law_last_day"), ours.law_last_day, theirs.law)
        self.date((*what, "office_last_day"), ours.office_last_day, theirs.office)
        self.date((*what, "aim_by"), ours.aim_by, theirs.aim)


_everything = Tally()


def compared() -> int:
    """How many dates `compare_everything` has compared in this process."""
    return _everything.compared


def compare_everything() -> int:
    """Compares all of EVERY_DAY; the number of dates. DisagreementError if any two differ."""
    tally = compare(EVERY_DAY)
    _everything.compared += tally.compared
    if tally.different:
        first = "\n".join(tally.different[:20])
        raise DisagreementError(f"{len(tally.different)} dates differ, the first are:\n{first}")
    return tally.compared


def compare(events: Sequence[date]) -> Tally:
    """All that the engine says about these days, beside what the oracle says."""
    tally = Tally()
    for event in events:
        for period in PERIODS:
            _period(tally, event, period)
        _stay_that_ends_first(tally, event)
        _before(tally, event)
        _windows(tally, event)
        _open_days(tally, event)
    return tally


def _period(tally: Tally, event: date, period: Period) -> None:
    n, unit, first_day = period
    counted = first_day == "counted"
    law = oracle.last_day(event, n, unit, counted=counted)
    same = oracle.last_day_by_same_date(event, n, unit, counted=counted)
    tally.date((event, n, unit, first_day), deadlines.last_day(event, period), law)
    for roll, margin in WAYS:
        ours = deadlines.deadline_for(event, period, roll, margin_days=margin)
        theirs = oracle.three_dates(law, min(law, same), rolls=roll != "none", margin=margin)
        tally.deadline((event, n, unit, first_day, roll, "margin", margin), ours, theirs)


def _stay_that_ends_first(tally: Tally, event: date) -> None:
    for after in STAY_ENDS:
        stay_end = event + after
        ours = deadlines.deadline_for(event, RE_ENTRY, "none", no_later_than=stay_end)
        theirs = oracle.answer(event, 1, "year", counted=False, rolls=False, no_later_than=stay_end)
        tally.deadline((event, "1 year, no later than", stay_end), ours, theirs)


def _before(tally: Tally, event: date) -> None:
    for margin in (0, 1):
        ours = deadlines.before(event, margin_days=margin)
        theirs = oracle.answer_before(event, rolls=False, margin=margin)
        tally.deadline(("before", event, "margin", margin), ours, theirs)


def _windows(tally: Tally, last: date) -> None:
    for n, unit in WINDOWS:
        ours, theirs = deadlines.opening_day(last, n, unit), oracle.opening_day(last, n, unit)
        tally.date((n, unit, "window that ends", last), ours, theirs)


def _open_days(tally: Tally, day: date) -> None:
    tally.date((day, "next_open"), deadlines.next_open(day), oracle.next_open(day))
    tally.date((day, "last_open"), deadlines.last_open(day), oracle.last_open(day))
