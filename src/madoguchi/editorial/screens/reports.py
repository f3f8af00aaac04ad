"""What readers say is wrong: the queue, and what came of each report."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.reports import ROLES, decide, reports_concerning
from madoguchi.editorial.models import Record, Report
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import entry_name, part_name
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.labels import language_name
from madoguchi.language import WRITTEN, marked

ADDRESS = "/staff/reports/"
NAVIGATION = Place(marked("Reports from readers"), ADDRESS)
_A_PAGE = 25
_OPEN, _DECIDED = "open", "decided"
# What somebody may ask the queue for, and what each is asked by.
_ASKED = ("state", "what", "language", "entry", "all")


class Shown(NamedTuple):
    """A report as the queue shows it."""

    one: Report
    name: str
    what: str
    language: str
    tag: str
    # The version that mended it; empty where none did.
    mended: str


@require_safe
@staff_page
def listed(request: StaffRequest) -> HttpResponse:
    """What waits for a decision, the oldest first; or what was decided, the newest first."""
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    found = _asked_for(request, asked)
    one_page = Paginator(found, _A_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "shown": _shown(list(one_page.object_list)),
        "number": one_page.number,
        "pages": one_page.paginator.num_pages,
        "count": one_page.paginator.count,
        "page_address": lambda number: "?" + urlencode(_said(asked) | {"page": number}),
        "next": "?" + urlencode(_said(asked)),
        "states": [(_OPEN, tell("Waiting for a decision")), (_DECIDED, tell("Decided"))],
        "whats": [("", tell("All")), *what_names().items()],
        "languages": [("", tell("All")), *((one, language_name(one)) for one in WRITTEN)],
        "outcomes": outcomes(),
        "may_decide": request.member.is_a(*ROLES),
        "has_own": bool(request.member.sections),
    }
    return page(request, "editorial/reports.html", context)


@require_POST
@staff_page
def decided(request: StaffRequest, number: int) -> HttpResponse:
    """Note what came of a report."""
    report = get_object_or_404(Report, pk=number)
    state, note = request.POST.get("state", ""), request.POST.get("note", "")
    back = QueryDict(request.POST.get("next", "").removeprefix("?"))
    try:
        decide(report, _state(state), request.member, note)
        messages.success(request, tell("Noted: {outcome}.", outcome=outcomes()[state]))
    except CannotSaveError as error:
        messages.error(request, str(error))
    asked = _said({name: back.get(name, "") for name in _ASKED})
    return HttpResponseRedirect(f"{ADDRESS}?{urlencode(asked)}#report-{number}")


def what_names() -> dict[str, str]:
    """What may be wrong, as staff read it."""
    return {
        Report.What.PHONE: tell("Telephone number"),
        Report.What.HOURS: tell("Days or hours"),
        Report.What.PLACE: tell("Place"),
        Report.What.DATE: tell("Date or deadline"),
        Report.What.WORDS: tell("Words or their translation"),
        Report.What.OTHER: tell("Something else"),
    }


def outcomes() -> dict[str, str]:
    """What may come of a report, as staff read it."""
    return {
        Report.State.MENDED: tell("mended"),
        Report.State.RIGHT: tell("was right"),
        Report.State.UNCLEAR: tell("cannot tell"),
        Report.State.SPAM: tell("no report"),
    }


def _state(said: str) -> Report.State:
    """The outcome that was chosen; whoever chose none is told so by `decide`."""
    return Report.State(said) if said in outcomes() else Report.State.OPEN


def _said(asked: dict[str, str]) -> dict[str, object]:
    return {name: value for name, value in asked.items() if value}


def _asked_for(request: StaffRequest, asked: dict[str, str]) -> QuerySet[Report]:
    every = Report.objects.all() if asked["all"] else reports_concerning(request.member)
    found = every.select_related("decided_by")
    if asked["what"] in Report.What.values:
        found = found.filter(what=asked["what"])
    if asked["language"] in WRITTEN:
        found = found.filter(language=asked["language"])
    if asked["entry"]:
        found = found.filter(entry_id=asked["entry"])
    if asked["state"] == _DECIDED:
        return found.exclude(state=Report.State.OPEN).order_by("-decided_at", "-id")
    return found.filter(state=Report.State.OPEN).order_by("id")


def _shown(reports: list[Report]) -> list[Shown]:
    records = Record.objects.in_bulk({one.entry_id for one in reports if one.entry_id})
    whats = what_names()
    return [
        Shown(
            one,
            entry_name(records[one.entry_id]) if one.entry_id in records else "",
            whats[one.what],
            language_name(one.language),
            WRITTEN[one.language].tag if one.language in WRITTEN else "",
            _mended(one),
        )
        for one in reports
    ]


def _mended(report: Report) -> str:
    """The version that mended it; empty where none did."""
    if report.version is None:
        return ""
    part = part_name(report.part)
    return tell("{part}, version {number}", part=part, number=report.version)


urlpatterns = [
    path("reports/", listed, name="staff-reports"),
    path("reports/<int:number>/", decided, name="staff-report"),
]
