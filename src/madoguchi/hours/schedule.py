"""One line of opening hours: which languages, which days, which times, with which exceptions."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from madoguchi.hours.calendars import (
    WEEKDAYS,
    DatesField,
    Day,
    SeasonField,
    is_nth,
)
from madoguchi.hours.clock import SpanField

# "Other languages: ask" is a schedule too; its answer is always unknown.
OTHER = "other"

DayName = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]
Times = tuple[SpanField, ...]
Hours = Literal["unknown"] | Annotated[Times, Field(min_length=1)]
# What a public holiday or the year's end does to the hours of a day.
Effect = Literal["closed", "same", "unknown"] | Annotated[Times, Field(min_length=1)]
Via = Literal["direct", "interpreter", "machine"]


class SpecialDay(BaseModel):
    """Dates that have hours of their own, above every other rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    dates: DatesField
    hours: Literal["closed", "unknown"] | Annotated[Times, Field(min_length=1)]


class Schedule(BaseModel):
    """Hours of one group of languages.

    Days are weekdays (`holiday` is every public holiday), narrowed to the `nth` of the month and
    moved by `plus_days` ("the day after the second Saturday"), or days of the month, or dates.
    `seasons` and `valid_from`/`valid_to` (both included) narrow them further.

    Precedence (Decision 10): special day > closure > year-end > holiday > week, and "closed" from
    any of them but a special day beats "unknown" from another. What is not stated is unknown.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    speaks: tuple[str, ...] = Field(min_length=1)
    via: Via = "direct"
    days: tuple[DayName, ...] = ()
    nth: tuple[Annotated[int, Field(ge=-5, le=5)], ...] = ()
    plus_days: Annotated[int, Field(ge=-6, le=6)] = 0
    month_days: tuple[Annotated[int, Field(ge=1, le=31)], ...] = ()
    dates: tuple[DatesField, ...] = ()
    seasons: tuple[SeasonField, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    hours: Hours
    on_holidays: Effect = "unknown"
    at_year_end: Effect = "unknown"
    # Whether the source prints 29 Dec-3 Jan, or only says "the year's end".
    year_end_dates: Literal["assumed", "printed"] = "assumed"
    closures: tuple[str, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()
    # Whether these hours are sure to be in this language: "the languages differ by the hour".
    certain: bool = True
    booking: Literal["not_needed", "required", "unknown"] = "unknown"

    @model_validator(mode="after")
    def _days_are_said_once(self) -> Self:
        ways = [name for name in ("days", "month_days", "dates") if getattr(self, name) != ()]
        if len(ways) > 1:
            raise ValueError(f"days are given twice ({' and '.join(ways)}); expected one of them")
        if not ways and self.hours != "unknown":
            raise ValueError("no days; expected days, month_days or dates")
        if (self.nth or self.plus_days) and not self.days:
            raise ValueError("nth and plus_days need days (weekdays)")
        if self.plus_days and not self.nth:
            raise ValueError("plus_days needs nth: the day after which one of the month?")
        if self.nth and "holiday" in self.days:
            raise ValueError("nth counts weekdays, so holiday cannot stand beside it")
        if 0 in self.nth:
            raise ValueError("nth counts from 1, or from -1 at the end of the month")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        if OTHER in self.speaks and len(self.speaks) > 1:
            raise ValueError("other stands alone; write a schedule of its own for those named")
        return self

    def speaks_of(self, day: date) -> bool:
        """Whether the schedule says anything about `day`."""
        return self.is_valid(day) or self.special_day(day) is not None

    def special_day(self, day: date) -> SpecialDay | None:
        """The special day that `day` is; it stands outside the schedule's validity too."""
        for special in self.special_days:
            if special.dates.start <= day <= special.dates.end:
                return special
        return None

    def is_valid(self, day: date) -> bool:
        """Whether `day` lies between the dates of the schedule's validity."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    def selects(self, day: date, *, holiday: bool) -> bool:  # noqa: PLR0911 - a way each
        """Whether `day` is one of its days, before holidays and closures are looked at."""
        if self.seasons and not any(season.covers(day) for season in self.seasons):
            return False
        if self.dates:
            return self.lists(day)
        if self.month_days:
            return day.day in self.month_days
        if self.nth:
            ordinal = day.toordinal() - self.plus_days
            if not 1 <= ordinal <= date.max.toordinal():
                return False
            anchor = date.fromordinal(ordinal)
            return any(is_nth(anchor, WEEKDAYS.index(name), self.nth) for name in self.days)
        if self.days:
            return WEEKDAYS[day.weekday()] in self.days or (holiday and "holiday" in self.days)
        return True

    def lists(self, day: date) -> bool:
        """Whether `day` is one of its single dates, which stand above closures and holidays."""
        return any(span.start <= day <= span.end for span in self.dates)
