"""Days that differ: public holidays, the year's end, and days off of a building."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal

import holidays
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)

# `holidays` knows the Holiday Act from its first full year to the last year for which the
# equinoxes are computed; outside, nothing is said about holidays.
FIRST_YEAR, LAST_YEAR = 1949, 2099

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def weekday_runs(indexes: Iterable[int]) -> list[list[int]]:
    """Weekdays, 0 for Monday, in order and grouped where they follow each other.

    >>> weekday_runs([4, 0, 2, 3])
    [[0], [2, 3, 4]]
    """
    runs: list[list[int]] = []
    for index in sorted(set(indexes)):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """Public holidays as ordinals of `date.toordinal`, known from `first` to `last`, inclusive.

    `special` are the holidays and the year's ends together: the days that no week describes.
    """

    days: frozenset[int]
    first: int
    last: int
    special: frozenset[int]


def holiday_calendar(days: Iterable[date], first_year: int, last_year: int) -> HolidayCalendar:
    """A calendar of `days`, which are all there are from `first_year` to `last_year`."""
    ordinals = frozenset(day.toordinal() for day in days)
    year_ends = frozenset(
        date(year, month, day).toordinal()
        for year in range(first_year, last_year + 1)
        for month, day in ((1, 1), (1, 2), (1, 3), (12, 29), (12, 30), (12, 31))
    )
    return HolidayCalendar(
        ordinals,
        date(first_year, 1, 1).toordinal(),
        date(last_year, 12, 31).toordinal(),
        ordinals | year_ends,
    )


@lru_cache(maxsize=1)
def japan() -> HolidayCalendar:
    """Public holidays of Japan with substitutes and citizens' holidays (Holiday Act art. 2, 3).

    >>> date(2026, 9, 22).toordinal() in japan().days
    True
    """
    named = holidays.country_holidays("JP", years=range(FIRST_YEAR, LAST_YEAR + 1))
    return holiday_calendar(named, FIRST_YEAR, LAST_YEAR)


def is_year_end(day: date) -> bool:
    """29 December to 3 January (Decision 10).

    >>> is_year_end(date(2026, 12, 29)), is_year_end(date(2027, 1, 4))
    (True, False)
    """
    return (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)  # noqa: PLR2004


@dataclass(frozen=True, slots=True, order=True)
class MonthDays:
    """A stretch of every year, both ends included; it may run over the new year.

    >>> parse_month_days("12-26..01-07").covers(date(2027, 1, 3))
    True
    """

    start: tuple[int, int]
    end: tuple[int, int]

    def covers(self, day: date) -> bool:
        at = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= at <= self.end
        return at >= self.start or at <= self.end

    def __str__(self) -> str:
        return "..".join(f"{month:02}-{day:02}" for month, day in (self.start, self.end))


@dataclass(frozen=True, slots=True, order=True)
class Dates:
    """A stretch of days in one year or over several, both ends included."""

    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start}" if self.start == self.end else f"{self.start}..{self.end}"


_MONTH_DAYS = r"\d{2}-\d{2}\.\.\d{2}-\d{2}"
_DATES = r"\d{4}-\d{2}-\d{2}(\.\.\d{4}-\d{2}-\d{2})?"
EXPECTED_SEASON = 'days of every year as "07-21..08-31"'
EXPECTED_DATES = 'a date as "2026-12-07", or several as "2027-02-08..2027-02-09"'


def parse_month_days(text: str) -> MonthDays:
    """A season from the form that packs use; ValueError says what was expected."""
    if not re.fullmatch(_MONTH_DAYS, text):
        raise ValueError(f"expected {EXPECTED_SEASON}")
    ends = text.split("..")
    for end in ends:
        # A leap year, so that 29 February may begin or end a season.
        _date(f"2028-{end}", EXPECTED_SEASON)
    first, last = ((int(end[:2]), int(end[3:])) for end in ends)
    return MonthDays(first, last)


def parse_dates(text: str) -> Dates:
    """One date or a stretch of dates from the form that packs use; ValueError says what was wrong.

    >>> str(parse_dates("2027-02-08..2027-02-09"))
    '2027-02-08..2027-02-09'
    """
    if not re.fullmatch(_DATES, text):
        raise ValueError(f"expected {EXPECTED_DATES}")
    start, _, end = text.partition("..")
    dates = Dates(_date(start, EXPECTED_DATES), _date(end or start, EXPECTED_DATES))
    if dates.end < dates.start:
        raise ValueError(f"the last day is before the first; expected {EXPECTED_DATES}")
    return dates


def _date(text: str, expected: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day of the calendar; expected {expected}') from None


def _as_season(value: object) -> MonthDays:
    return value if isinstance(value, MonthDays) else parse_month_days(str(value))


def _as_dates(value: object) -> Dates:
    return value if isinstance(value, Dates) else parse_dates(str(value))


SeasonField = Annotated[
    MonthDays,
    PlainValidator(_as_season, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_MONTH_DAYS}$"}),
]
DatesField = Annotated[
    Dates,
    PlainValidator(_as_dates, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_DATES}$"}),
]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def _written_day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("expected a day as 2026-11-27")
    return value


# pydantic alone would also read 86400 as a day: so many seconds after 1970.
Day = Annotated[date, BeforeValidator(_written_day)]


class NthWeekday(BaseModel):
    """The nth given weekdays of every month, or the day so many days after them.

    "The day after the second Saturday" is `weekday: sat, nth: [2], plus_days: 1`, which is not
    always the second Sunday. Negative numbers count from the end of the month.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weekday: Weekday
    nth: tuple[Annotated[int, Field(ge=-5, le=5)], ...] = Field(min_length=1)
    plus_days: int = Field(default=0, ge=-6, le=6)

    def covers(self, day: date) -> bool:
        """Whether `day` is one of them."""
        anchor = day.toordinal() - self.plus_days
        if not 1 <= anchor <= date.max.toordinal():
            return False
        return is_nth(date.fromordinal(anchor), WEEKDAYS.index(self.weekday), self.nth)


