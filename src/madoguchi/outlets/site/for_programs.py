"""The hours of a window for a reader's calendar and for maps."""

from datetime import datetime
from typing import NamedTuple

from madoguchi.guide import Guide, Service
from madoguchi.hours import Kind
from madoguchi.hours.osm import opening_hours
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.responses import tokyo_now
from madoguchi.outlets.site.shell import public_address


class Calendar(NamedTuple):
    """A calendar as a file, and as a link that programs subscribe to."""

    file: str
    subscribe: str


class ForPrograms(NamedTuple):
    """Both are empty where no hours are certain, `osm` also where OpenStreetMap cannot say them."""

    calendar: Calendar | None
    osm: str


def for_programs(
    guide: Guide, service: Service, codes: list[str], language: str, now: datetime | None
) -> ForPrograms:
    """The hours of languages that share them; copies, made without `now`, hold no calendar."""
    own = WRITTEN[language].speaks
    spoken = own if own in codes else codes[0]
    timetable = guide.timetable(service, spoken)
    outlook = timetable.outlook(now or tokyo_now()) if timetable else None
    if outlook is None or (outlook.state.kind is not Kind.OPEN and outlook.opens is None):
        return ForPrograms(None, "")
    try:
        osm = opening_hours(service.schedules_for(spoken), guide.calendars)
    except ValueError:
        osm = ""
    address = f"{address_of(guide, service, language)}{spoken}.ics"
    return ForPrograms(calendar(address) if now else None, osm)


def publishing_days(guide: Guide, service: Service, language: str) -> Calendar | None:
    """The calendar of a paper's days; None for windows that publish none."""
    if not service.published_on:
        return None
    return calendar(f"{address_of(guide, service, language)}published.ics")


def calendar(address: str) -> Calendar:
    """Both ways to a calendar."""
    return Calendar(address, "webcal:" + public_address(address).partition(":")[2])
