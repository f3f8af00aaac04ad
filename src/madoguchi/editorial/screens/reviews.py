"""Reviews: what waits for one, exactly what it changes, and approving it or sending it back."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path

from madoguchi.editorial.keeping.checking import check
from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.guides import guide_with
from madoguchi.editorial.keeping.permissions import may_review
from madoguchi.editorial.keeping.review_queue import Waits, waiting_for_review
from madoguchi.editorial.keeping.reviewed import Compared, as_reviewed, compared
from madoguchi.editorial.keeping.reviewing import approve, send_back
from madoguchi.editorial.models import FACTS, Record, Role, StaffMember, State
from madoguchi.editorial.screens.facts_opened import known_now
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import (
    entry_address,
    entry_name,
    kind_name,
    part_address,
    part_name,
)
from madoguchi.editorial.screens.reviews_choice import (
    after,
    choice_of,
    fits,
    hindered,
    queue,
)
from madoguchi.editorial.screens.told_changes import PartTold, Teller, keys_of, teller
from madoguchi.editorial.screens.told_findings import findings_told
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.language import WRITTEN

NAVIGATION = Place("Reviews", "/staff/reviews/", (Role.REVIEWER, Role.EDITOR, Role.TRANSLATOR))
ROWS = 50


class Line(NamedTuple):
    """Something that waits, and why the person cannot decide it, if so."""

    name: str
    kind: str
    part: str
    one: Waits
    address: str
    hindered: str


class Comparison(NamedTuple):
    """What the version under review changes against an earlier one, and which one that is."""

    title: str
    told: PartTold


@staff_page
def reviews(request: StaffRequest) -> HttpResponse:
    """What waits for a review."""
    choice = choice_of(request.GET)
    every = waiting_for_review()
    fitting = [one for one in every if fits(choice, one)]
    why = {id(one): hindered(request.member, one) for one in fitting}
    listed = [one for one in fitting if choice.everything or not why[id(one)]]
    pages = max(1, -(-len(listed) // ROWS))
    number = max(1, min(choice.page, pages))
    shown = listed[(number - 1) * ROWS : number * ROWS]
    return page(
        request,
        "editorial/reviews.html",
        {
            "choice": choice,
            "lines": [
                Line(
                    entry_name(one.record),
                    kind_name(one.record.kind),
                    part_name(one.part),
                    one,
                    choice.review(one.record.pk, one.part),
                    why[id(one)],
                )
                for one in shown
            ],
            "count": len(listed),
            "others": len(fitting) - len(listed),
            "offered_parts": _parts(every),
            "offered_sections": _sections(every),
            "number": number,
            "pages": pages,
            "page_address": lambda other: choice.address(page=other),
            "together": _together(listed),
        },
    )


def _parts(every: Iterable[Waits]) -> list[tuple[str, str]]:
    used = {one.part for one in every}
    return [
        ("", tell("All")),
        *((one, part_name(one)) for one in (FACTS, *WRITTEN) if one in used),
    ]


def _sections(every: Iterable[Waits]) -> list[tuple[str, str]]:
    used = {one.record.section for one in every if one.record.section}
    names = {one.pk: entry_name(one) for one in Record.objects.filter(pk__in=used)}
    found = ((one, names.get(one, one)) for one in used)
    return [("", tell("All")), *sorted(found, key=lambda pair: pair[1].casefold())]


def _together(listed: Iterable[Waits]) -> list[tuple[str, str, int]]:
    """Languages of which several wait, so that they can be looked at on one page."""
    counted = Counter(one.part for one in listed if one.part != FACTS)
    return [(one, part_name(one), counted[one]) for one in WRITTEN if counted[one] > 1]


@staff_page
def review(request: StaffRequest, pack: str, name: str, part: str) -> HttpResponse:
    """One part: what it changes, what the checks say, and the decision."""
    found = compared(f"{pack}/{name}", part)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decide(request, found)
    return _show(request, found)


def _decide(request: StaffRequest, found: Compared) -> HttpResponse:
    choice = choice_of(request.GET)
    following = after(queue(choice, request.member), found.record.pk, found.part)
    comment, what = request.POST.get("comment", ""), request.POST.get("do", "")
    error = ""
    if request.POST.get("number") != str(found.version.number):
        error = tell("A newer version was saved meanwhile. Look at that one.")
    elif what not in ("approve", "back"):
        error = tell("Approve it, or send it back.")
    else:
        try:
            if what == "approve":
                approve(found.version, request.member, comment)
            else:
                send_back(found.version, request.member, comment)
        except CannotSaveError as reason:
            error = str(reason)
    if error:
        return _show(request, found, comment, error, status=409)
    name = f"{entry_name(found.record)} ({part_name(found.part)})"
    said = tell("Approved: {name}", name=name)
    messages.success(request, said if what == "approve" else tell("Sent back: {name}", name=name))
    if following is None:
        return HttpResponseRedirect(choice.address())
    return HttpResponseRedirect(choice.review(following.record.pk, following.part))


def _show(
    request: StaffRequest, found: Compared, comment: str = "", error: str = "", status: int = 200
) -> HttpResponse:
    record, version, part = found.record, found.version, found.part
    choice = choice_of(request.GET)
    changed, beside = as_reviewed(version)
    decided = found.decided.number if found.decided else None
    tells = teller(
        known_now(),
        guide_with({**beside, **changed}),
        keys_of(record.pk, part, [version.number, found.published, decided]),
    )
    waits = queue(choice, request.member)
    member = request.member
    return page(
        request,
        "editorial/review.html",
        {
            "record": record,
            "part": part,
            "version": version,
            "title": entry_name(record),
            "part_name": part_name(part),
            "kind": kind_name(record.kind),
            "address": entry_address(record.pk),
            "write_address": part_address(record.pk, part),
            "preview": preview_address(record.pk, part),
            "comparisons": _comparisons(found, tells),
            "decided": found.decided,
            "steps": found.steps,
            "findings": findings_told(check(changed, beside)),
            "hindered": _hindered(member, found),
            "may_send_back": may_review(member, part, None)
            and version.state in (State.IN_REVIEW, State.APPROVED),
            "may_approve": may_review(member, part, version.by) and version.state != State.APPROVED,
            "is_published": version.number == found.published,
            "choice": choice,
            "left": len(waits),
            "next": after(waits, record.pk, part),
            "comment": comment,
            "error": error,
        },
        status,
    )


def preview_address(entry_id: str, part: str) -> str:
    """The draft as readers will see it; facts in the language of who looks."""
    language = staff_language() if part == FACTS else part
    return f"{entry_address(entry_id)}preview/{language}/?part={part}"


def _hindered(member: StaffMember, found: Compared) -> str:
    return hindered(member, Waits(found.record, found.part, found.version))


def _comparisons(found: Compared, tells: Teller) -> list[Comparison]:
    """What changes for readers; and since the last decision, where that was about another one."""
    kind, entry_id, part = found.record.kind, found.record.pk, found.part
    number = found.version.number
    title = (
        tell("Readers have version {number}", number=found.published)
        if found.published
        else tell("Readers do not have it yet")
    )
    shown = [Comparison(title, tells.told(kind, entry_id, part, found.published, number))]
    if found.decided and found.decided.number != found.published:
        title = tell("Since version {number}, which was decided about last",
                     number=found.decided.number)  # fmt: skip
        told = tells.told(kind, entry_id, part, found.decided.number, number)
        shown.append(Comparison(title, told))
    return shown


urlpatterns = [
    path("reviews/", reviews, name="staff-reviews"),
    path("reviews/<slug:pack>/<slug:name>/<str:part>/", review, name="staff-review"),
]
