"""The people of the tests, and what makes them signed in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.signed_in import SHOWN, SHOWN_BY

MAIL = "city.example.jp"
# Who has which role in every test.
NAMES = {
    "editor": "Sato",
    "reviewer": "Mori",
    "translator": "Minji",
    "publisher": "Kato",
    "administrator": "Ono",
}


def given_second_factor(session: SessionBase, member: StaffMember) -> None:
    """Note in a session that a second factor has been shown in it."""
    session[SHOWN] = [{"method": "mfa", "type": "totp", "at": 0}]
    session[SHOWN_BY] = str(member.pk)


def staff_cookie(member: StaffMember, address: str) -> Any:
    """The cookie of a session in which somebody is signed in, as playwright takes it."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    given_second_factor(session, member)
    session.save()
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session.session_key,
        "url": f"{address}{settings.SESSION_COOKIE_PATH}",
    }
