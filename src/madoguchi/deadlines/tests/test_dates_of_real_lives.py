"""Deadlines as they meet people: each date worked by hand from the law and a paper calendar."""

from datetime import date

from madoguchi.deadlines import (
    Deadline,
    Period,
    Reason,
    before,
    deadline_for,
    last_day,
    last_open,
    next_open,
    opening_day,
    why_closed,
)

BIRTH = Period(14, "day", "counted")
DEATH = Period(7, "day", "counted")
RESIDENCE_STATUS = Period(30, "day")
STAY_WITHOUT_STATUS = Period(60, "day")
NOTICE = Period(14, "day")
RE_ENTRY = Period(1, "year")
TODAY = date(2026, 11, 28)


def dates(found: Deadline) -> tuple[str, str | None, str]:
    office = found.office_last_day
    return (
        found.law_last_day.isoformat(),
        office.isoformat() if office else None,
        found.aim_by.isoformat(),
    )


def codes(found: Deadline) -> list[str]:
    return [reason.code for reason in found.trace]


def reason(found: Deadline, code: str) -> Reason:
    (only,) = [reason for reason in found.trace if reason.code == code]
    return only


def test_a_birth_on_3_march_is_to_be_notified_by_16_march() -> None:
    found = deadline_for(date(2026, 3, 3), BIRTH, "ward")
    assert dates(found) == ("2026-03-16", "2026-03-16", "2026-03-16")
    assert found.rolls == "ward"
    assert found.trace == (
        Reason("event", date(2026, 3, 3)),
        Reason("first-day-counted", date(2026, 3, 3)),
        Reason("last-day", date(2026, 3, 16), n=14, detail="day"),
        Reason("open-on-last-day", date(2026, 3, 16)),
        Reason("aim-same", date(2026, 3, 16)),
    )


def test_the_childs_status_is_to_be_asked_for_a_day_before_the_30th() -> None:
    found = deadline_for(date(2026, 3, 3), RESIDENCE_STATUS, "national", margin_days=1)
    assert dates(found) == ("2026-04-02", "2026-04-02", "2026-04-01")
    begin = Reason("first-day-not-counted", date(2026, 3, 4))
    assert reason(found, "first-day-not-counted") == begin


def test_the_60_days_without_a_status_never_roll_even_off_a_saturday() -> None:
    found = deadline_for(date(2026, 3, 3), STAY_WITHOUT_STATUS, "none", margin_days=1)
    assert dates(found) == ("2026-05-02", None, "2026-05-01")
    assert reason(found, "never-rolls") == Reason("never-rolls", date(2026, 5, 2))
    assert "rolled" not in codes(found)


def test_a_birth_notice_that_ends_in_golden_week_rolls_behind_all_of_it() -> None:
    found = deadline_for(date(2026, 4, 20), BIRTH, "ward")
    assert dates(found) == ("2026-05-03", "2026-05-07", "2026-05-01")
    rolled = Reason("rolled", date(2026, 5, 3), date(2026, 5, 7), detail="holiday")
    assert reason(found, "rolled") == rolled


def test_a_limit_in_golden_week_stays_where_it_is() -> None:
    found = deadline_for(date(2026, 3, 6), STAY_WITHOUT_STATUS, "none", margin_days=1)
    assert dates(found) == ("2026-05-05", None, "2026-05-01")


def test_a_move_whose_14_days_end_in_silver_week_rolls_over_the_citizens_holiday() -> None:
    found = deadline_for(date(2026, 9, 7), NOTICE, "ward")
    assert dates(found) == ("2026-09-21", "2026-09-24", "2026-09-18")


def test_a_move_whose_14_days_end_on_the_citizens_holiday_of_2032_rolls_two_days() -> None:
    found = deadline_for(date(2032, 9, 7), NOTICE, "ward")
    assert dates(found) == ("2032-09-21", "2032-09-23", "2032-09-17")
    assert reason(found, "rolled").detail == "holiday"


