"""How far along a reader is on a day, what an overdue check changes, what memory is worth."""

from datetime import date, timedelta

import pytest

from madoguchi.edition import life_event, plan, standing
from madoguchi.edition.tests.planned import UNDATED, planned, step, three
from madoguchi.edition.tests.small_guide import small_guide
from madoguchi.guide.tests.real_guide import nerima


def standings(made, name: str, first: str, last: str) -> list[tuple[str, str]]:
    """The days on which it changes how far along a reader is, with what it is from then on."""
    found: list[tuple[str, str]] = []
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        now = standing(step(made, name), day)
        if not found or found[-1][1] != now:
            found.append((day.isoformat(), now))
        day += timedelta(days=1)
    return found


BIRTH = {"born_in": "japan", "parents": "both_foreign", "leaving_in_60d": "no"}


def test_day_31_is_late_but_lawful_and_day_61_is_past():
    made = planned("child-born-in-japan", birth="2026-03-03", **BIRTH)
    assert standings(made, "residence-status", "2026-03-03", "2026-05-10") == [
        ("2026-03-03", "ahead"),
        # Aim by 1 April; the 30 days end on the 2nd, the 60 on 2 May.
        ("2026-04-02", "last-days"),
        ("2026-04-03", "late"),
        ("2026-05-03", "past"),
    ]


def test_a_notice_that_rolled_is_in_its_last_days_until_the_office_has_opened():
    made = planned("child-born-in-japan", birth="2026-04-20", **BIRTH)
    assert standings(made, "birth-notification", "2026-04-20", "2026-06-30") == [
        ("2026-04-20", "ahead"),
        # Aim by Friday 1 May; the office takes it on Thursday after Golden Week.
        ("2026-05-02", "last-days"),
        ("2026-05-08", "late"),
    ]


def test_a_card_cannot_be_renewed_before_its_window_opens():
    made = planned("card-renewal", holder="permanent", card_expiry="2027-05-15")
    assert standings(made, "card-validity-renewal", "2027-01-01", "2027-05-17") == [
        ("2027-01-01", "not-open-yet"),
        ("2027-03-15", "ahead"),
        ("2027-05-15", "last-days"),
    ]


def test_an_extension_is_past_the_day_after_the_office_took_it_last():
    made = planned(
        "staying-longer", stay_end="2027-01-30", stay_over_30d="yes", has_my_number_card="no"
    )
    assert standings(made, "extension-application", "2026-10-29", "2027-02-03") == [
        ("2026-10-29", "not-open-yet"),
        ("2026-10-30", "ahead"),
        ("2027-01-30", "last-days"),
        ("2027-02-02", "past"),
    ]


def test_a_limit_is_never_late_but_past():
    made = planned(
        "going-abroad-for-a-while",
        departure="2026-12-01",
        spr="no",
        stay_end="2027-05-02",
        reentry="special",
        card_in_hand="yes",
    )
    assert standings(made, "special-re-entry", "2026-12-01", "2027-06-01") == [
        ("2026-12-01", "ahead"),
        # A Sunday, on which ports are open: it is the day to aim by, and does not move.
        ("2027-05-03", "past"),
    ]


def test_moving_out_is_late_from_the_day_of_the_move():
    made = planned("moving-out", move_date="2026-11-24", work_insurance="yes")
    assert standings(made, "moving-out-notification", "2026-11-01", "2026-12-01") == [
        ("2026-11-01", "ahead"),
        ("2026-11-21", "last-days"),
        ("2026-11-24", "late"),
    ]


def test_where_every_office_was_closed_it_is_ahead_until_the_first_open_day_is_over():
    made = planned(
        "death-in-family",
        died_in="japan",
        deceased="japanese",
        known_death="2025-12-27",
        death="2025-12-27",
        household="no",
    )
    assert standings(made, "death-notification", "2025-12-27", "2026-01-10") == [
        ("2025-12-27", "ahead"),
        ("2026-01-06", "late"),
    ]


def test_what_has_no_date_has_no_standing():
    made = planned("pregnant")
    assert {standing(one, made.today) for one in made.steps} == {"undated"}
    unknown = planned("moving-out", move_date="unsure", work_insurance="yes")
    assert standing(step(unknown, "moving-out-notification"), unknown.today) == "undated"


# Checks of the facts.


