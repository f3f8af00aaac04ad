"""Official terms in a text, and whether a translation uses the approved word for them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from madoguchi.editorial.translating.keeping_marks import mark_spans
from madoguchi.guide import Guide, Term
from madoguchi.language import fold, without_readings

# Written without spaces between words, so a term is looked for as it stands; Korean puts
# particles behind a word and spaces where each writer likes.
_WITHOUT_SPACES = frozenset({"ja", "ja-x-easy", "zh-Hans", "ko", "th"})
_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
# A reading with its kanji is one piece; a letter takes its accents and sound marks along.
_PIECE = re.compile(
    r"\{([^{}|]+)\|[^{}|]+\}|\s+|.[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL
)
# Takes the place of a reference, so that no term is found in an entry's id.
_NOTHING = "\0"
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff々]")
# Kanji make words longer on either side; する and its forms make verbs of nouns, as た, て and
# ます do of 引っ越し.
_PART = re.compile(rf"{_KANJI.pattern}$")
_GOES_ON = re.compile(
    rf"{_KANJI.pattern}|す[るれ]|し[たてなまよ]|[させ][れせる]|でき|た|て|ま[すし]"
)
# A plural of the languages that we have takes at most so many letters.
_PLURAL = re.compile(r"(?:s|es)?(?![a-z0-9])")
# What may change at a word's end: ção/ções, libreta/libretas, ciudad/ciudades.
_ENDING, _SHORTEST_STEM = 3, 4
# "registro de residentes" for "registro de los residentes".
_BETWEEN = r"\W+(?:\w{1,3}\W+){0,2}?"


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An official term in two languages; `approved` once a person has reviewed the translation."""

    entry_id: str
    source: str
    target: str
    approved: bool


class FoundTerm(NamedTuple):
    """A term in a text, and where it begins and ends there.

    It is not `alone` where it is part of a longer word (相談所) or a verb (申請する), which is
    translated otherwise.
    """

    term: GlossaryTerm
    start: int
    end: int
    alone: bool


def terms_of(guide: Guide, source_language: str, language: str) -> tuple[GlossaryTerm, ...]:
    """The guide's official terms with their translation; those without one are left out."""
    found = []
    for entry in guide.all(Term):
        source, target = entry.words.get(source_language), entry.words.get(language)
        if source is None or target is None or not source.name or not target.name:
            continue
        approved = target.state == "approved"
        found.append(GlossaryTerm(entry.id, source.name, target.name, approved))
    return tuple(found)


def found_terms(text: str, terms: Iterable[GlossaryTerm]) -> list[FoundTerm]:
    """The terms that stand in a text, in its order; of two that overlap the longer.

    >>> card = GlossaryTerm("japan/residence-card", "在留カード", "residence card", approved=True)
    >>> [(one.start, one.end) for one in found_terms("{在留|ざいりゅう}カードを 持って", [card])]
    [(0, 13)]
    """
    folded, places = _with_places(text)
    taken = [False] * len(folded)
    found: list[FoundTerm] = []
    by_word = {fold(term.source): term for term in terms}
    for word in sorted(by_word, key=lambda word: (-len(word), word)):
        for start in _occurrences(folded, word):
            end = start + len(word)
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * len(word)
            alone = not _PART.search(folded[:start]) and not _GOES_ON.match(folded, end)
            found.append(FoundTerm(by_word[word], places[start][0], places[end - 1][1], alone))
    return sorted(found, key=lambda one: one.start)


def missing_terms(
    source: str, target: str, language: str, terms: Iterable[GlossaryTerm]
) -> tuple[GlossaryTerm, ...]:
    """Terms of the source whose approved translation does not occur in the target.

    A warning and never an error: a word may stand in another form, or be rightly left out where
    it is clear what is spoken of. Words are compared by their stems, and only those of the source
    that stand alone are looked for.

    >>> card = GlossaryTerm("japan/residence-card", "在留カード", "tarjeta de residencia", True)
    >>> missing_terms("在留カード", "Traigan sus tarjetas de residencia.", "es", [card])
    ()
    >>> [one.target for one in missing_terms("在留カード", "Traiga su carné.", "es", [card])]
    ['tarjeta de residencia']
    """
    folded = fold(target)
    once = dict.fromkeys(one.term for one in found_terms(source, terms) if one.alone)
    return tuple(term for term in once if not _occurs(term, folded, language))


def _occurs(term: GlossaryTerm, folded: str, language: str) -> bool:
    return any(_says(folded, form, language) for form in _forms(term.target))


def _forms(translation: str) -> Iterator[str]:
    """The ways in which an approved translation may be written: with its brackets and without.

    学童俱乐部（课后托管） is in a text either word, as is "nursery / day-care".
    """
    yield translation
    outside = _IN_BRACKETS.sub(" ", translation).strip()
    for part in (outside, *_IN_BRACKETS.findall(translation)):
        yield from (one for one in part.split(" / ") if one)


def _says(folded: str, form: str, language: str) -> bool:
    word = fold(form)
    if language in _WITHOUT_SPACES:
        return word.replace(" ", "") in folded.replace(" ", "")
    words = re.findall(r"\w+", word)
    if not words:
        return word in folded
    # Written as one word or with a hyphen it is the same term: check-up, checkup.
    together = "".join(words)
    return re.search(r"\b" + _BETWEEN.join(map(_in_its_forms, words)), folded) is not None or (
        len(words) > 1 and together in re.sub(r"\W", "", folded)
    )


def _in_its_forms(word: str) -> str:
    """A pattern for a word with another ending; short words only take a plural."""
    if len(word) <= _SHORTEST_STEM:
        return rf"{re.escape(word)}(?:s|es)?\b"
    return rf"{re.escape(word[: max(_SHORTEST_STEM, len(word) - _ENDING)])}\w*"


def _occurrences(folded: str, word: str) -> Iterator[int]:
    start = folded.find(word)
    while word and start >= 0:
        if _stands_alone(folded, word, start):
            yield start
        start = folded.find(word, start + 1)


def _stands_alone(folded: str, word: str, start: int) -> bool:
    """Whether a word is not merely a part of another: 薬 in 薬局, tax in taxi."""
    before, after = folded[start - 1 : start], folded[start + len(word) :]
    if len(word) == 1 and _KANJI.match(word):
        return not _KANJI.match(before) and not _KANJI.match(after[:1])
    if before.isascii() and before.isalnum() and word[0].isascii():
        return False
    return not word[-1].isascii() or _PLURAL.match(after) is not None


def _with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text folded, and for each of its characters where it comes from."""
    marks = dict(mark_spans(text))
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    while position < len(text):
        if position in marks:
            end, folded = marks[position], _NOTHING
        else:
            piece = _PIECE.match(text, position)
            assert piece is not None
            end = piece.end()
            folded = " " if piece.group(0).isspace() else _fold(piece.group(1) or piece.group(0))
        characters += folded
        places += [(position, end)] * len(folded)
        position = end
    return "".join(characters), places


@lru_cache(maxsize=8192)
def _fold(piece: str) -> str:
    return fold(piece)


def hint(term: GlossaryTerm) -> str:
    """A term for a translator's note: the word as it stands in the source, and what to say.

    >>> hint(GlossaryTerm("japan/tax", "{税金|ぜいきん}", "tax", approved=True))
    '税金 = tax'
    """
    return f"{without_readings(term.source)} = {term.target}"
