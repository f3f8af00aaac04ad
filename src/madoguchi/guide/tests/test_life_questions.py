"""What must hold of the questions of a life event and of its steps together."""

import pytest

from madoguchi.guide.tests.life_town import (
    BIRTH_FILE,
    EVENT_FILE,
    NOTIFY_FILE,
    PLACE,
    PLACE_FILE,
    choices,
    life_town,
    told,
)
from madoguchi.guide.tests.town import a_problem, said
from madoguchi.language import WRITTEN


@pytest.fixture
def town(tmp_path):
    return life_town(tmp_path)


# Questions.


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (
            "values: [japan, abroad]",
            "values: [japan, abroad, unsure]",
            "values",
            '"unsure" can be answered always; remove it',
        ),
        (
            "values: [japan, abroad]",
            "values: [japan, abroad, moon]",
            "words.ko.choices.moon",
            'the words of the choice "moon" are missing in ko',
        ),
        (
            "values: [japan, abroad]",
            "values: [abroad]",
            "words.ko.choices.japan",
            '"japan" is none of the values that need words',
        ),
        (
            "values: [japan, abroad]\n",
            "",
            "values",
            "a choice needs values; expected a list, as [yes, no]",
        ),
    ],
)
def test_a_fault_of_a_question_is_told_with_its_field(town, old, new, field, message):
    town.edit(PLACE_FILE, old, new)
    assert (PLACE_FILE, field, message) in told(town)


def test_words_that_a_choice_lacks_are_told_once_for_each_language(town):
    town.write(PLACE_FILE, PLACE + choices(japan="Here"))
    assert told(town) == [
        (
            PLACE_FILE,
            f"words.{code}.choices.abroad",
            f'the words of the choice "abroad" are missing in {code}',
        )
        for code in WRITTEN
    ]


def test_yes_and_no_need_no_words_and_may_have_none(town):
    town.write(
        PLACE_FILE,
        'kind: question\npage_number: 1000032\nasks: choice\nvalues: ["yes", "no"]\n'
        + choices(yes="Yes!"),
    )
    town.edit(NOTIFY_FILE, "born_in: abroad", 'born_in: "no"')
    assert told(town) == [
        (
            PLACE_FILE,
            f"words.{code}.choices.yes",
            '"yes" is none of the values that need words',
        )
        for code in WRITTEN
    ]
    town.write(
        PLACE_FILE,
        'kind: question\npage_number: 1000032\nasks: choice\nvalues: ["yes", "no"]\n'
        + said(name="Here?", summary="Why"),
    )
    assert town.problems() == []


def test_facts_and_broken_references_in_the_words_of_a_choice_are_told_with_their_value(town):
    town.write(PLACE_FILE, PLACE + choices(japan="call 03-3975-1252", abroad="[[phone]]"))
    assert {one for one in told(town) if ".en." in one[1]} == {
        (
            PLACE_FILE,
            "words.en.choices.japan",
            '"03-3975-1252" is typed into the words; refer to the fact, as in [[#phone]]',
        ),
        (
            PLACE_FILE,
            "words.en.choices.abroad",
            '"[[phone]]" is no reference; expected [[#field]] or [[pack/entry#field]]',
        ),
    }


def test_only_questions_have_choices(town):
    named = choices(japan="Here").replace("summary: Why", "summary: x")
    town.write("topics/life.yaml", "kind: topic\npage_number: 1000003\n" + named)
    assert told(town) == [
        ("topics/life.yaml", f"words.{code}.choices", "a topic has no choices") for code in WRITTEN
    ]


def test_a_question_says_why_it_is_asked(town):
    town.write(
        BIRTH_FILE, "kind: question\npage_number: 1000031\nasks: date\n" + said(name="When?")
    )
    assert told(town) == [
        (BIRTH_FILE, f"words.{code}.summary", f"summary is missing in {code}") for code in WRITTEN
    ]


# Life events.


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "message"),
    [
        (
            "steps: [town/notify, town/apply]",
            "steps: [town/apply, town/notify]",
            "steps",
            "steps[1]",
            "town/apply comes before town/notify, which it needs",
        ),
        (
            "steps: [town/notify, town/apply]",
            "steps: [town/notify, town/apply, town/handbook]",
            "steps",
            "steps[3]",
            '"town/handbook" is a document; expected a procedure',
        ),
        (
            "steps: [town/notify, town/apply]",
            "steps: [town/apply]",
            "ask",
            "ask",
            'the answer to "born_in" changes nothing; do not ask it',
        ),
        (
            "  - question: town/born-in\n",
            "  - question: town/born-in\n    when:\n      born_in: japan\n",
            "when",
            "ask[2].when",
            '"born_in" is not asked before',
        ),
        (
            "  - question: town/birth\n",
            "  - question: town/birth\n    when:\n      born_in: japan\n",
            "when",
            "ask[1].when",
            '"born_in" is not asked before',
        ),
        (
            "question: town/born-in",
            "question: town/handbook",
            "town/handbook",
            "ask[2].question",
            '"town/handbook" is a document; expected a question',
        ),
        (
            "topic: town/life",
            "topic: town/hall",
            "topic",
            "topic",
            '"town/hall" is a location; expected a topic',
        ),
    ],
)
def test_a_fault_of_a_life_event_is_told_with_its_line_and_field(  # noqa: PLR0917 - a column each
    town, old, new, at, field, message
):
    town.edit(EVENT_FILE, old, new)
    assert town.problems() == [a_problem(EVENT_FILE, town.line(EVENT_FILE, at), field, message)]


def test_a_step_that_counts_from_what_is_not_asked_is_told_for_each_step(town):
    town.edit(EVENT_FILE, "  - question: town/birth\n", "")
    assert {one[1:] for one in told(town)} == {
        ("steps[1]", "town/notify counts from birth, which is not asked"),
        ("steps[2]", "town/apply counts from birth, which is not asked"),
    }


def test_a_condition_on_a_value_that_cannot_be_answered_is_told_with_those_that_can(town):
    asked = "  - question: town/born-in\n  - question: town/birth\n    when:\n      born_in: mars\n"
    town.edit(EVENT_FILE, "  - question: town/birth\n  - question: town/born-in\n", asked)
    assert town.problems() == [
        a_problem(
            EVENT_FILE,
            town.line(EVENT_FILE, "mars"),
            "ask[2].when.born_in",
            '"mars" stands here; expected one of japan, abroad',
        )
    ]
    town.edit(EVENT_FILE, "mars", "japan")
    assert town.problems() == []
