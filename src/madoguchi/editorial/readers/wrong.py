"""The page on which a reader says what is wrong on another page."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from madoguchi.edition.live import Served
from madoguchi.editorial.keeping.reports import Sent, receive
from madoguchi.editorial.models.reports import Report
from madoguchi.guide import Entry, InChapter, Service
from madoguchi.guide.facts import Phone
from madoguchi.language import WRITTEN, WrittenLanguage, marked
from madoguchi.outlets.sender import sender_of
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import phone_lines
from madoguchi.outlets.site.pages import chooser
from madoguchi.outlets.site.responses import HTML
from madoguchi.outlets.site.shell import About, rendered
from madoguchi.people.limits import allowed

PAGE_NUMBER = 1_000_013
MOST_CHARACTERS = 2000
# Each of them in UTF-8, written with percent signs, and the form around them.
_MOST_BYTES = 12 * MOST_CHARACTERS + 4096
# Nobody writes a sentence in less; whoever comes back the next day opens the page anew.
_FASTEST_SECONDS, _SLOWEST_SECONDS = 3, 24 * 3600
# From one place, and from everywhere together, so that nobody can fill the queue.
_FROM_ONE, _FROM_ALL, _HOUR = 5, 200, 3600
# A field that people do not see and programs fill in.
_TRAP = "website"
# Pages of the guide, without what was asked of them, which may tell of a person.
_PATH = re.compile(r"/(?P<language>[A-Za-z-]+)/[A-Za-z0-9/._-]{0,250}")
# What no keyboard writes and databases do not take; lines may end.
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
WHAT = {
    Report.What.PHONE: marked("A telephone number"),
    Report.What.HOURS: marked("Days or hours"),
    Report.What.PLACE: marked("A place"),
    Report.What.DATE: marked("A date or a deadline"),
    Report.What.WORDS: marked("Words or their translation"),
    Report.What.OTHER: marked("Something else"),
}
TOO_SHORT = marked("Please write a few words.")
TOO_LONG = marked("Please write less: at most 2,000 characters.")
NOT_CHOSEN = marked("Please choose what is wrong.")
AGAIN = marked("Please send it once more.")
TOO_MANY = marked("Many messages came from here. Please try again later.")
CANNOT = marked("This cannot be sent now. Please call the section in charge.")
_STATUS = {"": 200, TOO_LONG: 413, TOO_MANY: 429, CANNOT: 503}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a reader has typed so far, and what is wrong with that, as a phrase in English.

    `opened` is the signed time at which they began; empty if that is now.
    """

    page: str
    what: str = ""
    text: str = ""
    problem: str = ""
    opened: str = ""
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
        typed = Typed(page_of_ours(request.GET.get("page", "")))
    response = HttpResponse(_render(served, page_language, typed), content_type=HTML)
    response.status_code = _STATUS.get(typed.problem, 400)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def page_of_ours(asked: str) -> str:
    """The path of a page of the guide; empty for anything else.

    >>> page_of_ours("/ko/help/"), page_of_ours("/staff/"), page_of_ours("//example.org/")
    ('/ko/help/', '', '')
    """
    found = _PATH.fullmatch(asked)
    return asked if found and found["language"] in WRITTEN else ""


def _take(request: HttpRequest, served: Served, language: WrittenLanguage) -> Typed:
    if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
        # What is so long is not even read.
        return Typed("", problem=TOO_LONG)
    sent = request.POST
    typed = Typed(
        page_of_ours(sent.get("page", "")),
        sent.get("what", ""),
        _CONTROL.sub("", sent.get("text", "")).strip(),
    )
    if sent.get(_TRAP):
        # A program is thanked like everybody, so that it does not try another way.
        return Typed(typed.page, sent=True)
    opened = sent.get("opened", "")
    began = _seconds_since(opened)
    problem = _problem(typed, began)
    if not problem:
        problem = _keep(request, served, language, typed)
    if problem:
        # Who began in time need not begin anew.
        kept = opened if began is not None else ""
        return Typed(typed.page, typed.what, typed.text, problem, kept)
    return Typed(typed.page, sent=True)


def _problem(typed: Typed, began: float | None) -> str:
    if typed.what not in Report.What.values:
        return NOT_CHOSEN
    if len(typed.text) < 2:  # noqa: PLR2004 - 違う is a sentence
        return TOO_SHORT
    if len(typed.text) > MOST_CHARACTERS:
        return TOO_LONG
    return AGAIN if began is None or began < _FASTEST_SECONDS else ""


def _seconds_since(opened: str) -> float | None:
    """How long the form was open; None where it is not a form of ours, or one of yesterday."""
    try:
        signing.loads(opened, salt=__name__, max_age=_SLOWEST_SECONDS)
    except signing.BadSignature:
        return None
    try:
        signing.loads(opened, salt=__name__, max_age=_FASTEST_SECONDS)
    except signing.SignatureExpired:
        return _FASTEST_SECONDS
    return 0


def _keep(request: HttpRequest, served: Served, language: WrittenLanguage, typed: Typed) -> str:
    """Keep the report; why that is not possible, or empty."""
    if not settings.REPORTS:
        return CANNOT
    try:
        if not _may_send(request):
            return TOO_MANY
        entry = _entry_of(served, typed.page)
        receive(
            Sent(
                typed.page,
                entry.id if entry else "",
                language.code,
                served.edition.id,
                Report.What(typed.what),
                typed.text,
            )
        )
    except Error:
        # Readers never need the database; where it is away they are told whom to call.
        return CANNOT
    return ""


def _may_send(request: HttpRequest) -> bool:
    return allowed("report", sender_of(request), _FROM_ONE, _HOUR) and allowed(
        "report", "everybody", _FROM_ALL, _HOUR
    )


def _entry_of(served: Served, page: str) -> Entry | None:
    """The entry whose page it is; None where it is none's."""
    language = page.split("/")[1] if page else ""
    for entry in served.guide.entries.values():
        if page and address_of(served.guide, entry, language) == page:
            return entry
    return None


def _phones_in_charge(served: Served, entry: Entry | None) -> tuple[Phone, ...]:
    """The numbers on the page; where it has none, those of windows of the section in charge."""
    if isinstance(entry, Service | InChapter) and entry.phones:
        return entry.phones
    section = getattr(entry, "organization", None)
    windows = (one for one in served.guide.services if section and one.organization == section)
    return next((one.phones for one in windows if one.phones), ())


def _render(served: Served, language: WrittenLanguage, typed: Typed) -> str:
    entry = _entry_of(served, typed.page)
    rest = f"wrong/?page={typed.page}" if typed.page else "wrong/"
    about = About(rest, PAGE_NUMBER, in_charge=getattr(entry, "organization", None))
    phones = _phones_in_charge(served, entry)
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
            "opened": typed.opened or signing.dumps("", salt=__name__),
            "about_name": entry.text("name") if entry else None,
            "phones": phone_lines(phones, served.guide, language.code),
            "can_be_sent": settings.REPORTS,
            "cannot": CANNOT,
        },
    )


urlpatterns = [path("<str:language>/wrong/", wrong)]