def test_a_notice_that_ends_on_a_substitute_holiday_rolls_to_tuesday() -> None:
    found = deadline_for(date(2027, 3, 8), NOTICE, "national")
    assert dates(found) == ("2027-03-22", "2027-03-23", "2027-03-19")


def test_a_new_employer_on_a_saturday_is_to_be_notified_by_the_monday_after_two_weeks() -> None:
    found = deadline_for(date(2026, 11, 14), NOTICE, "national")
    assert dates(found) == ("2026-11-28", "2026-11-30", "2026-11-27")
    rolled = Reason("rolled", date(2026, 11, 28), date(2026, 11, 30), detail="weekend")
    assert reason(found, "rolled") == rolled


def test_a_birth_notice_that_ends_on_new_years_eve_rolls_to_4_january_by_assumption() -> None:
    found = deadline_for(date(2026, 12, 18), BIRTH, "ward")
    assert dates(found) == ("2026-12-31", "2027-01-04", "2026-12-28")
    assert reason(found, "rolled").detail == "year-end"
    assert codes(found)[-1] == "year-end-assumed"


def test_the_states_own_year_end_is_law_and_not_assumed() -> None:
    found = deadline_for(date(2026, 12, 17), NOTICE, "national")
    assert dates(found) == ("2026-12-31", "2027-01-04", "2026-12-28")
    assert "year-end-assumed" not in codes(found)


def test_a_limit_over_the_year_end_is_assumed_only_in_a_wards_calendar() -> None:
    limit = Period(2, "month")
    in_a_ward = deadline_for(date(2026, 10, 30), limit, "none", calendar="ward")
    national = deadline_for(date(2026, 10, 30), limit, "none", calendar="national")
    assert dates(in_a_ward) == ("2026-12-30", None, "2026-12-28")
    assert dates(national) == ("2026-12-30", None, "2026-12-28")
    assert "year-end-assumed" in codes(in_a_ward)
    assert "year-end-assumed" not in codes(national)


def test_29_december_is_already_closed_and_28_december_is_not() -> None:
    assert why_closed(date(2026, 12, 28)) is None
    assert why_closed(date(2026, 12, 29)) == "year-end"
    assert next_open(date(2026, 12, 29)) == date(2027, 1, 4)
    assert last_open(date(2027, 1, 3)) == date(2026, 12, 28)
    assert last_open(date(2026, 11, 23)) == date(2026, 11, 20)
    assert why_closed(date(2026, 11, 23)) == "holiday"
    assert why_closed(date(2026, 11, 28)) == "weekend"


def test_a_death_counts_its_own_day_and_a_move_does_not() -> None:
    friday = date(2026, 11, 20)
    assert last_day(friday, DEATH) == date(2026, 11, 26)
    assert last_day(friday, Period(7, "day")) == date(2026, 11, 27)


def test_a_death_on_christmas_day_is_to_be_notified_by_28_december_rather_than_4_january() -> None:
    found = deadline_for(date(2026, 12, 25), DEATH, "ward")
    assert dates(found) == ("2026-12-31", "2027-01-04", "2026-12-28")


def test_a_court_divorce_that_ends_on_a_sunday_rolls_to_monday() -> None:
    found = deadline_for(date(2026, 5, 1), Period(10, "day", "counted"), "ward")
    assert dates(found) == ("2026-05-10", "2026-05-11", "2026-05-08")


def test_the_15_days_of_the_child_allowance_begin_the_day_after_the_birth() -> None:
    found = deadline_for(date(2026, 3, 17), Period(15, "day"), "ward")
    assert dates(found) == ("2026-04-01", "2026-04-01", "2026-04-01")
    assert reason(found, "first-day-not-counted").day == date(2026, 3, 18)


def test_90_days_after_a_move_reach_over_three_months_and_into_the_year_end() -> None:
    found = deadline_for(date(2026, 10, 1), Period(90, "day"), "none")
    assert dates(found) == ("2026-12-30", None, "2026-12-28")


