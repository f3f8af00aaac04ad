import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from madoguchi.language import cut_query, fold, normal, phrase_pattern, pieces
from madoguchi.language.search import hiragana


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
def test_words_are_cut_alike_folded_or_not(text):
    assert set(pieces(fold(text))) == set(pieces(hiragana(text)))


@pytest.mark.parametrize(
    ("words", "cut"),
    [
        ("保育", ["保育", "育"]),
        ("비자", ["비자", "자"]),
        ("税", ["税"]),
        ("保育園 visa", ["保育", "育園", "園", "visa"]),
        ("カード", ["かーど", "ーど", "ど"]),
        ("在留カード", ["在留", "留", "かーど", "留か", "ーど", "ど"]),
        ("人々", ["人々", "々"]),
        ("วีซ่า", ["วีซ่", "ีซ่า", "ซ่า", "่า", "า"]),
        ("#7119", ["7119"]),
        ("e-mail", ["e", "mail"]),
        ("03-5984-4333", ["0359844333"]),
        ("+81 (0)3-5984-4333", ["0359844333"]),
        ("03 5984 4333", ["0359844333"]),
        ("!? …", []),
        ("", []),
    ],
)
def test_pages_are_cut_into_all_that_they_are_found_by(words, cut):
    assert sorted(pieces(words)) == sorted(cut)


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("ゴミはいつ？", ["ごみ*", "(はいつ)"]),
        ("ごみ", ["(ごみ*)"]),
        ("在留card", ["在留", "card*"]),
        ("ざいりゅう", ["(ざいり)", "(いりゅ)", "(りゅう)"]),
        ("お金", ["(お金)"]),
        ("子どもの本", ["(子ど)", "(どもの)", "(の本)"]),
        ("税", ["税*"]),
        ("비자 연장", ["비자", "연장"]),
        ("ต่อวีซ่า", ["ต่อว", "่อวี", "อวีซ", "วีซ่", "ีซ่า"]),
        ("gia hạn visa", ["gia*", "han*", "visa*"]),
        ("id id", ["id"]),
        ("?", []),
    ],
)
def test_queries_are_cut_into_what_is_looked_up(typed, cut):
    """A star: longer ones are meant too. In brackets: says little beside other pieces."""
    shown = [f"{one.piece}{'*' if one.begins else ''}" for one in cut_query(typed)]
    assert [
        f"({words})" if one.weak else words
        for words, one in zip(shown, cut_query(typed), strict=True)
    ] == cut


@given(st.text(alphabet="保育園相談窓口비자상담วีซ่าざいりゅう", min_size=1, max_size=12), st.data())
def test_whatever_part_of_a_word_is_typed_its_pieces_begin_pieces_of_the_word(word, data):
    start = data.draw(st.integers(0, len(word) - 1))
    query = word[start : data.draw(st.integers(start + 1, len(word)))]
    assume(fold(query) == query and fold(word) == word)
    known = set(pieces(word))
    for cut in cut_query(query):
        assert cut.piece in known or (cut.begins and any(map(cut_starts(cut.piece), known)))


def cut_starts(piece: str):
    return lambda known: known.startswith(piece)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Visa更新、 在留 カード!", " visa 更新在留かーど "),
        ("  ", ""),
        ("03-5984-4333 へ", " 0359844333 へ "),
    ],
)
def test_the_normal_form_has_words_between_spaces(text, form):
    assert normal(text) == form


@pytest.mark.parametrize(
    ("phrase", "inside", "outside"),
    [
        ("garbage", "when is garbage day", "my rubbish"),
        ("tax", "city tax", "a taxi"),
        ("在留カード", "在留 カードの更新", "在留期間"),
        ("ごみ", "ゴミはいつ", "すごみのある"),
        ("세", "세?", "세계"),
        ("ยา", "ยา", "วิทยา"),
        ("gia hạn", "gia han visa", "gia đình"),
    ],
)
def test_a_phrase_is_found_in_sentences_and_not_in_longer_words(phrase, inside, outside):
    assert phrase_pattern(phrase) in normal(inside)
    assert phrase_pattern(phrase) not in normal(outside)


def test_a_phrase_without_words_has_no_pattern():
    assert phrase_pattern("?!") == ""
