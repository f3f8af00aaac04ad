"""The pages of a guide: home, help, one for each service, and the chooser of languages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import get_template
from django.urls import is_valid_path

from madoguchi.edition import BadTimeError, Help, NobodySpeaksError, NoSuchChoiceError
from madoguchi.edition.live import Served
from madoguchi.guide import Service
from madoguchi.hours.words import day_text, moment_text
from madoguchi.language import (
    WRITTEN,
    WrittenLanguage,
    is_own_name,
    negotiate,
    own_name,
    spoken_name,
)
from madoguchi.language.written import written_language
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import form, service_page
from madoguchi.outlets.site.cards import card, frame
from madoguchi.outlets.site.questions import Question, read_question
from madoguchi.outlets.site.responses import PageCache, PageKey, page_of, respond, tokyo_now
from madoguchi.outlets.site.words import unreviewed

_pages: dict[str, PageCache] = {}

Context = dict[str, object]


def root(request: HttpRequest) -> HttpResponse:
    """The first visit: to the language that the browser likes best, remembered nowhere."""
    language = negotiate(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(f"/{language.code}/")
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "public, max-age=300"
    return response


def home(request: HttpRequest, language: str) -> HttpResponse:
    """Who answers in the reader's language now, before anything else."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    question = Question(page_language.speaks)
    return _answered(request, page_language, "home.html", question)


def help_page(request: HttpRequest, language: str) -> HttpResponse:
    """Who answers in any language at any time, in full, with a form to ask by."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    try:
        question = read_question(request.GET, language)
    except BadTimeError:
        return _bad_time(request, page_language)
    return _answered(request, page_language, "help.html", question)


def service(request: HttpRequest, language: str, pack: str, name: str) -> HttpResponse:
    """One window with all that is known of it and where it was found."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    served, now = live().now(), tokyo_now()
    entry = served.guide.entries.get(f"{pack}/{name}")
    if not isinstance(entry, Service):
        return not_found(request, page_language.code)

    def render() -> tuple[str, datetime | None]:
        context, holds_until = service_page.context(served, entry, language, now)
        return _rendered("service.html", page_language, served, request.path, context), holds_until

    page = _cache(served).get(("service", language, entry.id), now, render)
    return respond(request, page, now)


def chooser(request: HttpRequest, asked: str = "") -> HttpResponse:
    """The guide's languages by their own names, for whoever asked for one it does not have."""
    near = written_language(asked) if asked else None
    if near is not None and near.code != asked:
        rest = request.get_full_path().lstrip("/").partition("/")[2]
        return HttpResponseRedirect(f"/{near.code}/{rest}")
    served, now = live().now(), tokyo_now()
    language = negotiate(request.headers.get("Accept-Language", ""))

    def render() -> tuple[str, datetime | None]:
        return _rendered("chooser.html", language, served, "", {"offered": None}), None

    page = _cache(served).get(("chooser", language.code), now, render)
    response = respond(request, page, now)
    response["Vary"] = "Accept-Language"
    return response


def no_such_address(request: HttpRequest) -> HttpResponse:
    """To the page that was meant where only the last slash is missing; else not found."""
    path, first = request.path, request.path.strip("/").partition("/")[0]
    if not path.endswith("/") and written_language(first) and is_valid_path(f"{path}/"):
        return HttpResponseRedirect(request.get_full_path(force_append_slash=True))
    return not_found(request)


def not_found(request: HttpRequest, language: str = "") -> HttpResponse:
    """Nothing stands at this address: say so in the reader's language and offer help."""
    page_language = WRITTEN.get(language) or _language_of(request)
    body = _rendered("not_found.html", page_language, live().now(), "", {})
    response = HttpResponse(body, status=404)
    response["Vary"] = "Accept-Language"
    return response


def _answered(
    request: HttpRequest, language: WrittenLanguage, template: str, question: Question
) -> HttpResponse:
    served, now = live().now(), tokyo_now()
    at = question.at or now
    try:
        found = served.helper.who_can_help(
            question.speaks, at, question.topic, question.area, question.channel
        )
    except NobodySpeaksError as nobody:
        return _nobody(request, language, served, question, nobody.offered)
    except NoSuchChoiceError:
        # An address from elsewhere, or an old one: the page says that nothing fits, and why.
        found = served.helper.nothing(question.speaks, at)
    key: PageKey = (template, question.address(language.code))

    def render() -> tuple[str, datetime | None]:
        context = _answers(served, found, language.code, then=question.at is not None) | {
            "question": question,
            "form": form.choices(served, language.code, question),
        }
        holds_until = None if question.at else found.holds_until
        path = question.address(language.code) if template == "help.html" else request.path
        return _rendered(template, language, served, path, context), holds_until

    # Hardly any two readers ask about the same minute of another day.
    page = page_of(*render()) if question.at else _cache(served).get(key, now, render)
    return respond(request, page, now)


def _answers(served: Served, found: Help, language: str, *, then: bool) -> Context:
    cards = [card(answer, served.guide, language, found.at, then=then) for answer in found.answers]
    return {
        "found": found,
        "open": [one for one in cards if one.state == "open"],
        "closed": [one for one in cards if one.state == "closed"],
        "unknown": [one for one in cards if one.state == "unknown"],
        "otherwise": found.otherwise,
        "spoken": spoken_name(found.speaks, language),
        "when": moment_text(found.at, language, tokyo_now().date()),
        "today": day_text(found.at.date(), language, tokyo_now().date()),
    }


def _nobody(
    request: HttpRequest,
    language: WrittenLanguage,
    served: Served,
    question: Question,
    offered: tuple[str, ...],
) -> HttpResponse:
    """No window names this language: choose among those that one does."""
    choices = [
        (code, own_name(code), spoken_name(code, language.code),
         is_own_name(code, language.code),
         replace(question, speaks=code).address(language.code))
        for code in offered
    ]  # fmt: skip
    body = _rendered("nobody.html", language, served, "", {"choices": choices})
    return respond(request, page_of(body, None), tokyo_now())


def _bad_time(request: HttpRequest, language: WrittenLanguage) -> HttpResponse:
    served = live().now()
    query = request.GET.copy()
    query.pop("at", None)
    context: Context = {
        "asked": request.GET.get("at", "")[:40],
        "form": form.choices(served, language.code, read_question(query, language.code)),
    }
    body = _rendered("bad_time.html", language, served, "", context)
    return HttpResponse(body, status=400)


def _language_of(request: HttpRequest) -> WrittenLanguage:
    first = request.path.strip("/").partition("/")[0]
    return WRITTEN.get(first) or negotiate(request.headers.get("Accept-Language", ""))


def _cache(served: Served) -> PageCache:
    """The pages of the served edition; those of an earlier one are dropped."""
    cache = _pages.get(served.edition.id)
    if cache is None:
        # What was made from another guide would keep that whole guide in memory.
        _pages.clear()
        for made in (frame, form.offered, unreviewed):
            made.cache_clear()
        cache = _pages[served.edition.id] = PageCache()
    return cache


def _rendered(
    template: str, language: WrittenLanguage, served: Served, path: str, context: Context
) -> str:
    shared: Context = {
        "language": language,
        "guide": served.guide,
        "edition": served.edition,
        "same_page": _same_page(path, language.code),
    }
    return str(get_template(template).render(shared | context))


def _same_page(path: str, language: str) -> Callable[[str], str]:
    """The address of this page in another language; of its home where there is no such page."""
    rest = path.removeprefix(f"/{language}/") if path.startswith(f"/{language}/") else ""
    return lambda code: f"/{code}/{rest}"
