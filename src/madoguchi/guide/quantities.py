"""Amounts, periods and ages as facts of their own, and how each language says them."""

from datetime import date
from typing import Annotated, Self

from babel.numbers import format_decimal
from pydantic import Field, model_validator

from madoguchi.guide.facts import Facts
from madoguchi.hours import easy_words
from madoguchi.hours.calendars import Day
from madoguchi.hours.words import EASY, date_text
from madoguchi.language import WRITTEN, marked_count, say_count

Count = Annotated[int, Field(ge=0)]

# The plural of each unit; catalogues have as many forms as their language needs.
_UNITS = {
    "yen": marked_count("{number} yen", "{number} yen"),
    "hours": marked_count("{number} hour", "{number} hours"),
    "days": marked_count("{number} day", "{number} days"),
    "weeks": marked_count("{number} week", "{number} weeks"),
    "months": marked_count("{number} month", "{number} months"),
    "years": marked_count("{number} year", "{number} years"),
    "age": marked_count("{number} year old", "{number} years old"),
    "times": marked_count("{number} time", "{number} times"),
}


class Quantity(Facts):
    """One amount with its unit, or one day; words refer to it by the name it has.

    A period says how long, an `age` how old; `yen` are whole yen.
    """

    yen: Count | None = None
    hours: Count | None = None
    days: Count | None = None
    weeks: Count | None = None
    months: Count | None = None
    years: Count | None = None
    age: Count | None = None
    times: Count | None = None
    day: Day | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        stated = [name for name, value in self if value is not None]
        if len(stated) != 1:
            raise ValueError(
                f"one amount was expected, as yen: 50000 or days: 14, not {len(stated)}"
            )
        return self

    @property
    def unit(self) -> str:
        return next(name for name, value in self if value is not None)


def quantity_text(quantity: Quantity, language: str) -> str:
    """An amount in words.

    >>> quantity_text(Quantity(yen=50000), "en"), quantity_text(Quantity(yen=50000), "id")
    ('50,000 yen', '50.000 yen')
    >>> quantity_text(Quantity(days=14), "en"), quantity_text(Quantity(months=1), "en")
    ('14 days', '1 month')
    """
    value: int | date = getattr(quantity, quantity.unit)
    if isinstance(value, date):
        return date_text(value, language)
    if language == EASY and quantity.unit == "days":
        return easy_words.days(value)
    one, many = _UNITS[quantity.unit]
    number = format_decimal(value, locale=WRITTEN[language].babel)
    return say_count(language, one, many, value, number=number)
