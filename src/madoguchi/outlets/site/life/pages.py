"""Life events, the questions of a plan, its check and the plan itself (Decision 22)."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from markupsafe import Markup

from madoguchi.edition import Plan, life_events, plan_for, read_answers
from madoguchi.edition.answers import Given, Problem, all_questions
from madoguchi.edition.helping import midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import Guidance, Guide, LifeEvent, Question
from madoguchi.guide.rendering import name_of
from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.handbook import Listed, listed
from madoguchi.outlets.site.life import steps, timeline
from madoguchi.outlets.site.life.asking import (
    Told,
    answer_words,
    asked_question,
    given_in,
    told,
    typed_in,
)
from madoguchi.outlets.site.pages import chooser, lasting_page, not_found
from madoguchi.outlets.site.responses import HTML, tokyo_now
from madoguchi.outlets.site.shell import (
    About,
    Context,
    about_entry,
    forget_with_the_edition,
    kept_page,
    public_address,
    rendered,
)
from madoguchi.outlets.site.words import piece

INDEX = About("life/", 1_000_012)

# What is made of an address with answers; empty where there is nothing to make.
Make = Callable[[Served, WrittenLanguage, LifeEvent, "Reading"], str]


class Reading:
    """An address with answers, as far as it was understood on a day."""

    def __init__(self, guide: Guide, event: LifeEvent, query: QueryDict, now: datetime) -> None:
        self.query, self.now, self.today = query, now, now.date()
        self.questions = all_questions(guide, event)
        self.given = given_in(query, self.questions)
        self.read: Given = read_answers(guide, event, self.given, self.today)
        slugs = [guide.entries[one].slug for one in event.steps]
        self.told: Told = told(event.slug, self.read, query.get("done", ""), slugs)

    @property
    def was_begun(self) -> bool:
        """Whether any question was answered, or is to be asked."""
        named = {part.partition(".")[0] for part in self.query}
        return bool(named & ({one.key for one in self.questions} | {"start", "asked", "change"}))

    def problem_of(self, key: str) -> Problem | None:
        return next((one for one in self.read.problems if one.key == key), None)

    def asked(self, key: str) -> Question | None:
        return next((one for one in self.read.asked if one.key == key), None)


def index(request: HttpRequest, language: str) -> HttpResponse:
    """Everything that can have happened, in order."""
    return lasting_page(request, language, "life", render_index)


def render_index(served: Served, language: WrittenLanguage) -> str:
    """The page of all life events."""
    found = [listed(served.guide, one, language.code) for one in life_events(served.guide)]
    return rendered("life_index.html", language, served, INDEX, {"events": found})


def event(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """What an event is about; with answers in the address its questions, their check, its plan."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    served, now = live().now(), tokyo_now()
    found = served.guide.named(LifeEvent, name)
    if found is None:
        return not_found(request, language)
    reading = Reading(served.guide, found, request.GET, now)
    if not found.ask and not reading.told.done:
        # Nothing is asked, so the plan is the same for everybody.
        return kept_page(
            request,
            ("life", language, found.id),
            lambda served, _now: render_plan(served, page_language, found, reading),
        )
    if found.ask and not reading.was_begun:
        return kept_page(
            request,
            ("life", language, found.id),
            lambda served, _now: (render_start(served, page_language, found), None),
        )
    return answered(served, page_language, found, reading)


