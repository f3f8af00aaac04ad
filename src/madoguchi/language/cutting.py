"""Cutting of words for search: what is looked up in the index, the same from pages and queries.

`outlets/site/static/search.js` does the same on a phone; change both, and the shared cases say
whether they agree.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from madoguchi.language.search import even, fold, hiragana

# Scripts without spaces between words, and how long their pieces are: a Chinese character or a
# Korean syllable says much, a kana little, a Thai letter less. Ranges, because JavaScript and
# Python have to agree on them. ー belongs to what it makes long.
_HAN = "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
_HIRAGANA, _KATAKANA = "\u3041-\u3096\u309d-\u309f", "\u30a1-\u30fa\u30fc-\u30ff"
_HANGUL = "\uac00-\ud7a3"
# With its neighbours, which write vowels and tones as characters of their own.
_THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_SCRIPTS = {
    "han": (f"[{_HAN}]+", 2),
    "hiragana": (f"[{_HIRAGANA}][{_HIRAGANA}\u30fc]*", 3),
    "katakana": (f"[{_KATAKANA}]+", 3),
    "hangul": (f"[{_HANGUL}]+", 2),
    "thai": (f"[{_THAI}]+", 4),
}
_WORD = rf"(?:(?![{_HAN}{_HIRAGANA}{_KATAKANA}{_HANGUL}{_THAI}])[^\W_])+"
_SEGMENT = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, (pattern, _) in _SCRIPTS.items())
    + f"|(?P<word>{_WORD})"
)

# Telephone numbers are typed with and without hyphens, spaces and the country's number.
_COUNTRY = re.compile(r"\+81[- ]*(?:\(0\))?(?=[1-9])")
_SPACED = re.compile(r"(^|[^0-9])(0[0-9]{1,4}) ([0-9]{2,4}) ([0-9]{3,4})(?![0-9])")
_BETWEEN = re.compile("([0-9]) ?[-()\u2010-\u2015\u2212\u30fc]+ ?(?=[0-9])")


class Cut(NamedTuple):
    """A piece of a query; `begins` where longer pieces that begin with it are meant too.

    `weak` pieces hold hiragana, which in Japanese are mostly endings and particles.
    """

    piece: str
    begins: bool
    weak: bool


class _Segment(NamedTuple):
    script: str
    start: int
    end: int


def pieces(text: str) -> Iterator[str]:
    """Everything that a text is found by: words, and short pieces of scripts without spaces.

    Each piece stands with the shorter ones at the end of its run, so that whatever is typed is
    the beginning of some piece.

    >>> sorted(set(pieces("保育園 Visas")))
    ['visas', '保育', '園', '育園']
    """
    written = _with_whole_numbers(even(text))
    before = None
    for segment in _segments(written):
        run = hiragana(written[segment.start : segment.end])
        if segment.script == "word":
            yield run
        else:
            size = _SCRIPTS[segment.script][1]
            yield from (run[start : start + size] for start in range(len(run)))
            if _touch(before, segment):
                yield hiragana(written[segment.start - 1 : segment.start + 1])
        before = segment


def cut_query(text: str) -> list[Cut]:
    """What a query looks for, each piece once.

    >>> [cut.piece for cut in cut_query("ゴミはいつ？")]
    ['ごみ', 'はいつ']
    >>> [cut.piece for cut in cut_query("03-5984-4333 在留card")]
    ['0359844333', '在留', 'card']
    """
    written = _with_whole_numbers(even(text))
    segments = list(_segments(written))
    found: dict[str, Cut] = {}
    for place, segment in enumerate(segments):
        before = segments[place - 1] if place else None
        after = segments[place + 1] if place + 1 < len(segments) else None
        for cut in _cut_segment(written, segment, before, after):
            found.setdefault(cut.piece, cut)
    return list(found.values())


def _cut_segment(
    written: str, segment: _Segment, before: _Segment | None, after: _Segment | None
) -> Iterator[Cut]:
    start, end = segment.start, segment.end
    run = written[start:end]
    if segment.script == "word":
        yield Cut(run, len(run) > 2, weak=False)  # noqa: PLR2004 - too many words begin with "id"
        return
    pairs = []
    if len(run) == 1 and _touch(before, segment):
        pairs.append(written[start - 1 : end])
    if len(run) == 1 and after and _touch(segment, after):
        pairs.append(written[start : end + 1])
    size = _SCRIPTS[segment.script][1]
    whole = [run[one : one + size] for one in range(max(1, len(run) - size + 1))]
    # One character between others (お金, 子ども) says little without its neighbour.
    for piece in pairs or whole:
        begins = not pairs and len(piece) < size
        yield Cut(hiragana(piece), begins, weak=bool(re.search(f"[{_HIRAGANA}]", piece)))


def normal(text: str) -> str:
    """Text in the form in which phrases are compared: folded, words between single spaces.

    >>> normal("Visa更新、 在留 カード!")
    ' visa 更新在留かーど '
    """
    written = _with_whole_numbers(fold(text))
    said, before = "", "word"
    for script, start, end in _segments(written):
        apart = "word" in {before, script}
        said += f" {written[start:end]}" if apart else written[start:end]
        before = script
    return f"{said} " if said else ""


# Shorter phrases stand in too many longer words by chance, so they have to stand alone.
_ALONE = {"hangul": 1, "thai": 2, "hiragana": 1, "katakana": 1}
# Two kana begin a sentence (ごみはいつ) more often than they end one by chance.
_BEGINS = 2
_SHORT_WORD = 3


# The names of terms are asked for once a language, and are the same in all.
@lru_cache(maxsize=16_384)
def phrase_pattern(phrase: str) -> str:
    """What stands in the `normal` form of a text that says `phrase`; empty if it has no words.

    >>> phrase_pattern("visa"), phrase_pattern("ID"), phrase_pattern("在留カード")
    (' visa', ' id ', '在留かーど')
    """
    said = normal(phrase).strip()
    if not said:
        return ""
    segments = list(_segments(said))
    first, last = segments[0], segments[-1]
    if len(segments) == 1 and len(said) <= _ALONE.get(first.script, 0):
        return f" {said} "
    kana = first.script in {"hiragana", "katakana"} and len(said) <= _BEGINS
    before = " " if first.script == "word" or kana else ""
    short = last.script == "word" and last.end - last.start <= _SHORT_WORD
    return f"{before}{said}{' ' if short else ''}"


def _segments(written: str) -> Iterator[_Segment]:
    for match in _SEGMENT.finditer(written):
        yield _Segment(str(match.lastgroup), match.start(), match.end())


def _touch(before: _Segment | None, after: _Segment) -> bool:
    return (
        before is not None
        and before.end == after.start
        and before.script != "word"
        and after.script != "word"
    )


def _with_whole_numbers(written: str) -> str:
    local = _COUNTRY.sub("0", written)
    return _BETWEEN.sub(r"\1", _SPACED.sub(r"\1\2\3\4", local))
