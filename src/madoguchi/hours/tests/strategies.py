# ruff: noqa: DTZ001 - a naive time is a time on the clocks of Tokyo
"""Hypothesis strategies for schedules of every sort, and for the calendars that they name."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from madoguchi.hours import DAY, ClosureCalendar, Schedule, Span, Timetable
from madoguchi.hours.calendars import WEEKDAYS, Dates, MonthDays, NthWeekday
from madoguchi.hours.schedule import SpecialDay

# Around the new year all rules meet: holidays, the year's end, seasons, lists that run out.
FIRST, LAST = date(2026, 12, 20), date(2027, 1, 20)

dates = st.dates(FIRST, LAST)
moments = st.datetimes(datetime(2026, 12, 20), datetime(2027, 1, 20)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
quarter_hours = st.integers(0, DAY // 15 - 1).map(lambda n: n * 15)


@st.composite
def day_spans(draw: st.DrawFn, *, nights: bool = True) -> Span:
    start = draw(quarter_hours)
    last = start + DAY if nights else DAY
    end = draw(st.integers(start // 15 + 1, last // 15).map(lambda n: n * 15))
    return Span(start, end)


@st.composite
def stretches(draw: st.DrawFn) -> Dates:
    start = draw(dates)
    return Dates(start, start + timedelta(days=draw(st.integers(0, 9))))


@st.composite
def seasons(draw: st.DrawFn) -> MonthDays:
    start, end = draw(dates), draw(dates)
    return MonthDays((start.month, start.day), (end.month, end.day))


times = st.lists(day_spans(), min_size=1, max_size=3).map(tuple)
effects = st.sampled_from(["closed", "same", "unknown"]) | times
nths = st.lists(st.sampled_from([1, 2, 3, 4, 5, -1, -2]), min_size=1, max_size=2).map(tuple)
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True).map(tuple)
closure_calendars = st.builds(
    ClosureCalendar,
    dates=st.lists(stretches(), max_size=2).map(tuple),
    yearly=st.lists(seasons(), max_size=1).map(tuple),
    weekdays=st.lists(
        st.builds(
            NthWeekday, weekday=st.sampled_from(WEEKDAYS), nth=nths, plus_days=st.integers(-2, 2)
        ),
        max_size=1,
    ).map(tuple),
    known_until=st.sampled_from(["always", "unknown"]) | dates,
)
special_days = st.builds(
    SpecialDay, dates=stretches(), hours=st.sampled_from(["closed", "unknown"]) | times
)


@st.composite
def days_of_a_schedule(draw: st.DrawFn) -> dict[str, object]:
    sort = draw(st.sampled_from(["week", "week", "nth", "month", "dates", "holidays"]))
    if sort == "nth":
        plus = draw(st.integers(-3, 3))
        return {"days": draw(weekdays), "nth": draw(nths), "plus_days": plus}
    if sort == "month":
        return {"month_days": tuple(draw(st.lists(st.integers(1, 31), min_size=1, max_size=4)))}
    if sort == "dates":
        return {"dates": tuple(draw(st.lists(stretches(), min_size=1, max_size=3)))}
    days = draw(weekdays)
    return {"days": (*days, "holiday") if sort == "holidays" else days}


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    valid_from = draw(st.none() | dates)
    return Schedule(
        speaks=("en",),
        **draw(days_of_a_schedule()),  # type: ignore[arg-type]
        hours=draw(times | st.just("unknown")),
        seasons=tuple(draw(st.lists(seasons(), max_size=1))),
        valid_from=valid_from,
        valid_to=draw(st.none() | st.dates(valid_from or FIRST, LAST)),
        on_holidays=draw(effects),
        at_year_end=draw(effects),
        closures=draw(st.sampled_from([(), ("plaza",), ("plaza", "building")])),
        special_days=tuple(draw(st.lists(special_days, max_size=2))),
    )


calendars = st.fixed_dictionaries({"plaza": closure_calendars, "building": closure_calendars})
timetables = st.builds(Timetable, st.lists(schedules(), min_size=1, max_size=3), calendars)


@st.composite
def weekly_timetables(draw: st.DrawFn) -> Timetable:
    """Timetables whose days are as their weekday but for holidays, year-ends and listed dates."""
    plaza = ClosureCalendar(
        dates=tuple(draw(st.lists(stretches(), max_size=2))),
        known_until=draw(st.sampled_from(["always", "unknown"]) | dates),
    )
    spans = st.lists(day_spans(nights=False), min_size=1, max_size=2).map(tuple)
    week = st.builds(
        Schedule,
        speaks=st.just(("en",)),
        days=weekdays,
        hours=spans,
        on_holidays=st.sampled_from(["closed", "same", "unknown"]) | spans,
        at_year_end=st.sampled_from(["closed", "same", "unknown"]) | spans,
        closures=st.sampled_from([(), ("plaza",)]),
    )
    return Timetable(draw(st.lists(week, min_size=1, max_size=2)), {"plaza": plaza})
