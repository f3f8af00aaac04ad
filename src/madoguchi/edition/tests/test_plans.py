"""The plan after a birth: whose child it is, where it was born, which day it was.

Every date is worked by hand from the law and a paper calendar.
"""

from datetime import date

import pytest

from madoguchi.deadlines import Reason
from madoguchi.edition.tests.planned import (
    UNDATED,
    dates,
    planned,
    reasons,
    step,
    three,
    unsure,
)


def born(birth: str = "2026-03-03", **changed: str):
    answers = {"born_in": "japan", "parents": "both_foreign", "leaving_in_60d": "no"}
    return planned("child-born-in-japan", birth=birth, **(answers | changed))


def test_a_child_of_foreign_parents_born_on_3_march_2026():
    made = born()
    assert dates(made) == {
        "birth-notification": ("2026-03-16", "2026-03-16", "2026-03-16"),
        "residence-status": ("2026-04-02", "2026-04-02", "2026-04-01"),
        "health-insurance-child": ("2026-03-17", "2026-03-17", "2026-03-17"),
        "child-allowance-birth": ("2026-03-18", "2026-03-18", "2026-03-18"),
        "child-medical-card": UNDATED,
    }
    assert reasons(made) == {
        "birth-notification-abroad": "born-in-japan",
        "spr-permission": "only-spr",
    }
    assert unsure(made) == set()


def test_the_60_days_stand_beside_the_30_and_never_roll():
    # 2 May 2026 is a Saturday in Golden Week.
    assert three(step(born(), "residence-status").limit) == ("2026-05-02", None, "2026-05-01")
    assert step(born(), "birth-notification").limit is None


def test_only_the_notification_counts_the_day_of_birth():
    first = {
        one.procedure.slug: one.deadline.trace[1]
        for one in born().needed
        if one.deadline is not None
    }
    assert first == {
        "birth-notification": Reason("first-day-counted", date(2026, 3, 3)),
        "residence-status": Reason("first-day-not-counted", date(2026, 3, 4)),
        "health-insurance-child": Reason("first-day-not-counted", date(2026, 3, 4)),
        "child-allowance-birth": Reason("first-day-not-counted", date(2026, 3, 4)),
    }


def test_steps_stand_in_the_order_in_which_they_can_be_done():
    made = born()
    names = [one.procedure.slug for one in made.needed]
    assert names[:2] == ["birth-notification", "residence-status"]
    assert step(made, "residence-status").procedure.after == "life/birth-notification"


@pytest.mark.parametrize(
    ("birth", "notification", "status", "limit", "insurance"),
    [
        # Day 14 is Constitution Day, a Sunday; 6 May is its substitute.
        (
            "2026-04-20",
            ("2026-05-03", "2026-05-07", "2026-05-01"),
            ("2026-05-20", "2026-05-20", "2026-05-19"),
            ("2026-06-19", None, "2026-06-18"),
            ("2026-05-04", "2026-05-07", "2026-05-01"),
        ),
        # Day 14 is a Saturday before a Monday that is Labour Thanksgiving Day.
        (
            "2026-11-08",
            ("2026-11-21", "2026-11-24", "2026-11-20"),
            ("2026-12-08", "2026-12-08", "2026-12-07"),
            ("2027-01-07", None, "2027-01-06"),
            ("2026-11-22", "2026-11-24", "2026-11-20"),
        ),
        # Day 14 is New Year's Eve, day 30 a Sunday after a Saturday.
        (
            "2026-12-18",
            ("2026-12-31", "2027-01-04", "2026-12-28"),
            ("2027-01-17", "2027-01-18", "2027-01-15"),
            ("2027-02-16", None, "2027-02-15"),
            ("2027-01-01", "2027-01-04", "2026-12-28"),
        ),
        # Day 14 is a leap day, day 60 a Sunday.
        (
            "2028-02-16",
            ("2028-02-29", "2028-02-29", "2028-02-29"),
            ("2028-03-17", "2028-03-17", "2028-03-16"),
            ("2028-04-16", None, "2028-04-14"),
            ("2028-03-01", "2028-03-01", "2028-03-01"),
        ),
    ],
)
def test_days_that_fall_on_closed_days_roll_for_acts_and_never_for_the_60(
    birth, notification, status, limit, insurance
):
    made = born(birth)
    found = dates(made)
    assert found["birth-notification"] == notification
    assert found["residence-status"] == status
    assert three(step(made, "residence-status").limit) == limit
    assert found["health-insurance-child"] == insurance


def test_over_the_year_end_only_the_wards_days_are_assumed():
    made = born("2026-12-18")
    assumed = {
        one.procedure.slug
        for one in made.needed
        if one.deadline and "year-end-assumed" in [line.code for line in one.deadline.trace]
    }
    assert assumed == {"birth-notification", "health-insurance-child", "child-allowance-birth"}


# Whose child it is (Nationality Act 2, Civil Code 783).


