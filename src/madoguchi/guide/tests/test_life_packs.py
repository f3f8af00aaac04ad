"""The national procedures of the packs beside the rules they were written from.

The two tables here were written down by hand from the project's notes (procedures.md 1.3 and the
issue); the packs were not asked.
"""

from typing import NamedTuple

import pytest

from madoguchi.guide import (
    Guide,
    LifeEvent,
    OfficeRole,
    Procedure,
    Question,
    Source,
)
from madoguchi.guide.tests.real_guide import nerima

EVENTS = [
    "child-born-in-japan",
    "moving-in",
    "moving-within",
    "moving-out",
    "first-arrival",
    "residence-card-lost",
    "residence-card-lapsed",
    "card-details-changed",
    "card-renewal",
    "staying-longer",
    "job-or-school-changed",
    "divorced-or-widowed",
    "death-in-family",
    "going-abroad-for-a-while",
    "leaving-japan",
    "child-starts-school",
    "pregnant",
    "marrying",
]


class Rule(NamedTuple):
    """A row of the table: how long, whether the first day counts, what rolls, whose calendar."""

    n: int
    unit: str
    first_day: str
    roll: str
    calendar: str


WARD, BUREAU = ("ward", "ward"), ("national", "national")
FOURTEEN_AT_THE_WARD = Rule(14, "day", "not_counted", *WARD)
FOURTEEN_AT_THE_BUREAU = Rule(14, "day", "not_counted", *BUREAU)
PRINTED_DAY_AT_THE_BUREAU = Rule(0, "day", "not_counted", *BUREAU)
# By the row of the table; what may stay or be away so long is below.
RULES: dict[str, dict[str, Rule]] = {
    "Birth notification": {
        "birth-notification": Rule(14, "day", "counted", *WARD),
        "birth-notification-abroad": Rule(3, "month", "counted", "none", "national"),
    },
    "Acquisition of status": {"residence-status": Rule(30, "day", "not_counted", *BUREAU)},
    "Special permanent residence of a child": {
        "spr-permission": Rule(60, "day", "not_counted", "none", "ward")
    },
    "First address after arrival": {"first-address": FOURTEEN_AT_THE_WARD},
    "Address after becoming mid/long-term": {"address-after-permission": FOURTEEN_AT_THE_WARD},
    "Moving in / within": {
        "moving-in-notification": FOURTEEN_AT_THE_WARD,
        "moving-within-notification": FOURTEEN_AT_THE_WARD,
    },
    "Household change": {"household-change": FOURTEEN_AT_THE_WARD},
    "Card: name, birth date, sex, nationality": {
        "card-details": FOURTEEN_AT_THE_BUREAU,
        "spr-card-details": FOURTEEN_AT_THE_WARD,
    },
    "Card lost": {
        "card-reissue": FOURTEEN_AT_THE_BUREAU,
        "spr-certificate-reissue": FOURTEEN_AT_THE_WARD,
    },
    "Renew the card's validity": {
        "card-validity-renewal": PRINTED_DAY_AT_THE_BUREAU,
        "card-renewal-at-16": PRINTED_DAY_AT_THE_BUREAU,
        "spr-certificate-renewal": Rule(0, "day", "not_counted", *WARD),
    },
    "Return the card": {
        "return-card": FOURTEEN_AT_THE_BUREAU,
        "return-card-by-post": FOURTEEN_AT_THE_BUREAU,
        "return-found-card": FOURTEEN_AT_THE_BUREAU,
        "return-card-of-deceased": FOURTEEN_AT_THE_BUREAU,
    },
    "Employer or school changed": {
        "left-notification": FOURTEEN_AT_THE_BUREAU,
        "joined-notification": FOURTEEN_AT_THE_BUREAU,
    },
    "Divorced or widowed spouse": {"spouse-notification": FOURTEEN_AT_THE_BUREAU},
    "Extension / change of status": {"extension-application": PRINTED_DAY_AT_THE_BUREAU},
    "National health insurance in/out": {
        "health-insurance-child": FOURTEEN_AT_THE_WARD,
        "health-insurance-join": FOURTEEN_AT_THE_WARD,
        "health-insurance-leave": FOURTEEN_AT_THE_WARD,
    },
    "Child allowance": {
        "child-allowance-birth": Rule(15, "day", "not_counted", *WARD),
        "child-allowance-move": Rule(15, "day", "not_counted", *WARD),
    },
    "Death": {
        "death-notification": Rule(7, "day", "counted", *WARD),
        "death-notification-abroad": Rule(3, "month", "counted", "none", "national"),
    },
    "My Number card of a foreigner": {
        "my-number-card-extension": Rule(0, "day", "not_counted", "none", "ward")
    },
    # The stricter reading of "2 years without an address in Japan".
    "Leaving: pension lump sum": {
        "pension-lump-sum": Rule(2, "year", "counted", "none", "national")
    },
}
# How long somebody may stay or be away: a step of its own, or the limit of a step.
LIMITS: dict[str, tuple[str, Rule]] = {
    "Limit without status": ("residence-status", Rule(60, "day", "not_counted", "none", "")),
    "Special period": ("special-period", Rule(2, "month", "not_counted", "none", "")),
    "Re-entry permit": ("return-by-permit", Rule(0, "day", "not_counted", "none", "")),
    "Special re-entry": ("special-re-entry", Rule(1, "year", "not_counted", "none", "")),
    "Special re-entry, SPR": ("special-re-entry-spr", Rule(2, "year", "not_counted", "none", "")),
    "Return the card at once": (
        "return-card-at-departure",
        Rule(0, "day", "not_counted", "none", ""),
    ),
    "Limit without status, SPR": ("spr-permission", Rule(60, "day", "not_counted", "none", "")),
    "Period of stay": ("extension-application", Rule(0, "day", "not_counted", "none", "")),
}
BEFORE_THE_EVENT = {"Moving out": "moving-out-notification", "Re-entry permit": "re-entry-permit"}
# Rows whose days nobody has checked.
FROM_MEMORY = {
    "National pension (category 1)": "pension-join",
    "My Number card after a move": "my-number-card-address",
    "Divorce by court": "divorce-by-court",
}
# Rows that set no day.
WITHOUT_A_DAY = {
    "Child medical subsidy": "child-medical-card",
    "School enrolment": "school-application",
    "Marriage": "marriage-notification",
    "Divorce by agreement": "divorce-by-agreement",
}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return nerima()


