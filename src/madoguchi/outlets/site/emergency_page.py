"""The page of emergencies: which number, when, what to say, in which languages."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.helping import is_solid
from madoguchi.edition.live import Served
from madoguchi.guide import Emergency, Guide, Service
from madoguchi.guide.rendering import name_of, numbers_of
from madoguchi.hours.words import list_text
from madoguchi.language import Piece, WrittenLanguage, spoken_name
from madoguchi.outlets.opendata import linked_data
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import PhoneLine, phone_lines
from madoguchi.outlets.site.markdown import body_html
from madoguchi.outlets.site.pages import lasting_page
from madoguchi.outlets.site.service_page import SourceLine, source_lines
from madoguchi.outlets.site.shell import About, Context, rendered
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


def emergency(request: HttpRequest, language: str) -> HttpResponse:
    """Numbers for emergencies."""
    return lasting_page(request, language, "emergency", render_emergency)


def render_emergency(served: Served, language: WrittenLanguage) -> str:
    """The page of emergencies."""
    found = sorted(served.guide.all(Emergency), key=lambda one: (one.order, one.id))
    numbers = [_number(served.guide, one, language) for one in found]
    data = linked_data.emergency_page(served.guide, found, language.code, settings.ADDRESS)
    context: Context = {"numbers": numbers, "linked_data": linked_data.script(data)}
    return rendered("emergency.html", language, served, ABOUT, context)


def _number(guide: Guide, entry: Emergency, language: WrittenLanguage) -> Number:
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
    )
