from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from madoguchi.edition.live import Served
from madoguchi.hours import TOKYO
from madoguchi.outlets.site import shell
from madoguchi.outlets.site.life import pages
from madoguchi.outlets.site.life.tests.server import Recorded, recorded
from madoguchi.outlets.site.tests.browser import FLAGS, chromium
from madoguchi.outlets.site.tests.reading import every, only, page_of


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], datetime]]:
    """Sets Tokyo's clocks for the plans."""

    def at(text: str) -> datetime:
        now = datetime.fromisoformat(text).replace(tzinfo=TOKYO)
        for module in (pages, shell):
            monkeypatch.setattr(module, "tokyo_now", lambda: now)
        shell._pages.clear()
        return now

    yield at
    shell._pages.clear()


@pytest.fixture
def read(client: Client, nerima: Served) -> Callable[..., Element]:
    """Opens a page of Nerima's guide; a question may stand in the address."""

    def opened(address: str, status: int = 200) -> Element:
        response = client.get(address)
        assert response.status_code == status, address
        return page_of(response.content.decode())

    return opened


@pytest.fixture
def send(client: Client, nerima: Served) -> Callable[..., HttpResponse]:
    """Sends the form of a question as a browser does, with what was filled in."""

    def sent(page: Element, **filled_in: str) -> HttpResponse:
        form = only(page, "form", class_="question")
        hidden = [
            (one.get("name"), one.get("value")) for one in every(form, "input", type="hidden")
        ]
        assert len(hidden) == len(dict(hidden))
        typed = {name.replace("__", "."): value for name, value in filled_in.items()}
        return client.get(form.get("action", ""), dict(hidden) | typed)

    return sent


@pytest.fixture(scope="package")
def server(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    """A server of its own, started as scripts/serve does; what it says is kept."""
    with recorded(data, tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The one browser of these tests."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
