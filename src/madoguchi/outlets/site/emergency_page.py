"""The page of emergencies: which number, when, what to say, in which languages."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.helping import is_solid, midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import Emergency, Guide, Service
from madoguchi.guide.rendering import name_of, numbers_of
from madoguchi.hours.words import list_text
from madoguchi.language import WRITTEN, Piece, WrittenLanguage, spoken_name
from madoguchi.outlets.opendata import linked_data
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import PhoneLine, phone_lines
from madoguchi.outlets.site.markdown import body_html
from madoguchi.outlets.site.pages import chooser
from madoguchi.outlets.site.service_page import Overdue, SourceLine, overdue, source_lines
from madoguchi.outlets.site.shell import About, Context, kept_page, rendered
from madoguchi.outlets.site.words import in_japanese, ruby

ABOUT = About("emergency/", 1_000_005)


class Number(NamedTuple):
    """An emergency number with all that a caller has to know."""

    entry: Emergency
    name: Piece
    name_in_japanese: Markup
    body: Markup | None
    phones: tuple[PhoneLine, ...]
    # The languages it names, in words; empty where none is known.
    speaks: Markup
    mine: bool
    # Its window's page, where hours stand; empty for numbers without one.
    hours: str
    sources: list[SourceLine]
    # Whether its number comes from an older or private page only.
    may_have_changed: bool
    overdue: Overdue | None


def emergency(request: HttpRequest, language: str) -> HttpResponse:
    """Numbers for emergencies."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    return kept_page(
        request,
        ("emergency", language),
        lambda served, now: (
            render_emergency(served, page_language, now),
            # The day on which a check is due changes what is said.
            midnight_after(now),
        ),
    )


def render_emergency(served: Served, language: WrittenLanguage, now: datetime | None = None) -> str:
    """The page of emergencies; for a copy without `now`."""
    found = sorted(served.guide.all(Emergency), key=lambda one: (one.order, one.id))
    numbers = [_number(served.guide, one, language, now) for one in found]
    data = linked_data.emergency_page(served.guide, found, language.code, settings.ADDRESS)
    context: Context = {"numbers": numbers, "linked_data": linked_data.script(data)}
    return rendered("emergency.html", language, served, ABOUT, context)


def _number(
    guide: Guide, entry: Emergency, language: WrittenLanguage, now: datetime | None
) -> Number:
    code = language.code
    service = guide.get(entry.service, Service) if entry.service else None
    speaks = service.speaks if service else entry.speaks
    names = list_text([spoken_name(one, code) for one in speaks], code) if speaks else ""
    return Number(
        entry=entry,
        name=name_of(guide, entry.id, code),
        name_in_japanese=in_japanese(guide, entry.id, code),
        body=body_html(guide, entry, "body", code),
        phones=phone_lines(numbers_of(guide, entry), guide, code),
        speaks=ruby(names),
        mine=language.speaks in speaks,
        hours=address_of(guide, service, code) if service else "",
        # Where a window stands for it, that window's sources do too.
        sources=source_lines(guide, service or entry, code),
        may_have_changed=not is_solid(guide, service, "phones") if service else False,
        overdue=overdue((service or entry).check_by, code, now),
    )
