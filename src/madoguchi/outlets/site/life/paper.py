"""Paper of a plan: a sheet for the counter in two languages, a letter to return a card by post."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.deadlines.wording import full_day
from madoguchi.edition import Step, plan_for
from madoguchi.edition.live import Served
from madoguchi.guide import Guide, LifeEvent, Location, Procedure
from madoguchi.guide.rendering import address
from madoguchi.language import SOURCE_LANGUAGE, Piece, WrittenLanguage, marked
from madoguchi.outlets.site.life.pages import Reading, private_page, with_answers
from madoguchi.outlets.site.life.steps import StepView, views
from madoguchi.outlets.site.paper import Both, both
from madoguchi.outlets.site.shell import Context, public_address, rendered
from madoguchi.outlets.site.words import ruby

# Said twice on the sheet: in Japanese for the counter, and for the reader.
_SENTENCES = {
    "do": marked("I would like to do this:"),
    "brought": marked("I have brought these papers:"),
    "ask": marked("I would like to ask:"),
    "answer": marked("Please write your answer here:"),
}
_QUESTIONS = {
    "missing": marked("Is anything missing?"),
    "by_when": marked("By when do I have to do this?"),
    "where": marked("Where do I go next?"),
    "copy": marked("Please give me a certificate or a copy that shows it was accepted."),
    "write": marked("Please write it down in plain Japanese."),
}
_LETTER = {
    "return": marked("I return this card because it can no longer be used."),
    "reason": marked("Reason:"),
    "lapsed": marked("It lapsed on:"),
    "number": marked("Number of the card:"),
    "name": marked("Name:"),
    "address": marked("Address:"),
    "phone": marked("Telephone:"),
    "day": marked("Date:"),
}


class SheetStep(NamedTuple):
    """A step on the sheet: what the reader wants to do, and by when, in both languages."""

    name: Both
    day: Markup
    day_in_japanese: Markup


def sheet(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One side of paper to hand over: what I want to do, what I have brought, what I ask."""
    return with_answers(request, language, name, _sheet)


def _sheet(served: Served, language: WrittenLanguage, event: LifeEvent, reading: Reading) -> str:
    guide, code = served.guide, language.code
    made = plan_for(guide, event, reading.read.answers, reading.today)
    shown = views(served, made, reading.told, code, reading.now)
    open_ = [
        (step, view) for step, view in zip(made.needed, shown, strict=True) if view.status != "done"
    ]
    papers = dict.fromkeys(
        paper
        for step, _ in open_
        for paper in (*step.procedure.bring, *step.procedure.bring_if_any)
    )
    context: Context = {
        "event": both(guide, event.id, code),
        "steps": [_sheet_step(guide, step, view, code) for step, view in open_],
        "papers": [both(guide, one, code) for one in papers],
        "sentences": _SENTENCES,
        "questions": list(_QUESTIONS.values()),
        "plan_address": public_address(reading.told.address(code)),
    }
    about = private_page(reading.told, "sheet/")
    return rendered("life_sheet.html", language, served, about, context)


def _sheet_step(guide: Guide, step: Step, view: StepView, language: str) -> SheetStep:
    named = both(guide, step.procedure.id, language)
    if step.deadline is None or view.dates is None:
        return SheetStep(named, Markup(), Markup())
    japanese = full_day(step.deadline.to_aim_by, SOURCE_LANGUAGE)
    return SheetStep(named, view.dates.aim_by, ruby(japanese))


def letter(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """A letter to send with a card, and what stands on the envelope."""
    return with_answers(request, language, name, _letter)


def _letter(served: Served, language: WrittenLanguage, event: LifeEvent, reading: Reading) -> str:
    guide, code = served.guide, language.code
    made = plan_for(guide, event, reading.read.answers, reading.today)
    by_post = next((one.procedure for one in made.needed if one.procedure.by_post), None)
    lapsed = reading.read.answers.get("lapsed")
    context: Context = {
        "to": _addressee(served, by_post, code),
        "sentences": _LETTER,
        "lapsed": full_day(lapsed, SOURCE_LANGUAGE) if isinstance(lapsed, date) else "",
        "back": reading.told.address(code),
    }
    about = private_page(reading.told, "letter/")
    return rendered("life_letter.html", language, served, about, context)


def _addressee(served: Served, step: Procedure | None, code: str) -> tuple[Piece, Piece] | None:
    """Where it is sent, as letters are addressed in Japan and for the reader."""
    bound = served.guide.place_of(step.office) if step and step.office else None
    if bound is None or bound.location is None:
        return None
    where = served.guide.get(bound.location, Location)
    return address(where, SOURCE_LANGUAGE), address(where, code)
