"""Finding entries by what people type: words, readings, questions, numbers.

`outlets/site/static/search.js` has the same rules, step by step; change both.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from madoguchi.edition.search_index import COMMON, PACK, Index, Packed, make_index
from madoguchi.guide import Entry, Guide
from madoguchi.language import Cut, cut_query, normal

# Longer questions are cut off: nobody types them, and their cost would be somebody else's time.
LONGEST_QUERY = 100
# What a hit counts: the word itself, one that begins with it or that it begins with, a synonym.
_WHOLE, _PART, _SYNONYM = 4, 3, 2
# A term is a word that matters in a question, so it counts as much as several others.
_TERM = 2
# Endings and particles of Japanese only decide between equals.
_WEAK = 8
# Words lose up to so many letters to find their singular, and keep at least so many.
_ENDING, _STEM = 2, 4


class Hit(NamedTuple):
    """An entry that was found; a higher score is a better hit."""

    entry: Entry
    score: int


class Searcher:
    """Finds entries of one guide; the index of a language is made when it is first asked for."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self._opened: dict[str, _Opened] = {}

    def search(self, query: str, language: str, limit: int = 20) -> list[Hit]:
        """The entries that fit best, best first; empty where none fits."""
        opened = self._open(language)
        return [
            Hit(self.guide.entries[opened.index.pages[page]], score)
            for page, score in opened.search(query, limit)
        ]

    def index(self, language: str) -> Index:
        """The index of a language, for copies that search by themselves."""
        return self._open(language).index

    def _open(self, language: str) -> "_Opened":
        opened = self._opened.get(language)
        if opened is None:
            opened = self._opened[language] = _Opened(make_index(self.guide, language))
        return opened


# The pages that a part of the query hits, with points; and how much the hit says.
class _Found(NamedTuple):
    points: dict[int, int]
    says: int
    weak: bool


class _Opened:
    """An index with what makes looking up quick."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._sorted = sorted(index.pieces)
        # By how they begin: most of some thousand patterns are ruled out without being looked for.
        self._patterns: dict[str, list[tuple[str, int]]] = {}
        for number, term in enumerate(index.terms):
            for pattern in term.patterns:
                self._patterns.setdefault(pattern[:2], []).append((pattern, number))

    def search(self, query: str, limit: int) -> list[tuple[int, int]]:
        """Pages and scores, best first."""
        query = query[:LONGEST_QUERY]
        found = [*self._terms(normal(query)), *map(self._look_up, cut_query(query))]
        strong = [one for one in found if not one.weak]
        if not any(one.points for one in strong):
            # "どこで" alone is a question too, when nothing else is one.
            found = strong = [one._replace(weak=False) for one in found]
        scores: dict[int, int] = {}
        covered: dict[int, int] = {}
        for one in strong:
            for page, points in one.points.items():
                scores[page] = scores.get(page, 0) + one.says * points
                covered[page] = covered.get(page, 0) + one.says
        for one in found:
            if one.weak:
                for page, points in one.points.items():
                    if page in scores:
                        scores[page] += one.says * points // _WEAK
        least = max(covered.values(), default=0)
        kept = [(page, score) for page, score in scores.items() if covered[page] * 2 >= least]
        kept.sort(key=lambda one: (-one[1], one[0]))
        return kept[:limit]

    def _look_up(self, cut: Cut) -> _Found:
        """The pages of one piece of a query."""
        points: dict[int, int] = {}
        common, number = False, 0
        for piece in self._near(cut):
            hits = self.index.pieces[piece]
            _add(points, hits.packed, _WHOLE if piece == cut.piece else _PART)
            # The word itself comes first; how rare it is does not depend on longer ones.
            if cut.piece not in self.index.pieces or piece == cut.piece:
                common, number = common or hits.common, len(points)
        return _Found(points, COMMON if common else self._says(number), cut.weak)

    def _near(self, cut: Cut) -> Iterator[str]:
        """The pieces of the index that a piece of a query means."""
        wanted = cut.piece
        if wanted in self.index.pieces:
            yield wanted
        if not cut.begins:
            return
        start = bisect_left(self._sorted, wanted)
        for piece in self._sorted[start:]:
            if not piece.startswith(wanted):
                break
            if piece != wanted:
                yield piece
        if not wanted[0].isdecimal():
            for length in range(max(_STEM, len(wanted) - _ENDING), len(wanted)):
                if wanted[:length] in self.index.pieces:
                    yield wanted[:length]

    def _says(self, pages: int) -> int:
        rarity = self.index.rarity
        return rarity[pages] if pages < len(rarity) else COMMON

    def _terms(self, said: str) -> Iterator[_Found]:
        """The pages of each term that a query says by any of its names; the longest names win."""
        starts = {said[at : at + size] for at in range(len(said)) for size in (1, 2)}
        hits = [hit for start in starts for hit in self._patterns.get(start, ()) if hit[0] in said]
        names = {pattern for pattern, _ in hits}
        inside = {one for one in names if any(one != other and one in other for other in names)}
        for number in sorted({number for pattern, number in hits if pattern not in inside}):
            points: dict[int, int] = {}
            _add(points, self.index.terms[number].packed, _SYNONYM)
            yield _Found(points, self._says(len(points)) * _TERM, weak=False)


def _add(points: dict[int, int], packed: Packed, factor: int) -> None:
    """Give each page that is hit the most that it is worth."""
    for one in packed:
        page, weight = divmod(one, PACK)
        worth = weight * factor
        if points.get(page, 0) < worth:
            points[page] = worth
