"""Which facts are to be checked again, by which of their sources, and taking a check back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q

from madoguchi.editorial.keeping.drafting import CannotSaveError, facts_version
from madoguchi.editorial.keeping.parts import Data
from madoguchi.editorial.keeping.permissions import may_edit, require
from madoguchi.editorial.keeping.rows import repeat_facts
from madoguchi.editorial.keeping.standing import has_facts
from madoguchi.editorial.models import FactsVersion, Record, StaffMember, State
from madoguchi.editorial.wording import tell
from madoguchi.guide import KINDS

SOON = timedelta(days=30)
WHEN = ("overdue", "soon", "later", "never")


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source of an entry's facts, as somebody who asks it again needs it.

    `of` are the fields that it speaks of, all where none is named; `read` and `confirmed` are days
    as a pack writes them.
    """

    entry_id: str
    title: str
    url: str
    read: str
    confirmed: str
    of: tuple[str, ...] = ()


def when(check_by: date | None, today: date) -> str:
    """Which part of the list of checks a day belongs to, one of `WHEN`.

    >>> when(date(2026, 11, 27), date(2026, 11, 28)), when(date(2026, 12, 28), date(2026, 11, 28))
    ('overdue', 'soon')
    """
    if check_by is None:
        return "never"
    if check_by < today:
        return "overdue"
    return "soon" if check_by <= today + SOON else "later"


def to_check(sections: Collection[str] = ()) -> list[Record]:
    """Entries whose facts grow old, those to be checked first in front."""
    kinds = [kind for kind in KINDS if has_facts(kind)]
    # What is of another kind and was given a day is to be checked as well.
    return _ordered(Q(kind__in=kinds) | Q(check_by__isnull=False), sections)


def due(today: date, sections: Collection[str] = ()) -> list[Record]:
    """Entries whose check is overdue or comes within `SOON`."""
    return _ordered(Q(check_by__lte=today + SOON), sections)


def _ordered(which: Q, sections: Collection[str]) -> list[Record]:
    """Entries of these sections or of all, by the day of their check."""
    records = Record.objects.filter(which, gone=False)
    if sections:
        records = records.filter(section__in=sections)
    return list(records.order_by(F("check_by").asc(nulls_last=True), "entry_id"))


def cited_sources(records: Iterable[Record]) -> dict[str, list[CitedSource]]:
    """The sources that stand for each entry's newest facts; one that differs stands for none."""
    found = FactsVersion.objects.filter(record__in=list(records), number=F("record__newest"))
    cited = {
        entry_id: [one for one in data.get("sources", []) if not one.get("differs")]
        for entry_id, data in found.values_list("record_id", "data")
    }
    named = {one["source"] for listed in cited.values() for one in listed}
    described = FactsVersion.objects.filter(record__in=named, number=F("record__newest"))
    sources = dict(described.values_list("record_id", "data"))
    return {
        entry_id: [_cited(one, sources.get(one["source"], {})) for one in listed]
        for entry_id, listed in cited.items()
    }


def _cited(citation: Data, source: Data) -> CitedSource:
    return CitedSource(
        citation["source"],
        str(source.get("title", citation["source"])),
        str(source.get("url") or ""),
        str(source.get("read", "")),
        str(citation.get("confirmed", "never")),
        tuple(citation.get("of", ())),
    )


def take_back_check(record: Record, by: StaffMember, *, number: int) -> FactsVersion:
    """Undo a confirmation by putting back the facts before it, as a new approved version.

    CannotSaveError where version `number` is not the newest any more, or changed more than the
    dates that a confirmation writes: then somebody else has to look at what is restored.
    """
    require(may_edit(by, record), tell("Only an editor of this section may confirm these facts."))
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        if record.newest != number or number == 1:
            raise CannotSaveError(tell("These facts were changed meanwhile. Look at them again."))
        newest, before = facts_version(record), facts_version(record, number - 1)
        # What it puts back is approved at once, so somebody must have approved it before.
        if any(one.state != State.APPROVED or one.gone for one in (newest, before)):
            raise CannotSaveError(tell("More than a check was saved. Restore it in the history."))
        if _but_for_checks(newest.data) != _but_for_checks(before.data):
            raise CannotSaveError(tell("More than a check was saved. Restore it in the history."))
        record.newest, record.state = number + 1, State.APPROVED
        repeat_facts(record, before.data)
        record.save()
        return FactsVersion.objects.create(
            record=record,
            number=number + 1,
            data=before.data,
            by=by,
            why=tell("The check was taken back"),
            state=State.APPROVED,
        )


def _but_for_checks(facts: Data) -> Data:
    """Facts without what a confirmation writes."""
    sources = [
        {name: value for name, value in one.items() if name != "confirmed"}
        for one in facts.get("sources", [])
    ]
    kept = {name: value for name, value in facts.items() if name != "check_by"}
    return kept | {"sources": sources}