def test_a_birth_on_a_leap_day_is_to_be_notified_by_13_march() -> None:
    found = deadline_for(date(2028, 2, 29), BIRTH, "ward")
    assert dates(found) == ("2028-03-13", "2028-03-13", "2028-03-13")


def test_a_year_abroad_from_28_february_ends_on_the_leap_day_but_aim_for_the_28th() -> None:
    found = deadline_for(date(2027, 2, 28), RE_ENTRY, "none")
    assert dates(found) == ("2028-02-29", None, "2028-02-28")
    both = Reason("other-reading", date(2028, 2, 28), date(2028, 2, 29))
    assert reason(found, "other-reading") == both


def test_a_year_abroad_from_a_leap_day_ends_on_28_february_in_both_readings() -> None:
    found = deadline_for(date(2028, 2, 29), RE_ENTRY, "none")
    assert dates(found) == ("2029-02-28", None, "2029-02-28")
    assert "other-reading" not in codes(found)


def test_two_months_from_the_end_of_february_end_with_april_but_aim_for_the_28th() -> None:
    found = deadline_for(date(2027, 2, 28), Period(2, "month"), "ward")
    assert dates(found) == ("2027-04-30", "2027-04-30", "2027-04-28")
    both = Reason("other-reading", date(2027, 4, 28), date(2027, 4, 30))
    assert reason(found, "other-reading") == both


def test_a_margin_is_taken_off_the_earlier_of_two_readings() -> None:
    found = deadline_for(date(2027, 2, 28), Period(2, "month"), "ward", margin_days=1)
    assert dates(found) == ("2027-04-30", "2027-04-30", "2027-04-27")


def test_five_years_abroad_end_on_a_leap_sunday_and_aim_for_the_friday_before() -> None:
    found = deadline_for(date(2027, 2, 28), Period(5, "year"), "none")
    assert dates(found) == ("2032-02-29", None, "2032-02-27")


def test_the_special_period_from_new_years_eve_ends_with_february() -> None:
    found = deadline_for(date(2026, 12, 31), Period(2, "month"), "none")
    assert dates(found) == ("2027-02-28", None, "2027-02-26")
    assert "other-reading" not in codes(found)


def test_three_months_from_a_birth_abroad_on_30_november_end_with_february() -> None:
    found = deadline_for(date(2026, 11, 30), Period(3, "month", "counted"), "ward")
    assert dates(found) == ("2027-02-28", "2027-03-01", "2027-02-26")
    assert reason(found, "no-such-day") == Reason("no-such-day", date(2027, 2, 28))
    both = Reason("other-reading", date(2027, 2, 27), date(2027, 2, 28))
    assert reason(found, "other-reading") == both


def test_a_card_that_counts_seven_years_from_1_april_ends_on_31_march() -> None:
    found = deadline_for(date(2020, 4, 1), Period(7, "year", "counted"), "none")
    assert dates(found) == ("2027-03-31", None, "2027-03-31")


def test_a_re_entry_ends_with_the_stay_where_that_is_earlier() -> None:
    found = deadline_for(TODAY, RE_ENTRY, "none", no_later_than=date(2027, 6, 30))
    assert dates(found) == ("2027-06-30", None, "2027-06-30")
    sooner = Reason("ends-earlier", date(2027, 6, 30), date(2027, 11, 28))
    assert reason(found, "ends-earlier") == sooner


def test_a_re_entry_of_a_year_ends_before_a_longer_stay() -> None:
    found = deadline_for(TODAY, RE_ENTRY, "none", no_later_than=date(2028, 1, 31))
    assert dates(found) == ("2027-11-28", None, "2027-11-26")
    later = Reason("ends-later", date(2028, 1, 31), date(2027, 11, 28))
    assert reason(found, "ends-later") == later


def test_a_re_entry_of_two_years_meets_holidays_that_are_not_announced() -> None:
    found = deadline_for(TODAY, Period(2, "year"), "none", today=TODAY)
    assert dates(found) == ("2028-11-28", None, "2028-11-28")
    assert found.trace[-1] == Reason("holidays-not-announced", n=2028)


