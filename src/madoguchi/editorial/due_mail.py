"""The weekly letter to editors about facts of their sections that are to be checked."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.freshness import due, when
from madoguchi.editorial.models import Record, Role, StaffMember
from madoguchi.editorial.screens.naming import entry_name
from madoguchi.editorial.wording import in_staff_language, tell
from madoguchi.hours import TOKYO
from madoguchi.people.models import Letter
from madoguchi.people.outbox import post

# As `people.Letter.purpose`, a phrase of the staff's screens.
PURPOSE = "Facts to check"
_KEPT = timedelta(days=30)
# A longer letter is not read; the screen has all.
_LISTED = 40


def mail_what_is_due() -> dict[str, int]:
    """The job: one letter a week to each editor for whom something is due; how many were posted."""
    today = localdate()
    posted = 0
    for member in StaffMember.objects.filter(is_active=True).order_by("pk"):
        if member.is_a(Role.EDITOR):
            with transaction.atomic(), in_staff_language(member.screen_language):
                posted += _write_to(member, today)
    return {"posted": posted}


def _write_to(member: StaffMember, today: date) -> bool:
    # Called again in the same week, after it died half-way, it writes to the others only.
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), TOKYO)
    if Letter.objects.filter(to=member.email, purpose=PURPOSE, posted_at__gte=monday).exists():
        return False
    records = due(today, member.sections)
    if not records:
        return False
    subject = tell("{count} entries to check", count=len(records))
    post(member.email, subject, "\n".join(_lines(member, records, today)), PURPOSE, _KEPT)
    return True


def _lines(member: StaffMember, records: Sequence[Record], today: date) -> Iterator[str]:
    yield tell("Good day, {name}", name=member.name)
    yield ""
    yield tell("Please ask the sources again whether these facts are still true.")
    for heading, wanted in ((tell("Overdue"), "overdue"), (tell("Due in 30 days"), "soon")):
        chosen = [one for one in records[:_LISTED] if when(one.check_by, today) == wanted]
        if chosen:
            yield ""
            yield heading
        for one in chosen:
            yield f"- {entry_name(one)} ({tell('by {day}', day=one.check_by)})"
            yield f"  {settings.ADDRESS}/staff/freshness/?entry={one.pk}"
    if len(records) > _LISTED:
        yield ""
        yield tell("{count} more", count=len(records) - _LISTED)
    yield ""
    yield f"{tell('All of them')}: {settings.ADDRESS}/staff/freshness/"
