import pytest
from babel import Locale

from madoguchi.language import WRITTEN, is_spoken, own_name, spoken_name
from madoguchi.language.furigana import broken_readings, kanji_without_reading

# Every language that a window of the packs speaks.
IN_PACKS = (
    "en", "es", "fil", "fr", "hi", "id", "ja", "km", "ko", "mn", "my",
    "ne", "pt", "ru", "si", "th", "ur", "vi", "zh",
)  # fmt: skip


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("code", IN_PACKS)
def test_every_language_of_the_packs_has_a_name_for_every_reader(code, language):
    name = spoken_name(code, language)
    assert name != code
    assert name == name.strip()
    if language != "en":
        assert name != f"{Locale.parse('en').languages[code]} language"


@pytest.mark.parametrize("code", IN_PACKS)
def test_names_for_readers_of_plain_japanese_have_all_readings(code):
    name = spoken_name(code, "ja-x-easy")
    assert kanji_without_reading(name) == []
    assert broken_readings(name) == []


def test_no_two_languages_of_the_packs_share_a_name():
    for language in WRITTEN:
        names = [spoken_name(code, language) for code in IN_PACKS]
        assert sorted(set(names)) == sorted(names)


def test_korean_is_named_in_all_eleven_languages():
    assert {language: spoken_name("ko", language) for language in WRITTEN} == {
        "ja": "韓国語",
        "ja-x-easy": "{韓国語|かんこくご}",
        "en": "Korean",
        "zh-Hans": "韩语",
        "ko": "한국어",
        "fil": "Korean",
        "vi": "tiếng Hàn",
        "th": "ภาษาเกาหลี",
        "pt": "coreano",
        "es": "coreano",
        "id": "bahasa Korea",
    }


def test_filipino_is_fil_and_never_tl():
    assert is_spoken("fil") is True
    assert is_spoken("tl") is False
    assert spoken_name("fil", "ja") == "フィリピン語"
    assert own_name("fil") == "Filipino"


@pytest.mark.parametrize("code", ["xx", "zh-Hans", "", "other", "mul", "und", "KO", "한국어"])
def test_what_is_no_spoken_language_is_refused(code):
    assert is_spoken(code) is False


def test_a_language_without_a_page_of_its_own_has_its_own_name():
    assert [own_name(code) for code in ("ne", "my", "ru", "zh", "th")] == [
        "नेपाली", "မြန်မာ", "русский", "中文", "ภาษาไทย",
    ]  # fmt: skip


def test_a_language_that_cldr_does_not_name_is_shown_by_its_code():
    assert spoken_name("qqq", "ko") == "qqq"
    assert own_name("qqq") == "qqq"
