"""Taking an entry away from readers: a draft like any other, with what still names the entry."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    ChangedMeanwhileError,
    facts_version,
    retire,
)
from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.keeping.permissions import may_edit, require
from madoguchi.editorial.keeping.reviewing import ask_for_review
from madoguchi.editorial.models import FactsVersion, Record
from madoguchi.editorial.screens.facts_form import LONGEST_WHY, WHY
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import (
    entry_address,
    entry_name,
    kind_name,
    part_address,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.guide import Entry


@staff_page
def retire_entry(request: StaffRequest, pack: str, name: str) -> HttpResponse:
    """Ask for the reason, and draft that readers shall not get the entry any more."""
    record = Record.objects.filter(pk=f"{pack}/{name}").first()
    if record is None:
        raise Http404
    require(
        may_edit(request.member, record),
        tell("Only an editor of this section may change these facts."),
    )
    version = facts_version(record)
    if request.method != "POST":
        return _show(request, record, version)
    why = request.POST.get(WHY, "").strip()[:LONGEST_WHY]
    if not why:
        told = tell("Say in one line why readers shall not get it any more.")
        return _show(request, record, version, error=told)
    try:
        gone = retire(record, request.member, based_on=_based_on(request), why=why)
    except ChangedMeanwhileError as error:
        told = tell(
            "{name} has saved version {number} meanwhile. Look at it, then decide again.",
            name=error.newest.by or tell("Somebody"),
            number=error.newest.number,
        )
        newest = facts_version(Record.objects.get(pk=record.pk))
        return _show(request, record, newest, why=why, error=told)
    try:
        ask_for_review(gone, request.member, why)
    except CannotSaveError as error:
        # It had been taken away already.
        return _show(request, record, gone, why=why, error=str(error))
    messages.success(
        request,
        tell("Once this is approved and published, readers do not get the entry any more."),
    )
    return HttpResponseRedirect(entry_address(record.entry_id))


def _based_on(request: StaffRequest) -> int:
    sent = request.POST.get("_based_on", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0  # noqa: PLR2004 - what a database counts to


def _show(
    request: StaffRequest, record: Record, version: FactsVersion, why: str = "", error: str = ""
) -> HttpResponse:
    context = {
        "record": record,
        "version": version,
        "title": entry_name(record),
        "kind": kind_name(record.kind),
        "address": entry_address(record.entry_id),
        "why": why,
        "error": error,
        "named_by": named_by(record.entry_id),
    }
    return page(request, "editorial/facts_retire.html", context)


def named_by(entry_id: str) -> list[tuple[str, str]]:
    """Published entries that name this one, or refer to it in their words: names and addresses.

    They have to be changed too, or nothing of it can be published.
    """
    try:
        guide = published_guide()
    except NoGuideError:
        return []
    found = [
        entry.id
        for entry in guide.entries.values()
        if entry.id != entry_id and _names(entry, entry_id)
    ]
    records = Record.objects.filter(pk__in=found).order_by("kind", "entry_id")
    return [(entry_name(record), part_address(record.entry_id, "facts")) for record in records]


def _names(entry: Entry, entry_id: str) -> bool:
    if any(named == entry_id for _, named, _ in entry.links()):
        return True
    reference = f"[[{entry_id}#"
    return any(reference in text for wording in entry.words.values() for _, text in wording.texts())
