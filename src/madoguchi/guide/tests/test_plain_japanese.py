"""The rules of plain Japanese: what breaks each, what does not; our own words keep them."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from madoguchi.guide import read_packs
from madoguchi.guide.plain_japanese import RULES, findings, plain_problems
from madoguchi.guide.tests.real_guide import PACKS, TODAY, read
from madoguchi.language.furigana import kanji_without_reading

CATALOGUE = Path(__file__).parents[2] / "language/locale/ja-x-easy.po"
LONG = "{長|なが}い {話|はなし}を "

BROKEN = [
    (LONG * 10 + "します。", "sentence length", "warning"),
    (LONG * 15 + "します。", "sentence length", "error"),
    ("もらえない ことは ありません。", "double negation", "error"),
    ("{少|すく}なく ない。", "double negation", "error"),
    ("{令和|れいわ}8{年|ねん}に {始|はじ}まります。", "era year", "error"),
    ("R8{年|ねん}に {始|はじ}まります。", "era year", "error"),
    ("17:00に {終|お}わります。", "24-hour time", "error"),
    ("15{時|じ}に {終|お}わります。", "24-hour time", "error"),
    ("4〜6{月|がつ}です。", "range sign", "error"),
    ("{月|げつ}～{金|きん}です。", "range sign", "error"),
    ("4/1に {始|はじ}まります。", "slash in a date", "error"),
    ("３{回|かい}です。", "full-width digit", "error"),
    ("{電話|でんわ}を{使|つか}います。", "words without spaces", "error"),
    ("{役所|やくしょ}に{行|い}きます。", "words without spaces", "error"),
    ("{先|さき}に {聞|き}いてください。", "words without spaces", "error"),
    ("わたしはにほんごがあまりわかりませんから。", "words without spaces", "error"),
    ("{国民健康保険|こくみんけんこうほけん}に {入|はい}ります。", "row of nouns", "warning"),
    ("{紙|かみ}が {送|おく}られます。", "passive or polite form", "warning"),
    ("{電話|でんわ}して いただきます。", "passive or polite form", "warning"),
    ("お{使|つか}いに なれます。", "passive or polite form", "warning"),
    ("カードなどを {持|も}って {来|き}ます。", "vague word", "warning"),
    ("{必要|ひつよう}に {応|おう}じて {払|はら}います。", "vague word", "warning"),
    (
        "{母|はは}と {父|ちち}と {子|こ}と {犬|いぬ}と {猫|ねこ}です。",
        "many kanji words",
        "warning",
    ),
]  # fmt: skip

KEPT = [
    "{月曜日|げつようび}の {午後|ごご}1{時|じ}から {午後|ごご}5{時|じ}まで です。",
    "{午後|ごご}4:30に {終|お}わります。",
    "2026{年|ねん}（{令和|れいわ}8{年|ねん}）に {始|はじ}まります。",
    "24{時間|じかん} {電話|でんわ}できます。",
    "{電話|でんわ}を して ください。{電話|でんわ}：[[#phone]]",
    "{国民健康保険|こくみんけんこうほけん}〈{病院|びょういん}の お{金|かね}の ため〉です。",
    "{赤|あか}ちゃんが {生|う}まれた {日|ひ}を {書|か}きます。",
    "{男|おとこ}の{子|こ}と {来|き}ても いいです。",
    "{払|はら}わなければ なりません。",
    "- {行|い}きます\n- **{見|み}ます**\n\n[ここ](https://example.jp/a/2026/11)を {読|よ}みます。",
    "{time}に {開|あ}きます。",
    "わからない ことは {電話|でんわ}で {聞|き}きます。",
]


@pytest.mark.parametrize(("text", "rule", "severity"), BROKEN, ids=range(len(BROKEN)))
def test_what_breaks_a_rule_is_found_and_nothing_else(text, rule, severity):
    assert {(one.rule, one.severity) for one in findings(text)} == {(rule, severity)}


@pytest.mark.parametrize("text", KEPT)
def test_what_keeps_the_rules_is_left_alone(text):
    assert findings(text) == []


def test_every_rule_is_tried():
    assert {rule for _, rule, _ in BROKEN} == set(RULES)


def test_a_name_may_be_as_it_is_but_for_its_numbers():
    assert findings("{出入国在留管理庁|しゅつにゅうこくざいりゅうかんりちょう}", name=True) == []
    assert [one.rule for one in findings("３{階|かい}", name=True)] == ["full-width digit"]


def test_a_finding_tells_the_words_that_break_the_rule():
    (found,) = findings("{明日|あした} {電話|でんわ}を{使|つか}います。")
    assert found.words == "電話を使います。"


@pytest.mark.parametrize("pack", sorted(one.parent.name for one in PACKS.glob("*/pack.yaml")))
def test_the_words_of_the_packs_keep_the_rules(pack):
    # Reading stops at errors; warnings are told only to whoever asks for them.
    assert [one for one in read(pack).warnings if "plain Japanese" in one.message] == []


def test_the_phrases_of_the_program_keep_the_rules():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    said = {
        text
        for message in catalogue
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else [message.string])
        if text
    }
    assert len(said) > 100
    wrong = [
        (text, one.rule, one.words)
        for text in said
        for one in findings(text)
        if one.severity == "error"
    ]
    assert wrong == []
    assert [text for text in said if kanji_without_reading(text)] == []


def test_an_error_in_a_pack_stops_it_and_a_warning_is_told_when_asked_for():
    warnings = read_packs(PACKS, "nerima", TODAY, plain=True).warnings
    told = [one for one in warnings if "plain Japanese" in one.message]
    assert told
    assert all(one.line > 1 and "words.ja-x-easy." in one.field for one in told)


def test_a_time_that_is_typed_into_words_is_told_once():
    guide = read("example").guide
    entry = next(one for one in guide.services if "ja-x-easy" in one.words)
    wording = entry.words["ja-x-easy"]
    for summary, expected in (("17:00から です。", 0), ("４{回|かい} です。", 1)):
        words = {"ja-x-easy": wording.model_copy(update={"summary": summary})}
        planted = entry.model_copy(update={"words": words})
        found = [one for one in plain_problems(planted, warnings=False) if "summary" in one.place]
        assert len(found) == expected
