"""The steps of a plan as a page shows them: the day to aim by first, its reason behind it."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from madoguchi.deadlines import Deadline, next_open
from madoguchi.deadlines.wording import full_day, trace_text
from madoguchi.edition import Plan, Step, standing, who_helps
from madoguchi.edition.helping import is_from_memory, is_solid
from madoguchi.edition.live import Served
from madoguchi.edition.planning import HelpWith, moment_of
from madoguchi.guide import Guide, Location, Procedure, Service, Source
from madoguchi.guide.quantities import quantity_text
from madoguchi.guide.rendering import address, name_of
from madoguchi.hours.wording import describe
from madoguchi.hours.words import date_text, day_count
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN, Piece, marked
from madoguchi.outlets.opendata.plan_answers import no_dates
from madoguchi.outlets.site.cards import (
    Frame,
    PhoneLine,
    frame,
    phone_lines,
    state_words,
    until_words,
)
from madoguchi.outlets.site.life.asking import Told
from madoguchi.outlets.site.service_page import source_lines
from madoguchi.outlets.site.shell import forget_with_the_edition, fragment
from madoguchi.outlets.site.words import in_japanese, piece, rendered, ruby, say, say_count

# What a reader is told first, by how far along they are.
_LABELS = {
    "ahead": marked("Aim by"),
    "last-days": marked("Last day"),
    "late": marked("Late: go"),
    "past": marked("Past the limit: call"),
    "not-open-yet": marked("Aim by"),
}
_LIMIT_LABELS = {
    "ahead": marked("Be back or done by"),
    "last-days": marked("Last day"),
    "past": marked("Past the limit: call"),
}
_ARTICLE = re.compile(r"(附則)?([0-9]+)((?:-[0-9]+)*)(?:\(([0-9]+)\))?")


class Paper(NamedTuple):
    """A paper to bring, with its Japanese name to point at."""

    name: Markup
    name_in_japanese: Markup
    if_any: bool


class Place(NamedTuple):
    """The office of a step, as far as it is known: what is not known is empty."""

    name: Markup
    name_in_japanese: Markup
    address: Piece | None
    address_in_japanese: Piece | None
    hours: tuple[Markup, ...]
    phones: tuple[PhoneLine, ...]
    service: tuple[str, Markup] | None


class HelpLine(NamedTuple):
    """A window that helps with a step, and whether it is open by the day to aim by."""

    frame: Frame
    state: str
    state_words: Markup
    until: Markup
    # When what is said of "now" is over.
    changes: datetime | None
    in_time: bool


class Rule(NamedTuple):
    """What holds for a step for everybody, whatever the answers.

    `how` are the papers, the place and what to ask for; `law` and `sources` where it comes from.
    """

    id: str
    name: Markup
    name_in_japanese: Markup
    summary: Markup
    caveat: Markup
    within: Markup
    how: Markup
    law: Markup
    sources: Markup
    may_have_changed: bool


class Dated(NamedTuple):
    """A deadline in words: each day, and how it was counted."""

    aim_by: Markup
    law: Markup
    office: Markup
    trace: tuple[Markup, ...]


class StepView(NamedTuple):
    """A step for one reader on one day; `number` counts those that are needed."""

    number: int
    rule: Rule
    # done, blocked, or how far along the reader is by the dates.
    status: str
    label: Markup
    day: Markup
    left: Markup
    dates: Dated | None
    limit: Dated | None
    no_dates: tuple[Markup, ...]
    opens: Markup
    late: Markup
    blocked_by: Markup
    unsure: bool
    overdue: Markup
    helpers: tuple[HelpLine, ...]
    change_done: str
    # What comes first is what is late, then what has the nearest day.
    urgency: tuple[int, date]


@lru_cache(maxsize=1024)
def rule(guide: Guide, procedure_id: str, language: str) -> Rule:
    """The part of a step that is the same for everybody, made once."""
    procedure = guide.get(procedure_id, Procedure)
    due = procedure.due
    within = Markup()
    if due and due.n and not is_from_memory(guide, procedure, "due"):
        within = ruby(quantity_text(due.period, language))
    parts = {
        "language": WRITTEN[language],
        "papers": (
            *(_paper(guide, one, language) for one in procedure.bring),
            *(_paper(guide, one, language, if_any=True) for one in procedure.bring_if_any),
        ),
        "gives": tuple(_paper(guide, one, language) for one in procedure.gives),
        "where": _place(guide, procedure.office, language) if procedure.office else None,
        "law": tuple(_law(guide, one.act, one.article) for one in procedure.law),
        "sources": source_lines(guide, procedure, language),
    }
    return Rule(
        procedure.slug,
        piece(name_of(guide, procedure.id, language)),
        in_japanese(guide, procedure.id, language),
        rendered(guide, procedure, "summary", language) or Markup(),
        rendered(guide, procedure, "caveat", language) or Markup(),
        within,
        fragment("life_how.html", parts),
        fragment("life_law.html", parts),
        fragment("life_sources.html", parts),
        not is_solid(guide, procedure, "due"),
    )


forget_with_the_edition(rule.cache_clear)


def views(served: Served, made: Plan, told: Told, language: str, now: datetime) -> list[StepView]:
    """The steps that are needed, in the order in which they can be done."""
    needed = {step.procedure.id for step in made.needed}
    found = []
    for number, step in enumerate(made.needed, 1):
        after = step.procedure.after
        waits = after in needed and served.guide.entries[after or ""].slug not in told.done
        found.append(_view(served, made, told, step, number, language, now, waits=waits))
    return found


def _view(  # noqa: PLR0917 - what every step needs of its plan
    served: Served,
    made: Plan,
    told: Told,
    step: Step,
    number: int,
    language: str,
    now: datetime,
    *,
    waits: bool,
) -> StepView:
    guide, procedure, today = served.guide, step.procedure, made.today
    stands = standing(step, today)
    done = procedure.slug in told.done
    status = "done" if done else "blocked" if waits and stands in _CAN_WAIT else stands
    label, day, left = _headline(step, stands, language, today)
    at = moment_of(today, now)
    helping = () if done else who_helps(served.helper, step, WRITTEN[language].speaks, at)
    return StepView(
        number,
        rule(guide, procedure.id, language),
        status,
        label,
        day,
        left,
        _dated(step.deadline, language),
        _dated(step.limit, language),
        tuple(ruby(one) for one in no_dates(step, language)),
        ruby(full_day(step.opens, language)) if step.opens else Markup(),
        _late(guide, step, stands, language),
        piece(name_of(guide, procedure.after, language)) if waits and procedure.after else Markup(),
        step.unsure,
        ruby(date_text(procedure.check_by, language))
        if step.overdue and procedure.check_by
        else Markup(),
        tuple(_help_line(one, guide, language, at) for one in helping),
        told.with_done(procedure.slug, done=not done).address(language) + f"#{procedure.slug}",
        (_URGENT.get(stands, len(_URGENT)), step.deadline.to_aim_by if step.deadline else date.max),
    )


def _help_line(one: HelpWith, guide: Guide, language: str, at: datetime) -> HelpLine:
    answer = one.answer
    return HelpLine(
        frame(guide, answer.service.id, answer.speaks, language),
        answer.state.value,
        state_words(answer.state, language),
        until_words(answer, language, at.date()),
        answer.until or answer.opens,
        one.in_time,
    )


# Who is late has to hear it, even where another step comes first.
_CAN_WAIT = {"ahead", "not-open-yet", "undated"}
_TOO_LATE = {"late", "past"}
# Past a limit comes before late.
_URGENT = {"past": 0, "late": 1}


def _headline(step: Step, stands: str, language: str, today: date) -> tuple[Markup, Markup, Markup]:
    """What is told first: a word, a day, how many days are left."""
    if step.deadline is None or step.last_day is None:
        soon = step.no_date in {None, "memory"}
        return Markup(), say(language, "soon") if soon else say(language, "ask today"), Markup()
    labels = _LIMIT_LABELS if step.is_limit else {}
    label = say(language, labels.get(stands, _LABELS[stands]))
    if stands in _TOO_LATE:
        first = next_open(today)
        when = say(language, "today") if first == today else ruby(full_day(first, language))
        return label, when, Markup()
    day = step.last_day if stands == "last-days" else step.deadline.to_aim_by
    return label, ruby(full_day(day, language)), _left((day - today).days, language)


def _left(days: int, language: str) -> Markup:
    if days == 0:
        return say(language, "that is today")
    count = ruby(day_count(days, language))
    return say_count(language, "{count} day left", "{count} days left", days, count=count)


def _late(guide: Guide, step: Step, stands: str, language: str) -> Markup:
    if stands not in _TOO_LATE:
        return Markup()
    return rendered(guide, step.procedure, "late", language) or say(
        language, "The day is over. Go or call at once, and say so yourself."
    )


def _dated(deadline: Deadline | None, language: str) -> Dated | None:
    if deadline is None:
        return None
    office = deadline.office_last_day
    return Dated(
        ruby(full_day(deadline.to_aim_by, language)),
        ruby(full_day(deadline.law_last_day, language)),
        ruby(full_day(office, language)) if office else Markup(),
        tuple(ruby(line) for line in trace_text(deadline.trace, language)),
    )


def _paper(guide: Guide, entry_id: str, language: str, *, if_any: bool = False) -> Paper:
    japanese = Markup()
    if not language.startswith(SOURCE_LANGUAGE):
        # To point at; how it is read would double the list.
        named = name_of(guide, entry_id, SOURCE_LANGUAGE).value
        japanese = piece(Piece(named, SOURCE_LANGUAGE, language))
    return Paper(piece(name_of(guide, entry_id, language)), japanese, if_any)


def _place(guide: Guide, office: str, language: str) -> Place:
    bound = guide.place_of(office)
    where = guide.get(bound.location, Location) if bound and bound.location else None
    service = guide.get(bound.service, Service) if bound and bound.service else None
    counter = guide.get(bound.counter, Service) if bound and bound.counter else None
    known = where is not None and where.address is not None
    return Place(
        piece(name_of(guide, office, language)),
        in_japanese(guide, office, language),
        address(where, language) if where and known else None,
        address(where, SOURCE_LANGUAGE) if where and known else None,
        tuple(ruby(one) for one in describe(counter.schedules, language)) if counter else (),
        phone_lines(service.phones, guide, language) if service else (),
        (f"/{language}/services/{service.id}/", piece(name_of(guide, service.id, language)))
        if service
        else None,
    )


def _law(guide: Guide, act: str, article: str) -> Markup:
    source = guide.get(act, Source)
    words = f"{source.title}{article_in_japanese(article)}"
    if source.url:
        return Markup('<a lang="ja" href="{}">{}</a>').format(source.url, words)
    return Markup('<span lang="ja">{}</span>').format(words)


def article_in_japanese(article: str) -> str:
    """An article as laws are cited.

    >>> article_in_japanese("22-2"), article_in_japanese("20(6)"), article_in_japanese("附則9-3-2")
    ('第22条の2', '第20条第6項', '附則第9条の3の2')
    """
    found = _ARTICLE.fullmatch(article)
    if found is None:
        return article
    supplement, number, branches, paragraph = found.groups()
    cited = f"{supplement or ''}第{number}条" + branches.replace("-", "の")
    return cited + (f"第{paragraph}項" if paragraph else "")
