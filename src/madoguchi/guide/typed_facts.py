"""Facts that were typed into words: they belong in fields, where every language shares them."""

import re
import unicodedata
from functools import lru_cache

from babel.dates import get_month_names

from madoguchi.guide.references import parts
from madoguchi.language import WRITTEN, without_readings

_PHONE = re.compile(
    r"(?<!\d)0\d{1,4}[-() .]{1,2}\d{1,4}[-() .]{1,2}\d{3,4}(?!\d)|(?<!\d)0\d{9,10}(?!\d)"
    r"|\+81[-() \d]{8,}\d|(?<!\d)\d{4} \d{4}(?!\d)"
)
_LOCAL_PHONE = re.compile(r"(?<![\d-])\d{4}-\d{4}(?![\d-])")
_SHORT_CODE = re.compile(r"#\d{4}(?!\d)|(?<![\d,.])1(?:10|18|19|71|88|89)(?![\d,.]\d|\d)")
_YEN = re.compile(
    r"\d[\d,. ]*(?:万|만|千)?(?:円|yen\b|日元|日圆|엔|เยน|ienes?\b|yenes?\b|yên)|[¥￥] ?\d",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)\d{1,2} ?: ?\d{2}(?!\d)"
    r"|\d{1,2} ?時(?!間)|\d{1,2} ?点(?!以)|\d{1,2} ?시(?!간)"
    r"|(?<!\d)\d{1,2} ?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
    r"|(?<!\d)\d{1,2}h(?:\d{2})?(?!\w)|(?<!\d)\d{1,2}[.]\d{2} ?น\.|pukul \d|(?<!\d)\d{1,2} น\."
    r"|(?:lúc|từ|đến) \d{1,2} ?giờ|\d{1,2} ?giờ (?:sáng|trưa|chiều|tối)"
    r"|(?<!\d)\d{1,2} ?o[’']clock|alas[- ]\d{1,2}|\b(?:a|de) las? \d{1,2}(?![\d-])|\bàs \d{1,2}"
    r"|(?<!\d)\d{1,2} ?(?:โมง|ทุ่ม)|\bjam \d{1,2}",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"|\d{1,2} ?月 ?\d{1,2} ?[日号]|\d{1,2} ?월 ?\d{1,2} ?일"
    r"|(?:19|20)\d{2} ?[年년]|(?:令和|平成) ?\d"
    r"|(?<![\d/])(?!24/7)\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])"
    r"|[一二三四五六七八九十]+月[一二三四五六七八九十]+日|午[前後][一二三四五六七八九十]+時"
    r"|ngày \d{1,2} tháng \d{1,2}|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)",
    re.IGNORECASE,
)


@lru_cache(maxsize=len(WRITTEN))
def _month_and_day(language: str) -> re.Pattern[str] | None:
    """A month's name beside a number, in languages that name their months."""
    locale = WRITTEN[language].babel
    names = {
        name
        for width in ("wide", "abbreviated")
        for name in get_month_names(width, locale=locale).values()
        if name and not any(character.isdigit() for character in name)
    }
    if not names:
        return None
    month = "|".join(re.escape(name.rstrip(".")) for name in sorted(names, key=len, reverse=True))
    # Compatibility forms are evened out before, so that 1º stands as 1o.
    return re.compile(
        rf"(?<!\w)\d{{1,2}}(?:o|st|nd|rd|th)?(?: de| ng)? (?:{month})(?!\w)"
        rf"|(?<!\w)(?:{month})\.? \d{{1,2}}(?!\d)",
        re.IGNORECASE,
    )


def typed_facts(words: str, language: str, *, name: bool = False) -> list[str]:
    """Telephone numbers, clock times, dates and amounts of yen that stand in words as digits.

    In a `name`, a short code such as #7119 is the name itself.

    >>> typed_facts("電話は０３-3975-1252、13時から", "ja")
    ['03-3975-1252', '13時']
    >>> typed_facts("24 時間 [[#phone]]", "ja"), typed_facts("since April 1", "en")
    ([], ['April 1'])
    """
    plain = " ".join(part.words for part in parts(words))
    plain = unicodedata.normalize("NFKC", without_readings(plain))
    # The long-vowel mark is typed for a hyphen between digits too.
    plain = re.sub(r"[‐‑‒–—−]|(?<=\d)ー(?=\d)", "-", plain)
    patterns = [_PHONE, _LOCAL_PHONE, _TIME, _DATE, _YEN]
    if not name:
        patterns.append(_SHORT_CODE)
    by_month = _month_and_day(language)
    if by_month is not None:
        patterns.append(by_month)
    return [match.group(0).strip() for pattern in patterns for match in pattern.finditer(plain)]
