# ruff: noqa: DTZ001 - a naive time is a time on the clocks of Tokyo
"""Exported strings by value, and read back by opening-hours-py with holidays as dates."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import opening_hours as opening_hours_py
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.hours import ClosureCalendar, Kind, Schedule, SpecialDay, Timetable
from madoguchi.hours.calendars import WEEKDAYS
from madoguchi.hours.osm import opening_hours

from . import strategies as our
from .windows import WINDOWS

CLOSURES_B = (
    "2026 Feb 09-10,2026 Jun 08,2026 Sep 14,2026 Nov 25,2027 Feb 08-09,2028 Feb 14 off"
    ' "days off known until 2028-12-31"'
)
EVERY_DAY = list(WEEKDAYS)
Times = list[tuple[datetime, datetime, Kind]]


def schedule(**rules: object) -> Schedule:
    usual: dict[str, object] = {
        "speaks": ["en"],
        "hours": ["10:00-13:00"],
        "on_holidays": "same",
        "at_year_end": "same",
    }
    if not {"days", "month_days", "dates"} & rules.keys():
        usual["days"] = EVERY_DAY
    return Schedule.model_validate(usual | rules)


def exported(*schedules: Schedule, **calendars: ClosureCalendar) -> str:
    return opening_hours(schedules, calendars)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("A-en", "Mo-Fr 13:00-17:00; PH off"),
        ("A-zh", "Mo-Fr 13:00-17:00; PH off"),
        ("A-ko", "Fr 13:00-17:00; PH off"),
        ("A-fil", "Mo 13:00-17:00; PH off"),
        (
            "B-en",
            "Tu,Th 10:00-13:00; Sa 13:00-16:00; PH Tu,Th 13:00-16:00; Dec 29-Jan 03 off; "
            + CLOSURES_B,
        ),
        (
            "B-zh",
            "We,Fr 10:00-13:00; Su 13:00-16:00; PH We,Fr 13:00-16:00; Dec 29-Jan 03 off; "
            + CLOSURES_B,
        ),
        ("B-ko", "Mo 10:00-13:00; PH Mo 13:00-16:00; Dec 29-Jan 03 off; " + CLOSURES_B),
        ("C-en", "Mo-Fr 09:30-12:00,13:00-17:00; PH off"),
        ("C-zh", "Tu,Fr 09:30-12:00,13:00-17:00; PH off"),
        ("C-ko", "We 09:30-12:00,13:00-17:00; PH off"),
        (
            "D",
            (
                "Sa 10:00-11:30; Jul 21-Aug 31: Mo-Fr 10:00-11:30; "
                "Mar 26-Apr 05,Jul 21-Aug 31,Dec 26-Jan 07 Sa off"
            ),
        ),
    ],
)
def test_a_window_of_the_page_is_exported_as(window: str, expected: str) -> None:
    assert opening_hours(WINDOWS[window].schedules, WINDOWS[window].calendars) == expected


def test_a_window_that_never_closes_is_24_7() -> None:
    assert exported(schedule(hours=["00:00-24:00"])) == "24/7"


def test_what_is_unknown_says_so() -> None:
    days = ["mon", "tue", "wed", "thu", "fri"]
    assert exported(schedule(days=days, on_holidays="unknown", at_year_end="unknown")) == (
        'Mo-Fr 10:00-13:00; PH Mo-Fr 10:00-13:00 unknown "not known on public holidays"; '
        'Dec 29-Jan 03 Mo-Fr 10:00-13:00 unknown "not known at the year\'s end"'
    )
    assert exported(schedule(hours="unknown")) == '24/7 unknown "hours not known"'


def test_new_years_day_is_closed_where_holidays_are_and_the_years_end_is_unknown() -> None:
    text = exported(schedule(days=["mon"], on_holidays="closed", at_year_end="unknown"))
    assert text == (
        'Mo 10:00-13:00; Dec 29-Jan 03 Mo 10:00-13:00 unknown "not known at the year\'s end"; '
        "PH off"
    )


def test_counted_weekdays_are_written_by_number() -> None:
    assert exported(schedule(days=["sat"], nth=[2])) == "Sa[2] 10:00-13:00"
    assert exported(schedule(days=["tue"], nth=[4, 2, -1])) == "Tu[2,4,-1] 10:00-13:00"
    after = schedule(days=["sat"], nth=[2], plus_days=1)
    assert exported(after) == "Sa[2] +1 day 10:00-13:00"


def test_a_park_that_rests_on_the_day_after_the_second_saturday() -> None:
    rest = ClosureCalendar.model_validate(
        {"weekdays": [{"weekday": "sat", "nth": [2], "plus_days": 1}], "known_until": "always"}
    )
    hours = {"hours": ["10:00-17:00"], "closures": ["rest"]}
    sundays, saturdays = schedule(days=["sun"], **hours), {"days": ["sat"], "closures": ["rest"]}
    usual = schedule(**{**saturdays, "nth": [1, 3, 4, 5], "hours": ["10:00-17:00"]})
    short = schedule(**{**saturdays, "nth": [2], "hours": ["10:00-13:30"]})
    assert exported(sundays, usual, short, rest=rest) == (
        "Su 10:00-17:00; Sa[1,3,4,5] 10:00-17:00, Sa[2] 10:00-13:30; Sa[2] +1 day off"
    )


def test_a_night_line_with_longer_hours_on_days_off() -> None:
    night = schedule(
        days=["mon", "tue", "wed", "thu", "fri"],
        hours=["18:00-08:00+1"],
        on_holidays="closed",
        at_year_end=["08:00-08:00+1"],
    )
    rest = schedule(days=["sat", "sun", "holiday"], hours=["08:00-08:00+1"])
    assert exported(night, rest) == (
        "Mo-Fr 00:00-08:00,18:00-24:00; Sa,Su 00:00-24:00; PH Mo-Fr 00:00-24:00; "
        "Dec 29-Jan 03 Mo-Fr 00:00-24:00"
    )


def test_a_night_is_written_day_by_day() -> None:
    friday = schedule(days=["fri"], hours=["22:00-04:00+1"])
    assert exported(friday) == "Fr 22:00-24:00; Sa 00:00-04:00"


def test_days_of_the_month_are_written_out() -> None:
    text = exported(schedule(month_days=[1, 11, 21]))
    assert text.startswith("Jan 01,Jan 11,Jan 21,Feb 01,")
    assert text.endswith("Dec 01,Dec 11,Dec 21 10:00-13:00")
    assert "Feb 31" not in exported(schedule(month_days=[31]))


def test_single_dates_and_special_days_come_last() -> None:
    special = [{"dates": "2026-12-07", "hours": "closed"}]
    weekly = schedule(days=["mon"], special_days=special)
    single = schedule(dates=["2026-12-14..2026-12-15"], hours=["14:00-15:00"])
    assert exported(weekly, single) == (
        "Mo 10:00-13:00; 2026 Dec 14 10:00-13:00,14:00-15:00; 2026 Dec 15 14:00-15:00; "
        "2026 Dec 07 off"
    )


def test_hours_that_end_are_unknown_after() -> None:
    before = schedule(days=["mon"], hours=["08:30-17:15"], valid_to="2026-06-30")
    after = schedule(
        days=["mon"], hours=["08:45-16:00"], valid_from="2026-07-01", valid_to="2027-03-31"
    )
    assert exported(before, after) == (
        "1970 Jan 01-2026 Jun 30: Mo 08:30-17:15, 2026 Jul 01-2027 Mar 31: Mo 08:45-16:00; "
        '2027 Apr 01+ 00:00-24:00 unknown "hours not known"'
    )


def test_a_list_of_days_off_that_is_missing_is_named_beside_the_hours() -> None:
    missing = ClosureCalendar.model_validate({"known_until": "unknown"})
    text = exported(schedule(days=["mon"], closures=["plaza"]), plaza=missing)
    assert text == 'Mo 10:00-13:00 open "days off not known"'


def test_a_holiday_unknown_that_cannot_be_narrowed_is_named_beside_the_hours() -> None:
    text = exported(schedule(days=["mon"], seasons=["07-21..08-31"], on_holidays="unknown"))
    assert text == 'Jul 21-Aug 31: Mo 10:00-13:00 open "not known on public holidays"'


@pytest.mark.parametrize(
    ("schedules", "reason"),
    [
        ([], "no schedule"),
        ([{"seasons": ["02-29..03-10"]}], "29 February"),
        ([{"month_days": [29]}], "29th of every month"),
        ([{"seasons": ["07-21..08-31"], "on_holidays": ["10:00-11:00"]}], "holiday hours"),
        ([{"seasons": ["07-21..08-31"], "valid_from": "2026-07-01"}], "a season within dates"),
        (
            [
                {"days": ["sat"], "on_holidays": "closed"},
                {"days": ["sat"], "nth": [2], "hours": ["15:00-16:00"]},
            ],
            "share days",
        ),
        (
            [
                {"days": ["mon"]},
                {"days": ["mon"], "hours": ["15:00-16:00"], "on_holidays": "unknown"},
            ],
            "partly open and partly unknown",
        ),
    ],
)
def test_what_openstreetmap_cannot_say_is_refused(
    schedules: list[dict[str, object]], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        exported(*(schedule(**rules) for rules in schedules))


def test_days_off_of_one_schedule_only_are_refused_where_days_are_shared() -> None:
    closed = ClosureCalendar.model_validate({"dates": ["2026-12-07"], "known_until": "always"})
    with pytest.raises(ValueError, match="days off of some"):
        exported(
            schedule(days=["mon"], closures=["own"]),
            schedule(days=["mon"], hours=["15:00-16:00"]),
            own=closed,
        )


def test_holidays_beyond_those_that_are_computed_are_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        opening_hours([schedule(on_holidays="closed")], {}, (2099, 2100))


FIRST, DAYS = datetime(2026, 11, 1), 100
LAST = FIRST + timedelta(days=DAYS)


def joined(parts: Times) -> Times:
    whole: Times = []
    for start, end, kind in parts:
        if whole and whole[-1][1] == start and whole[-1][2] is kind:
            whole[-1] = (whole[-1][0], end, kind)
        else:
            whole.append((start, end, kind))
    return whole


def ours(schedules: list[Schedule], calendars: Mapping[str, ClosureCalendar]) -> Times:
    table = Timetable(schedules, calendars)
    return joined(
        [
            (start.replace(tzinfo=None), end.replace(tzinfo=None), state.kind)
            for start, end, state in table.intervals(FIRST.date(), DAYS)
        ]
    )


KINDS = {
    opening_hours_py.State.OPEN: Kind.OPEN,
    opening_hours_py.State.UNKNOWN: Kind.UNKNOWN,
}


def theirs(text: str) -> Times:
    parsed = opening_hours_py.OpeningHours(text)
    return joined(
        [
            (start, end, KINDS[state])
            for start, end, state, _ in parsed.intervals(FIRST, LAST)
            if state in KINDS
        ]
    )


day_spans = st.lists(our.day_spans(nights=False), min_size=1, max_size=2).map(tuple)
effects = st.sampled_from(["closed", "same", "unknown"]) | day_spans
special_days = st.builds(
    SpecialDay, dates=our.stretches(), hours=st.sampled_from(["closed", "unknown"]) | day_spans
)
seasons = st.lists(
    our.seasons().filter(lambda season: (2, 29) not in (season.start, season.end)),
    min_size=1,
    max_size=2,
).map(tuple)


@st.composite
def simple_schedules(draw: st.DrawFn) -> Schedule:
    rules: dict[str, object] = {
        "days": draw(our.weekdays),
        "hours": draw(day_spans | our.times),
        "on_holidays": draw(effects),
        "at_year_end": draw(effects),
        "closures": draw(st.sampled_from([(), ("plaza",)])),
        "special_days": tuple(draw(st.lists(special_days, max_size=1))),
    }
    sort = draw(st.sampled_from(["week", "week", "nth", "plus", "season", "month", "valid"]))
    if sort in ("nth", "plus"):
        rules["nth"] = draw(our.nths)
    if sort == "plus":
        rules["plus_days"] = draw(st.integers(-2, 2))
    if sort == "season":
        rules["seasons"] = draw(seasons)
    if sort == "month":
        del rules["days"]
        rules["month_days"] = tuple(draw(st.lists(st.integers(1, 28), min_size=1, max_size=3)))
    if sort == "valid":
        rules["valid_from"] = draw(our.dates)
    return Schedule.model_validate({"speaks": ("en",), **rules})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(simple_schedules(), min_size=1, max_size=2), our.closure_calendars)
def test_a_string_is_right_or_there_is_none(
    schedules: list[Schedule], plaza: ClosureCalendar
) -> None:
    try:
        text = opening_hours(schedules, {"plaza": plaza}, expanded_years=(2026, 2027))
    except ValueError:
        return
    expected = ours(schedules, {"plaza": plaza})
    if 'open "' in text:
        # What is left to a comment is open to an engine.
        expected = joined([(start, end, Kind.OPEN) for start, end, _ in expected])
        assert joined([(start, end, Kind.OPEN) for start, end, _ in theirs(text)]) == expected
    else:
        assert theirs(text) == expected
