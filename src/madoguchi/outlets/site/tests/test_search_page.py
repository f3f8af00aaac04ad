"""The search page: what was found, what to do when nothing was, and nobody's words but ours."""

import pytest

from madoguchi.guide import Chapter, Emergency, Guidance, Programme, Service
from madoguchi.language import WRITTEN, say, say_count, without_readings
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.shell import cache
from madoguchi.outlets.site.tests.reading import every, only, text
from madoguchi.outlets.site.tests.test_bad_input import HOSTILE

LANGUAGES = pytest.mark.parametrize("code", WRITTEN)


def results(page) -> list[str]:
    """The addresses of what was found."""
    lists = [one for one in every(page, "ol") if "results" in one.get("class", "")]
    return [every(item, "a")[0].get("href") for one in lists for item in every(one, "li")]


@LANGUAGES
def test_the_japanese_term_finds_the_page_in_every_language(read, nerima, code):
    page = read(f"/{code}/search/", q="ゴミ")
    garbage = nerima.guide.entries["nerima/garbage"]
    assert results(page)[0] == address_of(nerima.guide, garbage, code)


def test_results_show_name_japanese_name_kind_and_summary(read):
    page = read("/en/search/", q="exchange cafe")
    first = every(next(one for one in every(page, "ol")), "li")[0]
    words = text(first)
    for shown in ("Exchange cafe", "交流カフェ", "Class or event"):
        assert shown.lower() in words.lower()
    japanese = [one for one in every(first, "span") if one.get("lang") == "ja"]
    assert japanese


@LANGUAGES
def test_the_number_of_results_is_said(read, code):
    page = read(f"/{code}/search/", q="ゴミ")
    said = say_count(code, "{count} page found", "{count} pages found", len(results(page)))
    assert without_readings(said) in text(page)


@LANGUAGES
def test_where_nothing_is_found_it_says_so_and_leads_on(read, nerima, code):
    page = read(f"/{code}/search/", q="xyzzy")
    assert results(page) == []
    said = say(code, "Nothing was found. Try another word, or look in the guide.")
    assert without_readings(said) in text(page)
    leads = {one.get("href") for one in every(page, "a")}
    assert {f"/{code}/", f"/{code}/help/", f"/{code}/guide/", f"/{code}/emergency/"} <= leads
    speaks = WRITTEN[code].speaks
    windows = [
        one.id for one in nerima.guide.services
        if f"/{code}/services/{one.id}/" in leads and speaks in one.speaks
    ]  # fmt: skip
    assert windows != []
    assert any(one.get("href", "").startswith("tel:") for one in every(page, "a"))


def test_without_a_question_there_is_the_form_and_things_to_ask_for(read, nerima):
    page = read("/vi/search/")
    assert results(page) == []
    happened = [one for one in nerima.guide.all(Guidance) if one.on_home]
    leads = {one.get("href") for one in every(page, "a")}
    assert {address_of(nerima.guide, one, "vi") for one in happened} <= leads
    assert only(page, "input").get("value") == ""


@pytest.mark.parametrize("typed", ["gia hạn visa", 'a"b', "<b>", "{{ 7*7 }}", "visa\x00\x1b\u200b"])
def test_what_was_typed_stands_in_the_form_again(read, typed):
    seen = "".join(one if one.isprintable() else " " for one in typed).strip()
    assert only(read("/vi/search/", q=typed), "input").get("value") == seen


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_typed_is_no_error_and_no_markup(client, nerima, name):
    response = client.get("/en/search/", {"q": HOSTILE[name]})
    assert response.status_code == 200
    body = response.content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert len(body) < 200_000


def test_a_question_is_cut_off_at_a_hundred_characters(read):
    assert only(read("/en/search/", q="x" * 5_000), "input").get("value") == "x" * 100


def test_answers_are_kept_nowhere_and_no_machine_lists_them(client, nerima):
    before = len(cache(nerima)._pages)
    for number in range(20):
        response = client.get("/en/search/", {"q": f"visa {number}"})
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert len(cache(nerima)._pages) == before
    assert "Set-Cookie" not in response


def test_other_languages_are_asked_the_same(read):
    page = read("/en/search/", q="在留カード")
    korean = [one.get("href") for one in every(page, "a") if one.get("hreflang") == "ko"]
    assert korean == ["/ko/search/?q=%E5%9C%A8%E7%95%99%E3%82%AB%E3%83%BC%E3%83%89"]


def test_a_language_without_pages_gets_the_chooser(client, nerima):
    response = client.get("/de/search/?q=visa")
    assert response.status_code == 200
    assert "Deutsch" not in response.content.decode()
    assert client.get("/zh/search/?q=visa")["Location"] == "/zh-Hans/search/?q=visa"


def test_everything_that_is_searched_has_an_address(nerima):
    for kind in (Chapter, Emergency, Guidance, Programme, Service):
        for entry in nerima.guide.all(kind):
            assert address_of(nerima.guide, entry, "en").startswith("/en/")