def events_of(guide: Guide) -> list[LifeEvent]:
    return sorted(guide.all(LifeEvent), key=lambda one: one.order)


def step(guide: Guide, name: str) -> Procedure:
    return guide.get(f"life/{name}", Procedure)


def test_the_18_events_have_the_ids_that_stand_in_shared_addresses_in_their_order(guide):
    assert [one.slug for one in events_of(guide)] == EVENTS
    assert [one.id for one in events_of(guide)] == [f"life/{name}" for name in EVENTS]


def test_an_event_comes_at_a_place_of_its_own(guide):
    orders = [one.order for one in events_of(guide)]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize(
    ("row", "name", "rule"),
    [(row, name, rule) for row, steps in RULES.items() for name, rule in steps.items()],
)
def test_a_row_of_the_rules_has_its_step(guide, row, name, rule):
    found = step(guide, name)
    assert found.due is not None
    assert found.office is not None
    assert found.due.kind == "act"
    calendar = guide.get(found.office, OfficeRole).calendar
    due = found.due
    assert Rule(due.n, due.unit, due.first_day, due.roll, calendar) == rule


@pytest.mark.parametrize(("row", "name", "rule"), [(row, *one) for row, one in LIMITS.items()])
def test_a_limit_of_the_rules_has_its_step_and_never_rolls(guide, row, name, rule):
    found = step(guide, name)
    limit = found.limit or found.due
    assert limit is not None
    assert limit.kind == "limit"
    assert Rule(limit.n, limit.unit, limit.first_day, limit.roll, "") == rule


@pytest.mark.parametrize(("row", "name"), BEFORE_THE_EVENT.items())
def test_what_is_to_be_done_before_the_event_counts_no_days_and_never_rolls(guide, row, name):
    due = step(guide, name).due
    assert due is not None
    assert (due.before, due.n, due.roll) == (True, 0, "none")


@pytest.mark.parametrize(("row", "name"), WITHOUT_A_DAY.items())
def test_a_row_without_a_day_has_a_step_without_a_period(guide, row, name):
    assert (step(guide, name).due, step(guide, name).limit) == (None, None)


@pytest.mark.parametrize(("row", "name"), FROM_MEMORY.items())
def test_days_that_nobody_checked_stand_on_memory_alone(guide, row, name):
    found = step(guide, name)
    assert found.due is not None
    trusts = {guide.get(one.source, Source).trust for one in found.citations_of("due")}
    assert trusts == {"memory"}
    # Words that name the period would tell what no date is shown of.
    told = [text for words in found.words.values() for _, text in words.texts()]
    assert [text for text in told if "[[#due]]" in text] == []


def test_every_step_with_a_period_is_a_row_of_the_rules(guide):
    named = {name for steps in RULES.values() for name in steps}
    named |= {name for name, _ in LIMITS.values()}
    named |= {*BEFORE_THE_EVENT.values(), *FROM_MEMORY.values()}
    with_period = {one.slug for one in guide.all(Procedure) if one.due or one.limit}
    assert with_period == named


def test_a_re_entry_ends_with_the_stay_where_that_is_earlier_except_for_who_has_no_end(guide):
    ends = {
        name: step(guide, name).due.or_by for name, _ in LIMITS.values() if step(guide, name).due
    }
    assert {name for name, key in ends.items() if key} == {"special-re-entry", "return-by-permit"}
    assert ends["special-re-entry"] == ends["return-by-permit"] == "stay_end"


