"""`GET /api/plan/<event>`: the plan as programs read it, in the form that others rely on."""

import time
from datetime import datetime, timedelta

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from madoguchi.edition import life_events
from madoguchi.edition.answers import all_questions
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN

BIRTH = {
    "birth": "2026-03-03",
    "born_in": "japan",
    "parents": "both_foreign",
    "leaving_in_60d": "no",
}
CHILD = "child-born-in-japan"
DATES = ("law_last_day", "office_last_day", "aim_by", "rolls")
WORDS = ("name", "name_ja", "summary", "late", "caveat")
STEP_KEYS = {
    # As the issue names them.
    "id", "applies", "why_not", "law_last_day", "office_last_day", "aim_by", "to_aim_by", "rolls",
    "limit",
    "trace", "law", "bring", "where", "after", "helpers", "source",
    # What people are told beside them.
    "name", "name_ja", "summary", "unsure", "standing", "opens", "late", "caveat", "overdue",
}  # fmt: skip


def ask(client, event: str = CHILD, status: int = 200, **asked: str):
    response = client.get(f"/api/plan/{event}", asked)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def step(found, name: str):
    return next(one for one in found["steps"] if one["id"] == name)


def dated(found) -> dict[str, tuple[str | None, ...]]:
    return {one["id"]: tuple(one[name] for name in DATES) for one in found["steps"]}


def test_the_plan_of_a_birth_is_told_as_the_issue_says(client, nerima):
    found = ask(client, **BIRTH, today="2026-03-05")
    assert set(found) == {"event", "name", "language", "answers", "today", "steps"}
    assert (found["event"], found["language"], found["today"]) == (CHILD, "en", "2026-03-05")
    assert found["answers"] == BIRTH
    assert dated(found) == {
        "birth-notification": ("2026-03-16", "2026-03-16", "2026-03-16", "ward"),
        "birth-notification-abroad": (None, None, None, None),
        "residence-status": ("2026-04-02", "2026-04-02", "2026-04-01", "national"),
        "spr-permission": (None, None, None, None),
        "health-insurance-child": ("2026-03-17", "2026-03-17", "2026-03-17", "ward"),
        "child-allowance-birth": ("2026-03-18", "2026-03-18", "2026-03-18", "ward"),
        "child-medical-card": (None, None, None, None),
    }


def test_a_step_is_told_with_its_limit_its_law_its_papers_and_its_place(client, nerima):
    status = step(ask(client, **BIRTH, today="2026-03-05"), "residence-status")
    limit = status["limit"]
    assert limit.pop("trace")[-1] == "Aim by Fri, 1 May 2026: offices are open on it."
    assert limit == {
        "law_last_day": "2026-05-02",
        "office_last_day": None,
        "aim_by": "2026-05-01",
        "to_aim_by": "2026-05-01",
        "rolls": None,
    }
    assert (status["applies"], status["unsure"], status["why_not"]) == (True, False, None)
    assert (status["standing"], status["opens"], status["overdue"]) == ("ahead", None, False)
    assert status["after"] == "birth-notification"
    assert status["law"] == [
        {
            "name": "出入国管理及び難民認定法",
            "article": "22-2",
            "url": "https://laws.e-gov.go.jp/law/326CO0000000319",
        }
    ]
    assert [(one["id"], one["if_any"]) for one in status["bring"]] == [
        ("acceptance-certificate", False),
        ("household-record", False),
        ("parents-residence-card", False),
        ("supporter-income", False),
        ("application-form", False),
        ("child-passport", True),
    ]
    assert set(status["bring"][0]) == {"id", "name", "name_ja", "if_any"}
    where = status["where"]
    assert set(where) == {
        "id", "name", "name_ja", "location", "address", "address_ja", "phones", "hours",
    }  # fmt: skip
    assert where["id"] == "immigration-bureau"
    assert "5-5-30" in where["address"]
    assert set(status["source"][0]) == {
        "title", "url", "trust", "printed", "read", "confirmed", "differs",
    }  # fmt: skip
    assert "memory" not in {one["trust"] for one in status["source"]}


