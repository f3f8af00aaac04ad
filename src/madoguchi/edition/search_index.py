"""What search looks things up in: one index a language, made from a guide once.

The design named SQLite's full-text search. Its rules could not run on a phone, where the guide is
searched without a network, and two sets of rules would give two answers. So the index is a small
table of our own that Python and JavaScript read alike, and all its numbers are integers.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from madoguchi.guide import (
    Chapter,
    Emergency,
    Entry,
    Guidance,
    Guide,
    InChapter,
    LifeEvent,
    Location,
    Phone,
    Programme,
    Service,
    Term,
)
from madoguchi.guide.rendering import address, name_of, numbers_of, plain
from madoguchi.language import (
    SOURCE_LANGUAGE,
    as_read,
    fold,
    normal,
    own_name,
    phrase_pattern,
    pieces,
    romaji,
    spoken_name,
)

# The kinds that have a page; among equals the kind that is listed first is found first.
SEARCHED = (Emergency, LifeEvent, Guidance, Programme, Service, Chapter)

# What a hit is worth, by where it stands. A weight has to be less than PACK.
_NAME, _OTHER_NAME, _SUMMARY, _ABOUT, _BODY, _ASIDE = 10, 8, 4, 3, 2, 1
_OWN_NUMBER, _NUMBER = 14, 10
# A hit in a short name says more: up to so many pieces, so much more.
_SHORT_NAMES = ((2, 3), (5, 2), (10, 1))
# A page and a weight in one number: page * PACK + weight.
PACK = 16
# What stands in more than two of five pages hardly tells them from each other.
_MOST = 2, 5
COMMON = 8
# Even the smallest guide finds what stands in so many pages.
_FEW = 3
_RARITY_STEPS = 16

# A tenth of the memory that a list of integers takes.
Packed: TypeAlias = "array[int]"


@dataclass(frozen=True, slots=True)
class Hits:
    """The pages of a piece. What is `common` is looked for in names and numbers only."""

    packed: Packed
    common: bool


@dataclass(frozen=True, slots=True)
class TermIndex:
    """A term: patterns of all that people call it in any language, and the pages that say it."""

    patterns: tuple[str, ...]
    packed: Packed


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that searching in one language needs.

    `pages` are ids of entries. `rarity` is what a piece counts by the number of pages hit; what is
    common, or hits more pages than it has numbers for, counts COMMON.
    """

    pages: tuple[str, ...]
    pieces: Mapping[str, Hits]
    terms: tuple[TermIndex, ...]
    rarity: tuple[int, ...]


