"""Reading the time that somebody asks about."""

import re
from datetime import datetime

from madoguchi.hours import TOKYO

EXPECTED_TIME = "2026-11-27T14:00, Tokyo time, or with an offset as 2026-11-27T05:00+00:00"
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+ -]\d{2}:?\d{2})?"
)


class BadTimeError(ValueError):
    """A time that cannot be read; the message says what was expected."""


def parse_at(text: str) -> datetime:
    """A time to the minute, by Tokyo's clock; BadTimeError says what was expected.

    A `+` that a browser sent as a blank is read as the `+` it was.

    >>> parse_at("2026-11-27T05:00Z").isoformat(), parse_at("2026-11-27 14:00").isoformat()
    ('2026-11-27T14:00:00+09:00', '2026-11-27T14:00:00+09:00')
    """
    match = _MOMENT.fullmatch(text.strip())
    # What has not even the form is refused below with what is no date.
    day, clock, offset = match.groups() if match else ("", "", "")
    try:
        if offset:
            offset = offset.replace(" ", "+").replace("Z", "+00:00")
            return datetime.fromisoformat(f"{day}T{clock}{offset}").astimezone(TOKYO)
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TOKYO)
    except (ValueError, OverflowError):
        shown = text if len(text) <= 40 else text[:37] + "..."  # noqa: PLR2004 - enough to see it
        raise BadTimeError(f'"{shown}" is no time; expected {EXPECTED_TIME}') from None
