"""Each way in which a pack can be wrong, and what whoever wrote it is told."""

import pytest

from madoguchi.guide import PackError, Problem, read_packs
from madoguchi.guide.tests.town import DESK, TODAY, a_problem, said, words
from madoguchi.guide.yaml_file import write_yaml
from madoguchi.language import WRITTEN

DESK_FILE = "services/desk.yaml"


def test_the_whole_town_has_no_problems(town):
    assert town.problems() == []
    assert town.guide().spoken == ("ko",)


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "message"),
    [
        # a wrong value
        (
            "channels: [phone, in-person]",
            "channels: [phone, fax]",
            "channels",
            "channels[2]",
            "\"fax\" stands here; expected 'phone', 'in-person', 'online' or 'mail'",
        ),
        (
            "on_holidays: closed",
            "on_holidays: shut",
            "on_holidays",
            "schedules[1].on_holidays",
            "\"shut\" stands here; expected 'closed', 'same' or 'unknown'; "
            'or "shut" stands here; expected a list, written [..., ...]',
        ),
        (
            "channels: [phone, in-person]",
            "channels: []",
            "channels",
            "channels",
            "a list of 0 stands here; expected at least 1",
        ),
        (
            "topics: [town/life]",
            "topics: town/life",
            "topics",
            "topics",
            '"town/life" stands here; expected a list, written [..., ...]',
        ),
        (
            "check_by: 2027-04-01",
            "check_by: 2027-02-30",
            "check_by",
            "check_by",
            '"2027-02-30" stands here; input should be a valid date or datetime, '
            "day value is outside expected range",
        ),
        (
            "check_by: 2027-04-01",
            "check_by: 86400",
            "check_by",
            "check_by",
            '"86400" stands here; expected a day as 2026-11-27',
        ),
        (
            "page_number: 1000008",
            "page_number: 12",
            "page_number",
            "page_number",
            '"12" stands here; input should be greater than or equal to 1000000',
        ),
        # a field that does not exist, or is missing
        (
            "on_holidays: closed",
            "on_holiday: closed",
            "on_holiday:",
            "schedules[1].on_holiday",
            'there is no field "on_holiday" here; did you mean "on_holidays"?',
        ),
        (
            "check_by: 2027-04-01",
            "checkby: 2027-04-01",
            "checkby",
            "checkby",
            'there is no field "checkby" here; did you mean "check_by"?',
        ),
        (
            "check_by: 2027-04-01",
            "xyzzy: 1",
            "xyzzy",
            "xyzzy",
            'there is no field "xyzzy" here',
        ),
        (
            "organization: town/section\n",
            "",
            "kind: service",
            "organization",
            "organization is missing",
        ),
        # hours
        (
            "hours: [13:00-17:00]",
            "hours: [17:00-13:00]",
            "17:00-13:00",
            "schedules[1].hours[1]",
            '"17:00-13:00" stands here; closes before it opens; expected opening and closing time '
            'as "13:00-17:00", or "18:00-08:00+1" if it closes the next day; write '
            '"17:00-13:00+1" for the next day',
        ),
        (
            "hours: [13:00-17:00]",
            "hours: [13:00-17:70]",
            "17:70",
            "schedules[1].hours[1]",
            '"13:00-17:70" stands here; "17:70" is no time of day; expected opening and closing '
            'time as "13:00-17:00", or "18:00-08:00+1" if it closes the next day',
        ),
        (
            "    days: [mon, fri]\n",
            "",
            "speaks: [ko]",
            "schedules[1]",
            "no days; expected days, month_days or dates",
        ),
        (
            "    days: [mon, fri]\n",
            "    days: [mon, fri]\n    valid_from: 2027-04-01\n    valid_to: 2027-03-01\n",
            "speaks: [ko]",
            "schedules[1]",
            "valid_to is before valid_from",
        ),
        (
            "    days: [mon, fri]\n",
            "    days: [mon, fri]\n    seasons: [02-30..03-01]\n",
            "seasons",
            "schedules[1].seasons[1]",
            '"02-30..03-01" stands here; "2028-02-30" is no day of the calendar; expected days of '
            'every year as "07-21..08-31"',
        ),
        (
            "speaks: [ko]",
            "speaks: [tl]",
            "speaks: [tl]",
            "schedules[1].speaks",
            '"tl" is no spoken language; expected a code as ko or fil, or other',
        ),
        # telephone numbers
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-125",
            "printed",
            "phones[1].printed",
            '"03-3975-125" stands here; no telephone in Japan has this number; '
            "expected one as 03-3975-1252",
        ),
        (
            "printed: 03-3975-1252",
            "printed: ０３-３９７５-１２５２",
            "printed",
            "phones[1].printed",
            '"０３-３９７５-１２５２" stands here; expected the form ^[#0-9][0-9-]*[0-9]$',
        ),
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-1252\n    speaks: [vi]",
            "speaks: [vi]",
            "phones[1].speaks",
            "no schedule of this window speaks vi",
        ),
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-1252\n    caller: area:nowhere",
            "caller",
            "phones[1].caller",
            'there is no area "nowhere"; expected the file name of one',
        ),
        # links
        (
            "organization: town/section",
            "organization: town/sektion",
            "organization",
            "organization",
            'no entry "town/sektion"; expected a file packs/town/organizations/sektion.yaml',
        ),
        (
            "organization: town/section",
            "organization: town/hall",
            "organization",
            "organization",
            '"town/hall" is a location; expected a organization',
        ),
        (
            "closures: [town/hall-days]",
            "closures: [town/hall-days, town/closing-days]",
            "closures",
            "closures[2]",
            'no entry "town/closing-days"; expected a file packs/town/closures/closing-days.yaml',
        ),
        (
            "  - source: town/page",
            "  - source: town/pages",
            "source: town/pages",
            "sources[1].source",
            'no entry "town/pages"; expected a file packs/town/sources/pages.yaml',
        ),
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [phones, schedules, fax]",
            "fax",
            "sources[1].of",
            'a service has no field "fax"',
        ),
        # sources
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [schedules]",
            "phones:",
            "phones",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [phones]",
            "schedules:",
            "schedules",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        # what kind of entry
        (
            "kind: service",
            "kind: servise",
            "kind",
            "kind",
            '"servise" stands here; expected one of pack, source, area, topic, organization, '
            "location, closures, service, otherwise",
        ),
        (
            "kind: service\n",
            "",
            "page_number",
            "kind",
            "nothing stands here; expected one of pack, source, area, topic, organization, "
            "location, closures, service, otherwise",
        ),
        (
            "page_number: 1000008\n",
            "",
            "kind",
            "kind",
            "the entry has no page_number yet; run `madoguchi format`",
        ),
        (
            "page_number: 1000008",
            "page_number: 1000001",
            "page_number",
            "page_number",
            "1000001 is the number of packs/town/pack.yaml; remove it and run `madoguchi format`",
        ),
    ],
)
def test_a_fault_in_a_window_is_told_with_its_line_and_field(town, old, new, at, field, message):
    town.edit(DESK_FILE, old, new)
    assert town.problems() == [a_problem(DESK_FILE, town.line(DESK_FILE, at), field, message)]


