"""`madoguchi administrator` and `madoguchi staff`: who may come into the staff's rooms."""

import argparse
import getpass
import sys
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from madoguchi.hours import TOKYO
from madoguchi.project.dates_command import BadCallError
from madoguchi.project.environment import Environment
from madoguchi.project.rooms_command import set_up_django

if TYPE_CHECKING:
    from madoguchi.editorial.models import StaffMember

_ASK = "madoguchi administrator"
_ROLES = ("editor", "translator", "reviewer", "publisher", "administrator")


class StaffProblemError(Exception):
    """Somebody cannot be let in, or not so; the message says why."""


def administrator(asked: argparse.Namespace, env: Environment) -> int:
    """Make the first administrator, or another one; nobody is ever made with a default password."""
    set_up_django()
    from madoguchi.editorial.signing_in.members import has_administrator  # noqa: PLC0415
    from madoguchi.project import migrating  # noqa: PLC0415

    migrating.bring_up_to_date()
    can_ask = sys.stdin.isatty()
    if asked.if_none:
        if has_administrator():
            return 0
        print("The staff's rooms, /staff/, have no administrator yet.")
        if not can_ask:
            print(f"Make one: {_ASK}")
            return 0
        print("Press Enter at the first question to do this later.\n")
    elif not can_ask and not (asked.name and asked.email and asked.link):
        raise BadCallError(
            f"{_ASK}: nobody can be asked here; expected --name, --email and --link, "
            "which prints a one-time link to choose the password"
        )
    name = asked.name or _answer("Name: ")
    if not name and asked.if_none:
        print(f"Later: {_ASK}")
        return 0
    email = asked.email or _mail_address()
    password = "" if asked.link else _password(name, email)
    _make(name, email, password)
    _bring_packs(env)
    return 0


def staff(asked: argparse.Namespace, _env: Environment) -> int:
    """List the members of staff, or do one thing with one of them."""
    set_up_django()
    if asked.act == "list":
        return _list()
    if not asked.email:
        raise BadCallError(f"madoguchi staff {asked.act}: whom? expected their mail address")
    if asked.act == "invite":
        return _invite(asked)
    from madoguchi.editorial.signing_in import members  # noqa: PLC0415

    found = _member(asked.email)
    if asked.act == "link":
        print(_handed_over(members.invite_again(found, None)))
        return 0
    verb = {
        "activate": members.activate,
        "deactivate": members.deactivate,
        "reset": members.reset_factors,
    }[asked.act]
    verb(found, None)
    done = {
        "activate": "may come in again",
        "deactivate": "is let in no longer, and is signed out everywhere",
        "reset": "sets up a new second factor at the next sign-in, and is signed out everywhere",
    }[asked.act]
    print(f"{found.name} ({found.email}) {done}")
    return 0


def _list() -> int:
    from madoguchi.editorial.models import StaffMember  # noqa: PLC0415

    for one in StaffMember.objects.order_by("-is_active", "email"):
        seen = one.last_login.astimezone(TOKYO).date().isoformat() if one.last_login else "never in"
        left = "" if one.is_active else "  deactivated"
        print(f"{one.email}  {one.name}  {', '.join(one.roles) or 'no roles'}  {seen}{left}")
    if not StaffMember.objects.exists():
        print(f"nobody yet; make an administrator: {_ASK}")
    return 0


def _invite(asked: argparse.Namespace) -> int:
    from madoguchi.editorial.signing_in import members  # noqa: PLC0415

    if not asked.name or not asked.role:
        raise BadCallError("madoguchi staff invite: expected --name and one --role or more")
    with _in_english():
        try:
            found, link = members.invite(asked.email, asked.name, asked.role, None)
        except members.BadMemberError as wrong:
            raise StaffProblemError(str(wrong)) from wrong
    print(f"{found.name} is invited; a mail is on its way to {found.email}.")
    print(_handed_over(link))
    return 0


