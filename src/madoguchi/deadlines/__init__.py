"""Until when something has to be done under Japanese law, with the reason."""

from madoguchi.deadlines.days import EXPECTED_DAY, BadDayError, WrongDay, read_day
from madoguchi.deadlines.deadline import (
    Deadline,
    OutOfRangeError,
    Reason,
    Roll,
    before,
    deadline_for,
)
from madoguchi.deadlines.offices import Office, last_open, next_open, why_closed
from madoguchi.deadlines.periods import FirstDay, Period, Unit, last_day, opening_day

__all__ = [
    "EXPECTED_DAY",
    "BadDayError",
    "Deadline",
    "FirstDay",
    "Office",
    "OutOfRangeError",
    "Period",
    "Reason",
    "Roll",
    "Unit",
    "WrongDay",
    "before",
    "deadline_for",
    "last_day",
    "last_open",
    "next_open",
    "opening_day",
    "read_day",
    "why_closed",
]