def test_an_overdue_check_keeps_the_date_with_a_mark():
    answers = {"birth": "2026-03-03", **BIRTH}
    on_the_day = planned("child-born-in-japan", today=date(2027, 4, 1), **answers)
    after_it = planned("child-born-in-japan", today=date(2027, 4, 2), **answers)
    assert [one.procedure.check_by for one in after_it.needed] == [date(2027, 4, 1)] * 5
    assert [one.overdue for one in on_the_day.needed] == [False] * 5
    assert [one.overdue for one in after_it.needed] == [True] * 5
    for made in (on_the_day, after_it):
        assert three(step(made, "residence-status").deadline) == (
            "2026-04-02", "2026-04-02", "2026-04-01",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "name", "answers"),
    [
        (
            "moving-in",
            "pension-join",
            {"move_date": "2026-03-03", "work_insurance": "no", "children": "no"},
        ),
        ("moving-within", "my-number-card-address", {"move_date": "2026-03-03", "household": "no"}),
        (
            "divorced-or-widowed",
            "divorce-by-court",
            {
                "what_happened": "divorced_by_court",
                "family_change": "2026-03-03",
                "status_by_spouse": "no",
                "household": "no",
            },
        ),
    ],
)
def test_what_is_only_remembered_is_shown_without_a_date(event, name, answers):
    found = step(planned(event, **answers), name)
    assert found.applies is True
    assert (found.no_date, three(found.deadline)) == ("memory", UNDATED)
    assert found.limit is None


# The source of a period decides: a small town with one step.
SOURCES = {
    "blog": ("secondary", ("2026-03-17", "2026-03-17", "2026-03-17"), None),
    "law": ("law", ("2026-03-17", "2026-03-17", "2026-03-17"), None),
    "memory": ("memory", UNDATED, "memory"),
}


def one_step(trust: str, *more: dict[str, object], **fields: object):
    """A plan for 3 March of a step whose period stands on a source of this trust."""
    guide = small_guide(
        **{
            "day": {"kind": "question", "asks": "date"},
            "found-in": {
                "kind": "source",
                "title": "x",
                "trust": trust,
                "printed": "unknown",
                "read": "2026-11-22",
            },
            "notify": {
                "kind": "procedure",
                "topic": "town/life",
                "due": {"n": 14, "counted_from": ["day"], "roll": "ward"},
                "sources": [{"source": "town/found-in"}, *more],
                **fields,
            },
            "moving": {
                "kind": "life-event",
                "order": 1,
                "topic": "town/life",
                "ask": [{"question": "town/day"}],
                "steps": ["town/notify"],
            },
        }
    )
    made = plan(guide, life_event(guide, "moving"), {"day": "2026-03-03"}, date(2026, 3, 3))
    return made.steps[0]


@pytest.mark.parametrize(("trust", "dated", "no_date"), SOURCES.values(), ids=SOURCES)
def test_only_memory_has_no_date(trust, dated, no_date):
    found = one_step(trust)
    assert (three(found.deadline), found.no_date) == (dated, no_date)


def test_a_page_that_stands_for_something_else_does_not_make_memory_a_date():
    assert one_step("memory", {"source": "town/page", "of": ["bring"]}).no_date == "memory"
    assert one_step("memory", {"source": "town/page", "differs": "10"}).no_date == "memory"
    assert one_step("memory", {"source": "town/page", "of": ["due"]}).no_date is None


def test_a_margin_is_taken_off_the_laws_day_and_lands_on_an_open_one():
    due = {"n": 14, "counted_from": ["day"], "roll": "ward", "margin_days": 3}
    # 17 March less three days is a Saturday.
    assert three(one_step("law", due=due).deadline) == ("2026-03-17", "2026-03-17", "2026-03-13")


def test_the_calendar_of_the_office_is_whose_year_end_is_told():
    assert nerima().entries["life/ward-registry"].calendar == "ward"
    made = planned("moving-out", move_date="2027-01-04", work_insurance="yes")
    assert "year-end-assumed" in [
        one.code for one in step(made, "moving-out-notification").deadline.trace
    ]
    permit = planned(
        "going-abroad-for-a-while",
        departure="2027-01-04",
        spr="no",
        stay_end="none",
        reentry="permit",
        permit_until="2028-01-04",
        card_in_hand="yes",
    )
    assert "year-end-assumed" not in [
        one.code for one in step(permit, "re-entry-permit").deadline.trace
    ]


def test_a_limit_over_the_year_end_assumes_nothing_of_an_office_of_the_state():
    made = planned(
        "staying-longer", stay_end="2026-12-30", stay_over_30d="yes", has_my_number_card="yes"
    )
    assumed = {
        one.procedure.slug
        for one in made.needed
        if "year-end-assumed" in [line.code for line in one.deadline.trace]
    }
    assert assumed == {"my-number-card-extension"}
    back = planned(
        "going-abroad-for-a-while",
        departure="2026-03-03",
        spr="no",
        stay_end="2026-12-30",
        reentry="special",
        card_in_hand="yes",
    )
    codes = [one.code for one in step(back, "special-re-entry").deadline.trace]
    assert "never-rolls" in codes
    assert "year-end-assumed" not in codes
