"""`madoguchi who`: the same answers as the API, for programs and for people."""

import json

import pytest

from madoguchi.language import WRITTEN

FRIDAY = "2026-11-27T14:00"


@pytest.mark.parametrize(
    "asked",
    [
        {"speaks": "ko", "at": FRIDAY},
        {"speaks": "ne", "at": "2026-11-23T13:30", "language": "ja-x-easy"},
        {"language": "th", "at": "2026-12-31T13:30"},
        {"speaks": "ja", "at": FRIDAY, "topic": "medical", "channel": "phone", "area": "tokyo"},
        {"speaks": "en", "at": "2026-11-27T05:00Z"},
        {"at": FRIDAY},
    ],
)
def test_the_command_prints_the_same_object_as_the_api(madoguchi, client, nerima, asked):
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    ran = madoguchi("who", *options, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    assert json.loads(ran.out) == client.get("/api/help", asked).json()


def test_minji_reads_who_answers_in_korean(madoguchi):
    ran = madoguchi("who", "--speaks", "ko", "--at", FRIDAY)
    assert ran.status == 0
    lines = ran.out.splitlines()
    desk = next(n for n, line in enumerate(lines) if "외국어 상담" in line)
    assert lines[desk] == "● 외국어 상담 / 外国語相談"
    assert "17:00" in lines[desk + 1]
    assert lines[desk + 2] == "    ☎ 03-5984-4333"
    plaza = next(n for n, line in enumerate(lines) if "문화교류" in line)
    assert lines[plaza].startswith("○ ")
    assert "11월 30일" in lines[plaza + 1]


def test_lins_friend_reads_the_same_in_english(madoguchi):
    ran = madoguchi("who", "--speaks", "ko", "--at", FRIDAY, "--language", "en")
    answering = ran.out.count("\n● ")
    assert answering >= 3
    assert ran.out.startswith(f"Fri 27 Nov 14:00: {answering} windows answer in Korean then\n")
    assert "● Foreign Language Consultation / 外国語相談\n    until Fri 27 Nov 17:00\n" in ran.out
    assert "    Through an interpreter\n" in ran.out
    assert "If nobody can help you now\n  - " in ran.out


@pytest.mark.parametrize("code", WRITTEN)
def test_people_read_words_without_marks_of_ours(madoguchi, code):
    for at in (FRIDAY, "2026-11-23T13:30", "2026-12-31T13:30"):
        ran = madoguchi("who", "--at", at, "--language", code)
        assert ran.status == 0
        assert not any(mark in ran.out for mark in ("{", "}", "[[", "<", "None"))


def test_a_language_that_no_window_names_is_a_bad_question_with_the_list(madoguchi, nerima):
    ran = madoguchi("who", "--speaks", "xx", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert '"xx"' in ran.err
    assert ", ".join(nerima.guide.spoken) in ran.err


@pytest.mark.parametrize("at", ["tomorrow", "2026-02-30T10:00", "24:00"])
def test_a_time_that_cannot_be_read_is_a_bad_question(madoguchi, at):
    ran = madoguchi("who", "--speaks", "ko", "--at", at)
    assert (ran.status, ran.out) == (2, "")
    assert at in ran.err
    assert "expected 2026-11-27T14:00" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [(), ("whom",), ("who", "--language", "xx"), ("who", "--channel", "smoke")],
)
def test_what_is_no_command_is_a_bad_question(madoguchi, arguments):
    ran = madoguchi(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "usage: madoguchi" in ran.err


def test_without_an_edition_it_says_how_to_make_one(madoguchi, tmp_path):
    ran = madoguchi("who", "--speaks", "ko", data=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert "madoguchi publish" in ran.err


def test_a_damaged_edition_answers_nothing(madoguchi, town):
    madoguchi("publish")
    content = next(town.root.parent.glob("var/editions/town/*/edition.json"))
    content.write_bytes(content.read_bytes().replace(b"13:00", b"12:00"))
    ran = madoguchi("who", "--speaks", "ko")
    assert (ran.status, ran.out) == (1, "")
    assert "madoguchi publish" in ran.err
