"""The guide without a network, in a real browser: what opens, what it says, what it never keeps."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import Guide, Service
from madoguchi.hours import TOKYO, japan
from madoguchi.language import say
from madoguchi.outlets.site.tests.browser import serving, sideways, violations

DESK = "services/nerima/foreign-language-consultation/"
EDITION = "() => document.querySelector('script[data-edition]').dataset.edition"
KEPT = """async () => {
  const cache = await caches.open('madoguchi');
  return (await cache.keys()).map(one => new URL(one.url).pathname).sort();
}"""

KEPT_EDITION = """async () => {
  const cache = await caches.open('madoguchi');
  return (await cache.match('/offline/en.json')).headers.get('x-edition');
}"""
HAS_COPY = """async language => {
  const cache = await caches.open('madoguchi');
  return Boolean(navigator.serviceWorker.controller &&
    await cache.match(`/offline/${language}.json`));
}"""


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    # A traveller's phone: nothing may depend on its zone.
    with browser.new_context(base_url=origin, timezone_id="America/New_York") as context:
        yield context


def visited(context: BrowserContext, address: str = "/ko/") -> Page:
    """A page after one visit, when the copy of its language has arrived."""
    page = context.new_page()
    language = address.split("/")[1]
    # Another page than those that are looked at: the browser keeps what it has seen for minutes.
    page.goto(f"/{language}/about/")
    give_up = monotonic() + 60
    # A promise is true for `wait_for_function` before it has come to anything.
    while not page.evaluate(HAS_COPY, language):
        assert monotonic() < give_up, "no copy has arrived"
        page.wait_for_timeout(100)
    return page


def at(page: Page, time: str) -> None:
    """Sets the phone's clock, by Tokyo's time."""
    page.clock.set_fixed_time(datetime.fromisoformat(time).replace(tzinfo=TOKYO))


def test_after_one_visit_every_page_of_the_language_opens_without_a_network(context):
    page = visited(context)
    copy = page.evaluate("async () => (await fetch('/offline/ko.json')).json()")
    context.set_offline(True)
    assert len(copy["pages"]) > 60
    for rest in ["guide/", "learn/", "emergency/", DESK, "sources/", "help/ne/", "card/"]:
        assert rest in copy["pages"]
        response = page.goto(f"/ko/{rest}")
        assert response is not None
        assert response.status == 200
        assert response.from_service_worker
        assert page.locator("h1").count() == 1
        assert page.locator(".copy-notice").is_visible()
        assert page.locator("nav.bar").is_visible()
        assert page.locator("html").get_attribute("lang") == "ko"
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_home_says_who_is_open_by_the_clock_of_tokyo(context):
    page = visited(context)
    context.set_offline(True)
    today = page.evaluate("async () => (await (await fetch('/offline/ko.json')).json()).made")[:10]
    friday = next_friday(today)
    desk = page.locator('[data-window="nerima/foreign-language-consultation|ko"]')

    at(page, f"{friday}T15:00")
    page.goto("/ko/")
    expect(desk).to_have_class("win open")
    expect(desk.locator(".state")).to_have_text(say("ko", "Open now"))
    assert "17:00" in desk.locator(".until").inner_text()
    open_now = page.locator(".asleep-list > .open").count()
    assert str(open_now) in page.locator("h1").inner_text()
    # What is open stands before what is not, and only the next few of the others are shown.
    states = [one.get_attribute("class") for one in page.locator(".asleep-list > :visible").all()]
    assert states == ["win open"] * open_now + states[open_now:]
    assert len(states) == min(open_now + 3, page.locator(".asleep-list > *").count())

    at(page, f"{friday}T16:25")
    page.goto("/ko/help/")
    expect(desk.locator(".left")).to_have_text(" · 35분 남음")
    assert desk.locator(".hours").is_hidden()

    at(page, f"{friday}T17:00")
    page.goto("/ko/")
    expect(desk).to_have_class("win closed")
    assert "13:00" in desk.locator(".until").inner_text()


def next_friday(day: str) -> str:
    """The first Friday after a day that is no holiday."""
    found = date.fromisoformat(day) + timedelta(days=1)
    while found.weekday() != 4 or found.toordinal() in japan().special:
        found += timedelta(days=1)
    return found.isoformat()


def test_a_page_of_one_window_says_how_it_stands_in_each_language(context):
    page = visited(context)
    made = page.evaluate("async () => (await (await fetch('/offline/ko.json')).json()).made")
    context.set_offline(True)
    at(page, f"{next_friday(made[:10])}T15:00")
    page.goto(f"/ko/{DESK}")
    korean = page.locator('[data-window$="|ko"]')
    expect(korean.locator(".state")).to_have_text(say("ko", "Open now"))
    assert korean.locator(".hours").is_visible()


@pytest.mark.parametrize("days", [31, 91])
def test_an_old_copy_says_that_it_is_old_instead_of_answering(context, days):
    page = visited(context, "/en/")
    made = page.evaluate("async () => (await (await fetch('/offline/en.json')).json()).made")
    context.set_offline(True)
    page.clock.set_fixed_time(datetime.fromisoformat(made) + timedelta(days=days))
    page.goto("/en/")
    old = "This copy is too old to say who is open. Look at the hours below, or call."
    expect(page.locator(".copy-old")).to_have_text(old)
    assert page.locator(".win.open").count() == 0
    assert page.locator(".win.asleep:visible").count() > 3
    assert page.locator("h1").inner_text() == "Who can help me in English?"
    assert page.locator(".win .hours:visible").count() > 3


def test_a_phone_whose_clock_is_wrong_answers_nothing(context):
    page = visited(context, "/en/")
    context.set_offline(True)
    page.clock.set_fixed_time(datetime(2020, 1, 1, 12, tzinfo=TOKYO))
    page.goto("/en/")
    page.wait_for_timeout(500)
    assert page.locator(".win.open").count() == 0
    assert page.locator(".win.asleep:visible").count() > 3


def test_plans_and_the_staff_are_never_kept_nor_answered_from_the_copy(context):
    page = visited(context)
    addresses = [
        "/ko/life/child-born-in-japan/?birth=2026-11-20&born_in=japan",
        "/ko/life/child-born-in-japan/plan.ics?birth=2026-11-20",
        "/staff/",
        "/api/help?speaks=ko",
        f"/ko/{DESK}?from=somewhere",
    ]
    for address in addresses:
        page.goto(address)
    page.goto("/ko/search/?q=gomi")
    page.goto("/ko/")
    page.wait_for_timeout(500)
    kept = page.evaluate(KEPT)
    assert kept == ["/offline/ko.json", "/static/search.js", "/static/site.css", "/static/site.js"]
    context.set_offline(True)
    for address in addresses:
        # A page of its own: the browser's error page may interrupt the next address.
        other = context.new_page()
        try:
            response = other.goto(address)
        except Error as error:
            assert "ERR_INTERNET_DISCONNECTED" in error.message  # noqa: PT017 - or no error
        else:
            # The browser itself keeps what it has seen for as long as the server allows.
            assert response is not None
            assert not response.from_service_worker
            assert "/life/" not in address
    # The copy itself holds what events are about, and nobody's plan.
    pages = page_with_copy(context)["pages"]
    assert "life/child-born-in-japan/" in pages
    assert not [rest for rest in pages if rest.startswith(("staff", "api")) or "?" in rest]


def page_with_copy(context: BrowserContext) -> dict[str, dict[str, object]]:
    page = context.new_page()
    page.goto("/ko/")
    return page.evaluate("async () => (await fetch('/offline/ko.json')).json()")


def test_what_is_not_in_the_copy_says_so_with_the_numbers_for_emergencies(context):
    page = visited(context, "/en/")
    context.set_offline(True)
    for address in ("/en/services/nerima/no-such-window/", "/en/help/?topic=crisis", "/vi/learn/"):
        response = page.goto(address)
        assert response is not None
        assert response.status == 200
        expect(page.locator("h1")).to_have_text("This page needs a network")
        assert page.locator('a[href="tel:119"]').is_visible()
        assert page.locator('main a[href="/en/"]').is_visible()
    page.goto("/")
    assert page.url.endswith("/en/")


def test_paper_of_ones_own_language_is_in_the_copy_and_a_visitors_is_not(context):
    page = visited(context, "/pt/")
    context.set_offline(True)
    for rest in ("card/?speaks=pt", "help/sheet/?speaks=pt"):
        page.goto(f"/pt/{rest}")
        assert page.locator(".card-to-show, .sheet").count() == 1
    for rest in ("card/?speaks=ne", "card/?at=nerima/nerima-kuyakusho"):
        page.goto(f"/pt/{rest}")
        assert page.locator(".card-to-show").count() == 0
        assert page.locator(".copy-notice").is_visible()


def test_without_a_network_windows_of_other_languages_are_found_too(context):
    page = visited(context, "/ja/")
    context.set_offline(True)
    page.goto("/ja/help/?speaks=ne")
    assert page.locator('[data-window$="|ne"]').count() > 1
    expect(page.locator(".win.asleep")).to_have_count(0)
    page.goto("/ja/help/?speaks=ja&at=&topic=")
    assert page.locator('[data-window$="|ja"]').count() > 1


def test_search_works_without_a_network(context):
    page = visited(context)
    context.set_offline(True)
    page.goto("/ko/search/?q=119")
    expect(page.locator("[data-search] a").first).to_have_attribute("href", re.compile("emergency"))
    page.goto("/ko/")
    page.goto("/ko/search/?q=qqqqqq")
    expect(page.locator("[data-search]")).not_to_be_empty()
    assert page.locator("[data-search] a").count() == 0
    assert page.locator("#q").input_value() == "qqqqqq"


def test_axe_finds_nothing_on_pages_of_a_copy(context):
    page = visited(context, "/ja-x-easy/")
    context.set_offline(True)
    page.set_viewport_size({"width": 360, "height": 800})
    for rest in ("", "help/", "search/?q=%E3%81%94%E3%81%BF", "no-such-page/", DESK):
        page.goto(f"/ja-x-easy/{rest}")
        page.wait_for_timeout(300)
        assert violations(page) == [], rest
        assert sideways(page) == [], rest


def test_a_new_edition_arrives_quietly(browser, data, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data, folder)
    with serving(folder) as origin, browser.new_context(base_url=origin) as context:
        page = visited(context, "/en/")
        stored = "async () => (await (await fetch('/offline/en.json')).json()).edition"
        before = page.evaluate(stored)
        assert before == page.evaluate(EDITION)
        store = EditionStore(folder / "editions" / "nerima")
        guide = store.open().guide
        name = "nerima/foreign-language-consultation"
        changed = guide.get(name, Service).model_copy(update={"url": "https://new.example.jp/"})
        changed._id = name
        store.publish(compile_edition(Guide(guide.packs, {**guide.entries, name: changed})))
        page.wait_for_timeout(1_500)
        page.goto("/en/guide/")
        give_up = monotonic() + 60
        while page.evaluate(KEPT_EDITION) == before:
            assert monotonic() < give_up, "the new edition has not arrived"
            page.wait_for_timeout(100)
        context.set_offline(True)
        page.goto(f"/en/{DESK}")
        assert page.locator('a[href="https://new.example.jp/"]').is_visible()


def test_a_server_in_trouble_is_as_good_as_no_network(context):
    page = visited(context, "/en/")
    context.route(
        "**/en/learn/",
        lambda route: route.fulfill(status=503, body="no", content_type="text/plain"),
    )
    response = page.goto("/en/learn/")
    assert response is not None
    assert response.status == 200
    assert page.locator(".copy-notice").is_visible()


def test_a_slow_network_is_not_waited_for(context):
    page = visited(context, "/en/")
    context.route("**/en/learn/", lambda _route: None)
    began = monotonic()
    page.goto("/en/learn/")
    assert 3.5 < monotonic() - began < 8
    assert page.locator(".copy-notice").is_visible()
