"""What staff see where they cannot go on: signed out, not allowed, nothing there, form too old."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from madoguchi.editorial.screens.frame import page
from madoguchi.editorial.wording import tell

_SIGN_IN = "/staff/sign-in/"
_SET_UP = "/staff/account/"


def signed_out(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back here afterwards."""
    return HttpResponseRedirect(f"{_SIGN_IN}?next={quote(request.get_full_path())}")


def without_second_factor(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - soon
    """To where a second factor is set up."""
    return HttpResponseRedirect(_SET_UP)


def not_allowed(request: HttpRequest, why: str = "") -> HttpResponse:
    """403 in words, with who may."""
    return _refused(request, 403, tell("This is not yours to do"), why)


def not_found(request: HttpRequest) -> HttpResponse:
    """404 in words."""
    why = tell("Nothing stands at this address. It may have been deleted or mistyped.")
    return _refused(request, 404, tell("Not found"), why)


def _refused(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    return page(request, "editorial/refused.html", {"title": title, "why": why}, status)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's name
    """403 for a form that did not come from a page of ours, or from one that is too old."""
    why = tell("This form is too old or came from elsewhere. Nothing was saved.")
    return _refused(request, 403, tell("Please send it again"), why)
