import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from madoguchi.language import fold, grams


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ＶＩＳＡ　更新", "visa 更新"),
        ("ﾋﾞｻﾞ", "ビザ"),
        ("ガイドブック", "がいどぶっく"),
        ("ヴェトナム", "ゔぇとなむ"),
        ("Đăng ký cư trú", "dang ky cu tru"),
        ("ĐĂNG KÝ", "đăng ký"),
        ("Orientação", "orientacao"),
        ("Información", "INFORMACION"),
        ("Straße", "strasse"),
        ("Ǿ", "o"),
        ("{在留|ざいりゅう}カード", "在留カード"),
        ("  two \n words ", "two words"),
        (unicodedata.normalize("NFD", "비자 ガ ที่"), "비자 ガ ที่"),
    ],
)
def test_what_people_type_folds_to_what_is_written(written, typed):
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("か", "が"), ("は", "ぱ"), ("비자", "피자"), ("มา", "ม้า"), ("保育", "教育")]
)
def test_marks_that_change_the_word_are_kept(one, other):
    assert fold(one) != fold(other)


def test_thai_and_korean_keep_their_letters():
    assert fold("ที่อยู่") == "ที่อยู่"
    assert fold("외국인 등록") == "외국인 등록"


# Braces are markup of readings, which one folding takes away.
_words = st.text(max_size=40).filter(
    lambda text: not set("{|}") & set(unicodedata.normalize("NFKC", text))
)


@given(_words)
@settings(max_examples=500, deadline=None)
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(_words)
@settings(max_examples=200, deadline=None)
def test_grams_of_folded_words_are_those_of_the_words(text):
    assert grams(fold(text)) == grams(text)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("保育", ["保育"]),
        ("비자", ["비자"]),
        ("税", ["税"]),
        ("保育園 visa", ["保育", "育園", "vi", "is", "sa"]),
        ("カード", ["かー", "ーど"]),
        ("人々", ["人々"]),
        ("วีซ่า", ["วี", "ีซ", "ซ่", "่า"]),
        ("#7119", ["71", "11", "19"]),
        ("e-mail", ["em", "ma", "ai", "il"]),
        ("!? …", []),
        ("", []),
    ],
)
def test_words_are_cut_into_pieces_of_two_characters(words, pieces):
    assert grams(words) == pieces


@given(st.text(alphabet="保育園相談窓口비자상담", min_size=2, max_size=8), st.data())
def test_a_two_character_query_is_found_in_every_word_that_holds_it(word, data):
    start = data.draw(st.integers(0, len(word) - 2))
    query = word[start : start + 2]
    assume(len(fold(query)) == 2)
    assert set(grams(query)) <= set(grams(word))
