"""Open, closed or unknown at any time: what several schedules together say."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from madoguchi.hours.calendars import ClosureCalendar, HolidayCalendar, japan
from madoguchi.hours.clock import DAY, TOKYO
from madoguchi.hours.day import CLOSED, DayPlan, Kind, Reason, State, Stretch, day_plan
from madoguchi.hours.schedule import Schedule

# A window that stays as it is for so long is said never to change.
HORIZON_DAYS = 5 * 366
_SIGHT_DAYS = 4 * 366
# Days with rules of their own are worked out once; this bounds what is remembered of them.
_REMEMBERED_DAYS = 1024
_LAST_ORDINAL = date.max.toordinal()
_END_OF_TIME = datetime.max.replace(tzinfo=TOKYO)
# A leap year lies in any four, so what opens at all opens within them. The beginning is fixed so
# that a pack is judged alike on every day.
_TRIAL_START, _TRIAL_DAYS = date(2026, 1, 1), 4 * 366


class Interval(NamedTuple):
    """A time during which the state is open or unknown; `end` is not included."""

    start: datetime
    end: datetime
    state: State


class Outlook(NamedTuple):
    """What holds now, when its kind changes, and when it next opens.

    The opening is not looked for while it is open. `holds_until` is when anything of the state
    changes, its reason too: midnight at the latest.
    """

    state: State
    change: datetime | None
    opens: datetime | None
    holds_until: datetime


class Timetable:
    """The schedules by which one language is answered at one window.

    `calendars` are the closure calendars that the schedules name. Times are Tokyo wall time: a
    naive `datetime` is taken as such, an aware one is converted.
    """

    __slots__ = (
        "_calendars",
        "_holidays",
        "_looked",
        "_nights",
        "_own_days",
        "_remembered",
        "_unchanged",
        "_unopened",
        "_week",
        "_week_until",
        "schedules",
    )

    def __init__(
        self,
        schedules: Iterable[Schedule],
        calendars: Mapping[str, ClosureCalendar] | None = None,
        holidays: HolidayCalendar | None = None,
    ) -> None:
        self.schedules = tuple(schedules)
        self._holidays = holidays or japan()
        named = {name for schedule in self.schedules for name in schedule.closures}
        self._calendars = {name: (calendars or {})[name] for name in named}
        self._nights = any(_runs_past_midnight(schedule) for schedule in self.schedules)
        self._remembered: dict[int, DayPlan] = {}
        # Days, from first to last, known to hold no change of state and no opening.
        self._unchanged = self._unopened = (0, 0)
        # The last outlook, from and until which minute it holds: one value, for threads.
        self._looked = (0, 0, Outlook(CLOSED, None, None, _END_OF_TIME))
        self._own_days = self._days_of_their_own()
        self._week = self._regular_week()
        # After this day a list of days off has run out, and answers bear a caveat.
        self._week_until = min([self._holidays.last, *self._known_until()])

    def state(self, at: datetime) -> State:
        """Open, closed or unknown at `at`."""
        if at.tzinfo is not None and at.tzinfo is not TOKYO:
            at = at.astimezone(TOKYO)
        plan = self._plan(at.toordinal())
        minute = at.hour * 60 + at.minute
        for start, end, state in plan.stretches:
            if start <= minute < end:
                return state
        return plan.closed

    def next_change(self, at: datetime) -> datetime | None:
        """When the kind of state next changes after `at`; None if not within five years."""
        ordinal, minute = _minute(at)
        change, _ = self._ahead(ordinal, minute, self.state(at).kind, seeks_opening=False)
        return None if change is None else _time(change)

    def next_opening(self, at: datetime) -> datetime | None:
        """When it next opens after `at`, certainly; None if not within five years."""
        first, minute = _minute(at)
        for start, _, state in self._runs(first, min(first + HORIZON_DAYS, _LAST_ORDINAL)):
            if start > minute and state.kind is Kind.OPEN:
                return _time(start)
        return None

    def outlook(self, at: datetime) -> Outlook:
        """The state at `at`, its next change and the next certain opening, in one look.

        What does not happen within four years is said never to; such a look is remembered, as
        windows that are always open, or always unknown, would have all that time gone through.
        """
        ordinal, minute = _minute(at)
        since, until, outlook = self._looked
        if not since <= minute < until:
            state, until = self._now(ordinal, minute)
            outlook = self._look(ordinal, minute, state, until)
            self._looked = (minute, until, outlook)
        return outlook

    def _look(self, ordinal: int, minute: int, state: State, end: int) -> Outlook:
        if _seen(self._unchanged, ordinal):
            return Outlook(state, None, None, _time(end))
        seeks_opening = state.kind is not Kind.OPEN and not _seen(self._unopened, ordinal)
        change, opens = self._ahead(ordinal, minute, state.kind, seeks_opening=seeks_opening)
        if change is None:
            # Not of this day: what comes before `minute` was not looked at.
            self._unchanged = (ordinal + 1, ordinal + self._sight(ordinal))
        if opens is None and seeks_opening:
            self._unopened = (ordinal + 1, ordinal + self._sight(ordinal))
        changes = None if change is None else _time(change)
        return Outlook(
            state,
            changes,
            None if opens is None else changes if opens == change else _time(opens),
            changes if changes is not None and end == change else _time(end),
        )

    def _now(self, ordinal: int, minute: int) -> tuple[State, int]:
        """The state at a minute since day 0, and the minute at which anything of it changes."""
        base = ordinal * DAY
        plan = self._plan(ordinal)
        for start, end, state in plan.stretches:
            if minute < base + start:
                return plan.closed, base + start
            if minute < base + end:
                return state, base + end
        return plan.closed, base + DAY

    def _sight(self, ordinal: int) -> int:
        """How many days to look ahead: fewer where every day has to be worked out by its rules."""
        return HORIZON_DAYS if ordinal <= self._holidays.last else 366

    def _ahead(
        self, ordinal: int, minute: int, kind: Kind, *, seeks_opening: bool
    ) -> tuple[int | None, int | None]:
        """The first change of `kind` and the first opening after `minute`, in minutes since day 0.

        Written without generators: it is asked for every window at every new minute.
        """
        change = None
        # Until when the present run is known to last.
        run_end = minute
        for current in range(ordinal, min(ordinal + self._sight(ordinal), _LAST_ORDINAL)):
            base = current * DAY
            for start, end, state in self._plan(current).stretches:
                if base + end <= minute:
                    continue
                begins = max(base + start, minute)
                if change is None:
                    if begins > run_end or state.kind is not kind:
                        change = begins if kind is Kind.CLOSED else run_end
                    else:
                        run_end = base + end
                if seeks_opening and state.kind is Kind.OPEN:
                    return change, begins
            if kind is not Kind.CLOSED and change is None and run_end < base + DAY:
                change = run_end
            if change is not None and not seeks_opening:
                return change, None
        return change, None

    def intervals(self, start: date, days: int) -> list[Interval]:
        """Open and unknown times of `days` days from `start` on, in order, never overlapping.

        What began before the first midnight or goes on after the last is cut there. The calendar's
        very last day is left out: what lasts until its midnight has no end that can be written.
        """
        first = start.toordinal()
        midnight, origin = _time(first * DAY), first * DAY
        return [
            Interval(midnight + _after(begin - origin), midnight + _after(end - origin), state)
            for begin, end, state in self._runs(first, min(first + days, _LAST_ORDINAL))
        ]

    def closures_unknown(self, at: datetime) -> tuple[str, ...]:
        """The closure calendars that say nothing about the day of `at`."""
        if not self._calendars:
            return ()
        day = _wall(at).date()
        return tuple(
            sorted(name for name, calendar in self._calendars.items() if not calendar.is_known(day))
        )

    def can_open(self) -> bool:
        """Whether there is any day on which it is open or may be."""
        starts = [schedule.valid_from or _TRIAL_START for schedule in self.schedules]
        starts += [span.start for schedule in self.schedules for span in schedule.dates]
        starts += [day.dates.start for schedule in self.schedules for day in schedule.special_days]
        return any(
            any(
                part.state.reason is not Reason.SCHEDULE_ENDED
                for part in self._plan(ordinal).stretches
            )
            for start in dict.fromkeys(starts)
            for ordinal in range(start.toordinal(), start.toordinal() + _TRIAL_DAYS)
        )

    def _runs(self, first: int, last: int) -> Iterator[tuple[int, int, State]]:
        """What is not closed from day `first` to before `last`, in minutes since day 0.

        Stretches that touch and have the same kind of state are one run.
        """
        begin, end, state = 0, -1, CLOSED
        for ordinal in range(first, last):
            base = ordinal * DAY
            for stretch in self._plan(ordinal).stretches:
                if base + stretch[0] == end and stretch[2].kind is state.kind:
                    end = base + stretch[1]
                    continue
                if end >= 0:
                    yield begin, end, state
                begin, end, state = base + stretch[0], base + stretch[1], stretch[2]
        if end >= 0:
            yield begin, end, state

    def _plan(self, ordinal: int) -> DayPlan:
        """What a day is like: most are as their weekday, the others are worked out."""
        week, holidays = self._week, self._holidays
        if (
            week is not None
            and ordinal not in holidays.special
            and ordinal not in self._own_days
            and holidays.first <= ordinal <= self._week_until
        ):
            return week[ordinal % 7]
        plan = self._remembered.get(ordinal)
        if plan is None:
            if len(self._remembered) >= _REMEMBERED_DAYS:
                self._remembered.clear()
            plan = self._remembered[ordinal] = self._work_out(ordinal)
        return plan

    def _work_out(self, ordinal: int) -> DayPlan:
        plan = self._by_rules(ordinal)
        if not self._nights:
            return plan
        # Last night's hours come over to this morning, and tonight's are cut at midnight.
        over = [
            Stretch(max(0, start - DAY), end - DAY, state)
            for start, end, state in self._by_rules(ordinal - 1).stretches
            if end > DAY
        ]
        today = [Stretch(start, min(end, DAY), state) for start, end, state in plan.stretches]
        return DayPlan(merged(over + today), plan.closed)

    def _by_rules(self, ordinal: int) -> DayPlan:
        if not 1 <= ordinal <= _LAST_ORDINAL:
            return DayPlan(())
        day = date.fromordinal(ordinal)
        if self.schedules and not any(schedule.speaks_of(day) for schedule in self.schedules):
            return DayPlan((Stretch(0, DAY, State(Kind.UNKNOWN, Reason.SCHEDULE_ENDED)),))
        plans = [
            day_plan(schedule, self._calendars, self._holidays, day) for schedule in self.schedules
        ]
        stretches = [part for plan in plans for part in plan.stretches]
        closed = next((plan.closed for plan in plans if plan.closed is not CLOSED), CLOSED)
        # A day on which one language group is away is no day off while another is there.
        return DayPlan(merged(stretches), CLOSED if stretches else closed)

    def _regular_week(self) -> tuple[DayPlan, ...] | None:
        """The plan of each weekday, by ordinal modulo 7, where nothing else makes days differ."""
        if self._nights or any(
            schedule.nth
            or schedule.month_days
            or schedule.dates
            or schedule.seasons
            or schedule.valid_from
            or schedule.valid_to
            for schedule in self.schedules
        ):
            return None
        if any(calendar.yearly or calendar.weekdays for calendar in self._calendars.values()):
            return None
        week: dict[int, DayPlan] = {}
        ordinal = self._holidays.first
        while len(week) < 7:  # noqa: PLR2004 - days of a week
            if ordinal not in self._own_days and ordinal not in self._holidays.special:
                week.setdefault(ordinal % 7, self._by_rules(ordinal))
            ordinal += 1
        return tuple(week[index] for index in range(7))

    def _known_until(self) -> list[int]:
        """Ordinals of the last days of which the lists of days off tell."""
        ends = [calendar.known_until for calendar in self._calendars.values()]
        return [end.toordinal() for end in ends if isinstance(end, date)]

    def _days_of_their_own(self) -> frozenset[int]:
        """Ordinals on which a closure or a special day stands against the week."""
        spans = [day.dates for schedule in self.schedules for day in schedule.special_days]
        spans += [span for calendar in self._calendars.values() for span in calendar.dates]
        return frozenset(
            ordinal
            for span in spans
            # Outside the known holidays no day is as its weekday anyway.
            for ordinal in range(
                max(span.start.toordinal(), self._holidays.first),
                min(span.end.toordinal(), self._holidays.last) + 1,
            )
        )


def _runs_past_midnight(schedule: Schedule) -> bool:
    times = [schedule.hours, schedule.on_holidays, schedule.at_year_end]
    times += [day.hours for day in schedule.special_days]
    return any(span.end > DAY for group in times if isinstance(group, tuple) for span in group)


def merged(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order without overlap: open wins over unknown, equals that touch are joined."""
    merged: list[Stretch] = []
    edges = sorted({edge for start, end, _ in stretches for edge in (start, end)})
    for start, end in pairwise(edges):
        here = [part.state for part in stretches if part.start <= start and end <= part.end]
        if not here:
            continue
        state = next((state for state in here if state.kind is Kind.OPEN), here[0])
        if merged and merged[-1].end == start and merged[-1].state == state:
            merged[-1] = merged[-1]._replace(end=end)
        else:
            merged.append(Stretch(start, end, state))
    return tuple(merged)


def _seen(days: tuple[int, int], ordinal: int) -> bool:
    return days[0] <= ordinal <= days[1] - _SIGHT_DAYS


def _minute(at: datetime) -> tuple[int, int]:
    """The day's ordinal and the minutes since day 0, by Tokyo's clock."""
    local = _wall(at)
    ordinal = local.toordinal()
    return ordinal, ordinal * DAY + local.hour * 60 + local.minute


def _wall(at: datetime) -> datetime:
    """The time by Tokyo's clock; most are already, and need not be converted."""
    return at if at.tzinfo is None or at.tzinfo is TOKYO else at.astimezone(TOKYO)


def _time(minute: int) -> datetime:
    ordinal, rest = divmod(minute, DAY)
    if ordinal > _LAST_ORDINAL:
        return _END_OF_TIME
    return _midnight(ordinal) + _after(rest)


@lru_cache(maxsize=4096)
def _midnight(ordinal: int) -> datetime:
    return datetime.fromordinal(ordinal).replace(tzinfo=TOKYO)


@lru_cache(maxsize=200_000)
def _after(minutes: int) -> timedelta:
    """A duration; there are few different ones, and making them is half the work of a list."""
    return timedelta(minutes=minutes)
