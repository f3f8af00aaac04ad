"""A static copy of the whole guide that any web server can serve."""

import json
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.test import Client

from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import offline
from madoguchi.outlets.site.offline_copy import copied_pages, with_plain_links
from madoguchi.outlets.site.responses import tokyo_now
from madoguchi.outlets.site.shell import About, as_copies, rendered

_LINK = re.compile(r'(?:href|src|action)="([^"]*)"')
# What programs ask for by themselves, and no page leads to.
_WELL_KNOWN = ("/robots.txt", "/sitemap.xml", "/favicon.ico")


class Exported(NamedTuple):
    """How much was written, and links that lead nowhere."""

    pages: int
    files: int
    size: int
    missing: tuple[str, ...]


class _Part(NamedTuple):
    """What one language has given: its pages, and where they and all others lead."""

    pages: int
    links: frozenset[str]


def export(folder: Path) -> Exported:
    """Write every page of every language into a folder, with all that they need beside them.

    Languages are rendered side by side, as each takes about a second.
    """
    folder.mkdir(parents=True, exist_ok=True)
    day = tokyo_now().date()
    with ProcessPoolExecutor(
        min(os.cpu_count() or 1, len(WRITTEN)),
        # A fork of a process that has threads may hang.
        multiprocessing.get_context("spawn"),
        _begin,
        (settings.EDITIONS, settings.ADDRESS),
    ) as workers:
        parts = list(workers.map(partial(_export_language, folder, day), WRITTEN))
    links = frozenset[str]().union(*(part.links for part in parts)) | _export_roots(folder)
    _export_static(folder)
    missing = _export_others(folder, links)
    written = [path for path in folder.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in written)
    return Exported(sum(part.pages for part in parts), len(written), size, missing)


def _begin(editions: Path, address: str) -> None:
    """Make a new process see what this one does."""
    django.setup()
    settings.EDITIONS, settings.ADDRESS = editions, address


def _export_language(folder: Path, day: date, code: str) -> _Part:
    served, language = live().now(), WRITTEN[code]
    pages = copied_pages(served, language)
    links: set[str] = set()
    for rest, page in pages.items():
        _write(folder / code / rest / "index.html", page)
        links |= links_of(page)
    copy = folder / "offline" / f"{code}.json"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(offline.as_json(served, language, day, pages))
    manifest = offline.manifest_of(served, language)
    _write(folder / code / "app.webmanifest", json.dumps(manifest, ensure_ascii=False))
    return _Part(len(pages), frozenset(links))


def _export_roots(folder: Path) -> set[str]:
    """The chooser of languages, what stands for pages that are not there, and the worker."""
    chooser = _root_page("chooser.html", WRITTEN["en"])
    lost = _root_page("not_found.html", WRITTEN["en"])
    _write(folder / "index.html", chooser)
    _write(folder / "404.html", lost)
    _write(folder / "sw.js", offline.worker_text())
    return links_of(chooser) | links_of(lost)


def _root_page(template: str, language: WrittenLanguage) -> str:
    with as_copies():
        return with_plain_links(rendered(template, language, live().now(), About(None), {}))


def _export_static(folder: Path) -> None:
    for one in files("madoguchi.outlets.site").joinpath("static").iterdir():
        target = folder / "static" / one.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(one.read_bytes())


def _export_others(folder: Path, links: frozenset[str]) -> tuple[str, ...]:
    """Write the feeds and data that pages lead to; the links behind which there is nothing."""
    missing = []
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    for link in sorted({*links, *_WELL_KNOWN}):
        path = urlsplit(link).path
        target = folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "")
        if target.is_file():
            continue
        # Pages of the server say who is open now, so they may not stand in a copy.
        response = None if path.endswith("/") else client.get(link)
        if response is not None and response.status_code == 200:  # noqa: PLR2004 - HTTP's own
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(response.getvalue())
        elif link not in _WELL_KNOWN:
            missing.append(link)
    return tuple(missing)


def links_of(page: str) -> set[str]:
    """The addresses of this site that a page leads to or loads, without the places in them."""
    host = settings.ADDRESS.partition("://")[2]
    # Calendars are subscribed to by an address of their own kind.
    ours = re.compile(rf"(?:(?:https?|webcal)://{re.escape(host)})?(/(?!/).*)")
    found = (ours.fullmatch(unescape(link)) for link in _LINK.findall(page))
    return {link[1].partition("#")[0] for link in found if link}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
