"""The API's answer is the one object that the command gives, in the form that others rely on."""

import json
from datetime import datetime

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN

FRIDAY = "2026-11-27T14:00"
WARD_DESK = "nerima/foreign-language-consultation"
PLAZA = "nerima/culture-plaza-information-desk"


def ask(client, status: int = 200, **asked: str):
    response = client.get("/api/help", asked)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"].startswith("application/json")
    return response.json()


def answers(found) -> dict[str, dict]:
    return {one["service"]: one for one in found["answers"]}


def test_the_ward_desk_on_a_friday_is_told_as_the_issue_says(client, nerima):
    found = ask(client, speaks="ko", at=FRIDAY, language="en")
    assert set(found) >= {"at", "speaks", "answers", "otherwise"}
    assert (found["at"], found["speaks"]) == ("2026-11-27T14:00:00+09:00", "ko")
    desk = answers(found)[WARD_DESK]
    source = desk.pop("source")
    assert desk == {
        "service": WARD_DESK,
        "name": "Foreign Language Consultation",
        "state": "open",
        "until": "2026-11-27T17:00:00+09:00",
        "opens": None,
        "via": "direct",
        "phones": [{"printed": "03-5984-4333", "e164": "+81359844333", "caller": "anyone"}],
        "reason": None,
        "caveat": None,
    }
    assert set(source[0]) == {
        "title", "url", "trust", "printed", "read", "confirmed", "differs",
    }  # fmt: skip
    assert {one["confirmed"] for one in source} == {"never"}


def test_the_plaza_is_closed_with_its_next_opening_and_a_caveat(client, nerima):
    plaza = answers(ask(client, speaks="ko", at=FRIDAY))[PLAZA]
    assert (plaza["state"], plaza["until"]) == ("closed", None)
    assert plaza["opens"] == "2026-11-30T10:00:00+09:00"
    assert plaza["caveat"]["code"] == "days-off-unknown"
    assert "03-3975-1252" in plaza["caveat"]["text"]


def test_a_reason_has_a_code_for_programs_and_words_for_people(client, nerima):
    desk = answers(ask(client, speaks="en", at="2026-11-23T13:30", language="ko"))[WARD_DESK]
    assert set(desk["reason"]) == {"code", "text"}
    assert "holiday" in desk["reason"]["code"]
    assert desk["reason"]["text"].isascii() is False


def test_a_number_that_works_only_in_japan_has_no_e164(client, nerima):
    phones = answers(ask(client, speaks="ko", at=FRIDAY))["japan/immigration-information-centre"][
        "phones"
    ]
    assert phones == [
        {"printed": "0570-013904", "e164": None, "caller": "inside-japan-not-ip"},
        {"printed": "03-5796-7112", "e164": "+81357967112", "caller": "ip-or-abroad"},
    ]


def test_only_the_numbers_for_the_language_are_given(client, nerima):
    desk = "tokyo/foreign-residents-consultation"
    numbers = {
        code: [
            one["printed"] for one in answers(ask(client, speaks=code, at=FRIDAY))[desk]["phones"]
        ]
        for code in ("en", "zh", "ko")
    }
    assert numbers == {"en": ["03-5320-7744"], "zh": ["03-5320-7766"], "ko": ["03-5320-7700"]}


def test_what_to_do_otherwise_has_a_kind_and_perhaps_a_window(client, nerima):
    otherwise = ask(client, speaks="ko", at=FRIDAY)["otherwise"]
    assert [set(one) for one in otherwise] == [{"kind", "service", "text"}] * 3
    assert otherwise[0]["service"] == "japan/immigration-information-centre"
    assert otherwise[-1]["service"] is None
    assert len({one["kind"] for one in otherwise}) == 3


def test_open_windows_come_first_then_closed_then_unknown(client, nerima):
    found = ask(client, speaks="ko", at=FRIDAY)["answers"]
    states = [one["state"] for one in found]
    assert states == sorted(states, key=["open", "closed", "unknown"].index)
    assert set(states) == {"open", "closed", "unknown"}
    open_until = [one["until"] for one in found if one["state"] == "open"]
    assert open_until == sorted(open_until)
    opens = [one["opens"] for one in found if one["state"] == "closed"]
    assert opens == sorted(opens)


