"""Pages with the right lifetime: strong ETag, and never older than the next opening or closing."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from madoguchi.hours import TOKYO
from madoguchi.outlets.serving import has_copy

# A correction has to reach readers soon, so no copy lives longer than this, whatever the hours.
_LONGEST_SECONDS = 900
# Pages kept whole, some tens of kilobytes each: the homes, the help pages and the services of
# eleven languages.
_KEPT = 400
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Page:
    """A rendered page; `holds_until` is None where it does not depend on the time of day."""

    body: bytes
    etag: str
    holds_until: datetime | None

    @cached_property
    def packed(self) -> bytes:
        """The body compressed, once for all readers of a kept page."""
        # Without a time stamp, so that the same page is the same bytes in every process.
        return gzip.compress(self.body, mtime=0)

    @property
    def packed_etag(self) -> str:
        return f'{self.etag[:-1]}-gzip"'


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
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    if has_copy(request, page.etag) or has_copy(request, page.packed_etag):
        response = HttpResponseNotModified()
    else:
        body = page.packed if packs else page.body
        response = HttpResponse(body, content_type=content_type)
        response["Content-Length"] = str(len(body))
        if packs:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = page.packed_etag if packs else page.etag
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={lifetime(page.holds_until, now)}"
    return response


def lifetime(holds_until: datetime | None, now: datetime) -> int:
    """Whole seconds for which a copy may be shown."""
    if holds_until is None:
        return _LONGEST_SECONDS
    return max(0, min(_LONGEST_SECONDS, int((holds_until - now).total_seconds())))
