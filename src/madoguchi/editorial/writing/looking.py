"""A text made even for looking things up in it, that knows where each of its signs stood."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from madoguchi.guide.facts import ID_PATTERN

# A reference stands for a fact: nothing is found in it or across it. No text holds this sign.
_FACT = "\ue000"
_WHOLE = re.compile(rf"\[\[(?:{ID_PATTERN})?#[a-z_]+\]\]|\{{(?P<words>[^{{}}|]+)\|[^{{}}|]+\}}")
# As `guide.typed_facts` evens them out: hyphens, and the long-vowel mark between digits.
_HYPHENS = re.compile(r"[‐‑‒–—−]|(?<=\d)ー(?=\d)")


class Stretch(NamedTuple):
    """From where to where something stands in a text."""

    start: int
    end: int


class Evened:
    """A text without its readings and without differences of width.

    >>> text = Evened("ＴＥＬは{窓口|まどぐち}へ")
    >>> text.signs, text.stretch(4, 6)
    ('TELは窓口へ', Stretch(start=4, end=13))
    """

    def __init__(self, text: str) -> None:
        signs: list[str] = []
        self._from: list[Stretch] = []
        place = 0
        for whole in _WHOLE.finditer(text):
            for index in range(place, whole.start()):
                self._add(signs, text[index], Stretch(index, index + 1))
            for sign in whole["words"] or _FACT:
                self._add(signs, sign, Stretch(*whole.span()))
            place = whole.end()
        for index in range(place, len(text)):
            self._add(signs, text[index], Stretch(index, index + 1))
        self.signs = _HYPHENS.sub("-", "".join(signs))

    def _add(self, signs: list[str], sign: str, stood: Stretch) -> None:
        even = _even(sign)
        signs.append(even)
        self._from += [stood] * len(even)

    def stretch(self, start: int, end: int) -> Stretch:
        """Where in the text something stands; a word with a reading always as a whole."""
        return Stretch(self._from[start].start, self._from[end - 1].end)


# A few thousand signs stand in all texts together.
@lru_cache(maxsize=16_384)
def _even(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)
