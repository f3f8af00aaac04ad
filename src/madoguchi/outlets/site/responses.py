"""Pages with the right lifetime: strong ETag, and never older than the next opening or closing."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from madoguchi.hours import TOKYO
from madoguchi.outlets.serving import has_copy

# A correction has to reach readers soon, so no copy lives longer than this, whatever the hours.
_LONGEST_SECONDS = 900
# Pages kept whole, some tens of kilobytes each: the homes, the help pages and the services of
# eleven languages.
_KEPT = 400
HTML = "text/html; charset=utf-8"


class Page(NamedTuple):
    """A rendered page; `holds_until` is None where it does not depend on the time of day."""

    body: bytes
    etag: str
    holds_until: datetime | None


PageKey = tuple[str | None, ...]


class PageCache:
    """Rendered pages by what they depend on, as long as they hold."""

    def __init__(self) -> None:
        self._pages: OrderedDict[PageKey, Page] = OrderedDict()

    def get(
        self, key: PageKey, now: datetime, render: Callable[[], tuple[str, datetime | None]]
    ) -> Page:
        """The page under `key`, rendered anew if there is none or its time is over."""
        page = self._pages.get(key)
        if page is None or (page.holds_until is not None and now >= page.holds_until):
            page = self._pages[key] = page_of(*render())
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)
        return page


def page_of(text: str, holds_until: datetime | None) -> Page:
    """A page with the strong ETag of its content."""
    body = text.encode()
    return Page(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', holds_until)


def tokyo_now() -> datetime:
    """The time on Tokyo's clocks."""
    return datetime.now(TOKYO)


def respond(
    request: HttpRequest, page: Page, now: datetime, content_type: str = HTML
) -> HttpResponse:
    """The page, or 304 where the reader has it already."""
    response: HttpResponse
    if has_copy(request, page.etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(page.body, content_type=content_type)
        response["Content-Length"] = str(len(page.body))
    response["ETag"] = page.etag
    response["Cache-Control"] = f"public, max-age={lifetime(page.holds_until, now)}"
    return response


def lifetime(holds_until: datetime | None, now: datetime) -> int:
    """Whole seconds for which a copy may be shown."""
    if holds_until is None:
        return _LONGEST_SECONDS
    return max(0, min(_LONGEST_SECONDS, int((holds_until - now).total_seconds())))
