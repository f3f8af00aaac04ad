from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from playwright.sync_api import Browser, sync_playwright

from madoguchi.edition.live import Served
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import pages, shell
from madoguchi.outlets.site.tests.browser import FLAGS, chromium, serving
from madoguchi.outlets.site.tests.reading import page_of

# A Friday afternoon on which many windows are open.
FRIDAY = datetime(2026, 11, 27, 14, 0, tzinfo=TOKYO)
# Times at which pages say other things: a holiday on a Monday, the year's end, a night.
TIMES = ("2026-11-27T14:00", "2026-11-23T13:30", "2026-12-31T13:30", "2026-11-28T03:00")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], datetime]]:
    """Sets Tokyo's clocks for the pages."""

    def at(text: str) -> datetime:
        now = datetime.fromisoformat(text).replace(tzinfo=TOKYO)
        for module in (pages, shell):
            monkeypatch.setattr(module, "tokyo_now", lambda: now)
        # Pages of a later time would be kept, which time itself never gives reason to.
        shell._pages.clear()
        return now

    yield at
    shell._pages.clear()


@pytest.fixture
def read(client: Client, nerima: Served) -> Callable[..., Element]:
    """Opens a page of Nerima's guide."""

    def opened(address: str, status: int = 200, **query: str) -> Element:
        response = client.get(address, query)
        assert response.status_code == status
        return page_of(response.content.decode())

    return opened


@pytest.fixture(scope="session")
def origin(data: Path) -> Iterator[str]:
    """The address of a server of Nerima's guide that nobody publishes to."""
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file.

    Not of all: as long as Playwright is there, Django takes this thread for one that may not wait
    for a database.
    """
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


Pages = dict[str, HttpResponse]


@pytest.fixture(scope="session")
def all_pages(data: Path, django_test_environment: None) -> Pages:
    """Every page of Nerima's guide in every language, on a Friday afternoon, by address."""
    folder = data / "editions" / "nerima"
    with override_settings(EDITIONS=folder), pytest.MonkeyPatch.context() as patch:
        for module in (pages, shell):
            patch.setattr(module, "tokyo_now", lambda: FRIDAY)
        shell._pages.clear()
        live.cache_clear()
        guide = live().now().guide
        client = Client()
        found: Pages = {}
        for code in WRITTEN:
            addresses = [
                f"/{code}/",
                f"/{code}/help/",
                *(f"/{code}/help/?at={time}" for time in TIMES),
                f"/{code}/help/?speaks=ne",
                f"/{code}/help/?speaks=ja&topic=crisis",
                f"/{code}/help/?topic=crisis&area=nerima&channel=mail",
                f"/{code}/help/?speaks=xx",
                f"/{code}/help/?at=yesterday",
                f"/{code}/services/nerima/no-such-window/",
                f"/{code}/search/",
                f"/{code}/search/?q=ゴミ",
                f"/{code}/search/?q=xyzzy",
                *(f"/{code}/services/{service.id}/" for service in guide.services),
                *(f"/{code}/{rest}/" for rest in ("sources", "about", "accessibility")),
            ]
            found |= {address: client.get(address) for address in addresses}
            chooser = client.get("/xx/", headers={"accept-language": code})
            found[f"/xx/ {code}"] = chooser
    # From here on it is no longer that afternoon.
    shell._pages.clear()
    live.cache_clear()
    return found


@pytest.fixture(scope="session")
def read_pages(all_pages: Pages) -> dict[str, Element]:
    """The same pages, read."""
    return {address: page_of(one.content.decode()) for address, one in all_pages.items()}