def with_answers(
    request: HttpRequest, language: str, name: str, make: Make, content_type: str = HTML
) -> HttpResponse:
    """What is made from a plan beside its page; to its questions where answers are missing."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    served, now = live().now(), tokyo_now()
    found = served.guide.named(LifeEvent, name)
    if found is None:
        return not_found(request, language)
    reading = Reading(served.guide, found, request.GET, now)
    if reading.read.problems:
        return HttpResponseRedirect(reading.told.address(language, start="1"))
    made = make(served, page_language, found, reading)
    if not made:
        return HttpResponseRedirect(reading.told.address(language))
    return HttpResponse(made, content_type)


def answered(
    served: Served, language: WrittenLanguage, found: LifeEvent, reading: Reading
) -> HttpResponse:
    """What an address with answers leads to: a question, the check of all answers, the plan."""
    query, code = reading.query, language.code
    asked = reading.asked(query.get("asked", ""))
    changing = reading.asked(query.get("change", ""))
    if asked and reading.problem_of(asked.key) is None:
        check = {} if reading.read.problems else {"check": "1"}
        return HttpResponseRedirect(reading.told.address(code, **check))
    if changing and not asked:
        return _question(served, language, found, reading, changing)
    if reading.read.problems:
        key = asked.key if asked else reading.read.problems[0].key
        question = reading.asked(key)
        if question is not None:
            return _question(served, language, found, reading, question)
    if query.get("check"):
        return _check(served, language, found, reading)
    return HttpResponse(render_plan(served, language, found, reading)[0])


def _question(
    served: Served,
    language: WrittenLanguage,
    found: LifeEvent,
    reading: Reading,
    question: Question,
) -> HttpResponse:
    """One question on a screen of its own, with what is wrong with the answer so far."""
    code = language.code
    problem = reading.problem_of(question.key)
    # A question that was not answered yet is not wrong.
    was_asked = reading.query.get("asked") == question.key
    if problem and problem.why == "missing" and not was_asked:
        problem = None
    typed = typed_in(reading.query, question)
    shown = asked_question(
        question,
        code,
        reading.told,
        typed,
        problem,
        checking=bool(reading.query.get("check") or reading.query.get("change")),
    )
    place = reading.read.asked.index(question)
    before = reading.read.asked[place - 1] if place else None
    back = f"/{code}/life/{found.slug}/"
    if reading.query.get("change") and not reading.read.problems:
        back = reading.told.address(code, check="1")
    elif before:
        back = reading.told.address(code, change=before.key)
    context: Context = {
        "event": listed(served.guide, found, code),
        "asked": shown,
        "back": back,
    }
    about = private_page(reading.told, change=question.key)
    body = rendered("life_question.html", language, served, about, context)
    return HttpResponse(body, status=400 if problem else 200)


def _check(
    served: Served, language: WrittenLanguage, found: LifeEvent, reading: Reading
) -> HttpResponse:
    """All answers once more, each with a way to change it."""
    code = language.code
    context: Context = {
        "event": listed(served.guide, found, code),
        "answers": answers(reading, code),
        "plan": reading.told.address(code),
    }
    about = private_page(reading.told, check="1")
    return HttpResponse(rendered("life_check.html", language, served, about, context))


def answers(reading: Reading, language: str) -> list[tuple[Question, object, str]]:
    """Each question with its answer in words and the address to change it."""
    given = reading.read.answers
    return [
        (
            one,
            answer_words(one, given[one.key], language),
            reading.told.address(language, change=one.key),
        )
        for one in reading.read.asked
        if one.key in given
    ]


def render_plan(
    served: Served, language: WrittenLanguage, found: LifeEvent, reading: Reading
) -> tuple[str, datetime]:
    """The plan: steps, dates, papers, places, who helps; and until when that holds."""
    guide, code = served.guide, language.code
    made = plan_for(guide, found, reading.read.answers, reading.today)
    views = steps.views(served, made, reading.told, code, reading.now)
    waiting = [one for one in views if one.status not in {"done", "blocked"}]
    told_ = reading.told
    is_own = bool(told_.fields())
    holds_until = min([midnight_after(reading.now), *_changes(views)])
    context: Context = {
        "event": listed(guide, found, code),
        "entry": found,
        "answers": answers(reading, code),
        "steps": views,
        "first": min(waiting, key=lambda one: one.urgency) if waiting else None,
        "not_needed": [
            (piece(name_of(guide, one.procedure.id, code)),
             piece(name_of(guide, one.why_not.id, code)))
            for one in made.not_needed
            if one.why_not
        ],
        "picture": timeline.picture(made, code),
        "plan_address": public_address(told_.address(code)),
        # The sheet has a code; one here would take longer than all the rest.
        "no_code": lambda _address: Markup(),
        "calendar": told_.address(code, "plan.ics"),
        "calendar_address": public_address(told_.address(code, "plan.ics")),
        "has_dates": any(one.dates and one.status != "done" for one in views),
        "sheet": told_.address(code, "sheet/"),
        "letter": told_.address(code, "letter/") if by_post(made) else "",
        "guidance": guidance(guide, found.id, code),
        "help": f"/{code}/help/",
        "holds_until": holds_until,
        "is_own": is_own,
    }  # fmt: skip
    about = private_page(told_) if is_own else about_entry(served, found, f"life/{found.slug}/")
    return rendered("life_plan.html", language, served, about, context), holds_until


def by_post(made: Plan) -> bool:
    """Whether something of a plan is sent by post."""
    return any(one.procedure.by_post for one in made.needed)


@lru_cache(maxsize=512)
def guidance(guide: Guide, event_id: str, language: str) -> list[Listed]:
    """Matters of the handbook that say more."""
    return [listed(guide, one, language) for one in guide.all(Guidance)
            if event_id in one.life_events]  # fmt: skip


forget_with_the_edition(guidance.cache_clear)


def _changes(views: Iterable[steps.StepView]) -> list[datetime]:
    return [line.changes for view in views for line in view.helpers if line.changes]


def private_page(so_far: Told, beside: str = "", **more: str) -> About:
    """The foot of a page with answers: other languages keep them, a mail of ours does not."""
    rest = so_far.address("-", beside, **more).removeprefix("/-/")
    return About(rest, None, shared=f"/en/life/{so_far.event}/", private=True)


def render_start(served: Served, language: WrittenLanguage, found: LifeEvent) -> str:
    """What an event is about, its steps, papers and rules, without anybody's dates."""
    guide, code = served.guide, language.code
    context: Context = {
        "event": listed(guide, found, code),
        "entry": found,
        "questions": len(found.ask),
        "rules": [steps.rule(guide, one, code) for one in found.steps],
        "guidance": guidance(guide, found.id, code),
        "start": f"/{code}/life/{found.slug}/?start=1",
    }
    about = about_entry(served, found, f"life/{found.slug}/")
    return rendered("life_start.html", language, served, about, context)