def test_the_trace_of_a_date_can_be_followed(client, nerima):
    notification = step(ask(client, **BIRTH, today="2026-03-05"), "birth-notification")
    assert notification["trace"] == [
        "The time is counted from Tue, 3 Mar 2026.",
        "That day itself is day 1.",
        "Day 14 is the last day by law: Mon, 16 Mar 2026.",
        "Offices are open on Mon, 16 Mar 2026, so the last day stays where it is.",
        "Aim by Mon, 16 Mar 2026: offices are open on it.",
    ]


def test_why_a_step_is_not_needed_has_a_code_and_words(client, nerima):
    found = ask(client, **BIRTH | {"leaving_in_60d": "yes"})
    status = step(found, "residence-status")
    assert status["applies"] is False
    assert status["why_not"]["code"] == "leaves-within-60-days"
    assert status["why_not"]["text"].startswith("A child who leaves Japan for good")
    assert (status["helpers"], status["limit"], status["trace"]) == ([], None, [])


def test_what_is_not_known_is_null_and_never_left_out(client, nerima):
    events = life_events(nerima.guide)
    assert len(events) == 18
    for event in events:
        given = {one.key: "unsure" for one in all_questions(nerima.guide, event)}
        found = ask(client, event.slug, **given)
        assert {frozenset(one) for one in found["steps"]} == {frozenset(STEP_KEYS)}, event.slug
        for one in found["steps"]:
            assert [one[name] for name in (*DATES, "opens")] == [None] * 5
    found = ask(client, **BIRTH)
    assert {frozenset(one) for one in found["steps"]} == {frozenset(STEP_KEYS)}


def test_what_is_only_remembered_says_so_in_place_of_a_date(client, nerima):
    found = ask(client, "moving-within", move_date="2026-03-03", household="no")
    card = step(found, "my-number-card-address")
    assert [card[name] for name in DATES] == [None] * 4
    assert card["trace"] == [
        "How long there is was written from memory and is not checked, so no date is shown. Ask."
    ]


def test_a_day_that_is_not_known_says_so_in_place_of_a_date(client, nerima):
    found = ask(client, "moving-within", move_date="unsure", household="no")
    notice = step(found, "moving-within-notification")
    assert (notice["applies"], notice["unsure"], notice["aim_by"]) == (True, True, None)
    assert notice["trace"] == [
        "You are not sure of the day it is counted from, so no date is shown. Ask today."
    ]


@pytest.mark.parametrize(
    ("stay_end", "unsure", "line"),
    [
        (
            "unsure",
            True,
            (
                "You are not sure when your stay ends; it may end first, so no date is shown. "
                "Ask today."
            ),
        ),
        (
            "2026-03-02",
            False,
            (
                "By your answers your stay ends before that. Extend it first, or ask the Bureau "
                "today."
            ),
        ),
    ],
)
def test_a_stay_that_might_end_first_gives_a_reason_in_place_of_a_date(
    client, nerima, stay_end, unsure, line
):
    trip = {"departure": "2026-03-03", "spr": "no", "reentry": "special", "card_in_hand": "yes"}
    back = step(
        ask(client, "going-abroad-for-a-while", **trip, stay_end=stay_end), "special-re-entry"
    )
    assert (back["unsure"], back["trace"]) == (unsure, [line])
    assert [back[name] for name in DATES] == [None] * 4


def test_a_day_of_an_era_is_told_as_the_day_it_is(client, nerima):
    assert ask(client, **BIRTH | {"birth": "令和8年3月3日"})["answers"] == BIRTH


def test_windows_that_help_are_those_of_who_can_help_and_say_whether_in_time(client, nerima):
    found = ask(client, **BIRTH | {"birth": "2026-11-27"}, today="2026-11-27", speaks="ne")
    helpers = step(found, "residence-status")["helpers"]
    assert 1 <= len(helpers) <= 3
    assert {frozenset(one) for one in helpers} == {
        frozenset(
            {
                "service", "name", "state", "until", "opens", "via", "phones", "reason",
                "caveat", "source", "in_time",
            }
        )
    }  # fmt: skip
    assert helpers[0]["in_time"] is True


