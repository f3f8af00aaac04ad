"""Whether a translation is as long as translations into its language usually are.

A translation that is much shorter has often lost a sentence; one that is much longer says more
than its source, and does not fit where a phone shows it.
"""

import re
from typing import Literal, NamedTuple

from madoguchi.guide.references import parts
from madoguchi.language import SOURCE_LANGUAGE, without_readings

# Up to which length of the Japanese each column of `RATIOS` holds: names, one sentence, more.
_BANDS = (16, 40)
# How many characters a translation has for each of the Japanese: less than the first only 2 of
# 100 texts have, half have less than the second, 2 of 100 more than the third; the outer ones
# rounded outwards to 0.05. Counted on 2026-11-28 by `characters` in the 929 texts that japan,
# life, tokyo and nerima had in each language.
RATIOS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "ja": ((1.0, 1.0, 1.0), (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)),
    "ja-x-easy": ((0.80, 1.00, 3.50), (0.75, 1.06, 2.20), (0.80, 1.18, 1.95)),
    "en": ((1.35, 2.93, 7.70), (1.15, 1.92, 3.10), (1.35, 1.98, 2.85)),
    "zh-Hans": ((0.45, 1.00, 2.20), (0.50, 0.75, 1.10), (0.50, 0.74, 1.10)),
    "ko": ((0.50, 1.00, 2.15), (0.70, 0.92, 1.30), (0.70, 0.95, 1.25)),
    "fil": ((1.35, 3.33, 9.00), (1.40, 2.29, 3.55), (1.55, 2.28, 3.40)),
    "vi": ((1.20, 2.70, 5.80), (1.10, 1.91, 3.00), (1.35, 1.87, 2.75)),
    "th": ((1.20, 2.93, 7.00), (1.15, 2.00, 3.40), (1.35, 1.98, 3.00)),
    "pt": ((1.50, 3.27, 8.70), (1.30, 2.33, 3.70), (1.45, 2.24, 3.15)),
    "es": ((1.55, 3.40, 9.35), (1.30, 2.39, 3.85), (1.60, 2.31, 3.40)),
    "id": ((1.20, 3.20, 8.35), (1.40, 2.33, 3.70), (1.65, 2.33, 3.35)),
}
# Of so few characters more or less nothing can be said.
_SLACK = 4


class LengthHint(NamedTuple):
    """How long a translation is in characters, and between which lengths most are."""

    verdict: Literal["short", "fine", "long"]
    length: int
    at_least: int
    at_most: int


def characters(text: str) -> int:
    """How long a text is: without readings and spaces; a reference is as long as its fact.

    >>> characters("{窓口|まどぐち}に [[#phone]]")
    3
    """
    words = "".join(part.words for part in parts(text))
    return len(re.sub(r"\s", "", without_readings(words)))


def expected_length(source: str, source_language: str, language: str) -> tuple[int, int]:
    """Between which lengths a translation of `source` usually is, in characters.

    >>> expected_length("外国語相談の窓口は区役所の二階にあります", "ja", "en")
    (19, 66)
    """
    length = characters(source)
    band = sum(length / RATIOS[source_language][1][1] >= limit for limit in _BANDS)
    source_low, source_usual, source_high = RATIOS[source_language][band]
    low, usual, high = RATIOS[language][band]
    # Either text may be the one that is longer or shorter than is usual in its language.
    at_least = length * min(low / source_usual, usual / source_high)
    at_most = length * max(high / source_usual, usual / source_low)
    return max(1, int(at_least) - _SLACK), int(at_most) + _SLACK


def length_hint(
    source: str, translation: str, language: str, source_language: str = SOURCE_LANGUAGE
) -> LengthHint:
    """Whether a translation is shorter or longer than most are of such a source.

    >>> length_hint("くらしの簡単な相談を外国語で受け付けます。", "At the ward.", "en")
    LengthHint(verdict='short', length=10, at_least=20, at_most=69)
    """
    at_least, at_most = expected_length(source, source_language, language)
    length = characters(translation)
    if length < at_least:
        return LengthHint("short", length, at_least, at_most)
    return LengthHint("long" if length > at_most else "fine", length, at_least, at_most)
