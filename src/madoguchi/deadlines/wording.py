"""A trace in words: how a date was counted, in every language."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from madoguchi.deadlines.deadline import Code, Reason
from madoguchi.hours.words import day_count, day_text
from madoguchi.language import marked, marked_count, say, say_count

_SAID: dict[Code, str] = {
    "event": marked("The time is counted from {day}."),
    "first-day-counted": marked("That day itself is day 1."),
    "first-day-not-counted": marked("That day is not counted: day 1 is {day}."),
    "that-day-itself": marked("The last day by law is that day itself: {day}."),
    "no-such-day": marked(
        "The last month has no such day, so its last day counts: {day} (Civil Code, article 143)."
    ),
    "other-reading": marked(
        "Counted to the same date of the month it would be {day}, by the Civil Code {other}. "
        "To be safe, the day to aim by is counted from the earlier one."
    ),
    "before": marked("It has to be done before {day}, so the last day is {other}."),
    "ends-earlier": marked("Your stay ends before that, on {day}: this day is the limit."),
    "ends-later": marked("Your stay ends later, on {day}. The limit is {other}."),
    "open-on-last-day": marked("Offices are open on {day}, so the last day stays where it is."),
    "never-rolls": marked("{day} does not move, even if offices are closed on it."),
    "aim-same": marked("Aim by {day}: offices are open on it."),
    "no-open-day": marked("Offices are closed until then: aim by {day}, the last day there is."),
    "year-end-assumed": marked(
        "That the municipal office is closed from 29 December to 3 January is assumed: "
        "we found no page that says so. Ask."
    ),
    "holidays-not-announced": marked(
        "The holidays of {year} are not official yet; they are computed."
    ),
}
_LAST_DAY = marked("Day {number} is the last day by law: {day}.")
_LAST = {
    "month": marked_count(
        "{number} month ends with {day}: the last day by law.",
        "{number} months end with {day}: the last day by law.",
    ),
    "year": marked_count(
        "{number} year ends with {day}: the last day by law.",
        "{number} years end with {day}: the last day by law.",
    ),
}
_ROLLED = {
    "weekend": marked("{day} is a weekend: the office takes it until {other}."),
    "holiday": marked("{day} is a public holiday: the office takes it until {other}."),
    "year-end": marked("{day} lies in the year-end holidays: the office takes it until {other}."),
}
_EARLIER = {
    "weekend": marked("{day} is a weekend. Aim by {other}, the last open day before it."),
    "holiday": marked("{day} is a public holiday. Aim by {other}, the last open day before it."),
    "year-end": marked(
        "{day} lies in the year-end holidays. Aim by {other}, the last open day before it."
    ),
}
_MARGIN = marked_count(
    "{number} day is taken off to be safe: {day}.", "{number} days are taken off to be safe: {day}."
)


def trace_text(trace: Sequence[Reason], language: str) -> list[str]:
    """The lines of a trace in a language, in the order of the counting.

    >>> from madoguchi.deadlines import Period, deadline_for
    >>> found = deadline_for(date(2026, 3, 3), Period(14, "day", "counted"), "ward")
    >>> trace_text(found.trace, "en")[2]
    'Day 14 is the last day by law: Mon, 16 Mar 2026.'
    """
    return [_line(reason, language) for reason in trace]


@lru_cache(maxsize=20_000)
def full_day(day: date, language: str) -> str:
    """A day with weekday and year: dates of a plan are read months later.

    >>> full_day(date(2026, 3, 16), "en")
    'Mon, 16 Mar 2026'
    """
    return day_text(day, language, date(1, 1, 1))


def _line(reason: Reason, language: str) -> str:
    days = {
        name: full_day(day, language)
        for name, day in (("day", reason.day), ("other", reason.other))
        if day
    }
    if reason.code == "last-day" and reason.detail == "day":
        return say(language, _LAST_DAY, number=str(reason.n), **days)
    if reason.code == "last-day":
        one, many = _LAST[reason.detail]
        return say_count(language, one, many, reason.n, number=str(reason.n), **days)
    if reason.code == "margin":
        number = day_count(reason.n, language)
        return say_count(language, *_MARGIN, reason.n, number=number, **days)
    if reason.code == "rolled":
        return say(language, _ROLLED[reason.detail], **days)
    if reason.code == "aim-earlier":
        return say(language, _EARLIER[reason.detail], **days)
    return say(language, _SAID[reason.code], year=str(reason.n), **days)
