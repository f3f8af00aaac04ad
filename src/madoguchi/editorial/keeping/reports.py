"""Reports from readers: taken in, shown beside their entry, decided about."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.timezone import now

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.models import Report, Role, StaffMember
from madoguchi.editorial.wording import tell

# Whatever looks like a way to reach a person is of no use once it has been decided.
_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DIGITS = re.compile(r"\+?\d[\d\s().-]{7,}\d")
_BLANK = "□"
# Decided reports teach nothing after a year; open ones are no use to anybody after two.
KEPT_DECIDED, KEPT_OPEN = timedelta(days=365), timedelta(days=730)
ROLES = (Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER, Role.PUBLISHER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a reader sent: the page, its entry, the language and edition it was read in."""

    path: str
    entry_id: str
    language: str
    edition: str
    what: Report.What
    text: str


def receive(sent: Sent) -> None:
    """Keep a report; the very same again is only counted."""
    same = Report.objects.filter(
        path=sent.path, what=sent.what, text=sent.text, state=Report.State.OPEN
    )
    if not same.update(said=F("said") + 1):
        Report.objects.create(
            path=sent.path,
            entry_id=sent.entry_id,
            language=sent.language,
            edition=sent.edition,
            what=sent.what,
            text=sent.text,
        )


def open_reports(entry_id: str = "") -> list[Report]:
    """What waits for a decision, about one entry or about all, the oldest first."""
    waiting = Report.objects.filter(state=Report.State.OPEN)
    if entry_id:
        waiting = waiting.filter(entry_id=entry_id)
    return list(waiting.order_by("id"))


def decide(report: Report, state: Report.State, by: StaffMember, note: str = "") -> None:
    """Say what came of a report; what could lead to the reader is blanked."""
    require(by.is_a(*ROLES), tell("Your roles do not allow you to change this."))
    if state == Report.State.OPEN:
        raise CannotSaveError(tell("Choose what came of it."))
    text = _DIGITS.sub(_BLANK, _MAIL.sub(_BLANK, report.text))
    changed = Report.objects.filter(pk=report.pk, state=Report.State.OPEN).update(
        state=state, decided_by=by, decided_at=now(), note=note.strip()[:500], text=text
    )
    if not changed:
        raise CannotSaveError(tell("Somebody has decided about this meanwhile. Look at it again."))


def forget(at: datetime) -> int:
    """Delete what nobody needs any more; how many reports that were."""
    decided, _ = (
        Report.objects.exclude(state=Report.State.OPEN)
        .filter(decided_at__lt=at - KEPT_DECIDED)
        .delete()
    )
    left, _ = Report.objects.filter(at__lt=at - KEPT_OPEN).delete()
    return decided + left
