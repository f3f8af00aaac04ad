"""`madoguchi plan`: the same plan as the API's, for programs and for people."""

import json
import time
from datetime import datetime, timedelta

import pytest

from madoguchi.edition import life_events
from madoguchi.edition.answers import all_questions
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN

CHILD = "child-born-in-japan"
BIRTH = {
    "birth": "2026-03-03",
    "born_in": "japan",
    "parents": "both_foreign",
    "leaving_in_60d": "no",
}
MARKS = ("{", "}", "[[", "]]", "None")


def pairs(answers: dict[str, str]) -> list[str]:
    return [f"{key}={answer}" for key, answer in answers.items()]


@pytest.mark.parametrize(
    ("event", "answers", "options"),
    [
        (CHILD, BIRTH, {"today": "2026-03-03"}),
        (CHILD, BIRTH, {"today": "2026-03-05", "language": "ko"}),
        (CHILD, BIRTH | {"parents": "unsure"}, {"speaks": "ne", "today": "2026-04-03"}),
        (CHILD, BIRTH | {"born_in": "abroad"}, {"language": "ja-x-easy", "today": "2026-03-06"}),
        (CHILD, BIRTH | {"birth": "令和8年3月3日"}, {"language": "th", "speaks": "sw"}),
        (
            "moving-out",
            {"move_date": "unsure", "work_insurance": "no"},
            {"language": "zh-Hans", "today": "2026-03-07"},
        ),
        ("pregnant", {}, {"today": "2027-04-02"}),
        ("marrying", {}, {"language": "es", "today": "2026-12-31"}),
    ],
)
def test_the_command_prints_the_same_object_as_the_api(  # noqa: PLR0917 - the case and the tools
    madoguchi, client, nerima, event, answers, options
):
    given = [part for name, value in options.items() for part in (f"--{name}", value)]
    ran = madoguchi("plan", event, *pairs(answers), *given, "--format", "json")
    assert (ran.status, ran.err) == (0, "")
    found = client.get(f"/api/plan/{event}", answers | options)
    assert (found.status_code, json.loads(ran.out)) == (200, found.json())


