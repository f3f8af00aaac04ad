"""Rules of an opening_hours string that name dates: days off, single days, validity."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from madoguchi.hours import osm_text as text
from madoguchi.hours.calendars import WEEKDAYS, ClosureCalendar, Dates, NthWeekday, japan
from madoguchi.hours.day import day_plan
from madoguchi.hours.osm_outcome import EVERY_DAY, Outcome, one_kind, refuse_nights
from madoguchi.hours.schedule import Schedule
from madoguchi.hours.timetable import merged

# Before this day nothing of ours is dated, and engines stop looking back.
_FIRST_DAY = date(1970, 1, 1)
_ONE_DAY = timedelta(days=1)


def weekdays_of(schedule: Schedule) -> frozenset[int]:
    """The weekdays on which days of a schedule can fall, 0 for Monday."""
    if not schedule.days or "holiday" in schedule.days:
        return EVERY_DAY
    days = frozenset(WEEKDAYS.index(day) for day in schedule.days if day != "holiday")
    return frozenset((day + schedule.plus_days) % 7 for day in days)


def closure_rules(
    schedules: Sequence[Schedule], calendars: Mapping[str, ClosureCalendar]
) -> list[str]:
    """Days off, narrowed to the weekdays of the schedules that follow each calendar."""
    rules: list[str] = []
    for name in dict.fromkeys(name for schedule in schedules for name in schedule.closures):
        followers = [schedule for schedule in schedules if name in schedule.closures]
        others = [schedule for schedule in schedules if name not in schedule.closures]
        days = _all_weekdays(followers)
        if others and days & _all_weekdays(others):
            raise ValueError("OpenStreetMap cannot say days off of some that share their days")
        rules += _calendar_rules(calendars[name], days if others else EVERY_DAY)
    return rules


def _all_weekdays(schedules: Sequence[Schedule]) -> frozenset[int]:
    return frozenset[int]().union(*(weekdays_of(schedule) for schedule in schedules))


def _calendar_rules(calendar: ClosureCalendar, days: frozenset[int]) -> list[str]:
    narrowed = "" if days == EVERY_DAY else f" {text.weekdays(days)}"
    selectors: list[str] = []
    # Apart from each other: a year would be read on into days that come every year.
    if calendar.dates:
        selectors.append(text.dates(calendar.dates) + narrowed)
    if calendar.yearly:
        selectors.append(",".join(text.season(days) for days in calendar.yearly) + narrowed)
    selectors += [
        text.nth_weekday(WEEKDAYS.index(rule.weekday), rule.nth, rule.plus_days)
        for rule in calendar.weekdays
        if _falls_on(rule) in days
    ]
    caveat = _caveat(calendar)
    comment = f' "{caveat}"' if caveat else ""
    return [f"{selector} off{comment}" for selector in selectors]


def _falls_on(rule: NthWeekday) -> int:
    return (WEEKDAYS.index(rule.weekday) + rule.plus_days) % 7


def _caveat(calendar: ClosureCalendar) -> str:
    if calendar.known_until == "always":
        return ""
    if calendar.known_until == "unknown":
        return "days off not known"
    return f"days off known until {calendar.known_until}"


def missing_calendars(
    schedules: Sequence[Schedule], calendars: Mapping[str, ClosureCalendar]
) -> str:
    """The caveat of calendars that give no rule to write it beside."""
    named = {name: calendars[name] for schedule in schedules for name in schedule.closures}
    empty = [
        calendar
        for calendar in named.values()
        if not (calendar.dates or calendar.yearly or calendar.weekdays)
    ]
    return ", ".join(dict.fromkeys(filter(None, map(_caveat, empty))))


def dated_rules(
    schedules: Sequence[Schedule], calendars: Mapping[str, ClosureCalendar]
) -> list[str]:
    """Single dates and special days, each with all that the schedules say of it."""
    spans = [span for schedule in schedules for span in schedule.dates]
    spans += [special.dates for schedule in schedules for special in schedule.special_days]
    alike: dict[Outcome, list[date]] = {}
    for span in spans:
        for n in range((span.end - span.start).days + 1):
            day = span.start + timedelta(days=n)
            if not any(schedule.speaks_of(day) for schedule in schedules):
                continue
            alike.setdefault(_on(day, schedules, calendars), []).append(day)
    return [
        f"{text.dates(text.stretches(days))} {outcome.rule()}" for outcome, days in alike.items()
    ]


def _on(
    day: date, schedules: Sequence[Schedule], calendars: Mapping[str, ClosureCalendar]
) -> Outcome:
    plans = [day_plan(schedule, dict(calendars), japan(), day) for schedule in schedules]
    outcome = one_kind(merged([part for plan in plans for part in plan.stretches]))
    refuse_nights([outcome])
    return outcome


def validity(schedule: Schedule) -> str:
    """The dates between which a schedule is valid; nothing where it is valid always."""
    if schedule.valid_to:
        return text.dates([Dates(schedule.valid_from or _FIRST_DAY, schedule.valid_to)])
    return text.from_date(schedule.valid_from) if schedule.valid_from else ""


def unknown_outside(schedules: Sequence[Schedule]) -> list[str]:
    """Days on which no schedule is valid, of which nothing is known."""
    rules: list[str] = []
    unknown = '00:00-24:00 unknown "hours not known"'
    day = _FIRST_DAY
    for start, end in sorted(
        (schedule.valid_from or _FIRST_DAY, schedule.valid_to or date.max) for schedule in schedules
    ):
        if day < start:
            rules.append(f"{text.dates([Dates(day, start - _ONE_DAY)])} {unknown}")
        if end == date.max:
            return rules
        day = max(day, end + _ONE_DAY)
    return [*rules, f"{text.from_date(day)} {unknown}"] if schedules else rules
