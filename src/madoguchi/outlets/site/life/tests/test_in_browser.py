"""Plans in a real browser: for every eye, hand and screen, by the keyboard alone, without a script.

The page of a question is sent as it is filled in; nothing else may be asked of anybody.
"""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page

from madoguchi.deadlines.wording import full_day
from madoguchi.outlets.site.life.tests.people import BIRTH, LIN, THUY, ago
from madoguchi.outlets.site.life.tests.server import Recorded
from madoguchi.outlets.site.tests.browser import sideways, violations
from madoguchi.outlets.site.tests.test_browser import focused, tab_to

SOME = pytest.mark.parametrize("code", ["en", "ja", "zh-Hans", "th"])
BORN = ago(8)
PAGES = {
    "list": "/zh-Hans/life/",
    "start": f"/zh-Hans/life/{BIRTH}/",
    "day": f"/zh-Hans/life/{BIRTH}/?start=1",
    "choice": f"/zh-Hans/life/{BIRTH}/?birth={BORN}",
    "wrong day": f"/zh-Hans/life/{BIRTH}/?asked=birth&birth.year=2026&birth.month=2&birth.day=30",
    "wrong choice": f"/zh-Hans/life/{BIRTH}/?birth={BORN}&asked=born_in",
    "check": LIN.plan(BORN, check="1"),
    "plan": LIN.plan(BORN, parents="unsure"),
    "late plan": LIN.plan(ago(70), done="health-insurance-child"),
    "sheet": LIN.plan(BORN, "sheet/"),
    "letter": THUY.plan(BORN, "letter/", language="zh-Hans"),
}
WRONG = {"wrong day", "wrong choice"}
# What a browser says of a refused answer, and the one that drives it of a worker held back here.
EXPECTED = ("status of 400", "registration blocked by Playwright")


@pytest.fixture(scope="module")
def phone(browser: Browser, server: Recorded) -> Iterator[Page]:
    with browser.new_context(base_url=server.origin, service_workers="block") as context:
        yield context.new_page()


@pytest.fixture
def page(phone: Page, server: Recorded) -> Iterator[Page]:
    """The one page of these tests; it complains of nothing, and asks nobody but the server."""
    complaints, asked = [], []
    listeners = {
        "console": lambda message: complaints.append(message.text),
        "pageerror": lambda error: complaints.append(str(error)),
        "request": lambda request: asked.append(request.url),
    }
    for name, listener in listeners.items():
        phone.on(name, listener)
    phone.set_viewport_size({"width": 360, "height": 800})
    yield phone
    for name, listener in listeners.items():
        phone.remove_listener(name, listener)
    assert [one for one in complaints if not any(part in one for part in EXPECTED)] == []
    assert [url for url in asked if not url.startswith(f"{server.origin}/")] == []


@SOME
@pytest.mark.parametrize("kind", PAGES)
def test_every_page_of_a_plan_is_for_everybody(page, kind, code):
    response = page.goto(PAGES[kind].replace("/zh-Hans/", f"/{code}/"))
    assert response is not None
    assert response.status == (400 if kind in WRONG else 200)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert sideways(page) == []
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert sideways(page) == [], "with everything open"


@pytest.mark.parametrize("kind", PAGES)
def test_headings_stand_in_order_and_names_lead_somewhere(page, kind):
    page.goto(PAGES[kind])
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    levels = page.evaluate(
        "() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')]"
        ".map(one => Number(one.tagName[1]))"
    )
    gaps = {(above, below) for above, below in pairwise(levels) if below > above + 1}
    assert gaps == set()
    assert levels[0] == 1
    assert levels.count(1) == 1
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    named = page.evaluate(
        """() => ['aria-labelledby', 'aria-describedby', 'for'].flatMap(name =>
          [...document.querySelectorAll(`[${name}]`)]
            .flatMap(one => one.getAttribute(name).split(' ')))"""
    )
    assert set(named) <= set(ids)


@pytest.mark.parametrize("kind", ["day", "choice", "plan"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_in_light_and_dark_with_everything_open(page, kind, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(PAGES[kind])
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert violations(page, contrast_only=True) == []
    page.emulate_media(color_scheme="light")


def test_whatever_is_pressed_is_large_enough_for_a_finger(page):
    for kind in ("day", "choice", "check", "plan"):
        page.goto(PAGES[kind])
        controls = page.evaluate(
            """() => [...document.querySelectorAll(
                `main :is(button, input:not([type=hidden]), summary, label.choice,
                          a.call, a.more)`)]
              .filter(one => one.checkVisibility())
              // A button to choose by is as large as the line that it stands in.
              .filter(one => !one.closest('label.choice') || one.matches('label'))
              .filter(one => getComputedStyle(one).display !== 'inline')
              .map(one => [one.textContent.trim().slice(0, 30),
                           one.getBoundingClientRect().height])"""
        )
        assert controls != []
        assert [one for one in controls if one[1] < 44] == [], kind


def test_a_plan_is_made_by_the_keyboard_alone_without_any_script(browser, server):
    with browser.new_context(
        base_url=server.origin,
        java_script_enabled=False,
        viewport={"width": 360, "height": 700},
        locale="en-US",
    ) as context:
        page = context.new_page()
        press = page.keyboard.press
        page.goto("/en/life/")
        tab_to(page, "A child was born")
        press("Enter")
        page.wait_for_url(f"**/{BIRTH}/")
        tab_to(page, "Make my plan")
        press("Enter")
        page.wait_for_url("**?start=1")
        for part, value in (("year", BORN.year), ("month", BORN.month), ("day", BORN.day)):
            tab_to(page, part)
            page.keyboard.type(str(value))
        # Enter in a field goes on, as the first of the buttons does.
        press("Enter")
        page.wait_for_url(f"**?birth={BORN}")
        for key, downs in (("born_in", 0), ("parents", 0), ("leaving_in_60d", 1)):
            first_choice(page, key)
            press("Space")
            for _ in range(downs):
                press("ArrowDown")
            assert page.locator(f"input[name={key}]:checked").count() == 1
            tab_to(page, "Continue")
            press("Enter")
            page.wait_for_url(f"**{key}=*")
        assert page.url.endswith("&check=1")
        tab_to(page, "Show my plan")
        press("Enter")
        page.wait_for_url(f"**{LIN.plan(BORN, language='en')}")
        assert page.locator("ol.steps > li").count() == 5
        tab_to(page, "Why this date?")
        press("Enter")
        assert page.get_by_text(
            f"The time is counted from {full_day(BORN, 'en')}."
        ).first.is_visible()
        tab_to(page, "I have done this")
        press("Enter")
        page.wait_for_url("**done=birth-notification**")
        assert page.locator("li.done").get_attribute("id") == "birth-notification"
        assert page.evaluate("() => typeof madoguchi") == "undefined"


def first_choice(page: Page, key: str) -> None:
    """Tabs to the choices of a question: where none is chosen yet, to the first."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.name ?? ''") == key:
            return
    pytest.fail(f"Tab never reached {key}, but {focused(page)}")


def test_a_mistake_can_be_corrected_by_the_keyboard_alone(page):
    page.goto(f"/en/life/{BIRTH}/?start=1")
    for part, value in (("year", "2026"), ("month", "2"), ("day", "30")):
        tab_to(page, part)
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    page.wait_for_selector("#wrong")
    assert page.title().startswith("Please look again: ")
    described = page.locator("#day").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().endswith("no such day in the calendar.")
    tab_to(page, "day")
    page.keyboard.type("28")
    page.keyboard.press("Enter")
    page.wait_for_url("**?birth=2026-02-28")
