"""The facts editor: a form for each kind of entry, checked where it stands, saved as a version."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localtime

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    ChangedMeanwhileError,
    save_facts,
)
from madoguchi.editorial.keeping.permissions import may_edit
from madoguchi.editorial.keeping.reviewing import ask_for_review
from madoguchi.editorial.models import FACTS, FactsVersion, Record, ReviewStep, Role
from madoguchi.editorial.screens.facts_clash import Clash, clash_of, take_over
from madoguchi.editorial.screens.facts_form import (
    BASED_ON,
    WHY,
    FactsForm,
    saved_form,
    sent_form,
)
from madoguchi.editorial.screens.facts_new import choose, kept_as_new, new_of_kind
from madoguchi.editorial.screens.facts_opened import Opened, open_facts
from madoguchi.editorial.screens.facts_retire import retire_entry
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import (
    entry_address,
    entry_name,
    kind_name,
    part_address,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.guide import KINDS
from madoguchi.language import SOURCE_LANGUAGE

# The version with which the form was opened, while it is compared with what another saved.
_BASE = "_base"


@staff_page
def facts(request: StaffRequest, pack: str, name: str) -> HttpResponse:
    """The form of an entry's facts, and everything that its buttons do."""
    record = Record.objects.filter(pk=f"{pack}/{name}").first()
    if record is None:
        raise Http404
    opened = open_facts(record)
    if request.method == "POST":
        return _answer(request, opened)
    return _show(request, saved_form(opened))


def _answer(request: StaffRequest, opened: Opened) -> HttpResponse:
    """Do what a button says; everything but saving leads back to the form as it was typed."""
    form = sent_form(opened, request.POST)
    button = request.POST.get("do", "")
    based_on = _number(request.POST.get(BASED_ON, ""))
    if based_on != opened.number:
        # Nothing is done before both have been seen.
        return _show(request, form, _clash(form, based_on), status=409)
    base = _number(request.POST.get(_BASE, ""))
    clash = _clash(form, base) if base else None
    if clash is not None and (taken := take_over(opened, form.sheet, button, clash)):
        form.focus = taken
        form.look()
        clash = _clash(form, base)
    if button in ("save", "ask"):
        return _save(request, form, based_on, clash, ask=button == "ask")
    return _show(request, form, clash)


def _clash(form: FactsForm, base: int) -> Clash:
    record = form.opened.record
    version = FactsVersion.objects.filter(record=record, number=base).first()
    return clash_of(form.opened, form.sheet, version)


def _number(text: str) -> int:
    """A number of a version; 0, which no version has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - what a database counts to


def _save(
    request: StaffRequest, form: FactsForm, based_on: int, clash: Clash | None, *, ask: bool
) -> HttpResponse:
    opened = form.opened
    assert opened.record is not None
    taken = form.look()
    if not form.why:
        form.wrong[WHY] = tell("Say in one line what you changed and why.")
    if not form.can_be_saved(taken):
        return _show(request, form, clash)
    try:
        version = save_facts(
            opened.record, taken.data, request.member, based_on=based_on, why=form.why
        )
    except ChangedMeanwhileError:
        # Between opening and saving in this very moment.
        opened = open_facts(Record.objects.get(pk=opened.record.pk))
        form.opened = opened
        return _show(request, form, _clash(form, based_on), status=409)
    _tell(request, form, version, based_on, ask=ask)
    return HttpResponseRedirect(part_address(opened.entry_id, FACTS))


def _tell(
    request: StaffRequest, form: FactsForm, version: FactsVersion, based_on: int, *, ask: bool
) -> None:
    """Say what became of it, and hand it over to reviewers where that was asked for."""
    if ask and form.checked.errors:
        told = tell(
            "Saved as version {number}, not handed over yet: first mend what is marked.",
            number=version.number,
        )
        messages.warning(request, told)
    elif ask:
        _ask(request, form, version)
    elif version.number == based_on:
        messages.info(request, tell("The facts are as they were, so nothing was saved."))
    elif form.checked.errors:
        told = tell(
            "Saved as version {number}. Before it can be published, mend what is marked.",
            number=version.number,
        )
        messages.warning(request, told)
    else:
        messages.success(request, tell("Saved as version {number}.", number=version.number))


def _ask(request: StaffRequest, form: FactsForm, version: FactsVersion) -> None:
    try:
        ask_for_review(version, request.member, form.why)
    except CannotSaveError as error:
        messages.warning(request, str(error))
    else:
        told = tell("Version {number} was handed over for review.", number=version.number)
        messages.success(request, told)


def _show(
    request: StaffRequest, form: FactsForm, clash: Clash | None = None, status: int = 200
) -> HttpResponse:
    opened = form.opened
    record, version = opened.record, opened.version
    assert record is not None
    assert version is not None
    context: dict[str, Any] = form.context() | {
        "record": record,
        "version": version,
        "saved_at": localtime(version.at).strftime("%Y-%m-%d %H:%M"),
        "title": entry_name(record),
        "kind": kind_name(record.kind),
        "address": entry_address(record.entry_id),
        "may_write": may_edit(request.member, record),
        "state": _state(record, version),
        "sent_back": _sent_back(version),
        "clash": clash,
        "based_on": opened.number,
        # Kept on this device for the person who typed it.
        "keep": f"{request.member.pk} {record.entry_id}",
        "made": kept_as_new(request.member, record.kind) if request.GET.get("made") else "",
        "words_address": part_address(record.entry_id, SOURCE_LANGUAGE)
        if KINDS[record.kind].may_have_words
        else "",
    }
    return page(request, "editorial/facts_edit.html", context, status)


def _state(record: Record, version: FactsVersion) -> str:
    """The state of the newest facts, as `parts.state` names it."""
    if version.gone:
        return "gone"
    return "published" if record.published == version.number else str(version.state)


def _sent_back(version: FactsVersion) -> ReviewStep | None:
    """Why the newest version came back from a review; None where it did not."""
    steps = ReviewStep.objects.select_related("by").filter(
        record_id=version.record_id, part=FACTS, number=version.number
    )
    last = steps.last()
    return last if last and last.what == ReviewStep.What.SENT_BACK else None


NAVIGATION = Place("New entry", "/staff/new/", (Role.EDITOR, Role.ADMINISTRATOR))

urlpatterns = [
    path("entries/<slug:pack>/<slug:name>/facts/", facts, name="staff-facts"),
    path("entries/<slug:pack>/<slug:name>/retire/", retire_entry, name="staff-retire"),
    path("new/", choose, name="staff-new"),
    path("new/<slug:kind>/", new_of_kind, name="staff-new-of-kind"),
]
