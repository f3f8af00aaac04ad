"""Where each entry has its page (Decision 22)."""

from urllib.parse import parse_qs, urlencode

from madoguchi.guide import (
    Chapter,
    Emergency,
    Entry,
    Guidance,
    Guide,
    LifeEvent,
    Programme,
    Service,
)
from madoguchi.language import WRITTEN


def canonical(path: str) -> str:
    """The one address of a page that may be asked for by many: without the question.

    Who is asked for in another language than the page's is part of what a help page is.

    >>> canonical("/ko/help/?speaks=ne&at=2026-11-27T14%3A00"), canonical("/ko/help/?speaks=ko")
    ('/ko/help/?speaks=ne', '/ko/help/')
    """
    page, _, query = path.partition("?")
    language = page.split("/")[1]
    speaks = parse_qs(query).get("speaks", [""])[0]
    if not page.startswith(f"/{language}/help/") or speaks in {"", WRITTEN[language].speaks}:
        return page
    return f"{page}?{urlencode({'speaks': speaks})}"


def address_of(guide: Guide, entry: Entry, language: str) -> str:
    """The page of an entry in a language; empty for kinds without a page."""
    if isinstance(entry, Guidance):
        return f"/{language}/guide/{guide.entries[entry.chapter].slug}/{entry.slug}/"
    if isinstance(entry, Service):
        return f"/{language}/services/{entry.id}/"
    folder = next((name for kind, name in _FOLDERS.items() if isinstance(entry, kind)), "")
    if isinstance(entry, Emergency):
        return f"/{language}/{folder}/#{entry.slug}"
    return f"/{language}/{folder}/{entry.slug}/" if folder else ""


_FOLDERS: dict[type[Entry], str] = {
    Chapter: "guide",
    Programme: "learn",
    LifeEvent: "life",
    Emergency: "emergency",
}
