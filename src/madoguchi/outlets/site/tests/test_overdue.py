"""Facts that should have been checked again are marked where they stand."""

from datetime import date

import pytest

from madoguchi.hours.words import date_text
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site.emergency_page import render_emergency
from madoguchi.outlets.site.tests.reading import every, page_of, text

IN_TIME, LATE = "2027-03-31T14:00", "2027-04-02T14:00"
CALL_FIRST = "These facts should have been checked again by {date}. Call first."
# All of these were to be checked again by 1 April 2027.
PAGES = ("emergency/", "learn/", "learn/homework-club/", "services/example/chat-salon/")


@pytest.mark.parametrize("rest", PAGES)
def test_a_page_says_so_from_the_day_after_on(client, example, clock, rest):
    def marked() -> bool:
        page = page_of(client.get(f"/en/{rest}").content.decode())
        said = say("en", CALL_FIRST, date=date_text(date(2027, 4, 1), "en"))
        return said in [text(one) for one in every(page, "p", class_="caveat")]

    clock(IN_TIME)
    assert not marked()
    clock(LATE)
    assert marked()


@pytest.mark.parametrize("rest", PAGES[:2])
def test_what_is_kept_for_the_next_reader_holds_until_midnight(client, example, clock, rest):
    clock("2027-04-01T23:59")
    response = client.get(f"/en/{rest}")
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("code", WRITTEN)
def test_every_language_says_it_about_each_number(client, example, clock, code):
    clock(LATE)
    page = page_of(client.get(f"/{code}/emergency/").content.decode())
    before, after = without_readings(say(code, CALL_FIRST, date="|")).split("|")
    caveats = [text(one) for one in every(page, "p", class_="caveat")]
    found = [one for one in caveats if one.startswith(before) and one.endswith(after)]
    assert len(found) == len(every(page, "article"))


def test_a_copy_holds_the_words_for_the_day_on_which_they_become_true(example, clock):
    clock(IN_TIME)
    page = page_of(render_emergency(example, WRITTEN["ko"]))
    days = [one.get("data-overdue") for one in every(page, "p", class_="caveat")]
    assert [one for one in days if one] == ["2027-04-01"] * len(every(page, "article"))
