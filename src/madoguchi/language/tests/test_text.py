import pytest

from madoguchi.language import Piece, Text


def test_a_reader_gets_their_own_language_where_it_is_written():
    piece = Text({"ja": "相談", "ko": "상담"}).read("ko")
    assert piece == Piece("상담", "ko", "ko")
    assert piece.fell_back is False


@pytest.mark.parametrize(
    ("written", "asked", "got"),
    [
        ({"ja": "相談", "en": "Advice"}, "ko", "en"),
        ({"ja": "相談", "en": "Advice"}, "ja-x-easy", "ja"),
        ({"ja": "相談", "en": "Advice"}, "zh-Hans", "en"),
        ({"ja": "相談"}, "vi", "ja"),
        ({"en": "Advice"}, "ja", "en"),
    ],
)
def test_a_missing_language_says_what_it_fell_back_to(written, asked, got):
    piece = Text(written).read(asked)
    assert piece == Piece(written[got], got, asked)
    assert piece.fell_back is True
    assert piece.tag == got


def test_the_tag_of_a_piece_is_that_of_the_words_and_not_of_the_page():
    assert Text({"pt": "Orientação"}).read("pt").tag == "pt-BR"
    assert Text({"ja": "相談"}).read("pt").tag == "ja"


def test_empty_words_are_no_words():
    assert Text({"ko": "", "en": "Advice"}).read("ko").language == "en"
    assert not Text({"ko": ""})


def test_a_text_that_no_language_of_the_chain_has_is_an_error():
    with pytest.raises(KeyError, match="ko"):
        Text({"th": "คำแนะนำ"}).read("ko")


def test_a_text_cannot_be_changed_from_outside():
    given = {"ja": "相談"}
    text = Text(given)
    given["ja"] = "変更"
    assert dict(text) == {"ja": "相談"}
