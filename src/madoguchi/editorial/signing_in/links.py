"""One-time links by which somebody chooses a password: invitations, and forgotten passwords.

Nothing is stored for them. A link names the person's session hash, so it ends as soon as a
password is chosen, all sessions are ended or a newer invitation is made.
"""

from datetime import timedelta
from enum import Enum
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing

from madoguchi.editorial.models import StaffMember


class Why(Enum):
    """Why there is a link, and how long it holds."""

    INVITED = timedelta(days=7)
    FORGOTTEN = timedelta(hours=4)


def link_for(member: StaffMember, why: Why) -> str:
    """The address that lets whoever has it choose the person's password, once.

    The secret stands behind the question mark, which no log of ours or of our proxy keeps.
    """
    named = {"member": member.pk, "hash": member.get_session_auth_hash()}
    key = signing.dumps(named, salt=_salt(why))
    return f"{settings.ADDRESS}/staff/welcome/?{urlencode({'why': why.name.lower(), 'key': key})}"


def whose(why: Why, key: str) -> StaffMember | None:
    """Whom a link is for; nobody where it is used, too old or no link of ours."""
    try:
        named = signing.loads(key, salt=_salt(why), max_age=why.value)
    except signing.BadSignature:
        return None
    member = StaffMember.objects.filter(pk=named["member"], is_active=True).first()
    return member if member and member.get_session_auth_hash() == named["hash"] else None


def _salt(why: Why) -> str:
    return f"madoguchi.link.{why.name}"
