"""One's own account: name, language, password, and the second factors."""

from typing import Any, ClassVar

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.adapter import get_adapter as get_factors
from allauth.mfa.base.views import ReauthenticateView as ByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.screens.frame import InFrame, named_roles, page, staff_page
from madoguchi.editorial.signed_in import StaffRequest, has_second_factor
from madoguchi.editorial.wording import STAFF_LANGUAGES, tell

_ACCOUNT = reverse_lazy("mfa_index")
_LONGEST_NAME = 100


def account(request: HttpRequest) -> HttpResponse:
    """What somebody's account is made of; without a second factor only the ways to set one up."""
    member = request.user
    assert isinstance(member, StaffMember)
    if not has_second_factor(request):
        return page(request, "editorial/set_up.html")
    errors = _renamed(request, member) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        messages.success(request, tell("Saved."))
        return HttpResponseRedirect(str(_ACCOUNT))
    factors = list(Authenticator.objects.filter(user=member).order_by("pk"))
    context = {
        "errors": errors,
        "name": request.POST.get("name", member.name),
        "roles": named_roles(member.roles),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "totp": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "codes": next(
            (
                len(one.wrap().get_unused_codes())
                for one in factors
                if one.type == Authenticator.Type.RECOVERY_CODES
            ),
            0,
        ),
    }
    return page(request, "editorial/account.html", context, 400 if errors else 200)


def _renamed(request: HttpRequest, member: StaffMember) -> list[tuple[str, str]]:
    name = request.POST.get("name", "").strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        return [("name", tell("Please write a name of at most 100 letters."))]
    member.name = name
    member.save(update_fields=["name"])
    return []


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The screens in the other language from now on."""
    asked, back = request.POST.get("language", ""), request.POST.get("next", "")
    if asked in STAFF_LANGUAGES and isinstance(request.user, StaffMember):
        request.user.screen_language = asked
        request.user.save(update_fields=["screen_language"])
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if ours and back.startswith("/staff/") else "/staff/")


@require_POST
@staff_page
def sign_out_elsewhere(request: StaffRequest) -> HttpResponse:
    """End all other sessions, on every device."""
    member = request.member
    member.session_round += 1
    member.save(update_fields=["session_round"])
    update_session_auth_hash(request, member)
    messages.success(request, tell("You are signed out on all other devices."))
    return HttpResponseRedirect(str(_ACCOUNT))


class _SetsUp(InFrame):
    """Whoever has just set up a second factor has shown it: they need not show it once more."""

    added: ClassVar[str]

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc] # allauth's
        record_authentication(
            self.request, self.request.user, "mfa", type=self.added, reauthenticated=True
        )
        return answer


class AddPasskey(_SetsUp, AddWebAuthnView):
    """A passkey by which somebody can also sign in without a password."""

    template_name = "editorial/passkey_add.html"
    added = "webauthn"

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context = super().get_context_data(**given)
        options = webauthn.begin_registration(self.request.user, passwordless=True)
        return context | {"js_data": {"creation_options": options}}


class AddApp(_SetsUp, ActivateTOTPView):
    """An authenticator app: a secret to read with the telephone, and a first code to prove it."""

    template_name = "editorial/app_add.html"
    added = "totp"


class RemoveApp(InFrame, DeactivateTOTPView):
    template_name = "editorial/app_remove.html"


class RenamePasskey(InFrame, EditWebAuthnView):
    template_name = "editorial/passkey_rename.html"
    success_url = _ACCOUNT


class RemovePasskey(InFrame, RemoveWebAuthnView):
    template_name = "editorial/passkey_remove.html"
    success_url = _ACCOUNT

    def form_valid(self, form: Any) -> HttpResponse:
        if get_factors().can_delete_authenticator(self.get_object()):
            answer: HttpResponse = super().form_valid(form)
            return answer
        wrong: ValidationError = get_factors().validation_error("cannot_delete_authenticator")
        messages.error(self.request, wrong.messages[0])
        return HttpResponseRedirect(str(_ACCOUNT))


class RecoveryCodes(InFrame, ViewRecoveryCodesView):
    template_name = "editorial/recovery_codes.html"


class NewRecoveryCodes(InFrame, GenerateRecoveryCodesView):
    template_name = "editorial/recovery_codes_new.html"


class ChangePassword(InFrame, PasswordChangeView):
    template_name = "editorial/password.html"
    success_url = _ACCOUNT


class ConfirmByPassword(InFrame, ReauthenticateView):
    """Once more who it is, before something that matters."""

    template_name = "editorial/confirm.html"


class ConfirmByCode(InFrame, ByCode):
    template_name = "editorial/confirm.html"


class ConfirmByPasskey(InFrame, ReauthenticateWebAuthnView):
    template_name = "editorial/confirm.html"


# Whoever has no second factor yet has to be let in here to set one up.
_BEFORE = (AddPasskey, AddApp, ConfirmByPassword)
for _view in (account, language):
    _view.before_second_factor = True  # type: ignore[attr-defined]


def _viewed(view: Any) -> Any:
    made = view.as_view()
    made.before_second_factor = view in _BEFORE
    return made


urlpatterns = [
    path("account/", account, name="mfa_index"),
    path("account/language/", language, name="staff-language"),
    path("account/elsewhere/", sign_out_elsewhere, name="staff-elsewhere"),
    path("account/password/", _viewed(ChangePassword), name="account_change_password"),
    path("account/passkeys/add/", _viewed(AddPasskey), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/", _viewed(RenamePasskey), name="mfa_edit_webauthn"),
    path("account/passkeys/<int:pk>/remove/", _viewed(RemovePasskey), name="mfa_remove_webauthn"),
    path("account/app/", _viewed(AddApp), name="mfa_activate_totp"),
    path("account/app/remove/", _viewed(RemoveApp), name="mfa_deactivate_totp"),
    path("account/codes/", _viewed(RecoveryCodes), name="mfa_view_recovery_codes"),
    path("account/codes/new/", _viewed(NewRecoveryCodes), name="mfa_generate_recovery_codes"),
    path("account/confirm/", _viewed(ConfirmByPassword), name="account_reauthenticate"),
    path("account/confirm/code/", _viewed(ConfirmByCode), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        _viewed(ConfirmByPasskey),
        name="mfa_reauthenticate_webauthn",
    ),
]