def test_next_years_holidays_are_announced_by_november() -> None:
    found = deadline_for(TODAY, RE_ENTRY, "none", today=TODAY)
    assert "holidays-not-announced" not in codes(found)


def test_moving_out_in_the_first_days_of_january_is_to_be_notified_before_the_year_end() -> None:
    found = before(date(2027, 1, 4), calendar="ward")
    assert dates(found) == ("2027-01-03", None, "2026-12-28")
    assert found.trace == (
        Reason("before", date(2027, 1, 4), date(2027, 1, 3)),
        Reason("never-rolls", date(2027, 1, 3)),
        Reason("aim-earlier", date(2027, 1, 3), date(2026, 12, 28), detail="year-end"),
        Reason("year-end-assumed"),
    )


def test_moving_out_the_day_after_a_monday_holiday_is_to_be_notified_on_friday() -> None:
    found = before(date(2026, 11, 24))
    assert dates(found) == ("2026-11-23", None, "2026-11-20")


def test_what_is_to_be_done_at_once_is_due_on_the_day_itself() -> None:
    found = deadline_for(date(2026, 11, 27), Period(0, "day"), "national")
    assert dates(found) == ("2026-11-27", "2026-11-27", "2026-11-27")
    assert codes(found) == ["that-day-itself", "open-on-last-day", "aim-same"]


def test_a_margin_that_lands_on_a_sunday_goes_back_to_friday() -> None:
    found = deadline_for(date(2026, 11, 7), RESIDENCE_STATUS, "national", margin_days=1)
    assert dates(found) == ("2026-12-07", "2026-12-07", "2026-12-04")
    assert reason(found, "margin") == Reason("margin", date(2026, 12, 6), n=1)
    early = Reason("aim-earlier", date(2026, 12, 6), date(2026, 12, 4), detail="weekend")
    assert reason(found, "aim-earlier") == early


def test_the_window_of_a_card_opens_on_the_1st_where_february_has_no_such_date() -> None:
    assert opening_day(date(2027, 4, 30), 2, "month") == date(2027, 3, 1)
    assert opening_day(date(2027, 8, 31), 6, "month") == date(2027, 3, 1)
    assert opening_day(date(2028, 8, 29), 6, "month") == date(2028, 2, 29)
    assert opening_day(date(2027, 5, 15), 6, "month") == date(2026, 11, 15)


def test_two_years_for_the_pension_lump_sum_end_with_the_month_they_began_in() -> None:
    found = deadline_for(date(2026, 11, 30), Period(2, "year"), "none")
    assert dates(found) == ("2028-11-30", None, "2028-11-30")


def test_a_death_known_in_the_year_end_days_is_to_be_notified_on_the_first_open_day() -> None:
    known = date(2025, 12, 27)
    found = deadline_for(known, Period(7, "day", "counted"), "ward")
    assert found.law_last_day == date(2026, 1, 2)
    assert found.office_last_day == date(2026, 1, 5)
    # Decision 1 names a day before it was known; readers are told the first open day.
    assert found.aim_by == date(2025, 12, 26)
    assert found.to_aim_by == date(2026, 1, 5)
    assert "no-open-day" in [reason.code for reason in found.trace]
    assert "aim-earlier" not in [reason.code for reason in found.trace]


def test_holidays_of_next_year_are_official_from_february_on() -> None:
    def said(today: date) -> bool:
        found = deadline_for(date(2027, 1, 10), Period(1, "year"), today=today)
        return "holidays-not-announced" in [reason.code for reason in found.trace]

    assert said(date(2027, 1, 31))
    assert not said(date(2027, 2, 1))


def test_a_period_of_nothing_is_the_day_itself_in_any_unit() -> None:
    for unit in ("day", "month", "year"):
        assert last_day(date(2027, 3, 1), Period(0, unit)) == date(2027, 3, 1)
