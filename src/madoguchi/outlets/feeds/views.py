"""Feeds as they are fetched: calendars of windows, and what has changed in the guide."""

from django.http import HttpRequest, HttpResponse

from madoguchi.edition.helping import midnight_after
from madoguchi.guide import Service
from madoguchi.language import WRITTEN
from madoguchi.outlets.feeds.changes_feed import changes_feed
from madoguchi.outlets.feeds.windows import published_calendar, window_calendar
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.pages import chooser, not_found
from madoguchi.outlets.site.shell import kept_page

_CALENDAR = "text/calendar; charset=utf-8"
_ATOM = "application/atom+xml; charset=utf-8"


def window(request: HttpRequest, language: str, pack: str, name: str, spoken: str) -> HttpResponse:
    """The hours of a window in a spoken language; 404 for one that it does not name."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    service = live().now().guide.entries.get(f"{pack}/{name}")
    if not isinstance(service, Service) or spoken not in service.speaks:
        return not_found(request, language)
    return kept_page(
        request,
        ("calendar", language, service.id, spoken),
        lambda served, now: (
            window_calendar(served, page_language, service, spoken, now),
            midnight_after(now),
        ),
        _CALENDAR,
    )


def published(request: HttpRequest, language: str, pack: str, name: str) -> HttpResponse:
    """The days on which a paper comes out; 404 for windows that publish none."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    service = live().now().guide.entries.get(f"{pack}/{name}")
    if not isinstance(service, Service) or not service.published_on:
        return not_found(request, language)
    return kept_page(
        request,
        ("calendar", language, service.id, "published"),
        lambda served, now: (
            published_calendar(page_language, served.guide, service, now),
            midnight_after(now),
        ),
        _CALENDAR,
    )


def changes(request: HttpRequest, language: str) -> HttpResponse:
    """Pages that are new, changed or gone, the newest first."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    # The history may grow without another edition: what was damaged is published again.
    stamp = ".".join(map(str, live().store.pointer_stamp()))
    return kept_page(
        request,
        ("changes", language, stamp),
        lambda served, _now: (changes_feed(served, page_language), None),
        _ATOM,
    )
