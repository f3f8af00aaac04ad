"""A text with its marks: official terms and how they are translated, numbers, facts in place.

What stands in words as a number, a telephone or a time belongs among the facts, where all
languages share it, so that it is flagged wherever it is typed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from madoguchi.editorial.translating.glossary import GlossaryTerm, found_terms, terms_of
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.looking import Evened, Stretch
from madoguchi.guide import Entry, Guide, InChapter, Procedure
from madoguchi.guide.references import Reference, fields_of, parts, references
from madoguchi.guide.rendering import facts
from madoguchi.guide.typed_facts import typed_facts
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN, to_ruby, without_readings

_NUMBER = re.compile(r"\d[\d.,]*(?<![.,])")
# Where a numbered list counts its points.
_POINT = re.compile(r"^\s*\d{1,9}[.)]\s", re.MULTILINE)


class OfficialTerm(NamedTuple):
    """A term of the glossary as it stands in a source, and what to say in the translation.

    `language` is that of `approved`; `reviewed` once a person has looked at the translation.
    """

    entry_id: str
    name: str
    approved: str
    language: str
    japanese: str
    reading: str
    reviewed: bool


class Flag(NamedTuple):
    """What stands in words as digits: a `fact` always belongs elsewhere, a `number` may."""

    words: str
    what: Literal["fact", "number"]


class Marked(NamedTuple):
    """A text as an editor sees it, the terms that stand in it, and what is typed into it."""

    html: Markup
    terms: tuple[OfficialTerm, ...]
    flags: tuple[Flag, ...]


class _Mark(NamedTuple):
    """Something at a place in a text."""

    at: Stretch
    of: OfficialTerm | Flag | Reference


class Glossary(NamedTuple):
    """The official terms for translating from one language into another."""

    guide: Guide
    language: str
    terms: tuple[GlossaryTerm, ...]

    def official(self, term: GlossaryTerm) -> OfficialTerm:
        """A term with its Japanese name and how that is read."""
        japanese = self.guide.entries[term.entry_id].words.get(SOURCE_LANGUAGE)
        return OfficialTerm(
            term.entry_id,
            without_readings(term.source),
            term.target,
            self.language,
            japanese.name if japanese else "",
            (japanese.reading if japanese else None) or "",
            term.approved,
        )


def glossary(guide: Guide, source_language: str, language: str) -> Glossary:
    """The glossary of a guide for translating from one language into another."""
    return Glossary(guide, language, terms_of(guide, source_language, language))


def marked(
    guide: Guide, owner: Entry, text: str, language: str, terms: Glossary | None = None
) -> Marked:
    """A text of an entry's words in one language with all its marks."""
    found = sorted(_all_marks(text, language, terms), key=lambda mark: mark.at)
    html, place = Markup(), 0
    told: set[OfficialTerm] = set()
    for mark in found:
        words = text[mark.at.start : mark.at.end]
        html += _plain(text[place : mark.at.start])
        if isinstance(mark.of, Reference):
            html += chip(guide, owner, mark.of, language)
        elif isinstance(mark.of, Flag):
            html += _flag_html(words, mark.of)
        else:
            html += _term_html(words, mark.of, beside=mark.of not in told)
            told.add(mark.of)
        place = mark.at.end
    html += _plain(text[place:])
    return Marked(
        html,
        tuple(dict.fromkeys(mark.of for mark in found if isinstance(mark.of, OfficialTerm))),
        tuple(dict.fromkeys(mark.of for mark in found if isinstance(mark.of, Flag))),
    )


def flags(text: str, language: str) -> tuple[Flag, ...]:
    """What is typed into a text as digits, each once.

    >>> flags("[[#phone]]、3階の窓口、13時から", "ja")
    (Flag(words='3', what='number'), Flag(words='13時', what='fact'))
    """
    found = sorted(_flags(text, language, []), key=lambda mark: mark.at)
    return tuple(dict.fromkeys(mark.of for mark in found if isinstance(mark.of, Flag)))


def _all_marks(text: str, language: str, terms: Glossary | None) -> list[_Mark]:
    """References, terms and flags; none stands inside another."""
    taken = _references(text)
    if terms is not None:
        taken += _terms(text, terms)
    return taken + list(_flags(text, language, taken))


