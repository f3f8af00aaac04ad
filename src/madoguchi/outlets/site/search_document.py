"""The index of search as a document for the phone: what `static/search.js` reads."""

from collections.abc import Iterable
from itertools import pairwise

from madoguchi.edition.search_index import Hits, Index, Packed
from madoguchi.guide import Guide, Json
from madoguchi.guide.rendering import name_of, plain
from madoguchi.language import SOURCE_LANGUAGE, without_readings
from madoguchi.outlets.site.addresses import address_of

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def index_document(guide: Guide, index: Index, language: str) -> dict[str, Json]:
    """Everything that searching in a language needs, as small as JSON can hold it.

    `pages` are [address, name, Japanese name (empty if it is the name), summary, kind]. `pieces`
    are sorted as JavaScript sorts; `hits` stand in the same order: differences in base 36, a dot
    between, "!" before those of common pieces. `terms` are [patterns, hits].
    """
    # JavaScript compares 16-bit units.
    pieces = sorted(index.pieces, key=lambda piece: piece.encode("utf-16-be"))
    return {
        "pages": [_page(guide, page, language) for page in index.pages],
        "pieces": " ".join(pieces),
        "hits": " ".join(_hits(index.pieces[piece]) for piece in pieces),
        "terms": [[",".join(one.patterns), _differences(one.packed)] for one in index.terms],
        "rarity": list(index.rarity),
    }


def _page(guide: Guide, entry_id: str, language: str) -> Json:
    entry = guide.entries[entry_id]
    name = without_readings(name_of(guide, entry_id, language).value)
    japanese = without_readings(name_of(guide, entry_id, SOURCE_LANGUAGE).value)
    summary = plain(guide, entry, "summary", language)
    return [
        address_of(guide, entry, language),
        name,
        "" if japanese == name else japanese,
        summary.value if summary else "",
        entry.kind,
    ]


def _hits(hits: Hits) -> str:
    return ("!" if hits.common else "") + _differences(hits.packed)


def _differences(packed: Packed) -> str:
    return ".".join(_written(here - before) for before, here in pairwise([0, *packed]))


def _written(number: int) -> str:
    """A number in base 36, as JavaScript's parseInt reads it."""
    digits: Iterable[str] = ()
    while number >= len(_DIGITS):
        number, rest = divmod(number, len(_DIGITS))
        digits = (_DIGITS[rest], *digits)
    return _DIGITS[number] + "".join(digits)
