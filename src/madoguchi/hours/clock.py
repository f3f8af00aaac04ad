"""Clock times as ward pages print them: 13:00-17:00, and 18:00-08:00+1 past midnight."""

import re
from datetime import timedelta, timezone
from typing import Annotated, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

# Japan has kept this offset all year since 1952, so no time zone data is needed.
TOKYO = timezone(timedelta(hours=9), "JST")
DAY = 24 * 60

_PATTERN = r"\d{2}:\d{2}-\d{2}:\d{2}(\+1)?"
_SPAN = re.compile(_PATTERN)
EXPECTED = 'opening and closing time as "13:00-17:00", or "18:00-08:00+1" if it closes the next day'


class Span(NamedTuple):
    """A stretch of a day: minutes since midnight, `end` not included; past 1440 is the next day."""

    start: int
    end: int

    def __str__(self) -> str:
        """The form that packs use.

        >>> str(Span(18 * 60, 32 * 60))
        '18:00-08:00+1'
        """
        if self.end <= DAY:
            return f"{clock(self.start)}-{clock(self.end)}"
        return f"{clock(self.start)}-{clock(self.end - DAY)}+1"


def clock(minutes: int) -> str:
    """Minutes since midnight as a 24-hour clock time.

    >>> clock(570), clock(1440)
    ('09:30', '24:00')
    """
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_span(text: str) -> Span:
    """A span from the form that packs use; ValueError says what was expected.

    A closing time that is not after the opening one is refused: it is a slip of the pen more often
    than a night window, so closing on the next day is written as such.

    >>> parse_span("09:30-12:00"), parse_span("08:00-08:00+1")
    (Span(start=570, end=720), Span(start=480, end=1920))
    >>> parse_span("17:00-13:00")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    ValueError: closes before it opens; ...
    """
    if not _SPAN.fullmatch(text):
        raise ValueError(f"expected {EXPECTED}")
    opens, _, closes = text.removesuffix("+1").partition("-")
    start, end = _minutes(opens), _minutes(closes)
    if text.endswith("+1"):
        end += DAY
    if start >= DAY or end > start + DAY:
        raise ValueError(f"a window is open for 24 hours at most; expected {EXPECTED}")
    if end <= start:
        raise ValueError(
            f'closes before it opens; expected {EXPECTED}; write "{text}+1" for the next day'
        )
    return Span(start, end)


def _minutes(text: str) -> int:
    hours, minutes = int(text[:2]), int(text[3:])
    if minutes > 59 or hours > 24 or (hours == 24 and minutes):  # noqa: PLR2004 - a clock
        raise ValueError(f'"{text}" is no time of day; expected {EXPECTED}')
    return hours * 60 + minutes


def _as_span(value: object) -> Span:
    if isinstance(value, Span):
        return value
    if isinstance(value, str):
        return parse_span(value)
    raise ValueError(f"expected {EXPECTED}")


SpanField = Annotated[
    Span,
    PlainValidator(_as_span, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_PATTERN}$", "description": EXPECTED}),
]
