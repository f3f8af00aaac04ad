"""How often something takes place, where single dates are not known."""

from typing import Annotated, Literal

from babel.dates import get_month_names
from pydantic import Field

from madoguchi.guide.facts import EntryId, Facts
from madoguchi.hours.clock import SpanField
from madoguchi.hours.schedule import DayName
from madoguchi.hours.words import EASY, list_text, spans_text, weekdays_text
from madoguchi.language import WRITTEN, marked, marked_count, say, say_count

_PER = {
    "week": marked_count("{count} time a week", "{count} times a week"),
    "month": marked_count("{count} time a month", "{count} times a month"),
    "two-months": marked_count("{count} time in two months", "{count} times in two months"),
    "year": marked_count("{count} time a year", "{count} times a year"),
}
_ONLY = {
    "school-days": marked("not in the school holidays"),
    "summer-vacation": marked("in the summer vacation"),
}


class Rhythm(Facts):
    """How often, on which weekdays, in which months, at what times: as much as `source` says.

    `about` is set where the source says "about". Two rhythms of two sources may contradict each
    other; both are shown, each with its source's date.
    """

    times: Annotated[int, Field(ge=1)] | None = None
    per: Literal["week", "month", "two-months", "year"] | None = None
    days: tuple[DayName, ...] = ()
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    hours: tuple[SpanField, ...] = ()
    only: Literal["school-days", "summer-vacation"] | None = None
    about: bool = False
    source: EntryId


def rhythm_text(rhythm: Rhythm, language: str) -> str:
    """A rhythm in words.

    >>> rhythm_text(Rhythm(times=1, per="month", source="x/y"), "en")
    '1 time a month'
    >>> rhythm_text(Rhythm(days=("sat",), only="school-days", source="x/y"), "en")
    'Sat, not in the school holidays'
    """
    said = []
    if rhythm.per:
        often = say_count(language, *_PER[rhythm.per], rhythm.times or 1)
        said.append(say(language, "about {often}", often=often) if rhythm.about else often)
    if rhythm.months:
        said.append(_months_text(rhythm.months, language))
    if rhythm.days:
        said.append(weekdays_text(rhythm.days, language))
    if rhythm.hours:
        said.append(spans_text(rhythm.hours, language))
    if rhythm.only:
        said.append(say(language, _ONLY[rhythm.only]))
    return ("、" if WRITTEN[language].uses_kanji else ", ").join(said)


def _months_text(months: tuple[int, ...], language: str) -> str:
    if language == EASY:
        return "、".join(f"{month}{{月|がつ}}" for month in months)
    names = get_month_names("abbreviated", context="stand-alone", locale=WRITTEN[language].babel)
    return list_text([names[month] for month in months], language)
