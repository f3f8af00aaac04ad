"""Reading a day as people write it: 2026-03-03, 2026年3月3日, 令和8年3月3日, R8.3.3."""

import re
import unicodedata
from datetime import date
from typing import Literal

EXPECTED_DAY = "2026-03-16, 2026/3/16 or 令和8年3月16日"
# Nobody asks about earlier days, and a later one is a slip of the pen.
EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 10

WrongDay = Literal["unreadable", "no-such-day", "too-early", "too-far", "other-calendar"]

# The year before each era's first, and its first day.
_ERAS = {
    "令和": (2018, date(2019, 5, 1)),
    "平成": (1988, date(1989, 1, 8)),
    "昭和": (1925, date(1926, 12, 25)),
}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
_DAY = re.compile(
    r"(?P<era>令和|平成|昭和|[RHS])?\s*(?P<year>[0-9]{1,4}|元)\s*[-/.年]\s*"
    r"(?P<month>[0-9]{1,2})\s*[-/.月]\s*(?P<day>[0-9]{1,2})\s*日?",
    re.IGNORECASE,
)
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# Years of the Buddhist era, which Thai papers print, lie so far ahead of ours.
_BUDDHIST = range(2500, 2650)
_YEAR_WRITTEN_OUT = 4


class BadDayError(ValueError):
    """A day that cannot be taken; `why` says what is wrong with it."""

    def __init__(self, why: WrongDay, text: str) -> None:
        super().__init__(f'"{text[:40]}" {_WRONG[why]}; expected a day as {EXPECTED_DAY}')
        self.why = why
        self.text = text


_WRONG: dict[WrongDay, str] = {
    "unreadable": "is no day",
    "no-such-day": "does not exist in the calendar",
    "too-early": f"is before {EARLIEST.year}",
    "too-far": f"is more than {YEARS_AHEAD} years ahead",
    "other-calendar": "has a year of another calendar",
}


def read_day(text: str, today: date) -> date:
    """The day that `text` names; BadDayError says what was wrong with it.

    >>> read_day("令和8年3月3日", date(2026, 11, 28)).isoformat()
    '2026-03-03'
    >>> read_day("２０２６／３／３", date(2026, 11, 28)).isoformat()
    '2026-03-03'
    >>> try:
    ...     read_day("2569-03-03", date(2026, 11, 28))
    ... except BadDayError as error:
    ...     print(error.why)
    other-calendar
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _RUN_TOGETHER.sub(r"\1-\2-\3", plain) if _RUN_TOGETHER.fullmatch(plain) else plain
    match = _DAY.fullmatch(plain)
    if match is None:
        raise BadDayError("unreadable", text)
    era = _LETTERS.get((match["era"] or "").upper(), match["era"])
    year = 1 if match["year"] == "元" else int(match["year"])
    if era is None and (match["year"] == "元" or len(match["year"]) != _YEAR_WRITTEN_OUT):
        raise BadDayError("unreadable", text)
    before_first, begins = _ERAS[era] if era else (0, date.min)
    if not era and year in _BUDDHIST:
        raise BadDayError("other-calendar", text)
    try:
        day = date(before_first + year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise BadDayError("no-such-day", text) from None
    if day < begins:
        raise BadDayError("no-such-day", text)
    if day < EARLIEST:
        raise BadDayError("too-early", text)
    if day > _years_after(today):
        raise BadDayError("too-far", text)
    return day


def _years_after(today: date) -> date:
    # 29 February has no day ten years on.
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + YEARS_AHEAD, day=28 if leap else today.day)
