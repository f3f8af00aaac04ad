"""A reader gets the page in the language that the browser likes best, and only in that one."""

import io
import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from madoguchi.language import WRITTEN, spoken_name, without_readings
from madoguchi.outlets.site.tests.reading import cards, every, links, only, said, text

LANGUAGES = pytest.mark.parametrize("code", WRITTEN)


@pytest.mark.parametrize(
    ("accept", "address"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", "/ko/"),
        ("zh-TW, ko;q=0.5", "/zh-Hans/"),
        ("tl", "/fil/"),
        ("pt-BR", "/pt/"),
        ("de", "/en/"),
        ("", "/ja/"),
    ],
)
def test_the_first_visit_leads_to_the_language_of_the_browser(client, accept, address):
    response = client.get("/", headers={"accept-language": accept})
    assert (response.status_code, response["Location"]) == (302, address)
    assert response["Vary"] == "Accept-Language"


def test_a_first_visit_leads_somewhere_even_without_an_edition(client, empty_folder):
    assert client.get("/", headers={"accept-language": "th"})["Location"] == "/th/"


def test_no_page_ever_sets_a_cookie(client, all_pages):
    assert [address for address, page in all_pages.items() if page.cookies] == []
    assert [
        address for address, page in all_pages.items() if "Cookie" in page.get("Vary", "")
    ] == []
    assert not client.get("/").cookies


@LANGUAGES
def test_a_page_names_its_language_and_direction(read_pages, code):
    for address, page in read_pages.items():
        if address.startswith(f"/{code}/"):
            assert (page.get("lang"), page.get("dir")) == (WRITTEN[code].tag, "ltr"), address


@LANGUAGES
def test_the_home_page_names_its_translations_for_search_engines(read_pages, code):
    alternates = {
        one.get("hreflang"): one.get("href")
        for one in every(read_pages[f"/{code}/"], "link", rel="alternate")
        if "hreflang" in one.attrib
    }
    world = settings.ADDRESS
    assert alternates == {one.tag: f"{world}/{one.code}/" for one in WRITTEN.values()} | {
        "x-default": f"{world}/"
    }


@LANGUAGES
def test_every_page_leads_to_the_same_page_in_every_other_language(read_pages, code):
    for rest in ("", "help/?speaks=ne", "services/nerima/culture-plaza-information-desk/"):
        menu = only(read_pages[f"/{code}/{rest}"], "details", class_="languages")
        assert links(menu) == [f"/{other}/{rest}" for other in WRITTEN]
        assert [one.get("lang") for one in menu.iter("a")] == [one.tag for one in WRITTEN.values()]


def test_the_language_menu_keeps_what_was_asked(read_pages):
    page = read_pages["/ja/help/?topic=crisis&area=nerima&channel=mail"]
    menu = only(page, "details", class_="languages")
    wanted = "/ko/help/?speaks=ja&topic=crisis&area=nerima&channel=mail"
    assert wanted in links(menu)


@LANGUAGES
def test_every_window_has_its_japanese_name_beside_its_own(read_pages, nerima, code):
    page = read_pages[f"/{code}/help/?at=2026-11-27T14:00"]
    shown = cards(page)
    assert len(shown) > 5
    for article, service in zip(page.iter("article"), shown, strict=True):
        japanese = nerima.guide.entries[service].text("name")["ja"]
        pieces = said(article, WRITTEN[code].tag)
        languages = {one.language for one in pieces if japanese in one.words}
        if code == "ja-x-easy":
            assert without_readings(nerima.guide.entries[service].text("name")[code]) in text(
                article
            )
        else:
            assert languages == {"ja"}, service


OTHER_THAN_ENGLISH = [code for code in WRITTEN if code != "en"]


def catalogue(code: str) -> dict[str, str]:
    """What a language says for our phrases in English, each form of a counted one by itself."""
    source = files("madoguchi.language").joinpath("locale", f"{code}.po").read_bytes()
    found = {}
    for message in read_po(io.BytesIO(source), locale=WRITTEN[code].babel):
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said_so = message.string if isinstance(message.string, tuple) else (message.string,)
        # The first of all is the catalogue's header.
        found |= {english: " ".join(said_so) for english in ids if english}
    return found


def our_english(code: str) -> dict[str, re.Pattern[str]]:
    """Our phrases that would be English on a page of this language, as they would stand there."""
    own = catalogue(code)
    phrases = {english for other in OTHER_THAN_ENGLISH for english in catalogue(other)}
    found = {}
    for english in phrases:
        fixed = re.split(r"\{[a-z_]+\}", english)
        # "online" is Portuguese too, and the shortest are words of many languages.
        if english in own.get(english, "") or len("".join(fixed)) < 4:
            continue
        pattern = ".{1,80}?".join(re.escape(part) for part in fixed)
        found[english] = re.compile(rf"(?<!\w){pattern}(?!\w)")
    return found


