"""What must I do, by when, with which papers: the plan of a life event."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from madoguchi.deadlines import Deadline, Office, Period, before, deadline_for, opening_day
from madoguchi.edition.answers import Answers, BadAnswersError, read_answers
from madoguchi.edition.helping import (
    Answer,
    Helper,
    NobodySpeaksError,
    NoSuchChoiceError,
    is_from_memory,
)
from madoguchi.guide import (
    UNSURE,
    Due,
    Guide,
    LifeEvent,
    NotNeeded,
    OfficeRole,
    Procedure,
)
from madoguchi.hours import TOKYO, Kind

# How far along a reader is with a step on a day, from its dates alone.
Standing = Literal["ahead", "not-open-yet", "last-days", "late", "past", "undated"]
# Why a step has no dates although a period is known.
NoDate = Literal["memory", "day-unknown", "end-unknown", "ends-before"]

_HELPERS = 3
_MORNING = time(9)


@dataclass(frozen=True, slots=True)
class Step:
    """One procedure for one reader.

    `unsure` is set where an answer that decides about it, or about its dates, is "unsure": it is
    shown with the strictest dates (Decision 5). `no_date` says why there are none, `overdue` that
    its facts should have been checked again.
    """

    procedure: Procedure
    why_not: NotNeeded | None = None
    unsure: bool = False
    deadline: Deadline | None = None
    limit: Deadline | None = None
    opens: date | None = None
    no_date: NoDate | None = None
    overdue: bool = False

    @property
    def applies(self) -> bool:
        return self.why_not is None

    @property
    def is_limit(self) -> bool:
        """Whether its date says how long somebody may stay or be away."""
        return self.procedure.due is not None and self.procedure.due.kind == "limit"

    @property
    def last_day(self) -> date | None:
        return self.deadline.last_day if self.deadline else None


class Plan(NamedTuple):
    """The steps of an event for somebody's answers, in the order in which they can be done."""

    event: LifeEvent
    answers: Answers
    today: date
    steps: tuple[Step, ...]

    @property
    def needed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.applies)

    @property
    def not_needed(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.applies)


def plan(guide: Guide, event: LifeEvent, given: Mapping[str, str], today: date) -> Plan:
    """The plan for answers as addresses write them; BadAnswersError names what is wrong."""
    read = read_answers(guide, event, given, today, strict=True)
    if read.problems:
        raise BadAnswersError(read.problems)
    return plan_for(guide, event, read.answers, today)


def plan_for(guide: Guide, event: LifeEvent, answers: Answers, today: date) -> Plan:
    """The plan for answers that were read."""
    steps = tuple(_step(guide, guide.get(one, Procedure), answers, today) for one in event.steps)
    return Plan(event, answers, today, steps)


def _step(guide: Guide, procedure: Procedure, answers: Answers, today: date) -> Step:
    unsure = False
    for exclusion in procedure.unless:
        certain = _certain(exclusion.when, answers)
        if certain:
            return Step(procedure, guide.get(exclusion.because, NotNeeded))
        unsure = unsure or certain is None
    overdue = procedure.check_by is not None and procedure.check_by < today
    due = procedure.due
    if due is None:
        return Step(procedure, unsure=unsure, overdue=overdue)
    if is_from_memory(guide, procedure, "due"):
        return Step(procedure, unsure=unsure, no_date="memory", overdue=overdue)
    calendar = _calendar(guide, procedure)
    no_date = _why_no_dates(due, answers)
    deadline = None if no_date else _dates(due, answers, calendar, today)
    if deadline is None:
        not_sure = unsure or no_date != "ends-before"
        return Step(procedure, unsure=not_sure, no_date=no_date, overdue=overdue)
    limit = procedure.limit
    return Step(
        procedure,
        unsure=unsure,
        deadline=deadline,
        limit=_dates(limit, answers, calendar, today) if limit else None,
        opens=_opens(procedure, deadline),
        overdue=overdue,
    )


