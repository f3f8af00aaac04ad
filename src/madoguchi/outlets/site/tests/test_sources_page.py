"""The page of sources: everything in use, what is overdue first, what is in doubt and disputed."""

from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element

from django.test import Client

from madoguchi.edition.live import Served
from madoguchi.guide import SOLID, Guide, Source
from madoguchi.language import WRITTEN
from madoguchi.outlets.site import sources_page
from madoguchi.outlets.site.shell import as_copies
from madoguchi.outlets.site.tests.reading import every, links, only, page_of, text

Read = Callable[..., Element]


def described(page: Element) -> dict[str, Element]:
    """What the page says of each source, by the source's id."""
    return {one.get("id", ""): one for one in only(page, "ol", class_="described")}


def cited(guide: Guide) -> set[str]:
    return {one.source for entry in guide.entries.values() for one in entry.sources}


def test_every_source_in_use_is_told_with_its_address_and_dates(read: Read, nerima: Served) -> None:
    found = described(read("/en/sources/"))
    assert set(found) >= cited(nerima.guide)
    for name, line in found.items():
        source = nerima.guide.get(name, Source)
        assert source.title in text(line)
        assert source.url is None or source.url in links(line)
        printed = "date not printed" if source.printed == "unknown" else source.printed[:4]
        assert printed in text(line)
        assert f"read {source.read.day} " in text(line)
        assert "not yet confirmed by the office" in text(line)


def test_a_source_leads_to_what_rests_on_it(read: Read) -> None:
    desk = "nerima/foreign-language-consultation"
    found = described(read("/ko/sources/"))
    assert f"/ko/services/{desk}/" in links(found["nerima/guide-page-83"])
    assert f"/ko/services/{desk}/" in links(found["nerima/multicultural-page-2023"])


def test_the_second_reading_of_the_sections_number_is_shown(read: Read) -> None:
    (line,) = [
        one
        for one in every(described(read("/en/sources/"))["nerima/volunteer-page-copy"], "p")
        if "03-5984-1523" in text(one)
    ]
    assert "this source has something else: 03-5984-1523" in text(line)
    assert "/en/services/nerima/foreign-language-consultation/" in links(line)


def test_what_most_rests_on_comes_first_where_nothing_is_overdue(
    read: Read, nerima: Served, clock: Callable[[str], object]
) -> None:
    clock("2026-11-27T14:00")
    resting = sources_page.resting_on(nerima.guide)
    counts = [len(resting[name]) for name in described(read("/en/sources/"))]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_sources_in_doubt_are_marked_and_others_are_not(read: Read, nerima: Served) -> None:
    marked = {
        name
        for name, line in described(read("/en/sources/")).items()
        if "older or private page and may have changed" in text(line)
    }
    doubtful = {one.id for one in nerima.guide.all(Source) if one.trust not in SOLID}
    assert marked == doubtful & set(sources_page.resting_on(nerima.guide)) != set()


def test_what_is_overdue_comes_first_and_is_said(
    client: Client, example: Served, clock: Callable[[str], object]
) -> None:
    clock("2026-11-27T14:00")
    page = page_of(client.get("/en/sources/").content.decode())
    late = only(page, "section", aria_labelledby="late")
    assert links(late) == ["/en/services/example/winter-desk/"]
    assert "should have been checked by 31 Oct 2026" in text(late)
    assert "known until" in text(only(page, "section", aria_labelledby="run-out"))
    first = next(iter(described(page).values()))
    assert "should have been checked again by 31 Oct 2026" in text(first)
    clock("2026-10-31T14:00")
    before = page_of(client.get("/en/sources/").content.decode())
    assert every(before, "section", aria_labelledby="late") == []


def test_the_page_holds_until_the_day_ends(
    client: Client, nerima: Served, clock: Callable[[str], object]
) -> None:
    clock("2026-11-27T23:58")
    assert client.get("/en/sources/")["Cache-Control"] == "public, max-age=120"


def test_a_copy_holds_the_words_for_a_day_that_is_still_to_come(nerima: Served) -> None:
    with as_copies():
        page = page_of(sources_page.render_sources(nerima, WRITTEN["en"]))
    hidden = [one for one in every(page, "p", class_="caveat") if "data-overdue" in one.attrib]
    assert hidden
    assert all("hidden" in one.attrib for one in hidden)
    assert min(one.get("data-overdue", "") for one in hidden) > date(2026, 11, 24).isoformat()
