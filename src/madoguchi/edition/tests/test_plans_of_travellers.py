"""Plans of who leaves Japan, for a while or for good: by when to be back, dates worked by hand."""

import pytest

from madoguchi.edition.tests.planned import UNDATED, dates, planned, reasons, step, unsure


def going(departure: str, **changed: str):
    answers = {"spr": "no", "stay_end": "none", "reentry": "special", "card_in_hand": "yes"}
    return planned("going-abroad-for-a-while", departure=departure, **(answers | changed))


@pytest.mark.parametrize(
    ("stay_end", "back"),
    [
        # The stay ends first, or the year does.
        ("2027-06-30", ("2027-06-30", None, "2027-06-30")),
        ("2028-03-01", ("2027-12-01", None, "2027-12-01")),
        ("none", ("2027-12-01", None, "2027-12-01")),
        ("2027-12-01", ("2027-12-01", None, "2027-12-01")),
        # On a Sunday that never moves, and on which ports are open.
        ("2027-05-02", ("2027-05-02", None, "2027-05-02")),
    ],
)
def test_who_leaves_on_1_december_is_back_within_a_year_or_before_the_stay_ends(stay_end, back):
    made = going("2026-12-01", stay_end=stay_end)
    assert dates(made) == {"special-re-entry": back}
    assert step(made, "special-re-entry").is_limit is True


def test_special_permanent_residents_have_two_years():
    made = going("2026-12-01", spr="yes")
    assert dates(made) == {"special-re-entry-spr": ("2028-12-01", None, "2028-12-01")}
    assert reasons(made)["special-re-entry"] == "not-spr"


def test_who_leaves_on_a_leap_day_is_back_by_28_february():
    year = dates(going("2028-02-29"))["special-re-entry"]
    assert year == ("2029-02-28", None, "2029-02-28")
    two = dates(going("2028-02-29", spr="yes"))["special-re-entry-spr"]
    assert two == ("2030-02-28", None, "2030-02-28")


@pytest.mark.parametrize(
    ("departure", "spr", "name"),
    [
        ("2027-02-28", "no", "special-re-entry"),
        ("2026-02-28", "yes", "special-re-entry-spr"),
    ],
)
def test_a_leap_day_at_the_end_is_the_civil_codes_but_aim_for_the_28th(departure, spr, name):
    made = going(departure, spr=spr)
    assert dates(made)[name] == ("2028-02-29", None, "2028-02-28")
    (both,) = [one for one in step(made, name).deadline.trace if one.code == "other-reading"]
    assert (both.day.isoformat(), both.other.isoformat()) == ("2028-02-28", "2028-02-29")


def test_a_stay_that_ends_between_the_two_readings_ends_the_absence():
    made = going("2027-02-28", stay_end="2028-02-28")
    assert dates(made)["special-re-entry"] == ("2028-02-28", None, "2028-02-28")
    codes = [one.code for one in step(made, "special-re-entry").deadline.trace]
    assert "ends-earlier" in codes
    assert "other-reading" not in codes


def test_who_is_not_sure_of_being_special_sees_the_year_beside_the_two():
    made = going("2026-12-01", spr="unsure")
    assert dates(made) == {
        "special-re-entry": ("2027-12-01", None, "2027-12-01"),
        "special-re-entry-spr": ("2028-12-01", None, "2028-12-01"),
    }
    assert unsure(made) == {"special-re-entry", "special-re-entry-spr"}


def test_who_is_not_sure_when_the_stay_ends_has_no_date_that_might_be_too_late():
    made = going("2026-12-01", stay_end="unsure")
    assert dates(made) == {"special-re-entry": UNDATED}
    assert step(made, "special-re-entry").no_date == "end-unknown"
    assert unsure(made) == {"special-re-entry"}
    # Special permanent residents have no end that could come first.
    assert dates(going("2026-12-01", stay_end="unsure", spr="yes")) == {
        "special-re-entry-spr": ("2028-12-01", None, "2028-12-01")
    }


