"""Letters to members of staff about their own account."""

from django.core.mail import send_mail

from madoguchi.editorial.models import StaffMember


def write_to(member: StaffMember, subject: str, body: str) -> None:
    """Send a letter to somebody, in the words that are given."""
    send_mail(subject, body, None, [member.email])
