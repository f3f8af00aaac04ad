"""Readings written into the text as {漢字|かんじ}: to HTML, to plain text, and checked."""

import re
from html import escape

_READING = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_KANA = re.compile(r"[\u3040-\u309f\u30a0-\u30ffー]+")
# CJK ideographs, 々 which repeats one and 〆 which is read しめ; 〇 and digits need no reading.
_KANJI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆]")


def to_ruby(text: str) -> str:
    """HTML with `<ruby>` for each reading; everything else is escaped.

    >>> to_ruby("{窓口|まどぐち} <1>")
    '<ruby>窓口<rp>(</rp><rt>まどぐち</rt><rp>)</rp></ruby> &lt;1&gt;'
    """
    return _READING.sub(r"<ruby>\1<rp>(</rp><rt>\2</rt><rp>)</rp></ruby>", escape(text, quote=True))


def without_readings(text: str) -> str:
    """The text as it is written without its readings.

    >>> without_readings("{窓口|まどぐち}で {聞|き}く")
    '窓口で 聞く'
    """
    return _READING.sub(r"\1", text)


def as_read(text: str) -> str:
    """The text as it is read: readings stand in the place of what they explain.

    >>> as_read("{窓口|まどぐち}で {聞|き}く")
    'まどぐちで きく'
    """
    return _READING.sub(r"\2", text)


def kanji_without_reading(text: str) -> list[str]:
    """Characters of `text` that a reader of plain Japanese is given no reading for.

    >>> kanji_without_reading("{区役所|くやくしょ}の前")
    ['前']
    """
    return _KANJI.findall(_READING.sub("", text))


def broken_readings(text: str) -> list[str]:
    """Braces and bars that form no reading, and readings that are not kana.

    >>> broken_readings("{窓口|} {窓口|madoguchi}")
    ['{窓口|}', '{窓口|madoguchi}']
    """
    odd = [
        match.group(0)
        for match in _READING.finditer(text)
        if not _KANA.fullmatch(match.group(2)) or not match.group(1).strip()
    ]
    rest = _READING.sub("", text)
    return re.findall(r"\{[^{}]*\}?|[{}|]", rest) + odd
