"""Reports from readers: taken in, shown beside their entry, decided about."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils.timezone import now

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Record,
    Report,
    Role,
    StaffMember,
    WordsVersion,
)
from madoguchi.editorial.wording import tell

# Whatever looks like a way to reach a person is of no use once it has been decided.
_PERSONAL = re.compile(
    # Mail addresses, also among words that no space parts from them.
    r"[A-Za-z0-9._%+-]+[@\uff20][A-Za-z0-9.-]+"
    # Numbers of residence cards.
    r"|[A-Za-z]{2}\d{8}[A-Za-z]{2}"
    # Telephone numbers, with any of the dashes that keyboards write.
    r"|[+\uff0b]?\d[\d\s().\-\u2010-\u2015\u2212\u30fc\uff0d\uff08\uff09]{7,}\d"
)
BLANK = "□"
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


class Mended(NamedTuple):
    """The version that mended what a report said."""

    part: str
    number: int


def reports_concerning(member: StaffMember) -> QuerySet[Report]:
    """What concerns a person: an editor's own sections, and pages that no entry stands for."""
    if not (member.is_a(Role.EDITOR) and member.sections):
        return Report.objects.all()
    own = Record.objects.filter(section__in=member.sections).values("entry_id")
    return Report.objects.filter(Q(entry_id="") | Q(entry_id__in=own))


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
    note = note.strip()[:500]
    mended = mended_by(report) if state == Report.State.MENDED else None
    if state == Report.State.MENDED and not (mended or note):
        raise CannotSaveError(
            tell("Nothing of this entry was saved since the report. Write where it was mended.")
        )
    changed = Report.objects.filter(pk=report.pk, state=Report.State.OPEN).update(
        state=state,
        decided_by=by,
        decided_at=now(),
        note=note,
        text=blanked(report.text),
        part=mended.part if mended else "",
        version=mended.number if mended else None,
    )
    if not changed:
        raise CannotSaveError(tell("Somebody has decided about this meanwhile. Look at it again."))


def blanked(text: str) -> str:
    """Text without what could lead to a person.

    >>> blanked("Ask lin@example.jp or 03-1234-5678, not before 9:00.")
    'Ask □ or □, not before 9:00.'
    """
    return _PERSONAL.sub(BLANK, text)


def mended_by(report: Report) -> Mended | None:
    """The newest version of the entry that was saved since the report; None if there is none."""
    since = {"record_id": report.entry_id, "at__gt": report.at}
    facts = FactsVersion.objects.filter(**since).order_by("at").last()
    words = WordsVersion.objects.filter(**since).order_by("at").last()
    if words and not (facts and facts.at > words.at):
        return Mended(words.language, words.number)
    return Mended(FACTS, facts.number) if facts else None


def forget(at: datetime) -> int:
    """Delete what nobody needs any more; how many reports that were."""
    decided, _ = (
        Report.objects.exclude(state=Report.State.OPEN)
        .filter(decided_at__lt=at - KEPT_DECIDED)
        .delete()
    )
    left, _ = Report.objects.filter(at__lt=at - KEPT_OPEN).delete()
    return decided + left