def is_nth(day: date, weekday: int, nth: tuple[int, ...]) -> bool:
    """Whether `day` is the nth such weekday of its month, counted from either end.

    >>> is_nth(date(2026, 11, 14), 5, (2,)), is_nth(date(2026, 11, 28), 5, (-1,))
    (True, True)
    """
    if day.weekday() != weekday:
        return False
    from_start = (day.day + 6) // 7
    from_end = -((_days_in_month(day) - day.day) // 7 + 1)
    return from_start in nth or from_end in nth


def _days_in_month(day: date) -> int:
    if day.month == 12:  # noqa: PLR2004 - December, and no month 13 to subtract from
        return 31
    return (date(day.year, day.month + 1, 1) - date(day.year, day.month, 1)).days


class ClosureCalendar(BaseModel):
    """Days on which whoever follows this calendar is closed, and until when it is known.

    `known_until` is a date, "always" for a rule that does not run out, or "unknown" where the
    list has not been published; after it an answer follows the other rules, with a caveat.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dates: tuple[DatesField, ...] = ()
    yearly: tuple[SeasonField, ...] = ()
    weekdays: tuple[NthWeekday, ...] = ()
    known_until: Day | Literal["always", "unknown"]

    def covers(self, day: date) -> bool:
        """Whether `day` is a day off."""
        return (
            any(span.start <= day <= span.end for span in self.dates)
            or any(season.covers(day) for season in self.yearly)
            or any(rule.covers(day) for rule in self.weekdays)
        )

    def is_known(self, day: date) -> bool:
        """Whether the calendar says anything about `day`."""
        if self.known_until == "always":
            return True
        return self.known_until != "unknown" and day <= self.known_until