def make_index(guide: Guide, language: str) -> Index:
    """The index of all entries that have a page, for readers of a language."""
    entries = sorted(
        (one for one in guide.entries.values() if isinstance(one, SEARCHED)),
        key=lambda one: _rank(guide, one),
    )
    fields = [list(_fields(guide, one, language)) for one in entries]
    found = [_weights(of_page) for of_page in fields]
    most = max(_FEW, len(entries) * _MOST[0] // _MOST[1])
    by_piece: dict[str, dict[int, int]] = {}
    for page, weights in enumerate(found):
        for piece, weight in weights.items():
            by_piece.setdefault(piece, {})[page] = weight
    said = [[(weight, normal(text)) for weight, text in of_page] for of_page in fields]
    terms = (_term(one, language, by_piece, said) for one in guide.all(Term))
    return Index(
        pages=tuple(one.id for one in entries),
        pieces={piece: _hits(pages, most) for piece, pages in sorted(by_piece.items())},
        terms=tuple(one for one in terms if 0 < len(one.packed) <= most),
        rarity=_rarity(len(entries), most),
    )


def _rank(guide: Guide, entry: Entry) -> tuple[int, int, int, str]:
    """The municipality's own before what is its prefecture's; then by kind, order and id."""
    kind = next(place for place, one in enumerate(SEARCHED) if isinstance(entry, one))
    order = getattr(entry, "order", 0)
    return guide.packs.index(entry.pack), kind, int(order), entry.id


def _hits(pages: Mapping[int, int], most: int) -> Hits:
    if len(pages) <= most:
        return Hits(_packed(pages), common=False)
    named = {page: weight for page, weight in pages.items() if weight >= _OTHER_NAME}
    return Hits(_packed(named), common=True)


def _packed(pages: Mapping[int, int]) -> Packed:
    return array("I", (page * PACK + weight for page, weight in sorted(pages.items())))


def _rarity(pages: int, most: int) -> tuple[int, ...]:
    """What a hit counts by the number of pages hit; what nobody says is as rare as one page."""
    counts = (round(_RARITY_STEPS * math.log2(1 + pages / number)) for number in range(1, most + 1))
    told = list(counts)
    return (told[0] if told else 0, *told)


def _weights(fields: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The most that each piece of a page is worth."""
    weights: dict[str, int] = {}
    for weight, text in fields:
        cut = set(pieces(text))
        worth = weight
        if weight == _NAME:
            worth += next((more for upto, more in _SHORT_NAMES if len(cut) <= upto), 0)
        for piece in cut:
            if weights.get(piece, 0) < worth:
                weights[piece] = worth
    return weights


def _fields(guide: Guide, entry: Entry, language: str) -> Iterator[tuple[int, str]]:
    """What a page says, with what a hit in it is worth."""
    yield from _names(guide, entry, language)
    for field, weight in (
        ("summary", _SUMMARY), ("for_whom", _ABOUT), ("join", _BODY), ("body", _BODY),
        ("advice", _ASIDE), ("caveat", _ASIDE),
    ):  # fmt: skip
        if field not in entry.may_have_words:
            continue
        said = plain(guide, entry, field, language)
        if said:
            yield weight, said.value
    if entry.page_number:
        yield _OWN_NUMBER, str(entry.page_number)
    number = _OWN_NUMBER if isinstance(entry, Service | Emergency) else _NUMBER
    yield from ((number, one) for one in _numbers(guide, entry))
    for named in _named(entry):
        yield _BODY, name_of(guide, named, language).value
    if isinstance(entry, Service):
        for code in entry.speaks:
            said_so = {spoken_name(code, language), spoken_name(code, "ja"), own_name(code)}
            yield from ((_ABOUT, one) for one in sorted(said_so))
    yield from _place(guide, entry, language)


def _names(guide: Guide, entry: Entry, language: str) -> Iterator[tuple[int, str]]:
    name = name_of(guide, entry.id, language).value
    yield _NAME, name
    yield from ((_OTHER_NAME, one) for one in _called(entry, language))
    if as_read(name) != name:
        yield _OTHER_NAME, as_read(name)
    japanese = entry.words.get(SOURCE_LANGUAGE)
    if japanese is None:
        return
    yield _OTHER_NAME, japanese.name
    yield from ((_OTHER_NAME, one) for one in japanese.also)
    if japanese.reading:
        # People type readings with and without spaces between words, and in one kind of kana.
        yield _OTHER_NAME, japanese.reading
        yield _OTHER_NAME, fold(japanese.reading).replace(" ", "")
        yield _OTHER_NAME, romaji(japanese.reading)
        yield _OTHER_NAME, romaji(japanese.reading).replace(" ", "")


def _called(entry: Entry, language: str) -> tuple[str, ...]:
    wording = entry.words.get(language)
    return wording.also if wording else ()


def _numbers(guide: Guide, entry: Entry) -> Iterator[str]:
    """Telephone numbers with and without their area code."""
    phones: tuple[Phone, ...] = ()
    if isinstance(entry, Service):
        phones = entry.phones
    elif isinstance(entry, InChapter | Emergency):
        phones = numbers_of(guide, entry)
    for phone in phones:
        yield phone.printed
        yield phone.printed.partition("-")[2]


def _named(entry: Entry) -> Iterator[str]:
    """Entries by whose names this one is found too."""
    if isinstance(entry, Service):
        yield from entry.topics
        yield entry.organization
    if isinstance(entry, InChapter):
        yield entry.chapter
        yield from entry.services
        if entry.organization:
            yield entry.organization
    if isinstance(entry, Emergency) and entry.service:
        yield entry.service
    if isinstance(entry, LifeEvent):
        yield from entry.steps


def _place(guide: Guide, entry: Entry, language: str) -> Iterator[tuple[int, str]]:
    where = entry.location if isinstance(entry, Service | Programme) else None
    if where is None:
        return
    place = guide.get(where, Location)
    yield _BODY, name_of(guide, where, language).value
    yield from ((_ASIDE, address(place, code).value) for code in (language, SOURCE_LANGUAGE))


def _term(
    term: Term,
    language: str,
    by_piece: Mapping[str, Mapping[int, int]],
    said: list[list[tuple[int, str]]],
) -> TermIndex:
    """The pages that say a term in their language or in Japanese, by any of its names."""
    pages: dict[int, int] = {}
    here = {
        one for code in (language, SOURCE_LANGUAGE) if code in term.words
        for one in (term.words[code].name, *term.words[code].also)
    }  # fmt: skip
    for phrase in sorted(here):
        pattern = phrase_pattern(phrase)
        hit = [by_piece.get(piece, {}) for piece in pieces(phrase)]
        for page in min(hit, key=len, default={}) if pattern else ():
            worth = max((weight for weight, text in said[page] if pattern in text), default=0)
            if worth > pages.get(page, 0):
                pages[page] = worth
    return TermIndex(_patterns(term), _packed(pages))


def _patterns(term: Term) -> tuple[str, ...]:
    phrases: set[str] = set()
    for wording in term.words.values():
        reading = wording.reading or ""
        phrases |= {wording.name, *wording.also, reading, romaji(reading)}
    return tuple(sorted({phrase_pattern(one) for one in phrases} - {""}))
