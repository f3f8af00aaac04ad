"""The words editor: an entry's words in one language, beside those they are translated from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
from madoguchi.editorial.models import Origin, Record, ReviewStep, State, WordsVersion
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.words_fields import (
    elsewhere,
    fields_shown,
    with_theirs,
)
from madoguchi.editorial.screens.words_opened import (
    Opened,
    guide_with_drafts,
    open_words,
    wording_of,
)
from madoguchi.editorial.screens.words_readings import (
    Readings,
    with_certain_readings,
    with_chosen_readings,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.checks import WordFinding, check_words
from madoguchi.editorial.writing.labels import field_label, language_name
from madoguchi.editorial.writing.typed import (
    MAX_CHARACTERS,
    Place,
    Typed,
    clean,
    input_name,
    same_texts,
    texts_of,
    typed_from,
)
from madoguchi.hours.words import EASY
from madoguchi.language import WRITTEN

# What a translation of a changed source says now: all of it, or what it said before.
_MATCHES, _CORRECTED = "matches", "corrected"


@dataclass(slots=True)
class _Form:
    """What somebody typed, and what is to be told about it."""

    typed: Typed
    based_on: int
    why: str = ""
    # One of _MATCHES and _CORRECTED; empty before it is chosen.
    now: str = ""
    # Whether this is what is saved, and nobody has typed anything yet.
    fresh: bool = False
    errors: list[tuple[str, str]] = field(default_factory=list)
    readings: Readings | None = None
    theirs: WordsVersion | None = None
    # Texts that a machine made and nobody has changed yet.
    machine: dict[Place, str] = field(default_factory=dict)


@staff_page
def words(request: StaffRequest, pack: str, name: str, language: str) -> HttpResponse:
    """The form, and everything that its buttons do."""
    opened = _opened(request, f"{pack}/{name}", language)
    if request.method == "POST":
        return _answer(request, opened)
    return _show(request, opened, _Form(opened.saved, opened.based_on, fresh=True))


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
    form = _form(request, opened)
    if form.based_on != opened.based_on:
        return _meanwhile(request, opened, form)
    match request.POST.get("do", ""):
        case "save":
            return _save(request, opened, form)
        case "ask":
            return _save(request, opened, form, ask=True)
        case "confirm":
            return _confirm(request, opened, form)
        case "readings":
            form.readings = with_certain_readings(form.typed, opened.guide)
        case "choose":
            form.readings = with_chosen_readings(form.typed, opened.guide, request.POST.dict())
            form.errors += [
                (input_name(place), tell('"{reading}" is no reading in kana.', reading=one))
                for place, wrong in form.readings.wrong.items()
                for one in wrong
            ]
    if form.readings:
        form.typed = form.readings.typed
    return _show(request, opened, form)


def _form(request: StaffRequest, opened: Opened) -> _Form:
    sent = request.POST
    typed = typed_from(sent.dict(), opened.places)
    for place in opened.places:
        # The button of an offer carries its text.
        if f"use-{input_name(place)}" in sent:
            typed[place] = clean(sent[f"use-{input_name(place)}"])
    machine = {
        place: clean(sent[f"machine-{input_name(place)}"])
        for place in opened.places
        if f"machine-{input_name(place)}" in sent
    }
    return _Form(
        typed,
        _number(sent.get("based_on", "")),
        sent.get("why", "").strip()[:500],
        sent.get("now", ""),
        machine={place: text for place, text in machine.items() if typed[place] == text},
    )


def _number(text: str) -> int:
    """A number of a version; 0, which no version has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - what a database counts to


def _save(request: StaffRequest, opened: Opened, form: _Form, *, ask: bool = False) -> HttpResponse:
    form.errors += _too_long(form)
    if opened.outdated and form.now not in (_MATCHES, _CORRECTED):
        form.errors.append(("now", tell("Say whether the translation matches the source now.")))
    if form.errors:
        return _show(request, opened, form)
    try:
        version = save_words(
            opened.record,
            opened.language,
            texts_of(form.typed),
            request.member,
            based_on=form.based_on,
            made_from=_made_from(request, opened, form),
            origin=_origin(opened, form),
            why=form.why,
        )
    except ChangedMeanwhileError:
        return _meanwhile(request, opened, form)
    except (CannotSaveError, ValidationError) as error:
        form.errors += _told(error)
        return _show(request, opened, form)
    return _saved(request, opened, version, form, ask=ask)


def _meanwhile(request: StaffRequest, opened: Opened, form: _Form) -> HttpResponse:
    """Somebody saved since the form was opened: both are shown, and nothing is saved yet."""
    form.theirs = words_version(opened.record, opened.language)
    return _show(request, opened, form, status=409)


