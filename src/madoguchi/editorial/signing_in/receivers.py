"""Writes into the log of sign-ins what django-allauth and Django tell of."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from madoguchi.editorial.models import SignIn, StaffMember
from madoguchi.editorial.signing_in.log import note

_What = SignIn.What
_MEANS = {
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.RECOVERY_CODES: "recovery code",
}


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: StaffMember, **_more: Any) -> None:
    shown = [_MEANS.get(one.get("type"), "") for one in get_authentication_records(request, user)]
    note(_What.SIGNED_IN, user, request, detail=next(filter(None, shown[::-1]), "password"))


@receiver(user_login_failed)
def _wrong_password(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any
) -> None:
    tried = str(credentials.get("email", "")).strip().lower()
    member = StaffMember.objects.filter(email=tried).first()
    note(_What.WRONG_PASSWORD, member, request, tried=tried)


@receiver(authentication_failed)
def _wrong_factor(request: HttpRequest, user: StaffMember, **_more: Any) -> None:
    note(_What.WRONG_SECOND_FACTOR, user, request)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: StaffMember | None, **_more: Any) -> None:
    if user is not None:
        note(_What.SIGNED_OUT, user, request)


@receiver(password_changed)
def _password_changed(request: HttpRequest, user: StaffMember, **_more: Any) -> None:
    note(_What.PASSWORD_CHANGED, user, request)


@receiver([authenticator_added, authenticator_reset])
def _factor_added(
    request: HttpRequest, user: StaffMember, authenticator: Authenticator, **_more: Any
) -> None:
    note(_What.FACTOR_ADDED, user, request, detail=_MEANS[authenticator.type])


@receiver(authenticator_removed)
def _factor_removed(
    request: HttpRequest, user: StaffMember, authenticator: Authenticator, **_more: Any
) -> None:
    note(_What.FACTOR_REMOVED, user, request, detail=_MEANS[authenticator.type])
