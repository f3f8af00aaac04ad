"""The door to the staff's rooms: who is there, in which language, and who has to sign in first.

Sessions, accounts and their cookies exist below /staff/ only: every class here steps aside for
all other addresses, so readers carry no cookie and their pages vary by none.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from madoguchi.editorial.keeping.guides import NoGuideError
from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.screens import refusals
from madoguchi.editorial.signed_in import (
    has_second_factor,
    language_asked_for,
    owns_second_factor,
    remember_language,
    show_life,
)
from madoguchi.editorial.signing_in.kept_text import KEPT, next_step, shown_with
from madoguchi.editorial.wording import in_staff_language

STAFF = "/staff/"
_SIGN_IN = f"{STAFF}sign-in/"
View = Callable[..., HttpResponseBase]


def is_for_staff(request: HttpRequest) -> bool:
    """Whether an address lies in the staff's rooms."""
    return request.path.startswith(STAFF)


class _OnlyForStaff(MiddlewareMixin):
    """Makes a middleware of Django step aside for readers."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if not is_for_staff(request):
            return self.get_response(request)
        return super().__call__(request)


class Sessions(_OnlyForStaff, SessionMiddleware):
    pass


class Forgery(_OnlyForStaff, CsrfViewMiddleware):
    def process_view(
        self,
        request: HttpRequest,
        callback: View,
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        if not is_for_staff(request):
            return None
        return super().process_view(request, callback, callback_args, callback_kwargs)


class Accounts(_OnlyForStaff, AuthenticationMiddleware):
    pass


class Messages(_OnlyForStaff, MessageMiddleware):
    pass


class Door:
    """Nobody passes without having signed in with a second factor, unless a view says otherwise."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_staff(request):
            return self.get_response(request)
        show_life(request)
        language = language_asked_for(request)
        with in_staff_language(language), translation.override(language):
            response = self._carrying_text(request, self.get_response(request))
        remember_language(request, response)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        # Browsers name no origin of a form under "no-referrer", and without it no form is taken.
        response["Referrer-Policy"] = "same-origin"
        return response

    def _carrying_text(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """What was sent before the sign-in goes along to its next step, and is shown after it."""
        at_the_door = request.method == "POST" and request.path.startswith(_SIGN_IN)
        sealed = request.POST.get(KEPT, "") if at_the_door else ""
        following = next_step(response) if sealed else ""
        if not following:
            return response
        if not request.user.is_authenticated:
            return shown_with(request, following, sealed)
        return (has_second_factor(request) and refusals.go_on(request, sealed)) or response

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Lead whoever may not pass yet to where they sign in."""
        if not is_for_staff(request) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return refusals.signed_out(request)
        if has_second_factor(request):
            return None
        if owns_second_factor(request.user) or not getattr(view, "before_second_factor", False):
            return refusals.without_second_factor(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in words what somebody's roles do not allow, and that there is no guide yet."""
        if is_for_staff(request) and isinstance(exception, NotAllowedError):
            return refusals.not_allowed(request, str(exception))
        if is_for_staff(request) and isinstance(exception, NoGuideError):
            return refusals.no_guide(request)
        return None