@pytest.mark.parametrize(
    "number", ["110", "119", "189", "#7119", "#8000", "0570-013904", "0120-142-142"]
)
def test_short_numbers_and_those_of_the_whole_country_are_numbers(town, number):
    town.edit(DESK_FILE, "printed: 03-3975-1252", f'printed: "{number}"')
    assert town.problems() == []


@pytest.mark.parametrize(
    "never",
    [
        "    dates: [2026-12-07]\n    seasons: [07-01..08-31]\n",
        "    days: [mon, fri]\n    special_days:\n      - dates: 2026-01-01..2029-12-31\n"
        "        hours: closed\n",
        "    days: [holiday]\n    seasons: [06-01..06-30]\n",
        "    month_days: [31]\n    seasons: [02-01..02-29]\n",
    ],
)
def test_hours_that_can_never_open_are_an_error(town, never):
    town.edit(DESK_FILE, "    days: [mon, fri]\n", never)
    assert town.problems() == [
        a_problem(
            DESK_FILE,
            town.line(DESK_FILE, "- speaks: [ko]"),
            "schedules[1]",
            "there is no day on which this can ever be open",
        )
    ]


def test_hours_on_a_29_february_can_open(town):
    town.edit(
        DESK_FILE, "    days: [mon, fri]\n", "    month_days: [29]\n    seasons: [02-01..02-29]\n"
    )
    assert town.problems() == []


def test_a_list_of_days_off_that_has_run_out_is_only_a_warning(town):
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", "known_until: 2026-11-26")
    assert town.problems() == [
        a_problem(
            "closures/hall-days.yaml",
            town.line("closures/hall-days.yaml", "known_until"),
            "known_until",
            "the list has run out on 2026-11-26; ask for the new one",
            "warning",
        )
    ]
    assert town.guide().spoken == ("ko",)


