"""`madoguchi deadline`: any period counted and explained, for programs and for people."""

import json

import pytest

from madoguchi.language import WRITTEN

MARKS = ("{", "}", "[[", "]]", "None")


def three(ran) -> tuple[str, str | None, str]:
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    return found["law_last_day"], found["office_last_day"], found["aim_by"]


@pytest.mark.parametrize(
    "asked",
    [
        {"days": "14", "from": "2026-03-03", "first-day": "counted", "roll": "ward"},
        {"days": "30", "from": "2026-03-03", "roll": "national", "margin": "1"},
        {"months": "2", "from": "2027-02-28", "language": "ko"},
        {"years": "1", "from": "2028-02-29", "language": "ja-x-easy"},
        {"days": "14", "from": "令和8年12月18日", "roll": "ward", "language": "th"},
        {"days": "0", "from": "2026-11-28", "roll": "national"},
    ],
)
def test_the_command_prints_the_same_object_as_the_api(madoguchi, client, asked):
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    ran = madoguchi("deadline", *options, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    found = client.get("/api/deadline", asked)
    assert (found.status_code, json.loads(ran.out)) == (200, found.json())


@pytest.mark.parametrize(
    ("first_day", "dates"),
    [
        (("--first-day", "counted"), ("2026-03-16", "2026-03-16", "2026-03-16")),
        (("--first-day", "not-counted"), ("2026-03-17", "2026-03-17", "2026-03-17")),
        ((), ("2026-03-17", "2026-03-17", "2026-03-17")),
    ],
)
def test_the_first_day_is_counted_only_where_that_is_said(madoguchi, first_day, dates):
    options = ["--days", "14", "--from", "2026-03-03", "--roll", "ward", "--format", "json"]
    assert three(madoguchi("deadline", *options, *first_day)) == dates


@pytest.mark.parametrize(
    ("roll", "dates"),
    [
        ("ward", ("2026-05-03", "2026-05-07", "2026-05-01")),
        ("national", ("2026-05-03", "2026-05-07", "2026-05-01")),
        ("none", ("2026-05-03", None, "2026-05-01")),
    ],
)
def test_the_last_day_rolls_only_where_that_is_said(madoguchi, roll, dates):
    ran = madoguchi(
        "deadline", "--days", "13", "--from", "2026-04-20", "--roll", roll, "--format", "json"
    )
    assert three(ran) == dates


@pytest.mark.parametrize(
    ("options", "dates"),
    [
        ("--days 60 --from 2026-03-03 --margin 1", ("2026-05-02", None, "2026-05-01")),
        ("--days 30 --from 2026-11-07 --margin 1", ("2026-12-07", None, "2026-12-04")),
        ("--months 1 --from 2026-12-31", ("2027-01-31", None, "2027-01-29")),
        ("--months 2 --from 2027-02-28", ("2027-04-30", None, "2027-04-28")),
        ("--years 1 --from 2027-02-28", ("2028-02-29", None, "2028-02-28")),
        ("--years 2 --from 2028-02-29", ("2030-02-28", None, "2030-02-28")),
        ("--days 0 --from 2026-11-28 --roll ward", ("2026-11-28", "2026-11-30", "2026-11-27")),
    ],
)
def test_days_months_and_years_end_on_these_days(madoguchi, options, dates):
    assert three(madoguchi("deadline", *options.split(), "--format", "json")) == dates


def test_a_person_reads_the_day_to_aim_by_first_and_the_reasons_after_it(madoguchi):
    options = ["--days", "14", "--from", "2026-12-18", "--roll", "ward", "--today", "2026-11-28"]
    ran = madoguchi("deadline", *options)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[:8] == [
        "→ Aim by Mon, 28 Dec 2026",
        "Last day by law: Fri, 1 Jan 2027",
        "Last day at the office: Mon, 4 Jan 2027",
        "  · The time is counted from Fri, 18 Dec 2026.",
        "  · That day is not counted: day 1 is Sat, 19 Dec 2026.",
        "  · Day 14 is the last day by law: Fri, 1 Jan 2027.",
        (
            "  · Fri, 1 Jan 2027 lies in the year-end holidays: the office takes it until "
            "Mon, 4 Jan 2027."
        ),
        (
            "  · Fri, 1 Jan 2027 lies in the year-end holidays. Aim by Mon, 28 Dec 2026, the last "
            "open day before it."
        ),
    ]
    assert len(ran.out.splitlines()) == 9


def test_holidays_that_nobody_has_announced_are_marked_by_the_day_it_is_asked_on(madoguchi):
    asked = ("deadline", "--years", "1", "--from", "2027-03-20")
    line = "  · The holidays of 2028 are not official yet; they are computed."
    assert line in madoguchi(*asked, "--today", "2026-11-28").out.splitlines()
    assert line in madoguchi(*asked, "--today", "2027-01-31").out.splitlines()
    assert line not in madoguchi(*asked, "--today", "2027-02-01").out.splitlines()


@pytest.mark.parametrize("code", WRITTEN)
def test_people_read_words_without_marks_of_ours(madoguchi, code):
    for options in (
        "--days 14 --from 2026-12-18 --first-day counted --roll ward --margin 1",
        "--months 2 --from 2027-02-28",
        "--years 1 --from 2028-02-29",
        "--days 0 --from 2026-11-28 --roll national",
    ):
        ran = madoguchi("deadline", *options.split(), "--language", code)
        assert (ran.status, ran.err) == (0, "")
        assert [mark for mark in MARKS if mark in ran.out] == []


# What cannot be counted.


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--from 2026-03-03", "one of the arguments --days --months --years is required"),
        ("--days 1 --months 1 --from 2026-03-03", "not allowed with argument"),
        ("--days 1 --years 1 --from 2026-03-03", "not allowed with argument"),
        ("--days 14", "the following arguments are required: --from"),
        ("--days many --from 2026-03-03", "argument --days"),
        ("--days 1.5 --from 2026-03-03", "argument --days"),
        ("--days 1 --from 2026-03-03 --roll local", "argument --roll"),
        ("--days 1 --from 2026-03-03 --first-day yes", "argument --first-day"),
        ("--days 1 --from 2026-03-03 --language xx", "argument --language"),
        ("--days=-1 --from 2026-03-03", "--days: "),
        ("--days 36501 --from 2026-03-03", "--days: "),
        ("--days 99999999999999999999 --from 2026-03-03", "--days: "),
        ("--months 1201 --from 2026-03-03", "--months: "),
        ("--years 101 --from 2026-03-03", "--years: "),
        ("--days 1 --from 2026-03-03 --margin=-1", "--margin: "),
        ("--days 1 --from 2026-03-03 --margin 366", "--margin: "),
        ("--years 100 --from 2026-03-03", "holidays are known from "),
        ("--months 1200 --from 2026-03-03", "holidays are known from "),
        ("--days 36500 --from 2026-03-03", "holidays are known from "),
        ("--days 1 --from 1800-01-01", '"1800-01-01" is before 1990'),
        ("--days 1 --from 2026-02-30", '"2026-02-30" does not exist in the calendar'),
        ("--days 1 --from 2569-03-03", '"2569-03-03" has a year of another calendar'),
        ("--days 1 --from 2199-01-01", '"2199-01-01" is more than 10 years ahead'),
        ("--days 1 --from soon", '"soon" is no day; expected a day as 2026-03-16'),
        ("--days 1 --from 2026-03-03 --today soon", '"soon" is no day; expected a day as'),
    ],
)
def test_what_cannot_be_counted_is_a_bad_question(madoguchi, options, message):
    ran = madoguchi("deadline", *options.split(), "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err


def test_a_deadline_needs_no_edition(madoguchi, tmp_path):
    ran = madoguchi(
        "deadline", "--days", "14", "--from", "2026-03-03", "--format", "json", data=tmp_path
    )
    assert three(ran) == ("2026-03-17", None, "2026-03-17")