def _make(name: str, email: str, password: str) -> None:
    from madoguchi.editorial.signing_in import members  # noqa: PLC0415

    with _in_english():
        try:
            found, link = members.make_administrator(email, name, password)
        except members.BadMemberError as wrong:
            raise StaffProblemError(f"{wrong}; nobody was made an administrator") from wrong
    print(f"{found.name} ({found.email}) is an administrator.")
    if link:
        print(_handed_over(link))
    from django.conf import settings  # noqa: PLC0415

    print(f"Sign in at {settings.ADDRESS}/staff/ and set up a second factor.")
    if "//127." in settings.ADDRESS:
        print("For passkeys use localhost in the address instead of 127.0.0.1.")


def _bring_packs(env: Environment) -> None:
    from madoguchi.editorial.keeping.importing import import_packs, in_use  # noqa: PLC0415

    if not in_use():
        brought = import_packs(env.packs, env.pack, datetime.now(TOKYO).date())
        print(
            f"The packs are in the database now: {len(brought.new)} parts. Staff keep them there."
        )


def _mail_address() -> str:
    """A mail address, asked for again until it is one, so that no password is typed in vain."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415
    from django.core.validators import validate_email  # noqa: PLC0415

    while True:
        email = _answer("E-mail address: ")
        try:
            validate_email(email)
        except ValidationError:
            print(f'"{email}" is no mail address; expected one as sato@example.jp')
            continue
        return email


def _password(name: str, email: str) -> str:
    """A password typed twice; empty where its owner is to choose it by a link."""
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from madoguchi.editorial.models import StaffMember  # noqa: PLC0415

    while True:
        password = _answer("Password (empty: a one-time link to choose it): ", hidden=True)
        if not password:
            return ""
        try:
            validate_password(password, StaffMember(name=name, email=email))
        except ValidationError as wrong:
            print("\n".join(wrong.messages))
            continue
        if _answer("The same once more: ", hidden=True) == password:
            return password
        print("The two passwords differ.")


def _answer(question: str, *, hidden: bool = False) -> str:
    try:
        return getpass.getpass(question) if hidden else input(question).strip()
    except EOFError:
        raise StaffProblemError("nothing was answered; nothing was done") from None


def _member(email: str) -> "StaffMember":
    from madoguchi.editorial.models import StaffMember  # noqa: PLC0415

    found = StaffMember.objects.filter(email=email.strip().lower()).first()
    if found is None:
        raise StaffProblemError(f'"{email}" belongs to nobody; `madoguchi staff list` names all')
    return found


def _handed_over(link: str) -> str:
    return f"One-time link to choose the password, within 7 days:\n{link}"


def _in_english() -> AbstractContextManager[None]:
    from madoguchi.editorial.wording import in_staff_language  # noqa: PLC0415

    return in_staff_language("en")


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Name the commands of this module to the command line."""
    making = commands.add_parser("administrator", help="make an administrator of the staff's rooms")
    making.add_argument("--name", default="")
    making.add_argument("--email", default="", help="the address by which they sign in")
    making.add_argument(
        "--link", action="store_true", help="print a one-time link to choose the password"
    )
    making.add_argument(
        "--if-none", action="store_true", help="only where there is none, as at the first start"
    )
    making.set_defaults(run=administrator)

    keeping = commands.add_parser("staff", help="who may come into the staff's rooms")
    keeping.add_argument(
        "act",
        choices=["list", "invite", "link", "activate", "deactivate", "reset"],
        help="`link`: a new one-time link; `reset`: forget the second factor",
    )
    keeping.add_argument("email", nargs="?", default="")
    keeping.add_argument("--name", default="")
    keeping.add_argument("--role", action="append", choices=_ROLES, help="may be given repeatedly")
    keeping.set_defaults(run=staff)


# What these commands raise for the person who called them.
PROBLEMS = (StaffProblemError,)
__all__ = ["PROBLEMS", "add_parsers"]
