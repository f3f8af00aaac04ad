# ruff: noqa: DTZ001 - a naive time is a time on the clocks of Tokyo
"""Decision 10 by value: which rule of a day is the stronger one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from madoguchi.hours import ClosureCalendar, Kind, Reason, Schedule, State, Timetable
from madoguchi.hours.clock import TOKYO

# Public holidays and days at the year's end that fall on weekdays.
HOLIDAY = date(2026, 11, 23)  # Monday, 勤労感謝の日
NEW_YEAR = date(2026, 1, 1)  # Thursday, a holiday at the year's end
YEAR_END = date(2026, 12, 29)  # Tuesday
WORKDAY = date(2026, 11, 24)  # Tuesday
CLOSURE = ClosureCalendar.model_validate(
    {"dates": ["2026-11-23..2026-11-25"], "known_until": "2026-12-31"}
)
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Opens = list[tuple[str, str, str]]


def schedule(**rules: object) -> Schedule:
    usual: dict[str, object] = {"speaks": ["en"], "hours": ["10:00-13:00"]}
    if not {"days", "month_days", "dates"} & rules.keys():
        usual["days"] = EVERY_DAY
    return Schedule.model_validate(usual | rules)


def timetable(calendars: Mapping[str, ClosureCalendar] | None = None, **rules: object) -> Timetable:
    return Timetable([schedule(**rules)], calendars)


def on(day: date, table: Timetable) -> Opens:
    """The day's intervals as ("10:00", "13:00", "open")."""
    return [
        (f"{start:%H:%M}", f"{end:%H:%M}", state.kind.value)
        for start, end, state in table.intervals(day, 1)
    ]


def noon(day: date, table: Timetable) -> State:
    return table.state(datetime(day.year, day.month, day.day, 12))


def is_open(**more: object) -> State:
    return State(Kind.OPEN, **more)  # type: ignore[arg-type]


OPEN = [("10:00", "13:00", "open")]
UNKNOWN = [("10:00", "13:00", "unknown")]


def test_what_is_not_stated_about_a_holiday_is_unknown() -> None:
    assert on(HOLIDAY, timetable()) == UNKNOWN
    assert noon(HOLIDAY, timetable()) == State(Kind.UNKNOWN, Reason.HOLIDAY_UNKNOWN)
    assert on(WORKDAY, timetable()) == OPEN


def test_outside_the_hours_of_an_unknown_day_it_is_closed() -> None:
    assert timetable().state(datetime(2026, 11, 23, 9, 59)) == State(Kind.CLOSED)


@pytest.mark.parametrize(
    ("on_holidays", "expected"),
    [
        ("closed", State(Kind.CLOSED, Reason.HOLIDAY)),
        ("same", State(Kind.OPEN)),
        ("unknown", State(Kind.UNKNOWN, Reason.HOLIDAY_UNKNOWN)),
        (["11:00-12:30"], State(Kind.OPEN)),
        (["14:00-16:00"], State(Kind.CLOSED)),
    ],
)
def test_a_holiday_does_what_its_rule_says(on_holidays: object, expected: State) -> None:
    assert noon(HOLIDAY, timetable(on_holidays=on_holidays)) == expected


@pytest.mark.parametrize(
    ("at_year_end", "expected"),
    [
        ("closed", State(Kind.CLOSED, Reason.YEAR_END)),
        ("same", State(Kind.OPEN)),
        ("unknown", State(Kind.UNKNOWN, Reason.YEAR_END_UNKNOWN)),
        (["11:00-12:30"], State(Kind.OPEN)),
        (["14:00-16:00"], State(Kind.CLOSED)),
    ],
)
def test_the_years_end_does_what_its_rule_says(at_year_end: object, expected: State) -> None:
    assert noon(YEAR_END, timetable(at_year_end=at_year_end)) == expected


def test_the_years_end_is_29_december_to_3_january() -> None:
    table = timetable(at_year_end="closed", on_holidays="same")
    around = [date(2026, 12, 28) + timedelta(days=n) for n in range(8)]
    assert [noon(day, table).kind.value for day in around] == ["open", *["closed"] * 6, "open"]


