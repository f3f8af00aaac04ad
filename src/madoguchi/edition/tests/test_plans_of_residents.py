"""Plans of who moves, loses or renews a card, stays, marries, mourns: dates worked by hand."""

import pytest

from madoguchi.edition.tests.planned import UNDATED, dates, planned, reasons, step, three, unsure

# Moving.


def test_moving_in_on_a_monday_before_silver_week_rolls_over_the_citizens_holiday():
    made = planned("moving-in", move_date="2026-09-07", work_insurance="no", children="no")
    assert dates(made) == {
        "moving-in-notification": ("2026-09-21", "2026-09-24", "2026-09-18"),
        "my-number-card-address": UNDATED,
        "health-insurance-join": ("2026-09-21", "2026-09-24", "2026-09-18"),
        "pension-join": UNDATED,
    }
    assert reasons(made) == {
        "child-allowance-move": "no-children",
        "child-medical-card": "no-children",
        "school-application": "no-children",
    }


def test_the_child_allowance_counts_from_the_day_after_the_planned_move():
    made = planned(
        "moving-in",
        move_date="2026-03-20",
        work_insurance="yes",
        children="yes",
        planned_move_out="2026-03-17",
    )
    assert dates(made)["child-allowance-move"] == ("2026-04-01", "2026-04-01", "2026-04-01")
    assert reasons(made) == {"health-insurance-join": "in-work-insurance"}


def test_moving_within_the_ward_is_one_notice_for_both_laws():
    made = planned("moving-within", move_date="2026-03-03", household="yes")
    assert dates(made) == {
        "moving-within-notification": ("2026-03-17", "2026-03-17", "2026-03-17"),
        "household-change": ("2026-03-17", "2026-03-17", "2026-03-17"),
        "my-number-card-address": UNDATED,
    }
    laws = {one.act for one in step(made, "moving-within-notification").procedure.law}
    assert laws == {"japan/basic-resident-registration-act", "japan/immigration-control-act"}


@pytest.mark.parametrize(
    ("move", "dated"),
    [
        # A Wednesday: the day before is open.
        ("2026-03-04", ("2026-03-03", None, "2026-03-03")),
        # The day after a Monday that is a holiday.
        ("2026-11-24", ("2026-11-23", None, "2026-11-20")),
        ("2027-01-04", ("2027-01-03", None, "2026-12-28")),
    ],
)
def test_moving_out_is_notified_on_an_open_day_before_the_move(move, dated):
    made = planned("moving-out", move_date=move, work_insurance="yes")
    assert dates(made) == {"moving-out-notification": dated}


def test_the_first_address_counts_from_settling_and_the_other_from_the_permission():
    landed = planned(
        "first-arrival", became_resident="landing", settled="2026-03-03", work_insurance="yes"
    )
    assert dates(landed) == {
        "first-address": ("2026-03-17", "2026-03-17", "2026-03-17"),
        "pension-join": UNDATED,
    }
    permitted = planned(
        "first-arrival",
        became_resident="permission",
        settled="2026-03-03",
        permission_day="2026-03-10",
        work_insurance="yes",
    )
    assert dates(permitted)["address-after-permission"] == (
        "2026-03-24", "2026-03-24", "2026-03-24",
    )  # fmt: skip
    assert reasons(permitted)["first-address"] == "had-permission"


# Cards.


def test_a_lost_card_goes_to_the_bureau_and_a_lost_certificate_to_the_ward():
    lost = {"known": "2026-12-18", "found_again": "no"}
    rolled = ("2027-01-01", "2027-01-04", "2026-12-28")
    card = planned("residence-card-lost", spr="no", **lost)
    assert dates(card) == {"police-report": UNDATED, "card-reissue": rolled}
    assert reasons(card) == {
        "spr-certificate-reissue": "only-spr",
        "return-found-card": "not-found",
    }
    certificate = planned("residence-card-lost", spr="yes", **lost)
    assert dates(certificate) == {"police-report": UNDATED, "spr-certificate-reissue": rolled}
    assert step(certificate, "spr-certificate-reissue").procedure.office == "life/ward-registry"
    # Closed by the state's law, and by what is assumed of the ward.
    for made, name, assumed in (
        (card, "card-reissue", False),
        (certificate, "spr-certificate-reissue", True),
    ):
        codes = [one.code for one in step(made, name).deadline.trace]
        assert ("year-end-assumed" in codes) is assumed


def test_a_card_that_was_found_again_is_returned_within_14_days_of_finding_it():
    made = planned(
        "residence-card-lost",
        spr="no",
        known="2026-03-03",
        found_again="yes",
        found_date="2026-11-14",
    )
    assert dates(made)["return-found-card"] == ("2026-11-28", "2026-11-30", "2026-11-27")


