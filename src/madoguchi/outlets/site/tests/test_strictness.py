"""Every page of the guide, in every language: whole, its own, and kept to itself."""

import re
from urllib.parse import urlsplit

import pytest

from madoguchi.guide import Source
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site.tests.reading import every, inline_scripts, links, said, text

LANGUAGES = pytest.mark.parametrize("code", WRITTEN)
# A number of minutes, or of what is left, in any of the languages; "午後5時30分" is a clock time.
MINUTES_LEFT = re.compile(
    r"\d+\s*(minutes?\b|mins?\b|分钟|분\s|분간|phút|นาที|minutos?\b|menit|minuto)"
    r"|(あと|残り|のこり)\s*\d|\d+\s*分(後|前|間|ご|まえ|あと)"
)


def test_every_page_is_there(all_pages):
    wrong = {
        address: page.status_code
        for address, page in all_pages.items()
        if page.status_code
        != (400 if "yesterday" in address else 404 if "no-such" in address else 200)
    }
    assert wrong == {}
    assert len(all_pages) > 11 * 25


def test_every_page_forbids_what_it_does_not_need(all_pages):
    for address, page in all_pages.items():
        rules = {
            name: values.split()
            for name, _, values in (
                rule.strip().partition(" ") for rule in page["Content-Security-Policy"].split(";")
            )
        }
        assert rules == {
            "default-src": ["'none'"],
            "style-src": ["'self'"],
            "script-src": ["'self'"],
            "connect-src": ["'self'"],
            "manifest-src": ["'self'"],
            "worker-src": ["'self'"],
            # The icon, so that a first visit takes three requests.
            "img-src": ["'self'", "data:"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }, address
        assert page["Referrer-Policy"] == "no-referrer", address
        assert page["X-Content-Type-Options"] == "nosniff", address
        assert page["Content-Type"] == "text/html; charset=utf-8", address
        assert "Access-Control-Allow-Origin" not in page, address


def test_no_page_has_inline_styles_or_scripts(read_pages):
    for address, page in read_pages.items():
        assert inline_scripts(page) == [], address
        for one in page.iter():
            assert one.tag not in {"style", "iframe", "object", "embed"}, address
            assert "style" not in one.attrib, address
            assert not [name for name in one.attrib if name.startswith("on")], address
            assert not one.get("href", "").lower().startswith("javascript:"), address


def test_nothing_is_loaded_from_elsewhere(read_pages):
    loaded = {
        one.get(name, "")
        for page in read_pages.values()
        for one in page.iter()
        for name in ("src", "srcset", "action", "formaction", "poster", "data", "background")
        if name in one.attrib
    } | {
        one.get("href", "")
        for page in read_pages.values()
        for one in every(page, "link")
        if one.get("rel") not in {"alternate", "canonical"}
    }
    assert loaded
    assert [address for address in loaded if not re.match(r"/(?!/)|data:image/", address)] == []


def test_links_that_lead_out_are_only_those_of_sources_and_offices(read_pages, nerima):
    known = {source.url for source in nerima.guide.all(Source)} | {
        getattr(entry, "url", None) for entry in nerima.guide.entries.values()
    }
    # Its own address, to be shared, and its calendars are the site's; maps are only led to.
    ours = re.compile(
        r"tel:|(http|webcal)://127\.0\.0\.1:8000/|https://www\.google\.com/maps/search/\?"
    )
    outside = {
        link for page in read_pages.values() for link in links(page) if urlsplit(link).scheme
    }
    assert {link for link in outside if not ours.match(link)} <= known
    assert any(link.startswith("https://") for link in outside)


@LANGUAGES
def test_every_link_inside_leads_to_a_page(client, nerima, read_pages, code):
    inside = {
        link
        for address, page in read_pages.items()
        if address.startswith(f"/{code}/")
        for link in links(page)
        if link.startswith("/")
    }
    own = {link for link in inside if link.startswith(f"/{code}/")}
    assert len(own) > 20
    # Pages of other languages are followed from their own.
    for link in [*own, "/api/edition.json", *(f"/{other}/" for other in WRITTEN)]:
        assert client.get(link).status_code == 200, link


@LANGUAGES
def test_no_link_within_a_page_leads_nowhere(read_pages, code):
    for address, page in read_pages.items():
        if address.startswith(f"/{code}/"):
            ids = [one.get("id") for one in page.iter() if "id" in one.attrib]
            assert len(ids) == len(set(ids)), address
            named = {link[1:] for link in links(page) if link.startswith("#")} | {
                one.get(name)
                for one in page.iter()
                for name in ("for", "aria-labelledby", "aria-describedby")
                if name in one.attrib
            }
            assert named <= set(ids), address


def test_no_page_says_how_many_minutes_are_left(read_pages):
    found = {
        (address, match.group())
        for address, page in read_pages.items()
        for piece in said(page)
        if (match := MINUTES_LEFT.search(piece.words))
    }
    assert found == set()


@pytest.mark.parametrize(
    "words",
    ["30 minutes left", "あと30分", "30分後", "剩余30分钟", "30분 후", "còn 30 phút", "อีก 30 นาที"],
)
def test_minutes_left_would_be_found(words):
    assert MINUTES_LEFT.search(words)


@LANGUAGES
def test_every_window_has_a_page_with_its_sources_and_three_dates(read_pages, nerima, code):
    services = nerima.guide.services
    assert len(services) >= 20
    for service in services:
        page = read_pages[f"/{code}/services/{service.id}/"]
        words = text(page)
        assert str(service.page_number) in words
        sources = every(page, "ul", class_="sources")
        lines = list(sources[0])
        assert len(lines) == len(service.sources) > 0, service.id
        for line, citation in zip(lines, service.sources, strict=True):
            source, line_text = nerima.guide.get(citation.source, Source), text(line)
            assert source.title in line_text
            if source.url:
                assert source.url in links(line)
            if source.printed == "unknown":
                assert ours(code, "date not printed") in line_text
            else:
                assert source.printed[:4] in line_text
            assert str(source.read.year) in line_text
            if citation.confirmed == "never":
                assert ours(code, "not yet confirmed by the office") in line_text


def ours(code: str, english: str) -> str:
    return re.sub(r"\s+", " ", without_readings(say(code, english))).strip()


@LANGUAGES
def test_every_page_says_that_it_is_no_website_of_the_ward(read_pages, nerima, code):
    name = without_readings(nerima.guide.pack.text("name")[code])
    for address, page in read_pages.items():
        if address.startswith(f"/{code}/"):
            footer = text(every(page, "footer")[0])
            assert name in footer, address


def test_the_style_sheet_may_be_kept_long_because_its_address_changes_with_it(client, read_pages):
    sheets = {
        one.get("href")
        for page in read_pages.values()
        for one in every(page, "link")
        if one.get("rel") == "stylesheet"
    }
    assert len(sheets) == 1
    for address in sheets:
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        response = client.get(address)
        assert response.status_code == 200
        assert "max-age=2592000" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        content = b"".join(response.streaming_content).decode()
        response.close()
        # Nothing is loaded from elsewhere by the style sheet either.
        assert "url(" not in content
        assert "@import" not in content