def test_the_example_of_the_issue_prints_these_dates(madoguchi):
    ran = madoguchi(
        "plan", "child-born-in-japan", "birth=2026-03-03", "born_in=japan",
        "parents=both_foreign", "leaving_in_60d=no", "--format", "json",
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert (found["event"], found["answers"]) == (CHILD, BIRTH)
    dates = ("law_last_day", "office_last_day", "aim_by", "rolls")
    assert {
        one["id"]: tuple(one[name] for name in dates) for one in found["steps"] if one["applies"]
    } == {
        "birth-notification": ("2026-03-16", "2026-03-16", "2026-03-16", "ward"),
        "residence-status": ("2026-04-02", "2026-04-02", "2026-04-01", "national"),
        "health-insurance-child": ("2026-03-17", "2026-03-17", "2026-03-17", "ward"),
        "child-allowance-birth": ("2026-03-18", "2026-03-18", "2026-03-18", "ward"),
        "child-medical-card": (None, None, None, None),
    }
    (status,) = [one for one in found["steps"] if one["id"] == "residence-status"]
    limit = {name: status["limit"][name] for name in dates}
    assert limit == {
        "law_last_day": "2026-05-02",
        "office_last_day": None,
        "aim_by": "2026-05-01",
        "rolls": None,
    }


def test_lin_reads_the_plan_in_english(madoguchi):
    ran = madoguchi("plan", CHILD, *pairs(BIRTH), "--today", "2026-03-05")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == ["A child was born", ""]
    first = lines.index("1. Hand in the birth notification / 出生届を出す")
    assert lines[first + 1 : first + 9] == [
        "   → Aim by Mon, 16 Mar 2026",
        "   Last day by law: Mon, 16 Mar 2026",
        "   Last day at the office: Mon, 16 Mar 2026",
        "     · The time is counted from Tue, 3 Mar 2026.",
        "     · That day itself is day 1.",
        "     · Day 14 is the last day by law: Mon, 16 Mar 2026.",
        "     · Offices are open on Mon, 16 Mar 2026, so the last day stays where it is.",
        "     · Aim by Mon, 16 Mar 2026: offices are open on it.",
    ]
    second = next(n for n, line in enumerate(lines) if line.startswith("2. "))
    assert lines[second].startswith("2. Apply for the child's status of residence / ")
    assert lines[second + 1] == "   → Aim by Wed, 1 Apr 2026"
    papers = [line for line in lines[first:second] if line.startswith("   □ ")]
    assert len(papers) == 3
    assert any(line.startswith("   ☎ 03-") for line in lines[first:second])


def test_steps_that_are_not_needed_come_last_with_the_reason(madoguchi):
    ran = madoguchi("plan", CHILD, *pairs(BIRTH | {"leaving_in_60d": "yes"}))
    assert ran.status == 0
    last = [line for line in ran.out.splitlines() if line.startswith("– ")]
    assert (
        "– Apply for the child's status of residence: A child who leaves Japan for good within "
        "60 days needs no status of residence."
    ) in last
    assert len(last) == 3
    assert ran.out.rstrip().endswith(last[-1])


def test_what_is_only_remembered_says_so_instead_of_a_date(madoguchi):
    ran = madoguchi("plan", "moving-within", "move_date=2026-03-03", "household=no")
    assert "How long there is was written from memory and is not checked" in ran.out


@pytest.mark.parametrize("code", WRITTEN)
def test_people_read_words_without_marks_of_ours(madoguchi, code):
    for event, answers in (
        (CHILD, BIRTH),
        (CHILD, BIRTH | {"parents": "one_japanese", "japanese_parent": "mother"}),
        (
            "staying-longer",
            {"stay_end": "2027-01-30", "stay_over_30d": "unsure", "has_my_number_card": "yes"},
        ),
    ):
        ran = madoguchi("plan", event, *pairs(answers), "--language", code, "--today", "2026-11-28")
        assert (ran.status, ran.err) == (0, "")
        assert [mark for mark in MARKS if mark in ran.out] == []


def test_every_event_has_a_plan_for_who_is_sure_of_nothing(madoguchi, nerima):
    for event in life_events(nerima.guide):
        given = [f"{one.key}=unsure" for one in all_questions(nerima.guide, event)]
        ran = madoguchi("plan", event.slug, *given, "--today", "2026-11-28")
        assert (ran.status, ran.err) == (0, ""), event.slug
        assert [mark for mark in MARKS if mark in ran.out] == [], event.slug


# Days.


def test_asking_as_on_another_day_changes_today_and_no_date(madoguchi):
    told = [
        json.loads(madoguchi("plan", CHILD, *pairs(BIRTH), "--today", day, "--format", "json").out)
        for day in ("2026-03-05", "令和8年5月3日")
    ]
    assert [one["today"] for one in told] == ["2026-03-05", "2026-05-03"]
    standings = [
        {one["id"]: one["standing"] for one in found["steps"]}["residence-status"] for found in told
    ]
    assert standings == ["ahead", "past"]
    dates = [[one["aim_by"] for one in found["steps"]] for found in told]
    assert dates[0] == dates[1]


def test_today_is_tokyos_wherever_the_command_runs(madoguchi, monkeypatch):
    # Twelve hours behind Greenwich it is still yesterday, or else fourteen ahead tomorrow.
    evening = datetime.now(TOKYO).hour >= 20
    monkeypatch.setenv("TZ", "Etc/GMT-14" if evening else "Etc/GMT+12")
    time.tzset()
    try:
        before = datetime.now(TOKYO).date()
        assert datetime.now().astimezone().date() != before
        today = json.loads(madoguchi("plan", "pregnant", "--format", "json").out)["today"]
        assert today in {before.isoformat(), (before + timedelta(days=1)).isoformat()}
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


# What cannot be answered.


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"birth": "2026-02-30"}, 'birth: "2026-02-30" does not exist in the calendar; expected'),
        ({"birth": "1989-12-31"}, 'birth: "1989-12-31" is before 1990; expected'),
        ({"birth": "2569-03-03"}, 'birth: "2569-03-03" has a year of another calendar; expected'),
        ({"birth": "2199-01-01"}, 'birth: "2199-01-01" is more than 10 years ahead; expected'),
        ({"birth": "soon"}, 'birth: "soon" is no day; expected a day as 2026-03-16'),
        ({"parents": "one"}, 'parents: "one" is no answer; expected one of both_foreign, one_jap'),
        ({"parents": "one_japanese"}, "japanese_parent is missing; expected one of mother, "),
        ({"fee": "1"}, 'there is no question "fee" here; expected birth, born_in, parents'),
    ],
)
def test_a_bad_answer_is_a_bad_question_with_what_was_expected(madoguchi, changed, message):
    ran = madoguchi("plan", CHILD, *pairs(BIRTH | changed), "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(message)


def test_everything_that_is_missing_is_told_at_once(madoguchi):
    ran = madoguchi("plan", CHILD)
    assert (ran.status, ran.out) == (2, "")
    told = [part for part in ran.err.split("; ") if "is missing" in part]
    assert [part.split()[0] for part in told] == ["birth", "born_in", "parents", "leaving_in_60d"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("birth",), '"birth" is no answer; expected one as birth=2026-03-03'),
        (("birth=2026-03-03", "birth=2026-03-04"), '"birth" is answered twice'),
        (("=2026-03-03",), 'there is no question "" here'),
    ],
)
def test_what_is_no_pair_of_a_key_and_an_answer_is_a_bad_question(madoguchi, arguments, message):
    ran = madoguchi("plan", CHILD, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err


def test_an_event_that_there_is_not_is_a_bad_question_with_those_that_there_are(madoguchi, nerima):
    ran = madoguchi("plan", "nothing", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert 'there is no event "nothing"' in ran.err
    assert all(one.slug in ran.err for one in life_events(nerima.guide))


@pytest.mark.parametrize("today", ["x", "2026-02-30", "1800-01-01", "2569-01-01"])
def test_another_today_that_is_no_day_is_a_bad_question(madoguchi, today):
    ran = madoguchi("plan", "pregnant", "--today", today)
    assert (ran.status, ran.out) == (2, "")
    assert f'"{today}"' in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("plan", "pregnant", "--language", "xx"),
        ("plan", "pregnant", "--format", "xml"),
    ],
)
def test_what_is_no_call_is_a_bad_question_with_the_usage(madoguchi, arguments):
    ran = madoguchi(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "usage: madoguchi plan" in ran.err


def test_without_an_edition_it_says_how_to_make_one(madoguchi, tmp_path):
    ran = madoguchi("plan", "pregnant", data=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert "madoguchi publish" in ran.err


def test_a_guide_has_plans_of_its_own_events_only(madoguchi):
    ran = madoguchi("plan", "pregnant", pack="example")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == 'there is no event "pregnant"; expected one of moving-within\n'
    asked = ("plan", "moving-within", "move_date=2026-03-03", "household=no")
    ran = madoguchi(*asked, pack="example")
    assert (ran.status, ran.err) == (0, "")
