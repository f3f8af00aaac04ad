"""The copy of a language that a phone keeps: all pages as data, hours to look up, search."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypedDict

from markupsafe import Markup

from madoguchi.edition.live import Served
from madoguchi.guide import Json
from madoguchi.hours import TOKYO
from madoguchi.hours.words import date_text
from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.site import copied_hours, timeless
from madoguchi.outlets.site.assets import asset
from madoguchi.outlets.site.catalogue import catalogue, spoken_pages
from madoguchi.outlets.site.copied_hours import Hours
from madoguchi.outlets.site.search_document import index_document
from madoguchi.outlets.site.shell import About, as_copies, public_address, rendered
from madoguchi.outlets.site.words import say

# What a page without a network needs beside itself.
ASSETS = ("site.css", "site.js", "search.js")
# Who has had no network for so long is told that the copy is old.
_OLD_DAYS = 30
_REST, _TITLE, _MAIN, _FOOT = "-REST-", "@@TITLE@@", "@@MAIN@@", "@@FOOT@@"
_MISSING = "@@MISSING@@"
# A shorter line is not much longer than the number that stands for it.
_WORTH_SHARING = 12
_RUBY = re.compile(r"<ruby>([^<{}|]+)<rp>\(</rp><rt>([^<{}|]+)</rt><rp>\)</rp></ruby>")
_TAKEN_APART = re.compile(
    r'<title>(?P<title>.*?)</title>.*<main id="main"[^>]*>(?P<main>.*)</main>'
    r'.*<p class="facts-of-page">(?P<foot>.*?)</p>',
    re.DOTALL,
)
# Links with a question, which a copy cannot answer.
_QUESTION = re.compile(
    r'href="/(?P<language>[\w-]+)/(?P<page>help/sheet|help|card)/\?(?P<query>[^"]*)"'
)
_SPEAKS = re.compile(r"(?:^|&)speaks=(\w+)")


class CopiedPage(TypedDict):
    """What of a page is its own: `main` by line, each either itself or its place in `lines`."""

    title: str
    main: list[str | int]
    foot: str


class OfflineCopy(TypedDict):
    """Everything that stands in `/offline/<language>.json`.

    `made` is the beginning of the day it was made for; minutes in `hours` count from it, and hold
    until `hours_until`. After `old_from` the copy says that it is old instead of answering.
    Readings in pages are as in packs.
    """

    edition: str
    language: str
    speaks: str
    made: str
    hours_until: str
    old_from: str
    assets: list[str]
    shell: str
    notice: str
    lines: list[str]
    missing: CopiedPage
    pages: dict[str, CopiedPage]
    hours: Hours
    search: dict[str, Json]


def copied_pages(served: Served, language: WrittenLanguage) -> dict[str, str]:
    """Every page of a language as copies hold it, by its address after the language."""
    wanted = [*catalogue(served.guide), *spoken_pages(served.guide)]
    with as_copies():
        return {page.rest: with_plain_links(page.render(served, language)) for page in wanted}


def offline_copy(
    served: Served, language: WrittenLanguage, day: date, whole: Mapping[str, str] | None = None
) -> OfflineCopy:
    """The copy of a language for `day` and the days after it: the same on every machine.

    `whole` are its pages, for whoever has rendered them already.
    """
    made = datetime.combine(day, time(), TOKYO)
    code = language.code
    whole = whole or copied_pages(served, language)
    # The reader's own language has its place at help/.
    own = f"help/{language.speaks}/"
    pages = {rest: _taken_apart(rest, page) for rest, page in whole.items() if rest != own}
    with as_copies():
        missing = with_plain_links(timeless.not_in_copy(served, language))
        shell = _shell(served, language)
    pages[_MISSING] = _taken_apart(_MISSING, missing)
    lines = _shared_lines(pages.values())
    index = served.searcher.index(code)
    return {
        "edition": served.edition.id[:12],
        "language": code,
        "speaks": language.speaks,
        "made": made.isoformat(),
        "hours_until": (made + timedelta(days=copied_hours.DAYS)).isoformat(),
        "old_from": (made + timedelta(days=_OLD_DAYS)).isoformat(),
        "assets": [asset(name) for name in ASSETS],
        "shell": shell,
        "notice": str(
            say(code, "This is a copy of {date}, without a network.", date=date_text(day, code))
        ),
        "lines": list(lines),
        "missing": pages.pop(_MISSING),
        "pages": pages,
        "hours": copied_hours.hours(served, code, day),
        "search": index_document(served.guide, index, code),
    }


def with_plain_links(page: str) -> str:
    """A copy's page with links to pages instead of questions."""

    def link(found: re.Match[str]) -> str:
        language = found["language"]
        speaks = _SPEAKS.search(html.unescape(found["query"]))
        asked = speaks[1] if speaks and speaks[1] != WRITTEN[language].speaks else ""
        if found["page"] == "card":
            return f'href="/{language}/card/"'
        if found["page"] == "help/sheet" and not asked:
            return f'href="/{language}/help/sheet/"'
        return f'href="/{language}/help/{asked}/"' if asked else f'href="/{language}/help/"'

    return _QUESTION.sub(link, page)


def _taken_apart(rest: str, page: str) -> CopiedPage:
    found = _TAKEN_APART.search(page)
    if found is None:
        raise ValueError(f"base.html has no title, main or foot for {rest}")
    lines: list[str | int] = [*short(found["main"]).split("\n")]
    return {"title": found["title"], "main": lines, "foot": short(found["foot"])}


def short(page: str) -> str:
    """Readings as packs write them: in HTML they would be half of a copy in plain Japanese.

    >>> short("<ruby>窓口<rp>(</rp><rt>まどぐち</rt><rp>)</rp></ruby>へ")
    '{窓口|まどぐち}へ'
    """
    return _RUBY.sub(r"{\1|\2}", page)


def _shared_lines(pages: Iterable[CopiedPage]) -> tuple[str, ...]:
    """The lines that several pages have, such as cards and sources; pages get their places."""
    found = list(pages)
    counts = Counter(line for page in found for line in page["main"] if isinstance(line, str))
    shared = [line for line, count in counts.items() if count > 1 and len(line) > _WORTH_SHARING]
    places = {line: place for place, line in enumerate(shared)}
    for page in found:
        page["main"] = [places.get(str(line), line) for line in page["main"]]
    return tuple(shared)


def _shell(served: Served, language: WrittenLanguage) -> str:
    """What stands around every page, with places for what is a page's own."""
    context: dict[str, object] = {
        "title": _TITLE,
        "main": _MAIN,
        # A code for each page would be half of the copy.
        "qr": lambda _address: Markup(),
        "public": public_address,
    }
    whole = rendered("copy_shell.html", language, served, About(_REST), context)
    whole = re.sub(r"<title>.*?</title>", f"<title>{_TITLE}</title>", whole, count=1)
    whole = re.sub(r'<link rel="(?:alternate|canonical)"[^>]*>\n', "", whole)
    return re.sub(r'(<p class="facts-of-page">).*?(</p>)', rf"\g<1>{_FOOT}\g<2>", whole, count=1)
