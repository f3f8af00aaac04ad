import pytest

from madoguchi.language import to_ruby, without_readings
from madoguchi.language.furigana import broken_readings, kanji_without_reading


def test_a_reading_stands_above_its_word():
    assert to_ruby("{区役所|くやくしょ}へ") == (
        "<ruby>区役所<rp>(</rp><rt>くやくしょ</rt><rp>)</rp></ruby>へ"
    )


def test_what_looks_like_html_in_words_and_readings_is_escaped():
    assert to_ruby('<b> & "x" {<i>|か}') == (
        "&lt;b&gt; &amp; &quot;x&quot; <ruby>&lt;i&gt;<rp>(</rp><rt>か</rt><rp>)</rp></ruby>"
    )


def test_words_can_be_had_without_their_readings():
    words = "{窓口|まどぐち}で {聞|き}いて"
    assert without_readings(words) == "窓口で 聞いて"


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("{窓口|まどぐち}で", []),
        ("{窓口|マドグチー}", []),
        ("{窓口|}", ["{窓口|}"]),
        ("{|まどぐち}", ["{|まどぐち}"]),
        ("{窓口}", ["{窓口}"]),
        ("{窓口|まどぐち", ["{窓口|まどぐち"]),
        ("窓口|まどぐち}", ["|", "}"]),
        ("{窓口|madoguchi}", ["{窓口|madoguchi}"]),
        ("{窓口|まど口}", ["{窓口|まど口}"]),
        ("{窓|まど|口}", ["{窓|まど|口}"]),
    ],
)
def test_broken_readings_are_named(words, broken):
    assert broken_readings(words) == broken


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("{区役所|くやくしょ}の前", ["前"]),
        ("ひらがな カタカナ 〇 24 ABC", []),
        ("{人|ひと}々", ["々"]),
        ("〆切", ["〆", "切"]),
        ("𠮷田さん", ["𠮷", "田"]),
        ("\ufa11", ["\ufa11"]),
    ],
)
def test_kanji_without_a_reading_are_named(words, bare):
    assert kanji_without_reading(words) == bare
