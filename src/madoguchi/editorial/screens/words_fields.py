"""Each text of the words editor with all that helps to write it: source, hints, findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from madoguchi.editorial.models import WordsVersion
from madoguchi.editorial.screens.words_opened import Opened
from madoguchi.editorial.screens.words_readings import ReadingChoice
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.checks import WordFinding
from madoguchi.editorial.writing.differences import difference_html
from madoguchi.editorial.writing.labels import field_help, field_label
from madoguchi.editorial.writing.length import LengthHint, length_hint
from madoguchi.editorial.writing.marks import (
    Flag,
    Glossary,
    OfficialTerm,
    chips,
    flags,
    glossary,
    marked,
)
from madoguchi.editorial.writing.typed import Place, Typed, input_name, text_at
from madoguchi.language import WRITTEN, to_ruby

# How many lines a text area has for how many characters, at least and at most.
_LINE, _FEWEST, _MOST = 42, 2, 16
# These are no sentences: nothing about their length says anything.
_NOT_MEASURED = frozenset({"also", "reading"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that can be put into the field: from memory, from a machine, from somebody else.

    `like` is how much its source is like this one in percent, and `differs` what is not.
    """

    text: str
    shown: Markup
    where: str
    kind: str = "memory"
    address: str = ""
    like: int = 100
    differs: Markup | None = None
    approved: bool = False


@dataclass(slots=True)
class FieldShown:
    """One text of the form, beside its source."""

    place: Place
    name: str
    label: str
    help: str
    value: str
    rows: int
    source: Markup | None = None
    source_changed: bool = False
    terms: tuple[OfficialTerm, ...] = ()
    chips: list[tuple[str, Markup]] = field(default_factory=list)
    hint: LengthHint | None = None
    flags: tuple[Flag, ...] = ()
    findings: list[WordFinding] = field(default_factory=list)
    readings: list[ReadingChoice] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    theirs: Offer | None = None
    # Whether a machine wrote what stands here.
    by_machine: bool = False

    @property
    def error(self) -> str:
        """What must be mended here, in one line."""
        return " ".join(
            one.message.rstrip("。.") + tell(".")
            for one in self.findings
            if one.severity == "error"
        )

    @property
    def warnings(self) -> list[str]:
        return [one.message for one in self.findings if one.severity == "warning"]


def fields_shown(opened: Opened, typed: Typed, findings: Sequence[WordFinding]) -> list[FieldShown]:
    """All texts of the form, in a reader's order."""
    terms = (
        glossary(opened.guide, opened.source_language, opened.language) if opened.source else None
    )
    shown = [_field(opened, place, typed.get(place, ""), terms) for place in opened.places]
    for one in shown:
        one.findings = [finding for finding in findings if finding.place == one.place]
    return shown


def elsewhere(shown: Sequence[FieldShown], findings: Sequence[WordFinding]) -> list[WordFinding]:
    """Findings at no text of the form."""
    places = {one.place for one in shown}
    return [finding for finding in findings if finding.place not in places]


def _field(opened: Opened, place: Place, value: str, terms: Glossary | None) -> FieldShown:
    source = text_at(opened.source.data, place) if opened.source else ""
    longest = max(len(value), len(source) if WRITTEN[opened.language].uses_kanji else 0)
    lines = max(longest // _LINE + 1, value.count("\n") + 1, source.count("\n") + 1)
    shown = FieldShown(
        place,
        input_name(place),
        field_label(place),
        field_help(place),
        value,
        min(_MOST, max(_FEWEST if place[0] != "name" else 1, lines)),
        flags=flags(value, opened.language) if place[0] not in _NOT_MEASURED else (),
    )
    if opened.source and source:
        _beside(opened, shown, source, terms)
    elif opened.published and not opened.source:
        _since_published(opened, shown)
    return shown


def _beside(opened: Opened, shown: FieldShown, source: str, terms: Glossary | None) -> None:
    """The source with its terms and facts, and what changed in it since it was translated."""
    language = opened.source_language
    found = marked(opened.guide, opened.entry, source, language, terms)
    shown.terms = found.terms
    shown.chips = chips(opened.guide, opened.entry, source, opened.language)
    tag = WRITTEN[language].tag
    before = text_at(opened.before.data, shown.place) if opened.before else source
    if before == source:
        shown.source = Markup('<span lang="{}">{}</span>').format(tag, found.html)
    else:
        as_marked = partial(_marked_piece, opened, terms)
        shown.source = difference_html(before, source, language, as_marked)
        shown.source_changed = True
    if shown.place[0] not in _NOT_MEASURED:
        shown.hint = length_hint(source, shown.value, opened.language, language)


def _marked_piece(opened: Opened, terms: Glossary | None, words: str) -> Markup:
    return marked(opened.guide, opened.entry, words, opened.source_language, terms).html


def _since_published(opened: Opened, shown: FieldShown) -> None:
    """Beside Japanese, which has no source: what readers have of it now."""
    assert opened.published is not None
    before = text_at(opened.published.data, shown.place)
    if before:
        found = marked(opened.guide, opened.entry, before, opened.language)
        tag = WRITTEN[opened.language].tag
        shown.source = Markup('<span lang="{}">{}</span>').format(tag, found.html)
        shown.chips = chips(opened.guide, opened.entry, before, opened.language)


def with_theirs(shown: Sequence[FieldShown], theirs: WordsVersion, language: str) -> None:
    """Put what somebody else saved beside each text that says something else."""
    for one in shown:
        text = text_at(theirs.data, one.place)
        if text != one.value:
            difference = difference_html(text, one.value, language, ruby)
            one.theirs = Offer(text, difference, str(theirs.by or ""), "theirs")


def ruby(words: str) -> Markup:
    """Words with their readings above them."""
    return Markup(to_ruby(words))  # noqa: S704 - escaped there
