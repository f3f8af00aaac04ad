"""Checks the oracle against dates worked by hand, and that the comparison sees planted faults.

The dates of periods are those of procedures.md 2.1 and 3 or of the page named beside them.
"""

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from madoguchi import deadlines
from madoguchi.deadlines import Deadline, Period, Roll, deadline, offices, periods
from madoguchi.hours import HolidayCalendar, japan
from madoguchi.hours.calendars import FIRST_YEAR, LAST_YEAR, holiday_calendar

from . import comparing, oracle
from .comparing import days

HERE = Path(__file__).parent
Fault = Callable[[pytest.MonkeyPatch], None]


def test_the_oracle_imports_only_the_standard_library_and_jpholiday() -> None:
    tree = ast.parse((HERE / "oracle.py").read_text(encoding="utf-8"))
    imported: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add("." * node.level + (node.module or ""))
        elif isinstance(node, ast.Name):
            names.add(node.id)
    assert imported == {"collections.abc", "datetime", "functools", "jpholiday", "typing"}
    assert names & {"__import__", "eval", "exec"} == set()


@pytest.mark.parametrize(
    ("event", "n", "unit", "last"),
    [
        # procedures.md 2.1 and 3, the event's day not counted
        ("2026-03-03", 30, "day", "2026-04-02"),
        ("2026-03-03", 60, "day", "2026-05-02"),
        ("2027-02-28", 2, "month", "2027-04-30"),
        ("2027-02-28", 1, "year", "2028-02-29"),
        # takken-shikaku.net/takkenshiken/1195
        ("2026-03-08", 3, "month", "2026-06-08"),
        # Leap days: from the 29th the period begins on 1 March, from the 28th on the 29th.
        ("2028-02-29", 1, "year", "2029-02-28"),
        ("2028-02-28", 1, "year", "2029-02-28"),
        ("2028-02-29", 14, "day", "2028-03-14"),
        ("2027-12-31", 60, "day", "2028-02-29"),
        # Year ends
        ("2026-12-31", 2, "month", "2027-02-28"),
        ("2026-12-31", 1, "year", "2027-12-31"),
        ("2026-12-18", 14, "day", "2027-01-01"),
    ],
)
def test_a_period_whose_first_day_is_not_counted_ends_on_this_day(
    event: str, n: int, unit: str, last: str
) -> None:
    found = oracle.last_day(date.fromisoformat(event), n, unit, counted=False)
    assert found.isoformat() == last


@pytest.mark.parametrize(
    ("event", "n", "unit", "last"),
    [
        ("2026-03-03", 14, "day", "2026-03-16"),  # procedures.md 1.1 C2
        ("2026-12-02", 14, "day", "2026-12-15"),  # gyousyo01.sub.jp/14syussyou-008.htm
        ("2026-01-01", 14, "day", "2026-01-14"),  # note.com/antina/n/n29f52cd0aa82
        # gyoseisyoshi.hatenadiary.org/entry/20101114/1289716109
        ("2027-01-01", 2, "month", "2027-02-28"),
        ("2028-01-01", 2, "month", "2028-02-29"),
        ("2027-01-01", 3, "month", "2027-03-31"),
        ("2027-01-20", 2, "month", "2027-03-19"),
        ("2027-01-31", 2, "month", "2027-03-30"),
        ("2027-01-31", 1, "month", "2027-02-28"),
        ("2028-01-31", 1, "month", "2028-02-29"),
        # takken-shikaku.net/takkenshiken/1195
        ("2026-04-01", 3, "month", "2026-06-30"),
        # os-nextmirai.blog.ss-blog.jp/archive/c2305551776-1
        ("2026-04-01", 1, "month", "2026-04-30"),
        ("2027-01-30", 1, "month", "2027-02-28"),
        ("2014-09-01", 2, "year", "2016-08-31"),
        # Year ends
        ("2026-01-01", 1, "year", "2026-12-31"),
        ("2026-12-31", 1, "day", "2026-12-31"),
    ],
)
def test_a_period_whose_first_day_is_counted_ends_on_this_day(
    event: str, n: int, unit: str, last: str
) -> None:
    found = oracle.last_day(date.fromisoformat(event), n, unit, counted=True)
    assert found.isoformat() == last


def test_no_days_at_all_are_the_day_of_the_event() -> None:
    day = date(2026, 11, 27)
    assert oracle.last_day(day, 0, "day", counted=False) == day
    assert oracle.last_day(day, 0, "day", counted=True) == day


