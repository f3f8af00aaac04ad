"""Copies: the same answers as the timetables, small, the same on every machine, safe to delete."""

import gzip
import json
import random
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from html import unescape
from typing import Any

import pytest

from madoguchi.hours import TOKYO, Kind
from madoguchi.hours.wording import reason_text
from madoguchi.hours.words import day_text, moment_text, time_text
from madoguchi.language import WRITTEN
from madoguchi.outlets.site import offline, offline_copy
from madoguchi.outlets.site.cards import caveat_words, window_key
from madoguchi.outlets.site.copied_hours import DAYS, joint
from madoguchi.outlets.site.words import ruby

TODAY = date(2026, 11, 24)
MIDNIGHT = datetime.combine(TODAY, time(), TOKYO)
LANGUAGES = pytest.mark.parametrize("code", WRITTEN)
MOST_BYTES = 1_500_000
Copy = Mapping[str, Any]


@lru_cache(maxsize=30)
def copy_of(served, code: str, day: date = TODAY) -> Copy:
    return json.loads(offline.as_json(served, WRITTEN[code], day))


def looked_up(hours: Copy, key: str, minute: int) -> tuple[Copy | None, int | None, int | None]:
    """The state at a minute, until when an open window is, and when it opens next."""
    times = hours["timetables"][hours["windows"][key]]["times"]
    pieces, end = [], 0
    for gap, length, place in zip(times[::3], times[1::3], times[2::3], strict=True):
        start = end + gap
        end = start + length
        pieces.append((start, end, hours["states"][place]))
    state = next((what for start, end, what in pieces if start <= minute < end), None)
    until = None
    if state and state["kind"] == "open":
        until = minute
        for start, end, what in pieces:
            if what["kind"] == "open" and start <= until < end:
                until = end
    opens = next(
        (start for start, _, what in pieces if start > minute and what["kind"] == "open"), None
    )
    return state, until, opens


def minutes(moment: datetime | None) -> int | None:
    """Minutes since the copy's beginning; None for never and for what lies beyond the copy."""
    if moment is None or moment >= MIDNIGHT + timedelta(days=DAYS):
        return None
    return (moment - MIDNIGHT) // timedelta(minutes=1)


@pytest.mark.parametrize("pack", ["nerima", "example"])
def test_a_copy_says_of_every_window_what_its_timetable_does(request, pack):
    served = request.getfixturevalue(pack)
    hours = copy_of(served, "en")["hours"]
    chance = random.Random(20261124)
    seen = set()
    for speaks in served.guide.spoken:
        for answer, timetable in served.helper.windows(speaks):
            key = window_key(answer.service.id, speaks)
            edges = [
                minute + step
                for interval in timetable.intervals(TODAY, DAYS)
                for minute in (minutes(interval.start), minutes(interval.end))
                if minute is not None
                for step in (-1, 0)
            ]
            asked = [chance.randrange(DAYS * 1440) for _ in range(60)]
            asked += chance.sample(edges, min(40, len(edges)))
            for minute in asked:
                if minute < 0:
                    continue
                at = MIDNIGHT + timedelta(minutes=minute)
                outlook = timetable.outlook(at)
                state, until, opens = looked_up(hours, key, minute)
                kind = outlook.state.kind
                reason = outlook.state.reason
                why = reason_text(reason, "en", by_phone=bool(answer.phones)) if reason else ""
                assert (state["kind"] if state else "closed") == kind.value, (key, at)
                assert (state["why"] if state else "") == str(ruby(why)), (key, at)
                if kind is Kind.OPEN:
                    cut = DAYS * 1440 if minutes(outlook.change) is None else None
                    assert until == (cut or minutes(outlook.change)), (key, at)
                else:
                    assert opens == minutes(outlook.opens), (key, at)
                seen.add(kind)
    assert seen == set(Kind)


def test_a_copy_says_when_days_off_are_no_longer_known(nerima):
    hours = copy_of(nerima, "en")["hours"]
    doubtful = 0
    for speaks in nerima.guide.spoken:
        for answer, timetable in nerima.helper.windows(speaks):
            place = hours["windows"][window_key(answer.service.id, speaks)]
            doubt = hours["timetables"][place].get("doubt")
            for day in range(DAYS):
                unknown = timetable.closures_unknown(MIDNIGHT + timedelta(days=day))
                assert bool(unknown) == bool(doubt and day * 1440 >= doubt[0])
                if unknown:
                    said = answer._replace(caveats=("days-off-unknown",), days_off_unknown=unknown)
                    assert str(caveat_words(nerima.guide, said, "en")[0]) in doubt[1]
                    doubtful += 1
    assert doubtful > 0


