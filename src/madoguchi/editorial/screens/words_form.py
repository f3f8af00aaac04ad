"""What somebody typed into the words editor, and what is to be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from pydantic import ValidationError

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.models import Origin, WordsVersion
from madoguchi.editorial.screens.words_fields import Offer
from madoguchi.editorial.screens.words_offers import drafted, machine_named, machine_offer
from madoguchi.editorial.screens.words_opened import Opened, guide_with_drafts, wording_of
from madoguchi.editorial.screens.words_readings import (
    Readings,
    with_certain_readings,
    with_chosen_readings,
)
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.checks import WordFinding, check_words
from madoguchi.editorial.writing.labels import field_label
from madoguchi.editorial.writing.typed import (
    MAX_CHARACTERS,
    Place,
    Typed,
    clean,
    input_name,
    same_texts,
    text_at,
    texts_of,
    typed_from,
)

# What a translation of a changed source says now: all of it, or what it said before.
MATCHES, CORRECTED = "matches", "corrected"


@dataclass(slots=True)
class Form:
    """What somebody typed, and what is to be told about it."""

    typed: Typed
    based_on: int
    why: str = ""
    # One of MATCHES and CORRECTED; empty before it is chosen.
    now: str = ""
    # Whether this is what is saved, and nobody has typed anything yet.
    fresh: bool = False
    errors: list[tuple[str, str]] = field(default_factory=list)
    readings: Readings | None = None
    theirs: WordsVersion | None = None
    # Texts that a machine made and nobody has changed yet, and those that it spoilt.
    machine: dict[Place, str] = field(default_factory=dict)
    spoilt: dict[Place, Offer] = field(default_factory=dict)
    with_memory: bool = False
    # What was done, in a sentence.
    done: str = ""


def opened_form(opened: Opened) -> Form:
    """The form as it is opened: what is saved."""
    return Form(opened.saved, opened.based_on, fresh=True)


def sent_form(request: HttpRequest, opened: Opened) -> Form:
    """The form as it was sent, with the text of the offer whose button was pressed."""
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
    return Form(
        typed,
        _number(sent.get("based_on", "")),
        sent.get("why", "").strip()[:500],
        sent.get("now", ""),
        machine={place: text for place, text in machine.items() if typed[place] == text},
    )


def _number(text: str) -> int:
    """A number of a version; 0, which no version has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004 - what a database counts to


def check_before_saving(opened: Opened, form: Form) -> None:
    """Tell what cannot be saved as it stands."""
    form.errors += _too_long(form)
    if opened.outdated and form.now not in (MATCHES, CORRECTED):
        form.errors.append(("now", tell("Say whether the translation matches the source now.")))


def _too_long(form: Form) -> list[tuple[str, str]]:
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


def made_from(request: HttpRequest, opened: Opened, form: Form) -> tuple[str, int] | None:
    """Which version of the source the words say now: the one that stood beside them."""
    unchanged = same_texts(form.typed, opened.saved) and form.now != MATCHES
    if opened.source is None or unchanged or form.now == CORRECTED:
        return opened.made_from
    seen = _number(request.POST.get("source_number", ""))
    if WordsVersion.objects.filter(
        record=opened.record, language=opened.source_language, number=seen
    ).exists():
        return opened.source_language, seen
    return opened.source_language, opened.source.number


def origin(opened: Opened, form: Form) -> Origin:
    """Who made the words: a machine where its text stands unchanged, as before where all does."""
    if form.machine:
        return Origin.MACHINE
    if opened.newest is not None and same_texts(form.typed, opened.saved):
        return Origin(opened.newest.origin)
    return Origin.PERSON


def told_errors(error: CannotSaveError | ValidationError) -> list[tuple[str, str]]:
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


def findings_in(opened: Opened, form: Form) -> Sequence[WordFinding]:
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


def has_gaps(opened: Opened, form: Form) -> bool:
    """Whether something of the source is not translated yet."""
    source = opened.source
    return source is not None and any(
        not text and text_at(source.data, place) for place, text in form.typed.items()
    )


def write_readings(opened: Opened, form: Form) -> None:
    """Write the readings that are certain, and offer the others."""
    form.readings = with_certain_readings(form.typed, opened.guide)
    form.typed = form.readings.typed


def choose_readings(request: HttpRequest, opened: Opened, form: Form) -> None:
    """Write the readings that somebody chose, and tell what is none."""
    form.readings = with_chosen_readings(form.typed, opened.guide, request.POST.dict())
    form.typed = form.readings.typed
    form.errors += [
        (input_name(place), tell('"{reading}" is no reading in kana.', reading=one))
        for place, wrong in form.readings.wrong.items()
        for one in wrong
    ]


def ask_machine(opened: Opened, form: Form, name: str) -> None:
    """Have a machine write what is not written yet; it stays marked as a machine's."""
    if opened.source is None:
        return
    translator = machine_named(opened, name)
    made = drafted(translator, opened, form.typed)
    for segment in made.drafts.accepted:
        place = tuple(segment.field.split(".", 1))
        form.typed[place] = form.machine[place] = clean(segment.target)
    for refusal in made.drafts.refused:
        place = tuple(refusal.field.split(".", 1))
        form.spoilt[place] = machine_offer(translator.name, refusal.target, refusal.found)
    if made.failure:
        form.errors.append(("", made.failure))
        return
    form.done = tell(
        "{name} has written {count} texts. They are marked as a machine's until somebody changes "
        "or approves them. Nothing is saved yet.",
        name=translator.name,
        count=len(made.drafts.accepted),
    )
