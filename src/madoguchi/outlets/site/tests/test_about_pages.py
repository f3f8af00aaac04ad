"""What the guide says about itself has to be true of it."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from pytest_django import Settings

from madoguchi.edition.live import Served
from madoguchi.language import WRITTEN
from madoguchi.outlets.site import about_page, shell
from madoguchi.outlets.site.tests.reading import links, only, text

Read = Callable[..., Element]


@pytest.fixture(autouse=True)
def no_page_is_kept() -> None:
    # Pages are kept by the edition, and here the settings change beside it.
    shell._pages.clear()


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize(("rest", "number"), [("about", "1000008"), ("accessibility", "1000009")])
def test_the_pages_stand_in_every_language_with_their_number(
    read: Read, code: str, rest: str, number: str
) -> None:
    page = read(f"/{code}/{rest}/")
    assert page.get("lang") == WRITTEN[code].tag
    assert number in text(only(page, "footer"))


def test_a_mistake_is_told_by_mail_where_an_address_is_named(
    read: Read, settings: Settings
) -> None:
    settings.MAIL = "guide@example.jp"
    page = read("/en/about/")
    assert only(page, "h2", id="wrong").text == "If something is wrong"
    assert "mailto:guide@example.jp" in links(only(page, "main"))
    assert "names no mail address" not in text(page)


def test_without_a_mail_address_the_page_says_whom_to_call(read: Read, settings: Settings) -> None:
    settings.MAIL, settings.REPORTS = "", False
    page = read("/en/about/")
    assert "names no mail address. Please ask the section in charge by telephone." in text(page)
    assert not [link for link in links(page) if link.startswith("mailto:")]


def test_it_says_that_it_is_no_office_and_sets_no_cookies(read: Read, nerima: Served) -> None:
    words = text(only(read("/en/about/"), "main"))
    assert "independent project, not a website of Nerima" in words
    assert "no cookies, no account" in words
    assert "CC-BY-4.0" in words
    assert "Apache-2.0" in words


def test_no_confirmation_is_claimed_that_nobody_gave(read: Read, nerima: Served) -> None:
    confirmed = [
        one
        for entry in nerima.guide.entries.values()
        for one in entry.sources
        if one.confirmed != "never"
    ]
    said = "No office has confirmed these facts yet." in text(read("/en/about/"))
    assert said == about_page.unconfirmed(nerima.guide) == (not confirmed)


def test_the_statement_says_what_is_missing_and_when_it_was_written(read: Read) -> None:
    words = text(only(read("/en/accessibility/"), "main"))
    for one in (
        "WCAG 2.2 AA",
        "JIS X 8341-3:2016 AA",
        "No people with disabilities have tested it yet.",
        "It has not been tested with a screen reader yet.",
        "A machine wrote words of this guide.",
        "This statement is of 24 Nov 2026.",
    ):
        assert one in words
    assert "/en/about/#wrong" in links(only(read("/en/accessibility/"), "main"))
