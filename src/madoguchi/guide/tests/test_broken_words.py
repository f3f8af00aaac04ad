"""Each way in which words can be wrong, and what whoever wrote them is told."""

import pytest

from madoguchi.guide.tests.town import DESK, a_problem, said, words
from madoguchi.guide.yaml_file import write_yaml
from madoguchi.language import WRITTEN

DESK_FILE = "services/desk.yaml"


def in_words(language: str, text: str) -> str:
    return DESK + write_yaml(
        {"words": {code: one | ({"summary": text} if code == language else {})
                   for code, one in words(name="Desk", summary="Call.").items()}}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ja", "ごご 1 じではなく13時から", "13時"),
        ("ja", "午後１時から", "1時"),
        ("ja", "１３：００から", "13:00"),
        ("ja", "電話は０３－３９７５－１２５２", "03-3975-1252"),
        ("ja", "電話は03ー3975ー1252", "03-3975-1252"),
        ("ja", "電話は3975-1252", "3975-1252"),
        ("ja", "12月29日は休み", "12月29日"),
        ("ja", "令和8年から", "令和8"),
        ("ja-x-easy", "#7119に かけます", "#7119"),
        ("en", "Open from 9 a.m.", "9 a.m."),
        ("en", "Open from 1pm", "1pm"),
        ("en", "Come at 9 o'clock", "9 o'clock"),
        ("en", "Call (03) 3975-1252", "03) 3975-1252"),
        ("en", "Call +81 3-3975-1252", "+81 3-3975-1252"),
        ("en", "Call 03.3975.1252", "03.3975.1252"),
        ("en", "Call 0120142142", "0120142142"),
        ("en", "Since April 1", "April 1"),
        ("en", "On 2026-12-07", "2026-12-07"),
        ("zh-Hans", "下午1点开始", "1点"),
        ("zh-Hans", "12月7号休息", "12月7号"),
        ("ko", "오후 1시부터", "1시"),
        ("ko", "12월 7일 휴관", "12월 7일"),
        ("fil", "Bukas mula alas-9", "alas-9"),
        ("vi", "Mở cửa lúc 13 giờ", "lúc 13 giờ"),
        ("vi", "Mở cửa 9 giờ sáng", "9 giờ sáng"),
        ("vi", "Nghỉ ngày 7 tháng 12", "ngày 7 tháng 12"),
        ("th", "เปิด 13.00 น.", "13.00 น."),
        ("th", "เปิด 9 โมง", "9 โมง"),
        ("th", "ปิด 7 ธันวาคม", "7 ธันวาคม"),
        ("pt", "Aberto das 13h30", "13h30"),
        ("pt", "Começa às 9", "às 9"),
        ("pt", "Desde 1º de abril", "1o de abril"),
        ("es", "Abre a las 13", "a las 13"),
        ("es", "Desde el 1 de abril", "1 de abril"),
        ("id", "Buka pukul 13", "pukul 1"),
        ("id", "Buka jam 9", "jam 9"),
        ("id", "Libur 7 Desember", "7 Desember"),
    ],
)
def test_a_number_time_or_date_typed_into_words_is_an_error(town, language, text, found):
    town.write(DESK_FILE, in_words(language, text))
    assert [one for one in town.problems() if "typed" in one.message][:1] == [
        a_problem(
            DESK_FILE,
            town.line(DESK_FILE, text),
            f"words.{language}.summary",
            f'"{found}" is typed into the words; refer to the fact, as in [[#phone]]',
        )
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "24時間、1年中。3か月、10分、2時間。"),
        ("ja", "電話は [[#phone]]、24/7"),
        ("zh-Hans", "24小时服务，3点以上"),
        ("ko", "24시간, 3개월"),
        ("en", "24 hours, 7 days, children under 18, 10 minutes, window 3"),
        ("vi", "24 giờ mỗi ngày"),
        ("th", "24 ชั่วโมง"),
        ("pt", "24 horas, de 3 a 5 anos"),
        ("es", "24 horas, las 3 ventanillas"),
        ("id", "24 jam, 3 hari"),
        ("fil", "24 oras"),
    ],
)
def test_spans_ages_and_counts_are_no_times(town, language, text):
    reference = "[[#phone]]" if "#phone" in text else ""
    rest = words(name="Desk", summary=f"Call {reference}.")
    rest[language]["summary"] = text
    town.write(DESK_FILE, DESK + write_yaml({"words": rest}))
    assert [one for one in town.problems() if "typed" in one.message] == []


