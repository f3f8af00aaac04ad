"""All pages of a language: what stands in copies, in the sitemap and in an export."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from madoguchi.edition import life_events
from madoguchi.edition.live import Served
from madoguchi.guide import Chapter, Guidance, Guide, LifeEvent, Programme, Service
from madoguchi.language import WrittenLanguage
from madoguchi.outlets.site import (
    about_page,
    emergency_page,
    handbook,
    pages,
    paper,
    sources_page,
    timeless,
)
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.life import pages as life_pages

# A page in copy mode: nothing in it depends on the hour (see `timeless`).
Render = Callable[[Served, WrittenLanguage], str]


class Page(NamedTuple):
    """A page by its address after the language, and how it is rendered for copies."""

    rest: str
    render: Render


def addresses(guide: Guide) -> list[str]:
    """The addresses after the language of all pages that every language has."""
    return [page.rest for page in catalogue(guide)]


def catalogue(guide: Guide) -> list[Page]:
    """All pages that every language has."""
    return [
        Page("", timeless.home),
        Page("help/", timeless.help_page),
        Page("help/sheet/", lambda served, language: paper.render_sheet(
            served, language, language.speaks)),
        Page("card/", lambda served, language: paper.render_card(
            served, language, language.speaks, None)),
        Page("emergency/", emergency_page.render_emergency),
        Page("life/", life_pages.render_index),
        *(Page(_rest(guide, one), partial(_life, entry=one)) for one in life_events(guide)),
        Page("search/", timeless.search),
        Page("sources/", sources_page.render_sources),
        Page("about/", about_page.render_about),
        Page("accessibility/", about_page.render_accessibility),
        Page("guide/", handbook.render_contents),
        Page("learn/", handbook.render_programmes),
        *(Page(_rest(guide, one), partial(_chapter, entry=one)) for one in guide.all(Chapter)),
        *(Page(_rest(guide, one), partial(_matter, entry=one)) for one in guide.all(Guidance)),
        *(Page(_rest(guide, one), partial(_matter, entry=one)) for one in guide.all(Programme)),
        *(Page(_rest(guide, one), partial(_service, entry=one)) for one in guide.services),
    ]  # fmt: skip


def spoken_pages(guide: Guide) -> list[Page]:
    """Help in each spoken language, for copies, which answer no questions."""
    return [
        Page(f"help/{code}/", partial(timeless.help_page, speaks=code)) for code in guide.spoken
    ]


def _rest(guide: Guide, entry: Chapter | Guidance | LifeEvent | Programme | Service) -> str:
    return address_of(guide, entry, "-").removeprefix("/-/")


def _chapter(served: Served, language: WrittenLanguage, *, entry: Chapter) -> str:
    return handbook.render_chapter(served, language, entry)


def _life(served: Served, language: WrittenLanguage, *, entry: LifeEvent) -> str:
    return life_pages.render_start(served, language, entry)


def _matter(served: Served, language: WrittenLanguage, *, entry: Guidance | Programme) -> str:
    return handbook.render_matter(served, language, entry, None)


def _service(served: Served, language: WrittenLanguage, *, entry: Service) -> str:
    return pages.render_service(served, language, entry, None)[0]