def test_a_list_of_days_off_that_runs_out_today_has_not_run_out(town):
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", f"known_until: {TODAY}")
    assert town.problems() == []


def test_an_address_needs_a_source(town):
    town.edit("locations/hall.yaml", "sources:\n  - source: town/page\n", "")
    assert town.problems() == [
        a_problem(
            "locations/hall.yaml",
            town.line("locations/hall.yaml", "address"),
            "address",
            "no source stands for this; add one under sources, or remove the fact",
        )
    ]


def test_a_window_of_which_nothing_is_known_needs_no_source(town):
    town.write(
        DESK_FILE,
        "kind: service\npage_number: 1000008\norganization: town/section\n"
        "topics: [town/life]\nchannels: [phone]\nschedules:\n  - speaks: [other]\n"
        "    hours: unknown\n" + said(summary="Ask."),
    )
    assert town.problems() == []


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("2023", ""),
        ("2023-04", ""),
        ("2023-04-28", ""),
        ("unknown", ""),
        ("2023-13", "month must be in 1..12"),
        ("2023-02-30", "day is out of range for month"),
        (
            "April 2023",
            "expected the form ^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$",
        ),
    ],
)
def test_a_source_is_dated_as_far_as_it_says(town, printed, problem):
    town.edit("sources/page.yaml", "printed: unknown", f'printed: "{printed}"')
    line = town.line("sources/page.yaml", "printed")
    assert town.problems() == (
        [a_problem("sources/page.yaml", line, "printed", f'"{printed}" stands here; {problem}')]
        if problem
        else []
    )


# Words.


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
        a_problem("topics/life.yaml", 3, "words", "the language ko is missing")
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
            town.line(DESK_FILE, "summary: ''"),
            "words.vi.summary",
            "summary is missing in vi",
        )
    ]


def test_a_language_that_is_not_written_lists_those_that_are(town):
    town.edit("topics/life.yaml", "  zh-Hans:", "  zh-Hant:")
    line = town.line("topics/life.yaml", "zh-Hant")
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            line,
            "words.zh-Hant",
            '"zh-Hant" stands here; no written language of the guide; expected one of '
            + ", ".join(WRITTEN),
        )
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
            "of a service, words can refer to address, hours, name, phone, phones, published, url; "
            "not to fax",
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
            '"ja" stands here; expected the form ^[a-zA-Z-]+@[1-9][0-9]*$',
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


# Files and packs.


def test_two_entries_with_one_id_are_an_error(town):
    town.entry("areas/life.yaml", kind="area", page_number=1000011)
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            1,
            "",
            "the id town/life is taken by packs/town/areas/life.yaml; rename the file",
        )
    ]


@pytest.mark.parametrize(
    ("path", "kind", "message"),
    [
        ("topics/more.yaml", "area", "a area belongs in the folder areas"),
        ("more.yaml", "topic", "a topic belongs in the folder topics"),
        ("topics/deep/more.yaml", "topic", "a topic belongs in the folder topics"),
    ],
)
def test_an_entry_in_the_wrong_folder_is_an_error(town, path, kind, message):
    town.entry(path, kind=kind, page_number=1000011)
    assert town.problems() == [a_problem(path, 1, "kind", message)]


def test_a_second_pack_file_is_an_error(town):
    town.entry("other.yaml", kind="pack", page_number=1000011, area="town/town")
    assert town.problems() == [a_problem("other.yaml", 1, "kind", "a pack belongs in pack.yaml")]


@pytest.mark.parametrize("name", ["Life Guide", "life_guide", "人生", "-life"])
def test_a_file_name_that_no_address_can_have_is_an_error(town, name):
    town.entry(f"topics/{name}.yaml", kind="topic", page_number=1000011)
    assert town.problems() == [
        a_problem(
            f"topics/{name}.yaml",
            1,
            "",
            f'"{name}" is no name; expected small letters, as "culture-plaza"',
        )
    ]


def test_a_file_that_ends_in_yml_is_not_passed_over(town):
    town.entry("topics/more.yml", kind="topic", page_number=1000011)
    assert town.problems() == [
        a_problem(
            "topics/more.yml", 1, "", "the file's name ends in something else; expected .yaml"
        )
    ]


def test_a_file_that_is_no_yaml_is_told_once_and_its_links_are_not(town):
    town.write("organizations/section.yaml", "kind: organization\nkind: organization\n")
    assert town.problems() == [
        a_problem("organizations/section.yaml", 2, "", '"kind" stands here twice')
    ]


