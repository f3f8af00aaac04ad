"""What a translator and a second saver are shown of what somebody changed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from madoguchi.editorial.writing.differences import (
    Difference,
    difference,
    difference_html,
    differences_of,
    words_of,
)
from madoguchi.language import to_ruby

# Letters of every script that is compared, and all signs that mean something.
TEXTS = st.text(alphabet="月曜にカタ ab\n[#]{|}'-é日เกา้เปีกก한글0-9.、", max_size=40)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    return [tuple(piece) for piece in difference(before, after)]


@given(TEXTS, TEXTS)
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(one.words for one in pieces if one.change != "added") == before
    assert "".join(one.words for one in pieces if one.change != "removed") == after


@given(TEXTS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert [piece.change for piece in difference(text, text)] in ([], ["same"])
    assert "".join(words_of(text)) == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            "Call the ward office on Monday.",
            "Call the city office on Monday.",
            [
                ("same", "Call the "),
                ("removed", "ward"),
                ("added", "city"),
                ("same", " office on Monday."),
            ],
        ),
        (
            "区役所で受け付けます。",
            "区役所で受け付けません。",
            [
                ("same", "区役所で受け付"),
                ("removed", "けます"),
                ("added", "けません"),
                ("same", "。"),
            ],
        ),
        (
            "구청에 전화",
            "구청에 문의",
            [("same", "구청에 "), ("removed", "전화"), ("added", "문의")],
        ),
        (
            "โทรวันจันทร์",
            "โทรวันอังคาร",
            [("same", "โทรวัน"), ("removed", "จันทร์"), ("added", "อังคาร")],
        ),
        (
            "Gọi ủy ban quận",
            "Gọi ngay ủy ban quận",
            [("same", "Gọi "), ("added", "ngay "), ("same", "ủy ban quận")],
        ),
    ],
)
def test_each_language_is_compared_by_its_words(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert changes(before, after) == expected


def test_a_reading_and_a_reference_change_as_a_whole() -> None:
    assert changes("{人|ひと}に [[#phone]]", "{人|にん}に [[#url]]") == [
        ("removed", "{人|ひと}"),
        ("added", "{人|にん}"),
        ("same", "に "),
        ("removed", "[[#phone]]"),
        ("added", "[[#url]]"),
    ]


def test_two_exchanged_words_in_a_row_are_shown_as_one_exchange() -> None:
    assert changes("on Monday mornings only", "on Friday evenings only") == [
        ("same", "on "),
        ("removed", "Monday mornings"),
        ("added", "Friday evenings"),
        ("same", " only"),
    ]


def test_a_missing_space_is_a_difference() -> None:
    assert changes("聞いて ください", "聞いてください")[1] == ("removed", "いて ください")


def test_markup_of_a_writer_is_not_ours() -> None:
    assert difference_html("<b>a", "<b>b", "ko") == Markup(
        '<span lang="ko">&lt;b&gt;<del>a</del><ins>b</ins></span>'
    )


def test_readings_can_be_shown_as_such() -> None:
    shown = difference_html("{人|ひと}", "{人|ひと}へ", "ja", lambda one: Markup(to_ruby(one)))
    assert shown == Markup(
        '<span lang="ja"><ruby>人<rp>(</rp><rt>ひと</rt><rp>)</rp></ruby><ins>へ</ins></span>'
    )


def test_a_phone_that_is_put_first_is_one_difference() -> None:
    desk = {"printed": "03-5984-4333"}
    night = {"printed": "03-3993-1111", "speaks": ["ja"]}
    assert differences_of({"phones": [desk]}, {"phones": [night, desk]}) == (
        Difference("phones[1]", "", "printed: 03-3993-1111; speaks: ja"),
    )


def test_changed_removed_and_new_fields_are_told_by_their_places() -> None:
    before = {
        "url": "https://a.jp",
        "order": 3,
        "schedules": [{"days": ["mon", "tue"]}, {"days": []}],
    }
    after = {"order": 3, "first": True, "schedules": [{"days": ["mon"]}]}
    assert differences_of(before, after) == (
        Difference("url", "https://a.jp", ""),
        Difference("schedules[1].days", "mon, tue", "mon"),
        Difference("schedules[2]", "days: ", ""),
        Difference("first", "", "true"),
    )


def test_the_same_facts_do_not_differ() -> None:
    assert differences_of({"phones": [{"printed": "189"}]}, {"phones": [{"printed": "189"}]}) == ()


def test_two_long_texts_are_compared_while_somebody_waits() -> None:
    before = "区役所の窓口で、くらしの相談を受け付けます。\n" * 60
    after = "区役所の電話で、仕事の相談を受け付けません。\n" * 60
    start = time.process_time()
    difference(before, after)
    assert time.process_time() - start < 2
