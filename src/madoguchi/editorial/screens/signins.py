"""The log of sign-ins: who came in, who tried to, who changed whose roles. For administrators."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.urls import path

from madoguchi.editorial.models import Role, SignIn, StaffMember
from madoguchi.editorial.screens.frame import (
    Place,
    named_roles,
    needs_role,
    page,
    staff_page,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.language import marked

NAVIGATION = Place(marked("Sign-in log"), "/staff/sign-ins/", (Role.ADMINISTRATOR,))
_A_PAGE = 50


@staff_page
@needs_role(Role.ADMINISTRATOR)
def log(request: StaffRequest) -> HttpResponse:
    """The newest first; of one person, or of one kind."""
    asked = request.GET
    lines = SignIn.objects.select_related("member", "by")
    number = asked.get("member", "")
    if number.isascii() and number.isdigit() and len(number) < 10:  # noqa: PLR2004 - what a database counts to
        lines = lines.filter(member=int(number))
    if asked.get("what") in SignIn.What.values:
        lines = lines.filter(what=asked["what"])
    shown = Paginator(lines, _A_PAGE).get_page(asked.get("page"))
    kinds = _kinds()
    context = {
        "shown": shown,
        "kinds": kinds,
        "in_words": _in_words,
        "people": [("", tell("everybody")), *_people()],
        "whats": [("", tell("everything")), *((what, words) for what, (words, _) in kinds.items())],
        "asked": asked,
        "address": lambda number: f"?{_query(asked, number)}",
    }
    return page(request, "editorial/signins.html", context)


def _people() -> list[tuple[str, str]]:
    found = StaffMember.objects.order_by("name").values_list("pk", "name")
    return [(str(pk), name) for pk, name in found]


def _query(asked: QueryDict, number: int) -> str:
    query = asked.copy()
    query["page"] = str(number)
    return query.urlencode()


def _in_words(line: SignIn) -> str:
    """The detail of a line as a person reads it."""
    if line.what == SignIn.What.ROLES_CHANGED:
        sides = [side.split(", ") for side in line.detail.split(" → ")]
        return " → ".join(named_roles([one for one in side if one != "-"]) or "–" for side in sides)
    return {
        "passkey": tell("passkey"),
        "app": tell("authenticator app"),
        "recovery code": tell("recovery code"),
        "password": tell("password only"),
        "invited": tell("after an invitation"),
        "forgotten": tell("after a forgotten password"),
    }.get(line.detail, line.detail)


def _kinds() -> dict[str, tuple[str, str]]:
    """Each kind of line: its words and its tone."""
    what = SignIn.What
    return {
        what.SIGNED_IN: (tell("signed in"), "good"),
        what.SIGNED_OUT: (tell("signed out"), "quiet"),
        what.WRONG_PASSWORD: (tell("wrong password"), "work"),
        what.WRONG_SECOND_FACTOR: (tell("wrong second factor"), "work"),
        what.LOCKED_OUT: (tell("locked out"), "alarm"),
        what.INVITED: (tell("invited"), "asked"),
        what.PASSWORD_ASKED: (tell("asked for a new password"), "asked"),
        what.PASSWORD_CHOSEN: (tell("chose a password by a link"), "good"),
        what.PASSWORD_CHANGED: (tell("changed the password"), "good"),
        what.FACTOR_ADDED: (tell("second factor added"), "good"),
        what.FACTOR_REMOVED: (tell("second factor removed"), "work"),
        what.FACTORS_RESET: (tell("second factors reset"), "alarm"),
        what.ROLES_CHANGED: (tell("roles changed"), "asked"),
        what.DEACTIVATED: (tell("deactivated"), "none"),
        what.ACTIVATED: (tell("activated"), "good"),
    }


urlpatterns = [path("sign-ins/", log, name="staff-sign-ins")]
