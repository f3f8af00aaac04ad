"""The page on which a reader says what is wrong on another page."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from madoguchi.edition.live import Served
from madoguchi.editorial.keeping.reports import Sent, receive
from madoguchi.editorial.models.reports import Report
from madoguchi.guide import Entry
from madoguchi.language import WRITTEN, WrittenLanguage, marked
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.pages import chooser
from madoguchi.outlets.site.responses import HTML
from madoguchi.outlets.site.shell import About, rendered
from madoguchi.people.limits import allowed

PAGE_NUMBER = 1_000_012
MOST_CHARACTERS = 2000
# Nobody writes a sentence in less; whoever comes back the next day opens the page anew.
_FASTEST_SECONDS, _SLOWEST_SECONDS = 3, 24 * 3600
# From one place, and from everywhere together, so that nobody can fill the queue.
_FROM_ONE, _FROM_ALL, _HOUR = 5, 200, 3600
# A field that people do not see and programs fill in.
_TRAP = "website"
# Pages of the guide, without what was asked of them, which may tell of a person.
_PATH = re.compile(r"/[A-Za-z0-9-]+/[A-Za-z0-9/._-]{0,250}")
WHAT = {
    Report.What.PHONE: marked("A telephone number"),
    Report.What.HOURS: marked("Days or hours"),
    Report.What.PLACE: marked("A place"),
    Report.What.DATE: marked("A date or a deadline"),
    Report.What.WORDS: marked("Words or their translation"),
    Report.What.OTHER: marked("Something else"),
}
TOO_SHORT = marked("Please write a few words.")
NOT_CHOSEN = marked("Please choose what is wrong.")
AGAIN = marked("Please send it once more.")
TOO_MANY = marked("Many messages came from here. Please try again later.")
CANNOT = marked("This cannot be sent now. Please call the section in charge.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reader has typed so far, and what is wrong with that, as a phrase in English."""

    page: str
    what: str = ""
    text: str = ""
    problem: str = ""
    sent: bool = False


@csrf_exempt  # there is no session that a forged request could use
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, language: str) -> HttpResponse:
    """The form; what is sent with it; thanks."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    served = live().now()
    if request.method == "POST":
        typed = _take(request, served, page_language)
    else:
        typed = Typed(_page(request.GET.get("page", "")))
    response = HttpResponse(_render(served, page_language, typed), content_type=HTML)
    response.status_code = 503 if typed.problem == CANNOT else 400 if typed.problem else 200
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(asked: str) -> str:
    """The path of a page of ours; empty for anything else."""
    return asked if _PATH.fullmatch(asked) else ""


def _take(request: HttpRequest, served: Served, language: WrittenLanguage) -> Typed:
    sent = request.POST
    page, text = _page(sent.get("page", "")), sent.get("text", "").strip()[:MOST_CHARACTERS]
    what = sent.get("what", "")
    if sent.get(_TRAP):
        # A program is thanked like everybody, so that it does not try another way.
        return Typed(page, sent=True)
    problem = _problem(what, text, sent.get("opened", ""))
    if problem:
        return Typed(page, what, text, problem)
    try:
        if not _may_send(request):
            return Typed(page, what, text, TOO_MANY)
        receive(
            Sent(
                page,
                _entry_of(served, page),
                language.code,
                served.edition.id,
                Report.What(what),
                text,
            )
        )
    except DatabaseError:
        return Typed(page, what, text, CANNOT)
    return Typed(page, sent=True)


def _problem(what: str, text: str, opened: str) -> str:
    if what not in Report.What.values:
        return NOT_CHOSEN
    if len(text) < 2:  # noqa: PLR2004 - 違う is a sentence
        return TOO_SHORT
    try:
        signing.loads(opened, salt=__name__, max_age=_SLOWEST_SECONDS)
    except signing.BadSignature:
        return AGAIN
    try:
        signing.loads(opened, salt=__name__, max_age=_FASTEST_SECONDS)
    except signing.SignatureExpired:
        return ""
    return AGAIN


def _may_send(request: HttpRequest) -> bool:
    sender = request.META.get("REMOTE_ADDR", "")
    return allowed("report", sender, _FROM_ONE, _HOUR) and allowed(
        "report", "everybody", _FROM_ALL, _HOUR
    )


def _entry_of(served: Served, page: str) -> str:
    """The entry whose page it is; empty where it is none's."""
    language = page.split("/")[1] if page else ""
    for entry in served.guide.entries.values():
        address = address_of(served.guide, entry, language)
        if address and address.partition("#")[0] == page and "#" not in address:
            return entry.id
    return ""


def _render(served: Served, language: WrittenLanguage, typed: Typed) -> str:
    entry_id = _entry_of(served, typed.page)
    entry: Entry | None = served.guide.entries.get(entry_id)
    about = About(f"wrong/?page={typed.page}" if typed.page else "wrong/", PAGE_NUMBER)
    return rendered(
        "readers/wrong.html",
        language,
        served,
        about,
        {
            "typed": typed,
            "what": {one.value: words for one, words in WHAT.items()},
            "trap": _TRAP,
            "most": MOST_CHARACTERS,
            "opened": signing.dumps("", salt=__name__),
            "about_name": entry.text("name") if entry else None,
            "in_charge_id": getattr(entry, "organization", None),
            "can_be_sent": settings.REPORTS,
        },
    )


urlpatterns = [path("<str:language>/wrong/", wrong)]
