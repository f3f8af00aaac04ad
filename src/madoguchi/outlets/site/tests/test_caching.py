"""A copy of a page is never older than the next opening or closing, and is asked for cheaply."""

import gzip
import time

import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import Guide
from madoguchi.language import WRITTEN
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import pages

WARD_DESK = "/ko/services/nerima/foreign-language-consultation/"


def lifetime(response) -> int:
    visibility, age = response["Cache-Control"].split(", ")
    assert visibility == "public"
    return int(age.removeprefix("max-age="))


@pytest.mark.parametrize(
    ("now", "address", "left"),
    [
        # The ward desk closes at 17:00, the navi at 16:00.
        ("2026-11-27T16:59:00", "/ko/", 60),
        ("2026-11-27T16:59:30", "/ko/", 30),
        ("2026-11-27T16:59:59.5", "/ko/", 0),
        ("2026-11-27T15:55:00", "/ko/help/", 300),
        ("2026-11-27T12:59:00", WARD_DESK, 60),
        # Nothing changes for hours, but a correction has to reach readers.
        ("2026-11-27T14:00:00", "/ko/", 900),
        # What is said of a day ends with it.
        ("2026-11-27T23:50:00", "/ko/", 600),
        ("2026-11-27T23:50:00", "/ko/guide/other-consultation/special-re-entry/", 600),
        ("2026-11-27T23:50:00", "/ko/learn/exchange-cafe/", 600),
        # A page about another time does not age.
        ("2026-11-27T16:59:00", "/ko/help/?at=2026-11-27T16:59", 900),
        ("2026-11-27T16:59:00", "/xx/", 900),
    ],
)
@pytest.mark.usefixtures("nerima")
def test_a_copy_lives_until_the_next_opening_or_closing(client, clock, now, address, left):
    clock(now)
    assert lifetime(client.get(address)) == left


@pytest.mark.parametrize("speaks", ["ko", "en", "zh", "ja", "ne"])
def test_no_copy_outlives_what_it_says(client, nerima, clock, speaks):
    for hour in range(24):
        for minute in (0, 14, 29, 59):
            now = clock(f"2026-11-27T{hour:02}:{minute:02}:20")
            found = nerima.helper.who_can_help(speaks, now)
            left = (found.holds_until - now).total_seconds()
            age = lifetime(client.get("/en/help/", {"speaks": speaks}))
            assert 0 <= age <= min(left, 900)


def test_a_page_that_is_kept_is_made_anew_when_a_window_closes(client, nerima, clock, monkeypatch):
    before = clock("2026-11-27T16:50")
    first = client.get("/ko/")
    monkeypatch.setattr(pages, "tokyo_now", lambda: before.replace(minute=59, second=59))
    same = client.get("/ko/")
    monkeypatch.setattr(pages, "tokyo_now", lambda: before.replace(hour=17, minute=0))
    after = client.get("/ko/")
    assert same["ETag"] == first["ETag"]
    assert after["ETag"] != first["ETag"]
    assert "17:00" in first.content.decode()


def test_an_etag_is_strong_and_the_same_for_the_same_content(client, nerima, clock):
    for address in (
        "/ko/",
        "/th/help/?at=2026-11-27T14:00",
        WARD_DESK,
        "/xx/",
        "/ko/help/?speaks=xx",
    ):
        clock("2026-11-27T14:00")
        first = client.get(address)
        clock("2026-11-27T14:05")
        second = client.get(address)
        assert first["ETag"] == second["ETag"]
        assert first["ETag"].startswith('"')
        assert first.content == second.content


def test_no_two_pages_share_an_etag(all_pages):
    tags = {}
    for page in all_pages.values():
        # Answers to a search are kept nowhere, so they have no tag.
        if page.status_code == 200 and page["Cache-Control"] != "no-store":
            tags.setdefault(page["ETag"], set()).add(page.content)
    assert len(tags) > 200
    assert all(len(contents) == 1 for contents in tags.values())


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{}', "*"])
def test_a_reader_who_has_the_page_gets_no_second_copy(client, nerima, clock, form):
    clock("2026-11-27T16:59:30")
    for address in ("/ko/", "/xx/"):
        full = client.get(address)
        known = client.get(address, headers={"if-none-match": form.format(full["ETag"])})
        assert (known.status_code, known.content) == (304, b"")
        for header in ("ETag", "Cache-Control", "Vary"):
            assert known.headers.get(header) == full.headers.get(header)


def test_a_reader_who_has_another_page_gets_this_one(client, nerima):
    other = client.get("/th/")["ETag"]
    assert client.get("/ko/", headers={"if-none-match": other}).status_code == 200


def test_a_new_edition_is_served_within_a_second(client, nerima, tmp_path, settings):
    settings.EDITIONS = tmp_path
    live.cache_clear()
    store = EditionStore(tmp_path)
    guide = nerima.guide
    store.publish(compile_edition(guide))
    first = client.get(WARD_DESK)
    without = {name: one for name, one in guide.entries.items() if not name.endswith("otit-native")}
    store.publish(compile_edition(Guide(guide.packs, without)))
    published = time.monotonic()
    while time.monotonic() < published + 1.1:
        second = client.get(WARD_DESK)
        if second["ETag"] != first["ETag"]:
            break
        time.sleep(0.05)
    assert store.current_id()[:12] in second.content.decode()
    assert client.get("/ko/services/japan/otit-native/").status_code == 404
    live.cache_clear()


def test_without_an_edition_every_page_says_to_come_back(client, empty_folder):
    for address in (
        "/ko/",
        "/ko/help/",
        "/ko/help/?at=x",
        WARD_DESK,
        "/xx/",
        "/nothing/at/all",
        "/api/help",
        "/api/edition.json",
    ):
        response = client.get(address)
        assert response.status_code == 503, address
        assert response["Retry-After"] == "60"
        assert "ETag" not in response


@pytest.mark.parametrize("code", WRITTEN)
def test_a_page_for_a_time_says_nothing_that_depends_on_now(client, nerima, clock, code):
    address = f"/{code}/help/?at=2026-11-27T14:00"
    clock("2026-11-20T09:00")
    first = client.get(address).content
    clock("2026-12-29T23:00")
    assert client.get(address).content == first


def test_a_page_travels_compressed_and_is_the_same_page(client, nerima):
    whole = client.get("/ko/")
    packed = client.get("/ko/", headers={"accept-encoding": "br, gzip;q=0.8"})
    assert "Content-Encoding" not in whole
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == whole.content
    assert len(packed.content) == int(packed["Content-Length"]) < len(whole.content) / 2
    assert {whole["Vary"], packed["Vary"]} == {"Accept-Encoding"}
    assert whole["ETag"] != packed["ETag"]
    for etag in (whole["ETag"], packed["ETag"]):
        assert client.get("/ko/", headers={"if-none-match": etag}).status_code == 304


def test_who_does_not_ask_for_gzip_gets_none(client, nerima):
    for refused in ("identity", "br", ""):
        assert "Content-Encoding" not in client.get("/ko/", headers={"accept-encoding": refused})
