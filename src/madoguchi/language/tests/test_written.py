import pytest

from madoguchi.language import WRITTEN, fallbacks, negotiate, written_language


@pytest.mark.parametrize(
    ("language", "chain"),
    [
        ("ja", ("ja", "en")),
        ("ja-x-easy", ("ja-x-easy", "ja", "en")),
        ("en", ("en", "ja")),
        ("zh-Hans", ("zh-Hans", "zh-Hant", "en", "ja")),
        ("ko", ("ko", "en", "ja")),
    ],
)
def test_a_language_falls_back_to_its_relative_then_english_then_japanese(language, chain):
    assert fallbacks(language) == chain


def test_the_first_edition_is_written_in_eleven_languages_from_left_to_right():
    assert list(WRITTEN) == [
        "ja", "ja-x-easy", "en", "zh-Hans", "ko", "fil", "vi", "th", "pt", "es", "id",
    ]  # fmt: skip
    assert {language.direction for language in WRITTEN.values()} == {"ltr"}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("ko-KR", "ko"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hant-TW", "zh-Hans"),
        ("zh_HK", "zh-Hans"),
        ("tl-PH", "fil"),
        ("in", "id"),
        ("pt-PT", "pt"),
        ("PT-br", "pt"),
        ("ja-easy", "ja-x-easy"),
        ("JA-X-EASY", "ja-x-easy"),
        ("ja-JP", "ja"),
        (" vi ", "vi"),
    ],
)
def test_tags_that_browsers_send_find_their_language(tag, code):
    assert written_language(tag).code == code


@pytest.mark.parametrize("tag", ["", "de", "xx-ko", "*", "-", "kor", "ne"])
def test_tags_of_languages_that_are_not_written_find_none(tag):
    assert written_language(tag) is None


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ko", "ko"),
        ("en-US,en;q=0.9,ko;q=0.8", "en"),
        ("de, ko;q=0.8, en;q=0.5", "ko"),
        ("en;q=0.5, vi;q=0.9", "vi"),
        ("fil, tl;q=0.9, en;q=0.8", "fil"),
        ("th;q=0, es", "es"),
        ("ko;q=broken, th", "th"),
        ("ko;q=inf, th", "th"),
        ("ko;q=nan, th;q=0.1", "th"),
        ("en;q=0.5, ko;Q=0.7", "ko"),
        ("ne, si", "en"),
        ("*", "en"),
        (";;,,q=1", "en"),
    ],
)
def test_a_first_visit_gets_the_language_that_the_browser_likes_best(header, code):
    assert negotiate(header).code == code


def test_of_languages_liked_alike_the_first_is_taken():
    assert negotiate("vi;q=0.8, ko;q=0.8").code == "vi"


def test_who_asks_for_no_language_at_all_gets_japanese():
    assert [negotiate(header).code for header in ("", "   ")] == ["ja", "ja"]
