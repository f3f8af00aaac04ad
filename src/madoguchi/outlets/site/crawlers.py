"""What search engines and other programs ask for first: which pages there are, and which not."""

from datetime import date, timedelta
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path

from madoguchi.edition.live import Served
from madoguchi.language import WRITTEN
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.assets import asset
from madoguchi.outlets.site.catalogue import addresses
from madoguchi.outlets.site.responses import Page, page_of, respond, tokyo_now
from madoguchi.outlets.site.shell import forget_with_the_edition, public_address

_XML, _TEXT = "application/xml; charset=utf-8", "text/plain; charset=utf-8"
_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
# What a search engine should not keep: answers to somebody's questions, plans, the staff's screens.
_NOT_FOR_ROBOTS = (
    "/staff/",
    "/api/search",
    "/*/search/?",
    "/*/help/?*at=",
    "/*/life/*?",
    "/*/wrong/",
)
# RFC 9116 wants a date less than a year ahead.
_SECURITY_DAYS = 180


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in every language, each with its versions in the others."""
    return respond(request, _sitemap(live().now()), tokyo_now(), _XML)


@lru_cache(maxsize=1)
def _sitemap(served: Served) -> Page:
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<urlset {_SITEMAP} {_XHTML}>"]
    for rest in addresses(served.guide):
        if not is_valid_path(f"/en/{rest}"):
            continue
        versions = _versions(rest)
        for code in WRITTEN:
            lines.append(f"<url><loc>{escape(public_address(f'/{code}/{rest}'))}</loc>{versions}")
            lines.append("</url>")
    return page_of("\n".join([*lines, "</urlset>", ""]), None)


forget_with_the_edition(_sitemap.cache_clear)


def _versions(rest: str) -> str:
    tags = {one.tag: one.code for one in WRITTEN.values()} | {"x-default": "en"}
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" '
        f"href={quoteattr(public_address(f'/{code}/{rest}'))}/>"
        for tag, code in tags.items()
    )


def robots(_request: HttpRequest) -> HttpResponse:
    """Everything is for everybody, but what answers one person's question."""
    rules = "".join(f"Disallow: {path}\n" for path in _NOT_FOR_ROBOTS)
    sitemap_line = f"Sitemap: {public_address('/sitemap.xml')}\n"
    return _kept(HttpResponse(f"User-agent: *\n{rules}\n{sitemap_line}", content_type=_TEXT))


def security(_request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116), where the operator has named anybody."""
    if not settings.MAIL:
        raise Http404
    expires = _first_of_month(tokyo_now().date() + timedelta(days=_SECURITY_DAYS))
    lines = (
        f"Contact: mailto:{settings.MAIL}",
        f"Expires: {expires.isoformat()}T00:00:00+09:00",
        "Preferred-Languages: ja, en",
        f"Canonical: {public_address('/.well-known/security.txt')}",
        "",
    )
    return _kept(HttpResponse("\n".join(lines), content_type=_TEXT))


def favicon(_request: HttpRequest) -> HttpResponse:
    """For browsers that ask without having read a page."""
    return _kept(HttpResponseRedirect(asset("mark.svg")))


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=86400"
    return response
