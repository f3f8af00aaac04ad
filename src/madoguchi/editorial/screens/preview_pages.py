"""A reader's page made from a draft: found by its address, its links kept inside the preview."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict

from madoguchi.edition import BadTimeError, NobodySpeaksError
from madoguchi.edition.live import Served
from madoguchi.guide import (
    Chapter,
    Emergency,
    Entry,
    Guidance,
    Guide,
    LifeEvent,
    Pack,
    Programme,
    Service,
    Source,
)
from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.site import emergency_page, handbook, pages, sources_page
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.assets import asset
from madoguchi.outlets.site.life import pages as life_pages
from madoguchi.outlets.site.questions import Question, read_question
from madoguchi.outlets.site.responses import tokyo_now

HAS_PAGE = (Service, Guidance, Programme, Chapter, LifeEvent, Emergency)
# Addresses of pages within a page. What lies below /static/ and /staff/ is no page of readers.
_LINK = re.compile(r'(?P<before> (?:href|action)=")(?P<path>/(?!static/|staff/)[^"]*)"')
_ELSEWHERE = re.compile(r' (?=href="https?://)')
# A preview runs no scripts, and is nothing that a telephone installs or a reader subscribes to.
_LEFT_OUT = re.compile(
    r"<script\b[^>]*>.*?</script>\s*|<link rel=\"(?:manifest|alternate|canonical)\"[^>]*>\s*",
    re.DOTALL,
)


class Moved(NamedTuple):
    """Where readers would be led on to."""

    to: str


def page_for(served: Served, path: str, query: QueryDict) -> str | Moved | None:
    """The page of this address as readers would get it; None where the preview has none."""
    code, *rest = path.strip("/").split("/")
    language = WRITTEN.get(code)
    if language is None:
        return None
    name = "/".join(rest)
    if name in _LASTING:
        return _LASTING[name](served, language)
    if name in ("", "help"):
        return _answers(served, language, query if name else None)
    if name == "sources":
        return sources_page.render_sources(served, language, tokyo_now())
    return _named(served, language, rest, query)


# Pages that no entry has for itself.
_LASTING: dict[str, Callable[[Served, WrittenLanguage], str]] = {
    "guide": handbook.render_contents,
    "learn": handbook.render_programmes,
    "emergency": emergency_page.render_emergency,
    "life": life_pages.render_index,
}


def _named(
    served: Served, language: WrittenLanguage, rest: list[str], query: QueryDict
) -> str | Moved | None:
    """The page of the entry that an address names."""
    guide, now = served.guide, tokyo_now()
    match rest:
        case ["services", pack, name]:
            service = guide.entries.get(f"{pack}/{name}")
            if isinstance(service, Service):
                return pages.render_service(served, language, service, now)[0]
        case ["guide", name] if chapter := guide.named(Chapter, name):
            return handbook.render_chapter(served, language, chapter)
        case ["guide", _, name] if matter := guide.named(Guidance, name):
            return handbook.render_matter(served, language, matter, now)
        case ["learn", name] if programme := guide.named(Programme, name):
            return handbook.render_matter(served, language, programme, now)
        case ["life", name] if event := guide.named(LifeEvent, name):
            return _event(served, language, event, query, now)
    return None


def _answers(served: Served, language: WrittenLanguage, query: QueryDict | None) -> str | None:
    """Who answers: on the first page in the page's language, else as it was asked."""
    try:
        if query is None:
            template, question = "home.html", Question(language.speaks)
        else:
            template, question = "help.html", read_question(query, language.code)
        return pages.render_answers(served, language, template, question)[0]
    except (NobodySpeaksError, BadTimeError):
        return None


def _event(
    served: Served, language: WrittenLanguage, event: LifeEvent, query: QueryDict, now: datetime
) -> str | Moved:
    """What an event is about; with answers in the address its questions, their check, its plan."""
    reading = life_pages.Reading(served.guide, event, query, now)
    if event.ask and not reading.was_begun:
        return life_pages.render_start(served, language, event)
    response = life_pages.answered(served, language, event, reading)
    if "Location" in response:
        return Moved(response["Location"])
    return response.content.decode()


def own_page(guide: Guide, entry: Entry, language: str) -> str:
    """Where an entry stands for readers: its own page, or the one that shows its kind."""
    address = address_of(guide, entry, language)
    if address:
        return address
    if isinstance(entry, Source):
        return f"/{language}/sources/"
    return f"/{language}/" if isinstance(entry, Pack) else ""


def kept_inside(html: str, prefix: str, banner: str) -> str:
    """A reader's page whose links lead to previews, with a banner that says what it is.

    Whatever leads elsewhere opens beside it; `banner` is HTML.
    """
    html = _LEFT_OUT.sub("", html)
    html = _LINK.sub(lambda found: f'{found["before"]}{prefix}{found["path"]}"', html)
    html = _ELSEWHERE.sub(' target="_blank" rel="noreferrer" ', html)
    style = asset("editorial/preview.css", package="madoguchi.editorial")
    html = html.replace("</head>", f'<link rel="stylesheet" href="{style}">\n</head>', 1)
    return re.sub(r"(<body\b[^>]*>)", lambda found: found[1] + banner, html, count=1)
