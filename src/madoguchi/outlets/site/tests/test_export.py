"""The guide as files: every link leads somewhere, and a plain web server is enough."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from madoguchi.hours import TOKYO, japan
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.catalogue import addresses

ADDRESS = "https://guide.example.jp"
COMMAND = [sys.executable, "-m", "madoguchi.project.command", "export"]
_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')


def exported(data: Path, folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, str(folder), *more],
        env=os.environ | {"MADOGUCHI_DATA": str(data), "MADOGUCHI_PACK": "nerima"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(data, tmp_path_factory) -> Path:
    """All pages of all languages as files."""
    folder = tmp_path_factory.mktemp("export") / "copy"
    done = exported(data, folder, "--address", ADDRESS)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert re.fullmatch(
        rf"written: [\d,]+ pages, [\d,]+ files, [\d.]+ MB in {folder}\n", done.stdout
    )
    return folder


@pytest.fixture(scope="module")
def origin(folder) -> Iterator[str]:
    """A web server that knows nothing of us."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "http.server",
            "--bind",
            "127.0.0.1",
            "--directory",
            folder,
            str(port),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    give_up = monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address).close()
            break
        except OSError:
            assert monotonic() < give_up
            time.sleep(0.05)
    yield address
    server.terminate()
    server.wait(timeout=10)


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=origin) as context:
        yield context


def friday(hour: int, minute: int = 0) -> datetime:
    """A time on the next Friday that is no holiday."""
    day = datetime.now(TOKYO) + timedelta(days=1)
    while day.weekday() != 4 or day.toordinal() in japan().special:
        day += timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def stands(folder: Path, link: str) -> bool:
    """Whether something stands at an address of the export."""
    path = unescape(link).partition("#")[0].partition("?")[0]
    return (folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "")).is_file()


def test_no_link_leads_nowhere(folder):
    lost = {}
    followed = 0
    for page in folder.rglob("*.html"):
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            here = link.removeprefix(ADDRESS)
            if here.startswith("/"):
                followed += 1
                if not stands(folder, here):
                    lost[link] = page
            assert "127.0.0.1" not in link
    assert lost == {}
    assert followed > 20_000


def test_every_page_of_every_language_is_there_and_the_rest_too(folder, nerima):
    for code in WRITTEN:
        for rest in addresses(nerima.guide):
            assert stands(folder, f"/{code}/{rest}"), rest
        for spoken in nerima.guide.spoken:
            assert stands(folder, f"/{code}/help/{spoken}/")
        assert stands(folder, f"/{code}/app.webmanifest")
        assert stands(folder, f"/offline/{code}.json")
    for name in (
        "index.html",
        "404.html",
        "sw.js",
        "robots.txt",
        "sitemap.xml",
        "api/edition.json",
    ):
        assert stands(folder, f"/{name}"), name
    root = (folder / "index.html").read_text(encoding="utf-8")
    assert all(f'href="/{code}/"' in root for code in WRITTEN)
    sitemap = (folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = re.findall(rf"<loc>{ADDRESS}(/[^<]*)</loc>", sitemap)
    assert len(listed) > 500
    assert [link for link in listed if not stands(folder, link)] == []


def test_no_page_asks_a_server_a_question(folder):
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert set(re.findall(r'action="/[\w-]+/([^"]*)"', text)) <= {"search/"}, page
        assert 'class="win open"' not in text, page
        assert not re.search(r'href="/[^"]*\?(?!v=)', text), page


def test_who_is_open_is_filled_in_by_the_clock(context):
    page = context.new_page()
    page.clock.set_fixed_time(friday(16, 25))
    page.goto("/en/")
    desk = page.locator('[data-window="nerima/foreign-language-consultation|en"]')
    expect(desk).to_have_class("win open")
    expect(desk.locator(".until")).to_have_text("until 17:00 · 35 minutes left")
    page.goto("/en/help/ne/")
    expect(page.locator("h1")).to_contain_text("Nepali now")
    assert page.locator(".copy-notice").count() == 0


def test_search_works_by_script(context):
    page = context.new_page()
    page.goto("/en/guide/")
    page.locator("#q").fill("garbage")
    page.locator("#q").press("Enter")
    expect(page.locator("[data-search] a").first).to_be_visible()
    page.locator("[data-search] a").first.click()
    assert page.locator("h1").is_visible()


def test_without_scripts_pages_are_complete(browser, origin):
    with browser.new_context(base_url=origin, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/en/")
        assert page.locator(".win.asleep:visible").count() == 6
        for window in page.locator(".win.asleep:visible").all():
            assert window.locator(".hours li").first.is_visible()
        page.goto("/en/help/")
        assert page.locator(".win.asleep:visible").count() > 6
        page.locator("#speaks + .choose a[href='/en/help/ne/']").click()
        assert page.locator("h1").inner_text() == "Who can help me in Nepali?"
        page.goto("/en/search/?q=garbage")
        assert "JavaScript" in page.locator("main").inner_text()


def test_after_one_visit_the_export_opens_without_a_network_too(context):
    page = context.new_page()
    page.goto("/vi/")
    give_up = monotonic() + 60
    kept = "async () => Boolean(await (await caches.open('madoguchi')).match('/offline/vi.json'))"
    while not (page.evaluate(kept) and page.evaluate("!!navigator.serviceWorker.controller")):
        assert monotonic() < give_up
        page.wait_for_timeout(100)
    context.set_offline(True)
    response = page.goto("/vi/learn/")
    assert response is not None
    assert response.status == 200
    assert page.locator(".copy-notice").is_visible()


def test_a_folder_with_other_things_is_left_alone(data, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Minji")
    done = exported(data, tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path} holds other things; expected an empty or a new folder\n"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("address", ["guide.example.jp", "https://example.jp/guide"])
def test_an_address_that_pages_cannot_have_is_refused(data, tmp_path, address):
    done = exported(data, tmp_path / "copy", "--address", address)
    assert done.returncode == 1
    assert f'"{address}" is no address' in done.stderr
    assert not (tmp_path / "copy").exists()
