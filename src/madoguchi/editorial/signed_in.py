"""Who is signed in, with what, and in which language they are served."""

import time

from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.wording import STAFF_LANGUAGES

# Where django-allauth notes in a session by which means somebody has shown who they are.
SHOWN, SHOWN_BY = "account_authentication_methods", "account_authentication_methods_user"
_COOKIE = "madoguchi_staff_language"
_YEAR_SECONDS = 365 * 24 * 3600
# A session's end moves on with every page, but is written down only so often.
_SEEN, _SEEN_EVERY_SECONDS = "seen", 300


class StaffRequest(HttpRequest):
    """A request whose sender is known."""

    member: StaffMember


def has_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this very session, not only once set up."""
    session = request.session
    if session.get(SHOWN_BY) != str(request.user.pk):
        return False
    return any(one.get("method") == "mfa" for one in session.get(SHOWN, []))


def owns_second_factor(member: StaffMember) -> bool:
    """Whether an app or a passkey has been set up; recovery codes alone are none."""
    owned = Authenticator.objects.filter(user=member)
    return bool(owned.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def show_life(request: HttpRequest) -> None:
    """Whoever opens a page stays signed in for the full time from then on."""
    if not request.user.is_authenticated:
        return
    now = int(time.time())
    if now - request.session.get(_SEEN, 0) >= _SEEN_EVERY_SECONDS:
        request.session[_SEEN] = now


def language_asked_for(request: HttpRequest) -> str:
    """The member's own language; before sign-in the one asked for, or the browser's."""
    if request.user.is_authenticated:
        return request.user.screen_language
    for asked in (request.GET.get("language"), request.COOKIES.get(_COOKIE)):
        if asked in STAFF_LANGUAGES:
            return asked
    liked = request.headers.get("Accept-Language", "").strip().lower()
    return "en" if liked.startswith("en") else "ja"


def remember_language(request: HttpRequest, response: HttpResponseBase) -> None:
    """Keep the language that somebody asked for before sign-in."""
    asked = request.GET.get("language")
    if asked in STAFF_LANGUAGES and not request.user.is_authenticated:
        response.set_cookie(
            _COOKIE,
            asked,
            max_age=_YEAR_SECONDS,
            path="/staff/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
