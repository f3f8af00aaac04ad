"""What an administrator does with members of staff, on the screen or the command line.

Nobody takes the administrator's role from themselves or deactivates themselves, so that there is
always one who can. Where the command line acts, `by` is nobody.
"""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.models import Record, Role, SignIn, StaffMember
from madoguchi.editorial.signing_in.letters import write_to
from madoguchi.editorial.signing_in.links import Why, link_for
from madoguchi.editorial.signing_in.log import note
from madoguchi.editorial.wording import STAFF_LANGUAGES, in_staff_language, tell
from madoguchi.language import WRITTEN

_What = SignIn.What
_LONGEST_NAME = 100


class BadMemberError(ValueError):
    """Somebody cannot be invited so; `field` is what is wrong, the message says why."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def invite(
    email: str, name: str, roles: Sequence[str], by: StaffMember | None, language: str = "ja"
) -> tuple[StaffMember, str]:
    """A new member of staff, and the link by which they choose their password; it is mailed too."""
    email, name = _checked(email, name)
    if StaffMember.objects.filter(email=email).exists():
        words = tell("There is a member of staff with the address {email} already.", email=email)
        raise BadMemberError("email", words)
    member = StaffMember.objects.create_user(
        email,
        name=name,
        roles=_known(roles),
        screen_language=language if language in STAFF_LANGUAGES else "ja",
    )
    return member, invite_again(member, by)


@transaction.atomic
def make_administrator(email: str, name: str, password: str) -> tuple[StaffMember, str]:
    """An administrator made on the command line, who may be there already as something else.

    Without a password there comes a one-time link to choose it, which nobody mails.
    """
    member = StaffMember.objects.filter(email=email.strip().lower()).first()
    if member is None:
        email, name = _checked(email, name)
        member = StaffMember.objects.create_user(email, name=name)
    if password:
        member.set_password(password)
    before = ", ".join(member.roles) or "-"
    member.roles = _known([*member.roles, Role.ADMINISTRATOR])
    member.is_active = True
    member.save()
    _end_sessions(member)
    note(_What.ROLES_CHANGED, member, detail=f"{before} → {', '.join(member.roles)}")
    return member, "" if password else link_for(member, Why.INVITED)


def has_administrator() -> bool:
    """Whether anybody can invite the others."""
    return any(one.is_a(Role.ADMINISTRATOR) for one in StaffMember.objects.filter(is_active=True))


@transaction.atomic
def invite_again(member: StaffMember, by: StaffMember | None) -> str:
    """A new link, which ends all earlier ones and whatever is open under the person's name."""
    _end_sessions(member)
    link = link_for(member, Why.INVITED)
    with in_staff_language(member.screen_language):
        body = tell(
            "{name}, you are invited to the staff's rooms of Madoguchi. Choose your password here "
            "within 7 days, then set up a second factor:\n\n{link}",
            name=member.name,
            link=link,
        )
        write_to(member, tell("Invitation to Madoguchi"), body, by)
    note(_What.INVITED, member, by=by)
    return link


@transaction.atomic
def give_roles(
    member: StaffMember,
    roles: Sequence[str],
    sections: Sequence[str],
    languages: Sequence[str],
    by: StaffMember | None,
) -> None:
    """Say what somebody may do from now on, where, and in which languages."""
    roles = _known(roles)
    for language in languages:
        if language not in WRITTEN:
            words = tell("“{language}” is no language of the guide", language=language)
            raise BadMemberError("languages", words)
    sections = sorted(set(sections))
    if Record.objects.filter(kind="organization", pk__in=sections).count() != len(sections):
        raise BadMemberError("sections", tell("One of the sections is not in the guide."))
    if member == by and Role.ADMINISTRATOR not in roles:
        raise NotAllowedError(tell("You cannot take the administrator's role from yourself."))
    before, after = ", ".join(member.roles) or "-", ", ".join(roles) or "-"
    member.roles, member.sections, member.languages = roles, list(sections), list(languages)
    member.save(update_fields=["roles", "sections", "languages"])
    if before != after:
        note(_What.ROLES_CHANGED, member, by=by, detail=f"{before} → {after}")


@transaction.atomic
def deactivate(member: StaffMember, by: StaffMember | None) -> None:
    """Let somebody in no longer; what they wrote stays theirs."""
    if member == by:
        raise NotAllowedError(tell("You cannot deactivate yourself."))
    member.is_active = False
    member.save(update_fields=["is_active"])
    _end_sessions(member)
    note(_What.DEACTIVATED, member, by=by)


@transaction.atomic
def activate(member: StaffMember, by: StaffMember | None) -> None:
    """Let somebody in again."""
    member.is_active = True
    member.save(update_fields=["is_active"])
    note(_What.ACTIVATED, member, by=by)


@transaction.atomic
def reset_factors(member: StaffMember, by: StaffMember | None) -> None:
    """Forget somebody's passkeys, app and codes: at the next sign-in they set up new ones."""
    Authenticator.objects.filter(user=member).delete()
    _end_sessions(member)
    note(_What.FACTORS_RESET, member, by=by)
    with in_staff_language(member.screen_language):
        body = tell(
            "Your passkeys, app and recovery codes have been removed. Sign in with your password "
            "and set up new ones. If nobody told you of this, tell your administrator at once."
        )
        write_to(member, tell("Your staff account of Madoguchi"), body, by)


def _end_sessions(member: StaffMember) -> None:
    member.session_round += 1
    member.save(update_fields=["session_round"])


def _checked(email: str, name: str) -> tuple[str, str]:
    """A mail address and a name as they are kept."""
    email, name = email.strip().lower(), name.strip()
    try:
        validate_email(email)
    except ValidationError:
        words = tell("“{email}” is no mail address; expected one as sato@example.jp", email=email)
        raise BadMemberError("email", words) from None
    if not 0 < len(name) <= _LONGEST_NAME:
        raise BadMemberError("name", tell("Please write a name of at most 100 letters."))
    return email, name


def _known(roles: Sequence[str]) -> list[str]:
    """Roles in their usual order, each once."""
    unknown = sorted(set(roles) - set(Role.values))
    if unknown:
        expected = ", ".join(Role.values)
        words = tell("“{role}” is no role; expected {expected}", role=unknown[0], expected=expected)
        raise BadMemberError("roles", words)
    return [role for role in Role.values if role in roles]