@pytest.mark.parametrize(
    ("at_year_end", "on_holidays", "expected"),
    [
        ("unknown", "closed", State(Kind.CLOSED, Reason.HOLIDAY)),
        ("closed", "unknown", State(Kind.CLOSED, Reason.YEAR_END)),
        ("closed", "same", State(Kind.CLOSED, Reason.YEAR_END)),
        ("same", "closed", State(Kind.CLOSED, Reason.HOLIDAY)),
        ("same", "unknown", State(Kind.UNKNOWN, Reason.HOLIDAY_UNKNOWN)),
        ("unknown", "same", State(Kind.UNKNOWN, Reason.YEAR_END_UNKNOWN)),
        ("unknown", "unknown", State(Kind.UNKNOWN, Reason.YEAR_END_UNKNOWN)),
        ("unknown", ["09:00-15:00"], State(Kind.UNKNOWN, Reason.YEAR_END_UNKNOWN)),
        (["11:00-12:30"], "closed", State(Kind.OPEN)),
        (["11:00-12:30"], "unknown", State(Kind.OPEN)),
        ("closed", ["09:00-15:00"], State(Kind.CLOSED, Reason.YEAR_END)),
        ("same", "same", State(Kind.OPEN)),
    ],
)
def test_new_years_day_is_the_year_end_first_but_closed_beats_unknown(
    at_year_end: object, on_holidays: object, expected: State
) -> None:
    table = timetable(at_year_end=at_year_end, on_holidays=on_holidays)
    assert noon(NEW_YEAR, table) == expected


@pytest.mark.parametrize("on_holidays", ["closed", "same", "unknown", ["09:00-15:00"]])
def test_a_day_off_on_a_holiday_is_a_day_off(on_holidays: object) -> None:
    table = timetable({"plaza": CLOSURE}, closures=["plaza"], on_holidays=on_holidays)
    assert noon(HOLIDAY, table) == State(Kind.CLOSED, Reason.DAYS_OFF)


def test_a_day_off_stands_above_hours_of_the_years_end() -> None:
    closed = ClosureCalendar.model_validate({"yearly": ["12-28..01-04"], "known_until": "always"})
    table = timetable({"own": closed}, closures=["own"], at_year_end=["11:00-12:30"])
    assert noon(YEAR_END, table) == State(Kind.CLOSED, Reason.DAYS_OFF)


def test_a_special_day_stands_above_a_day_off_a_holiday_and_the_year_end() -> None:
    rules: dict[str, object] = {"closures": ["plaza"], "on_holidays": "closed"}
    for day in (HOLIDAY, WORKDAY, YEAR_END, NEW_YEAR):
        special = [{"dates": str(day), "hours": ["11:00-15:00"]}]
        table = timetable({"plaza": CLOSURE}, special_days=special, at_year_end="closed", **rules)
        assert on(day, table) == [("11:00", "15:00", "open")]
        assert noon(day, table) == State(Kind.OPEN)


def test_a_special_day_can_be_closed_or_unknown() -> None:
    closed = timetable(special_days=[{"dates": "2026-11-24", "hours": "closed"}])
    assert noon(WORKDAY, closed) == State(Kind.CLOSED, Reason.SPECIAL_DAY)
    unknown = timetable(special_days=[{"dates": "2026-11-24", "hours": "unknown"}])
    assert on(WORKDAY, unknown) == [("00:00", "00:00", "unknown")]
    assert noon(WORKDAY, unknown) == State(Kind.UNKNOWN, Reason.SPECIAL_DAY_UNKNOWN)


def test_a_special_day_opens_a_window_on_a_day_that_is_not_its_own() -> None:
    special = [{"dates": "2026-11-24", "hours": ["11:00-15:00"]}]
    table = timetable(days=["fri"], special_days=special)
    assert on(WORKDAY, table) == [("11:00", "15:00", "open")]
    assert on(date(2026, 12, 1), table) == []