def test_a_short_number_may_be_the_name_itself(town):
    town.write(DESK_FILE, DESK + said(name="#7119", summary="Call."))
    assert town.problems() == []


def test_a_language_without_words_is_an_error(town):
    text = write_yaml({"words": {k: v for k, v in words(name="Life").items() if k != "ko"}})
    town.write("topics/life.yaml", "kind: topic\npage_number: 1000003\n" + text)
    assert town.problems() == [
        a_problem("topics/life.yaml", 3, "words.ko", "the language ko is missing")
    ]


def test_an_entry_without_words_misses_all_eleven_languages(town):
    town.write("topics/life.yaml", "kind: topic\npage_number: 1000003\n")
    assert [one.message for one in town.problems()] == [
        f"the language {code} is missing" for code in WRITTEN
    ]


def test_words_that_one_language_lacks_are_an_error(town):
    town.write(DESK_FILE, in_words("vi", ""))
    assert town.problems() == [
        a_problem(
            DESK_FILE,
            town.line(DESK_FILE, 'summary: ""'),
            "words.vi.summary",
            "summary is missing in vi",
        )
    ]


def test_a_language_that_is_not_written_lists_those_that_are(town):
    town.edit("topics/life.yaml", "  zh-Hans:", "  zh-Hant:")
    line = town.line("topics/life.yaml", "zh-Hant")
    missing = a_problem("topics/life.yaml", 3, "words.zh-Hans", "the language zh-Hans is missing")
    assert town.problems() == [
        missing,
        a_problem(
            "topics/life.yaml",
            line,
            "words.zh-Hant",
            '"zh-Hant" stands here; no written language of the guide; expected one of '
            + ", ".join(WRITTEN),
        ),
    ]


def test_a_reference_that_one_language_lacks_is_an_error(town):
    town.write(DESK_FILE, DESK + write_yaml({"words": {
        code: one | ({"summary": "Call."} if code == "ko" else {})
        for code, one in words(name="Desk", summary="Call [[#phone]].").items()
    }}))  # fmt: skip
    assert town.problems() == [
        a_problem(
            DESK_FILE,
            town.line(DESK_FILE, "summary: Call."),
            "words.ko.summary",
            "refers to nothing, but the Japanese to [[town/desk#phone]]",
        )
    ]