def _references(text: str) -> list[_Mark]:
    found, place = [], 0
    for part in parts(text):
        end = place + len(part.words)
        if part.reference:
            end = text.index("]]", place) + 2
            found.append(_Mark(Stretch(place, end), part.reference))
        place = end
    return found


def _terms(text: str, terms: Glossary) -> Iterator[_Mark]:
    """Terms that are words of their own; in longer words and verbs they are said otherwise."""
    for found in found_terms(text, terms.terms):
        if found.alone:
            yield _Mark(Stretch(found.start, found.end), terms.official(found.term))


def _flags(text: str, language: str, taken: Iterable[_Mark]) -> Iterator[_Mark]:
    even, free = Evened(text), _Free(taken)
    points = [Stretch(*match.span()) for match in _POINT.finditer(text)]
    for fact in sorted(set(typed_facts(text, language)), key=len, reverse=True):
        for match in re.finditer(re.escape(fact), even.signs):
            at = even.stretch(*match.span())
            if free.take(at):
                yield _Mark(at, Flag(fact, "fact"))
    for point in points:
        free.take(point)
    for match in _NUMBER.finditer(even.signs):
        at = even.stretch(*match.span())
        if free.take(at):
            yield _Mark(at, Flag(match.group(), "number"))


class _Free:
    """Which stretches of a text nothing stands on yet."""

    def __init__(self, taken: Iterable[_Mark]) -> None:
        self._taken = [mark.at for mark in taken]

    def take(self, at: Stretch) -> bool:
        """Whether a stretch was free; then it is no more."""
        if any(at.start < other.end and other.start < at.end for other in self._taken):
            return False
        self._taken.append(at)
        return True


def _plain(words: str) -> Markup:
    return Markup(to_ruby(words))  # noqa: S704 - escaped there


def _term_html(words: str, term: OfficialTerm, *, beside: bool) -> Markup:
    """A term; where it stands for the first time, with its translation beside it."""
    shown = Markup('<mark class="term">{}</mark>').format(_plain(words))
    if not beside:
        return shown
    tag = WRITTEN[term.language].tag
    beside_it = Markup(' <span class="approved" lang="{}">{}</span>').format(
        tag, _plain(term.approved)
    )
    return shown + beside_it


def _flag_html(words: str, flag: Flag) -> Markup:
    why = {
        "fact": tell("Belongs among the facts: refer to it, as in [[#phone]]"),
        "number": tell("A number in the words: if it is an amount or a period, make it a fact"),
    }[flag.what]
    return Markup('<span class="flag flag-{}" title="{}">{}</span>').format(
        flag.what, why, _plain(words)
    )


def chip(guide: Guide, owner: Entry, reference: Reference, language: str) -> Markup:
    """A reference with the value that stands in its place for a reader."""
    written = f"[[{reference.entry}#{reference.field}]]"
    value = value_of(guide, owner, reference, language)
    if value is None:
        return Markup('<span class="chip chip-dead"><code>{}</code> {}</span>').format(
            written, tell("leads nowhere")
        )
    return Markup('<span class="chip"><code>{}</code> <span lang="{}">{}</span></span>').format(
        written, WRITTEN[language].tag, value
    )


def value_of(guide: Guide, owner: Entry, reference: Reference, language: str) -> Markup | None:
    """What a reader sees in the place of a reference; None where it leads nowhere."""
    named = guide.entries.get(reference.entry) if reference.entry else owner
    if named is None or reference.field not in referable(named):
        return None
    try:
        found = facts(guide, owner, reference, language)
    # A draft may speak of what is not published yet.
    except KeyError:
        return None
    shown = [escape(without_readings(fact.value.value)) for fact in found if fact.value.value]
    return Markup(", ").join(shown) if shown else None


def referable(entry: Entry) -> frozenset[str]:
    """The facts of an entry that words can refer to, by name."""
    can_be = fields_of(entry.kind)
    if isinstance(entry, InChapter):
        can_be |= frozenset(entry.facts)
    if isinstance(entry, Procedure):
        can_be |= frozenset(entry.periods)
    return can_be


def chips(guide: Guide, owner: Entry, text: str, language: str) -> list[tuple[str, Markup]]:
    """The references of a text as they are written, and as chips; each once."""
    named = dict.fromkeys(references(text))
    return [(f"[[{one.entry}#{one.field}]]", chip(guide, owner, one, language)) for one in named]