@LANGUAGES
def test_a_copy_is_small_and_knows_every_page_and_window(nerima, code):
    copy = copy_of(nerima, code)
    assert len(json.dumps(copy, ensure_ascii=False).encode()) <= MOST_BYTES
    for service in nerima.guide.services:
        assert f"services/{service.id}/" in copy["pages"]
    for speaks in nerima.guide.spoken:
        rest = "help/" if speaks == WRITTEN[code].speaks else f"help/{speaks}/"
        page = whole(copy, rest)
        for answer, _ in nerima.helper.windows(speaks):
            key = window_key(answer.service.id, speaks)
            assert f'data-window="{key}"' in page
            assert key in copy["hours"]["windows"]


def whole(copy: Copy, rest: str) -> str:
    """The main part of a page of the copy."""
    lines = copy["pages"][rest]["main"]
    return "\n".join(copy["lines"][line] if isinstance(line, int) else line for line in lines)


@LANGUAGES
def test_no_page_of_a_copy_says_what_depends_on_the_hour(nerima, code):
    copy = copy_of(nerima, code)
    for rest in copy["pages"]:
        page = whole(copy, rest)
        assert 'class="win open"' not in page, rest
        assert "data-until" not in page, rest
        assert "datetime-local" not in page, rest
    # Rendered on another day, the pages are the same: only what is looked up differs.
    later = copy_of(nerima, code, TODAY + timedelta(days=1))
    assert later["pages"] == copy["pages"]
    assert later["lines"] == copy["lines"]
    assert later["made"] == "2026-11-25T00:00:00+09:00"
    assert later["hours_until"] == "2027-02-23T00:00:00+09:00"


@LANGUAGES
def test_the_shell_and_a_page_make_the_whole_page_again(nerima, code):
    pages = offline_copy.copied_pages(nerima, WRITTEN[code])
    copy = copy_of(nerima, code)
    for rest in ("", "guide/", "services/nerima/foreign-language-consultation/"):
        page = copy["pages"][rest]
        made = copy["shell"].replace("-REST-", rest).replace("@@TITLE@@", page["title"])
        made = made.replace("@@MAIN@@", whole(copy, rest)).replace("@@FOOT@@", page["foot"])
        assert "@@" not in made
        for part in ("<title>", "<h1", 'aria-current="true"', 'class="facts-of-page"'):
            line = next(one for one in pages[rest].split("\n") if part in one)
            assert offline_copy.short(line) in offline_copy.short(made), part
        for other in WRITTEN:
            assert f'href="/{other}/{rest}"' in made


@LANGUAGES
def test_days_and_times_of_a_copy_are_worded_as_on_the_site(nerima, code):
    hours = copy_of(nerima, code)["hours"]
    for number, minute in ((3, 570), (40, 1020), (89, 0)):
        at = MIDNIGHT + timedelta(days=number)
        clock = time_text(minute, code)
        said = day_text(at.date(), code, TODAY) + joint(code) + clock
        assert said == moment_text(at + timedelta(minutes=minute), code, TODAY)
        assert hours["days"][number] == str(ruby(day_text(at.date(), code, TODAY)))
    assert hours["clock"]["1020"] == str(ruby(time_text(1020, code)))
    assert "{time}" in hours["words"]["until"]
    assert all("{spoken}" in headline for headline in hours["headlines"])


def test_a_copy_is_the_same_whenever_and_wherever_it_is_made(nerima):
    first = offline.as_json(nerima, WRITTEN["th"], TODAY)
    assert offline.as_json(nerima, WRITTEN["th"], TODAY) == first


def test_readings_of_a_copy_come_back_as_they_were(nerima):
    pages = offline_copy.copied_pages(nerima, WRITTEN["ja-x-easy"])
    assert "<ruby>" in pages["guide/"]
    assert "<ruby>" not in offline_copy.short(pages["guide/"])
    for rest, page in pages.items():
        # As the worker does it.
        again = re.sub(
            r"\{([^{}|<]+)\|([^{}|<]+)\}",
            r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>",
            offline_copy.short(page),
        )
        assert again == page, rest


@pytest.fixture
def derived(nerima, tmp_path, monkeypatch):
    """A folder of its own for what is made from Nerima's edition."""
    folder = tmp_path / "derived" / "nerima"
    monkeypatch.setattr(offline, "derived", lambda: folder)
    offline._read.cache_clear()
    yield folder
    offline._read.cache_clear()


