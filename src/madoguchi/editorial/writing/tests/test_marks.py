"""What an editor sees in a text: official terms, facts in place, and what is typed by mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.editorial.wording import in_staff_language
from madoguchi.editorial.writing.looking import Evened
from madoguchi.editorial.writing.marks import (
    Flag,
    chips,
    flags,
    glossary,
    marked,
)
from madoguchi.guide import Entry, Guide
from madoguchi.guide.typed_facts import typed_facts


def names(guide: Guide, owner: Entry, text: str, language: str, into: str) -> list[str]:
    terms = glossary(guide, language, into)
    return [term.name for term in marked(guide, owner, text, language, terms).terms]


def test_a_term_stands_with_its_approved_translation_and_its_reading(
    guide: Guide, allowance: Entry
) -> None:
    found = marked(guide, allowance, "児童手当とは", "ja", glossary(guide, "ja", "vi"))
    assert found.html == (
        '<mark class="term">児童手当</mark> '
        '<span class="approved" lang="vi">trợ cấp nhi đồng</span>とは'
    )
    (term,) = found.terms
    assert (term.entry_id, term.approved, term.japanese, term.reading) == (
        "nerima/child-allowance",
        "trợ cấp nhi đồng",
        "児童手当",
        "じどう てあて",
    )


def test_the_longest_term_counts_and_none_inside_it(guide: Guide, allowance: Entry) -> None:
    assert names(guide, allowance, "区役所と区", "ja", "en") == ["区役所", "区"]
    assert names(guide, allowance, "区役所", "ja", "en") == ["区役所"]


def test_a_term_within_a_longer_word_is_said_otherwise(guide: Guide, allowance: Entry) -> None:
    assert names(guide, allowance, "児童手当課の人", "ja", "en") == []


def test_a_translation_is_shown_where_its_term_stands_first(guide: Guide, allowance: Entry) -> None:
    html = marked(guide, allowance, "区、区", "ja", glossary(guide, "ja", "en")).html
    assert html.count('<mark class="term">区</mark>') == 2
    assert html.count("ward") == 1


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Two Residence Cards", "en", ["residence card"]),
        ("a reward for wardens", "en", []),
        ("Ủy ban quận Nerima", "vi", ["ủy ban quận"]),
        ("구청에서 재류카드를", "ko", ["재류카드", "구청"]),
        ("{区役所|くやくしょ}で", "ja-x-easy", ["区役所"]),
        ("{在留|ざいりゅう}ｶｰﾄﾞと", "ja-x-easy", ["在留カード"]),
        # One reading for all of it: 区 is no word of its own there.
        ("{練馬区|ねりまく}で", "ja-x-easy", []),
    ],
)
def test_terms_are_found_as_each_language_writes_them(
    guide: Guide, allowance: Entry, text: str, language: str, found: list[str]
) -> None:
    into = "ja" if language != "ja-x-easy" else "en"
    assert sorted(names(guide, allowance, text, language, into)) == sorted(found)


def test_a_term_with_readings_keeps_them(guide: Guide, allowance: Entry) -> None:
    terms = glossary(guide, "ja-x-easy", "en")
    html = marked(guide, allowance, "{区役所|くやくしょ}", "ja-x-easy", terms).html
    assert html == (
        '<mark class="term"><ruby>区役所<rp>(</rp><rt>くやくしょ</rt><rp>)</rp></ruby></mark> '
        '<span class="approved" lang="en">ward office</span>'
    )


def test_references_are_chips_with_what_lin_will_read(guide: Guide, allowance: Entry) -> None:
    html = marked(guide, allowance, "[[#within]]: [[nerima/desk#phone]]", "zh-Hans").html
    assert html == (
        '<span class="chip"><code>[[#within]]</code> <span lang="zh-Hans">15天</span></span>: '
        '<span class="chip"><code>[[nerima/desk#phone]]</code> '
        '<span lang="zh-Hans">03-5984-4333</span></span>'
    )


@pytest.mark.parametrize(
    "reference", ["[[#until]]", "[[nerima/gone#phone]]", "[[nerima/desk#url]]", "[[#phone]]"]
)
def test_a_reference_that_leads_nowhere_says_so(
    guide: Guide, allowance: Entry, reference: str
) -> None:
    with in_staff_language("en"):
        ((written, html),) = chips(guide, allowance, f"x {reference}", "en")
    assert (written, html) == (
        reference,
        f'<span class="chip chip-dead"><code>{reference}</code> leads nowhere</span>',
    )


def test_what_belongs_among_the_facts_is_flagged_at_its_place(
    guide: Guide, allowance: Entry
) -> None:
    with in_staff_language("en"):
        found = marked(guide, allowance, "電話０３-5984-4333、３階", "ja")
    assert found.flags == (Flag("03-5984-4333", "fact"), Flag("3", "number"))
    assert found.html == (
        '電話<span class="flag flag-fact" '
        'title="Belongs among the facts: refer to it, as in [[#phone]]">０３-5984-4333</span>、'
        '<span class="flag flag-number" '
        'title="A number in the words: if it is an amount or a period, make it a fact">３</span>階'
    )


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("平日13時から", "ja", [("13時", "fact")]),
        ("until April 1 or 17:00", "en", [("April 1", "fact"), ("17:00", "fact")]),
        ("15,000 yen", "en", [("15,000 yen", "fact")]),
        ("Grades 1 to 3", "en", [("1", "number"), ("3", "number")]),
        ("1. card\n2. form", "en", []),
        ("{3人|さんにん}", "ja-x-easy", [("3", "number")]),
        ("[[#phone_2]] [[#within]]", "en", [("2", "number")]),
        ("2026年4月1日", "ja", [("2026年", "fact"), ("4月1日", "fact")]),
    ],
)
def test_numbers_in_words_are_flagged(
    text: str, language: str, found: list[tuple[str, str]]
) -> None:
    assert [tuple(flag) for flag in flags(text, language)] == found


def test_markup_of_a_writer_is_not_ours(guide: Guide, allowance: Entry) -> None:
    assert marked(guide, allowance, '<b title="1">', "en").html.startswith("&lt;b title=&#34;") or (
        marked(guide, allowance, '<b title="1">', "en").html.startswith("&lt;b title=&quot;")
    )


@given(st.text(alphabet="区役所在留カード{|}[]#phone03-5984時月日年 1２:,<>&\n", max_size=40))
def test_no_sign_of_a_text_is_lost(text: str) -> None:
    even = Evened(text)
    for place in range(len(even.signs)):
        start, end = even.stretch(place, place + 1)
        assert 0 <= start < end <= len(text)
    facts = {flag.words for flag in flags(text, "ja") if flag.what == "fact"}
    assert facts <= set(typed_facts(text, "ja"))
    assert bool(facts) == bool(typed_facts(text, "ja"))
