"""The outbox: what became of letters, and what somebody has to decide about them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from madoguchi.editorial.models import Role, StaffMember
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.language import marked
from madoguchi.people import outbox
from madoguchi.people.models import JobState, Letter

ADDRESS = "/staff/outbox/"
NAVIGATION = Place(marked("Outbox"), ADDRESS)
_A_PAGE = 50
_TO_DECIDE = (Letter.State.UNCERTAIN, Letter.State.FAILED)
_ON_THEIR_WAY = (Letter.State.WAITING, Letter.State.SENDING)
# A worker looks every minute; a run may take some.
_TOO_LONG = timedelta(minutes=10)


def letters_of(member: StaffMember) -> QuerySet[Letter]:
    """The letters that somebody sees: their own; an administrator sees all."""
    letters = Letter.objects.select_related("by", "decided_by")
    return letters if member.is_a(Role.ADMINISTRATOR) else letters.filter(by=member)


def to_decide(member: StaffMember) -> QuerySet[Letter]:
    """Letters of which somebody has to say what is to become of them."""
    return letters_of(member).filter(state__in=_TO_DECIDE)


@require_safe
@staff_page
def listed(request: StaffRequest) -> HttpResponse:
    """What is to be decided first; then what waits; then the rest, the newest first."""
    mine = letters_of(request.member)
    settled = mine.exclude(state__in=(*_TO_DECIDE, *_ON_THEIR_WAY))
    waiting = list(mine.filter(state__in=_ON_THEIR_WAY)[:_A_PAGE])
    context = {
        "to_decide": list(to_decide(request.member)[:_A_PAGE]),
        "waiting": waiting,
        "shown": Paginator(settled, _A_PAGE).get_page(request.GET.get("page")),
        "address": lambda number: f"?page={number}",
        "nobody_sends": bool(waiting) and _nobody_sends(timezone.now()),
        "printed_only": settings.MAIL_TRANSPORT.endswith("console.EmailBackend"),
    }
    return page(request, "editorial/outbox.html", context)


@require_POST
@staff_page
def decide(request: StaffRequest, number: int) -> HttpResponse:
    """Send a letter once more, or say that it arrived."""
    letter = get_object_or_404(letters_of(request.member), pk=number)
    try:
        if request.POST.get("do") == "arrived":
            outbox.arrived(letter, request.member)
            messages.success(request, tell("Noted: the letter to {to} arrived.", to=letter.to))
        else:
            outbox.send_again(letter, request.member)
            messages.success(request, tell("The letter to {to} is sent again.", to=letter.to))
    except outbox.DecidedError:
        messages.warning(request, tell("Somebody has decided about this letter already."))
    return HttpResponseRedirect(ADDRESS)


def _nobody_sends(now: datetime) -> bool:
    """Whether no worker has looked into the outbox for so long that none can be running."""
    job = JobState.objects.filter(name=outbox.SEND).first()
    if job and job.held_until and job.held_until > now:
        return False
    return not (job and job.ended and now - job.ended < _TOO_LONG)


urlpatterns = [
    path("outbox/", listed, name="staff-outbox"),
    path("outbox/<int:number>/", decide, name="staff-letter"),
]
