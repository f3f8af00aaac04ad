"""Paper to hand over: a sheet of windows for one language, and a card to show at a counter."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.live import Served
from madoguchi.guide import Guide, Otherwise, Service, Topic
from madoguchi.guide.rendering import name_of
from madoguchi.hours.wording import describe
from madoguchi.language import (
    SOURCE_LANGUAGE,
    WRITTEN,
    Piece,
    WrittenLanguage,
    is_spoken,
    marked,
    spoken_name,
)
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.cards import PhoneLine, frame
from madoguchi.outlets.site.pages import chooser, help_page
from madoguchi.outlets.site.shell import About, Context, kept_page, public_address, rendered
from madoguchi.outlets.site.words import ruby

SHEET, CARD = 1_000_010, 1_000_011
# Said twice on the card: for the reader, and in Japanese for whoever stands at the counter.
_SENTENCES = {
    "language": marked("I do not speak Japanese well. I speak {spoken}."),
    "slowly": marked("Please speak slowly and in plain Japanese, or write it down."),
    "about": marked("I would like to ask about this:"),
    "call": marked("Please call one of these and let me talk in {spoken}:"),
    "nobody": marked("I know of no window that answers in my language. Could an interpreter come?"),
    "reach_me": marked("My name and how to reach me:"),
}
# A card names as many windows as fit beside its sentences on one side of A4.
_ON_A_CARD = 4


class Line(NamedTuple):
    """A window on paper: names to read and to point at, numbers, hours in words."""

    address: str
    name: Markup
    name_in_japanese: Markup
    place: Markup
    phones: tuple[PhoneLine, ...]
    hours: list[Markup]


class Both(NamedTuple):
    """The same name in the reader's language and in Japanese."""

    own: Piece
    japanese: Piece


def sheet(request: HttpRequest, language: str) -> HttpResponse:
    """All windows of one spoken language with their hours in words, for one side of paper."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    speaks = request.GET.get("speaks", "").strip() or page_language.speaks
    if speaks not in live().now().guide.spoken:
        return help_page(request, language)
    return kept_page(
        request,
        ("sheet", language, speaks),
        lambda served, _now: (render_sheet(served, page_language, speaks), None),
    )


def render_sheet(served: Served, language: WrittenLanguage, speaks: str) -> str:
    """The sheet of windows that answer in `speaks`."""
    code = language.code
    context: Context = {
        "spoken": spoken_name(speaks, code),
        "spoken_in_japanese": spoken_name(speaks, SOURCE_LANGUAGE),
        "lines": lines(served, speaks, code),
        "help_address": public_address(f"/{code}/help/?speaks={speaks}"),
    }
    about = About(f"help/sheet/?speaks={speaks}", SHEET)
    return rendered("sheet.html", language, served, about, context)


def lines(served: Served, speaks: str, language: str) -> list[Line]:
    """Windows that name `speaks`, the nearest first."""
    guide = served.guide
    found = [one for one in guide.services if speaks in one.speaks]
    found.sort(key=lambda one: (guide.packs.index(one.pack), one.id))
    return [_line(guide, one, speaks, language) for one in found]


def _line(guide: Guide, service: Service, speaks: str, language: str) -> Line:
    lasting = frame(guide, service.id, speaks, language)
    return Line(
        lasting.address,
        lasting.name,
        lasting.name_in_japanese,
        lasting.place,
        lasting.phones,
        [ruby(line) for line in describe(service.schedules_for(speaks), language)],
    )


def card(request: HttpRequest, language: str) -> HttpResponse:
    """A card in the reader's language and in Japanese, to show where nobody speaks the former."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    guide = live().now().guide
    speaks = request.GET.get("speaks", "").strip() or page_language.speaks
    if not is_spoken(speaks):
        speaks = page_language.speaks
    at = guide.entries.get(request.GET.get("at", ""))
    window = at if isinstance(at, Service) else None
    return kept_page(
        request,
        ("card", language, speaks, window.id if window else ""),
        lambda served, _now: (render_card(served, page_language, speaks, window), None),
    )


def render_card(
    served: Served,
    language: WrittenLanguage,
    speaks: str,
    window: Service | None,
) -> str:
    """The card for a speaker of `speaks`, at one window or at any."""
    guide, code = served.guide, language.code
    topics = {topic for service in guide.services for topic in service.topics}
    helping = [one for one in lines(served, speaks, code) if one.phones and speaks != "ja"]
    query = f"?speaks={speaks}" + (f"&at={window.id}" if window else "")
    context: Context = {
        "sentences": _SENTENCES,
        # Nobody says in Japanese that they speak Japanese.
        "speaks_japanese": speaks == SOURCE_LANGUAGE,
        "spoken": spoken_name(speaks, code),
        "spoken_in_japanese": spoken_name(speaks, SOURCE_LANGUAGE),
        "window": both(guide, window.id, code) if window else None,
        "topics": [both(guide, one.id, code) for one in guide.all(Topic) if one.id in topics],
        "lines": helping[:_ON_A_CARD],
        "advice": [one for one in guide.all(Otherwise) if one.advice == "bring-japanese-speaker"],
    }
    return rendered("card.html", language, served, About(f"card/{query}", CARD), context)


def both(guide: Guide, entry_id: str, language: str) -> Both:
    """An entry's name in the reader's language and in Japanese."""
    return Both(name_of(guide, entry_id, language), name_of(guide, entry_id, SOURCE_LANGUAGE))
