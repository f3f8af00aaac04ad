"""Taps at the counter: counted once, taken back, and what they say about the windows."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import lxml.html
import pytest
from django.db import connection
from django.utils.timezone import now

from madoguchi.editorial.keeping.counting import (
    Tap,
    answering,
    by_period,
    count,
    numbers,
    say_served,
    take_back,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.models import CounterTap
from madoguchi.hours import TOKYO

COUNTER, REPORT = "/staff/counter/", "/staff/counter/report/"
FRIDAY = datetime(2026, 11, 27, 10, 30, tzinfo=TOKYO)


def read(response, status=200):
    assert response.status_code == status
    return lxml.html.fromstring(response.content.decode())


def counted() -> dict[tuple[str, str], int]:
    """What stands in the table, by language and answer; nothing that is nought."""
    rows = CounterTap.objects.exclude(count=0)
    return {(one.language, one.served): one.count for one in rows}


@pytest.fixture
def lin(city, signed_in):
    """Somebody without any role: whoever stands at the desk may count."""
    return signed_in(name="Lin")


def mark_of(client) -> str:
    return read(client.get(COUNTER)).xpath("//input[@name='mark']/@value")[0]


def tap(client, mark=None, **said):
    return client.post(COUNTER, {"mark": mark or mark_of(client), **said}, follow=True)


def test_a_tap_counts_for_its_hour_and_is_shown_with_undo(lin):
    page = read(tap(lin, language="ko"))
    assert counted() == {("ko", "unsaid"): 1}
    row = CounterTap.objects.get()
    assert (row.hour.minute, row.hour <= now() < row.hour + timedelta(hours=1)) == (0, True)
    assert "Counted: Korean" in page.text_content()
    assert page.xpath("//button[@value='ko']/span[@class='today']")[0].text == "today 1"
    assert "Taken back: Korean" in read(tap(lin, do="undo")).text_content()
    assert counted() == {}
    tap(lin, do="undo")
    assert counted() == {}


def test_a_finger_that_trembles_counts_once_and_two_people_count_twice(lin):
    mark = mark_of(lin)
    tap(lin, mark, language="ko")
    tap(lin, mark, language="ko")
    assert counted() == {("ko", "unsaid"): 1}
    tap(lin, language="ko")
    assert counted() == {("ko", "unsaid"): 2}


def test_whether_it_was_served_can_be_said_and_said_anew(lin):
    tap(lin, language="ko")
    mark = mark_of(lin)
    tap(lin, mark, served="interpreter")
    page = read(tap(lin, mark, served="interpreter"))
    assert counted() == {("ko", "interpreter"): 1}
    assert page.xpath("//button[@aria-pressed='true']/@value") == ["interpreter"]
    tap(lin, served="no")
    assert counted() == {("ko", "no"): 1}
    tap(lin, do="undo")
    assert counted() == {}


def test_what_no_button_says_is_not_counted(lin):
    for said in ({"language": "xx"}, {"language": "ja"}, {"served": "yes"}, {"do": "undo"}, {}):
        assert tap(lin, **said).status_code == 200
    assert tap(lin, language="other").status_code == 200
    assert counted() == {("other", "unsaid"): 1}
    tap(lin, served="perhaps")
    assert counted() == {("other", "unsaid"): 1}


def test_a_place_is_chosen_once(lin):
    tap(lin, do="place", place="example/help-desk")
    tap(lin, language="ko")
    tap(lin, do="place", place="example/no-such-desk")
    tap(lin, language="vi")
    assert set(CounterTap.objects.values_list("place", flat=True)) == {"example/help-desk"}


def test_buttons_stand_in_the_order_of_use_until_yesterday(lin):
    yesterday = now() - timedelta(days=1)
    for number in range(3):
        count("vi", "", f"v{number}", yesterday)
    count("th", "", "t", yesterday)
    for number in range(9):
        count("ko", "", f"k{number}", now())
    order = read(lin.get(COUNTER)).xpath("//main//button[@name='language']/@value")
    assert order[:2] == ["vi", "th"]
    assert order[-1] == "other"


def test_nothing_of_a_person_is_kept():
    fields = {one.name for one in CounterTap._meta.get_fields()}
    assert fields == {"id", "hour", "language", "place", "served", "count", "last_tap"}
    assert not any(one.is_relation for one in CounterTap._meta.get_fields())


def test_many_desks_count_at_once_on_postgresql(on_postgres):
    def stand_at(desk: int) -> None:
        for number in range(5):
            made = count("ko", "", f"{desk}-{number}", FRIDAY)
            if number == 4:
                say_served(made, "yes", f"{desk}-served")
        connection.close()

    with ThreadPoolExecutor(8) as desks:
        list(desks.map(stand_at, range(8)))
    assert counted() == {("ko", "unsaid"): 32, ("ko", "yes"): 8}
    for number in range(40):
        take_back(Tap(FRIDAY.replace(minute=0), "ko"), f"undo-{number}")
    assert counted() == {("ko", "yes"): 8}


def test_periods_without_a_tap_stand_with_nought(db):
    count("ko", "", "a", FRIDAY)
    count("ko", "", "b", FRIDAY - timedelta(days=14))
    found = numbers(date(2026, 11, 1), date(2026, 11, 30))
    assert by_period(found, date(2026, 11, 9), date(2026, 11, 29), "week") == {
        date(2026, 11, 9): 1,
        date(2026, 11, 16): 0,
        date(2026, 11, 23): 1,
    }
    assert by_period(found, date(2026, 10, 31), date(2026, 11, 29), "month") == {
        date(2026, 10, 1): 0,
        date(2026, 11, 1): 2,
    }


def test_hours_in_which_a_window_answers_are_those_of_its_timetable(city):
    guide = published_guide()
    hours = answering(guide, "ko", date(2026, 11, 28))
    desks = [one for one in guide.services if one.pack == "example" and "ko" in one.speaks]
    monday = date(2026, 11, 30)
    for (day, hour), one in hours.items():
        begins = datetime.combine(monday + timedelta(days=day), datetime.min.time(), TOKYO)
        minutes = [begins.replace(hour=hour, minute=minute) for minute in range(0, 60, 5)]
        tables = [guide.timetable(desk, "ko") for desk in desks]
        open_ones = [
            table
            for table in tables
            if any(table.state(minute).kind == "open" for minute in minutes)
        ]
        assert one.own == len(open_ones)
    assert sum(one.own for one in hours.values()) > 0


def test_the_report_shows_languages_weeks_and_hours_without_a_window(lin):
    for number in range(3):
        count("ne", "", f"n{number}", FRIDAY)
    say_served(count("ko", "", "k", FRIDAY.replace(hour=3)), "no", "k2")
    query = "?from=2026-11-23&to=2026-11-29"
    page = read(lin.get(REPORT + query))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.xpath("(//table)[1]/tbody/tr")
    ]
    assert rows[0][:2] == ["Nepali", "3"]
    assert rows[1][:6] == ["Korean", "1", "", "0", "0", "1"]
    assert page.xpath("(//table)[1]//rect/@width") == ["100", "33"]
    page = read(lin.get(f"{REPORT}{query}&language=ko"))
    assert "Most asked for while nobody answers: Fri 3:00 (1)" in " ".join(
        page.text_content().split()
    )
    assert page.xpath("(//table)[2]/tbody/tr/td[1]/text()") == ["1"]


def test_days_that_are_none_are_told_at_their_field(lin):
    page = read(lin.get(f"{REPORT}?from=soon&to=2026-11-29"), status=400)
    told = '"soon" is no day; expected one as 2026-11-28.'
    assert page.xpath("string(//p[@id='from-error'])").strip() == told
    assert page.xpath("//input[@name='from']/@value") == ["soon"]
    page = read(lin.get(f"{REPORT}?from=2026-12-01&to=2026-11-29"), status=400)
    assert "The first day lies after the last." in page.text_content()
    assert lin.get(f"{REPORT}?from=1926-12-01&to=2026-11-29").status_code == 400


def test_all_numbers_come_as_a_file(lin):
    say_served(count("ko", "example/help-desk", "k", FRIDAY), "yes", "k2")
    response = lin.get("/staff/counter/taps.csv?from=2026-11-23&to=2026-11-29")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        {
            "Hour": "2026-11-27 10:00",
            "Weekday": "Fri",
            "Language": "Korean",
            "Code": "ko",
            "Place": "Help Desk for Foreign Residents",
            "Place id": "example/help-desk",
            "Served": "Yes",
            "Count": "1",
        }
    ]
