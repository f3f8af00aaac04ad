"""Links out of the guide: which are dead, which moved, on which entries they stand, since when."""

from collections import Counter
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path

from madoguchi.editorial.keeping.guides import NoGuideError
from madoguchi.editorial.keeping.links import check_link, failed_days, note_links, standing
from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.models import Link, LinkCheck, Record, Role
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import entry_name, part_address
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell

NAVIGATION = Place("Links", "/staff/links/", (Role.EDITOR, Role.ADMINISTRATOR))
ADDRESS = "/staff/links/"
ROWS = 60
# The most urgent first.
STATES = ("dead", "failing", "unclear", "moved", "unknown", "good")


class Stands(NamedTuple):
    """An entry that names a link, and where its facts are changed."""

    name: str
    address: str


class Line(NamedTuple):
    """A link, its last check, and where it stands."""

    link: Link
    last: LinkCheck | None
    problem: str
    stands: list[Stands]


@staff_page
def links(request: StaffRequest) -> HttpResponse:
    """All links of the published guide, by state."""
    if not Link.objects.exists():
        note_links()
    every = Link.objects.filter(stands=True)
    counted = Counter(every.values_list("state", flat=True))
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else ""
    shown = every.filter(state=state) if state else every
    listed = sorted(shown, key=lambda one: (STATES.index(one.state), one.url))
    pages = Paginator(listed, ROWS)
    on = pages.get_page(request.GET.get("page", "1"))
    return page(
        request,
        "editorial/links.html",
        {
            "tabs": [
                (f"{tell('All')} ({len(every)})", ADDRESS, not state),
                *(
                    (f"{state_words(one)} ({counted[one]})", f"{ADDRESS}?state={one}", one == state)
                    for one in STATES
                    if counted[one]
                ),
            ],
            "lines": _lines(list(on)),
            "state_words": state_words,
            "tones": TONES,
            "number": on.number,
            "pages": pages.num_pages,
            "page_address": lambda other: f"{ADDRESS}?state={state}&page={other}",
        },
    )


TONES = {
    "dead": "alarm",
    "failing": "work",
    "unclear": "asked",
    "moved": "asked",
    "unknown": "none",
    "good": "good",
}


def state_words(state: str) -> str:
    """The state of a link as a person reads it."""
    return {
        "dead": tell("dead"),
        "failing": tell("failing"),
        "unclear": tell("please look"),
        "moved": tell("moved"),
        "unknown": tell("not checked yet"),
        "good": tell("answers"),
    }[state]


def _lines(shown: list[Link]) -> list[Line]:
    where = _standing()
    ids = {entry_id for one in shown for entry_id, _ in where.get(one.url, ())}
    records = Record.objects.in_bulk(ids)
    last: dict[int, LinkCheck] = {}
    for check in LinkCheck.objects.filter(link__in=shown).order_by("id"):
        last[check.link_id] = check
    return [
        Line(
            one,
            last.get(one.pk),
            problem_words(last[one.pk]) if one.pk in last else "",
            [
                Stands(entry_name(records[entry_id]), part_address(entry_id, _part(field)))
                for entry_id, field in where.get(one.url, ())
                if entry_id in records
            ],
        )
        for one in shown
    ]


def _standing() -> dict[str, list[tuple[str, str]]]:
    try:
        return standing()
    except NoGuideError:
        return {}


def _part(field: str) -> str:
    """The part of an entry in which a field stands."""
    first, _, rest = field.partition(".")
    return rest.partition(".")[0] if first == "words" else "facts"


def problem_words(check: LinkCheck) -> str:
    """What a check found, in words; empty where all was well."""
    detail = check.detail
    said = {
        "no_host": tell("There is no such host: {host}", host=detail),
        "refused": tell("Nothing answers at this address."),
        "slow": tell("It did not answer within {time}.", time=detail),
        "certificate": tell("The certificate is not valid: {problem}", problem=detail),
        "private": tell("It leads into a private network ({number}).", number=detail),
        "turns": tell("It leads on more than {count} times.", count=detail),
        "status": tell("It answered {status}.", status=check.status),
        "broken": tell("The answer could not be read: {problem}", problem=detail),
        "address": tell("This is no address that can be visited: {address}", address=detail),
    }.get(check.problem, "")
    if check.outcome == LinkCheck.Outcome.UNCLEAR:
        return said + tell(" It may answer people and not programs; please open it.")
    return said


@staff_page
def link(request: StaffRequest, number: int) -> HttpResponse:
    """One link with every check; checked again by a tap."""
    found = get_object_or_404(Link, pk=number)
    if request.method == "POST":
        require(
            request.member.is_a(*NAVIGATION.roles),
            tell("Only an editor may have links checked."),
        )
        check = check_link(found)
        messages.info(request, tell("Checked: {state}", state=state_words(found.state)))
        return HttpResponseRedirect(f"{ADDRESS}{check.link_id}/")
    checks = Paginator(found.checks.order_by("-id"), ROWS).get_page(request.GET.get("page", "1"))
    return page(
        request,
        "editorial/link.html",
        {
            "link": found,
            "state": state_words(found.state),
            "tone": TONES[found.state],
            "stands": _lines([found])[0].stands,
            "checks": [(one, problem_words(one)) for one in checks],
            "failed_days": len(failed_days(found)),
            "may_check": request.member.is_a(*NAVIGATION.roles),
            "number": checks.number,
            "pages": checks.paginator.num_pages,
            "page_address": lambda other: f"{ADDRESS}{found.pk}/?page={other}",
        },
    )


urlpatterns = [
    path("links/", links, name="staff-links"),
    path("links/<int:number>/", link, name="staff-link"),
]
