"""Calendars say what the evaluator says, read back by another library."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from madoguchi.edition.live import Served
from madoguchi.hours import TOKYO, Kind
from madoguchi.language import WRITTEN, spoken_name, without_readings
from madoguchi.outlets.feeds.series import plan
from madoguchi.outlets.feeds.windows import published_calendar, window_calendar
from madoguchi.outlets.site import shell

DAYS = 365
# An ordinary day, the middle of a night, the year's end, and a Sunday before a leap day's year.
STARTS = ("2026-11-24T09:30", "2026-12-31T03:00", "2027-03-21T23:59")
DESK = "/ko/services/nerima/foreign-language-consultation/"

Times = list[tuple[datetime, datetime]]


@pytest.fixture
def clock(monkeypatch):
    def at(text: str) -> datetime:
        now = datetime.fromisoformat(text).replace(tzinfo=TOKYO)
        monkeypatch.setattr(shell, "tokyo_now", lambda: now)
        shell._pages.clear()
        return now

    yield at
    shell._pages.clear()


def occurrences(event: Event) -> Times:
    """When an event takes place: by its rule, without the dates that are excepted."""
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    if "RRULE" not in event:
        return [(start, end)]
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    listed = event.get("EXDATE", [])
    left = {one.dt for part in ([listed] if not isinstance(listed, list) else listed)
            for one in part.dts}  # fmt: skip
    starts = list(rule)
    if not isinstance(start, datetime):
        starts = [one.date() for one in starts]
    assert starts[0] == start, "the first date has to be one of the rule"
    assert left <= set(starts)
    return [(one, one + (end - start)) for one in starts if one not in left]


def times_of(text: str) -> Times:
    calendar = Calendar.from_ical(text)
    found = sorted(one for event in calendar.walk("VEVENT") for one in occurrences(event))
    assert all(before[1] <= after[0] for before, after in pairwise(found)), "told twice"
    return found


def merged(times: Times) -> Times:
    found: Times = []
    for start, end in times:
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def clipped(times: Times, first: date, last: date) -> Times:
    """What lies between the midnights of two days."""
    begin = datetime.combine(first, time(), TOKYO)
    end = datetime.combine(last, time(), TOKYO)
    inside = ((max(start, begin), min(stop, end)) for start, stop in times)
    return [(start, stop) for start, stop in inside if start < stop]


def every_calendar_is_right(served: Served, now: datetime) -> int:
    checked = 0
    for service in served.guide.services:
        for spoken in service.speaks:
            timetable = served.guide.timetable(service, spoken)
            assert timetable is not None
            told = times_of(window_calendar(served, WRITTEN["en"], service, spoken, now))
            today = now.date()
            ours = [
                (one.start, one.end)
                for one in timetable.intervals(today, DAYS)
                if one.state.kind is Kind.OPEN
            ]
            end = today + timedelta(days=DAYS)
            assert merged(clipped(told, today, end)) == merged(ours), (service.id, spoken)
            checked += len(told)
    return checked


@pytest.mark.parametrize("start", STARTS)
def test_every_window_of_nerima_is_as_the_evaluator_says(nerima, start):
    now = datetime.fromisoformat(start).replace(tzinfo=TOKYO)
    assert every_calendar_is_right(nerima, now) > 10_000


@pytest.mark.parametrize("start", STARTS)
def test_every_window_with_awkward_hours_too(example, start):
    now = datetime.fromisoformat(start).replace(tzinfo=TOKYO)
    assert every_calendar_is_right(example, now) > 1_000


def test_a_missing_exception_would_be_found(nerima):
    now = datetime(2026, 11, 24, tzinfo=TOKYO)
    service = nerima.guide.entries["nerima/culture-plaza-information-desk"]
    text = window_calendar(nerima, WRITTEN["en"], service, "ko", now)
    folded = text.replace("\r\n ", "")
    without = "\r\n".join(line for line in folded.split("\r\n") if not line.startswith("EXDATE"))
    assert len(times_of(without)) > len(times_of(text))


def test_korean_at_the_plaza_has_its_holiday_mondays_in_the_afternoon(nerima):
    now = datetime(2026, 11, 24, tzinfo=TOKYO)
    service = nerima.guide.entries["nerima/culture-plaza-information-desk"]
    told = times_of(window_calendar(nerima, WRITTEN["ko"], service, "ko", now))
    on = {start.date(): (start.time(), end.time()) for start, end in told}
    assert on[date(2026, 11, 30)] == (time(10), time(13))
    assert on[date(2027, 1, 11)] == (time(13), time(16))
    # Substitute for the equinox, which other tables lack.
    assert on[date(2027, 3, 22)] == (time(13), time(16))
    assert date(2026, 12, 1) not in on


def test_a_calendar_is_small_because_weeks_are_rules(nerima):
    now = datetime(2026, 11, 24, tzinfo=TOKYO)
    service = nerima.guide.entries["nerima/foreign-language-consultation"]
    text = window_calendar(nerima, WRITTEN["en"], service, "en", now)
    assert text.count("BEGIN:VEVENT") == 1
    assert len(text) < 4000


def test_what_is_not_known_is_no_event(nerima):
    now = datetime(2026, 11, 24, tzinfo=TOKYO)
    service = nerima.guide.entries["nerima/nerima-kuyakusho"]
    assert times_of(window_calendar(nerima, WRITTEN["ja"], service, "ja", now)) == []


@pytest.mark.parametrize("code", WRITTEN)
def test_a_calendar_speaks_the_language_of_its_page(client, nerima, clock, code):
    clock("2026-11-24T10:00")
    service = nerima.guide.entries["nerima/foreign-language-consultation"]
    address = f"/{code}/services/{service.id}/"
    response = client.get(f"{address}ko.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    name = without_readings(service.text("name").read(code).value)
    spoken = without_readings(spoken_name("ko", code))
    for field in ("NAME", "X-WR-CALNAME"):
        assert calendar[field] == f"{name} · {spoken}"
        assert calendar[field].params["LANGUAGE"] == WRITTEN[code].tag
    assert calendar["SOURCE"] == f"http://127.0.0.1:8000{address}ko.ics"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(days=1)
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    events = list(calendar.walk("VEVENT"))
    assert events
    for event in events:
        assert event["SUMMARY"] == f"{name} · {spoken}"
        assert event["SUMMARY"].params["LANGUAGE"] == WRITTEN[code].tag
        assert event["DESCRIPTION"].params["LANGUAGE"] == WRITTEN[code].tag
        assert "03-5984-4333" in event["DESCRIPTION"]
        assert "|" not in event["DESCRIPTION"], "readings are no part of plain text"
        assert event["URL"] == f"http://127.0.0.1:8000{address}"
        assert event["LOCATION"]
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"


def test_a_calendar_says_to_call_first(client, nerima, clock):
    clock("2026-11-24T10:00")
    text = client.get("/en/services/nerima/culture-plaza-information-desk/zh.ics").content.decode()
    event = next(iter(Calendar.from_ical(text).walk("VEVENT")))
    assert "Before you go, confirm the hours by telephone." in event["DESCRIPTION"]
    assert "03-3975-1252" in event["DESCRIPTION"]


def test_the_zone_is_described_by_the_file_itself(client, nerima, clock):
    clock("2026-11-24T10:00")
    calendar = Calendar.from_ical(client.get(f"{DESK}ko.ics").content)
    zones = list(calendar.walk("VTIMEZONE"))
    assert [zone["TZID"] for zone in zones] == ["Asia/Tokyo"]
    for zone in (zones[0].to_tz(), ZoneInfo("Asia/Tokyo")):
        assert datetime(2026, 7, 1, tzinfo=zone).utcoffset() == timedelta(hours=9)


def test_a_file_is_the_same_all_day_and_another_the_next(client, nerima, clock):
    clock("2026-11-24T00:00")
    first = client.get(f"{DESK}ko.ics")
    clock("2026-11-24T23:50")
    second = client.get(f"{DESK}ko.ics")
    clock("2026-11-28T00:00")
    later = client.get(f"{DESK}ko.ics")
    assert first["ETag"] == second["ETag"] != later["ETag"]
    assert first.content == second.content
    # A copy ends with the day, at the latest.
    assert second["Cache-Control"] == "public, max-age=600"
    known = client.get(f"{DESK}ko.ics", headers={"if-none-match": later["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
    stamps = {one["DTSTAMP"].dt for one in Calendar.from_ical(first.content).walk("VEVENT")}
    assert stamps == {datetime(2026, 11, 23, 15, 0, tzinfo=UTC)}


def test_events_keep_their_names_from_day_to_day_and_share_none(nerima):
    for service in nerima.guide.services:
        for spoken in service.speaks:
            names = []
            for day in (24, 25):
                now = datetime(2026, 11, day, tzinfo=TOKYO)
                text = window_calendar(nerima, WRITTEN["en"], service, spoken, now)
                uids = [str(one["UID"]) for one in Calendar.from_ical(text).walk("VEVENT")]
                assert len(uids) == len(set(uids))
                names.append({uid for uid in uids if ".weekly." in uid})
            assert names[0] == names[1], service.id


@pytest.mark.parametrize(
    "address",
    [
        f"{DESK}vi.ics",
        f"{DESK}other.ics",
        f"{DESK}published.ics",
        "/ko/services/nerima/no-such-window/ko.ics",
        "/ko/services/nerima/ward-newsletter/ko.ics",
        "/ko/services/nerima/culture-plaza/ko.ics",
    ],
)
def test_a_language_that_a_window_does_not_name_has_no_calendar(client, nerima, address):
    response = client.get(address)
    assert response.status_code == 404
    assert response["Content-Type"] == "text/html; charset=utf-8"


def test_a_calendar_of_an_unwritten_language_leads_to_the_chooser(client, nerima):
    address = "services/nerima/foreign-language-consultation/ko.ics"
    assert client.get(f"/KO/{address}")["Location"] == f"/ko/{address}"
    assert client.get(f"/xx/{address}").status_code == 200


def test_the_ward_newsletter_comes_out_on_the_1st_11th_and_21st(client, nerima, clock):
    clock("2026-11-24T10:00")
    response = client.get("/vi/services/nerima/ward-newsletter/published.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    days = [start for start, _ in occurrences(event)]
    assert days[:3] == [date(2026, 12, 1), date(2026, 12, 11), date(2026, 12, 21)]
    assert len(days) == 36
    assert days[-1] == date(2027, 11, 21)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["SUMMARY"].params["LANGUAGE"] == "vi"


def test_days_that_some_months_lack_are_left_out(nerima):
    service = nerima.guide.entries["nerima/ward-newsletter"].model_copy(
        update={"published_on": (29, 31)}
    )
    service._id = "nerima/ward-newsletter"
    now = datetime(2027, 1, 30, tzinfo=TOKYO)
    text = published_calendar(WRITTEN["en"], nerima.guide, service, now)
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    days = {f"{start:%m-%d}" for start, _ in occurrences(event)}
    assert "02-29" not in days
    assert {"01-31", "03-29", "03-31", "04-29"} <= days


def test_a_series_is_made_only_of_what_comes_most_weeks():
    span = (600, 720)
    weekly = {date(2026, 11, 2) + timedelta(weeks=n): [span] for n in range(10)}
    del weekly[date(2026, 11, 23)]
    monthly = {date(2026, 11, 6) + timedelta(weeks=4 * n): [span] for n in range(4)}
    found = plan(weekly | monthly)
    assert [(one.weekdays, one.left) for one in found.series] == [((0,), (date(2026, 11, 23),))]
    assert [day for day, _ in found.single] == sorted(monthly)
