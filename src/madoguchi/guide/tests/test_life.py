"""What must hold between life events, questions and steps, and what a writer is told otherwise."""

import pytest

from madoguchi.guide import LifeEvent, Procedure, Question
from madoguchi.guide.tests.life_town import (
    APPLY,
    APPLY_FILE,
    EVENT_FILE,
    NOTIFY,
    NOTIFY_FILE,
    life_town,
    told,
)
from madoguchi.guide.tests.town import a_problem, said
from madoguchi.language import WRITTEN


@pytest.fixture
def town(tmp_path):
    return life_town(tmp_path)


def test_a_life_event_without_faults_has_no_problems(town):
    assert town.problems() == []


# Steps: what they count from, what excludes them, what they stand on.


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "field", "message"),
    [
        (
            NOTIFY_FILE,
            "counted_from: [birth]",
            "counted_from: [birth, brith]",
            "counted_from",
            "due.counted_from",
            'no question has the key "brith"',
        ),
        (
            NOTIFY_FILE,
            "counted_from: [birth]",
            "counted_from: [birth, born_in]",
            "counted_from",
            "due.counted_from",
            '"born_in" asks for no date',
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  or_by: stay_end",
            "or_by",
            "due.or_by",
            'no question has the key "stay_end"',
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  or_by: born_in",
            "or_by",
            "due.or_by",
            '"born_in" asks for no date',
        ),
        (
            APPLY_FILE,
            "  kind: limit\n  n: 60\n  counted_from: [birth]",
            "  kind: limit\n  n: 60\n  counted_from: [born_in]",
            "counted_from: [born_in]",
            "limit.counted_from",
            '"born_in" asks for no date',
        ),
        (
            NOTIFY_FILE,
            "born_in: abroad",
            "born_in: moon",
            "born_in: moon",
            "unless[1].when.born_in",
            '"moon" stands here; expected one of japan, abroad',
        ),
        # Whoever is unsure is shown the step: it cannot be what excludes it.
        (
            NOTIFY_FILE,
            "born_in: abroad",
            "born_in: unsure",
            "born_in: unsure",
            "unless[1].when.born_in",
            '"unsure" stands here; expected one of japan, abroad',
        ),
        (
            NOTIFY_FILE,
            "born_in: abroad",
            "born_in: abroad\n      mother: here",
            "mother: here",
            "unless[1].when.mother",
            'no question has the key "mother"',
        ),
        (
            NOTIFY_FILE,
            "act: town/family-act",
            "act: town/page",
            "act: town/page",
            "law[1].act",
            '"town/page" is no law by its trust',
        ),
        # links
        (
            NOTIFY_FILE,
            "act: town/family-act",
            "act: town/hall",
            "act: town/hall",
            "law[1].act",
            '"town/hall" is a location; expected a source',
        ),
        (
            NOTIFY_FILE,
            "because: town/not-here",
            "because: town/nowhere",
            "because",
            "unless[1].because",
            'no entry "town/nowhere"; expected a file packs/town/reasons/nowhere.yaml',
        ),
        (
            NOTIFY_FILE,
            "because: town/not-here",
            "because: town/handbook",
            "because",
            "unless[1].because",
            '"town/handbook" is a document; expected a reason',
        ),
        (
            NOTIFY_FILE,
            "bring: [town/handbook]",
            "bring: [town/handbook, town/hall]",
            "bring",
            "bring[2]",
            '"town/hall" is a location; expected a document',
        ),
        (
            APPLY_FILE,
            "bring_if_any: [town/handbook]",
            "bring_if_any: [town/passport]",
            "bring_if_any",
            "bring_if_any[1]",
            'no entry "town/passport"; expected a file packs/town/documents/passport.yaml',
        ),
        (
            NOTIFY_FILE,
            "gives: [town/certificate]",
            "gives: [town/page]",
            "gives",
            "gives[1]",
            '"town/page" is a source; expected a document',
        ),
        (
            NOTIFY_FILE,
            "office: town/registry",
            "office: town/counter",
            "office",
            "office",
            'no entry "town/counter"; expected a file packs/town/offices/counter.yaml',
        ),
        (
            APPLY_FILE,
            "after: town/notify",
            "after: town/handbook",
            "after",
            "after",
            '"town/handbook" is a document; expected a procedure',
        ),
        (
            NOTIFY_FILE,
            "topic: town/life",
            "topic: town/hall",
            "topic",
            "topic",
            '"town/hall" is a location; expected a topic',
        ),
        # sources
        (
            NOTIFY_FILE,
            "  - source: town/family-act\n",
            "  - source: town/family-act\n    of: [bring]\n",
            "due:",
            "due",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        (
            APPLY_FILE,
            "  - source: town/family-act\n",
            "  - source: town/family-act\n    of: [due, facts]\n",
            "limit:",
            "limit",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        (
            APPLY_FILE,
            "after: town/notify\n",
            "after: town/notify\nopens:\n  months: 2\n",
            "opens:",
            "opens",
            "",
        ),
        (
            NOTIFY_FILE,
            "check_by: 2027-04-01",
            "check_by: 2026-11-26",
            "check_by",
            "check_by",
            "these facts should have been checked by 2026-11-26",
        ),
    ],
)
def test_a_fault_of_a_step_is_told_with_its_line_and_field(  # noqa: PLR0917 - a column each
    town, file, old, new, at, field, message
):
    town.edit(file, old, new)
    severity = "warning" if field == "check_by" else "error"
    expected = [a_problem(file, town.line(file, at), field, message, severity)] if message else []
    assert town.problems() == expected


def test_a_limit_beside_nothing_is_a_due_of_its_own(town):
    alone = APPLY.replace(APPLY[APPLY.index("due:") : APPLY.index("limit:")], "")
    town.write(APPLY_FILE, alone + said(summary="[[#limit]] [[#risk_after]]"))
    assert town.problems() == [
        a_problem(
            APPLY_FILE,
            town.line(APPLY_FILE, "limit:"),
            "limit",
            "a limit beside nothing; write it as due, with kind: limit",
        )
    ]


def test_words_of_a_step_refer_to_its_periods_by_their_names(town):
    town.write(NOTIFY_FILE, NOTIFY + said(summary="[[#limit]]"))
    assert {one[1:] for one in told(town) if one[1] == "words.en.summary"} == {
        ("words.en.summary", "of a procedure, words can refer to due, name; not to limit")
    }
    town.write(APPLY_FILE, APPLY + said(summary="[[#opens]]"))
    assert (
        APPLY_FILE,
        "words.ko.summary",
        "of a procedure, words can refer to due, limit, name, risk_after; not to opens",
    ) in told(town)


def test_a_period_typed_into_the_words_of_a_step_as_a_day_is_refused(town):
    town.write(NOTIFY_FILE, NOTIFY + said(summary="[[#due]]", late="After 2026-03-16."))
    assert told(town) == [
        (
            NOTIFY_FILE,
            f"words.{code}.late",
            '"2026-03-16" is typed into the words; refer to the fact, as in [[#phone]]',
        )
        for code in WRITTEN
    ]


# What the kinds know of themselves.


def test_a_question_is_asked_by_its_key_and_can_always_be_answered_with_unsure(town):
    guide = town.guide()
    place, birth = guide.get("town/born-in", Question), guide.get("town/birth", Question)
    assert (place.key, place.offered) == ("born_in", ("japan", "abroad", "unsure"))
    assert (birth.key, birth.offered) == ("birth", ("unsure",))
    assert place.choice("japan")["en"] == "In Japan"
    assert dict(place.choice("unsure")) == {}


def test_a_question_follows_from_the_answers_it_names(town):
    town.edit(
        EVENT_FILE,
        "  - question: town/birth\n  - question: town/born-in\n",
        "  - question: town/born-in\n  - question: town/birth\n    when:\n      born_in: japan\n",
    )
    always, only_here = town.guide().get("town/child", LifeEvent).ask
    assert always.follows_from({}) is True
    assert [
        only_here.follows_from(answers)
        for answers in ({"born_in": "japan"}, {"born_in": "abroad"}, {"born_in": "unsure"}, {})
    ] == [True, False, False, False]


def test_a_step_names_its_periods_for_its_words(town):
    guide = town.guide()
    periods = guide.get("town/apply", Procedure).periods
    assert {name: (one.unit, one.days) for name, one in periods.items()} == {
        "risk_after": ("days", 90),
        "due": ("days", 30),
        "limit": ("days", 60),
    }
