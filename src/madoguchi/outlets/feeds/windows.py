"""The calendar of a window in one spoken language, and of the days on which a paper comes out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from icalendar import Event

from madoguchi.edition.helping import midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import Entry, Guide, Location, Phone, Service
from madoguchi.guide.rendering import address, name_of, plain, who_can_call
from madoguchi.hours import Span
from madoguchi.hours.open_days import moment, open_days
from madoguchi.hours.wording import describe
from madoguchi.language import WRITTEN, Piece, WrittenLanguage, say, spoken_name, without_readings
from madoguchi.outlets.feeds.calendar_file import (
    HORIZON_DAYS,
    ZONE,
    About,
    file_of,
    new_calendar,
    new_event,
    tokyo,
)
from madoguchi.outlets.feeds.series import Series, plan
from madoguchi.outlets.opendata.answers import caveats_said
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.shell import public_address

_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def window_calendar(
    served: Served, language: WrittenLanguage, service: Service, spoken: str, now: datetime
) -> str:
    """The certain hours of a window in one spoken language, for a year from today on.

    What is not known is no event: an empty day of a calendar says nothing.
    """
    guide, today = served.guide, now.date()
    timetable = guide.timetable(service, spoken)
    known = open_days(timetable, today, HORIZON_DAYS).spans if timetable else {}
    about = _about(served, language, service, spoken, now)
    calendar = new_calendar(about)
    calendar.add_component(tokyo())
    planned = plan(known)
    prefix = f"{service.id.replace('/', '.')}.{spoken}"
    for series in planned.series:
        event = new_event(about, f"{prefix}.weekly.{_clocks(series.span)}")
        _add_series(event, series)
        calendar.add_component(event)
    for day, span in planned.single:
        event = new_event(about, f"{prefix}.{day:%Y%m%d}.{_clocks(span)}")
        _add_time(event, day, span)
        calendar.add_component(event)
    return file_of(calendar)


def published_calendar(language: WrittenLanguage, guide: Guide, service: Service, now: datetime
) -> str:  # fmt: skip
    """The days of the coming year on which a paper comes out."""
    code, today = language.code, now.date()
    about = About(
        name=name_of(guide, service.id, code),
        text=_lines(_words(guide, service, "summary", code), _notice(guide, code),
                    _page(guide, service, code)),
        tag=language.tag,
        page=_page(guide, service, code),
        source=public_address(f"{address_of(guide, service, code)}published.ics"),
        place=None,
        made=_midnight(now),
    )  # fmt: skip
    calendar = new_calendar(about)
    days = publishing_days(service.published_on, today, HORIZON_DAYS)
    event = new_event(about, f"{service.id.replace('/', '.')}.published")
    event.add("dtstart", days[0])
    event.add("dtend", days[0] + timedelta(days=1))
    monthly = {"FREQ": "MONTHLY", "BYMONTHDAY": list(service.published_on), "UNTIL": days[-1]}
    event.add("rrule", monthly)
    calendar.add_component(event)
    return file_of(calendar)


def publishing_days(numbers: Sequence[int], start: date, days: int) -> list[date]:
    """The days with these numbers among the `days` days from `start` on.

    >>> [str(day) for day in publishing_days((1, 31), date(2027, 1, 31), 60)]
    ['2027-01-31', '2027-02-01', '2027-03-01', '2027-03-31']
    """
    all_days = (start + timedelta(days=n) for n in range(days))
    return [day for day in all_days if day.day in numbers]


def _about(
    served: Served, language: WrittenLanguage, service: Service, spoken: str, now: datetime
) -> About:
    guide, code = served.guide, language.code
    name = name_of(guide, service.id, code)
    page = _page(guide, service, code)
    hours = describe(service.schedules_for(spoken), code)
    return About(
        name=Piece(f"{name.value} · {spoken_name(spoken, code)}", name.language, code),
        text=_lines(
            _words(guide, service, "summary", code),
            *hours,
            *(_number(guide, phone, code) for phone in service.phones_for(spoken)),
            *_caveats(served, service, spoken, code, now),
            _notice(guide, code),
            page,
        ),
        tag=language.tag,
        page=page,
        source=public_address(f"{address_of(guide, service, code)}{spoken}.ics"),
        place=_place(guide, service, code),
        made=_midnight(now),
    )


def _caveats(
    served: Served, service: Service, spoken: str, language: str, now: datetime
) -> list[str]:
    """What has to be said of any of the days; a list of days off may end before the last."""
    last = now + timedelta(days=HORIZON_DAYS - 1)
    found = served.helper.who_can_help(spoken, last)
    answer = next(one for one in found.answers if one.service is service)
    said = caveats_said(answer, served.guide, language)
    return [
        _words(served.guide, one, "caveat", language) if isinstance(one, Entry) else one
        for one in said
    ]


def _words(guide: Guide, entry: Entry, field: str, language: str) -> str:
    words = plain(guide, entry, field, language)
    return words.value if words else ""


def _number(guide: Guide, phone: Phone, language: str) -> str:
    who = who_can_call(guide, phone, language)
    return f"{phone.printed} ({who})" if who else phone.printed


def _notice(guide: Guide, language: str) -> str:
    if settings.OPERATED_BY:
        return say(
            language,
            "{office} answers for this guide. Before you go, confirm the hours by telephone.",
            office=settings.OPERATED_BY,
        )
    return say(
        language,
        "This is an independent project, not a website of {municipality}. "
        "Before you go, confirm the hours by telephone.",
        municipality=guide.pack.text("name").read(language).value,
    )


def _lines(*lines: str) -> str:
    return "\n".join(without_readings(line) for line in lines if line)


def _place(guide: Guide, service: Service, language: str) -> Piece | None:
    if not service.location:
        return None
    place = guide.get(service.location, Location)
    name = name_of(guide, place.id, language)
    if not place.address:
        return name
    joint = "、" if WRITTEN[language].uses_kanji else ", "
    return Piece(f"{name.value}{joint}{address(place, language).value}", name.language, language)


def _page(guide: Guide, service: Service, language: str) -> str:
    return public_address(address_of(guide, service, language))


def _midnight(now: datetime) -> datetime:
    return midnight_after(now) - timedelta(days=1)


def _clocks(span: Span) -> str:
    return str(span).replace(":", "")


def _add_time(event: Event, day: date, span: Span) -> None:
    event.add("dtstart", _at(day, span.start))
    event.add("dtend", _at(day, span.end))


def _add_series(event: Event, series: Series) -> None:
    _add_time(event, series.first, series.span)
    byday = [_BYDAY[index] for index in series.weekdays]
    # A last day beside a zone has to be given in UTC (RFC 5545 3.3.10).
    until = moment(series.last, series.span.start).astimezone(UTC)
    event.add("rrule", {"FREQ": "WEEKLY", "UNTIL": until, "BYDAY": byday})
    if series.left:
        event.add("exdate", [_at(day, series.span.start) for day in series.left])


def _at(day: date, minute: int) -> datetime:
    return moment(day, minute).astimezone(ZONE)
