"""What staff see where they cannot go on: signed out, not allowed, nothing there, form too old."""

from urllib.parse import quote

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from madoguchi.editorial.screens.frame import page
from madoguchi.editorial.signed_in import has_second_factor, owns_second_factor
from madoguchi.editorial.signing_in.kept_text import kept_from, opened, shown_with
from madoguchi.editorial.wording import tell

_SIGN_IN = "/staff/sign-in/"
_SET_UP = "/staff/account/"


def signed_out(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page; what was sent meanwhile is kept on it."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"problem": tell("Please sign in first.")}, status=401)
    kept = kept_from(request)
    if not kept:
        back = request.get_full_path() if request.method == "GET" else "/staff/"
        return HttpResponseRedirect(f"{_SIGN_IN}?next={quote(back)}")
    response = shown_with(request, _SIGN_IN, kept)
    response.status_code = 401
    return response


def without_second_factor(request: HttpRequest) -> HttpResponseBase:
    """To where a second factor is set up; who has one has to show it."""
    if request.user.is_authenticated and owns_second_factor(request.user):
        logout(request)
        return signed_out(request)
    return HttpResponseRedirect(_SET_UP)


def go_on(request: HttpRequest, sealed: str) -> HttpResponse | None:
    """After the sign-in: what was sent before, to be saved by whoever wrote it."""
    kept = opened(sealed)
    return page(request, "editorial/go_on.html", {"sent": kept}) if kept else None


def not_allowed(request: HttpRequest, why: str = "") -> HttpResponse:
    """403 in words, with who may."""
    return _refused(request, 403, tell("This is not yours to do"), why)


def not_found(request: HttpRequest) -> HttpResponse:
    """404 in words."""
    why = tell("Nothing stands at this address. It may have been deleted or mistyped.")
    return _refused(request, 404, tell("Not found"), why)


def no_guide(request: HttpRequest) -> HttpResponse:
    """503 in words: nobody has brought the packs in yet."""
    why = tell("The database holds no guide yet. Run `madoguchi import` on the server.")
    return _refused(request, 503, tell("There is no guide yet"), why)


def too_often(request: HttpRequest) -> HttpResponse:
    """429 in words."""
    why = tell("Please wait some minutes before you try again.")
    return _refused(request, 429, tell("That was too often"), why)


def unreadable(request: HttpRequest) -> HttpResponse:
    """400 in words: mostly a form or a file that is too large."""
    why = tell("What was sent is too large or cannot be read. Go back: it still stands there.")
    return _refused(request, 400, tell("Nothing was saved"), why)


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:  # noqa: ARG001 - Django's
    """A form from elsewhere is refused; one of ours that has become too old is kept."""
    if _is_a_screen(request) and (kept := kept_from(request)):
        if not request.user.is_authenticated:
            return signed_out(request)
        if has_second_factor(request) and (answer := go_on(request, kept)):
            return answer
    why = tell("This form is too old or came from elsewhere. Nothing was saved.")
    return _refused(request, 403, tell("Please send it again"), why)


def _is_a_screen(request: HttpRequest) -> bool:
    """Whether an address is behind the door: what is sent to the door itself is never kept."""
    try:
        return bool(getattr(resolve(request.path).func, "login_required", True))
    except Resolver404:
        return False


def _refused(request: HttpRequest, status: int, title: str, why: str) -> HttpResponse:
    return page(request, "editorial/refused.html", {"title": title, "why": why}, status)