@pytest.mark.parametrize("code", OTHER_THAN_ENGLISH)
def test_no_phrase_of_ours_is_left_in_english(read_pages, nerima, code):
    names = {
        words
        for entry in nerima.guide.entries.values()
        for field in ("name", "summary", "advice", "caveat")
        if entry.text(field) and (words := without_readings(entry.text(field).read(code).value))
    }
    patterns = our_english(code)
    assert len(patterns) > 50
    left = set()
    for address, page in read_pages.items():
        if not (address.startswith(f"/{code}/") or address == f"/xx/ {code}"):
            continue
        for piece in said(page, seen_only=True):
            words = re.sub(r"\s+", " ", piece.words).strip()
            if piece.language != WRITTEN[code].tag or "://" in words:
                continue
            if any(words in name for name in names):
                continue
            left |= {(english, words) for english, found in patterns.items() if found.search(words)}
    assert left == set()


def test_english_that_is_left_would_be_found(read_pages):
    patterns = our_english("ko")
    english = " ".join(piece.words for piece in said(read_pages["/en/"]))
    found = {one for one, pattern in patterns.items() if pattern.search(english)}
    assert {"Open now", "Who answers next", "until {time}"} <= found


def english_words(page) -> set[str]:
    """Pieces of a page that are not marked as another language's, and its labels."""
    own = page.get("lang", "")
    pieces = {
        re.sub(r"\s+", " ", piece.words).strip(" ·")
        for piece in said(page, seen_only=True)
        if piece.language == own
    }
    labels = {
        one.get(name, "")
        for one in page.iter()
        for name in ("aria-label", "title", "alt", "placeholder")
        if name in one.attrib
    }
    return {piece for piece in pieces | labels if re.search(r"[A-Za-z]{3}", piece)}


@pytest.mark.parametrize("code", OTHER_THAN_ENGLISH)
def test_nothing_else_is_said_in_english_either(read_pages, nerima, code):
    guide = nerima.guide
    names = [
        one.text("name").read(code).value for one in guide.entries.values() if one.text("name")
    ]
    # CLDR calls some languages by the same name in both.
    spoken = [f"({spoken_name(one, code)})" for one in guide.spoken]
    said_so = "\n".join([*catalogue(code).values(), *names, *spoken])
    left = {
        piece
        for address, page in read_pages.items()
        if address.startswith(f"/{code}/") and address.replace(f"/{code}/", "/en/") in read_pages
        for piece in english_words(page)
        & english_words(read_pages[address.replace(f"/{code}/", "/en/", 1)])
        if piece not in said_so and "://" not in piece
    }
    assert left == {"Madoguchi"}


@pytest.mark.parametrize("code", ["ja", "ja-x-easy", "zh-Hans", "ko", "th"])
def test_no_two_latin_words_stand_together_on_a_page_of_another_script(read_pages, nerima, code):
    guide = nerima.guide
    own = "\n".join(
        without_readings(entry.text(field).read(code).value)
        for entry in guide.entries.values()
        for field in ("name", "summary", "advice", "caveat")
        if entry.text(field)
    )
    found = {
        match.group()
        for address, page in read_pages.items()
        if address.startswith(f"/{code}/")
        for piece in said(page, seen_only=True)
        if piece.language == WRITTEN[code].tag
        and "://" not in piece.words
        and (match := re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", piece.words))
        and match.group() not in own
    }
    assert found == set()


@pytest.mark.parametrize("address", ["/xx/", "/de/", "/nerima/", "/de/help/?speaks=ko"])
def test_a_language_that_is_not_written_shows_the_chooser(client, nerima, address):
    response = client.get(address, headers={"accept-language": "ko"})
    assert response.status_code == 200
    assert response["Vary"] == "Accept-Language, Accept-Encoding"
    body = response.content.decode()
    for one in WRITTEN.values():
        assert f'href="/{one.code}/"' in body
        assert one.own_name in body
    assert '<html lang="ko"' in body


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/zh-TW/", "/zh-Hans/"),
        ("/tl/", "/fil/"),
        ("/KO/help/?speaks=ko", "/ko/help/?speaks=ko"),
        ("/pt-BR/services/nerima/life-guide/", "/pt/services/nerima/life-guide/"),
        ("/ko", "/ko/"),
        ("/ko/help?at=2026-11-27T14:00", "/ko/help/?at=2026-11-27T14:00"),
    ],
)
def test_an_address_that_is_nearly_right_leads_to_the_page_that_was_meant(
    client, nerima, address, meant
):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, meant)
    assert client.get(meant).status_code == 200


def test_no_reading_is_shown_as_it_is_written(all_pages):
    bare = [
        address
        for address, page in all_pages.items()
        if re.search(r"\{[^{}]*\||\|[^{}]*\}", page.content.decode())
    ]
    assert bare == []