def test_nobody_helps_in_a_language_that_no_window_names(client, nerima):
    found = ask(client, **BIRTH, speaks="sw")
    assert {len(one["helpers"]) for one in found["steps"]} == {0}


# Words.


@pytest.mark.parametrize("language", WRITTEN)
def test_another_language_changes_words_and_no_date(client, nerima, language):
    english = ask(client, **BIRTH, today="2026-11-28")
    found = ask(client, **BIRTH, today="2026-11-28", language=language)
    assert found["language"] == language
    assert dated(found) == dated(english)
    assert [one["limit"] and one["limit"]["aim_by"] for one in found["steps"]] == [
        one["limit"] and one["limit"]["aim_by"] for one in english["steps"]
    ]
    assert [one["name_ja"] for one in found["steps"]] == [
        one["name_ja"] for one in english["steps"]
    ]
    words = [found["name"], *(one[key] or "" for one in found["steps"] for key in WORDS)]
    words += [line for one in found["steps"] for line in one["trace"]]
    assert not any(mark in text for text in words for mark in ("{", "}", "[[", "None"))


@pytest.mark.parametrize(("asked", "language"), [("zh-TW", "zh-Hans"), ("tl", "fil"), ("", "en")])
def test_a_language_as_browsers_write_it_is_one_of_ours(client, nerima, asked, language):
    assert ask(client, "pregnant", language=asked)["language"] == language


# What cannot be answered.


@pytest.mark.parametrize(
    ("changed", "question", "code", "what"),
    [
        ({"birth": "2026-02-30"}, "birth", "no-such-day", '"2026-02-30" does not exist'),
        ({"birth": "1989-12-31"}, "birth", "too-early", "is before 1990"),
        ({"birth": "2569-03-03"}, "birth", "other-calendar", "a year of another calendar"),
        ({"birth": "2199-01-01"}, "birth", "too-far", "is more than 10 years ahead"),
        ({"birth": "soon"}, "birth", "unreadable", "expected a day as 2026-03-16"),
        ({"birth": ""}, "birth", "missing", "birth is missing; expected a day, or unsure"),
        (
            {"parents": "none"},
            "parents",
            "no-such-answer",
            "expected one of both_foreign, one_japanese, one_spr, unsure",
        ),
        (
            {"parents": "one_japanese"},
            "japanese_parent",
            "missing",
            "japanese_parent is missing; expected one of mother",
        ),
        ({"fee": "0"}, "fee", "no-such-question", 'there is no question "fee" here'),
    ],
)
def test_a_bad_answer_is_400_with_the_question_concerned(  # noqa: PLR0917 - a column each
    client, nerima, changed, question, code, what
):
    found = ask(client, status=400, **BIRTH | changed)
    assert set(found) == {"message", "problems"}
    (problem,) = found["problems"]
    assert set(problem) == {"question", "code", "given", "message"}
    assert (problem["question"], problem["code"]) == (question, code)
    assert problem["given"] == changed.get(question, "")
    assert what in problem["message"]
    assert found["message"] == problem["message"]


def test_every_bad_answer_is_told_at_once(client, nerima):
    found = ask(client, status=400, birth="x", born_in="moon", pets="2")
    assert [(one["question"], one["code"]) for one in found["problems"]] == [
        ("birth", "unreadable"),
        ("born_in", "no-such-answer"),
        ("parents", "missing"),
        ("leaving_in_60d", "missing"),
        ("pets", "no-such-question"),
    ]


def test_an_event_that_there_is_not_is_404_with_those_that_there_are(client, nerima):
    found = ask(client, "nothing", status=404, **BIRTH)
    assert found["offered"] == [one.slug for one in life_events(nerima.guide)]
    assert found["message"].startswith('there is no event "nothing"; expected one of child-born-')


