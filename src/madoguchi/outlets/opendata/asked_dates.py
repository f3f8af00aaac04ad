"""A period as somebody asks for it, by the API or on the command line, and its dates."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from madoguchi.deadlines import EXPECTED_DAY, FirstDay, Period, Roll, Unit, deadline_for, read_day
from madoguchi.language import WRITTEN, written_language
from madoguchi.outlets.opendata.plan_answers import DeadlineOut, deadline_out

# Longer than any period that a resident meets; what ends later has no known holidays anyway.
_LONGEST = 36_500
_HOW_LONG: tuple[Unit, ...] = ("day", "month", "year")


class AskedForPlan(BaseModel):
    """How a plan is told; the answers themselves are named by the event's questions."""

    language: str = Field("", description="language of the words, as ko; English if left out")
    speaks: str = Field("", description="spoken language of the windows that help")
    today: str = Field("", description=f"ask as on another day, as {EXPECTED_DAY}")


class AskedForDeadline(BaseModel):
    """A period: one of days, months and years, from a day."""

    days: int | None = Field(None, ge=0, le=_LONGEST, description="so many days")
    months: int | None = Field(None, ge=0, le=1200, description="so many months")
    years: int | None = Field(None, ge=0, le=100, description="so many years")
    start: str = Field(alias="from", description=f"the day of the event, as {EXPECTED_DAY}")
    first_day: Literal["counted", "not-counted"] = Field(
        "not-counted", alias="first-day", description="whether the day of the event is day 1"
    )
    roll: Roll = Field("none", description="by whose days off the last day moves, if at all")
    margin: int = Field(0, ge=0, le=365, description="days taken off the day to aim by")
    language: str = Field("en", description="language of the trace, as ko")


def counted(asked: AskedForDeadline, today: date) -> DeadlineOut:
    """The dates of the period that is asked for; ValueError says what was wrong with it."""
    stated = [
        (n, unit)
        for n, unit in zip((asked.days, asked.months, asked.years), _HOW_LONG, strict=True)
        if n is not None
    ]
    if len(stated) != 1:
        raise ValueError("how long is it? Expected one of days, months and years")
    words = written_language(asked.language)
    if words is None:
        raise ValueError(
            f'no words in "{asked.language[:40]}"; expected one of {", ".join(WRITTEN)}'
        )
    n, unit = stated[0]
    first_day: FirstDay = "counted" if asked.first_day == "counted" else "not_counted"
    # No months from a day are that day itself, as no days are.
    period = Period(n, unit if n else "day", first_day)
    start = read_day(asked.start, today)
    found = deadline_for(start, period, asked.roll, margin_days=asked.margin, today=today)
    return deadline_out(found, start, period, asked.margin, words.code)
