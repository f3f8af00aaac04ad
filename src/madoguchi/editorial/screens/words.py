"""The words editor: an entry's words in one language, beside those they are translated from."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localtime
from pydantic import ValidationError

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    ChangedMeanwhileError,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.permissions import may_translate
from madoguchi.editorial.keeping.reviewing import ask_for_review
from madoguchi.editorial.models import Origin, Record, ReviewStep, WordsVersion
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import entry_name, part_address
from madoguchi.editorial.screens.words_fields import elsewhere, fields_shown, with_theirs
from madoguchi.editorial.screens.words_form import (
    Form,
    ask_machine,
    check_before_saving,
    choose_readings,
    findings_in,
    has_gaps,
    made_from,
    opened_form,
    origin,
    sent_form,
    told_errors,
    write_readings,
)
from madoguchi.editorial.screens.words_offers import machine_names, offer_from_memory
from madoguchi.editorial.screens.words_opened import Opened, open_words
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.labels import language_name
from madoguchi.editorial.writing.typed import same_texts, texts_of
from madoguchi.hours.words import EASY
from madoguchi.language import WRITTEN


@staff_page
def words(request: StaffRequest, pack: str, name: str, language: str) -> HttpResponse:
    """The form, and everything that its buttons do."""
    opened = _opened(request, f"{pack}/{name}", language)
    if request.method == "POST":
        return _answer(request, opened)
    return _show(request, opened, opened_form(opened))


def _opened(request: StaffRequest, entry_id: str, language: str) -> Opened:
    record = Record.objects.filter(pk=entry_id).first()
    if record is None or language not in WRITTEN:
        raise Http404
    opened = open_words(record, language, request.POST.get("from") or request.GET.get("from", ""))
    if not opened.entry.may_have_words:
        raise Http404
    return opened


def _answer(request: StaffRequest, opened: Opened) -> HttpResponse:
    """Do what a button says; everything but saving leads back to the form as it was typed."""
    form = sent_form(request, opened)
    if form.based_on != opened.based_on:
        return _meanwhile(request, opened, form)
    match request.POST.get("do", ""):
        case "save":
            return _save(request, opened, form)
        case "ask":
            return _save(request, opened, form, ask=True)
        case "confirm":
            return _confirm(request, opened, form)
        case "memory":
            form.with_memory = True
        case "readings":
            write_readings(opened, form)
        case "choose":
            choose_readings(request, opened, form)
        case str(asked) if asked.startswith("machine-"):
            ask_machine(opened, form, asked.removeprefix("machine-"))
    return _show(request, opened, form)


def _save(request: StaffRequest, opened: Opened, form: Form, *, ask: bool = False) -> HttpResponse:
    check_before_saving(opened, form)
    if form.errors:
        return _show(request, opened, form)
    try:
        version = save_words(
            opened.record,
            opened.language,
            texts_of(form.typed),
            request.member,
            based_on=form.based_on,
            made_from=made_from(request, opened, form),
            origin=origin(opened, form),
            why=form.why,
        )
    except ChangedMeanwhileError:
        return _meanwhile(request, opened, form)
    except (CannotSaveError, ValidationError) as error:
        form.errors += told_errors(error)
        return _show(request, opened, form)
    return _saved(request, opened, version, form, ask=ask)


def _meanwhile(request: StaffRequest, opened: Opened, form: Form) -> HttpResponse:
    """Somebody saved since the form was opened: both are shown, and nothing is saved yet."""
    form.theirs = words_version(opened.record, opened.language)
    return _show(request, opened, form, status=409)


def _saved(
    request: StaffRequest, opened: Opened, version: WordsVersion, form: Form, *, ask: bool
) -> HttpResponse:
    """Say what became of it, and hand it over to reviewers where that was asked for."""
    errors = [one for one in findings_in(opened, form) if one.severity == "error"] if ask else []
    if errors:
        messages.warning(
            request,
            tell(
                "Saved as a draft, version {number}. Mend the errors, then ask for a review.",
                number=version.number,
            ),
        )
    elif ask:
        _ask(request, version, form.why)
    elif version.number == opened.based_on:
        messages.info(request, tell("Nothing was changed, so nothing was saved."))
    else:
        messages.success(
            request, tell("Saved as a draft, version {number}.", number=version.number)
        )
    return _again(opened)


def _ask(request: StaffRequest, version: WordsVersion, why: str) -> None:
    try:
        ask_for_review(version, request.member, why)
    except CannotSaveError as error:
        messages.warning(request, str(error))
    else:
        messages.success(
            request, tell("Version {number} waits for a review.", number=version.number)
        )


def _again(opened: Opened) -> HttpResponse:
    """The same page anew, so that reloading it sends nothing twice."""
    beside = f"?from={opened.source_language}" if opened.source_language else ""
    return HttpResponseRedirect(part_address(opened.record.entry_id, opened.language) + beside)


def _confirm(request: StaffRequest, opened: Opened, form: Form) -> HttpResponse:
    """The source's change does not matter here: the same words, made from its newer version."""
    if not same_texts(form.typed, opened.saved):
        form.errors.append(
            ("", tell("The words were changed, so this is more than a confirmation. Save them."))
        )
        return _show(request, opened, form)
    if not opened.outdated or opened.newest is None or opened.source is None:
        messages.info(request, tell("The source has not changed; there is nothing to confirm."))
        return _again(opened)
    try:
        version = save_words(
            opened.record,
            opened.language,
            opened.texts,
            request.member,
            based_on=form.based_on,
            made_from=(opened.source_language, opened.source.number),
            origin=Origin(opened.newest.origin),
            why=form.why or tell("The source's change does not matter here"),
        )
    except ChangedMeanwhileError:
        return _meanwhile(request, opened, form)
    _ask(request, version, version.why)
    return _again(opened)


