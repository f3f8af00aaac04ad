"""The feed of changes: valid Atom, in the reader's language, a name of its own for each change."""

import xml.etree.ElementTree as ET
from datetime import datetime

import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import Guide
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.serving import live

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GONE, CHANGED = "japan/otit-native", "nerima/foreign-language-consultation"


@pytest.fixture
def republished(nerima, tmp_path, settings):
    """Nerima's guide before and after: a window is gone, another is new, one has other hours."""
    settings.EDITIONS = tmp_path
    live.cache_clear()
    guide = nerima.guide
    before = dict(guide.entries)
    old = before.pop(GONE)
    store = EditionStore(tmp_path)
    earlier = {name: one for name, one in guide.entries.items() if name != "tokyo/tokyo-7119"}
    store.publish(compile_edition(Guide(guide.packs, earlier)))
    desk = guide.entries[CHANGED].model_copy(update={"url": "https://example.org/"})
    desk._id = CHANGED
    store.publish(compile_edition(Guide(guide.packs, before | {CHANGED: desk})))
    yield old
    live.cache_clear()


def feed(client, code: str) -> ET.Element:
    response = client.get(f"/{code}/changes.atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


@pytest.mark.parametrize("code", WRITTEN)
def test_it_says_what_is_new_changed_and_gone(client, nerima, republished, code):
    root = feed(client, code)
    assert root.get(LANG) == WRITTEN[code].tag
    entries = root.findall(f"{ATOM}entry")
    told = {one.find(f"{ATOM}category").get("term"): one for one in entries}
    assert len(entries) == len(told) == 3

    def name(entry_id: str) -> str:
        entry = nerima.guide.entries.get(entry_id, republished)
        return entry.text("name").read(code).value

    for what, english, entry_id in (
        ("new", "New: {name}", "tokyo/tokyo-7119"),
        ("changed", "Changed: {name}", CHANGED),
        ("gone", "No longer in this guide: {name}", GONE),
    ):
        title = told[what].findtext(f"{ATOM}title")
        assert title == without_readings(say(code, english, name=name(entry_id)))
        link = told[what].find(f"{ATOM}link").get("href")
        assert link.startswith(f"http://127.0.0.1:8000/{code}/")
        assert client.get(link.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert told["changed"].find(f"{ATOM}link").get("href").endswith(f"/services/{CHANGED}/")


def test_it_is_whole_atom(client, republished):
    root = feed(client, "en")
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for field in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{field}")) == 1, field
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo is not None
        assert one.findtext(f"{ATOM}id").startswith("tag:127.0.0.1,2026:")
    relations = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert relations["self"] == "http://127.0.0.1:8000/en/changes.atom"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Madoguchi"
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    last = live().store.history()[-1].at
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated")) == last.replace(microsecond=0)


def test_names_stay_when_more_is_published(client, republished):
    before = {one.text for one in feed(client, "ko").iter(f"{ATOM}id")}
    guide = live().now().guide
    without = {name: one for name, one in guide.entries.items() if name != "tokyo/tell-lifeline"}
    live().store.publish(compile_edition(Guide(guide.packs, without)))
    live.cache_clear()
    after = {one.text for one in feed(client, "ko").iter(f"{ATOM}id")}
    assert before < after
    assert len(after - before) >= 1


def test_the_first_edition_has_nothing_to_tell(client, nerima):
    root = feed(client, "th")
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated")


def test_it_never_has_more_than_fifty_entries(client, nerima, tmp_path, settings):
    settings.EDITIONS = tmp_path
    live.cache_clear()
    store, guide = EditionStore(tmp_path), nerima.guide
    few = {name: one for name, one in guide.entries.items() if one.kind not in {"guidance",
           "programme", "service", "chapter", "emergency", "otherwise"}}  # fmt: skip
    store.publish(compile_edition(Guide(guide.packs, few)))
    store.publish(compile_edition(guide))
    assert len(feed(client, "en").findall(f"{ATOM}entry")) == 50
    live.cache_clear()


def test_a_feed_of_an_unwritten_language_leads_to_the_chooser(client, nerima):
    assert client.get("/EN/changes.atom")["Location"] == "/en/changes.atom"


def test_who_has_the_feed_gets_no_second_copy(client, nerima):
    full = client.get("/ko/changes.atom")
    known = client.get("/ko/changes.atom", headers={"if-none-match": full["ETag"]})
    assert (known.status_code, known.content) == (304, b"")