def test_an_entry_with_an_error_is_told_once_and_its_links_are_not(town):
    town.edit("sources/page.yaml", "trust: official", "trust: rumour")
    assert town.problems() == [
        a_problem(
            "sources/page.yaml",
            town.line("sources/page.yaml", "trust"),
            "trust",
            "\"rumour\" stands here; expected 'law', 'official', 'copy', 'secondary' or 'memory'",
        )
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_entry_says_what_one_is(town, text):
    town.write("topics/more.yaml", text)
    assert town.problems() == [
        a_problem(
            "topics/more.yaml", 1, "", "an entry is a list of fields, each written `name: value`"
        )
    ]


def test_fields_where_a_value_stands_are_told(town):
    town.write("topics/life.yaml", "kind: topic\npage_number: 1000003\nwords: none\n")
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            3,
            "words",
            '"none" stands here; expected fields, each written `name: value`',
        )
    ]


def test_several_errors_in_several_files_are_told_together(town):
    town.edit(DESK_FILE, "printed: 03-3975-1252", "printed: 03-3975-125")
    town.edit(DESK_FILE, "channels: [phone, in-person]", "channels: [fax]")
    town.edit("locations/hall.yaml", "area: town/town", "area: town/village")
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", "known_until: 2026-01-01")
    town.write("topics/life.yaml", "kind: topic\n  x: y\n")
    with pytest.raises(PackError) as caught:
        town.read()
    assert [(one.file, one.line, one.severity) for one in caught.value.problems] == [
        ("packs/town/closures/hall-days.yaml", town.line("closures/hall-days.yaml", "known_until"), "warning"),
        ("packs/town/locations/hall.yaml", town.line("locations/hall.yaml", "area"), "error"),
        ("packs/town/services/desk.yaml", 6, "error"),
        ("packs/town/services/desk.yaml", 8, "error"),
        ("packs/town/topics/life.yaml", 2, "error"),
    ]  # fmt: skip
    assert str(caught.value).splitlines()[1] == (
        f"packs/town/locations/hall.yaml:{town.line('locations/hall.yaml', 'area')}: error: area: "
        'no entry "town/village"; expected a file packs/town/areas/village.yaml'
    )


def extend(town, by: str) -> None:
    town.edit("pack.yaml", "area: town/town", f"extends: {by}\narea: town/town")


def test_a_pack_builds_on_another(town):
    extend(town, "land")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\narea: land/land\n" + said(name="Land"),
        pack="land",
    )
    town.write("areas/land.yaml", "kind: area\npage_number: 1000022\n" + said(), pack="land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert town.problems() == []
    assert town.guide().packs == ("town", "land")
    assert town.guide().areas_around("town/town") == ("town/town", "land/land")


def test_a_pack_that_does_not_exist_lists_those_that_do(town):
    with pytest.raises(PackError) as caught:
        read_packs(town.root, "city", TODAY)
    assert caught.value.problems == [
        Problem("packs/city/pack.yaml", 1, "", 'there is no pack "city"; there are: town')
    ]


def test_building_on_a_pack_that_does_not_exist_is_told_where_it_is_said(town):
    extend(town, "land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert town.problems() == [
        a_problem(
            "pack.yaml",
            town.line("pack.yaml", "extends"),
            "extends",
            'there is no pack "land"; there are: town',
        )
    ]


def test_packs_that_build_on_each_other_are_an_error(town):
    extend(town, "land")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\nextends: town\narea: town/town\n" + said(name="Land"),
        pack="land",
    )
    assert town.problems() == [
        Problem("packs/land/pack.yaml", 3, "extends", "town builds on land, and that on it")
    ]


def test_a_pack_cannot_build_on_itself(town):
    extend(town, "town")
    assert town.problems() == [
        a_problem(
            "pack.yaml", town.line("pack.yaml", "extends"), "extends", "town builds on itself"
        )
    ]


def test_a_fault_in_a_pack_file_does_not_hide_the_packs_it_builds_on(town):
    extend(town, "land")
    town.edit("pack.yaml", "page_number: 1000001", "page_number: 1")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\narea: land/land\n" + said(name="Land"),
        pack="land",
    )
    town.write("areas/land.yaml", "kind: area\npage_number: 1000022\n" + said(), pack="land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert [(one.file, one.field) for one in town.problems()] == [
        ("packs/town/pack.yaml", "page_number")
    ]


def test_a_pack_file_that_is_no_yaml_does_not_make_every_link_look_broken(town):
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    town.write("pack.yaml", "kind: pack\nkind: pack\n")
    assert town.problems() == [a_problem("pack.yaml", 2, "", '"kind" stands here twice')]