def test_single_dates_stand_above_everything_but_a_special_day() -> None:
    dates = [str(HOLIDAY), str(WORKDAY), str(YEAR_END), str(NEW_YEAR)]
    rules: dict[str, object] = {
        "dates": dates,
        "closures": ["plaza"],
        "on_holidays": "closed",
        "at_year_end": "closed",
    }
    table = timetable({"plaza": CLOSURE}, **rules)
    assert [on(day, table) for day in (HOLIDAY, WORKDAY, YEAR_END, NEW_YEAR)] == [OPEN] * 4
    assert on(date(2026, 11, 26), table) == []
    cancelled = [{"dates": str(WORKDAY), "hours": "closed"}]
    assert on(WORKDAY, timetable({"plaza": CLOSURE}, special_days=cancelled, **rules)) == []


def test_a_list_of_days_off_that_has_run_out_leaves_open_with_a_caveat() -> None:
    table = timetable({"plaza": CLOSURE}, closures=["plaza"], on_holidays="same")
    assert noon(date(2026, 12, 7), table) == is_open()
    assert noon(date(2027, 1, 4), table) == is_open(closures_unknown=("plaza",))


def test_a_list_of_days_off_that_was_never_published_is_a_caveat_on_every_day() -> None:
    calendar = ClosureCalendar.model_validate({"known_until": "unknown"})
    table = timetable({"plaza": calendar}, closures=["plaza"])
    assert noon(WORKDAY, table) == is_open(closures_unknown=("plaza",))


def test_outside_its_validity_nothing_is_known() -> None:
    table = timetable(valid_from="2026-07-01", valid_to="2027-03-31")
    ended = State(Kind.UNKNOWN, Reason.SCHEDULE_ENDED)
    assert [noon(day, table) for day in (date(2026, 6, 30), date(2027, 4, 1))] == [ended, ended]
    assert [noon(day, table) for day in (date(2026, 7, 1), date(2027, 3, 31))] == [
        is_open(),
        is_open(),
    ]


def test_a_special_day_outside_the_validity_is_known() -> None:
    special = [{"dates": "2027-04-02", "hours": ["11:00-15:00"]}]
    table = timetable(valid_to="2027-03-31", special_days=special)
    assert on(date(2027, 4, 2), table) == [("11:00", "15:00", "open")]
    assert noon(date(2027, 4, 3), table).reason is Reason.SCHEDULE_ENDED


def test_new_hours_follow_old_ones_on_the_day_they_say() -> None:
    before = schedule(hours=["08:30-17:15"], valid_to="2026-06-30")
    after = schedule(hours=["08:45-16:00"], valid_from="2026-07-01")
    table = Timetable([before, after])
    assert on(date(2026, 6, 30), table) == [("08:30", "17:15", "open")]
    assert on(date(2026, 7, 1), table) == [("08:45", "16:00", "open")]


def test_beyond_the_computed_holidays_only_windows_that_heed_them_are_unknown() -> None:
    friday, saturday = date(2150, 11, 27), date(2150, 11, 28)
    unknown = State(Kind.UNKNOWN, Reason.CALENDAR_UNKNOWN)
    assert noon(friday, timetable(on_holidays="closed")) == unknown
    assert noon(friday, timetable(on_holidays=["13:00-16:00"])) == unknown
    assert noon(friday, timetable()) == unknown
    assert noon(friday, timetable(on_holidays="same")) == is_open()
    # Sundays and holidays: a Friday may be one of them, a Sunday is open either way.
    sundays = timetable(days=["sun", "holiday"], on_holidays="same")
    assert noon(friday, sundays) == unknown
    assert noon(saturday + timedelta(days=1), sundays) == is_open()


