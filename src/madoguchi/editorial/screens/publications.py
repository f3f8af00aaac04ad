"""What was published, planned or failed; plans are cancelled here, the last is taken back."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.permissions import may_publish
from madoguchi.editorial.keeping.publishing import cancel, last_standing, take_back
from madoguchi.editorial.keeping.served import differs_from_published
from madoguchi.editorial.models import Publication
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.publish_told import published_shown
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell

ADDRESS = "/staff/publish/"
ROWS = 40


class Accepted(NamedTuple):
    """A warning that somebody accepted, and why."""

    what: str
    reason: str


@staff_page
def publications(request: StaffRequest) -> HttpResponse:
    """All publications, the last first."""
    found = Publication.objects.select_related("by", "takes_back").annotate(parts=Count("items"))
    pages = Paginator(found.order_by("-id"), ROWS)
    shown = pages.get_page(request.GET.get("page", "1"))
    return page(
        request,
        "editorial/publications.html",
        {
            "listed": list(shown),
            "number": shown.number,
            "pages": pages.num_pages,
            "page_address": lambda other: f"{ADDRESS}all/?page={other}",
            "seconds": seconds,
            "standing": last_standing(),
            "differs": differs_from_published(),
            "may_publish": may_publish(request.member),
        },
    )


@staff_page
def publication(request: StaffRequest, number: int) -> HttpResponse:
    """One publication: what it changed, and taking it back."""
    found = get_object_or_404(Publication.objects.select_related("by", "takes_back"), pk=number)
    error = ""
    if request.method == "POST":
        try:
            return HttpResponseRedirect(f"{ADDRESS}{_decide(request, found).pk}/")
        except CannotSaveError as reason:
            error = str(reason)
            found.refresh_from_db()
    standing = last_standing()
    return page(
        request,
        "editorial/publication.html",
        {
            "publication": found,
            "entries": published_shown(found.items.select_related("record").order_by("record")),
            "seconds": seconds(found),
            "accepted": _accepted(found.accepted),
            "problems": found.problem.splitlines(),
            "taken_back_by": found.taken_back_by.first(),
            "may_take_back": may_publish(request.member)
            and standing is not None
            and standing.pk == found.pk,
            "may_cancel": may_publish(request.member) and found.state == Publication.State.PLANNED,
            "why": request.POST.get("why", ""),
            "error": error,
        },
        409 if error else 200,
    )


def _decide(request: StaffRequest, found: Publication) -> Publication:
    """Cancel the plan, or take the publication back; the publication to show then."""
    if request.POST.get("do") == "cancel":
        cancel(found, request.member)
        messages.success(request, tell("The plan is cancelled."))
        return found
    taken = take_back(request.member, request.POST.get("why", ""), found)
    messages.success(request, tell("Taken back. Readers have what they had before."))
    return taken


def _accepted(listed: Sequence[dict[str, str]]) -> list[Accepted]:
    return [Accepted(one.get("what", ""), one.get("reason", "")) for one in listed]


def seconds(found: Publication) -> str:
    """How long readers waited from the exchange to the edition; empty where it is not done."""
    if found.moved_at is None or found.finished_at is None:
        return ""
    return f"{(found.finished_at - found.moved_at).total_seconds():.1f}"


urlpatterns = [
    path("publish/all/", publications, name="staff-publications"),
    path("publish/<int:number>/", publication, name="staff-publication"),
]
