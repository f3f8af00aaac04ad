"""What every calendar of ours has around its events (RFC 5545, RFC 7986)."""

from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.enums import CLASS, TRANSP

from madoguchi.language import Piece, without_readings

# Calendars know the zone by its name, not by its offset.
ZONE = ZoneInfo("Asia/Tokyo")
HORIZON_DAYS = 365
_ONCE_A_DAY = timedelta(days=1)


class About(NamedTuple):
    """What a calendar and each of its events say: `name` and `text` in the reader's language."""

    name: Piece
    text: str
    tag: str
    # The page it is about, and where the calendar itself is fetched, if that may be told on.
    page: str
    source: str | None
    place: Piece | None
    # Midnight of the day on which the calendar was made: all that day it is the same file.
    made: datetime


def new_calendar(about: About) -> Calendar:
    """A calendar without events yet."""
    calendar = Calendar()
    calendar.add("prodid", "-//Madoguchi//Calendars//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, _plain(about.name), parameters={"LANGUAGE": about.name.tag})
    calendar.add("description", about.text, parameters={"LANGUAGE": about.tag})
    calendar.add("url", about.page)
    if about.source:
        calendar.add("source", about.source, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", _ONCE_A_DAY, parameters={"VALUE": "DURATION"})
    # The older name of the same, which more programs read.
    calendar.add("x-published-ttl", "P1D")
    return calendar


def tokyo() -> Timezone:
    """Tokyo's time: one offset all year since 1952."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE.key)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local time by definition
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=9))
    standard.add("tzname", "JST")
    zone.add_component(standard)
    return zone


def new_event(about: About, name: str) -> Event:
    """An event without its time; `name` tells it from the others, the same every day."""
    event = Event()
    event.add("uid", f"{name}@{urlsplit(about.page).hostname}")
    event.add("dtstamp", about.made)
    event.add("summary", _plain(about.name), parameters={"LANGUAGE": about.name.tag})
    event.add("description", about.text, parameters={"LANGUAGE": about.tag})
    event.add("url", about.page)
    if about.place:
        event.add("location", _plain(about.place), parameters={"LANGUAGE": about.place.tag})
    # A window that is open takes no time of the reader's.
    event.add("transp", TRANSP.TRANSPARENT)
    event.add("class", CLASS.PUBLIC)
    return event


def file_of(calendar: Calendar) -> str:
    """The calendar as it is sent."""
    return bytes(calendar.to_ical()).decode()


def _plain(words: Piece) -> str:
    return without_readings(words.value)