def test_words_in_a_language_that_is_not_written_are_400_with_those_that_are(client, nerima):
    found = ask(client, status=400, **BIRTH, language="xx")
    assert found["problems"] == []
    assert all(code in found["message"] for code in WRITTEN)


@pytest.mark.parametrize("today", ["x", "2026-02-30", "1989-12-31"])
def test_another_today_that_is_no_day_is_400(client, nerima, today):
    found = ask(client, status=400, **BIRTH, today=today)
    assert found["message"].startswith(f'today: "{today}" ')


def test_what_was_answered_is_repeated_only_where_it_is_wrong(client, nerima):
    found = ask(client, status=400, **BIRTH | {"parents": "x"})
    assert "2026-03-03" not in str(found)


# Days, methods, the description.


def test_today_is_tokyos_wherever_the_server_stands(client, nerima, monkeypatch):
    # Twelve hours behind Greenwich it is still yesterday, or else fourteen ahead tomorrow.
    evening = datetime.now(TOKYO).hour >= 20
    monkeypatch.setenv("TZ", "Etc/GMT-14" if evening else "Etc/GMT+12")
    time.tzset()
    try:
        before = datetime.now(TOKYO).date()
        assert datetime.now().astimezone().date() != before
        found = ask(client, "pregnant")
        assert found["today"] in {before.isoformat(), (before + timedelta(days=1)).isoformat()}
    finally:
        monkeypatch.undo()
        time.tzset()


def test_asking_as_on_another_day_changes_how_far_along_one_is_and_no_date(client, nerima):
    days = ("2026-03-05", "2026-04-02", "2026-04-03", "2026-05-03")
    told = [ask(client, **BIRTH, today=day) for day in days]
    assert [step(one, "residence-status")["standing"] for one in told] == [
        "ahead", "last-days", "late", "past",
    ]  # fmt: skip
    assert [one["today"] for one in told] == list(days)
    assert len({str(dated(one)) for one in told}) == 1


def test_head_is_answered_as_get_and_nothing_is_taken(client, nerima):
    assert client.head(f"/api/plan/{CHILD}", BIRTH).status_code == 200
    assert client.head("/api/plan/nothing").status_code == 404
    assert client.post(f"/api/plan/{CHILD}", BIRTH).status_code == 405


@pytest.fixture(scope="module")
def described(django_test_environment):
    return Client().get("/api/openapi.json").json()


@pytest.mark.parametrize(
    ("status", "event", "asked"),
    [
        (200, CHILD, BIRTH),
        (200, CHILD, BIRTH | {"parents": "unsure", "language": "ko", "speaks": "ne"}),
        (200, CHILD, BIRTH | {"born_in": "abroad"}),
        (200, "residence-card-lost", dict.fromkeys(("spr", "known", "found_again"), "unsure")),
        (200, "pregnant", {}),
        (400, CHILD, {}),
        (400, CHILD, BIRTH | {"language": "xx"}),
        (404, "nothing", {}),
    ],
)
def test_answers_are_what_the_description_promises(  # noqa: PLR0917 - a column each
    client, nerima, described, status, event, asked
):
    found = ask(client, event, status, **asked)
    responses = described["paths"]["/api/plan/{event}"]["get"]["responses"]
    schema = responses[str(status)]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(
        schema | {"components": described["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(found)] == []
    # The description is strict enough to notice what is missing.
    for key in found:
        assert not validator.is_valid({name: one for name, one in found.items() if name != key})
    for one in found.get("steps", [])[:1]:
        for key in one:
            short = {name: value for name, value in one.items() if name != key}
            assert not validator.is_valid(found | {"steps": [short]}), key


def test_the_description_names_the_answers_as_parameters(described):
    described_get = described["paths"]["/api/plan/{event}"]["get"]
    assert {one["name"] for one in described_get["parameters"]} == {
        "event", "language", "speaks", "today", "answers",
    }  # fmt: skip
    assert set(described_get["responses"]) == {"200", "400", "404"}