def _too_long(form: _Form) -> list[tuple[str, str]]:
    return [
        (
            input_name(place),
            tell(
                "{field}: {count} characters stand here; expected at most {most}.",
                field=field_label(place),
                count=len(text),
                most=MAX_CHARACTERS,
            ),
        )
        for place, text in form.typed.items()
        if len(text) > MAX_CHARACTERS
    ]


def _made_from(request: StaffRequest, opened: Opened, form: _Form) -> tuple[str, int] | None:
    """Which version of the source the words say now: the one that stood beside them."""
    unchanged = same_texts(form.typed, opened.saved) and form.now != _MATCHES
    if opened.source is None or unchanged or form.now == _CORRECTED:
        return opened.made_from
    seen = _number(request.POST.get("source_number", ""))
    if WordsVersion.objects.filter(
        record=opened.record, language=opened.source_language, number=seen
    ).exists():
        return opened.source_language, seen
    return opened.source_language, opened.source.number


def _origin(opened: Opened, form: _Form) -> Origin:
    """Who made the words: a machine where its text stands unchanged, as before where all does."""
    if form.machine:
        return Origin.MACHINE
    if opened.newest is not None and same_texts(form.typed, opened.saved):
        return Origin(opened.newest.origin)
    return Origin.PERSON


def _told(error: CannotSaveError | ValidationError) -> list[tuple[str, str]]:
    """Why something was not saved, each with the field where it stands."""
    if isinstance(error, CannotSaveError):
        return [("", str(error))]
    told = []
    for one in error.errors(include_url=False):
        where = [str(part) for part in one["loc"]]
        place = tuple(where[2:] if where[:1] == ["words"] else where)
        told.append((input_name(place) if place else "", _explained(place, one["type"])))
    return told


def _explained(place: Place, kind: str) -> str:
    if place[:1] == ("reading",) and kind == "string_pattern_mismatch":
        return tell("Reading: expected kana with a space between words, as ざいりゅう カード.")
    return tell("{field}: this cannot stand here.", field=field_label(place))


def _saved(
    request: StaffRequest, opened: Opened, version: WordsVersion, form: _Form, *, ask: bool
) -> HttpResponse:
    """Say what became of it, and hand it over to reviewers where that was asked for."""
    errors = [one for one in _findings(opened, form) if one.severity == "error"] if ask else []
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
    return HttpResponseRedirect(f"{address(opened.record.entry_id, opened.language)}{beside}")


def address(entry_id: str, language: str) -> str:
    """Where an entry's words in a language are written.

    >>> address("nerima/ward-office", "ko")
    '/staff/entries/nerima/ward-office/words/ko/'
    """
    return f"/staff/entries/{entry_id}/words/{language}/"


def _confirm(request: StaffRequest, opened: Opened, form: _Form) -> HttpResponse:
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


def _findings(opened: Opened, form: _Form) -> Sequence[WordFinding]:
    """What is to be mended in what was typed; nothing where it is no words yet."""
    if not any(form.typed.values()):
        return ()
    try:
        wording = wording_of(texts_of(form.typed))
    except ValidationError as error:
        return [
            WordFinding(
                (str(one["loc"][0]),), _explained((str(one["loc"][0]),), one["type"]), "error"
            )
            for one in error.errors(include_url=False)
        ]
    guide = guide_with_drafts(opened, form.typed)
    return check_words(opened.entry, opened.language, wording, guide)


def _show(request: StaffRequest, opened: Opened, form: _Form, status: int = 200) -> HttpResponse:
    findings = _findings(opened, form)
    fields = fields_shown(opened, form.typed, findings)
    if form.theirs is not None:
        with_theirs(fields, form.theirs, opened.language)
    if form.readings is not None:
        for one in fields:
            one.readings = form.readings.choices.get(one.place, [])
    context = {
        "opened": opened,
        "form": form,
        "fields": fields,
        "others": elsewhere(fields, findings),
        "may_write": may_translate(request.member, opened.record, opened.language),
        "title": _title(opened, request.member.screen_language),
        "language_name": language_name,
        "source_choices": _source_choices(opened),
        "has_machine": False,
        "tag": WRITTEN[opened.language].tag,
        "sent_back": opened.sent_back(),
        "badge": _badge(opened),
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


def _title(opened: Opened, screen_language: str) -> str:
    name = opened.record.name_en if screen_language == "en" else opened.record.name_ja
    return name or opened.record.entry_id


def _badge(opened: Opened) -> str:
    """The state of the newest words, as `parts.state` names it."""
    if opened.newest is None:
        return "missing"
    if opened.outdated:
        return "changed"
    if opened.published and opened.published.number == opened.newest.number:
        unread = opened.newest.origin == Origin.MACHINE and opened.newest.state != State.APPROVED
        return "machine" if unread else "published"
    return str(opened.newest.state)


urlpatterns = [
    path("entries/<slug:pack>/<slug:name>/words/<str:language>/", words, name="staff-words"),
]
