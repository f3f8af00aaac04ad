# ruff: noqa: DTZ001 - a naive time is a time on the clocks of Tokyo
"""Windows A to D on each day of three years: ours against the oracle and two other engines."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import opening_hours as opening_hours_py
import pytest

from madoguchi.hours import ClosureCalendar, HolidayCalendar, Kind, Schedule, Span, Timetable
from madoguchi.hours.calendars import holiday_calendar
from madoguchi.hours.osm import opening_hours

from . import oracle
from .windows import WINDOWS, Window

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range((date(2028, 12, 31) - FIRST).days + 1)]
MIDNIGHTS = [datetime(day.year, day.month, day.day) for day in DAYS]
RECORDING = Path(__file__).with_name("opening_hours_js.json")
Week = list[oracle.Spans]


def minutes_after(midnight: datetime, at: datetime) -> int:
    return (at.replace(tzinfo=None) - midnight) // timedelta(minutes=1)


def intervals_of_days(table: Timetable) -> Week:
    return [
        tuple(
            (minutes_after(midnight, start), minutes_after(midnight, end))
            for start, end, state in table.intervals(day, 1)
            if state.kind is Kind.OPEN
        )
        for day, midnight in zip(DAYS, MIDNIGHTS, strict=True)
    ]


def states_of_days(table: Timetable, step: int = 30) -> Week:
    """Spans of each day put together from the state at every half hour."""
    week: Week = []
    for midnight in MIDNIGHTS:
        spans: list[tuple[int, int]] = []
        for minute in range(0, 24 * 60, step):
            if table.state(midnight + timedelta(minutes=minute)).kind is not Kind.OPEN:
                continue
            if spans and spans[-1][1] == minute:
                spans[-1] = (spans[-1][0], minute + step)
            else:
                spans.append((minute, minute + step))
        week.append(tuple(spans))
    return week


def oracle_of_days(name: str) -> Week:
    return [oracle.open_minutes(name, day) for day in DAYS]


def different(ours: Week, theirs: Week) -> list[str]:
    return [
        f"{day}: {here} {there}"
        for day, here, there in zip(DAYS, ours, theirs, strict=True)
        if here != there
    ]


@pytest.mark.parametrize("name", WINDOWS)
def test_intervals_are_those_of_the_oracle_on_every_day(name: str) -> None:
    assert different(intervals_of_days(WINDOWS[name].timetable()), oracle_of_days(name)) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_states_are_those_of_the_oracle_at_every_half_hour(name: str) -> None:
    assert different(states_of_days(WINDOWS[name].timetable()), oracle_of_days(name)) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_the_recorded_answers_of_opening_hours_js_are_ours(name: str) -> None:
    recorded = json.loads(RECORDING.read_text(encoding="utf-8"))["windows"][name]
    patterns = [
        tuple(
            tuple(int(time[:2]) * 60 + int(time[3:]) for time in span.split("-"))
            for span in pattern.split(",")
            if span
        )
        for pattern in recorded["patterns"]
    ]
    theirs = [patterns[int(digit, 36)] for digit in recorded["days"]]
    assert different(intervals_of_days(WINDOWS[name].timetable()), theirs) == []


@pytest.mark.parametrize("name", WINDOWS)
def test_the_exported_string_means_the_same_to_opening_hours_py(name: str) -> None:
    window = WINDOWS[name]
    text = opening_hours(window.schedules, window.calendars, expanded_years=(2026, 2028))
    # It reads `PH We` as a union, and knows not all holidays (hours.md 1.2, 1.4).
    assert "PH" not in text
    parsed = opening_hours_py.OpeningHours(text)
    theirs = [
        tuple(
            (minutes_after(midnight, start), minutes_after(midnight, end))
            for start, end, state, _ in parsed.intervals(midnight, midnight + timedelta(days=1))
            if state == opening_hours_py.State.OPEN
        )
        for midnight in MIDNIGHTS
    ]
    assert different(intervals_of_days(window.timetable()), theirs) == []


def moved_holiday() -> HolidayCalendar:
    """Japan's holidays of three years with the citizens' holiday of 2026 a day too late."""
    days = {day for year in (2026, 2027, 2028) for day in oracle.holidays(year)}
    return holiday_calendar(days - {date(2026, 9, 22)} | {date(2026, 9, 24)}, 2026, 2028)


def swapped_weekday() -> Window:
    window = WINDOWS["C-ko"]
    return window._replace(schedules=(changed(window, days=("thu",)),))


def dropped_closure() -> Window:
    window = WINDOWS["B-ko"]
    dates = window.calendars["plaza"].dates[1:]
    plaza = ClosureCalendar(dates=dates, known_until="always")
    return window._replace(calendars={"plaza": plaza})


def ignored_holiday_hours() -> Window:
    window = WINDOWS["B-ko"]
    return window._replace(schedules=(changed(window, on_holidays="same"),))


def changed(window: Window, **rules: object) -> Schedule:
    return window.schedules[0].model_copy(update=rules)


@pytest.mark.parametrize(
    ("name", "fault", "days"),
    [
        ("C-ko", swapped_weekday, 298),
        ("B-ko", dropped_closure, 1),
        ("B-ko", ignored_holiday_hours, 18),
    ],
)
def test_a_fault_planted_in_a_window_is_seen(
    name: str, fault: Callable[[], Window], days: int
) -> None:
    found = different(intervals_of_days(fault().timetable()), oracle_of_days(name))
    assert len(found) == days


def test_a_holiday_on_the_wrong_day_is_seen() -> None:
    table = WINDOWS["A-en"].timetable(moved_holiday())
    found = different(intervals_of_days(table), oracle_of_days("A-en"))
    assert found == [
        "2026-09-22: ((780, 1020),) ()",
        "2026-09-24: () ((780, 1020),)",
    ]
    right = {day for year in (2026, 2027, 2028) for day in oracle.holidays(year)}
    unmoved = WINDOWS["A-en"].timetable(holiday_calendar(right, 2026, 2028))
    assert different(intervals_of_days(unmoved), oracle_of_days("A-en")) == []


def test_a_state_that_lags_by_a_minute_is_seen() -> None:
    late = WINDOWS["A-ko"]._replace(schedules=(changed(WINDOWS["A-ko"], hours=(Span(780, 1021),)),))
    assert different(intervals_of_days(late.timetable()), oracle_of_days("A-ko")) != []