def test_beyond_the_computed_holidays_a_day_off_is_still_closed() -> None:
    closed = ClosureCalendar.model_validate({"yearly": ["11-20..11-30"], "known_until": "always"})
    table = timetable({"own": closed}, closures=["own"], on_holidays="closed", at_year_end="closed")
    assert noon(date(2150, 11, 27), table) == State(Kind.CLOSED, Reason.DAYS_OFF)
    assert noon(date(2150, 12, 30), table) == State(Kind.CLOSED, Reason.YEAR_END)


def test_past_days_are_answered_like_others() -> None:
    table = timetable(days=["mon"], on_holidays="closed")
    assert on(date(1991, 2, 4), table) == OPEN
    # 昭和天皇の大喪の礼 was a holiday of one year only.
    assert noon(date(1989, 2, 24), timetable(on_holidays="closed")).reason is Reason.HOLIDAY
    assert noon(date(1948, 7, 5), table).reason is Reason.CALENDAR_UNKNOWN


def test_the_day_after_the_second_saturday_is_not_always_the_second_sunday() -> None:
    after = timetable(days=["sat"], nth=[2], plus_days=1, on_holidays="same")
    second = timetable(days=["sun"], nth=[2], on_holidays="same")
    # November 2026 begins on a Sunday: the second Saturday is the 14th, its next day the third one.
    assert on(date(2026, 11, 8), after) == []
    assert on(date(2026, 11, 15), after) == OPEN
    assert on(date(2026, 11, 8), second) == OPEN
    assert on(date(2026, 11, 15), second) == []
    # December 2026 begins on a Tuesday, and both are the 13th.
    assert on(date(2026, 12, 13), after) == on(date(2026, 12, 13), second) == OPEN


def test_a_park_is_closed_on_the_day_after_the_second_saturday() -> None:
    rest = ClosureCalendar.model_validate(
        {"weekdays": [{"weekday": "sat", "nth": [2], "plus_days": 1}], "known_until": "always"}
    )
    rules: dict[str, object] = {"on_holidays": "same", "at_year_end": "same", "closures": ["rest"]}
    weekend = schedule(days=["sun"], hours=["10:00-17:00"], **rules)
    saturdays = schedule(days=["sat"], nth=[1, 3, 4, 5], hours=["10:00-17:00"], **rules)
    short = schedule(days=["sat"], nth=[2], hours=["10:00-13:30"], **rules)
    park = Timetable([weekend, saturdays, short], {"rest": rest})
    november = [date(2026, 11, day) for day in (7, 8, 14, 15, 21, 22)]
    assert [[end for _, end, _ in on(day, park)] for day in november] == [
        ["17:00"],
        ["17:00"],
        ["13:30"],
        [],
        ["17:00"],
        ["17:00"],
    ]


def test_a_day_before_the_first_monday_may_lie_in_the_month_before() -> None:
    eve = timetable(days=["mon"], nth=[1], plus_days=-1, on_holidays="same")
    assert on(date(2027, 1, 31), eve) == OPEN  # 1 February 2027 is a Monday.


def test_the_last_weekday_of_a_month_counts_from_its_end() -> None:
    table = timetable(days=["sat"], nth=[-1], on_holidays="same")
    opened = [day for day in range(1, 32) if on(date(2026, 10, day), table)]
    assert opened == [31]
    assert [day for day in range(1, 31) if on(date(2026, 11, day), table)] == [28]


def test_a_fifth_weekday_exists_in_some_months_only() -> None:
    table = timetable(days=["mon"], nth=[5], on_holidays="same")
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [f"{day:%m-%d}" for day in year if on(day, table)] == [
        "03-30",
        "06-29",
        "08-31",
        "11-30",
    ]


def test_days_of_the_month_skip_months_that_lack_them() -> None:
    table = timetable(month_days=[1, 31], on_holidays="same", at_year_end="same")
    spring = [date(2026, 3, 1) + timedelta(days=n) for n in range(92)]
    assert [f"{day:%m-%d}" for day in spring if on(day, table)] == [
        "03-01",
        "03-31",
        "04-01",
        "05-01",
        "05-31",
    ]


