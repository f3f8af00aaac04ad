"""Translation memory: texts translated before that are the same as a new one, or nearly."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from madoguchi.editorial.writing.differences import Piece, difference
from madoguchi.language import without_readings

# Below this a translator has read and deleted more than was won.
LEAST_LIKE = 0.7
# So many candidates are compared letter by letter, and none that shares less than this of its
# pairs of letters. Texts could be made that are missed by it; benchmarks/memory.py counts how
# many of ours are, against trying them all: none.
_COMPARED = 60
_LEAST_SHARED = 0.35


@dataclass(frozen=True, slots=True)
class Pair:
    """A text with its translation, and where they stand, in words for whoever is offered them."""

    source: str
    target: str
    language: str
    where: str
    approved: bool = False


@dataclass(frozen=True)
class Match:
    """A pair whose source is the text that is asked for, or like it by `ratio` (0 to 1)."""

    pair: Pair
    asked: str
    ratio: float

    @property
    def is_exact(self) -> bool:
        return self.ratio == 1

    @cached_property
    def passages(self) -> tuple[Piece, ...]:
        """What differs: removed is what the memory's source had, added what is asked for."""
        return difference(self.pair.source, self.asked)


@dataclass(frozen=True, slots=True)
class _Known:
    """A source of the memory with all its translations; of equals the first given comes first."""

    text: str
    shares: int
    pairs: list[Pair]


class Memory:
    """All pairs, found by their source; of pairs that are alike as much, the first given wins.

    >>> memory = Memory([Pair("月曜に開きます。", "Opens on Monday.", "en", "nerima/desk")])
    >>> [(one.pair.target, round(one.ratio, 2)) for one in memory.matches("火曜に開きます。", "en")]
    [('Opens on Monday.', 0.88)]
    """

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._known: dict[str, dict[str, _Known]] = defaultdict(dict)
        for pair in pairs:
            text = even(pair.source)
            if not text or not pair.target.strip():
                continue
            known = self._known[pair.language]
            if text not in known:
                known[text] = _Known(text, len(_shares(text)), [])
            if all(one.target != pair.target for one in known[text].pairs):
                known[text].pairs.append(pair)
        self._indexes: dict[str, _Index] = {}

    def exact(self, source: str, language: str) -> Pair | None:
        """The pair whose source is this very text; None where there is none."""
        known = self._known.get(language, {}).get(even(source))
        return known.pairs[0] if known else None

    def matches(
        self, source: str, language: str, *, least: float = LEAST_LIKE, most: int = 5
    ) -> list[Match]:
        """Translations of the same text and of texts like it, the likest first."""
        asked = even(source)
        if not asked:
            return []
        if language not in self._indexes:
            self._indexes[language] = _Index(self._known.get(language, {}).values())
        found = self._indexes[language].like(asked, least)
        ranked = sorted(found, key=lambda one: -one[1])
        return [
            Match(pair, source, ratio) for known, ratio in ranked[:most] for pair in known.pairs
        ][:most]


class _Index:
    """The sources of one language by the pairs of letters that they are made of."""

    def __init__(self, known: Iterable[_Known]) -> None:
        self._known = list(known)
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, one in enumerate(self._known):
            for share in _shares(one.text):
                self._having[share].append(number)

    def like(self, asked: str, least: float) -> Iterator[tuple[_Known, float]]:
        shares = _shares(asked)
        in_common: Counter[int] = Counter()
        for share in shares:
            # Counting in C is what makes this fast.
            in_common.update(self._having.get(share, ()))
        nearest = sorted(
            (
                (2 * count / (len(shares) + self._known[number].shares), number)
                for number, count in in_common.items()
                if _could_be(len(asked), len(self._known[number].text), least)
            ),
            # Of equals the first given.
            key=lambda one: (-one[0], one[1]),
        )
        for shared, number in nearest[:_COMPARED]:
            if shared < _LEAST_SHARED:
                return
            ratio = likeness(asked, self._known[number].text)
            if ratio >= least:
                yield self._known[number], ratio


def _could_be(one: int, other: int, least: float) -> bool:
    """Whether texts of these lengths can be alike enough at all."""
    return 2 * min(one, other) >= least * (one + other)


def _shares(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters; the ends of the text count as neighbours too."""
    framed = f"\0{text}\0"
    return frozenset(framed[place : place + 2] for place in range(len(framed) - 1))


def even(text: str) -> str:
    r"""A text by which two are the same: spaces and readings change nothing for a translator.

    >>> even("{窓口|まどぐち}で  聞く\n") == even("窓口で 聞く")
    True
    >>> even("- 一\n- 二") == even("- 一 - 二")
    False
    """
    lines = unicodedata.normalize("NFC", without_readings(text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def likeness(one: str, other: str) -> float:
    """How much of two texts is common to both in the same order, from 0 to 1.

    Twice the longest common subsequence over both lengths. It is counted with the bits of one
    large number (Hyyrö 2004), in a fraction of difflib's time, whose ratio is never higher.

    >>> likeness("月曜に開く", "火曜に開く")
    0.8
    >>> likeness("", "a"), likeness("a", "a")
    (0.0, 1.0)
    """
    if one == other:
        return 1.0
    places: dict[str, int] = defaultdict(int)
    for place, letter in enumerate(one):
        places[letter] |= 1 << place
    everything = (1 << len(one)) - 1
    row = everything
    for letter in other:
        found = row & places.get(letter, 0)
        row = (row + found | row - found) & everything
    common = len(one) - row.bit_count()
    return 2 * common / (len(one) + len(other))
