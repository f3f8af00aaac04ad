"""How django-allauth behaves here: nobody signs up, its words are ours, secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.signing_in import sealing
from madoguchi.editorial.signing_in.letters import write_to
from madoguchi.editorial.signing_in.log import locked_out
from madoguchi.editorial.wording import in_staff_language, tell

# How long after a sign-in by password a first second factor may be set up without asking again.
_SETTING_UP_SECONDS = 15 * 60


class StaffAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - nobody, ever
        return False

    def validation_error(self, code: str, *args: object) -> ValidationError:
        """An error of a form, in our words; that somebody was locked out is written down."""
        if code == "too_many_login_attempts":
            locked_out(context.request)
        words = _words(code)
        return ValidationError(words, code=code) if words else super().validation_error(code, *args)

    def is_reauthentication_required(self, *, app: str, **more: object) -> bool:
        """Not for the very first second factor, right after the password has been given."""
        request, now = context.request, timezone.now().timestamp()
        records = get_authentication_records(request, request.user)
        fresh = any(now - one["at"] < _SETTING_UP_SECONDS for one in records)
        if fresh and not Authenticator.objects.filter(user=request.user).exists():
            return False
        return bool(super().is_reauthentication_required(app=app, **more))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: StaffMember,
        context: dict[str, Any] | None = None,  # noqa: ARG002 - the network address stays here
        email: str | None = None,  # noqa: ARG002 - everybody has one
    ) -> None:
        """Tell somebody by mail what has become of their account, in their language."""
        with in_staff_language(user.screen_language):
            happened = _happened(template_prefix.rpartition("/")[2])
            body = tell(
                "{happened}\n\nIf this was not you, tell your administrator at once: {address}",
                happened=happened,
                address=self.request.build_absolute_uri("/staff/"),
            )
            write_to(user, tell("Your staff account of Madoguchi"), body)


class StaffFactors(DefaultMFAAdapter):
    def validation_error(self, code: str, *args: object) -> ValidationError:
        words = _words(code)
        return ValidationError(words, code=code) if words else super().validation_error(code, *args)

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return f"Madoguchi {context.request.get_host()}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: without one nobody is let in."""
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(
            pk=authenticator.pk
        )
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def generate_authenticator_name(
        self,
        user: StaffMember,
        type: Authenticator.Type,  # noqa: A002 - allauth's name
    ) -> str:
        had = Authenticator.objects.filter(user=user, type=type).count()
        return tell("Passkey {number}", number=had + 1)


def _words(code: str) -> str:
    """What went wrong, as a member of staff reads it; empty where allauth says it well."""
    return {
        "account_inactive": tell("This account is no longer active."),
        "cannot_delete_authenticator": tell(
            "This is your last second factor. Set up another one first."
        ),
        "email_password_mismatch": tell("The mail address or the password is not right."),
        "enter_current_password": tell("This is not your present password."),
        "incorrect_code": tell("This code or passkey does not fit. Codes change every 30 seconds."),
        "incorrect_password": tell("The password is not right."),
        "invalid_login": tell("The mail address or the password is not right."),
        "rate_limited": tell("That was too often. Please wait some minutes."),
        "too_many_login_attempts": tell(
            "Too many attempts. This account is locked for 15 minutes."
        ),
    }.get(code, "")


def _happened(what: str) -> str:
    return {
        "password_changed": tell("Your password has been changed."),
        "recovery_codes_generated": tell("New recovery codes have been made for your account."),
        "totp_activated": tell("An authenticator app has been set up for your account."),
        "totp_deactivated": tell("The authenticator app has been removed from your account."),
        "webauthn_added": tell("A passkey has been added to your account."),
        "webauthn_removed": tell("A passkey has been removed from your account."),
    }.get(what, tell("Your staff account has been changed."))
