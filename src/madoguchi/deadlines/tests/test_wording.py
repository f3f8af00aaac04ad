"""Every line of a trace in every language: the right one, with its days and numbers in it."""

from datetime import date
from typing import get_args

import pytest

from madoguchi.deadlines import Period, Reason, before, deadline_for
from madoguchi.deadlines.deadline import Code
from madoguchi.deadlines.wording import full_day, trace_text
from madoguchi.language import WRITTEN, without_readings

MONDAY, WEDNESDAY = date(2026, 3, 16), date(2026, 4, 1)
CLOSED = ("weekend", "holiday", "year-end")
# One line of each kind that there is.
LINES: dict[str, Reason] = {
    "event": Reason("event", MONDAY),
    "first-day-counted": Reason("first-day-counted", MONDAY),
    "first-day-not-counted": Reason("first-day-not-counted", MONDAY),
    "that-day-itself": Reason("that-day-itself", MONDAY),
    "last-day in days": Reason("last-day", MONDAY, n=14, detail="day"),
    "last-day in a month": Reason("last-day", MONDAY, n=1, detail="month"),
    "last-day in months": Reason("last-day", MONDAY, n=2, detail="month"),
    "last-day in a year": Reason("last-day", MONDAY, n=1, detail="year"),
    "last-day in years": Reason("last-day", MONDAY, n=5, detail="year"),
    "no-such-day": Reason("no-such-day", MONDAY),
    "other-reading": Reason("other-reading", MONDAY, WEDNESDAY),
    "before": Reason("before", WEDNESDAY, MONDAY),
    "ends-earlier": Reason("ends-earlier", MONDAY, WEDNESDAY),
    "ends-later": Reason("ends-later", WEDNESDAY, MONDAY),
    "open-on-last-day": Reason("open-on-last-day", MONDAY),
    **{f"rolled off {one}": Reason("rolled", MONDAY, WEDNESDAY, detail=one) for one in CLOSED},
    "never-rolls": Reason("never-rolls", MONDAY),
    "margin of a day": Reason("margin", MONDAY, n=1),
    "margin of days": Reason("margin", MONDAY, n=3),
    "aim-same": Reason("aim-same", MONDAY),
    **{
        f"aim-earlier than {one}": Reason("aim-earlier", WEDNESDAY, MONDAY, detail=one)
        for one in CLOSED
    },
    "no-open-day": Reason("no-open-day", MONDAY),
    "year-end-assumed": Reason("year-end-assumed"),
    "holidays-not-announced": Reason("holidays-not-announced", n=2028),
}
# What the words are about that say no day: of what follows a day, or of all of them.
NO_DAY = {"first-day-counted", "year-end-assumed", "holidays-not-announced"}


def said(reason: Reason, language: str) -> str:
    (line,) = trace_text([reason], language)
    return line


def test_there_is_a_line_here_for_every_code_that_a_trace_can_have() -> None:
    assert {reason.code for reason in LINES.values()} == set(get_args(Code))


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("name", LINES)
def test_every_line_is_said_in_every_language_with_its_days(name: str, language: str) -> None:
    reason = LINES[name]
    line = without_readings(said(reason, language))
    assert line.strip() == line != ""
    assert not any(mark in line for mark in ("{", "}", "[[", "None"))
    days = {without_readings(full_day(day, language)) for day in reason[1:3] if day}
    told = {day for day in days if day in line}
    # Two days make a line only where both are needed; the day that counts is never left out.
    assert told or reason.code in NO_DAY
    if reason.code in {"other-reading", "before", "rolled", "aim-earlier", "ends-later"}:
        assert told == days


@pytest.mark.parametrize("language", WRITTEN)
def test_numbers_stand_in_the_lines_that_count(language: str) -> None:
    assert "14" in said(LINES["last-day in days"], language).replace(full_day(MONDAY, language), "")
    for name, number in (
        ("last-day in months", "2"),
        ("last-day in years", "5"),
        ("margin of days", "3"),
        ("holidays-not-announced", "2028"),
    ):
        rest = without_readings(said(LINES[name], language))
        assert number in rest.replace(without_readings(full_day(MONDAY, language)), ""), name


@pytest.mark.parametrize("language", WRITTEN)
def test_lines_of_different_meaning_differ_in_every_language(language: str) -> None:
    lines = [said(reason, language) for reason in LINES.values()]
    assert len(set(lines)) == len(LINES)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("event", "The time is counted from Mon, 16 Mar 2026."),
        ("first-day-counted", "That day itself is day 1."),
        ("first-day-not-counted", "That day is not counted: day 1 is Mon, 16 Mar 2026."),
        ("that-day-itself", "The last day by law is that day itself: Mon, 16 Mar 2026."),
        ("last-day in days", "Day 14 is the last day by law: Mon, 16 Mar 2026."),
        ("last-day in a month", "1 month ends with Mon, 16 Mar 2026: the last day by law."),
        ("last-day in months", "2 months end with Mon, 16 Mar 2026: the last day by law."),
        ("last-day in a year", "1 year ends with Mon, 16 Mar 2026: the last day by law."),
        ("last-day in years", "5 years end with Mon, 16 Mar 2026: the last day by law."),
        (
            "before",
            "It has to be done before Wed, 1 Apr 2026, so the last day is Mon, 16 Mar 2026.",
        ),
        ("margin of a day", "1 day is taken off to be safe: Mon, 16 Mar 2026."),
        ("margin of days", "3 days are taken off to be safe: Mon, 16 Mar 2026."),
        (
            "rolled off weekend",
            "Mon, 16 Mar 2026 is a weekend: the office takes it until Wed, 1 Apr 2026.",
        ),
        (
            "rolled off holiday",
            "Mon, 16 Mar 2026 is a public holiday: the office takes it until Wed, 1 Apr 2026.",
        ),
        (
            "aim-earlier than year-end",
            (
                "Wed, 1 Apr 2026 lies in the year-end holidays. Aim by Mon, 16 Mar 2026, "
                "the last open day before it."
            ),
        ),
        ("holidays-not-announced", "The holidays of 2028 are not official yet; they are computed."),
    ],
)
def test_the_english_words_are_these(name: str, line: str) -> None:
    assert said(LINES[name], "en") == line


def test_a_whole_trace_is_told_in_the_order_of_the_counting() -> None:
    found = deadline_for(date(2026, 4, 20), Period(14, "day", "counted"), "ward")
    assert trace_text(found.trace, "en") == [
        "The time is counted from Mon, 20 Apr 2026.",
        "That day itself is day 1.",
        "Day 14 is the last day by law: Sun, 3 May 2026.",
        "Sun, 3 May 2026 is a public holiday: the office takes it until Thu, 7 May 2026.",
        "Sun, 3 May 2026 is a public holiday. Aim by Fri, 1 May 2026, the last open day before it.",
    ]


def test_that_a_wards_year_end_is_only_assumed_is_said_with_it() -> None:
    lines = trace_text(before(date(2027, 1, 4), calendar="ward").trace, "en")
    assert lines[-1].startswith("That the municipal office is closed from 29 December to 3 January")
    assert "assumed" in lines[-1]


@pytest.mark.parametrize("language", WRITTEN)
def test_a_day_of_a_plan_has_its_year_in_every_language(language: str) -> None:
    assert "2026" in full_day(MONDAY, language)
    assert full_day(MONDAY, language) != full_day(date(2027, 3, 16), language)
