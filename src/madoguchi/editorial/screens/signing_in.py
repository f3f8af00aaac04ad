"""The way in: password and second factor or a passkey; the way out; a forgotten password."""

from allauth.account.views import LoginView, LogoutView
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from madoguchi.editorial.models import SignIn as Line
from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.screens.frame import InFrame, page
from madoguchi.editorial.signing_in.letters import write_to
from madoguchi.editorial.signing_in.links import Why, link_for, whose
from madoguchi.editorial.signing_in.log import note
from madoguchi.editorial.wording import in_staff_language, tell


class SignIn(InFrame, LoginView):
    """Mail address and password, or a passkey."""

    template_name = "editorial/sign_in.html"


class SecondFactor(InFrame, AuthenticateView):
    """After the password: a code of the app, a recovery code, or a passkey."""

    template_name = "editorial/second_factor.html"


class SignOut(InFrame, LogoutView):
    template_name = "editorial/sign_out.html"


@login_not_required
def inactive(request: HttpRequest) -> HttpResponse:
    """Somebody who is no longer active knew the password."""
    context = {
        "title": tell("This account is no longer active."),
        "why": tell("Your administrator can activate it again."),
    }
    return page(request, "editorial/refused.html", context, 403)


@login_not_required
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """A link for a new password goes to the address, if there is such a member; we never say so."""
    email = request.POST.get("email", "").strip().lower()
    if request.method == "GET" or "@" not in email:
        error = tell("Please write your mail address.") if request.method == "POST" else ""
        context = {"email": email, "error": error}
        return page(request, "editorial/forgotten.html", context, 400 if error else 200)
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="reset_password", key=email
    )
    if limited:
        return limited
    member = StaffMember.objects.filter(email=email, is_active=True).first()
    if member:
        with in_staff_language(member.screen_language):
            body = tell(
                "Somebody, probably you, asked for a new password. Choose it here within 4 hours:"
                "\n\n{link}\n\nIf it was not you, you need not do anything.",
                link=link_for(member, Why.FORGOTTEN),
            )
            write_to(member, tell("A new password for Madoguchi"), body)
        note(Line.What.PASSWORD_ASKED, member, request)
    return page(request, "editorial/forgotten_sent.html", {"email": email})


@login_not_required
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Somebody with a link of ours chooses their password, then signs in with it."""
    key, asked = request.GET.get("key", ""), request.GET.get("why", "").upper()
    why = Why[asked] if asked in Why.__members__ else Why.INVITED
    member = whose(why, key)
    if member is None:
        return _no_longer(request)
    errors = _chosen(request, member) if request.method == "POST" else []
    if request.method == "GET" or errors:
        shown: dict[str, object] = {"invited": member, "errors": errors}
        return page(request, "editorial/welcome.html", shown, 400 if errors else 200)
    note(Line.What.PASSWORD_CHOSEN, member, request, detail=why.name.lower())
    ratelimit.clear(request, action="login_failed", key=f"{request.get_host()}:{member.email}")
    messages.success(request, tell("Your password is set. Please sign in."))
    return HttpResponseRedirect("/staff/sign-in/")


def _no_longer(request: HttpRequest) -> HttpResponse:
    context = {
        "title": tell("This link no longer holds"),
        "why": tell(
            "It has been used, or it is too old. Ask your administrator for a new invitation, "
            "or ask for a new password."
        ),
    }
    return page(request, "editorial/refused.html", context, 410)


def _chosen(request: HttpRequest, member: StaffMember) -> list[tuple[str, str]]:
    """Set the password that was sent; what is wrong with it, with the field."""
    password, again = request.POST.get("password", ""), request.POST.get("again", "")
    try:
        validate_password(password, member)
    except ValidationError as wrong:
        return [("password", words) for words in wrong.messages]
    if password != again:
        return [("again", tell("The two passwords differ."))]
    member.set_password(password)
    member.save(update_fields=["password"])
    return []


urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path(
        "sign-in/passkey/",
        LoginWebAuthnView.as_view(template_name="editorial/sign_in.html", template_engine="staff"),
        name="mfa_login_webauthn",
    ),
    path("sign-in/second/", SecondFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/inactive/", inactive, name="account_inactive"),
    path("sign-in/forgotten/", forgotten, name="account_reset_password"),
    path("welcome/", welcome, name="staff-welcome"),
    path("sign-out/", SignOut.as_view(), name="account_logout"),
]