def test_a_season_over_the_new_year_and_one_with_a_leap_day() -> None:
    winter = timetable(seasons=["12-20..01-10"], on_holidays="same", at_year_end="same")
    days = [date(2026, 12, 19), date(2026, 12, 20), date(2027, 1, 10), date(2027, 1, 11)]
    assert [on(day, winter) for day in days] == [[], OPEN, OPEN, []]
    leap = timetable(seasons=["02-29..02-29"], on_holidays="same")
    assert on(date(2028, 2, 29), leap) == OPEN
    assert on(date(2027, 2, 28), leap) == on(date(2027, 3, 1), leap) == []


def test_a_night_over_the_new_year_is_one_interval_that_ends_in_the_morning() -> None:
    nights = timetable(hours=["18:00-08:00+1"], on_holidays="same", at_year_end="same")
    new_year = datetime(2027, 1, 1, 3, tzinfo=TOKYO)
    assert nights.state(new_year) == is_open()
    assert nights.next_change(new_year) == datetime(2027, 1, 1, 8, tzinfo=TOKYO)
    begin, end, _ = nights.intervals(date(2026, 12, 31), 2)[1]
    assert (begin, end) == (
        datetime(2026, 12, 31, 18, tzinfo=TOKYO),
        datetime(2027, 1, 1, 8, tzinfo=TOKYO),
    )


def test_the_night_before_a_day_off_lasts_into_it() -> None:
    nights = timetable({"plaza": CLOSURE}, hours=["18:00-08:00+1"], closures=["plaza"])
    assert on(date(2026, 11, 23), nights) == [("00:00", "08:00", "open")]
    assert on(date(2026, 11, 24), nights) == []
    assert on(date(2026, 11, 26), nights) == [("18:00", "00:00", "open")]


def test_a_window_that_never_closes_never_changes() -> None:
    always = timetable(hours=["00:00-24:00"], on_holidays="same", at_year_end="same")
    assert always.state(datetime(2027, 1, 1)) == is_open()
    assert always.next_change(datetime(2026, 11, 27, 10)) is None
    assert always.next_opening(datetime(2026, 11, 27, 10)) is None
    assert len(always.intervals(date(2026, 1, 1), 365)) == 1


def test_the_calendars_last_years_are_answered_and_change_no_more() -> None:
    always = timetable(hours=["00:00-24:00"], on_holidays="same", at_year_end="same")
    assert always.next_change(datetime(9998, 6, 1)) is None
    assert len(always.intervals(date(9999, 12, 25), 30)) == 1
    assert always.state(datetime(9999, 12, 31, 23, 59)) == is_open()


def test_hours_that_are_not_known_are_unknown_all_day_but_closed_days_are_closed() -> None:
    table = timetable(hours="unknown", on_holidays="closed")
    assert on(WORKDAY, table) == [("00:00", "00:00", "unknown")]
    assert noon(WORKDAY, table) == State(Kind.UNKNOWN, Reason.HOURS_UNKNOWN)
    assert noon(HOLIDAY, table) == State(Kind.CLOSED, Reason.HOLIDAY)


def test_other_languages_are_always_a_matter_of_asking() -> None:
    table = timetable(speaks=["other"], hours="unknown")
    assert noon(WORKDAY, table) == State(Kind.UNKNOWN, Reason.ASK_FOR_LANGUAGE)


def test_via_and_booking_are_told_with_the_state() -> None:
    table = timetable(via="machine", booking="required")
    assert noon(WORKDAY, table) == is_open(via="machine", booking="required")


def test_a_timetable_is_open_when_any_of_its_schedules_is() -> None:
    known = schedule(days=["mon"], on_holidays="same", hours=["11:00-12:00"])
    unsure = schedule(days=["mon"], hours=["10:00-13:00"])
    assert on(HOLIDAY, Timetable([unsure, known])) == [
        ("10:00", "11:00", "unknown"),
        ("11:00", "12:00", "open"),
        ("12:00", "13:00", "unknown"),
    ]
