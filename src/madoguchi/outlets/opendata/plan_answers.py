"""A plan and a deadline as JSON: the objects that the command and the API give alike."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from madoguchi.deadlines import Deadline, Period, Roll
from madoguchi.deadlines.wording import trace_text
from madoguchi.edition import BadAnswersError, Plan, Step, who_helps
from madoguchi.edition.answers import as_text
from madoguchi.edition.live import Served
from madoguchi.edition.planning import NoDate, Standing, moment_of, standing
from madoguchi.guide import Guide, Location, Service, Source
from madoguchi.guide.rendering import address, name_of, plain
from madoguchi.hours.wording import describe
from madoguchi.language import SOURCE_LANGUAGE, marked, say, without_readings
from madoguchi.outlets.opendata.answers import (
    AnswerOut,
    Explained,
    PhoneOut,
    SourceOut,
    answer_out,
    sources_out,
)

_NO_DATES: dict[NoDate, str] = {
    "memory": marked(
        "How long there is was written from memory and is not checked, so no date is shown. Ask."
    ),
    "day-unknown": marked(
        "You are not sure of the day it is counted from, so no date is shown. Ask today."
    ),
    "end-unknown": marked(
        "You are not sure when your stay ends; it may end first, so no date is shown. Ask today."
    ),
    "ends-before": marked(
        "By your answers your stay ends before that. Extend it first, or ask the Bureau today."
    ),
}


class LawOut(BaseModel):
    """An article of an act, as 22-2 or 20(6)."""

    name: str
    article: str
    url: str | None


class NamedOut(BaseModel):
    """Something by its name in the language asked for and in Japanese."""

    id: str
    name: str
    name_ja: str


class PaperOut(NamedOut):
    """A paper to bring; `if_any` where it is only brought if there is one."""

    if_any: bool


class PlaceOut(NamedOut):
    """The office; what is not known of its place is null, its hours too: ask."""

    location: str | None
    address: str | None
    address_ja: str | None
    phones: list[PhoneOut]
    hours: list[str] | None


class DatesOut(BaseModel):
    """The three dates; null where there are none. `rolls` is whose days off move the last day.

    `to_aim_by` is what readers are told: `aim_by`, but where no office is open between the event
    and the last day that lies before the event, and the last day is told instead.
    """

    law_last_day: date | None
    office_last_day: date | None
    aim_by: date | None
    to_aim_by: date | None
    rolls: Literal["ward", "national"] | None
    trace: list[str]


class HelperOut(AnswerOut):
    """A window that helps; `in_time` is whether it is certainly open by the day to aim by."""

    in_time: bool


class StepOut(DatesOut):
    """One step. `applies` with `unsure` is a step shown with the strictest dates."""

    id: str
    name: str
    name_ja: str
    summary: str
    applies: bool
    unsure: bool
    why_not: Explained | None
    standing: Standing
    opens: date | None
    limit: DatesOut | None
    late: str | None
    caveat: str | None
    overdue: bool
    law: list[LawOut]
    bring: list[PaperOut]
    where: PlaceOut | None
    after: str | None
    helpers: list[HelperOut]
    source: list[SourceOut]


class PlanOut(BaseModel):
    """What to do after an event, in the order in which it can be done; `today` is Tokyo's."""

    event: str
    name: str
    language: str
    answers: dict[str, str]
    today: date
    steps: list[StepOut]


class DeadlineOut(DatesOut):
    """A counted period with the question it answers."""

    n: int
    unit: Literal["day", "month", "year"]
    counted_from: date
    first_day: Literal["counted", "not_counted"]
    roll: Roll
    margin_days: int
    language: str


class PlanProblemOut(BaseModel):
    """What is wrong with one answer."""

    question: str
    code: str
    given: str
    message: str


class BadPlanOut(BaseModel):
    """Answers from which no plan can be made, each with what was expected."""

    message: str
    problems: list[PlanProblemOut]


class NoEventOut(BaseModel):
    """An event that there is not, and those that there are."""

    message: str
    offered: list[str]


def plan_out(made: Plan, served: Served, language: str, speaks: str, now: datetime) -> PlanOut:
    """A plan with its words in `language` and windows that answer in `speaks`."""
    return PlanOut(
        event=made.event.slug,
        name=_name(served.guide, made.event.id, language),
        language=language,
        answers={key: as_text(one) for key, one in made.answers.items()},
        today=made.today,
        steps=[_step_out(one, made, served, language, speaks, now) for one in made.steps],
    )