@pytest.mark.parametrize(
    ("parents", "japanese_parent", "asks_for", "is_unsure"),
    [
        ("both_foreign", None, {"residence-status"}, False),
        ("one_spr", None, {"spr-permission"}, False),
        ("one_japanese", "mother", set(), False),
        ("one_japanese", "father_married", set(), False),
        ("one_japanese", "father_acknowledged_before_birth", set(), False),
        ("one_japanese", "father_not_acknowledged", {"residence-status"}, False),
        ("one_japanese", "unsure", {"residence-status"}, True),
        ("unsure", None, {"residence-status", "spr-permission"}, True),
    ],
)
def test_which_permission_a_child_needs(parents, japanese_parent, asks_for, is_unsure):
    answers = {"japanese_parent": japanese_parent} if japanese_parent else {}
    made = born(parents=parents, **answers)
    permissions = {"residence-status", "spr-permission"}
    assert permissions & set(dates(made)) == asks_for
    assert unsure(made) & permissions == (asks_for if is_unsure else set())
    # Every child that is born in Japan is notified, whatever it is.
    assert dates(made)["birth-notification"] == ("2026-03-16", "2026-03-16", "2026-03-16")


@pytest.mark.parametrize("parent", ["mother", "father_married", "father_acknowledged_before_birth"])
def test_a_child_who_is_japanese_by_law_is_told_so(parent):
    made = born(parents="one_japanese", japanese_parent=parent)
    assert reasons(made)["residence-status"] == "child-is-japanese"


def test_a_child_whom_the_japanese_father_did_not_acknowledge_has_the_strict_dates():
    made = born(parents="one_japanese", japanese_parent="father_not_acknowledged")
    assert dates(made)["residence-status"] == ("2026-04-02", "2026-04-02", "2026-04-01")
    assert three(step(made, "residence-status").limit) == ("2026-05-02", None, "2026-05-01")


def test_the_child_of_special_permanent_residents_goes_to_the_ward_within_60_days():
    made = born(parents="one_spr")
    assert dates(made)["spr-permission"] == ("2026-05-02", None, "2026-05-01")
    assert reasons(made)["residence-status"] == "spr-goes-to-ward"
    permission = step(made, "spr-permission")
    assert permission.procedure.office == "life/ward-registry"
    assert permission.deadline.rolls == "none"


def test_who_is_not_sure_of_the_parents_sees_the_strictest_dates_of_both_ways():
    found = dates(born(parents="unsure"))
    assert found["residence-status"] == ("2026-04-02", "2026-04-02", "2026-04-01")
    assert found["spr-permission"] == ("2026-05-02", None, "2026-05-01")


# Who leaves, and who was born elsewhere.


def test_a_child_who_leaves_within_60_days_needs_no_status_and_is_told_why():
    for parents in ("both_foreign", "one_spr"):
        why = reasons(born(parents=parents, leaving_in_60d="yes"))
        needs = {"both_foreign": "residence-status", "one_spr": "spr-permission"}[parents]
        assert why[needs] == "leaves-within-60-days"


def test_a_child_who_may_leave_within_60_days_has_the_strict_dates():
    made = born(leaving_in_60d="unsure")
    assert dates(made)["residence-status"] == ("2026-04-02", "2026-04-02", "2026-04-01")
    assert unsure(made) == {"residence-status"}


def test_a_foreign_child_born_abroad_has_nothing_to_do_in_japan_and_is_told_why():
    made = born(born_in="abroad")
    assert dates(made) == {}
    assert reasons(made) == {
        "birth-notification": "born-abroad",
        "birth-notification-abroad": "child-is-not-japanese",
        "residence-status": "born-abroad",
        "spr-permission": "born-abroad",
        "health-insurance-child": "born-abroad",
        "child-allowance-birth": "born-abroad",
        "child-medical-card": "born-abroad",
    }


@pytest.mark.parametrize(
    ("birth", "dated"),
    [
        ("2026-03-03", ("2026-06-02", None, "2026-06-02")),
        # February has no 30th day: its last counts; to the same date it would be the 27th.
        ("2026-11-30", ("2027-02-28", None, "2027-02-26")),
    ],
)
def test_a_japanese_child_born_abroad_is_notified_within_three_months(birth, dated):
    made = born(birth, born_in="abroad", parents="one_japanese", japanese_parent="mother")
    assert dates(made) == {"birth-notification-abroad": dated}


def test_who_is_not_sure_whether_the_child_is_japanese_notifies_a_birth_abroad_too():
    made = born(born_in="abroad", parents="one_japanese", japanese_parent="unsure")
    assert dates(made) == {"birth-notification-abroad": ("2026-06-02", None, "2026-06-02")}
    assert unsure(made) == {"birth-notification-abroad"}


def test_who_is_not_sure_of_the_place_sees_both_ways():
    made = born(born_in="unsure", parents="one_japanese", japanese_parent="mother")
    assert {"birth-notification", "birth-notification-abroad"} <= set(dates(made))
    assert "birth-notification" in unsure(made)


def test_without_the_day_of_birth_there_is_no_date_but_every_step():
    made = born("unsure")
    assert {one.procedure.slug: one.no_date for one in made.needed} == {
        "birth-notification": "day-unknown",
        "residence-status": "day-unknown",
        "health-insurance-child": "day-unknown",
        "child-allowance-birth": "day-unknown",
        "child-medical-card": None,
    }
    assert unsure(made) == set(dates(made)) - {"child-medical-card"}


def test_a_plan_keeps_what_it_was_asked():
    made = born()
    assert made.event.slug == "child-born-in-japan"
    assert made.today == date(2026, 1, 1)
    assert made.answers == {
        "birth": date(2026, 3, 3),
        "born_in": "japan",
        "parents": "both_foreign",
        "leaving_in_60d": "no",
    }
    assert len(made.steps) == len(made.needed) + len(made.not_needed) == 7
