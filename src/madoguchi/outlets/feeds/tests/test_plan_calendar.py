"""The calendar of a plan: a day for each step, read back by another library, and no answers."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from icalendar import Calendar, Event

from madoguchi.deadlines import Period, deadline_for
from madoguchi.deadlines.wording import full_day
from madoguchi.edition import plan_for
from madoguchi.edition.answers import life_events, read_answers
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN, without_readings
from madoguchi.outlets.site import shell
from madoguchi.outlets.site.life import pages
from madoguchi.outlets.site.life.tests.people import LIN, MINJI, THUY

BORN = date(2026, 11, 20)
DAYS = {
    "birth-notification": date(2026, 12, 3),
    "residence-status": date(2026, 12, 18),
    "health-insurance-child": date(2026, 12, 4),
    "child-allowance-birth": date(2026, 12, 4),
}
ONE_DAY = timedelta(days=1)


@pytest.fixture
def clock(monkeypatch):
    def at(text: str) -> datetime:
        now = datetime.fromisoformat(text).replace(tzinfo=TOKYO)
        for module in (pages, shell):
            monkeypatch.setattr(module, "tokyo_now", lambda: now)
        return now

    return at


@pytest.fixture
def fetch(client, nerima, clock):
    """Fetches a calendar as a telephone does."""
    clock("2026-11-27T14:00")

    def fetched(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return response.content.decode()

    return fetched


def events(text: str) -> dict[str, Event]:
    """The events of a calendar by the steps that their names name."""
    found = list(Calendar.from_ical(text).walk("VEVENT"))
    named = {str(one["UID"]).split(".")[1]: one for one in found}
    assert len(named) == len(found)
    return named


def lin(**more: str) -> str:
    return LIN.plan(BORN, "plan.ics", **({"language": "en"} | more))


def test_each_step_with_a_day_is_a_whole_day_of_its_own(fetch):
    found = events(fetch(lin()))
    assert {name: one["DTSTART"].dt for name, one in found.items()} == DAYS
    for one in found.values():
        assert one["DTSTART"].params["VALUE"] == "DATE"
        assert one["DTEND"].params["VALUE"] == "DATE"
        assert one["DTEND"].dt == one["DTSTART"].dt + ONE_DAY
        assert (one["TRANSP"], one["CLASS"]) == ("TRANSPARENT", "PUBLIC")


def test_days_are_those_of_the_plan_for_every_event(fetch, nerima):
    today = date(2026, 11, 27)
    counted = 0
    for event in life_events(nerima.guide):
        given = {
            nerima.guide.entries[one.question].key: "2026-11-20"
            if nerima.guide.entries[one.question].asks == "date"
            else "unsure"
            for one in event.ask
        }
        made = plan_for(
            nerima.guide, event, read_answers(nerima.guide, event, given, today).answers, today
        )
        wanted = {one.procedure.slug: one.deadline.to_aim_by for one in made.needed if one.deadline}
        if not wanted:
            # Without a day there is no calendar, which would have to hold an event.
            continue
        found = events(fetch(f"/en/life/{event.slug}/plan.ics?{urlencode(given)}"))
        assert {name: one["DTSTART"].dt for name, one in found.items()} == wanted
        counted += len(wanted)
    assert counted > 25


def test_alarms_ring_at_nine_a_week_and_a_day_before(fetch):
    for one in events(fetch(lin())).values():
        alarms = list(one.walk("VALARM"))
        midnight = datetime.combine(one["DTSTART"].dt, datetime.min.time())
        assert [midnight + alarm["TRIGGER"].dt for alarm in alarms] == [
            midnight - timedelta(days=7) + timedelta(hours=9),
            midnight - timedelta(days=1) + timedelta(hours=9),
        ]
        for alarm in alarms:
            assert alarm["ACTION"] == "DISPLAY"
            assert alarm["DESCRIPTION"] == one["SUMMARY"]


def test_what_is_done_is_in_the_calendar_no_longer(fetch):
    found = events(fetch(lin(done="birth-notification,health-insurance-child")))
    assert set(found) == {"residence-status", "child-allowance-birth"}


def test_an_event_keeps_its_name_for_the_same_answers_on_any_day_in_any_language(
    fetch, clock, client
):
    first = {name: str(one["UID"]) for name, one in events(fetch(lin())).items()}
    assert len(set(first.values())) == 4
    clock("2026-12-01T08:00")
    later = events(client.get(lin(language="vi")).content.decode())
    assert {name: str(one["UID"]) for name, one in later.items()} == first
    # What is done changes nothing about the others, nor does the order of the answers.
    done = events(fetch(lin(done="birth-notification")))
    assert {str(one["UID"]) for one in done.values()} < set(first.values())
    turned = dict(reversed(LIN.answers(BORN).items()))
    again = events(fetch(f"/en/life/{LIN.event}/plan.ics?{urlencode(turned)}"))
    assert {name: str(one["UID"]) for name, one in again.items()} == first


def test_two_children_have_events_of_their_own(fetch):
    calendars = [lin(), lin(leaving_in_60d="unsure")]
    calendars += [LIN.plan(day, "plan.ics") for day in ("2026-11-19", "2025-11-20")]
    names = [str(one["UID"]) for address in calendars for one in events(fetch(address)).values()]
    assert len(set(names)) == len(names) == 16


def test_a_calendar_is_stamped_with_the_midnight_of_its_day(fetch, client, clock):
    stamps = {one["DTSTAMP"].dt for one in events(fetch(lin())).values()}
    assert stamps == {datetime(2026, 11, 26, 15, 0, tzinfo=UTC)}
    clock("2026-11-27T23:50")
    assert client.get(lin()).content.decode() == fetch(lin())


@pytest.mark.parametrize("person", [LIN, MINJI, THUY], ids=lambda one: one.reads)
def test_no_answer_is_in_the_file_nor_where_it_was_fetched(fetch, person):
    day = date(2026, 11, 11)
    text = fetch(person.plan(day, "plan.ics"))
    unfolded = text.replace("\r\n ", "")
    days = [day.isoformat(), f"{day:%Y%m%d}", full_day(day, person.reads), full_day(day, "en")]
    keys = [f"{key}=" for key in person.answers(day)]
    # Other values are words that any text may have.
    values = [one for one in person.others.values() if "_" in one]
    assert [one for one in (*days, *keys, *values) if one in unfolded] == []
    calendar = Calendar.from_ical(text)
    for component in calendar.walk():
        assert "SOURCE" not in component
        for name in ("ATTENDEE", "ORGANIZER", "CONTACT", "ATTACH", "LOCATION", "GEO"):
            assert name not in component
        if "URL" in component:
            address = f"/{person.reads}/life/{person.event}/"
            assert str(component["URL"]).partition("://")[2].partition("/")[2] == address[1:]


def test_calendars_of_different_answers_with_the_same_days_differ_by_nothing_but_names(fetch):
    texts = [fetch(lin(leaving_in_60d=answer)) for answer in ("no", "unsure")]
    marks = [set(re.findall(r"\.([0-9a-f]{16})@", text)) for text in texts]
    assert [len(one) for one in marks] == [1, 1]
    (no,), (unsure,) = marks
    assert no != unsure
    assert texts[0].replace(no, unsure) == texts[1]


@pytest.mark.parametrize("code", WRITTEN)
def test_a_calendar_is_whole_in_every_language(fetch, nerima, code):
    text = fetch(lin(language=code))
    lines = text.encode().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        # Fails where a character is torn apart by the folding.
        line.decode()
    calendar = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    assert "METHOD" not in calendar
    tag = WRITTEN[code].tag
    event = nerima.guide.entries[f"life/{LIN.event}"]
    assert calendar["X-WR-CALNAME"].params["LANGUAGE"] == tag
    assert calendar["X-WR-CALNAME"] == without_readings(event.text("name")[code])
    assert {name: one["DTSTART"].dt for name, one in events(text).items()} == DAYS
    for name, one in events(text).items():
        procedure = nerima.guide.entries[f"life/{name}"]
        assert one["SUMMARY"] == without_readings(procedure.text("name")[code])
        for field in ("SUMMARY", "DESCRIPTION"):
            assert one[field].params["LANGUAGE"] == tag
            # Readings stand above words on pages; in a calendar they would be noise.
            assert not re.search(r"[{}|<>]|\[\[", one[field])
        for paper in procedure.bring:
            words = without_readings(nerima.guide.entries[paper].text("name")[code])
            assert f"□ {words}" in one["DESCRIPTION"]


def test_an_event_says_the_last_days_and_how_many_papers_to_bring(fetch):
    said = events(fetch(lin()))["residence-status"]["DESCRIPTION"]
    found = deadline_for(BORN, Period(30, "day"), "national", margin_days=1)
    assert f"Last day by law: {full_day(found.law_last_day, 'en')}" in said
    assert f"Last day at the office: {full_day(found.office_last_day, 'en')}" in said
    assert said.count("□ ") == 5
    assert said.endswith("This is not legal advice. Confirm with the office before you go.")


def test_a_step_without_a_day_is_no_event(fetch):
    assert set(events(fetch(MINJI.plan("2026-11-20", "plan.ics")))) == {"moving-in-notification"}


def test_missing_answers_lead_to_the_questions(client, nerima):
    response = client.get(f"/ko/life/{LIN.event}/plan.ics?birth=2026-11-20&parents=both_foreign")
    assert response.status_code == 302
    where = f"/ko/life/{LIN.event}/?birth=2026-11-20&parents=both_foreign&start=1"
    assert response["Location"] == where
    assert b'name="asked" value="born_in"' in client.get(where).content


def test_a_calendar_is_kept_by_nobody_but_whoever_asked_for_it(client, nerima):
    response = client.get(lin())
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in response
    assert not response.cookies


def test_the_plan_leads_to_its_calendar_to_keep_and_to_subscribe_to(client, nerima, settings):
    page = client.get(LIN.plan(BORN)).content.decode().replace("&amp;", "&")
    address = LIN.plan(BORN, "plan.ics")
    assert f'href="{address}" download' in page
    assert f'href="webcal://{settings.ADDRESS.partition("://")[2]}{address}"' in page


@pytest.mark.parametrize(
    ("address", "status"),
    [("/en/life/no-such-event/plan.ics", 404), (f"/xx/life/{LIN.event}/plan.ics", 200)],
)
def test_a_calendar_of_nothing_is_no_calendar(client, nerima, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "text/html; charset=utf-8"
