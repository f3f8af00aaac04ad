"""What survives a translation, and what is said when it does not."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.edition.live import Served
from madoguchi.editorial.translating.keeping_marks import (
    list_shape,
    mark_spans,
    refused,
    shield,
    token,
    unshield,
)
from madoguchi.editorial.wording import in_staff_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


def test_a_faithful_translation_is_not_refused() -> None:
    source = "[[nerima/desk#name]] 電話 [[#phone]]\n\n- 在留カード\n- 申請書"
    target = "Call [[#phone]], [[nerima/desk#name]]\n\n- Residence card\n- Form"
    assert refused(source, target, "en") == []


def test_the_words_that_ship_are_not_refused(nerima: Served) -> None:
    guide = nerima.edition.guide
    found, judged = [], 0
    for entry in guide.entries.values():
        for language, wording in entry.words.items():
            source = dict(entry.words["ja"].texts())
            for place, target in wording.texts():
                if not target or language == "ja":
                    continue
                judged += 1
                reasons = refused(source[place], target, language, entry_id=entry.id)
                found += [(entry.id, language, place, reason) for reason in reasons]
    assert found == []
    assert judged > 9_000


@pytest.mark.parametrize(
    ("source", "target", "language", "expected"),
    [
        ("[[#phone]]へ", "Call us", "en", ["[[#phone]] is missing"]),
        ("電話", "[[#phone]]", "en", ["[[#phone]] is new; the source does not have it"]),
        (
            "[[#phone]]",
            "[[#phone]] [[#phone]]",
            "en",
            ["[[#phone]] stands here 2 times; expected 1, as in the source"],
        ),
        (
            "[[#phone]]",
            "[[# phone]]",
            "vi",
            ["[[#phone]] is missing", "[[# phone]] is no reference; expected [[#field]]"],
        ),
        (
            "詳しくは https://www.city.nerima.tokyo.jp/a",
            "See https://www.city.nerima.tokyo.jp/b.",
            "en",
            [
                "https://www.city.nerima.tokyo.jp/a is missing",
                "https://www.city.nerima.tokyo.jp/b is new; the source does not have it",
            ],
        ),
        (
            "[案内](https://example.org/x)を見る",
            "See the (https://example.org/x) guide",
            "en",
            [
                "](https://example.org/x) is missing",
                "https://example.org/x is new; the source does not have it",
            ],
        ),
        ("{count}件", "Windows", "en", ["{count} is missing"]),
        ("窓口", "⟪0⟫ counter", "en", ["⟪0⟫ is new; the source does not have it"]),
        (
            "窓口",
            "{窓口|まどぐち} counter",
            "en",
            ["{窓口|まどぐち} is a reading; only Japanese words have readings"],
        ),
        (
            "窓口",
            "{窓口|madoguchi}",
            "ja-x-easy",
            ["{窓口|madoguchi} is no reading; expected {漢字|かんじ}"],
        ),
        ("窓口", "{窓口|まどぐち}", "ja-x-easy", []),
        (
            "- 一\n- 二\n- 三",
            "- one\n- two, three",
            "pt",
            ["points in the list: 2; expected 3, as in the source"],
        ),
        (
            "- 一\n- 二",
            "1. one\n2. two",
            "pt",
            ["the points of the list are numbered or nested otherwise than in the source"],
        ),
        ("- 一と二", "- {一|いち}\n- {二|に}", "ja-x-easy", []),
    ],
)
def test_a_translation_that_lost_a_mark_is_refused_in_plain_words(
    source: str, target: str, language: str, expected: list[str]
) -> None:
    assert refused(source, target, language) == expected


def test_a_reference_to_ones_own_fact_may_be_written_in_full() -> None:
    assert refused("[[#phone]]", "[[nerima/desk#phone]]", "en", entry_id="nerima/desk") == []
    assert refused("[[#phone]]", "[[nerima/desk#phone]]", "en", entry_id="nerima/other") == [
        "[[#phone]] is missing",
        "[[nerima/desk#phone]] is new; the source does not have it",
    ]


def test_words_in_brackets_after_a_reference_are_no_link() -> None:
    assert refused("[[#name]]（出生届）", "[[#name]](출생신고)", "ko") == []


def test_a_sum_at_the_start_of_a_line_is_no_list() -> None:
    assert list_shape("-5 度\n1.5 倍") == ()


def test_shielding_takes_every_mark_out_and_puts_it_back() -> None:
    text = "[[#name]]の[案内](https://a.example/x)、mori@example.org、{count}件 ⟪7⟫"
    shielded = shield(text)
    assert shielded.text == "⟪0⟫の[案内⟪1⟫、⟪2⟫、⟪3⟫件 ⟪4⟫"
    assert unshield(shielded.text, shielded.kept) == text
    assert [text[start:end] for start, end in mark_spans(text)] == list(shielded.kept)


def test_a_token_that_an_engine_made_up_is_left_and_refused() -> None:
    shielded = shield("[[#phone]]へ")
    translated = unshield("⟪0⟫ ⟪3⟫", shielded.kept)
    assert translated == "[[#phone]] ⟪3⟫"
    assert refused("[[#phone]]へ", translated, "en") == ["⟪3⟫ is new; the source does not have it"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["[[#phone]]", "[[a/b#name]]", "{漢字|かんじ}", "- ", "\n", "⟪",
                                 "⟫", "0", "[", "](", ")", "https://a.example", "語", " "])
                | st.text(max_size=5)))  # fmt: skip
def test_any_text_comes_back_from_its_shield(pieces: list[str]) -> None:
    text = "".join(pieces)
    shielded = shield(text)
    assert unshield(shielded.text, shielded.kept) == text
    assert all(token(number) in shielded.text for number in range(len(shielded.kept)))


@settings(deadline=None)
@given(st.text())
def test_no_text_is_refused_as_its_own_translation_but_for_what_is_broken(text: str) -> None:
    missing = [reason for reason in refused(text, text, "ja") if "missing" in reason]
    assert missing == []
