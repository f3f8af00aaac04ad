"""What every page has around it, and the pages that are kept for the next reader."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from markupsafe import Markup

from madoguchi.edition.live import Served
from madoguchi.guide import Emergency, Entry, Source
from madoguchi.guide.rendering import name_of
from madoguchi.hours.words import date_text
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN, Piece, WrittenLanguage, without_readings
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import canonical
from madoguchi.outlets.site.responses import HTML, PageCache, PageKey, page_of, respond, tokyo_now
from madoguchi.outlets.site.words import in_language

Context = dict[str, object]
# A page's HTML, and until when what it says of "now" holds.
Render = Callable[[], tuple[str, datetime | None]]

# Where every kanji has its reading.
_PLAIN = "ja-x-easy"
_KANJI_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# Longer addresses make codes that no telephone reads; nobody has them but those who try.
_LONGEST_CODE = 400

_pages: dict[str, PageCache] = {}
# Rows and columns in turn: never large plain areas, which cameras like least.
_ANY_MASK = 0
_is_copy: ContextVar[bool] = ContextVar("is_copy", default=False)


@dataclass(frozen=True, slots=True)
class About:
    """What stands at the foot of a page: where it is, its number, when and by whom checked.

    `rest` is the address after the language, None for a page that other languages do not have;
    `shared` is what is handed on where that is another address.
    """

    rest: str | None
    number: int | None = None
    checked: date | None = None
    in_charge: str | None = None
    shared: str | None = None
    # Whether it answers one reader's own questions: nobody else is told of its address.
    private: bool = False


def about_entry(served: Served, entry: Entry, rest: str) -> About:
    """The foot of an entry's own page."""
    reads = [served.guide.get(one.source, Source).read for one in entry.sources]
    return About(
        rest,
        entry.page_number,
        max(reads, default=None),
        getattr(entry, "organization", None),
    )


def rendered(
    template: str, language: WrittenLanguage, served: Served, about: About, context: Context
) -> str:
    """A page with everything that stands around it."""
    guide = served.guide
    shared: Context = {
        "language": language,
        "guide": guide,
        "edition": served.edition,
        "rest": about.rest,
        "same_page": lambda code: f"/{code}/{about.rest or ''}",
        "has_other_languages": about.rest is not None and not about.private,
        "page_address": public_address(about.shared or f"/{language.code}/{about.rest or ''}"),
        "canonical": public_address(canonical(f"/{language.code}/{about.rest or ''}")),
        "public": public_address,
        "number": about.number,
        "checked": date_text(about.checked, language.code) if about.checked else "",
        "in_charge": _in_charge(served, about, language.code),
        "qr": quick_qr if _is_copy.get() else qr,
        "mail": settings.MAIL,
        # Copies lie where nobody takes reports.
        "reports": settings.REPORTS and about.rest is not None and not _is_copy.get(),
        "office": _office(language.code),
        "quote": quote,
        # Without what was asked of it, which may tell of the reader.
        "page_path": _path(about, language.code),
        "first_emergencies": first_emergencies(served),
        "is_copy": _is_copy.get(),
        # Until when what the page says of "now" holds, where it says anything.
        "holds_until": None,
    }
    return str(get_template(template).render(shared | context))


def fragment(template: str, context: Context) -> Markup:
    """A part of a page that is the same for all readers of a language, to be kept."""
    return Markup(get_template(template).render(context))  # noqa: S704 - the template escapes


@contextmanager
def as_copies() -> Iterator[None]:
    """Pages rendered within are for copies: the script fills in what depends on the hour."""
    before = _is_copy.set(True)
    try:
        yield
    finally:
        _is_copy.reset(before)


def _in_charge(served: Served, about: About, language: str) -> Piece | None:
    return name_of(served.guide, about.in_charge, language) if about.in_charge else None


def _path(about: About, language: str) -> str:
    """The page without what was asked of it; of paper, the page that it is of."""
    rest = about.shared.split("/", 2)[2] if about.shared else about.rest or ""
    return f"/{language}/{rest.partition('?')[0]}"


def _office(language: str) -> Markup:
    """The office that answers for the guide, as the operator writes its name; empty without one."""
    name: str = settings.OPERATED_BY
    if language != _PLAIN:
        name = without_readings(name)
    if not _KANJI_OR_KANA.search(name):
        return Markup("{}").format(name)
    return in_language(name, SOURCE_LANGUAGE, language)


@lru_cache(maxsize=4)
def first_emergencies(served: Served) -> tuple[Emergency, ...]:
    """The numbers that stand on the first page and on every page of an error."""
    found = sorted(served.guide.all(Emergency), key=lambda one: one.order)
    return tuple(one for one in found if one.first)


def public_address(path: str) -> str:
    """The address of a page as the world knows it."""
    return f"{settings.ADDRESS}{path}"


@lru_cache(maxsize=2048)
def qr(address: str) -> Markup:
    """A QR code as a picture that stands in the page itself, black on white in any theme."""
    if len(address) > _LONGEST_CODE:
        return Markup()
    return _drawn(segno.make(address, error="m", micro=False))


def quick_qr(address: str) -> Markup:
    """The same without a choice of the mask: any is read, and looking for the best takes most."""
    return _drawn(segno.make(address, error="m", micro=False, mask=_ANY_MASK))


def _drawn(code: segno.QRCode) -> Markup:
    drawn = code.svg_inline(border=3, light="#fff", omitsize=True)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704 - our own


def cache(served: Served) -> PageCache:
    """The pages of the served edition; those of an earlier one are dropped."""
    kept = _pages.get(served.edition.id)
    if kept is None:
        # What was made from another guide would keep that whole guide in memory.
        _pages.clear()
        for made in _made_from_a_guide:
            made()
        kept = _pages[served.edition.id] = PageCache()
    return kept


_made_from_a_guide: list[Callable[[], None]] = [first_emergencies.cache_clear]


def forget_with_the_edition(clear: Callable[[], None]) -> None:
    """Have `clear` called when another edition is served."""
    _made_from_a_guide.append(clear)


def kept_page(
    request: HttpRequest,
    key: PageKey,
    render: Callable[[Served, datetime], tuple[str, datetime | None]],
    content_type: str = HTML,
) -> HttpResponse:
    """A page that all readers of a language share, from memory as long as it holds."""
    served, now = live().now(), tokyo_now()
    page = cache(served).get(key, now, lambda: render(served, now))
    return respond(request, page, now, content_type)


__all__ = [
    "WRITTEN",
    "About",
    "Context",
    "Render",
    "about_entry",
    "as_copies",
    "cache",
    "forget_with_the_edition",
    "kept_page",
    "page_of",
    "public_address",
    "qr",
    "rendered",
]