@pytest.mark.parametrize("code", WRITTEN)
def test_the_language_alone_sets_the_words_and_what_is_spoken(client, nerima, code):
    found = ask(client, language=code, at=FRIDAY)
    assert (found["language"], found["speaks"]) == (code, WRITTEN[code].speaks)
    assert "{" not in json.dumps(found["answers"][0]["name"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"speaks": "ko"}, "ko"),
        ({"speaks": "ja"}, "ja"),
        ({"speaks": "ne"}, "en"),
        ({"speaks": "ko", "language": "th"}, "th"),
        ({"language": "zh-TW"}, "zh-Hans"),
        ({}, "en"),
    ],
)
def test_words_are_in_the_speakers_language_unless_another_is_asked_for(
    client, nerima, asked, words
):
    assert ask(client, at=FRIDAY, **asked)["language"] == words


def test_the_time_is_now_where_none_is_asked_for(client, nerima):
    before = datetime.now(TOKYO).replace(second=0, microsecond=0)
    found = ask(client, speaks="ko")
    assert before <= datetime.fromisoformat(found["at"]) <= datetime.now(TOKYO)
    assert found["at"].endswith("+09:00")


def test_a_language_that_no_window_names_is_404_with_those_that_are(client, nerima):
    found = ask(client, status=404, speaks="xx")
    assert '"xx"' in found["message"]
    assert found["offered"] == list(nerima.guide.spoken)


@pytest.mark.parametrize("at", ["tomorrow", "2026-02-30T10:00", "２０２６-１１-２７T１４:００"])
def test_a_time_that_cannot_be_read_is_400_with_what_was_expected(client, nerima, at):
    message = ask(client, status=400, speaks="ko", at=at)["message"]
    assert at in message
    assert "2026-11-27T14:00" in message


def test_words_in_a_language_that_is_not_written_are_400_with_those_that_are(client, nerima):
    message = ask(client, status=400, language="xx")["message"]
    assert all(code in message for code in WRITTEN)


def test_a_copy_of_an_answer_about_now_is_a_minute_old_at_most(client, nerima):
    now = client.get("/api/help", {"speaks": "ko"})["Cache-Control"]
    assert int(now.removeprefix("public, max-age=")) <= 60
    then = client.get("/api/help", {"speaks": "ko", "at": FRIDAY})["Cache-Control"]
    assert then == "public, max-age=300"


def test_an_address_under_the_api_that_there_is_not_is_404(client, nerima):
    assert client.get("/api/nothing").status_code == 404


@pytest.fixture(scope="module")
def described(django_test_environment):
    return Client().get("/api/openapi.json").json()


def test_the_api_describes_itself_in_openapi_3_1(described):
    assert described["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(described).validate()
    assert set(described["paths"]) == {
        "/api/help",
        "/api/search",
        "/api/plan/{event}",
        "/api/deadline",
        "/api/edition.json",
    }


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (200, {"speaks": "ko", "at": FRIDAY}),
        (200, {"speaks": "en", "at": "2026-12-31T13:30"}),
        (200, {"speaks": "ja", "at": "2026-11-28T03:00"}),
        (400, {"at": "x"}),
        (404, {"speaks": "xx"}),
    ],
)
def test_answers_are_what_the_description_promises(client, nerima, described, status, asked):
    found = ask(client, status=status, **asked)
    responses = described["paths"]["/api/help"]["get"]["responses"]
    schema = responses[str(status)]["content"]["application/json"]["schema"]
    validator = Draft202012Validator(
        schema | {"components": described["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    assert [error.message for error in validator.iter_errors(found)] == []
    # The description is strict enough to notice what is missing.
    for key in found:
        assert not validator.is_valid({name: one for name, one in found.items() if name != key})


@pytest.mark.parametrize("wrong", [{"topic": "lawn"}, {"area": "nowhere"}, {"channel": "fax"}])
def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(client, nerima, wrong):
    response = client.get("/api/help", {"speaks": "ko", **wrong})
    assert response.status_code == 400
    ((field, asked),) = wrong.items()
    assert response.json()["message"].startswith(
        f'no window has the {field} "{asked}"; expected one of '
    )


@pytest.mark.parametrize("address", ["/api/help?speaks=ko", "/api/edition.json"])
def test_head_is_answered_as_get(client, nerima, address):
    assert client.head(address).status_code == 200
