"""The door to the staff's rooms: who is there, in which language, and who has to sign in first.

Sessions, accounts and their cookies exist below /staff/ only: every class here steps aside for
all other addresses, so readers carry no cookie and their pages vary by none.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation

from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.screens import refusals
from madoguchi.editorial.signed_in import (
    has_second_factor,
    language_asked_for,
    remember_language,
)
from madoguchi.editorial.wording import in_staff_language

STAFF = "/staff/"
View = Callable[..., HttpResponseBase]


def is_for_staff(request: HttpRequest) -> bool:
    """Whether an address lies in the staff's rooms."""
    return request.path.startswith(STAFF)


class _OnlyForStaff:
    """Makes a middleware of Django step aside for readers."""

    get_response: View

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_for_staff(request):
            return self.get_response(request)
        answer: HttpResponseBase = super().__call__(request)  # type: ignore[misc] # Django's
        return answer


class Sessions(_OnlyForStaff, SessionMiddleware):
    pass


class Forgery(_OnlyForStaff, CsrfViewMiddleware):
    def process_view(
        self,
        request: HttpRequest,
        callback: View | None,
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponse | None:
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
        language = language_asked_for(request)
        with in_staff_language(language), translation.override(language):
            response = self.get_response(request)
        remember_language(request, response)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        # Browsers name no origin of a form under "no-referrer", and without it no form is taken.
        response["Referrer-Policy"] = "same-origin"
        return response

    def process_view(
        self, request: HttpRequest, view: View, _args: tuple[Any, ...], _named: dict[str, Any]
    ) -> HttpResponse | None:
        """Lead whoever may not pass yet to where they sign in."""
        if not is_for_staff(request) or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated:
            return refusals.signed_out(request)
        if has_second_factor(request) or getattr(view, "before_second_factor", False):
            return None
        return refusals.without_second_factor(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in words what somebody's roles do not allow."""
        if is_for_staff(request) and isinstance(exception, NotAllowedError):
            return refusals.not_allowed(request, str(exception))
        return None
