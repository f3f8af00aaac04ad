"""Which questions an event asks, what was answered, and what is said of an answer that is none."""

from datetime import date

import pytest

from madoguchi.edition import (
    BadAnswersError,
    NoSuchEventError,
    life_event,
    life_events,
    plan,
    read_answers,
)
from madoguchi.edition.answers import all_questions, as_text
from madoguchi.edition.tests.small_guide import small_guide
from madoguchi.guide.tests.real_guide import nerima

TODAY = date(2026, 11, 28)
EXPECTED_DAY = "2026-03-16, 2026/3/16 or 令和8年3月16日"


def question(asks: str, *values: str) -> dict[str, object]:
    return {"kind": "question", "asks": asks, "values": list(values)}


# Lin moves with or without children; with children, when was the move planned?
GUIDE = small_guide(
    **{
        "move-date": question("date"),
        "children": question("choice", "yes", "no"),
        "planned": question("date", "none"),
        "household": question("choice", "same", "changed"),
        "notify": {
            "kind": "procedure",
            "topic": "town/life",
            "due": {"n": 14, "counted_from": ["move_date"]},
            "sources": [{"source": "town/page"}],
        },
        "moving": {
            "kind": "life-event",
            "order": 20,
            "topic": "town/life",
            "ask": [
                {"question": "town/move-date"},
                {"question": "town/children"},
                {"question": "town/planned", "when": {"children": "yes"}},
                {"question": "town/household"},
            ],
            "steps": ["town/notify"],
        },
        "wedding": {
            "kind": "life-event",
            "order": 10,
            "topic": "town/life",
            "steps": ["town/notify"],
        },
    }
)
MOVING = life_event(GUIDE, "moving")
WHOLE = {"move_date": "2026-03-03", "children": "no", "household": "same"}


def read(given: dict[str, str], *, strict: bool = False):
    return read_answers(GUIDE, MOVING, given, TODAY, strict=strict)


def problems(given: dict[str, str], *, strict: bool = False) -> list[tuple[str, str, str]]:
    return [(one.key, one.why, one.message) for one in read(given, strict=strict).problems]


def test_events_come_in_their_order_and_by_name():
    assert [one.slug for one in life_events(GUIDE)] == ["wedding", "moving"]
    assert life_event(GUIDE, "wedding").id == "town/wedding"


@pytest.mark.parametrize("name", ["", "mooving", "town/moving", "notify", "MOVING"])
def test_an_event_that_there_is_not_is_told_with_those_that_there_are(name):
    with pytest.raises(NoSuchEventError) as caught:
        life_event(GUIDE, name)
    assert caught.value.offered == ("wedding", "moving")
    assert str(caught.value) == f'there is no event "{name}"; expected one of wedding, moving'


def test_questions_are_all_those_of_an_event_asked_or_not():
    assert [one.key for one in all_questions(GUIDE, MOVING)] == [
        "move_date", "children", "planned", "household",
    ]  # fmt: skip
    assert all_questions(GUIDE, life_event(GUIDE, "wedding")) == []


def test_answers_are_days_and_values():
    given = read(WHOLE)
    assert given.answers == {
        "move_date": date(2026, 3, 3),
        "children": "no",
        "household": "same",
    }
    assert [one.key for one in given.asked] == ["move_date", "children", "household"]
    assert given.problems == ()


def test_a_day_is_read_as_people_write_it_and_told_as_addresses_write_it():
    answers = read(WHOLE | {"move_date": " 令和８年３月３日 "}).answers
    assert {key: as_text(one) for key, one in answers.items()} == WHOLE


@pytest.mark.parametrize("key", ["move_date", "children", "household"])
def test_whoever_is_not_sure_can_say_so_to_every_question(key):
    given = read(WHOLE | {key: "unsure"})
    assert given.answers[key] == "unsure"
    assert given.problems == ()


def test_a_day_may_be_answered_by_a_value_instead():
    assert read(WHOLE | {"children": "yes", "planned": "none"}).answers["planned"] == "none"
    assert problems(WHOLE | {"move_date": "none"}) == [
        (
            "move_date",
            "unreadable",
            f'move_date: "none" is no day; expected a day as {EXPECTED_DAY}, or unsure',
        )
    ]


def test_a_question_that_follows_from_an_answer_is_asked_after_it_only():
    with_children = read(WHOLE | {"children": "yes"})
    assert [one.key for one in with_children.asked] == [
        "move_date", "children", "planned", "household",
    ]  # fmt: skip
    assert [one.key for one in with_children.problems] == ["planned"]
    assert [one.key for one in read(WHOLE | {"children": "unsure"}).asked] == [
        "move_date", "children", "household",
    ]  # fmt: skip


