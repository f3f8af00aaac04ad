"""Opening hours of one timetable as a string of OpenStreetMap, for export.

Later rules override earlier ones for a whole day. What a day is like under a holiday and at the
year's end is asked of our own evaluator, so the string says what it says or there is none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from madoguchi.hours import osm_text as text
from madoguchi.hours.calendars import WEEKDAYS, ClosureCalendar, holiday_calendar, japan
from madoguchi.hours.clock import DAY, Span
from madoguchi.hours.day import day_plan
from madoguchi.hours.osm_dates import (
    closure_rules,
    dated_rules,
    missing_calendars,
    unknown_outside,
    validity,
    weekdays_of,
)
from madoguchi.hours.osm_outcome import (
    EVERY_DAY,
    OFF,
    Four,
    Outcome,
    cut_at_midnight,
    one_kind,
    refuse_nights,
)
from madoguchi.hours.schedule import Schedule
from madoguchi.hours.timetable import merged

_YEAR_END = "Dec 29-Jan 03"
_WHOLE_DAY = (Span(0, DAY),)
Rule = Literal["holiday", "year-end"]
_UNKNOWN: dict[Rule, str] = {
    "holiday": "not known on public holidays",
    "year-end": "not known at the year's end",
}
# Any weeks without a holiday of their own, one of them at a year's end on every weekday.
_ORDINARY = [date(2026, 6, 1) + timedelta(days=n) for n in range(7)]
_YEAR_ENDS = [date(year, 12, 30) for year in range(2020, 2032)]


@dataclass(frozen=True, slots=True)
class Group:
    """Days that are alike: on ordinary days, on holidays, at the year's end, and on both at once.

    `dates` and `week` are the selector; `can_join` tells whether `week` may stand beside dates.
    """

    dates: str
    week: str
    weekdays: frozenset[int]
    usual: Outcome
    holiday: Outcome
    year_end: Outcome
    both: Outcome
    can_join: bool = True
    comment: str = ""

    def under(self, rule: Rule) -> Outcome:
        return self.holiday if rule == "holiday" else self.year_end

    @property
    def is_plain(self) -> bool:
        """Whether it is every one of its weekdays."""
        return self.can_join and "[" not in self.week

    @property
    def selector(self) -> str:
        # The colon: without it a fifth weekday of a month is misread.
        return f"{self.dates}: {self.week}" if self.dates and self.week else self.dates + self.week


def opening_hours(
    schedules: Sequence[Schedule],
    calendars: Mapping[str, ClosureCalendar],
    expanded_years: tuple[int, int] | None = None,
) -> str:
    """The opening_hours string of schedules that answer together.

    With `expanded_years`, first and last, public holidays become dates of these years; the string
    is then right in these years only, but in every engine. ValueError says what OpenStreetMap
    cannot say.
    """
    lasting = [schedule for schedule in schedules if not schedule.dates]
    groups = _weekly_groups([schedule for schedule in lasting if _is_weekly(schedule)])
    groups += [group for one in lasting if not _is_weekly(one) for group in _own_groups(one)]
    _refuse_mixtures(groups)
    if any(_is_dated(schedule) for schedule in schedules):
        refuse_nights(outcome for day in range(7) for outcome in _four(lasting, day))
    rules = [
        *_base_rules(groups, missing_calendars(lasting, calendars)),
        *_exceptions(groups, _holidays(expanded_years)),
        *closure_rules(lasting, calendars),
        *unknown_outside(schedules),
        *dated_rules(schedules, calendars),
    ]
    if not rules:
        raise ValueError("no schedule, no opening hours")
    return "".join(
        rule if n == 0 or rule.startswith(", ") else f"; {rule}" for n, rule in enumerate(rules)
    )


def _is_weekly(schedule: Schedule) -> bool:
    return (
        bool(schedule.days)
        and not (schedule.nth or schedule.seasons)
        and schedule.valid_from is None
        and schedule.valid_to is None
    )


def _is_dated(schedule: Schedule) -> bool:
    return bool(schedule.closures or schedule.dates or schedule.special_days)


def _outcome(schedules: Iterable[Schedule], day: date, *, holiday: bool) -> Outcome:
    """What the schedules together say about a day, days off left out."""
    known = holiday_calendar([day] if holiday else [], 2020, 2031)
    stretches = [
        part
        for schedule in schedules
        for part in day_plan(_bare(schedule), {}, known, day).stretches
    ]
    return one_kind(merged(stretches))


def _bare(schedule: Schedule) -> Schedule:
    nothing: dict[str, object] = {
        "closures": (),
        "special_days": (),
        "seasons": (),
        "valid_from": None,
        "valid_to": None,
    }
    return schedule.model_copy(update=nothing)


def _four(schedules: Sequence[Schedule], weekday: int) -> Four:
    ordinary = _ORDINARY[weekday]
    year_end = next(day for day in _YEAR_ENDS if day.weekday() == weekday)
    return (
        _outcome(schedules, ordinary, holiday=False),
        _outcome(schedules, ordinary, holiday=True),
        _outcome(schedules, year_end, holiday=False),
        _outcome(schedules, year_end, holiday=True),
    )


def _weekly_groups(schedules: Sequence[Schedule]) -> list[Group]:
    alike: dict[Four, list[int]] = {}
    for weekday, four in enumerate(cut_at_midnight([_four(schedules, day) for day in range(7)])):
        if any(outcome.spans for outcome in four):
            alike.setdefault(four, []).append(weekday)
    return [Group("", text.weekdays(days), frozenset(days), *four) for four, days in alike.items()]


def _own_groups(schedule: Schedule) -> list[Group]:
    """The days of a schedule that is no plain week, its own rules about holidays checked."""
    always = schedule.model_copy(
        update={"days": WEEKDAYS, "nth": (), "plus_days": 0, "month_days": ()}
    )
    usual, holiday, year_end, both = _four([always], 0)
    refuse_nights((usual, holiday, year_end, both))
    dates, week, weekdays = _selector(schedule)
    joins = not dates and not schedule.plus_days and bool(week)
    notes: list[str] = []
    if not joins:
        # Where a rule cannot be narrowed to these days, "unknown" is left to a comment.
        if holiday != usual and not holiday.known:
            holiday = usual
            notes.append(_UNKNOWN["holiday"])
        if year_end != usual and not year_end.known:
            year_end = usual
            notes.append(_UNKNOWN["year-end"])
        if not both.known:
            both = usual
    if "holiday" in schedule.days:
        raise ValueError("OpenStreetMap cannot say that holidays count in a season only")
    return [Group(dates, week, weekdays, usual, holiday, year_end, both, joins, ", ".join(notes))]


def _selector(schedule: Schedule) -> tuple[str, str, frozenset[int]]:
    """Dates, weekdays, and on which weekdays such days can fall."""
    seasons = ",".join(text.season(season) for season in schedule.seasons)
    valid = validity(schedule)
    if valid and seasons:
        raise ValueError("OpenStreetMap cannot say a season within dates")
    dates = valid or seasons
    if schedule.month_days:
        if dates:
            raise ValueError("OpenStreetMap cannot say days of the month within dates")
        return text.month_days(schedule.month_days), "", EVERY_DAY
    indexes = sorted(WEEKDAYS.index(day) for day in schedule.days if day != "holiday")
    if schedule.nth:
        week = ",".join(
            text.nth_weekday(index, schedule.nth, schedule.plus_days) for index in indexes
        )
        return dates, week, weekdays_of(schedule)
    return dates, text.weekdays(indexes), weekdays_of(schedule)


def _refuse_mixtures(groups: Sequence[Group]) -> None:
    """ValueError where a rule for some days would override others that fall on the same days."""
    for index, one in enumerate(groups):
        for other in groups[:index]:
            if not one.weekdays & other.weekdays:
                continue
            for ours, theirs in (
                (_change(one.usual, one.holiday), _change(other.usual, other.holiday)),
                (_change(one.usual, one.year_end), _change(other.usual, other.year_end)),
            ):
                if not (ours == theirs == OFF or (ours is None and theirs is None)):
                    raise ValueError(
                        "OpenStreetMap cannot say different rules for schedules that share days"
                    )
            if not (one.usual.known and other.usual.known):
                raise ValueError("OpenStreetMap cannot say known and unknown hours of one day")


def _change(usual: Outcome, under_rule: Outcome) -> Outcome | None:
    return None if usual == under_rule else under_rule


def _base_rules(groups: Sequence[Group], caveat: str) -> list[str]:
    """Ordinary days; groups of the week that differ on holidays only stand together."""
    alike: dict[tuple[str, Outcome, str], list[Group]] = {}
    for group in groups:
        if group.usual.spans:
            own = "" if group.is_plain else group.selector
            comment = ", ".join(filter(None, (group.comment, caveat)))
            alike.setdefault((own, group.usual, comment), []).append(group)
    rules: list[str] = []
    taken: list[frozenset[int]] = []
    for (own, usual, comment), members in alike.items():
        days = _weekdays(members)
        rule = f"{own or text.weekdays(days)} {usual.rule(comment)}"
        if not own and days == EVERY_DAY and usual.spans == _WHOLE_DAY:
            rule = f"24/7{usual.rule(comment).removeprefix('00:00-24:00')}"
        # A comma adds hours to days that an earlier rule may have opened.
        shares = any(days & earlier for earlier in taken)
        rules.append(f", {rule}" if shares else rule)
        taken.append(days)
    return rules


def _exceptions(groups: Sequence[Group], holidays: str) -> list[str]:
    """Rules for holidays and the year's end, in the order that is right where both meet."""
    early: list[Group] = []
    late: list[Group] = []
    at_year_end = [group for group in groups if group.year_end != group.usual]
    for group in groups:
        on_both = group.year_end if group in at_year_end else group.holiday
        if group.both == on_both:
            early.append(group)
        elif group.both == group.holiday != group.usual:
            late.append(group)
        else:
            raise ValueError("OpenStreetMap cannot say what a holiday at the year's end is like")
    on_holidays = [group for group in early if group.holiday != group.usual]
    return [
        *_narrowed(holidays, on_holidays, groups, "holiday"),
        *_narrowed(_YEAR_END, at_year_end, groups, "year-end"),
        *_narrowed(holidays, late, groups, "holiday"),
    ]


