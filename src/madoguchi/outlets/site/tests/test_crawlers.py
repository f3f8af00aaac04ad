"""Which pages there are and which not, for programs that ask; the one address of each page."""

import re
import xml.etree.ElementTree as ET
from datetime import date, datetime

import pytest

from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN
from madoguchi.outlets.site import crawlers
from madoguchi.outlets.site.catalogue import addresses
from madoguchi.outlets.site.tests.reading import every, page_of

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
HERE = "http://127.0.0.1:8000"


def test_the_sitemap_has_every_page_in_every_language(client, nerima):
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ET.fromstring(response.content)
    found = [one.findtext(f"{SITEMAP}loc") for one in root.findall(f"{SITEMAP}url")]
    assert len(found) == len(set(found))
    for service in nerima.guide.services:
        for code in WRITTEN:
            assert f"{HERE}/{code}/services/{service.id}/" in found
    assert f"{HERE}/ko/" in found
    assert len(found) <= 50_000
    assert len(response.content) < 50_000_000
    assert not [one for one in found if "?" in one or "#" in one]


def test_every_page_of_the_sitemap_names_its_other_languages(client, nerima):
    root = ET.fromstring(client.get("/sitemap.xml").content)
    tags = {one.tag for one in WRITTEN.values()} | {"x-default"}
    for url in root.findall(f"{SITEMAP}url"):
        own = url.findtext(f"{SITEMAP}loc")
        links = {one.get("hreflang"): one.get("href") for one in url.findall(f"{XHTML}link")}
        assert set(links) == tags
        assert own in links.values()
        assert links["x-default"] == links["en"]


def test_every_page_of_the_sitemap_is_there_and_names_itself(client, nerima):
    for rest in addresses(nerima.guide):
        address = f"/vi/{rest}"
        if client.get(address).status_code == 404:
            # Written down already, made by somebody else still.
            assert f"{HERE}{address}<" not in client.get("/sitemap.xml").content.decode(), address
            continue
        page = page_of(client.get(address).content.decode())
        (canonical,) = every(page, "link", rel="canonical")
        assert canonical.get("href") == f"{HERE}{address}"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/ko/help/?speaks=ko", "/ko/help/"),
        ("/ko/help/?speaks=ne&at=2026-11-27T14:00", "/ko/help/?speaks=ne"),
        ("/ko/help/?topic=crisis", "/ko/help/"),
        ("/ko/?utm_source=x", "/ko/"),
    ],
)
def test_a_question_has_the_address_of_its_page(client, nerima, address, canonical):
    page = page_of(client.get(address).content.decode())
    (link,) = every(page, "link", rel="canonical")
    assert link.get("href") == HERE + canonical


def test_what_is_no_page_has_no_address_of_its_own(client, nerima):
    for address in ("/ko/nothing/", "/ko/help/?at=yesterday", "/xx/"):
        assert not every(page_of(client.get(address).content.decode()), "link", rel="canonical")


def test_every_page_names_the_feed_of_changes(client, nerima):
    for code in WRITTEN:
        page = page_of(client.get(f"/{code}/").content.decode())
        (link,) = every(page, "link", type="application/atom+xml")
        assert link.get("href") == f"/{code}/changes.atom"
        assert link.get("title")


def forbidden(rules: str, address: str) -> bool:
    """As RFC 9309 reads a rule: `*` is anything, from the address's beginning."""
    return any(
        re.match(re.escape(path).replace(r"\*", ".*"), address)
        for path in re.findall(r"^Disallow: (.+)$", rules, re.MULTILINE)
    )


def test_robots_may_read_the_guide_but_nobodys_questions(client, nerima):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = response.content.decode()
    assert f"Sitemap: {HERE}/sitemap.xml" in rules
    for address in ("/ko/life/birth/?born=2026-11-01", "/ko/search/?q=visa", "/api/search?q=x",
                    "/staff/", "/ko/help/?speaks=ne&at=2026-11-27T14:00"):  # fmt: skip
        assert forbidden(rules, address), address
    for address in ("/", "/ko/", "/ko/life/", "/ko/life/birth/", "/ko/help/?speaks=ne",
                    "/ko/search/", "/api/edition.json", "/ko/changes.atom"):  # fmt: skip
        assert not forbidden(rules, address), address


def test_a_browser_that_asks_for_an_icon_gets_it(client, nerima):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    icon = client.get(response["Location"])
    assert icon.status_code == 200
    assert icon["Content-Type"] == "image/svg+xml"
    icon.close()


def test_whom_to_tell_of_a_hole_is_said_where_somebody_is_named(client, nerima, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.MAIL = "window@example.org"
    response = client.get("/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert lines["Contact"] == "mailto:window@example.org"
    days = (date.fromisoformat(lines["Expires"][:10]) - datetime.now(TOKYO).date()).days
    assert 140 <= days <= 366
    assert lines["Canonical"] == f"{HERE}/.well-known/security.txt"


def test_the_sitemap_is_made_once_for_an_edition(client, nerima):
    client.get("/sitemap.xml")
    before = crawlers._sitemap.cache_info().hits
    client.get("/sitemap.xml")
    assert crawlers._sitemap.cache_info().hits == before + 1