def test_a_stay_that_ends_before_the_departure_gives_no_day_to_be_back():
    made = going("2026-12-01", stay_end="2026-11-30")
    back = step(made, "special-re-entry")
    assert (back.no_date, back.unsure) == ("ends-before", False)
    assert dates(made) == {"special-re-entry": UNDATED}
    on_that_day = going("2026-12-01", stay_end="2026-12-01")
    assert dates(on_that_day) == {"special-re-entry": ("2026-12-01", None, "2026-12-01")}


def test_a_newborn_without_a_card_cannot_use_special_re_entry_and_needs_a_permit_first():
    made = going("2027-01-04", card_in_hand="no")
    assert dates(made) == {"re-entry-permit": ("2027-01-03", None, "2026-12-28")}
    assert reasons(made)["special-re-entry"] == "no-card-in-hand"


@pytest.mark.parametrize("stay_end", ["none", "2028-05-01", "2029-12-01"])
def test_a_permit_is_taken_before_leaving_and_says_by_when_to_be_back(stay_end):
    made = going("2027-01-04", reentry="permit", permit_until="2028-05-01", stay_end=stay_end)
    assert dates(made) == {
        "re-entry-permit": ("2027-01-03", None, "2026-12-28"),
        "return-by-permit": ("2028-05-01", None, "2028-05-01"),
    }
    assert reasons(made)["special-re-entry"] == "with-permit"


def test_the_permit_of_special_permanent_residents_is_the_bureaus_too():
    made = going("2027-01-04", spr="yes", reentry="permit", permit_until="2032-12-01")
    assert step(made, "re-entry-permit").procedure.office == "life/immigration-bureau"
    # Six years ahead: nobody has announced those holidays.
    back = step(made, "return-by-permit").deadline
    assert back.law_last_day.isoformat() == "2032-12-01"
    assert back.trace[-1].code == "holidays-not-announced"


def test_who_does_not_know_how_to_come_back_sees_every_way():
    made = going("2026-12-01", reentry="unsure")
    assert set(dates(made)) == {"special-re-entry", "re-entry-permit", "return-by-permit"}
    assert unsure(made) == set(dates(made))


def test_who_leaves_for_good_does_these_things_around_the_day():
    made = planned("leaving-japan", departure="2026-12-01", work_insurance="no", paid_pension="yes")
    assert dates(made) == {
        "moving-out-notification": ("2026-11-30", None, "2026-11-30"),
        "health-insurance-leave": ("2026-12-15", "2026-12-15", "2026-12-15"),
        "return-card-at-departure": ("2026-12-01", None, "2026-12-01"),
        # The day of departure is the first of the two years: the stricter reading.
        "pension-lump-sum": ("2028-11-30", None, "2028-11-30"),
    }


def test_who_never_paid_into_the_pension_claims_nothing_back():
    made = planned("leaving-japan", departure="2026-12-01", work_insurance="yes", paid_pension="no")
    assert reasons(made) == {
        "health-insurance-leave": "in-work-insurance",
        "pension-lump-sum": "paid-too-little",
    }


def test_a_permit_that_outlasts_the_stay_ends_with_the_stay():
    made = planned(
        "going-abroad-for-a-while",
        departure="2027-01-04",
        spr="no",
        stay_end="2028-03-31",
        reentry="permit",
        permit_until="2028-05-01",
        card_in_hand="yes",
    )
    assert dates(made)["return-by-permit"] == ("2028-03-31", None, "2028-03-31")


def test_whoever_does_not_know_when_the_stay_ends_is_given_no_day_to_be_back():
    made = going("2026-12-01", stay_end="unsure")
    (back,) = [one for one in made.needed if one.procedure.slug == "special-re-entry"]
    assert (back.deadline, back.no_date, back.unsure) == (None, "end-unknown", True)


def test_a_stay_that_ends_before_the_departure_has_no_day_to_be_back():
    made = going("2026-12-28", stay_end="2026-12-01")
    (back,) = [one for one in made.needed if one.procedure.slug == "special-re-entry"]
    assert (back.deadline, back.no_date, back.unsure) == (None, "ends-before", False)


def test_the_card_is_handed_in_on_the_day_of_the_flight_whatever_day_that_is():
    made = planned("leaving-japan", departure="2027-01-03", work_insurance="yes", paid_pension="no")
    assert dates(made)["return-card-at-departure"] == ("2027-01-03", None, "2027-01-03")