def _narrowed(
    days: str, members: Sequence[Group], groups: Sequence[Group], which: Rule
) -> list[str]:
    """A rule for `days` as far as they fall on the days of each group."""
    alike: dict[Outcome, list[Group]] = {}
    for group in members:
        alike.setdefault(group.under(which), []).append(group)
    rules: list[str] = []
    for outcome, narrowed in alike.items():
        if outcome != OFF and not all(group.can_join for group in narrowed):
            raise ValueError("OpenStreetMap cannot say holiday hours of such days")
        everywhere = outcome == OFF and len(narrowed) == len(groups)
        week = "" if everywhere else _week(narrowed, outcome)
        comment = "" if outcome.known else _UNKNOWN[which]
        rules.append(f"{days} {week}{' ' if week else ''}{outcome.rule(comment)}")
    return rules


def _week(groups: Sequence[Group], outcome: Outcome) -> str:
    """The weekdays to which a rule is narrowed; nothing where they are all."""
    # Closing more days of the same weekdays than needed closes what is closed anyway.
    plain = _weekdays(group for group in groups if outcome == OFF or group.is_plain)
    counted = [group.week for group in groups if outcome != OFF and not group.is_plain]
    if plain == EVERY_DAY:
        return ""
    return ",".join([*([text.weekdays(plain)] if plain else []), *counted])


def _weekdays(groups: Iterable[Group]) -> frozenset[int]:
    return frozenset[int]().union(*(group.weekdays for group in groups))


def _holidays(years: tuple[int, int] | None) -> str:
    if years is None:
        return "PH"
    first, last = date(years[0], 1, 1).toordinal(), date(years[1], 12, 31).toordinal()
    calendar = japan()
    if first < calendar.first or last > calendar.last:
        raise ValueError("public holidays of these years are not known")
    return text.dates(
        text.stretches(
            date.fromordinal(ordinal) for ordinal in calendar.days if first <= ordinal <= last
        )
    )