@pytest.mark.parametrize(
    ("words_of_it", "message"),
    [
        ("[[phone]]", '"[[phone]]" is no reference; expected [[#field]] or [[pack/entry#field]]'),
        ("[[#phone", '"[[" is no reference; expected [[#field]] or [[pack/entry#field]]'),
        ("[[town/desks#phone]]", '[[town/desks#phone]] names no entry "town/desks"'),
        (
            "[[town/section#phone]]",
            "of a organization, words can refer to name, url; not to phone",
        ),
        ("[[town/section#url]]", "[[town/section#url]]: town/section has no website to refer to"),
        ("[[#url]]", "[[town/desk#url]]: town/desk has no url to refer to"),
        ("[[#published]]", "[[town/desk#published]]: town/desk has no published_on to refer to"),
        (
            "[[#fax]]",
            (
                "of a service, words can refer to address, hours, name, phone, phones, published, "
                "url; "
                "not to fax"
            ),
        ),
        ("[[town/page#name]]", "of a source, words can refer to nothing; not to name"),
    ],
)
def test_a_reference_to_what_is_not_there_is_an_error_in_every_language(town, words_of_it, message):
    town.write(DESK_FILE, DESK + said(summary=words_of_it))
    assert town.problems() == [
        a_problem(
            DESK_FILE, town.line(DESK_FILE, f"  {code}:") + 2, f"words.{code}.summary", message
        )
        for code in WRITTEN
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{窓口|まどぐち}の前", "no reading for 前; expected {漢字|かんじ}"),
        ("{窓口|}", '"{窓口|}" is no reading; expected {漢字|かんじ}'),
        ("{窓口|madoguchi}", '"{窓口|madoguchi}" is no reading; expected {漢字|かんじ}'),
    ],
)
def test_readings_of_plain_japanese_are_checked(town, text, message):
    town.write(DESK_FILE, in_words("ja-x-easy", text))
    line = town.line(DESK_FILE, text)
    assert a_problem(DESK_FILE, line, "words.ja-x-easy.summary", message) in town.problems()
    assert {one.line for one in town.problems()} == {line}


def test_kanji_in_other_languages_need_no_reading(town):
    town.write(DESK_FILE, in_words("ja", "窓口です。"))
    assert town.problems() == []


@pytest.mark.parametrize(
    ("made_from", "message", "severity"),
    [
        ("", "made_from is missing; expected the words it comes from, as ja@1", "error"),
        ("ko@1", '"ko@1" names no other language of this entry', "error"),
        ("zh-Hant@1", '"zh-Hant@1" names no other language of this entry', "error"),
        ("ja@3", "ja has only version 2, not 3", "error"),
        ("ja@1", "ja has changed since version 1", "warning"),
    ],
)
def test_words_say_which_words_they_were_made_from(town, made_from, message, severity):
    said_by = words(name="Life")
    for code, one in said_by.items():
        one["made_from"] = "ja@2"
        if code == "ko":
            one["made_from"] = made_from
    said_by["ja"] = {"name": "Life", "version": "2"}
    if not made_from:
        del said_by["ko"]["made_from"]
    town.write(
        "topics/life.yaml",
        "kind: topic\npage_number: 1000003\n" + write_yaml({"words": said_by}),
    )
    line = town.line("topics/life.yaml", "  ko:") + (2 if made_from else 0)
    assert town.problems() == [
        a_problem("topics/life.yaml", line, "words.ko.made_from", message, severity)
    ]


def test_made_from_has_a_version(town):
    said_by = words(name="Life")
    said_by["ko"]["made_from"] = "ja"
    town.write(
        "topics/life.yaml", "kind: topic\npage_number: 1000003\n" + write_yaml({"words": said_by})
    )
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            town.line("topics/life.yaml", "  ko:") + 2,
            "words.ko.made_from",
            '"ja" stands here; expected the form of ja@1',
        )
    ]


def test_approved_words_name_their_reviewer(town):
    said_by = words(name="Life")
    said_by["ja"]["state"] = "approved"
    text = "kind: topic\npage_number: 1000003\n" + write_yaml({"words": said_by})
    town.write("topics/life.yaml", text)
    assert town.problems() == [
        a_problem(
            "topics/life.yaml", 4, "words.ja", "approved words need reviewed: {by: ..., on: ...}"
        )
    ]
    town.edit(
        "topics/life.yaml",
        "state: approved",
        "state: approved\n    reviewed:\n      by: Mori\n      on: 2026-11-20",
    )
    assert town.problems() == []


def test_a_source_has_no_words(town):
    town.edit(
        "sources/page.yaml", "read: 2026-11-22", "read: 2026-11-22\nwords:\n  ja:\n    name: X"
    )
    assert town.problems() == [
        a_problem(
            "sources/page.yaml",
            town.line("sources/page.yaml", "words:"),
            "words",
            "a source has no words; its title stands as printed",
        )
    ]