def _show(request: StaffRequest, opened: Opened, form: Form, status: int = 200) -> HttpResponse:
    findings = findings_in(opened, form)
    fields = fields_shown(opened, form.typed, findings)
    if form.theirs is not None:
        with_theirs(fields, form.theirs, opened.language)
    if form.readings is not None:
        for one in fields:
            one.readings = form.readings.choices.get(one.place, [])
    for one in fields:
        one.by_machine = one.place in form.machine
        if one.place in form.spoilt:
            one.offers.append(form.spoilt[one.place])
    if form.with_memory:
        offer_from_memory(opened, fields)
    context = {
        "opened": opened,
        "form": form,
        "fields": fields,
        "others": elsewhere(fields, findings),
        "may_write": may_translate(request.member, opened.record, opened.language),
        "title": entry_name(opened.record),
        "language_name": language_name,
        "source_choices": _source_choices(opened),
        "machines": machine_names(opened) if has_gaps(opened, form) else [],
        "tag": WRITTEN[opened.language].tag,
        "sent_back": opened.sent_back(),
        "is_easy": opened.language == EASY,
        "based_on": form.theirs.number if form.theirs else form.based_on,
        "to_choose": sum(len(one.readings) for one in fields),
        "first_choice": next(
            (f"choice-{one.readings[0].name}" for one in fields if one.readings), ""
        ),
        "at": _moment,
        "keep": f"{request.member.pk} {opened.record.entry_id} {opened.language}",
    }
    return page(request, "editorial/words_edit.html", context, status)


def _source_choices(opened: Opened) -> list[tuple[str, str]]:
    chosen = [(code, language_name(code)) for code in opened.sources]
    return chosen if opened.source_language else [("", tell("what is published")), *chosen]


def _moment(version: WordsVersion | ReviewStep) -> str:
    return localtime(version.at).strftime("%Y-%m-%d %H:%M")


@staff_page
def memory(request: StaffRequest, pack: str, name: str, language: str) -> HttpResponse:
    """What the memory offers for each text, to be put into the page that is open."""
    opened = _opened(request, f"{pack}/{name}", language)
    fields = fields_shown(opened, opened.saved, ())
    offer_from_memory(opened, fields)
    context = {"fields": fields, "tag": WRITTEN[language].tag}
    return page(request, "editorial/words_memory.html", context)


urlpatterns = [
    path("entries/<slug:pack>/<slug:name>/words/<str:language>/memory/", memory),
    path("entries/<slug:pack>/<slug:name>/words/<str:language>/", words, name="staff-words"),
]