def test_a_lapsed_card_sent_by_post_leaves_three_days_for_the_letter():
    by_post = planned(
        "residence-card-lapsed", lapsed="2026-11-14", why_lapsed="status_ended", how_returned="post"
    )
    assert dates(by_post) == {"return-card-by-post": ("2026-11-28", "2026-11-30", "2026-11-25")}
    assert step(by_post, "return-card-by-post").procedure.by_post is True
    in_person = planned(
        "residence-card-lapsed",
        lapsed="2026-11-14",
        why_lapsed="status_ended",
        how_returned="in_person",
    )
    assert dates(in_person) == {"return-card": ("2026-11-28", "2026-11-30", "2026-11-27")}
    assert reasons(in_person)["return-card-by-post"] == "returns-by-other-way"


def test_who_still_has_the_status_renews_the_card_as_well():
    made = planned(
        "residence-card-lapsed",
        lapsed="2026-11-14",
        why_lapsed="validity_over",
        how_returned="post",
    )
    assert set(dates(made)) == {"return-card-by-post", "renew-after-validity"}


@pytest.mark.parametrize(
    ("spr", "name", "roll"),
    [("no", "card-details", "national"), ("yes", "spr-card-details", "ward")],
)
def test_a_new_name_is_notified_within_14_days_where_the_law_sends_one(spr, name, roll):
    made = planned("card-details-changed", spr=spr, changed="2026-11-14")
    assert dates(made) == {name: ("2026-11-28", "2026-11-30", "2026-11-27")}
    assert step(made, name).deadline.rolls == roll


@pytest.mark.parametrize(
    ("holder", "name", "opens"),
    [
        ("permanent", "card-validity-renewal", "2027-03-15"),
        ("under_16", "card-renewal-at-16", "2026-11-15"),
        ("spr", "spr-certificate-renewal", "2027-03-15"),
    ],
)
def test_a_card_is_renewed_from_some_months_before_the_day_that_is_printed(holder, name, opens):
    made = planned("card-renewal", holder=holder, card_expiry="2027-05-15")
    # A Saturday: the application rolls to Monday. The status does not end with the card.
    assert dates(made) == {name: ("2027-05-15", "2027-05-17", "2027-05-14")}
    assert step(made, name).limit is None
    assert step(made, name).opens.isoformat() == opens
    assert set(reasons(made).values()) == {"other-holder"}


@pytest.mark.parametrize(
    ("expiry", "opens"),
    [
        # There is no 30 February: nobody should go in vain.
        ("2027-04-30", "2027-03-01"),
        ("2028-04-29", "2028-02-29"),
        ("2027-12-31", "2027-10-31"),
    ],
)
def test_a_window_that_has_no_such_date_opens_on_the_first_of_the_next_month(expiry, opens):
    made = planned("card-renewal", holder="permanent", card_expiry=expiry)
    assert step(made, "card-validity-renewal").opens.isoformat() == opens


# Staying longer.


def staying(stay_end: str, over_30d: str = "yes", my_number: str = "no"):
    return planned(
        "staying-longer",
        stay_end=stay_end,
        stay_over_30d=over_30d,
        has_my_number_card=my_number,
    )


def test_a_stay_that_ends_on_a_saturday_rolls_for_the_office_and_not_for_the_stay():
    made = staying("2027-01-30", my_number="yes")
    assert dates(made) == {
        "extension-application": ("2027-01-30", "2027-02-01", "2027-01-29"),
        "special-period": ("2027-03-30", None, "2027-03-30"),
        "my-number-card-extension": ("2027-01-30", None, "2027-01-29"),
    }
    extension = step(made, "extension-application")
    assert three(extension.limit) == ("2027-01-30", None, "2027-01-29")
    assert extension.opens.isoformat() == "2026-10-30"
    assert step(made, "special-period").is_limit is True
    assert extension.is_limit is False


@pytest.mark.parametrize(
    ("stay_end", "special"),
    [
        ("2026-12-31", ("2027-02-28", None, "2027-02-26")),
        ("2026-12-30", ("2027-02-28", None, "2027-02-26")),
        ("2026-12-29", ("2027-02-28", None, "2027-02-26")),
        ("2026-12-28", ("2027-02-28", None, "2027-02-26")),
        ("2026-12-27", ("2027-02-27", None, "2027-02-26")),
        # It begins on 1 March and ends with April; to the same date it would be the 28th.
        ("2027-02-28", ("2027-04-30", None, "2027-04-28")),
        ("2027-06-30", ("2027-08-31", None, "2027-08-30")),
        ("2027-12-31", ("2028-02-29", None, "2028-02-29")),
    ],
)
def test_the_special_period_of_two_months_ends_as_the_civil_code_counts(stay_end, special):
    assert dates(staying(stay_end))["special-period"] == special


