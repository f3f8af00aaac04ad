"""The engine against the oracle: every event of nine years, then any length, margin and limit."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.deadlines import (
    Deadline,
    FirstDay,
    Office,
    Period,
    Roll,
    Unit,
    before,
    deadline_for,
    opening_day,
    why_closed,
)

from . import comparing, oracle

# No deadline: the first example of a run pays for the holidays of 150 years.
some = settings(max_examples=200, deadline=None)

events = st.dates(date(1990, 1, 1), date(2080, 12, 31))
lengths: st.SearchStrategy[tuple[int, Unit]] = st.one_of(
    st.tuples(st.integers(0, 800), st.just("day")),
    st.tuples(st.integers(1, 150), st.just("month")),
    st.tuples(st.integers(1, 12), st.just("year")),
)
first_days: st.SearchStrategy[FirstDay] = st.sampled_from(("counted", "not_counted"))
periods = st.builds(lambda length, first_day: Period(*length, first_day), lengths, first_days)
rolls: st.SearchStrategy[Roll] = st.sampled_from(("none", "ward", "national"))
margins = st.integers(0, 40)
days_later = st.integers(0, 800).map(lambda n: timedelta(days=n))


def three(found: Deadline) -> oracle.Answer:
    return oracle.Answer(found.law_last_day, found.office_last_day, found.aim_by)


def test_every_date_of_nine_years_is_the_oracles(
    record_property: Callable[[str, object], None],
) -> None:
    before_this = comparing.compared()
    number = comparing.compare_everything()
    record_property("said", f"{number:,} dates of deadlines compared with the oracle: all the same")
    assert number == 2_025_408
    assert comparing.compared() - before_this == number


def test_why_offices_are_closed_is_the_same_on_each_day_of_thirty_years() -> None:
    thirty_years = comparing.days(date(2020, 1, 1), date(2049, 12, 31))
    assert [day for day in thirty_years if why_closed(day) != oracle.why_closed(day)] == []


@some
@given(events, periods, rolls, margins)
def test_any_period_ends_where_the_oracle_says(
    event: date, period: Period, roll: Roll, margin: int
) -> None:
    ours = deadline_for(event, period, roll, margin_days=margin)
    theirs = oracle.answer(
        event,
        period.n,
        period.unit,
        counted=period.first_day == "counted",
        rolls=roll != "none",
        margin=margin,
    )
    assert three(ours) == theirs


@some
@given(events, periods, rolls, margins, days_later)
def test_any_period_with_another_limit_ends_at_the_earlier_of_the_two(
    event: date, period: Period, roll: Roll, margin: int, later: timedelta
) -> None:
    limit = event + later
    ours = deadline_for(event, period, roll, margin_days=margin, no_later_than=limit)
    theirs = oracle.answer(
        event,
        period.n,
        period.unit,
        counted=period.first_day == "counted",
        rolls=roll != "none",
        margin=margin,
        no_later_than=limit,
    )
    assert three(ours) == theirs


@some
@given(events, margins)
def test_what_comes_before_an_event_ends_where_the_oracle_says(event: date, margin: int) -> None:
    ours = before(event, margin_days=margin)
    assert three(ours) == oracle.answer_before(event, rolls=False, margin=margin)


@some
@given(events, lengths)
def test_a_window_of_any_length_opens_when_the_oracle_says(
    last: date, length: tuple[int, Unit]
) -> None:
    assert opening_day(last, *length) == oracle.opening_day(last, *length)


@some
@given(events, periods, rolls, margins)
def test_the_three_dates_keep_their_order_and_the_last_two_are_open(
    event: date, period: Period, roll: Roll, margin: int
) -> None:
    found = deadline_for(event, period, roll, margin_days=margin)
    office = found.office_last_day or found.law_last_day
    assert found.aim_by <= found.law_last_day <= office
    assert why_closed(found.aim_by) is None
    assert (found.office_last_day is None) == (roll == "none")
    assert roll == "none" or why_closed(office) is None


@some
@given(events, periods, rolls, st.sampled_from(("ward", "national")))
def test_whose_calendar_it_is_changes_words_but_no_date(
    event: date, period: Period, roll: Roll, calendar: Office
) -> None:
    ours = deadline_for(event, period, roll, calendar=calendar)
    assert three(ours) == three(deadline_for(event, period, roll))
