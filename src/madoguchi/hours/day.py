"""What one schedule does on one day, by the precedence of Decision 10."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple

from madoguchi.hours.calendars import ClosureCalendar, HolidayCalendar, is_year_end
from madoguchi.hours.clock import DAY, Span
from madoguchi.hours.schedule import OTHER, Hours, Schedule, Times


class Kind(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a window is not simply open or outside its hours."""

    HOLIDAY = "public-holiday"
    YEAR_END = "year-end"
    DAYS_OFF = "days-off"
    SPECIAL_DAY = "special-day"
    HOLIDAY_UNKNOWN = "holiday-unknown"
    YEAR_END_UNKNOWN = "year-end-unknown"
    HOURS_UNKNOWN = "hours-unknown"
    SPECIAL_DAY_UNKNOWN = "special-day-unknown"
    CALENDAR_UNKNOWN = "calendar-unknown"
    SCHEDULE_ENDED = "schedule-ended"
    ASK_FOR_LANGUAGE = "ask-for-language"


@dataclass(frozen=True, slots=True)
class State:
    """Open, closed or unknown, and why; `closures_unknown` names calendars that have run out."""

    kind: Kind
    reason: Reason | None = None
    closures_unknown: tuple[str, ...] = ()
    via: str = "direct"
    booking: str = "unknown"


CLOSED = State(Kind.CLOSED)


class Stretch(NamedTuple):
    """Minutes since midnight during which a state holds, `end` not included."""

    start: int
    end: int
    state: State


class DayPlan(NamedTuple):
    """The stretches of a day that are not closed, in order, and the state of all other minutes."""

    stretches: tuple[Stretch, ...]
    closed: State = CLOSED


_WHOLE_DAY = (Span(0, DAY),)
# What a rule makes of a day that it does not leave the same.
Change = Literal["closed", "unknown"] | Times


def day_plan(
    schedule: Schedule,
    calendars: dict[str, ClosureCalendar],
    holidays: HolidayCalendar,
    day: date,
) -> DayPlan:
    """The hours of `schedule` that begin on `day`.

    Where a rule makes the day unknown, its usual hours are unknown and the rest of the day is
    closed; where the hours themselves are unknown, all of the day is.
    """
    special = schedule.special_day(day)
    if special is not None:
        if special.hours == "closed":
            return DayPlan((), State(Kind.CLOSED, Reason.SPECIAL_DAY))
        return _plan(schedule, special.hours, Reason.SPECIAL_DAY_UNKNOWN)
    ordinal = day.toordinal()
    holidays_known = holidays.first <= ordinal <= holidays.last
    holiday = ordinal in holidays.days
    # Where nobody knows the holidays, any day may be one.
    may_be_holiday = holiday or not holidays_known
    if not schedule.is_valid(day) or not schedule.selects(day, holiday=may_be_holiday):
        return DayPlan(())
    if schedule.dates:
        return _plan(schedule, schedule.hours)

    names = schedule.closures
    if any(calendars[name].covers(day) for name in names):
        return DayPlan((), State(Kind.CLOSED, Reason.DAYS_OFF))
    run_out = tuple(name for name in names if not calendars[name].is_known(day))
    # Each rule that changes the day, the stronger first; without any the usual hours are left.
    effects: list[tuple[Change, Reason, Reason]] = []
    if is_year_end(day) and schedule.at_year_end != "same":
        effects.append((schedule.at_year_end, Reason.YEAR_END, Reason.YEAR_END_UNKNOWN))
    if not holidays_known and _asks_for_holidays(schedule, day):
        effects.append(("unknown", Reason.CALENDAR_UNKNOWN, Reason.CALENDAR_UNKNOWN))
    elif holiday and "holiday" not in schedule.days and schedule.on_holidays != "same":
        effects.append((schedule.on_holidays, Reason.HOLIDAY, Reason.HOLIDAY_UNKNOWN))
    return _after(schedule, effects, run_out)


def _asks_for_holidays(schedule: Schedule, day: date) -> bool:
    """Whether the hours of `day` differ if it is a public holiday."""
    if "holiday" in schedule.days:
        return not schedule.selects(day, holiday=False)
    return schedule.on_holidays != "same"


def _after(
    schedule: Schedule,
    effects: list[tuple[Change, Reason, Reason]],
    run_out: tuple[str, ...],
) -> DayPlan:
    """The plan under several rules: the strongest of them.

    But any "closed" beats "unknown".
    """
    if not effects:
        return _plan(schedule, schedule.hours, Reason.HOURS_UNKNOWN, run_out)
    strongest, closed_because, unknown_because = effects[0]
    if strongest == "unknown":
        for effect, because, _ in effects:
            if effect == "closed":
                return DayPlan((), State(Kind.CLOSED, because))
        if schedule.hours == "unknown":
            return _plan(schedule, "unknown", Reason.HOURS_UNKNOWN, run_out)
        state = _state(schedule, Kind.UNKNOWN, unknown_because, run_out)
        return DayPlan(tuple(Stretch(*span, state) for span in schedule.hours))
    if strongest == "closed":
        return DayPlan((), State(Kind.CLOSED, closed_because))
    return _plan(schedule, strongest, run_out=run_out)


def _plan(
    schedule: Schedule,
    hours: Hours,
    unknown_because: Reason = Reason.HOURS_UNKNOWN,
    run_out: tuple[str, ...] = (),
) -> DayPlan:
    if hours == "unknown":
        if OTHER in schedule.speaks:
            unknown_because = Reason.ASK_FOR_LANGUAGE
        state = _state(schedule, Kind.UNKNOWN, unknown_because, run_out)
        return DayPlan(tuple(Stretch(*span, state) for span in _WHOLE_DAY))
    if OTHER in schedule.speaks or not schedule.certain:
        # Somebody is there, but whether they speak the language only they can say.
        state = _state(schedule, Kind.UNKNOWN, Reason.ASK_FOR_LANGUAGE, run_out)
    else:
        state = _state(schedule, Kind.OPEN, None, run_out)
    return DayPlan(tuple(Stretch(*span, state) for span in hours))


def _state(
    schedule: Schedule, kind: Kind, reason: Reason | None, run_out: tuple[str, ...]
) -> State:
    return State(kind, reason, run_out, schedule.via, schedule.booking)
