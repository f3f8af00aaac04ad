"""The guide without a network, in a real browser: what opens, what it says, what it never keeps."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from madoguchi.hours import TOKYO
from madoguchi.outlets.site.tests.browser import FLAGS, chromium, serving

DESK = "services/nerima/foreign-language-consultation/"
EDITION = "() => document.querySelector('script[data-edition]').dataset.edition"
KEPT = """async () => {
  const cache = await caches.open('madoguchi');
  return (await cache.keys()).map(one => new URL(one.url).pathname).sort();
}"""


@pytest.fixture(scope="module")
def origin(data) -> Iterator[str]:
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    # A traveller's phone: nothing may depend on its zone.
    with browser.new_context(base_url=origin, timezone_id="America/New_York") as context:
        context.set_default_timeout(10_000)
        yield context


def visited(context: BrowserContext, address: str = "/ko/") -> Page:
    """A page after one visit, when the copy of its language has arrived."""
    page = context.new_page()
    page.goto(address)
    language = address.split("/")[1]
    page.wait_for_function(
        """async language => {
          const cache = await caches.open('madoguchi');
          return Boolean(await cache.match(`/offline/${language}.json`));
        }""",
        arg=language,
    )
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