def test_an_answer_to_what_is_not_asked_any_more_is_left_out_without_a_word():
    given = read(WHOLE | {"planned": "2026-03-01"}, strict=True)
    assert "planned" not in given.answers
    assert given.problems == ()
    # Not even read: a reader who changed an earlier answer cannot mend it.
    assert read(WHOLE | {"planned": "x"}, strict=True).problems == ()


def test_nothing_that_was_answered_is_lost_where_one_answer_is_wrong():
    given = read({"move_date": "2026-02-30", "children": "yes", "planned": "2026-03-01"})
    assert given.answers == {"children": "yes", "planned": date(2026, 3, 1)}
    assert [(one.key, one.why, one.given) for one in given.problems] == [
        ("move_date", "no-such-day", "2026-02-30"),
        ("household", "missing", ""),
    ]


@pytest.mark.parametrize(
    ("text", "why", "what"),
    [
        ("soon", "unreadable", "is no day"),
        ("2026-02-30", "no-such-day", "does not exist in the calendar"),
        ("1989-12-31", "too-early", "is before 1990"),
        ("2036-11-29", "too-far", "is more than 10 years ahead"),
        ("2569-03-03", "other-calendar", "has a year of another calendar"),
    ],
)
def test_a_day_that_cannot_be_taken_is_told_at_its_question(text, why, what):
    assert problems(WHOLE | {"move_date": text}) == [
        (
            "move_date",
            why,
            f'move_date: "{text}" {what}; expected a day as {EXPECTED_DAY}, or unsure',
        )
    ]


@pytest.mark.parametrize("text", ["maybe", "YES", "同じ", "2026-03-03", "x" * 60])
def test_what_is_no_value_of_a_choice_is_told_with_those_that_are(text):
    assert problems(WHOLE | {"household": text}) == [
        (
            "household",
            "no-such-answer",
            f'household: "{text[:40]}" is no answer; expected one of same, changed, unsure',
        )
    ]


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\t"])
def test_a_blank_is_no_answer(blank):
    assert problems(WHOLE | {"household": blank}) == [
        ("household", "missing", "household is missing; expected one of same, changed, unsure")
    ]


def test_every_question_that_is_not_answered_is_named_with_what_was_expected():
    assert problems({}) == [
        ("move_date", "missing", "move_date is missing; expected a day, or unsure"),
        ("children", "missing", "children is missing; expected one of yes, no, unsure"),
        ("household", "missing", "household is missing; expected one of same, changed, unsure"),
    ]
    assert problems({"children": "yes"})[1] == (
        "planned", "missing", "planned is missing; expected a day, or none, unsure",
    )  # fmt: skip


def test_a_key_that_no_question_has_is_a_problem_for_programs_only():
    assert problems(WHOLE | {"child": "1"}) == []
    assert problems(WHOLE | {"child": "1"}, strict=True) == [
        (
            "child",
            "no-such-question",
            'there is no question "child" here; expected move_date, children, planned, household',
        )
    ]


def test_a_plan_of_wrong_answers_is_refused_with_all_that_is_wrong():
    with pytest.raises(BadAnswersError) as caught:
        plan(GUIDE, MOVING, {"move_date": "x", "children": "no", "pets": "2"}, TODAY)
    assert [(one.key, one.why) for one in caught.value.problems] == [
        ("move_date", "unreadable"),
        ("household", "missing"),
        ("pets", "no-such-question"),
    ]
    assert str(caught.value) == "; ".join(one.message for one in caught.value.problems)


def test_an_event_that_asks_nothing_has_a_plan_for_everybody():
    wedding = life_event(GUIDE, "wedding")
    assert read_answers(GUIDE, wedding, {}, TODAY, strict=True) == ({}, (), ())
    assert plan(GUIDE, wedding, {}, TODAY).answers == {}
    with pytest.raises(BadAnswersError, match='no question "x" here; expected none'):
        plan(GUIDE, wedding, {"x": "1"}, TODAY)


@pytest.mark.parametrize("event", [one.slug for one in life_events(nerima())])
def test_unsure_answers_every_question_of_every_event(event):
    guide = nerima()
    found = life_event(guide, event)
    given = {one.key: "unsure" for one in all_questions(guide, found)}
    made = plan(guide, found, given, TODAY)
    assert [step for step in made.steps if not step.applies] == []
    # Where a day is not known, no date is made up.
    assert [step for step in made.steps if step.deadline] == []
