"""`GET /api/deadline`: any period counted and explained, for programs."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from madoguchi.language import WRITTEN

KEYS = {
    "law_last_day", "office_last_day", "aim_by", "to_aim_by", "rolls", "trace",
    "n", "unit", "counted_from", "first_day", "roll", "margin_days", "language",
}  # fmt: skip


def ask(client, status: int = 200, **asked: str):
    """Asks with the names of the query, in which a hyphen stands for our underscore."""
    given = {name.replace("_", "-").rstrip("-"): value for name, value in asked.items()}
    response = client.get("/api/deadline", given)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"].startswith("application/json")
    if status in {200, 400}:
        assert response["Cache-Control"] == "no-store"
    return response.json()


def three(found) -> tuple[str, str | None, str]:
    return found["law_last_day"], found["office_last_day"], found["aim_by"]


def test_the_14_days_of_a_birth_are_told_as_the_issue_says(client):
    found = ask(client, days="14", from_="2026-03-03", first_day="counted", roll="ward")
    assert found == {
        "law_last_day": "2026-03-16",
        "office_last_day": "2026-03-16",
        "aim_by": "2026-03-16",
        "to_aim_by": "2026-03-16",
        "rolls": "ward",
        "trace": [
            "The time is counted from Tue, 3 Mar 2026.",
            "That day itself is day 1.",
            "Day 14 is the last day by law: Mon, 16 Mar 2026.",
            "Offices are open on Mon, 16 Mar 2026, so the last day stays where it is.",
            "Aim by Mon, 16 Mar 2026: offices are open on it.",
        ],
        "n": 14,
        "unit": "day",
        "counted_from": "2026-03-03",
        "first_day": "counted",
        "roll": "ward",
        "margin_days": 0,
        "language": "en",
    }


def test_what_is_not_said_is_not_counted_does_not_roll_and_has_no_margin(client):
    found = ask(client, days="14", from_="2026-03-03")
    assert set(found) == KEYS
    assert three(found) == ("2026-03-17", None, "2026-03-17")
    assert (found["first_day"], found["roll"], found["rolls"]) == ("not_counted", "none", None)


@pytest.mark.parametrize(
    ("asked", "dates"),
    [
        # Days: the first counted and not, over Golden Week and the year's end.
        (
            {"days": "14", "from_": "2026-04-20", "first_day": "counted", "roll": "ward"},
            ("2026-05-03", "2026-05-07", "2026-05-01"),
        ),
        (
            {"days": "14", "from_": "2026-12-18", "roll": "national"},
            ("2027-01-01", "2027-01-04", "2026-12-28"),
        ),
        ({"days": "60", "from_": "2026-03-03"}, ("2026-05-02", None, "2026-05-01")),
        ({"days": "60", "from_": "2026-03-03", "margin": "1"}, ("2026-05-02", None, "2026-05-01")),
        (
            {"days": "30", "from_": "2026-11-07", "margin": "1", "roll": "national"},
            ("2026-12-07", "2026-12-07", "2026-12-04"),
        ),
        # Months and years end as the Civil Code says; aim for the earlier of two readings.
        ({"months": "1", "from_": "2027-01-30"}, ("2027-02-28", None, "2027-02-26")),
        ({"months": "2", "from_": "2027-02-28"}, ("2027-04-30", None, "2027-04-28")),
        (
            {"months": "3", "from_": "2026-11-30", "first_day": "counted", "roll": "ward"},
            ("2027-02-28", "2027-03-01", "2027-02-26"),
        ),
        ({"years": "1", "from_": "2028-02-29"}, ("2029-02-28", None, "2029-02-28")),
        ({"years": "1", "from_": "2027-02-28"}, ("2028-02-29", None, "2028-02-28")),
        (
            {"years": "7", "from_": "2020-04-01", "first_day": "counted"},
            ("2027-03-31", None, "2027-03-31"),
        ),
        # The day itself.
        (
            {"days": "0", "from_": "2026-11-28", "roll": "ward"},
            ("2026-11-28", "2026-11-30", "2026-11-27"),
        ),
        ({"months": "0", "from_": "2026-11-27"}, ("2026-11-27", None, "2026-11-27")),
        ({"days": "14", "from_": "令和8年3月3日"}, ("2026-03-17", None, "2026-03-17")),
        ({"days": "14", "from_": "1990-01-01"}, ("1990-01-15", None, "1990-01-12")),
    ],
)
def test_periods_end_on_these_days(client, asked, dates):
    assert three(ask(client, **asked)) == dates


def test_two_readings_of_a_month_are_both_named(client):
    assert (
        "Counted to the same date of the month it would be Wed, 28 Apr 2027, by the Civil Code "
        "Fri, 30 Apr 2027. To be safe, the day to aim by is counted from the earlier one."
    ) in ask(client, months="2", from_="2027-02-28")["trace"]


@pytest.mark.parametrize("language", WRITTEN)
def test_another_language_changes_the_trace_and_no_date(client, language):
    asked = {"days": "14", "from_": "2026-12-18", "first_day": "counted", "roll": "ward"}
    found, english = ask(client, **asked, language=language), ask(client, **asked)
    assert {key: one for key, one in found.items() if key not in {"trace", "language"}} == {
        key: one for key, one in english.items() if key not in {"trace", "language"}
    }
    assert found["language"] == language
    assert len(found["trace"]) == len(english["trace"])
    assert not any(mark in line for line in found["trace"] for mark in ("{", "}", "[[", "None"))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, "how long is it? Expected one of days, months and years"),
        ({"days": "1", "months": "1"}, "how long is it? Expected one of days, months and years"),
        ({"days": "1", "years": "1"}, "how long is it? Expected one of days, months and years"),
        ({"days": "1", "from_": "1800-01-01"}, '"1800-01-01" is before 1990; expected a day as '),
        ({"days": "1", "from_": "2026-02-30"}, '"2026-02-30" does not exist in the calendar; '),
        ({"days": "1", "from_": "2569-03-03"}, '"2569-03-03" has a year of another calendar; '),
        ({"days": "1", "from_": "2199-01-01"}, '"2199-01-01" is more than 10 years ahead; '),
        ({"days": "1", "from_": "soon"}, '"soon" is no day; expected a day as 2026-03-16'),
        ({"days": "1", "language": "xx"}, 'no words in "xx"; expected one of ja, ja-x-easy, en'),
        # Nobody knows the holidays of the next century.
        ({"years": "100"}, "holidays are known from "),
        ({"months": "1200"}, "holidays are known from "),
        ({"days": "36500"}, "holidays are known from "),
    ],
)
def test_what_cannot_be_counted_is_400_with_what_was_expected(client, asked, message):
    found = ask(client, status=400, **{"from_": "2026-03-03"} | asked)
    assert set(found) == {"message"}
    assert found["message"].startswith(message)


@pytest.mark.parametrize(
    "asked",
    [
        {"days": "-1"},
        {"days": "36501"},
        {"days": "99999999999999999999"},
        {"days": "many"},
        {"days": "1.5"},
        {"months": "1201"},
        {"years": "101"},
        {"days": "1", "margin": "-1"},
        {"days": "1", "margin": "366"},
        {"days": "1", "roll": "local"},
        {"days": "1", "first_day": "yes"},
    ],
)
def test_numbers_and_words_that_no_period_has_are_refused(client, asked):
    given = {name.replace("_", "-"): value for name, value in asked.items()}
    response = client.get("/api/deadline", {"from": "2026-03-03"} | given)
    assert 400 <= response.status_code < 500
    assert "law_last_day" not in response.json()


def test_a_period_from_no_day_is_refused(client):
    response = client.get("/api/deadline", {"days": "14"})
    assert 400 <= response.status_code < 500


def test_a_deadline_needs_no_edition(client, empty_folder):
    assert three(ask(client, days="14", from_="2026-03-03")) == ("2026-03-17", None, "2026-03-17")


def test_head_is_answered_as_get_and_nothing_is_taken(client):
    asked = {"days": "14", "from": "2026-03-03"}
    assert client.head("/api/deadline", asked).status_code == 200
    assert client.post("/api/deadline", asked).status_code == 405


@pytest.fixture(scope="module")
def described(django_test_environment):
    return Client().get("/api/openapi.json").json()


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (200, {"days": "14", "from_": "2026-03-03", "first_day": "counted", "roll": "ward"}),
        (200, {"months": "2", "from_": "2027-02-28", "margin": "3", "language": "th"}),
        (400, {"days": "14", "from_": "2026-02-30"}),
    ],
)
def test_answers_are_what_the_description_promises(client, described, status, asked):
    found = ask(client, status, **asked)
    responses = described["paths"]["/api/deadline"]["get"]["responses"]
    schema = responses[str(status)]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(
        schema | {"components": described["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(found)] == []
    for key in found:
        assert not validator.is_valid({name: one for name, one in found.items() if name != key})


def test_the_description_names_every_parameter_as_the_query_writes_it(described):
    parameters = described["paths"]["/api/deadline"]["get"]["parameters"]
    assert {one["name"]: one["required"] for one in parameters} == {
        "days": False,
        "months": False,
        "years": False,
        "from": True,
        "first-day": False,
        "roll": False,
        "margin": False,
        "language": False,
    }
