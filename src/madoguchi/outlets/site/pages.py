"""The first pages: home, help, one for each window, choosers of languages, and errors."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path
from django.utils.encoding import escape_uri_path

from madoguchi.edition import (
    BadTimeError,
    Help,
    NobodySpeaksError,
    NoSuchChoiceError,
    life_events,
)
from madoguchi.edition.live import Served
from madoguchi.guide import Chapter, Guidance, Guide, LifeEvent, Service
from madoguchi.hours.words import day_text, moment_text
from madoguchi.language import (
    WRITTEN,
    WrittenLanguage,
    is_own_name,
    negotiate,
    own_name,
    read_by,
    spoken_name,
)
from madoguchi.language.written import written_language
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import form, service_page, week
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import card, frame
from madoguchi.outlets.site.questions import Question, read_question
from madoguchi.outlets.site.responses import PageKey, page_of, respond, tokyo_now
from madoguchi.outlets.site.shell import (
    About,
    Context,
    about_entry,
    cache,
    forget_with_the_edition,
    kept_page,
    rendered,
)
from madoguchi.outlets.site.words import lacks_reviewed, unreviewed

for _made in (frame, form.offered, unreviewed, lacks_reviewed):
    forget_with_the_edition(_made.cache_clear)

# Names of files by which other servers answer for a folder.
_OLD_FILES = {"index.html", "index.htm", "index.php"}
# Page numbers of pages that are no entry; entries have theirs from the packs.
HOME, HELP = About("", 1_000_001), 1_000_002


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


def spoken_page(request: HttpRequest, language: str, spoken: str) -> HttpResponse:
    """Copies link to a page for each spoken language; here that is a question of the help page."""
    if spoken not in live().now().guide.spoken:
        return not_found(request, language)
    return HttpResponseRedirect(Question(spoken).address(language))


def service(request: HttpRequest, language: str, pack: str, name: str) -> HttpResponse:
    """One window with all that is known of it and where it was found."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    entry = live().now().guide.entries.get(f"{pack}/{name}")
    if not isinstance(entry, Service):
        return not_found(request, page_language.code)
    return kept_page(
        request,
        ("service", language, entry.id),
        lambda served, now: render_service(served, page_language, entry, now),
    )


def render_service(
    served: Served, language: WrittenLanguage, entry: Service, now: datetime | None
) -> tuple[str, datetime | None]:
    """A window's page at `now`; for a copy without it."""
    context, holds_until = service_page.context(served, entry, language.code, now)
    about = about_entry(served, entry, f"services/{entry.id}/")
    context["holds_until"] = holds_until
    return rendered("service.html", language, served, about, context), holds_until


def chooser(request: HttpRequest, asked: str = "") -> HttpResponse:
    """The guide's languages by their own names, for whoever asked for one it does not have."""
    near = written_language(asked) if asked else None
    if near is not None and near.code != asked:
        rest = request.get_full_path().lstrip("/").partition("/")[2]
        return HttpResponseRedirect(f"/{near.code}/{rest}")
    served, now = live().now(), tokyo_now()
    language = negotiate(request.headers.get("Accept-Language", ""))

    page = cache(served).get(
        ("chooser", language.code),
        now,
        lambda: (rendered("chooser.html", language, served, About(None), {}), None),
    )
    response = respond(request, page, now)
    response["Vary"] = "Accept-Language, Accept-Encoding"
    return response


def lasting_page(
    request: HttpRequest,
    language: str,
    name: str,
    render: Callable[[Served, WrittenLanguage], str],
) -> HttpResponse:
    """A page of every language that says the same at any hour, kept under `name`."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    return kept_page(
        request, (name, language), lambda served, _now: (render(served, page_language), None)
    )


def no_such_address(request: HttpRequest) -> HttpResponse:
    """To the page that was meant where slashes are wrong or a file is named; else not found."""
    path = _tidied(request.path)
    if path != request.path and (path == "/" or written_language(path.split("/")[1])):
        query = request.META.get("QUERY_STRING", "")
        if is_valid_path(path):
            return HttpResponseRedirect(escape_uri_path(path) + (f"?{query}" if query else ""))
    return not_found(request)


def _tidied(path: str) -> str:
    """A path as we write it: single slashes, one at the end, without the name of a file.

    >>> _tidied("//ko//help"), _tidied("/ko/index.html"), _tidied("/index.htm")
    ('/ko/help/', '/ko/', '/')
    """
    parts = [part for part in path.split("/") if part]
    if parts and parts[-1] in _OLD_FILES:
        parts.pop()
    return "".join(["/", *(f"{part}/" for part in parts)])


def not_found(request: HttpRequest, language: str = "") -> HttpResponse:
    """Nothing stands at this address: say so in the reader's language and offer help."""
    page_language = WRITTEN.get(language) or _language_of(request)
    body = rendered("not_found.html", page_language, live().now(), About(None), {})
    response = HttpResponse(body, status=404)
    response["Vary"] = "Accept-Language"
    return response