def test_windows_open_so_long_before_the_day_that_is_printed(guide):
    opens = {one.slug: one.opens for one in guide.all(Procedure) if one.opens}
    assert {name: (one.unit, one.months) for name, one in opens.items()} == {
        "card-validity-renewal": ("months", 2),
        "card-renewal-at-16": ("months", 6),
        "spr-certificate-renewal": ("months", 2),
        "extension-application": ("months", 3),
    }


def test_no_step_of_a_plan_stands_on_memory_for_a_limit_or_a_window(guide):
    shaky = [
        (one.id, field)
        for one in guide.all(Procedure)
        for field in ("limit", "opens")
        if one.says(field)
        and {guide.get(cited.source, Source).trust for cited in one.citations_of(field)}
        <= {"memory"}
    ]
    assert shaky == []


def test_every_period_that_becomes_a_date_has_a_source_that_is_more_than_memory(guide):
    from_memory = {
        one.slug
        for one in guide.all(Procedure)
        if one.due
        and not any(
            guide.get(cited.source, Source).trust != "memory" for cited in one.citations_of("due")
        )
    }
    assert from_memory == set(FROM_MEMORY.values())


def test_every_step_has_a_law_or_a_source_and_a_day_to_check_it(guide):
    for one in guide.all(Procedure):
        assert one.law or one.sources, one.id
        assert one.check_by, one.id
        for reference in one.law:
            assert guide.get(reference.act, Source).url.startswith("https://laws.e-gov.go.jp/law/")


def test_every_step_of_the_packs_is_a_step_of_an_event(guide):
    used = {name for one in guide.all(LifeEvent) for name in one.steps}
    assert {one.id for one in guide.all(Procedure)} == used


def test_a_step_comes_after_the_one_that_gives_its_papers(guide):
    for event in guide.all(LifeEvent):
        given: dict[str, str] = {}
        for name in event.steps:
            one = guide.get(name, Procedure)
            for paper in one.bring:
                # What another step of this plan gives is only there after it.
                if paper in given and one.after:
                    assert given[paper] == one.after, (event.id, name, paper)
            given |= dict.fromkeys(one.gives, name)


def test_the_child_status_needs_the_certificate_that_the_birth_notification_gives(guide):
    status, notification = step(guide, "residence-status"), step(guide, "birth-notification")
    assert status.after == notification.id
    assert set(notification.gives) <= set(status.bring)


# Questions.


def test_every_question_can_be_answered_with_unsure(guide):
    assert guide.all(Question)
    assert [one.id for one in guide.all(Question) if one.offered[-1] != "unsure"] == []


def test_every_question_is_asked_of_somebody(guide):
    asked = {one.question for event in guide.all(LifeEvent) for one in event.ask}
    assert {one.id for one in guide.all(Question)} == asked


def test_the_keys_of_the_packs_differ(guide):
    keys = [one.key for one in guide.all(Question)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("born_in", ("japan", "abroad")),
        ("parents", ("both_foreign", "one_japanese", "one_spr")),
        (
            "japanese_parent",
            (
                "mother",
                "father_married",
                "father_acknowledged_before_birth",
                "father_not_acknowledged",
            ),
        ),
        ("leaving_in_60d", ("yes", "no")),
        ("birth", ()),
    ],
)
def test_answers_about_a_child_have_the_values_that_the_issue_names(guide, key, values):
    (question,) = [one for one in guide.all(Question) if one.key == key]
    assert question.values == values


def test_which_parent_is_japanese_is_asked_only_where_one_is(guide):
    event = guide.get("life/child-born-in-japan", LifeEvent)
    when = {one.question: one.when for one in event.ask}
    assert when["life/japanese-parent"] == {"parents": "one_japanese"}
    assert [name for name, condition in when.items() if condition] == ["life/japanese-parent"]


# Special permanent residents go where the law sends them.


@pytest.mark.parametrize(
    ("name", "calendar"),
    [
        ("spr-permission", "ward"),
        ("spr-card-details", "ward"),
        ("spr-certificate-reissue", "ward"),
        ("spr-certificate-renewal", "ward"),
        ("re-entry-permit", "national"),
        ("return-card", "national"),
        ("return-card-by-post", "national"),
    ],
)
def test_special_permanent_residents_are_sent_to_the_ward_or_to_the_bureau(guide, name, calendar):
    assert guide.get(step(guide, name).office, OfficeRole).calendar == calendar


def test_every_office_of_the_ward_and_the_bureau_has_a_place_in_nerima(guide):
    offices = {one.office for one in guide.all(Procedure) if one.office}
    unbound = {name for name in offices if guide.place_of(name) is None}
    # A port, a police box and an embassy are wherever the reader is.
    assert {name.removeprefix("life/") for name in unbound} <= {
        "departure-port",
        "police",
        "embassy",
        "pension-service",
    }


def test_no_step_prints_a_fee(guide):
    yen = [one.id for one in guide.all(Procedure) for fact in one.facts.values() if fact.yen]
    assert yen == []
