"""Checks the oracle against the recorded answers of opening_hours.js and against days read by hand.

The recording's holidays were the oracle's own, so only the days by value check which days are off.
"""

import ast
import json
from datetime import date, timedelta
from pathlib import Path
from typing import TypedDict

import pytest

from . import oracle
from .oracle import holidays, open_minutes

HERE = Path(__file__).parent
WINDOWS = ("A-en", "A-zh", "A-ko", "A-fil", "B-en", "B-zh", "B-ko", "C-en", "C-zh", "C-ko", "D")
MORNING_B = ((600, 780),)
AFTERNOON_A = ((780, 1020),)
AFTERNOON_B = ((780, 960),)
BOTH_C = ((570, 720), (780, 1020))
LESSON_D = ((600, 690),)


class RecordedWindow(TypedDict):
    string_sha256: str
    patterns: list[str]
    days: str


class Recording(TypedDict):
    engine: str
    first_day: str
    windows: dict[str, RecordedWindow]


def recording() -> Recording:
    text = (HERE / "opening_hours_js.json").read_text(encoding="utf-8")
    recorded: Recording = json.loads(text)
    return recorded


def minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)


def spans(pattern: str) -> oracle.Spans:
    """Reads "09:30-12:00,13:00-17:00" as ((570, 720), (780, 1020))."""
    if not pattern:
        return ()
    pairs = [span.split("-") for span in pattern.split(",")]
    return tuple((minutes(start), minutes(end)) for start, end in pairs)


def test_the_recording_holds_every_window_for_every_day_of_three_years() -> None:
    recorded = recording()
    assert recorded["engine"] == "opening_hours.js 3.15.0"
    assert recorded["first_day"] == "2026-01-01"
    assert tuple(recorded["windows"]) == WINDOWS
    every_day = (date(2028, 12, 31) - date(2026, 1, 1)).days + 1
    lengths = {name: len(window["days"]) for name, window in recorded["windows"].items()}
    assert lengths == dict.fromkeys(WINDOWS, every_day)


@pytest.mark.parametrize("window", WINDOWS)
def test_oracle_and_opening_hours_js_agree_on_every_day(window: str) -> None:
    recorded = recording()
    first = date.fromisoformat(recorded["first_day"])
    patterns = [spans(pattern) for pattern in recorded["windows"][window]["patterns"]]
    different = []
    for n, digit in enumerate(recorded["windows"][window]["days"]):
        day = first + timedelta(days=n)
        theirs = patterns[int(digit, 36)]
        if open_minutes(window, day) != theirs:
            different.append((day.isoformat(), open_minutes(window, day), theirs))
    assert different == []


def test_the_oracle_imports_only_the_calendar_of_the_standard_library() -> None:
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
    assert imported == {"datetime"}
    assert names & {"__import__", "eval", "exec"} == set()


# Written out from the Act and a calendar; jpholiday 1.0.3 gave the same days.
DAYS_OFF = {
    2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 "
    "09-23 10-12 11-03 11-23",
    2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 "
    "10-11 11-03 11-23",
    2028: "01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 "
    "11-03 11-23",
}


@pytest.mark.parametrize("year", DAYS_OFF)
def test_the_holidays_of_a_year_are_exactly_these(year: int) -> None:
    assert [f"{day:%m-%d}" for day in sorted(holidays(year))] == DAYS_OFF[year].split()


def test_a_day_between_two_holidays_is_off() -> None:
    tuesday = date(2026, 9, 22)
    assert tuesday in holidays(2026)
    assert open_minutes("A-en", tuesday) == ()
    assert open_minutes("B-en", tuesday) == AFTERNOON_B
    assert open_minutes("C-zh", tuesday) == ()


def test_the_monday_after_a_sunday_equinox_is_off() -> None:
    monday = date(2027, 3, 22)
    assert monday in holidays(2027)
    assert open_minutes("A-fil", monday) == ()
    assert open_minutes("B-ko", monday) == AFTERNOON_B
    assert open_minutes("B-zh", date(2027, 3, 21)) == AFTERNOON_B


def test_a_sunday_holiday_before_others_moves_behind_them() -> None:
    wednesday = date(2026, 5, 6)
    assert wednesday in holidays(2026)
    assert open_minutes("B-zh", wednesday) == AFTERNOON_B
    assert open_minutes("C-ko", wednesday) == ()


def test_a_monday_holiday_shuts_the_ward_desk_and_moves_the_plaza_to_the_afternoon() -> None:
    monday = date(2026, 11, 23)
    assert open_minutes("A-zh", monday) == ()
    assert open_minutes("B-ko", monday) == AFTERNOON_B
    assert open_minutes("B-zh", monday) == ()
    assert open_minutes("C-en", monday) == ()


def test_an_ordinary_friday_opens_each_desk_at_its_hours() -> None:
    friday = date(2026, 11, 27)
    assert open_minutes("A-ko", friday) == AFTERNOON_A
    assert open_minutes("A-fil", friday) == ()
    assert open_minutes("B-zh", friday) == MORNING_B
    assert open_minutes("B-en", friday) == ()
    assert open_minutes("C-zh", friday) == BOTH_C
    assert open_minutes("D", friday) == ()


def test_a_closure_day_shuts_the_plaza_but_not_the_other_desks() -> None:
    wednesday = date(2026, 11, 25)
    assert open_minutes("B-zh", wednesday) == ()
    assert open_minutes("A-zh", wednesday) == AFTERNOON_A
    assert open_minutes("C-ko", wednesday) == BOTH_C


def test_the_end_of_the_year_shuts_the_plaza_only() -> None:
    tuesday = date(2026, 12, 29)
    assert open_minutes("B-en", tuesday) == ()
    assert open_minutes("A-en", tuesday) == AFTERNOON_A
    assert open_minutes("C-en", tuesday) == BOTH_C
    assert open_minutes("B-ko", date(2026, 12, 28)) == MORNING_B
    assert open_minutes("B-zh", date(2027, 1, 3)) == ()
    assert open_minutes("B-ko", date(2027, 1, 4)) == MORNING_B


def test_the_class_changes_from_saturdays_to_weekdays_in_summer() -> None:
    assert open_minutes("D", date(2026, 7, 18)) == LESSON_D
    assert open_minutes("D", date(2026, 7, 20)) == ()
    assert open_minutes("D", date(2026, 7, 21)) == LESSON_D
    assert open_minutes("D", date(2026, 7, 25)) == ()
    assert open_minutes("D", date(2026, 8, 11)) == LESSON_D
    assert open_minutes("D", date(2026, 8, 31)) == LESSON_D
    assert open_minutes("D", date(2026, 9, 5)) == LESSON_D


def test_a_window_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no such window: E-en"):
        open_minutes("E-en", date(2026, 11, 27))