def _step_out(  # noqa: PLR0917 - what every step needs of its plan
    step: Step, made: Plan, served: Served, language: str, speaks: str, now: datetime
) -> StepOut:
    guide, procedure = served.guide, step.procedure
    helping = (
        who_helps(served.helper, step, speaks, moment_of(made.today, now)) if step.applies else ()
    )
    words = {
        name: said.value if (said := plain(guide, procedure, name, language)) else None
        for name in ("summary", "late", "caveat")
    }
    why_not = step.why_not
    return StepOut(
        id=procedure.slug,
        name=_name(guide, procedure.id, language),
        name_ja=_name(guide, procedure.id, SOURCE_LANGUAGE),
        summary=words["summary"] or "",
        applies=step.applies,
        unsure=step.unsure,
        why_not=Explained(code=why_not.slug, text=_name(guide, why_not.id, language))
        if why_not
        else None,
        standing=standing(step, made.today),
        opens=step.opens,
        limit=_dates_out(step.limit, language) if step.limit else None,
        late=words["late"],
        caveat=words["caveat"],
        overdue=step.overdue,
        law=[
            LawOut(
                name=guide.get(one.act, Source).title,
                article=one.article,
                url=guide.get(one.act, Source).url,
            )
            for one in procedure.law
        ],
        bring=[
            PaperOut(**_named(guide, one, language).model_dump(), if_any=one not in procedure.bring)
            for one in (*procedure.bring, *procedure.bring_if_any)
        ],
        where=_place_out(guide, procedure.office, language) if procedure.office else None,
        after=guide.entries[procedure.after].slug if procedure.after else None,
        helpers=[
            HelperOut(**answer_out(one.answer, guide, language).model_dump(), in_time=one.in_time)
            for one in helping
        ],
        source=sources_out(procedure, guide),
        **_dates_out(step.deadline, language, no_dates(step, language)).model_dump(),
    )


def no_dates(step: Step, language: str) -> list[str]:
    """Why a step has no dates although a period is known; empty where it has, or needs none."""
    if step.no_date is None:
        return []
    return [say(language, _NO_DATES[step.no_date])]


def _dates_out(
    deadline: Deadline | None, language: str, instead: list[str] | None = None
) -> DatesOut:
    if deadline is None:
        return DatesOut(
            law_last_day=None,
            office_last_day=None,
            aim_by=None,
            to_aim_by=None,
            rolls=None,
            trace=instead or [],
        )
    return DatesOut(
        law_last_day=deadline.law_last_day,
        office_last_day=deadline.office_last_day,
        aim_by=deadline.aim_by,
        to_aim_by=deadline.to_aim_by,
        rolls=None if deadline.rolls == "none" else deadline.rolls,
        trace=[without_readings(line) for line in trace_text(deadline.trace, language)],
    )


def deadline_out(
    deadline: Deadline, counted_from: date, period: Period, margin_days: int, language: str
) -> DeadlineOut:
    """A counted period with its trace in `language`."""
    return DeadlineOut(
        n=period.n,
        unit=period.unit,
        counted_from=counted_from,
        first_day=period.first_day,
        roll=deadline.rolls,
        margin_days=margin_days,
        language=language,
        **_dates_out(deadline, language).model_dump(),
    )


def bad_plan_out(error: BadAnswersError) -> BadPlanOut:
    """What is wrong with each answer."""
    return BadPlanOut(
        message=str(error),
        problems=[
            PlanProblemOut(question=one.key, code=one.why, given=one.given, message=one.message)
            for one in error.problems
        ],
    )


def _place_out(guide: Guide, office: str, language: str) -> PlaceOut:
    bound = guide.place_of(office)
    place = guide.get(bound.location, Location) if bound and bound.location else None
    service = guide.get(bound.service, Service) if bound and bound.service else None
    counter = guide.get(bound.counter, Service) if bound and bound.counter else None
    return PlaceOut(
        **_named(guide, office, language).model_dump(),
        location=place.id if place else None,
        address=str(address(place, language)) if place and place.address else None,
        address_ja=str(address(place, SOURCE_LANGUAGE)) if place and place.address else None,
        phones=[
            PhoneOut(printed=one.printed, e164=one.e164, caller=one.caller)
            for one in (service.phones if service else ())
        ],
        hours=[without_readings(line) for line in describe(counter.schedules, language)]
        if counter
        else None,
    )


def _named(guide: Guide, entry_id: str, language: str) -> NamedOut:
    return NamedOut(
        id=guide.entries[entry_id].slug,
        name=_name(guide, entry_id, language),
        name_ja=_name(guide, entry_id, SOURCE_LANGUAGE),
    )


def _name(guide: Guide, entry_id: str, language: str) -> str:
    return without_readings(name_of(guide, entry_id, language).value)
