"""The certain hours day by day are those of the evaluator, nights and long hours too."""

from datetime import date, timedelta

import pytest

from madoguchi.hours import Kind, Schedule, Span, Timetable
from madoguchi.hours.open_days import moment, open_days
from madoguchi.hours.schedule import Times

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def timetable(*times: str, days: tuple[str, ...] = WEEK, **rules: object) -> Timetable:
    fields = {"on_holidays": "same", "at_year_end": "same"} | rules
    return Timetable(
        [Schedule.model_validate({"speaks": ["ko"], "days": days, "hours": times} | fields)]
    )


def spans(*times: tuple[int, int]) -> Times:
    return tuple(Span(start * 60, end * 60) for start, end in times)


def test_a_night_belongs_to_the_day_it_begins_on():
    night = timetable("18:00-08:00+1", days=("fri",))
    found = open_days(night, date(2026, 11, 27), 7)
    assert found.spans == {date(2026, 11, 27): spans((18, 32))}


def test_last_night_is_there_while_it_lasts_into_the_first_day():
    night = timetable("18:00-08:00+1", days=("fri",))
    assert open_days(night, date(2026, 11, 28), 3).spans == {date(2026, 11, 27): spans((18, 32))}
    assert open_days(night, date(2026, 11, 29), 3).spans == {}


def test_what_never_closes_is_a_part_for_each_day():
    found = open_days(timetable("00:00-24:00"), date(2026, 12, 30), 4).spans
    assert found == {date(2026, 12, 30) + timedelta(days=n): spans((0, 24)) for n in range(4)}


def test_a_long_weekend_is_cut_at_midnights():
    weekend = timetable("18:00-24:00", days=("fri",))
    rest = timetable("00:00-24:00", days=("sat", "sun"))
    both = Timetable([*weekend.schedules, *rest.schedules])
    assert open_days(both, date(2026, 11, 27), 3).spans == {
        date(2026, 11, 27): spans((18, 24)),
        date(2026, 11, 28): spans((0, 24)),
        date(2026, 11, 29): spans((0, 24)),
    }


def test_a_holiday_of_which_nothing_is_said_is_unknown_and_no_hours():
    desk = timetable("13:00-17:00", days=("mon",), on_holidays="unknown")
    found = open_days(desk, date(2026, 11, 16), 14)
    assert found.spans == {date(2026, 11, 16): spans((13, 17))}
    assert found.unknown == {date(2026, 11, 23)}


@pytest.mark.parametrize("start", [date(2026, 11, 24), date(2026, 12, 31), date(2027, 2, 28)])
@pytest.mark.parametrize(
    "times", [("09:00-12:00", "13:00-17:00"), ("22:00-06:00+1",), ("00:00-24:00",)]
)
def test_they_are_the_evaluators_hours(times, start):
    asked = timetable(*times, on_holidays="closed")
    found = open_days(asked, start, 200).spans
    minutes = {
        moment(day, minute)
        for day, parts in found.items()
        for span in parts
        for minute in range(span.start, span.end, 30)
    }
    for n in range(200 * 48):
        at = moment(start, n * 30)
        assert (at in minutes) == (asked.state(at).kind is Kind.OPEN), at
