"""Which pages are found, and which first, in a small guide of the invented city."""

import pytest

from madoguchi.edition.searching import LONGEST_QUERY, Searcher
from madoguchi.edition.tests.small_guide import small_guide
from madoguchi.guide import Guide

REFUSE = {
    "kind": "term",
    "words": {
        "ja": {"name": "ごみ", "also": ["廃棄物"], "reading": "ごみ"},
        "en": {"name": "garbage", "also": ["trash", "rubbish"]},
        "ko": {"name": "쓰레기"},
        "vi": {"name": "rác"},
    },
}


def guidance(order: int, **languages: dict[str, object]) -> dict[str, object]:
    return {"kind": "guidance", "chapter": "town/life-here", "order": order, "words": languages}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return small_guide(
        **{
            "life-here": {
                "kind": "chapter", "order": 1, "hue": 10, "page_number": 4_444_444,
                "words": {"ja": {"name": "くらし", "summary": "毎日のこと"},
                          "en": {"name": "Daily life", "summary": "Every day."}},
            },
            "refuse": REFUSE,
            "collection": guidance(
                1,
                ja={"name": "ゴミの日", "summary": "曜日が決まる", "reading": "ゴミの ひ"},
                en={"name": "Collection days", "summary": "Put garbage out on the right day."},
                vi={"name": "Ngày thu gom rác", "summary": "Bỏ rác đúng ngày."},
            ),
            "tax": guidance(
                2,
                ja={"name": "住民税", "also": ["税金"], "reading": "じゅうみん ぜい"},
                en={"name": "Resident tax", "summary": "How to pay.", "also": ["city tax"]},
                vi={"name": "Thuế cư trú", "summary": "Cách nộp."},
            ),
            "old-tax": guidance(
                3,
                ja={"name": "むかしの話", "summary": "住民税の歴史"},
                en={"name": "An old tale", "summary": "About the resident tax of old."},
                vi={"name": "Chuyện xưa", "summary": "Về thuế cư trú."},
            ),
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def searcher(guide) -> Searcher:
    return Searcher(guide)


def found(searcher: Searcher, query: str, language: str = "en") -> list[str]:
    return [hit.entry.slug for hit in searcher.search(query, language)]


@pytest.mark.parametrize("query", ["trash", "rubbish", "ごみ", "쓰레기", "廃棄物", "rac", "gomi"])
def test_any_name_of_a_term_in_any_language_finds_what_is_written_with_another(searcher, query):
    assert found(searcher, query) == ["collection"]


def test_what_stands_in_the_name_comes_before_what_stands_in_the_summary(searcher):
    assert found(searcher, "住民税", "ja") == ["tax", "old-tax"]
    assert found(searcher, "resident tax") == ["tax", "old-tax"]


@pytest.mark.parametrize(
    "query",
    [
        "じゅうみんぜい",
        "ジュウミンゼイ",
        "じゅうみん ぜい",
        "juminzei",
        "jūmin zei",
        "住民税",
        "税金",
        "税",
    ],
)
def test_the_japanese_name_and_its_reading_find_the_page_in_any_language(searcher, query):
    for language in ("en", "vi", "ja"):
        assert found(searcher, query, language)[0] == "tax"


def test_accents_may_be_typed_or_not(searcher):
    assert found(searcher, "thuế", "vi") == found(searcher, "thue", "vi") == ["tax", "old-tax"]


def test_the_beginning_of_a_word_and_its_plural_find_it(searcher):
    assert found(searcher, "resid") == found(searcher, "residents") == ["tax", "old-tax"]


@pytest.mark.parametrize(
    "number",
    [
        "03-5363-3013",
        "0353633013",
        "03 5363 3013",
        "+81 3-5363-3013",
        "５３６３－３０１３",
        "53633013",
    ],
)
def test_a_telephone_number_is_found_however_it_is_typed(searcher, number):
    assert found(searcher, number) == ["hotline"]


def test_a_page_number_finds_its_page(searcher):
    assert found(searcher, "4444444")[0] == "life-here"


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "quantum", "水族館", "\x00\x1b", "ー", "{|}", "𠮷"]
)
def test_nothing_is_found_where_nothing_fits(searcher, query):
    assert found(searcher, query) == []


def test_a_long_question_is_cut_off(searcher):
    assert found(searcher, "x" * LONGEST_QUERY + " tax") == []
    assert found(searcher, "tax " + "x" * 10_000)[0] == "tax"


def test_no_more_than_the_limit_is_found(searcher):
    assert len(searcher.search("tax", "en", 1)) == 1


def test_scores_are_whole_numbers_and_fall(searcher):
    scores = [hit.score for hit in searcher.search("resident tax of old", "en")]
    assert all(type(score) is int for score in scores)
    assert scores == sorted(scores, reverse=True)


def test_the_same_guide_gives_the_same_answer(guide, searcher):
    assert Searcher(guide).search("tax", "vi") == searcher.search("tax", "vi")
