"""What holds for every schedule that a pack can hold, on days where all rules meet."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madoguchi.hours import DAY, TOKYO, ClosureCalendar, Kind, Schedule, Timetable

from . import strategies as our

# No deadline: the first example of a run pays for the holidays of 150 years.
some = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MINUTE = timedelta(minutes=1)
WALK_DAYS = 3


def kind(table: Timetable, at: datetime) -> Kind:
    return table.state(at).kind


@some
@given(our.timetables)
def test_intervals_are_in_order_and_never_overlap(table: Timetable) -> None:
    intervals = table.intervals(our.FIRST, 32)
    assert all(start < end for start, end, _ in intervals)
    assert all(
        before.end < after.start
        or (before.end == after.start and before.state.kind is not after.state.kind)
        for before, after in pairwise(intervals)
    )


@some
@given(our.timetables)
def test_the_state_at_the_edges_of_an_interval_is_that_of_the_interval(table: Timetable) -> None:
    intervals = table.intervals(our.FIRST, 32)
    starts = {interval.start for interval in intervals}
    for start, end, state in intervals:
        assert table.state(start) == state
        assert kind(table, end - MINUTE) is state.kind
        last_midnight = datetime(2027, 1, 21, tzinfo=TOKYO)
        if end not in starts and end < last_midnight:
            assert kind(table, end) is Kind.CLOSED
        before = start - MINUTE
        if not any(other.end == start for other in intervals) and before.day == start.day:
            assert kind(table, before) is Kind.CLOSED


@few
@given(our.timetables, our.moments)
def test_the_next_change_is_the_first_minute_at_which_the_kind_differs(
    table: Timetable, at: datetime
) -> None:
    change = table.next_change(at)
    now, limit = kind(table, at), at + timedelta(days=WALK_DAYS)
    walked = at
    while walked < limit and kind(table, walked) is now:
        walked += MINUTE
    if walked < limit:
        assert change == walked.replace(tzinfo=TOKYO)
    else:
        assert change is None or change >= limit.replace(tzinfo=TOKYO)


@few
@given(our.timetables, our.moments)
def test_the_next_opening_is_an_open_minute_after_one_that_is_not(
    table: Timetable, at: datetime
) -> None:
    opening = table.next_opening(at)
    if opening is None:
        assert all(
            start <= at.replace(tzinfo=TOKYO)
            for start, _, state in table.intervals(at.date(), 400)
            if state.kind is Kind.OPEN
        )
        return
    assert opening > at.replace(tzinfo=TOKYO)
    assert kind(table, opening) is Kind.OPEN
    assert kind(table, opening - MINUTE) is not Kind.OPEN


@some
@given(
    our.timetables,
    our.moments,
    st.sampled_from([UTC, ZoneInfo("America/New_York"), timezone(timedelta(hours=5, minutes=45))]),
)
def test_a_time_of_another_zone_gives_the_same_answer(
    table: Timetable, at: datetime, zone: timezone | ZoneInfo
) -> None:
    elsewhere = at.replace(tzinfo=TOKYO).astimezone(zone)
    assert table.state(elsewhere) == table.state(at)
    assert table.next_change(elsewhere) == table.next_change(at)
    assert table.next_opening(elsewhere) == table.next_opening(at)


@some
@given(st.lists(our.schedules(), min_size=2, max_size=3), our.calendars, our.moments)
def test_a_timetable_is_open_when_any_of_its_schedules_is(
    schedules: list[Schedule], calendars: dict[str, ClosureCalendar], at: datetime
) -> None:
    together = Timetable(schedules, calendars)
    alone = [Timetable([schedule], calendars) for schedule in schedules]
    for minutes in range(0, 2 * DAY, 45):
        moment = at + timedelta(minutes=minutes)
        any_open = any(kind(table, moment) is Kind.OPEN for table in alone)
        assert (kind(together, moment) is Kind.OPEN) == any_open


@some
@given(our.weekly_timetables())
def test_days_taken_from_the_week_are_as_their_rules_make_them(table: Timetable) -> None:
    for day in (our.FIRST + timedelta(days=n) for n in range(32)):
        assert table._plan(day.toordinal()) == table._by_rules(day.toordinal())


@some
@given(our.timetables, st.integers(1, 9))
def test_intervals_of_a_longer_time_begin_with_those_of_a_shorter(
    table: Timetable, days: int
) -> None:
    cut = datetime(2026, 12, 20, tzinfo=TOKYO) + timedelta(days=days)
    longer = [
        (start, min(end, cut), state.kind)
        for start, end, state in table.intervals(our.FIRST, 20)
        if start < cut
    ]
    shorter = [(start, end, state.kind) for start, end, state in table.intervals(our.FIRST, days)]
    assert shorter == longer


@some
@given(our.timetables)
def test_schedules_survive_being_written_and_read(table: Timetable) -> None:
    for schedule in table.schedules:
        assert Schedule.model_validate(schedule.model_dump(mode="json")) == schedule
