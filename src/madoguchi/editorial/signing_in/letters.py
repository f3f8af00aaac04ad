"""Letters to members of staff about their own account, by the outbox."""

from datetime import timedelta

from madoguchi.editorial.models import StaffMember
from madoguchi.people.outbox import post

# As `people.Letter.purpose`, a phrase of the staff's screens.
_PURPOSE = "Signing in"
_KEPT = timedelta(days=30)


def write_to(member: StaffMember, subject: str, body: str, by: StaffMember | None = None) -> None:
    """Post a letter to somebody, in the words that are given; its body is not kept."""
    post(member.email, subject, body, _PURPOSE, _KEPT, by=by, secret=True)