def test_where_two_readings_of_the_special_period_differ_the_trace_names_both():
    trace = step(staying("2027-02-28"), "special-period").deadline.trace
    (both,) = [one for one in trace if one.code == "other-reading"]
    assert (both.day.isoformat(), both.other.isoformat()) == ("2027-04-28", "2027-04-30")


def test_a_stay_of_30_days_or_less_has_no_special_period():
    assert reasons(staying("2027-01-30", over_30d="no"))["special-period"] == "stay-too-short"
    assert unsure(staying("2027-01-30", over_30d="unsure")) == {"special-period"}


def test_a_stay_that_has_no_end_needs_nothing():
    made = staying("none", my_number="yes")
    assert dates(made) == {}
    assert set(reasons(made).values()) == {"stay-has-no-end"}


# Work, family, death.


def test_leaving_and_joining_are_two_notices_with_14_days_each():
    made = planned(
        "job-or-school-changed",
        status_kind="work_or_study",
        left="2026-10-31",
        joined="2026-11-16",
        work_insurance="yes",
    )
    assert dates(made) == {
        # 14 November is a Saturday.
        "left-notification": ("2026-11-14", "2026-11-16", "2026-11-13"),
        "joined-notification": ("2026-11-30", "2026-11-30", "2026-11-30"),
        "pension-join": UNDATED,
    }


def test_who_has_not_joined_yet_notifies_the_leaving_only():
    made = planned(
        "job-or-school-changed",
        status_kind="work_or_study",
        left="2026-10-31",
        joined="none",
        work_insurance="no",
    )
    assert reasons(made) == {"joined-notification": "not-joined"}
    assert dates(made)["health-insurance-join"] == ("2026-11-14", "2026-11-16", "2026-11-13")


def test_family_and_permanent_statuses_call_for_no_notice_of_work():
    made = planned(
        "job-or-school-changed",
        status_kind="permanent_or_family",
        left="2026-10-31",
        joined="2026-11-16",
        work_insurance="yes",
    )
    assert reasons(made) == {
        "left-notification": "status-needs-no-notice",
        "joined-notification": "status-needs-no-notice",
        "health-insurance-join": "in-work-insurance",
    }


@pytest.mark.parametrize(
    ("happened", "other"),
    [
        ("widowed", {}),
        ("divorced_by_agreement", {"divorce-by-agreement": UNDATED}),
        # Ten days, but only from memory.
        ("divorced_by_court", {"divorce-by-court": UNDATED}),
    ],
)
def test_the_bureau_is_told_of_a_divorce_or_a_death_within_14_days(happened, other):
    made = planned(
        "divorced-or-widowed",
        what_happened=happened,
        family_change="2026-11-14",
        status_by_spouse="yes",
        household="yes",
    )
    rolled = ("2026-11-28", "2026-11-30", "2026-11-27")
    assert dates(made) == other | {"spouse-notification": rolled, "household-change": rolled}


def test_a_death_on_christmas_day_is_notified_by_28_december():
    made = planned(
        "death-in-family",
        died_in="japan",
        deceased="foreign",
        known_death="2026-12-25",
        death="2026-12-24",
        household="yes",
    )
    assert dates(made) == {
        "death-notification": ("2026-12-31", "2027-01-04", "2026-12-28"),
        "return-card-of-deceased": ("2027-01-07", "2027-01-07", "2027-01-07"),
        "household-change": ("2027-01-07", "2027-01-07", "2027-01-07"),
    }


def test_a_death_learnt_of_when_offices_are_closed_is_notified_on_the_first_open_day():
    made = planned(
        "death-in-family",
        died_in="japan",
        deceased="japanese",
        known_death="2025-12-27",
        death="2025-12-27",
        household="no",
    )
    deadline = step(made, "death-notification").deadline
    assert (deadline.law_last_day.isoformat(), deadline.office_last_day.isoformat()) == (
        "2026-01-02", "2026-01-05",
    )  # fmt: skip
    assert deadline.to_aim_by.isoformat() == "2026-01-05"


def test_the_death_abroad_of_a_japanese_is_notified_within_three_months():
    made = planned(
        "death-in-family",
        died_in="abroad",
        deceased="japanese",
        known_death="2026-11-30",
        death="2026-11-29",
        household="no",
    )
    assert dates(made) == {"death-notification-abroad": ("2027-02-28", None, "2027-02-26")}
    assert reasons(made) == {
        "death-notification": "died-abroad",
        "return-card-of-deceased": "deceased-had-no-card",
        "household-change": "household-same",
    }


@pytest.mark.parametrize("event", ["pregnant", "marrying", "child-starts-school"])
def test_events_of_papers_only_have_steps_and_no_dates(event):
    made = planned(event)
    assert len(made.needed) == 2
    assert set(dates(made).values()) == {UNDATED}
    assert {one.no_date for one in made.needed} == {None}
