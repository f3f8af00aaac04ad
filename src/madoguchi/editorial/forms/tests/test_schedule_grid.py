"""Opening hours go into the week grid and come out as they were."""

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.known import Known, known_from
from madoguchi.editorial.forms.nodes import draw
from madoguchi.editorial.forms.reading import take
from madoguchi.editorial.forms.schedule_grid import grid_of, lines, schedules_of
from madoguchi.editorial.forms.sheet import filled, posted
from madoguchi.editorial.forms.tests.sending import sent_by
from madoguchi.editorial.wording import in_staff_language
from madoguchi.hours import Schedule, parse_span
from madoguchi.hours.tests.strategies import schedules

# The names of days off that hypothesis's schedules use.
PLAZA = Known({"closures": {"plaza": "Plaza", "building": "Building"}})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_schedules_of_the_packs_come_back_as_they_were(nerima, example, language):
    with in_staff_language(language):
        for guide in (nerima.guide, example.guide):
            known = known_from(guide)
            services = [service for service in guide.services if service.schedules]
            assert services
            for service in services:
                found = schedules_of(grid_of(service.schedules), known)
                assert tuple(found) == service.schedules


@settings(max_examples=150, deadline=None)
@given(schedules().filter(lambda one: len(set(one.nth)) == len(one.nth)))
def test_any_schedule_comes_back_as_it_was(schedule):
    with in_staff_language("en"):
        assert schedules_of(grid_of([schedule]), PLAZA) == [schedule]


@settings(max_examples=20, deadline=None)
@given(schedules().filter(lambda one: len(set(one.nth)) == len(one.nth)))
def test_any_schedule_comes_back_through_the_page(html, schedule):
    fields = form_of("service")
    with in_staff_language("en"):
        held = schedule.model_dump(mode="json", exclude_defaults=True)
        sheet = filled(fields, {"schedules": [held]})
        page = html(draw("service", fields, sheet, PLAZA), sheet, PLAZA)
        back = posted(fields, sent_by(page))["schedules"]
        assert schedules_of(back, PLAZA) == [schedule]


def line_of(row):
    fields = form_of("service")
    sheet = filled(fields, {}) | {"schedules": [row]}
    form = draw("service", fields, sheet, Known({}))
    return lines(form["schedules"], take(fields, sheet, Known({})))[0]


def row_of(**given):
    return grid_of([Schedule.model_validate({"speaks": ["ko"], "hours": ["13:00-17:00"]} | given)])[
        0
    ]


def test_a_line_says_in_words_what_it_means(english):
    line = line_of(row_of(days=["mon", "tue", "wed"], on_holidays="closed", at_year_end="closed"))
    assert list(line.in_words) == [
        (
            "Mon–Wed 13:00–17:00, closed on public holidays, closed at the year's end "
            "(dates not printed; usually 29 Dec–3 Jan)"
        )
    ]
    assert not line.is_open


def test_a_line_that_is_not_right_yet_says_nothing(english):
    row = row_of(days=["mon"])
    row["days"] = {"chosen": [], "order": ""}
    assert line_of(row).in_words == ()


def test_less_usual_settings_are_folded_away_until_they_are_used(english):
    line = line_of(row_of(days=["fri"], nth=[-1]))
    assert line.is_open
    assert [node.field.name for node in line.folded] == [
        "nth", "plus_days", "month_days", "dates", "seasons", "valid_from", "valid_to",
        "year_end_dates", "closures", "special_days", "certain",
    ]  # fmt: skip


def test_times_are_read_as_people_write_them(english):
    row = row_of(days=["mon"])
    row["hours"]["times"] = "9時〜12時30分、１３：００－１７：００、18:00-翌2:00"
    (schedule,) = schedules_of([row], Known({}))
    assert schedule.hours == tuple(
        parse_span(text) for text in ("09:00-12:30", "13:00-17:00", "18:00-02:00+1")
    )


def test_what_cannot_be_read_makes_no_schedule(english):
    row = row_of(days=["mon"])
    row["hours"]["times"] = "mornings"
    with pytest.raises(ValidationError, match="opening and closing time"):
        schedules_of([row], Known({}))
    row["speaks"] = "Elvish"
    with pytest.raises(ValueError, match='"Elvish" is no language we know'):
        schedules_of([row], Known({}))
