"""Times, days and languages as people type them, and as packs hold them.

What cannot be read is left as it was typed, so that the entry's own type says what it expected.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel import Locale

from madoguchi.deadlines.days import BadDayError, read_day
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.hours import OTHER
from madoguchi.language import is_spoken, own_name, spoken_name

_SEPARATORS = re.compile(r"[,、，;；\n]+")
# Between two ends; a bare hyphen stands inside dates too, so it needs spaces there.
_TO = re.compile(r"\s*(?:\.\.|〜|~|―|–|—|から|\bto\b|\s-\s)\s*(?:まで)?")
_DASHES = re.compile(r"[‐‑‒–—―−－]|(?<=\d)ー(?=\d)")
_CLOCK = r"([0-9]{1,2})(?:[:：.]([0-9]{2})|時([0-9]{1,2})?分?)"
_TIMES = re.compile(rf"{_CLOCK}\s*(?:-|〜|~|から)\s*(翌日?)?\s*{_CLOCK}(?:まで)?\s*(\+1)?")
_MONTH_DAY = re.compile(r"([0-9]{1,2})\s*[-/月]\s*([0-9]{1,2})\s*日?")
# A year no earlier than any that stands in a pack, so that none is "too far ahead".
_FAR = date(2200, 1, 1)
_RANGE_SHOWN = "〜"


def tidy(typed: str) -> str:
    """Half-width signs and plain hyphens, as every field with a form of its own has them.

    >>> tidy("０３－３９７５－１２５２ ")
    '03-3975-1252'
    """
    return _DASHES.sub("-", unicodedata.normalize("NFKC", typed)).strip()


def pieces(typed: str) -> list[str]:
    """What stands between commas or on lines of their own.

    >>> pieces("1、11，21")
    ['1', '11', '21']
    """
    return [piece.strip() for piece in _SEPARATORS.split(typed) if piece.strip()]


def tidy_pieces(typed: str) -> list[str]:
    """The same, each in half-width signs.

    >>> tidy_pieces("１、１１")
    ['1', '11']
    """
    return [tidy(piece) for piece in pieces(typed)]


def times(typed: str) -> list[str]:
    """Opening times as packs hold them.

    >>> times("9:30〜12時、１３：００－１７：００"), times("18:00-翌8:00")
    (['09:30-12:00', '13:00-17:00'], ['18:00-08:00+1'])
    >>> times("mornings")
    ['mornings']
    """
    return [_span(piece) for piece in pieces(typed)]


def _span(piece: str) -> str:
    match = _TIMES.fullmatch(tidy(piece))
    if match is None:
        return piece
    opens, _, _, next_day, closes, _, _, plus = match.group(1, 2, 3, 4, 5, 6, 7, 8)
    start = f"{int(opens):02}:{int(match[2] or match[3] or 0):02}"
    end = f"{int(closes):02}:{int(match[6] or match[7] or 0):02}"
    return f"{start}-{end}{'+1' if next_day or plus else ''}"


def day(typed: str) -> str:
    """A day as packs hold it.

    >>> day("2026/3/3"), day("令和8年3月3日"), day("soon")
    ('2026-03-03', '2026-03-03', 'soon')
    """
    try:
        return read_day(typed, _FAR).isoformat()
    except BadDayError:
        return tidy(typed)


def dates(typed: str) -> list[str]:
    """Days and stretches of days as packs hold them.

    >>> dates("2026/12/7、2027-02-08〜2027-02-09")
    ['2026-12-07', '2027-02-08..2027-02-09']
    """
    return ["..".join(day(end) for end in _ends(piece)) for piece in pieces(typed)]


def seasons(typed: str) -> list[str]:
    """Stretches of every year as packs hold them.

    >>> seasons("7/21〜8/31"), seasons("12月26日から1月7日")
    (['07-21..08-31'], ['12-26..01-07'])
    """
    return ["..".join(_month_day(end) for end in _ends(piece)) for piece in pieces(typed)]


def _ends(piece: str) -> list[str]:
    return [end.removesuffix("まで").strip() for end in _TO.split(piece, maxsplit=1)]


def _month_day(typed: str) -> str:
    match = _MONTH_DAY.fullmatch(tidy(typed))
    return f"{int(match[1]):02}-{int(match[2]):02}" if match else typed


def ends_shown(held: str) -> str:
    """A stretch of days as a form shows it.

    >>> ends_shown("2027-02-08..2027-02-09")
    '2027-02-08〜2027-02-09'
    """
    return held.replace("..", _RANGE_SHOWN)


def languages(typed: str) -> list[str]:
    """Codes of spoken languages, from their names in Japanese, in English or in themselves.

    >>> languages("英語、Nepali, 中文"), languages("fil, other"), languages("えいご")
    (['en', 'ne', 'zh'], ['fil', 'other'], ['えいご'])
    """
    found = []
    for piece in pieces(typed):
        plain = _plain(piece)
        code = OTHER if plain in _others() else _codes().get(plain) or _own_codes().get(plain)
        found.append(code or piece)
    return found


def language_shown(code: str) -> str:
    """The name of a spoken language for staff; its code where the name would be read otherwise."""
    if code == OTHER:
        return tell("other languages: ask")
    name = spoken_name(code, staff_language())
    return name if _codes().get(_plain(name)) == code else code


def languages_shown(codes: Iterable[str]) -> str:
    """Several languages on one line."""
    comma = "、" if staff_language() == "ja" else ", "
    return comma.join(language_shown(code) for code in codes)


def unknown_languages(codes: Iterable[str]) -> list[str]:
    """Those that are no language we know, as they were typed."""
    return [code for code in codes if code != OTHER and not is_spoken(code)]


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """The code of each language by itself and by what it is called in Japanese and English."""
    found = {code: code for code in _spoken()}
    for language in ("ja", "en"):
        for code in _spoken():
            found.setdefault(_plain(spoken_name(code, language)), code)
    return found


@lru_cache(maxsize=1)
def _own_codes() -> dict[str, str]:
    """Codes by own names, which CLDR keeps in a file a language: read only where they are asked."""
    return {_plain(own_name(code)): code for code in reversed(_spoken())}


@lru_cache(maxsize=1)
def _spoken() -> tuple[str, ...]:
    return tuple(str(code) for code in Locale.parse("en").languages if is_spoken(str(code)))


def _others() -> frozenset[str]:
    said = {tell("other languages: ask"), "その他", "その他の言語", "other", "others"}
    return frozenset(_plain(one) for one in said)


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip().casefold()
