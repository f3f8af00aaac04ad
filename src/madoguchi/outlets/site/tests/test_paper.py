"""What is handed over at a counter: the visitor's code, the sheet, the card."""

import pytest

from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.reading import every, only


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_clerk_who_asks_for_a_visitor_gets_a_code_in_the_visitors_language(read):
    page = read("/ja/help/", speaks="ne")
    corner = only(page, "section", class_="visitor")
    links = [one.get("href") for one in every(corner, "a")]
    assert links == ["/en/help/sheet/?speaks=ne", "/en/card/?speaks=ne"]
    assert every(corner, "svg") != []


def test_who_asks_for_themselves_gets_no_visitors_corner(read):
    assert every(read("/ko/help/"), "section", class_="visitor") == []


@pytest.mark.parametrize("code", WRITTEN)
def test_the_sheet_names_every_window_of_the_language_with_its_numbers(read, nerima, code):
    spoken = WRITTEN[code].speaks
    page = read(f"/{code}/help/sheet/")
    shown = {one.get("href") for one in every(only(page, "table", class_="directory"), "a")}
    for service in nerima.guide.services:
        listed = f"/{code}/services/{service.id}/" in shown
        assert listed == (spoken in service.speaks), service.id
        if listed:
            assert {f"tel:{phone.tel}" for phone in service.phones_for(spoken)} <= shown


def test_a_sheet_for_a_language_that_nobody_speaks_lets_the_reader_choose(read):
    assert "Which language do you speak?" in words(read("/en/help/sheet/", speaks="xx"))


@pytest.mark.parametrize("code", [code for code in WRITTEN if not code.startswith("ja")])
def test_the_card_says_everything_in_japanese_and_in_the_readers_language(read, code):
    page = read(f"/{code}/card/")
    for said in every(only(page, "div", class_="card-to-show"), "p", class_="said"):
        japanese = only(said, "span", class_="japanese")
        own = only(said, "span", class_="own")
        assert japanese.get("lang") == "ja"
        assert words(japanese) != words(own)


def test_the_card_of_a_window_names_it_and_one_of_none_does_not(read):
    at_office = read("/th/card/", at="nerima/nerima-kuyakusho")
    assert "練馬区役所" in words(only(at_office, "div", class_="card-to-show"))
    assert read("/th/card/", at="nerima/no-such-window") is not None


def test_a_card_for_a_language_we_do_not_write_names_it_in_both(read):
    card = words(only(read("/en/card/", speaks="ne"), "div", class_="card-to-show"))
    assert "ネパール語" in card
    assert "Nepali" in card


def test_nobody_says_in_japanese_that_they_speak_japanese(read):
    assert "日本語を話します" not in words(read("/ja/card/"))
    assert "ネパール語を話します" in words(read("/ja/card/", speaks="ne"))


@pytest.mark.parametrize("code", ["ja", "en", "th"])
def test_every_emergency_number_names_its_sources_and_its_doubts(read, nerima, code):
    page = read(f"/{code}/emergency/")
    for article in every(page, "article"):
        assert every(article, "details", class_="where-found") != [], article.get("id")
    crisis = next(one for one in every(page, "article") if one.get("id") == "crisis-line")
    assert every(crisis, "p", class_="caveat") != []
