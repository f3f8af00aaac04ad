from datetime import date, timedelta

import jpholiday

from madoguchi.hours import japan

from . import oracle

# Where both libraries compute: the present Act's rules hold, and the equinoxes are known.
FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_holidays_are_those_of_jpholiday_on_every_day() -> None:
    ours = {day for day in days(FIRST, LAST) if day.toordinal() in japan().days}
    theirs = {day for day in days(FIRST, LAST) if jpholiday.is_holiday(day)}
    assert len(theirs) > 1600
    assert sorted(ours ^ theirs) == []


def test_holidays_are_those_of_the_act_on_every_day_of_its_present_form() -> None:
    ours = {day for day in days(date(2022, 1, 1), LAST) if day.toordinal() in japan().days}
    theirs = {day for year in range(2022, 2100) for day in oracle.holidays(year)}
    assert sorted(ours ^ theirs) == []


def test_days_of_no_week_are_holidays_and_year_ends() -> None:
    special = {day for day in days(date(2026, 1, 1), LAST) if day.toordinal() in japan().special}
    holidays = {day for day in days(date(2026, 1, 1), LAST) if day.toordinal() in japan().days}
    assert {f"{day:%m-%d}" for day in special - holidays} == {
        "01-02",
        "01-03",
        "12-29",
        "12-30",
        "12-31",
    }
    assert holidays <= special


def test_nothing_is_said_outside_the_years_that_are_computed() -> None:
    assert date.fromordinal(japan().first) == date(1949, 1, 1)
    assert date.fromordinal(japan().last) == date(2099, 12, 31)
    assert max(japan().days) <= japan().last