def _certain(when: Mapping[str, str], answers: Answers) -> bool | None:
    """Whether all equalities hold; None where they would if an unsure answer were so."""
    given = [(answers.get(key), value) for key, value in when.items()]
    if all(answer == value for answer, value in given):
        return True
    return None if all(answer in (value, UNSURE) for answer, value in given) else False


def _event_day(due: Due, answers: Answers) -> date | None:
    """The day that a period is counted from, if it is known."""
    days = (answers.get(key) for key in due.counted_from)
    return next((day for day in days if isinstance(day, date)), None)


def _why_no_dates(due: Due, answers: Answers) -> NoDate | None:
    """Why nothing can be counted; None where it can.

    What may end earlier on a day that nobody knows has no strictest date.
    """
    event, ends = _event_day(due, answers), answers.get(due.or_by or "")
    if event is None:
        return "day-unknown"
    if ends == UNSURE:
        return "end-unknown"
    # Of two last days the earlier counts; a stay that ends before one leaves has none.
    return "ends-before" if due.n and isinstance(ends, date) and ends < event else None


def _dates(due: Due, answers: Answers, calendar: Office, today: date) -> Deadline | None:
    event = _event_day(due, answers)
    if event is None:
        return None
    if due.before:
        return before(event, margin_days=due.margin_days, calendar=calendar, today=today)
    ends = answers.get(due.or_by or "")
    return deadline_for(
        event,
        Period(due.n, due.unit, due.first_day),
        due.roll,
        margin_days=due.margin_days,
        no_later_than=ends if isinstance(ends, date) else None,
        calendar=calendar,
        today=today,
    )


def _opens(procedure: Procedure, deadline: Deadline) -> date | None:
    months = procedure.opens and procedure.opens.months
    return opening_day(deadline.law_last_day, months, "month") if months else None


def _calendar(guide: Guide, procedure: Procedure) -> Office:
    return guide.get(procedure.office, OfficeRole).calendar if procedure.office else "ward"


def standing(step: Step, today: date) -> Standing:
    """How far along a reader is on a day: `late` is late but lawful, `past` is past all limits."""
    deadline, last = step.deadline, step.last_day
    if deadline is None or last is None:
        return "undated"
    if today > last:
        beyond = step.limit.law_last_day if step.limit else None
        return "past" if step.is_limit or (beyond and today > beyond) else "late"
    if today > deadline.to_aim_by:
        return "last-days"
    return "not-open-yet" if step.opens and today < step.opens else "ahead"


class HelpWith(NamedTuple):
    """A window that helps with a step; `in_time` is whether it is certainly open by its date."""

    answer: Answer
    in_time: bool


def moment_of(today: date, now: datetime) -> datetime:
    """The time at which windows are asked about: now, or the morning of another day."""
    return now if now.date() == today else datetime.combine(today, _MORNING, TOKYO)


def who_helps(helper: Helper, step: Step, speaks: str, at: datetime) -> tuple[HelpWith, ...]:
    """Up to three windows for a step in a language, those that are open by its date first."""
    try:
        answers = _windows_for(helper, step.procedure.topic, speaks, at)
    except NobodySpeaksError:
        return ()
    helping = [HelpWith(one, _in_time(one, step, at.date())) for one in answers]
    return tuple(sorted(helping, key=lambda one: not one.in_time))[:_HELPERS]


def _windows_for(helper: Helper, topic: str, speaks: str, at: datetime) -> tuple[Answer, ...]:
    """The windows of a topic, or all where none has it."""
    with suppress(NoSuchChoiceError):
        found = helper.who_can_help(speaks, at, topic=topic).answers
        if found:
            return found
    return helper.who_can_help(speaks, at).answers


def _in_time(answer: Answer, step: Step, today: date) -> bool:
    if answer.state is Kind.OPEN:
        return True
    if answer.opens is None:
        return False
    # Who is late needs whoever opens next.
    if step.deadline is None or step.deadline.last_day < today:
        return True
    return answer.opens.date() <= step.deadline.to_aim_by


__all__ = [
    "HelpWith",
    "Plan",
    "Standing",
    "Step",
    "plan",
    "plan_for",
    "standing",
    "who_helps",
]
