"""Clock times, weekdays and dates as each written language writes them (CLDR by Babel)."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list

from madoguchi.hours import easy_words
from madoguchi.hours.calendars import WEEKDAYS, weekday_runs
from madoguchi.hours.clock import DAY, TOKYO, Span
from madoguchi.language import WRITTEN, say

EASY = "ja-x-easy"
# The day before the month, so that nobody who is used to day-month dates reads it wrongly.
_DATE_LOCALES = {"en": "en_GB"}
# CLDR has no pattern for a stretch of weekdays; in Chinese it is written like one of dates.
_DAY_RANGES = {"zh-Hans": "{0}至{1}", "ko": "{0}~{1}"}
# Koreans write the tilde without the spaces that CLDR puts around it.
_TIME_RANGES = {"ko": "{0}~{1}"}
# Tables of hours in these languages have no "and" between days.
_PLAIN_LISTS = {"ko": ", ", "zh-Hans": "、"}
# Two days in a row are read faster as two days.
_SHORTEST_RANGE = 3
# A span of Thai times has its word for the clock once, at the end.
_HOURS_WORD = {"th": " น."}


@lru_cache(maxsize=len(WRITTEN))
def _locale(language: str) -> Locale:
    return Locale.parse(_DATE_LOCALES.get(language, WRITTEN[language].babel))


def _range(language: str, patterns: dict[str, str], start: str, end: str) -> str:
    # CLDR's own fallback for what it has no pattern for; spaces around its dash are for long texts.
    pattern = patterns.get(language) or _locale(language).interval_formats[None]
    return re.sub(r"\s*–\s*", "–", pattern.format(start, end))


def list_text(parts: Sequence[str], language: str) -> str:
    """Several things as a list that ends with "and".

    >>> list_text(["Tue", "Thu", "Sat"], "en"), list_text(["火", "木"], "ja")
    ('Tue, Thu and Sat', '火、木')
    """
    if language == EASY:
        return easy_words.both(parts)
    if language in _PLAIN_LISTS:
        return _PLAIN_LISTS[language].join(parts)
    # CLDR's Thai "and" sticks to what follows, which runs times together.
    return re.sub(r"\s*และ\s*", " และ ", format_list(list(parts), locale=_locale(language)))


def weekday_text(index: int, language: str) -> str:
    """The short name of a weekday, 0 for Monday.

    >>> weekday_text(4, "ko"), weekday_text(4, "vi")
    ('금', 'Th 6')
    """
    if language == EASY:
        return easy_words.weekday(index)
    return str(_locale(language).days["stand-alone"]["abbreviated"][index])


def weekdays_text(days: Sequence[str], language: str, more: Sequence[str] = ()) -> str:
    """Weekdays in the week's order, three or more in a row as a stretch, then `more`.

    >>> weekdays_text(["mon", "wed", "thu", "fri"], "en")
    'Mon and Wed–Fri'
    >>> weekdays_text(["sat", "sun"], "en", ["public holidays"])
    'Sat, Sun and public holidays'
    """
    parts: list[str] = []
    for run in weekday_runs(WEEKDAYS.index(day) for day in days):
        names = [weekday_text(index, language) for index in run]
        short = len(names) < _SHORTEST_RANGE
        parts += names if short else [_weekday_range(names[0], names[-1], language)]
    return list_text([*parts, *more], language)


def _weekday_range(first: str, last: str, language: str) -> str:
    if language == EASY:
        return f"{first}から {last}"
    return _range(language, _DAY_RANGES, first, last)


def time_text(minutes: int, language: str) -> str:
    """A time of day, from minutes since midnight; past 24:00 it is one of the next day.

    >>> time_text(570, "en"), time_text(570, "ja"), time_text(780, "id"), time_text(780, "th")
    ('09:30', '9:30', '13.00', '13:00 น.')
    >>> time_text(32 * 60, "en")
    '08:00 the next day'
    """
    if language == EASY:
        return easy_words.time(minutes)
    if minutes > DAY:
        return say(language, "{time} the next day", time=time_text(minutes - DAY, language))
    hour, minute = divmod(minutes, 60)
    pattern = str(_locale(language).datetime_skeletons["Hm"].pattern)
    return pattern.replace("HH", f"{hour:02}").replace("H", f"{hour}").replace("mm", f"{minute:02}")


def span_text(span: Span, language: str) -> str:
    """From one time to another.

    >>> span_text(Span(780, 1020), "en"), span_text(Span(780, 1020), "ko")
    ('13:00–17:00', '13:00~17:00')
    """
    if span == Span(0, DAY):
        return say(language, "24 hours")
    start, end = time_text(span.start, language), time_text(span.end, language)
    if language == EASY:
        return f"{start}から {end}まで"
    return _range(language, _TIME_RANGES, start.removesuffix(_HOURS_WORD.get(language, "")), end)


def spans_text(spans: Sequence[Span], language: str) -> str:
    """Times of one day.

    >>> spans_text([Span(570, 720), Span(780, 1020)], "es")
    '9:30–12:00 y 13:00–17:00'
    """
    parts = [span_text(span, language) for span in spans]
    return "、".join(parts) if language == EASY else list_text(parts, language)


def month_day_text(day: date, language: str) -> str:
    """A day of any year.

    >>> month_day_text(date(2026, 12, 29), "en"), month_day_text(date(2026, 12, 29), "pt")
    ('29 Dec', '29 de dez.')
    """
    if language == EASY:
        return easy_words.month_day(day)
    return format_skeleton("MMMd", day, locale=_locale(language))


def date_text(day: date, language: str) -> str:
    """A day with its year.

    >>> date_text(date(2026, 12, 7), "en"), date_text(date(2026, 12, 7), "ko")
    ('7 Dec 2026', '2026년 12월 7일')
    """
    if language == EASY:
        return easy_words.year(day.year) + easy_words.month_day(day)
    return format_skeleton("yMMMd", day, locale=_locale(language))


def printed_text(printed: str, language: str) -> str:
    """A date as a page prints it: a day, a month or a year ("2026-11-27", "2026-11", "2026").

    >>> printed_text("2026-11-27", "en"), printed_text("2026-11", "en"), printed_text("2026", "en")
    ('27 Nov 2026', 'Nov 2026', '2026')
    """
    year, _, rest = printed.partition("-")
    if "-" in rest:
        return date_text(date.fromisoformat(printed), language)
    if language == EASY:
        month = easy_words.month(int(rest)) if rest else ""
        return easy_words.year(int(year)) + month
    if not rest:
        return year
    return format_skeleton("yMMM", date(int(year), int(rest), 1), locale=_locale(language))


def day_count(number: int, language: str) -> str:
    """A number of days for a phrase that counts them; plain Japanese reads each in its own way.

    >>> day_count(14, "en"), day_count(14, "ja-x-easy")
    ('14', '{14日間|じゅうよっかかん}')
    """
    return easy_words.days(number) if language == EASY else str(number)


def days_text(start: str, end: str, language: str) -> str:
    """From one day to another, both already in words.

    >>> days_text("29 Dec", "3 Jan", "en")
    '29 Dec–3 Jan'
    """
    if language == EASY:
        return f"{start}から {end}まで"
    return _range(language, _DAY_RANGES, start, end)


def moment_text(at: datetime, language: str, reference: date | None = None) -> str:
    """A day and time of Tokyo; with its year only where that is not the one of `reference`.

    >>> moment_text(datetime(2026, 11, 27, 10), "en")
    'Fri 27 Nov 10:00'
    >>> moment_text(datetime(2027, 1, 4, 13), "ko", date(2026, 12, 28))
    '2027년 1월 4일 (월) 13:00'
    """
    local = at.astimezone(TOKYO) if at.tzinfo is not None else at
    with_year = reference is not None and reference.year != local.year
    day = _weekday_and_day(local.date(), language, with_year=with_year)
    joint = "　" if language == EASY else " "
    return f"{day}{joint}{time_text(local.hour * 60 + local.minute, language)}"


def _weekday_and_day(day: date, language: str, *, with_year: bool) -> str:
    if language == EASY:
        year = easy_words.year(day.year) if with_year else ""
        return f"{year}{easy_words.month_day(day)}（{easy_words.weekday(day.weekday())}）"
    skeleton = "yMMMEd" if with_year else "MMMEd"
    return format_skeleton(skeleton, day, locale=_locale(language))


def day_text(day: date, language: str, reference: date | None = None) -> str:
    """A day with its weekday; with its year only where that is not the one of `reference`.

    >>> day_text(date(2026, 11, 27), "en")
    'Fri 27 Nov'
    """
    with_year = reference is not None and reference.year != day.year
    return _weekday_and_day(day, language, with_year=with_year)
