"""Readings are written where two dictionaries agree; everything else is a person's choice."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.editorial.writing.furigana import Choice, propose, readings_used, with_reading
from madoguchi.guide.plain_japanese import findings
from madoguchi.guide.reading import read_entry
from madoguchi.language import as_read, without_readings
from madoguchi.language.furigana import broken_readings, kanji_without_reading

TEXTS = st.text(
    alphabet="区役所人行入開日本月分語申込むっいたくは に12１、。{}|[]#\n々アー", max_size=16
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("区役所で申し込みます。", "{区役所|くやくしょ}で{申|もう}し{込|こ}みます。"),
        ("保育園の受付", "{保育園|ほいくえん}の{受付|うけつけ}"),
        ("2026年12月21日", "2026{年|ねん}12{月|がつ}21{日|にち}"),
        ("受け付けない", "{受|う}け{付|つ}けない"),
        ("- {窓口|まどぐち}\n- 電話：[[#phone]]", "- {窓口|まどぐち}\n- {電話|でんわ}：[[#phone]]"),
        ("カードとひらがな", "カードとひらがな"),
    ],
)
def test_readings_that_are_certain_are_written(text: str, written: str) -> None:
    proposal = propose(text)
    assert (proposal.text, proposal.choices) == (written, [])


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("人が来ます", Choice("人", ("ひと", "にん"))),
        ("店が開いています", Choice("開", ("ひら", "あ"))),
        ("外国人です", Choice("外国人", ("がいこくにん", "がいこくじん"))),
        ("日本です", Choice("日本", ("にっぽん", "にほん"))),
        ("1日です", Choice("日", ("にち", "か"))),
        ("3日目です", Choice("日目", ("かめ", "にちめ"))),
        ("10分です", Choice("分", ("ふん", "ぷん"))),
    ],
)
def test_words_that_can_be_read_in_two_ways_are_left_to_a_person(text: str, choice: Choice) -> None:
    proposal = propose(text)
    assert proposal.choices[0] == choice
    assert kanji_without_reading(proposal.text)[: len(choice.words)] == list(choice.words)


def test_what_no_dictionary_knows_is_not_guessed() -> None:
    proposal = propose("龘龘です")
    assert (proposal.text, proposal.choices) == ("龘龘です", [Choice("龘龘", ())])


def test_what_sato_chooses_is_written_in_and_what_she_leaves_stays() -> None:
    proposal = propose("人が行った日")
    assert [choice.words for choice in proposal.choices] == ["人", "行", "日"]
    assert proposal.decided(["ひと", "", "ヒ"]) == "{人|ひと}が行った{日|ひ}"


def test_readings_that_stand_already_are_kept_even_where_the_dictionaries_know_better() -> None:
    assert propose("{今日|こんにち}は晴れ").text == "{今日|こんにち}は{晴|は}れ"


def test_the_reading_that_was_chosen_before_comes_first_and_overrules_the_dictionaries() -> None:
    used = readings_used(["{日本語|にほんご}と {日本語|にほんご}", "{保育|ほいく}と {相談|はなし}"])
    assert propose("日本語", used).choices == [Choice("日本語", ("にほんご", "にっぽんご"))]
    assert propose("相談", used).choices == [Choice("相談", ("はなし", "そうだん"))]
    assert propose("保育", used).choices == []


@given(TEXTS)
def test_a_proposal_changes_nothing_but_readings(text: str) -> None:
    proposal = propose(text)
    assert without_readings(proposal.text) == without_readings(text)
    chosen = proposal.decided([choice.words and "よみ" for choice in proposal.choices])
    assert without_readings(chosen) == without_readings(text)
    if not broken_readings(text) and "[[" not in text:
        assert broken_readings(chosen) == []
        assert kanji_without_reading(chosen) == []


@given(
    st.text("申込区行聞け", min_size=1, max_size=4),
    st.text("もうしこみきけ", min_size=1, max_size=6),
)
def test_any_reading_can_be_written_over_any_words(words: str, reading: str) -> None:
    written = with_reading(words, reading)
    assert without_readings(written) == words
    if kanji_without_reading(words):
        assert as_read(written) == reading


def test_what_nerimas_writers_read_is_never_overruled(packs: Path) -> None:
    compared = 0
    for path in sorted((packs / "nerima" / "guidance").glob("[m-r]*.yaml")):
        entry = read_entry(packs, path).entry
        assert entry is not None
        for _, text in entry.words["ja-x-easy"].texts():
            # Their words are cut otherwise sometimes, but sound the same where nothing is left.
            proposal = propose(without_readings(text))
            if text and not proposal.choices:
                assert as_read(proposal.text) == as_read(text)
                compared += 1
    assert compared > 20


def test_a_text_with_its_readings_satisfies_the_rules_of_plain_japanese() -> None:
    proposal = propose("区役所へ 電話を して ください。")
    assert findings(proposal.text) == []
    assert kanji_without_reading(proposal.text) == []
