"""Fields of questions, steps and life events: what each takes, and what it refuses."""

import pytest

from madoguchi.guide.tests.life_town import (
    APPLY_FILE,
    EVENT_FILE,
    NOTIFY_FILE,
    PLACE_FILE,
    life_town,
)
from madoguchi.guide.tests.town import a_problem

REGISTRY_FILE = "offices/registry.yaml"


@pytest.fixture
def town(tmp_path):
    return life_town(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "field", "message"),
    [
        # a period
        (
            NOTIFY_FILE,
            "  n: 14",
            "  n: -1",
            "n: -1",
            "due.n",
            '"-1" stands here; input should be greater than or equal to 0',
        ),
        (
            NOTIFY_FILE,
            "  n: 14",
            "  n: 201",
            "n: 201",
            "due.n",
            '"201" stands here; input should be less than or equal to 200',
        ),
        (
            NOTIFY_FILE,
            "  n: 14",
            "  n: two weeks",
            "two weeks",
            "due.n",
            (
                '"two weeks" stands here; input should be a valid integer, '
                "unable to parse string as an integer"
            ),
        ),
        (
            NOTIFY_FILE,
            "  n: 14",
            "  n: 2\n  unit: week",
            "week",
            "due.unit",
            "\"week\" stands here; expected 'day', 'month' or 'year'",
        ),
        (
            NOTIFY_FILE,
            "  first_day: counted",
            "  first_day: not-counted",
            "first_day",
            "due.first_day",
            "\"not-counted\" stands here; expected 'counted' or 'not_counted'",
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  roll: local",
            "roll",
            "due.roll",
            "\"local\" stands here; expected 'ward', 'national' or 'none'",
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  roll: ward\n  margin_days: 31",
            "margin_days",
            "due.margin_days",
            '"31" stands here; input should be less than or equal to 30',
        ),
        (
            NOTIFY_FILE,
            "counted_from: [birth]",
            "counted_from: []",
            "counted_from",
            "due.counted_from",
            "a list of 0 stands here; expected at least 1",
        ),
        (
            NOTIFY_FILE,
            "counted_from: [birth]",
            "counted_from: birth",
            "counted_from",
            "due.counted_from",
            '"birth" stands here; expected a list, written [..., ...]',
        ),
        (
            NOTIFY_FILE,
            "  counted_from: [birth]\n",
            "",
            "due:",
            "due.counted_from",
            "counted_from is missing",
        ),
        (
            NOTIFY_FILE,
            "  counted_from: [birth]",
            "  counted_form: [birth]",
            "counted_form",
            "due.counted_form",
            'there is no field "counted_form" here; did you mean "counted_from"?',
        ),
        # a period as a whole
        (
            NOTIFY_FILE,
            "due:\n  n: 14",
            "due:\n  kind: limit\n  n: 14",
            "due:",
            "due",
            "a limit never rolls, and ends with a day; expected kind: act",
        ),
        (
            APPLY_FILE,
            "  kind: limit\n",
            "  kind: limit\n  roll: national\n",
            "limit:",
            "limit",
            "a limit never rolls, and ends with a day; expected kind: act",
        ),
        (
            APPLY_FILE,
            "  kind: limit\n  n: 60\n",
            "  kind: limit\n  before: true\n",
            "limit:",
            "limit",
            "a limit never rolls, and ends with a day; expected kind: act",
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  before: true",
            "due:",
            "due",
            "what has to be done before a day has no n and never rolls",
        ),
        (
            NOTIFY_FILE,
            "  n: 14",
            "  before: true",
            "due:",
            "due",
            "what has to be done before a day has no n and never rolls",
        ),
        (
            NOTIFY_FILE,
            "  roll: ward",
            "  roll: ward\n  or_by: birth",
            "due:",
            "due",
            "what another day ends earlier never rolls; expected roll: none",
        ),
        (
            NOTIFY_FILE,
            "  n: 14",
            "  unit: month",
            "due:",
            "due",
            "the day itself is written without n and unit",
        ),
        # the rest of a step
        (
            NOTIFY_FILE,
            'article: "49"',
            "article: art. 49",
            "article",
            "law[1].article",
            '"art. 49" stands here; expected the form of 22-2 or 20(6)',
        ),
        (
            NOTIFY_FILE,
            "    because: town/not-here\n",
            "",
            "- when:",
            "unless[1].because",
            "because is missing",
        ),
        (
            APPLY_FILE,
            "    days: 90",
            "    days: 90\n    months: 3",
            "risk_after",
            "facts.risk_after",
            "one amount was expected, as yen: 50000 or days: 14, not 2",
        ),
        (
            NOTIFY_FILE,
            "topic: town/life\n",
            "",
            "kind: procedure",
            "topic",
            "topic is missing",
        ),
        # questions, events and offices
        (
            PLACE_FILE,
            "asks: choice",
            "asks: day",
            "asks",
            "asks",
            "\"day\" stands here; expected 'date' or 'choice'",
        ),
        (
            PLACE_FILE,
            "values: [japan, abroad]",
            "values: [japan, Abroad]",
            "values",
            "values[2]",
            '"Abroad" stands here; expected the form of both_foreign',
        ),
        (
            EVENT_FILE,
            "steps: [town/notify, town/apply]",
            "steps: []",
            "steps",
            "steps",
            "a list of 0 stands here; expected at least 1",
        ),
        (
            EVENT_FILE,
            "order: 10",
            "order: 0",
            "order",
            "order",
            '"0" stands here; input should be greater than or equal to 1',
        ),
        (
            REGISTRY_FILE,
            "calendar: ward",
            "calendar: local",
            "calendar",
            "calendar",
            "\"local\" stands here; expected 'ward', 'national' or 'daily'",
        ),
        (
            REGISTRY_FILE,
            "calendar: ward\n",
            "",
            "kind: office",
            "calendar",
            "calendar is missing",
        ),
    ],
)
def test_a_field_that_cannot_be_read_is_told_with_its_line_and_what_was_expected(  # noqa: PLR0917
    town, file, old, new, at, field, message
):
    town.edit(file, old, new)
    assert a_problem(file, town.line(file, at), field, message) in town.problems()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("counted_from: [birth]", "counted_from: [born-in]", "due.counted_from[1]"),
        ("      born_in: abroad", "      Born: abroad", "unless[1].when.Born"),
    ],
)
def test_a_key_that_no_address_can_have_is_told_with_its_place(town, old, new, field):
    town.edit(NOTIFY_FILE, old, new)
    key = new.strip(" ]").rpartition("[")[2].partition(":")[0]
    assert [
        one.line
        for one in town.problems()
        if one.field == field and one.message.startswith(f'"{key}" stands here; expected the form')
    ] == [town.line(NOTIFY_FILE, new.strip())]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  n: 14\n", ""),
        ("  n: 14\n", "  n: 200\n"),
        ("  n: 14\n", "  n: 3\n  unit: month\n"),
        ("  n: 14\n", "  n: 2\n  unit: year\n"),
        ("  roll: ward\n", "  roll: ward\n  margin_days: 30\n"),
        ("  roll: ward\n", "  or_by: birth\n"),
        ('article: "49"', 'article: "20(6)"'),
        ('article: "49"', "article: 附則9-3-2"),
        ('article: "49"', "article: 19-16"),
        ("office: town/registry\n", ""),
        ("gives: [town/certificate]\n", "gives: [town/certificate]\nby_post: true\n"),
    ],
)
def test_what_laws_say_of_a_step_can_be_written(town, old, new):
    town.edit(NOTIFY_FILE, old, new)
    assert town.problems() == []


def test_what_has_to_be_done_before_a_day_has_neither_n_nor_roll(town):
    town.edit(NOTIFY_FILE, "  n: 14\n", "")
    town.edit(NOTIFY_FILE, "  first_day: counted\n  roll: ward\n", "  before: true\n")
    assert town.problems() == []
