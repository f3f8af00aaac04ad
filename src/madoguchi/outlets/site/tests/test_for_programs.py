"""A window's page gives its hours to calendars, maps and search engines, and breaks no policy."""

import pytest

from madoguchi.hours.osm import opening_hours
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site.tests.reading import every, links, text

PLAZA = "services/nerima/culture-plaza-information-desk/"


@pytest.mark.parametrize("code", WRITTEN)
def test_each_group_of_languages_has_its_calendar(client, nerima, read, code):
    page = read(f"/{code}/{PLAZA}")
    files = [link for link in links(page) if link.endswith(".ics") and link.startswith("/")]
    assert files == [f"/{code}/{PLAZA}{spoken}.ics" for spoken in ("en", "zh", "ko")]
    subscribe = [link for link in links(page) if link.startswith("webcal:")]
    assert subscribe == [f"webcal://127.0.0.1:8000{file}" for file in files]
    for file in files:
        assert client.get(file)["Content-Type"] == "text/calendar; charset=utf-8"
    words = without_readings(say(code, "Put these hours into my calendar"))
    assert text(page).count(words) == 3


def test_who_shares_hours_with_others_gets_the_calendar_in_their_own_language(read, nerima):
    address = "services/nerima/foreign-language-consultation/"
    (group,) = [
        link for link in links(read(f"/zh-Hans/{address}")) if link.endswith("/zh.ics")
        and link.startswith("/")
    ]  # fmt: skip
    assert group == f"/zh-Hans/{address}zh.ics"


def test_where_no_hours_are_known_there_is_no_calendar(read):
    page = read("/en/services/nerima/nerima-kuyakusho/")
    assert not [link for link in links(page) if ".ics" in link]
    assert not every(page, "code")


def test_the_newsletter_has_a_calendar_of_its_days(read):
    page = read("/en/services/nerima/ward-newsletter/")
    assert "/en/services/nerima/ward-newsletter/published.ics" in links(page)


def test_hours_stand_as_openstreetmap_writes_them(read, nerima):
    service = nerima.guide.entries["nerima/foreign-language-consultation"]
    codes = [one.text for one in every(read(f"/en/services/{service.id}/"), "code")]
    said = opening_hours(service.schedules_for("en"), nerima.guide.calendars)
    assert codes[0] == f"opening_hours={said}"


def test_what_openstreetmap_cannot_say_is_left_out(client, example):
    assert client.get("/en/services/example/winter-desk/").status_code == 200
    assert b"opening_hours=" not in client.get("/en/services/example/winter-desk/").content


def test_a_browser_finds_nothing_against_its_policy_and_reads_the_data(browser, origin):
    page = browser.new_page(base_url=origin)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(
        "window.against = []; document.addEventListener('securitypolicyviolation',"
        " event => window.against.push(event.violatedDirective + ' ' + event.blockedURI))"
    )
    for path in (f"/ko/{PLAZA}", "/ko/emergency/", "/th/guide/nursery/nursery-admission/"):
        page.goto(path)
        assert page.evaluate("window.against") == []
        assert not [line for line in said if "Content Security Policy" in line]
        kind = page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]')"
            ".textContent)['@type']"
        )
        assert kind == "WebPage"
