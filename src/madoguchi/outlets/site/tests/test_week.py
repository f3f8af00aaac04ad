"""The week at a glance says the same as the hours themselves."""

from datetime import date, datetime, timedelta

import pytest

from madoguchi.hours import TOKYO, Kind
from madoguchi.outlets.site.week import DAYS, languages, week

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize("speaks", ["ko", "en", "zh", "ne", "ja"])
def test_the_week_equals_the_hours_of_every_window_at_every_quarter(nerima, speaks):
    shown = week(nerima, speaks, "en", FRIDAY)
    always = {address for _, address in shown.always}
    never_known = {address for _, address in shown.unknown}
    for service in nerima.guide.services:
        timetable = nerima.guide.timetable(service, speaks)
        if timetable is None:
            continue
        address = f"/en/services/{service.id}/"
        for quarter in range(DAYS * 96):
            at = datetime(2026, 11, 27, tzinfo=TOKYO) + timedelta(minutes=15 * quarter)
            minute = at.hour * 60 + at.minute
            slots = [
                slot.certain
                for slot in shown.days[quarter // 96].slots
                if slot.address == address and slot.span.start <= minute < slot.span.end
            ]
            expected = {
                Kind.OPEN: [] if address in always else [True],
                Kind.UNKNOWN: [] if address in never_known else [False],
                Kind.CLOSED: [],
            }
            assert slots == expected[timetable.state(at).kind], (service.id, at)


def test_what_is_never_closed_does_not_fill_every_day(example):
    shown = week(example, "en", "en", FRIDAY)
    everyday = [
        {slot.address for slot in day.slots if (slot.span.start, slot.span.end) == (0, 1440)}
        for day in shown.days
    ]
    assert set.intersection(*everyday) == set()


def test_a_day_of_the_week_without_anybody_says_so(read):
    page = read("/en/help/", speaks="ne", at="2026-12-31T10:00")
    words = " ".join("".join(page.itertext()).split())
    assert "nobody" in words


def test_the_grid_names_the_languages_of_the_municipality_itself(nerima):
    grid = languages(nerima, "en", date(2026, 11, 23))
    assert {"en", "zh", "ko", "fil"} <= {row.code for row in grid.rows}
    korean = next(row for row in grid.rows if row.code == "ko")
    # A holiday on Monday: the plaza's Korean desk has its holiday hours; Friday the ward desk's.
    assert [str(cell) for cell in korean.cells] == [
        "13:00–16:00",
        "",
        "",
        "",
        "13:00–17:00",
        "",
        "",
    ]