def test_people_reckon_to_the_same_date() -> None:
    def by_same_date(event: date, n: int, unit: str, *, counted: bool = False) -> str:
        return oracle.last_day_by_same_date(event, n, unit, counted=counted).isoformat()

    assert by_same_date(date(2027, 2, 28), 2, "month") == "2027-04-28"
    assert by_same_date(date(2027, 2, 28), 1, "year") == "2028-02-28"
    assert by_same_date(date(2026, 12, 31), 2, "month") == "2027-02-28"
    assert by_same_date(date(2028, 2, 29), 1, "year") == "2029-02-28"
    assert by_same_date(date(2027, 1, 31), 1, "month", counted=True) == "2027-02-27"
    assert by_same_date(date(2026, 3, 3), 30, "day") == "2026-04-02"


def test_a_window_opens_on_the_same_date_or_the_1st_that_follows() -> None:
    assert oracle.opening_day(date(2027, 5, 15), 2, "month") == date(2027, 3, 15)
    assert oracle.opening_day(date(2027, 4, 30), 2, "month") == date(2027, 3, 1)
    assert oracle.opening_day(date(2028, 4, 29), 2, "month") == date(2028, 2, 29)
    assert oracle.opening_day(date(2027, 2, 15), 6, "month") == date(2026, 8, 15)
    assert oracle.opening_day(date(2028, 2, 29), 1, "year") == date(2027, 3, 1)
    assert oracle.opening_day(date(2027, 1, 31), 30, "day") == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("last_before", "reasons", "first_after"),
    [
        # Golden Week 2026: 3 May is a Sunday holiday, 4 and 5 May are holidays, 6 May stands in.
        ("2026-05-01", "weekend holiday holiday holiday holiday", "2026-05-07"),
        # Silver week 2026: Saturday, Sunday, the aged, the citizens' holiday, the equinox.
        ("2026-09-18", "weekend weekend holiday holiday holiday", "2026-09-24"),
        # 2027-03-21 is the equinox and a Sunday, so that Monday is off.
        ("2027-03-19", "weekend holiday holiday", "2027-03-23"),
        ("2026-12-28", "year-end year-end year-end year-end year-end year-end", "2027-01-04"),
        ("2026-11-27", "weekend weekend", "2026-11-30"),
    ],
)
def test_offices_are_closed_on_these_days_for_these_reasons(
    last_before: str, reasons: str, first_after: str
) -> None:
    before, after = date.fromisoformat(last_before), date.fromisoformat(first_after)
    between = days(before, after)[1:-1]
    assert [oracle.why_closed(day) for day in between] == reasons.split()
    assert oracle.why_closed(before) is None
    assert oracle.why_closed(after) is None
    assert {oracle.last_open(day) for day in between} == {before}
    assert {oracle.next_open(day) for day in between} == {after}


def test_the_three_dates_of_a_birth_in_golden_week() -> None:
    found = oracle.answer(date(2026, 4, 20), 14, "day", counted=True, rolls=True, margin=1)
    assert found == (date(2026, 5, 3), date(2026, 5, 7), date(2026, 5, 1))


def calendar_without(*lost: date, instead: frozenset[date] = frozenset()) -> HolidayCalendar:
    known = {date.fromordinal(ordinal) for ordinal in japan().days}
    return holiday_calendar(known - set(lost) | instead, FIRST_YEAR, LAST_YEAR)


def moved_holiday(patch: pytest.MonkeyPatch) -> None:
    moved = calendar_without(date(2026, 9, 21), instead=frozenset({date(2026, 9, 24)}))
    patch.setattr(offices, "japan", lambda: moved)


def forgotten_citizens_holiday(patch: pytest.MonkeyPatch) -> None:
    without = calendar_without(date(2026, 9, 22))
    patch.setattr(offices, "japan", lambda: without)


