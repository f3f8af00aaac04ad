"""Members of staff: who they are and what they may do. For administrators."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_http_methods

from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.models import Record, Role, StaffMember
from madoguchi.editorial.screens.frame import (
    Place,
    named_roles,
    needs_role,
    page,
    role_name,
    staff_page,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.signing_in import members
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.language import WRITTEN, marked

NAVIGATION = Place(marked("Staff"), "/staff/members/", (Role.ADMINISTRATOR,))
_Pairs = list[tuple[str, str]]


@staff_page
@needs_role(Role.ADMINISTRATOR)
def listed(request: StaffRequest) -> HttpResponse:
    """Everybody, those who left last."""
    factors = ~Q(authenticator__type=Authenticator.Type.RECOVERY_CODES)
    found = StaffMember.objects.annotate(
        factors=Count("authenticator", filter=factors, distinct=True)
    ).order_by("-is_active", "name")
    context = {"people": found, "named_roles": named_roles}
    return page(request, "editorial/staff.html", context)


@require_http_methods(["GET", "POST"])
@staff_page
@needs_role(Role.ADMINISTRATOR)
def invite(request: StaffRequest) -> HttpResponse:
    """Somebody new: their link is mailed, and shown once to hand it over."""
    sent = request.POST
    errors: _Pairs = []
    if request.method == "POST":
        try:
            with transaction.atomic():
                person, link = members.invite(
                    sent.get("email", ""),
                    sent.get("name", ""),
                    sent.getlist("roles"),
                    request.member,
                    sent.get("language", "ja"),
                )
                _give(request, person)
            return page(request, "editorial/staff_link.html", {"person": person, "link": link})
        except members.BadMemberError as wrong:
            errors = [(wrong.field, str(wrong))]
    context = {
        "errors": errors,
        "typed": sent,
        "chosen_roles": sent.getlist("roles"),
        "chosen_sections": sent.getlist("sections"),
        "chosen_languages": sent.getlist("languages"),
        **_choices(),
    }
    return page(request, "editorial/staff_invite.html", context, 400 if errors else 200)


@require_http_methods(["GET", "POST"])
@staff_page
@needs_role(Role.ADMINISTRATOR)
def member(request: StaffRequest, pk: int) -> HttpResponse:
    """What somebody may do, and where."""
    person = get_object_or_404(StaffMember, pk=pk)
    if request.method == "POST":
        try:
            _give(request, person)
        except (NotAllowedError, members.BadMemberError) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, tell("Saved."))
        return HttpResponseRedirect(f"/staff/members/{pk}/")
    factors = Authenticator.objects.filter(user=person).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    context = {
        "person": person,
        "factors": factors.count(),
        "chosen_roles": person.roles,
        "chosen_sections": person.sections,
        "chosen_languages": person.languages,
        **_choices(),
    }
    return page(request, "editorial/staff_member.html", context)


def _act(
    verb: Callable[[StaffMember, StaffMember | None], str | None],
) -> Callable[..., HttpResponse]:
    """A view that does one thing with somebody; it shows the link, where there comes one."""

    @require_http_methods(["POST"])
    @staff_page
    @needs_role(Role.ADMINISTRATOR)
    def acted(request: StaffRequest, pk: int) -> HttpResponse:
        person = get_object_or_404(StaffMember, pk=pk)
        try:
            link = verb(person, request.member)
        except NotAllowedError as refused:
            messages.error(request, str(refused))
            link = None
        else:
            messages.success(request, tell("Done."))
        if link:
            return page(request, "editorial/staff_link.html", {"person": person, "link": link})
        return HttpResponseRedirect(f"/staff/members/{pk}/")

    return acted


def _give(request: StaffRequest, person: StaffMember) -> None:
    sent = request.POST
    members.give_roles(
        person,
        sent.getlist("roles"),
        sent.getlist("sections"),
        sent.getlist("languages"),
        request.member,
    )


def _choices() -> dict[str, object]:
    """What can be chosen: roles, sections of the guide, written languages."""
    name = "name_ja" if staff_language() == "ja" else "name_en"
    sections = Record.objects.filter(kind="organization", gone=False).values_list(
        "entry_id", name, "name_ja"
    )
    return {
        "roles": [(role, role_name(role)) for role in Role.values],
        "sections": [(entry, named or japanese or entry) for entry, named, japanese in sections],
        "languages": [(one.code, one.own_name) for one in WRITTEN.values()],
    }


urlpatterns = [
    path("members/", listed, name="staff-members"),
    path("members/invite/", invite, name="staff-invite"),
    path("members/<int:pk>/", member, name="staff-member"),
    path("members/<int:pk>/invite/", _act(members.invite_again), name="staff-invite-again"),
    path("members/<int:pk>/deactivate/", _act(members.deactivate), name="staff-deactivate"),
    path("members/<int:pk>/activate/", _act(members.activate), name="staff-activate"),
    path("members/<int:pk>/reset/", _act(members.reset_factors), name="staff-reset"),
]
