"""On which days offices are open at all: the calendars by which last days move."""

from datetime import date, timedelta
from typing import Literal

from madoguchi.hours import japan
from madoguchi.hours.calendars import is_year_end

# Whose calendar: a ward's, by its ordinance (Local Autonomy Act 4-2), or the state's (Act on
# Holidays of Administrative Organs 1). Both name the same days; the ward's own page on its year's
# end was not found, so there it is assumed. Ports are open daily.
Office = Literal["ward", "national", "daily"]
Closed = Literal["weekend", "holiday", "year-end"]

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def why_closed(day: date) -> Closed | None:
    """Why offices are closed on a day; None where they are open.

    >>> why_closed(date(2026, 9, 22)), why_closed(date(2026, 12, 29))
    ('holiday', 'year-end')
    """
    if is_year_end(day):
        return "year-end"
    if day.toordinal() in japan().days:
        return "holiday"
    return "weekend" if day.weekday() >= _SATURDAY else None


def next_open(day: date) -> date:
    """That day if offices are open, else the first day after it on which they are.

    >>> next_open(date(2026, 12, 29)).isoformat()
    '2027-01-04'
    """
    while why_closed(day):
        day += _ONE_DAY
    return day


def last_open(day: date) -> date:
    """That day if offices are open, else the last day before it on which they are.

    >>> last_open(date(2027, 1, 3)).isoformat()
    '2026-12-28'
    """
    while why_closed(day):
        day -= _ONE_DAY
    return day


def are_holidays_announced(day: date, today: date) -> bool:
    """Whether the holidays of a day's year are official.

    Those of a year stand in the official gazette of the first open day of the February before it
    (暦要項, National Astronomical Observatory); what is later is computed.

    >>> are_holidays_announced(date(2028, 3, 20), date(2026, 11, 28))
    False
    >>> are_holidays_announced(date(2028, 3, 20), date(2027, 1, 10))
    False
    """
    is_next_years_out = today >= next_open(date(today.year, 2, 1))
    return day.year <= today.year + is_next_years_out