def forgotten_year_end(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(offices, "is_year_end", lambda day: False)


def first_day_always_counted(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(periods, "first_day_of", lambda event, period: event)


def first_day_never_counted(patch: pytest.MonkeyPatch) -> None:
    right = periods.first_day_of
    patch.setattr(
        periods, "first_day_of", lambda event, period: right(event, Period(period.n, period.unit))
    )


def months_by_the_same_date(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadline, "last_day", periods.same_date_reading)


def other_reading_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadline, "same_date_reading", periods.last_day)


def limits_that_roll(patch: pytest.MonkeyPatch) -> None:
    right = deadlines.deadline_for

    def rolling(event: date, period: Period, roll: Roll = "none", **rest: int) -> Deadline:
        return right(event, period, "ward" if roll == "none" else roll, **rest)

    patch.setattr(deadlines, "deadline_for", rolling)


def acts_that_never_roll(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadline, "next_open", lambda day: day)


def forgotten_margin(patch: pytest.MonkeyPatch) -> None:
    right = deadlines.deadline_for

    def without(
        event: date, period: Period, roll: Roll = "none", *, margin_days: int = 0, **rest
    ) -> Deadline:
        return right(event, period, roll, **rest)

    patch.setattr(deadlines, "deadline_for", without)


def aim_after_the_law(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deadline, "last_open", offices.next_open)


def forgotten_end_of_stay(patch: pytest.MonkeyPatch) -> None:
    right = deadlines.deadline_for

    def endless(
        event: date, period: Period, roll: Roll = "none", *, no_later_than: object = None, **rest
    ) -> Deadline:
        return right(event, period, roll, **rest)

    patch.setattr(deadlines, "deadline_for", endless)


def windows_cut_to_the_months_end(patch: pytest.MonkeyPatch) -> None:
    right = deadlines.opening_day

    def cut(last: date, n: int, unit: str) -> date:
        opened = right(last, n, unit)
        return opened - oracle.ONE_DAY if unit != "day" and opened.day != last.day else opened

    patch.setattr(deadlines, "opening_day", cut)


FAULTS: list[tuple[Fault, str, int, str]] = [
    (
        moved_holiday,
        "2026-09-07",
        28,
        "2026-09-07 14 day counted ward margin 0 office_last_day: 2026-09-21, not 2026-09-24",
    ),
    (
        forgotten_citizens_holiday,
        "2026-09-07",
        19,
        "2026-09-07 14 day counted ward margin 0 office_last_day: 2026-09-22, not 2026-09-24",
    ),
    (
        forgotten_year_end,
        "2026-12-18",
        28,
        "2026-12-18 14 day counted none margin 0 aim_by: 2026-12-31, not 2026-12-28",
    ),
    (
        first_day_always_counted,
        "2026-06-03",
        240,
        "2026-06-03 7 day not_counted: 2026-06-09, not 2026-06-10",
    ),
    (
        first_day_never_counted,
        "2026-06-03",
        190,
        "2026-06-03 7 day counted: 2026-06-10, not 2026-06-09",
    ),
    (
        months_by_the_same_date,
        "2027-02-28",
        59,
        "2027-02-28 1 month not_counted none margin 0 law_last_day: 2027-03-28, not 2027-03-31",
    ),
    (
        other_reading_ignored,
        "2027-02-28",
        33,
        "2027-02-28 1 month not_counted none margin 0 aim_by: 2027-03-31, not 2027-03-26",
    ),
    (
        limits_that_roll,
        "2026-06-03",
        68,
        "2026-06-03 7 day counted none margin 0 office_last_day: 2026-06-09, not None",
    ),
    (
        acts_that_never_roll,
        "2026-06-03",
        20,
        "2026-06-03 10 day not_counted ward margin 0 office_last_day: 2026-06-13, not 2026-06-15",
    ),
    (
        forgotten_margin,
        "2026-06-03",
        75,
        "2026-06-03 7 day counted none margin 1 aim_by: 2026-06-09, not 2026-06-08",
    ),
    (
        aim_after_the_law,
        "2026-06-03",
        30,
        "2026-06-03 10 day not_counted none margin 0 aim_by: 2026-06-15, not 2026-06-12",
    ),
    (
        forgotten_end_of_stay,
        "2026-06-03",
        8,
        "2026-06-03 1 year, no later than 2026-06-04 law_last_day: 2027-06-03, not 2026-06-04",
    ),
    (
        windows_cut_to_the_months_end,
        "2027-04-30",
        1,
        "2 month window that ends 2027-04-30: 2027-02-28, not 2027-03-01",
    ),
]


@pytest.mark.parametrize(
    ("fault", "event", "number", "first"), FAULTS, ids=[fault[0].__name__ for fault in FAULTS]
)
def test_a_planted_fault_is_seen(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, event: str, number: int, first: str
) -> None:
    events = [date.fromisoformat(event)]
    assert comparing.compare(events).different == []
    fault(monkeypatch)
    different = comparing.compare(events).different
    assert (len(different), different[0]) == (number, first)


def test_a_disagreement_stops_the_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "EVERY_DAY", [date(2026, 12, 18)])
    assert comparing.compare_everything() == 616
    forgotten_year_end(monkeypatch)
    with pytest.raises(
        comparing.DisagreementError, match=r"^28 dates differ, the first are:\n2026"
    ):
        comparing.compare_everything()