def test_a_copy_is_made_once_a_day_and_old_ones_go(client, derived, monkeypatch):
    now = datetime(2026, 11, 24, 9, tzinfo=TOKYO)
    monkeypatch.setattr(offline, "tokyo_now", lambda: now)
    earlier = derived / ("0" * 64)
    earlier.mkdir(parents=True)
    (earlier / "offline-2026-11-23-abc-ko.json.gz").write_bytes(b"")
    assert client.get("/offline/ko.json").status_code == 200
    (made,) = derived.rglob("*.gz")
    assert not earlier.exists()
    stamp = made.stat().st_mtime_ns
    offline._read.cache_clear()
    assert client.get("/offline/ko.json").status_code == 200
    assert made.stat().st_mtime_ns == stamp
    monkeypatch.setattr(offline, "tokyo_now", lambda: now + timedelta(days=1))
    tomorrow = client.get("/offline/ko.json").json()
    assert tomorrow["made"] == "2026-11-25T00:00:00+09:00"
    (newer,) = derived.rglob("*.gz")
    assert newer.name != made.name


def test_derived_may_be_deleted_or_not_be_writable(client, derived):
    before = client.get("/offline/ko.json")
    for made in derived.rglob("*.gz"):
        made.unlink()
    offline._read.cache_clear()
    assert client.get("/offline/ko.json").content == before.content
    for made in [*derived.rglob("*.gz"), derived]:
        made.rename(made.with_name("away")) if made.is_dir() else made.unlink()
    derived.write_text("no folder")
    offline._read.cache_clear()
    assert client.get("/offline/ko.json").content == before.content


def test_several_workers_make_one_copy(nerima, derived):
    with ThreadPoolExecutor(4) as workers:
        made = list(
            workers.map(lambda _: offline.packed_copy(nerima, WRITTEN["en"], TODAY)[1], range(4))
        )
    assert len(set(made)) == 1
    assert len([*derived.rglob("*")]) == 2


def test_a_copy_is_sent_small_and_only_when_it_is_new(client, derived):
    plain = client.get("/offline/vi.json")
    packed = client.get("/offline/vi.json", headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 400_000
    assert plain["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in plain["Content-Security-Policy"]
    again = client.get("/offline/vi.json", headers={"if-none-match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/offline/xx.json").status_code == 404


def test_the_worker_names_what_it_keeps_and_is_always_asked_for(client, nerima):
    worker = client.get("/sw.js")
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert worker["Cache-Control"] == "no-cache"
    text = worker.content.decode()
    assert '["ASSETS"]' not in text
    assert '["LANGUAGES"]' not in text
    for name in ("site.css", "site.js", "search.js"):
        assert offline.asset(name) in text
    assert json.dumps(list(WRITTEN)) in text


@LANGUAGES
def test_each_language_can_be_put_on_the_first_screen(client, nerima, code):
    response = client.get(f"/{code}/app.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["start_url"] == f"/{code}/"
    assert manifest["lang"] == WRITTEN[code].tag
    assert manifest["display"] == "standalone"
    sizes = {icon["sizes"] for icon in manifest["icons"] if icon.get("purpose") == "maskable"}
    assert sizes == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        drawn = client.get(icon["src"])
        assert drawn.status_code == 200
        assert drawn["Content-Type"] == icon["type"]
        assert drawn.getvalue()
        drawn.close()
    assert f'href="/{code}/app.webmanifest"' in client.get(f"/{code}/").content.decode()
    assert client.get("/xx/app.webmanifest").status_code == 404


def test_the_script_is_small():
    source = (offline.files("madoguchi.outlets.site") / "static" / "site.js").read_bytes()
    assert len(gzip.compress(source, 9)) <= 5_000


def test_what_copies_call_a_spoken_language_leads_to_its_windows(client, nerima):
    response = client.get("/ko/help/ne/")
    assert (response.status_code, response["Location"]) == (302, "/ko/help/?speaks=ne")
    assert client.get("/ko/help/xx/").status_code == 404


def test_links_with_questions_become_links_to_pages():
    page = (
        '<a href="/ko/help/?speaks=ne&amp;topic=crisis"><a href="/ko/help/?speaks=ko">'
        '<a href="/en/card/?at=nerima/desk"><a href="/ko/help/sheet/?speaks=ko">'
        '<a href="/ko/help/sheet/?speaks=ne"><a href="/ko/search/?q=a">'
    )
    assert unescape(offline_copy.with_plain_links(page)) == (
        '<a href="/ko/help/ne/"><a href="/ko/help/"><a href="/en/card/">'
        '<a href="/ko/help/sheet/"><a href="/ko/help/ne/"><a href="/ko/search/?q=a">'
    )
