"""The one script on pages of the server: minutes left, "now" kept true, the phone's own sharing."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.browser import sideways

DESK = "nerima/foreign-language-consultation"
HELP = "/en/help/"


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    with browser.new_context(
        base_url=origin, timezone_id="America/New_York", service_workers="block"
    ) as context:
        yield context


@pytest.fixture
def at(client, nerima, clock, context) -> Callable[..., Page]:
    """Opens a page as the server renders it at a time, on a phone on which it is that time."""

    def opened(time: str, address: str = HELP, *, later: str = "") -> Page:
        page = context.new_page()
        asked: list[str] = []

        def answer(route: Route) -> None:
            clock(later if asked and later else time)
            asked.append(address)
            route.fulfill(body=client.get(address).content, content_type="text/html; charset=utf-8")

        page.route(f"**{address}", answer)
        page.clock.install(time=clock(time))
        page.goto(address)
        return page

    return opened


def desk(page: Page):
    return page.locator("article", has=page.locator(f'h3 > a[href$="/services/{DESK}/"]'))


def test_open_windows_say_how_many_minutes_are_left(at):
    page = at("2026-11-27T16:25")
    expect(desk(page).locator(".until")).to_have_text("until 17:00 · 35 minutes left")
    page.clock.fast_forward(timedelta(minutes=34) // timedelta(milliseconds=1))
    expect(desk(page).locator(".until")).to_have_text("until 17:00 · 1 minute left")


def test_many_minutes_are_not_counted(at):
    page = at("2026-11-27T14:00")
    expect(desk(page).locator(".until")).to_have_text("until 17:00")


@pytest.mark.parametrize("code", WRITTEN)
def test_minutes_left_fit_on_the_smallest_phone(at, code):
    page = at("2026-11-27T16:25", f"/{code}/help/")
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.locator(".left").first).to_contain_text("35")
    assert sideways(page) == []


def test_when_a_window_closes_the_page_is_made_anew(at):
    page = at("2026-11-27T16:55", later="2026-11-27T17:00")
    expect(desk(page)).to_have_class("win open")
    page.locator("details.asking > summary").first.press("Enter")
    link = desk(page).locator("h3 a")
    link.focus()
    page.clock.fast_forward("05:30")
    expect(desk(page)).to_have_class("win closed")
    assert page.locator("details.asking").first.get_attribute("open") is not None
    expect(link).to_be_focused()


def test_a_reader_who_is_writing_is_not_disturbed(at):
    page = at("2026-11-27T16:55", later="2026-11-27T17:00")
    page.locator("details.asking > summary").first.press("Enter")
    page.locator("#topic").select_option(index=1)
    page.clock.fast_forward("05:30")
    page.wait_for_timeout(300)
    expect(desk(page)).to_have_class("win open")
    page.locator("#topic").select_option(index=0)
    page.locator("h1").click()
    page.clock.fast_forward("01:00")
    expect(desk(page)).to_have_class("win closed")


def test_without_a_network_a_window_is_not_said_to_be_open_for_longer(at, context):
    page = at("2026-11-27T16:55")
    page.unroute(f"**{HELP}")
    context.set_offline(True)
    page.clock.fast_forward("05:30")
    expect(desk(page)).to_have_class("win asleep")
    assert desk(page).locator(".state").count() == 0
    # Others, which have not closed yet, are still said to be open.
    assert page.locator(".win.open").count() > 0


def test_the_phone_s_own_way_to_share_is_offered_where_there_is_one(at, context):
    context.add_init_script(
        "navigator.share = data => { window.shared = data; return Promise.resolve(); }"
    )
    page = at("2026-11-27T14:00")
    page.locator(".share > summary").press("Enter")
    page.locator(".send").click()
    assert page.evaluate("window.shared") == {
        "title": page.title(),
        "url": page.locator(".share .address a").get_attribute("href"),
    }


def test_where_there_is_none_no_button_stands(at, context):
    context.add_init_script("delete Navigator.prototype.share")
    page = at("2026-11-27T14:00")
    page.locator(".share > summary").press("Enter")
    assert page.locator(".send").is_hidden()


def test_a_first_visit_takes_three_requests(context):
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    page.goto("/ko/")
    page.wait_for_timeout(500)
    paths = [url.split("/", 3)[3] for url in asked]
    assert paths == ["ko/", "static/site.css", "static/site.js"]


def test_the_script_breaks_no_page(context):
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    for rest in ("", "help/", "guide/", "emergency/", "search/?q=119", "sources/", "about/"):
        page.goto(f"/ja-x-easy/{rest}")
    page.wait_for_timeout(300)
    assert wrong == []