def _answered(
    request: HttpRequest, language: WrittenLanguage, template: str, question: Question
) -> HttpResponse:
    served, now = live().now(), tokyo_now()
    at = question.at or now
    try:
        found = _found(served, question, at)
    except NobodySpeaksError as nobody:
        return _nobody(request, language, served, question, nobody.offered)
    key: PageKey = (template, question.address(language.code))

    def render() -> tuple[str, datetime | None]:
        return render_answers(served, language, template, question, found)

    # Hardly any two readers ask about the same minute of another day.
    page = page_of(*render()) if question.at else cache(served).get(key, now, render)
    return respond(request, page, now)


def _found(served: Served, question: Question, at: datetime) -> Help:
    """Who can help; NobodySpeaksError where no window names the language."""
    try:
        return served.helper.who_can_help(
            question.speaks, at, question.topic, question.area, question.channel
        )
    except NoSuchChoiceError:
        # An address from elsewhere, or an old one: the page says that nothing fits, and why.
        return served.helper.nothing(question.speaks, at)


def render_answers(
    served: Served,
    language: WrittenLanguage,
    template: str,
    question: Question,
    found: Help | None = None,
) -> tuple[str, datetime | None]:
    """The first page or the help page; without `found` for now. Until when it holds."""
    at = question.at or (found.at if found else tokyo_now())
    found = found or _found(served, question, at)
    context = _answers(served, found, language.code, then=question.at is not None) | {
        "question": question,
        "form": form.choices(served, language.code, question),
        "for_visitor": _for_visitor(language, question),
    }
    # The week is made for the page that is kept; one for each minute asked would be slow.
    if question.at is None and template == "help.html":
        context |= {
            "week": week.week(served, question.speaks, language.code, at.date()),
            "grid": week.languages(served, language.code, at.date()),
        }
    holds_until = None if question.at else found.holds_until
    context["holds_until"] = holds_until
    if template == "home.html":
        context |= home_context(served, language.code)
        return rendered(template, language, served, HOME, context), holds_until
    about = About(
        question.address(language.code).removeprefix(f"/{language.code}/"),
        HELP,
        # Whoever gets the address wants to know of their own minute.
        shared=replace(question, at=None).address(language.code),
    )
    return rendered(template, language, served, about, context), holds_until


def _for_visitor(language: WrittenLanguage, question: Question) -> str:
    """What the visitor reads whom a clerk asks for; empty where readers ask for themselves."""
    if question.speaks == language.speaks:
        return ""
    return read_by(question.speaks)


def home_context(served: Served, language: str) -> Context:
    """What the first page leads to, whatever the time."""
    guide = served.guide
    chapters = sorted(guide.all(Chapter), key=lambda one: one.order)
    return {
        "chapters": [(address_of(guide, one, language), one) for one in chapters],
        "has_life": bool(guide.all(LifeEvent)),
        "happened": [(address_of(guide, one, language), one) for one in what_happens(guide)],
    }


def what_happens(guide: Guide) -> list[LifeEvent | Guidance]:
    """What happens to people, as the first page names it: plans, then matters of the handbook."""
    events = [one for one in life_events(guide) if one.on_home]
    return [*events, *(one for one in guide.all(Guidance) if one.on_home)]


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
    body = rendered("nobody.html", language, served, About(None), {"choices": choices})
    return respond(request, page_of(body, None), tokyo_now())


def _bad_time(request: HttpRequest, language: WrittenLanguage) -> HttpResponse:
    served = live().now()
    query = request.GET.copy()
    query.pop("at", None)
    context: Context = {
        "asked": request.GET.get("at", "")[:40],
        "form": form.choices(served, language.code, read_question(query, language.code)),
    }
    body = rendered("bad_time.html", language, served, About(None), context)
    return HttpResponse(body, status=400)


def _language_of(request: HttpRequest) -> WrittenLanguage:
    first = request.path.strip("/").partition("/")[0]
    return WRITTEN.get(first) or negotiate(request.headers.get("Accept-Language", ""))
