"""The handbook: its chapters, what is known in each, and the programmes of the municipality."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.helping import midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import (
    Chapter,
    Entry,
    Guidance,
    Guide,
    InChapter,
    LifeEvent,
    Location,
    Programme,
    Service,
    Source,
)
from madoguchi.guide.facts import SOLID
from madoguchi.guide.rendering import address, name_of
from madoguchi.guide.rhythm import Rhythm, rhythm_text
from madoguchi.hours.words import list_text
from madoguchi.language import WRITTEN, Piece, WrittenLanguage, spoken_name
from madoguchi.outlets.opendata import linked_data
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import PhoneLine, phone_lines
from madoguchi.outlets.site.markdown import body_html
from madoguchi.outlets.site.pages import chooser, lasting_page, not_found
from madoguchi.outlets.site.service_page import overdue, printed_words, source_lines
from madoguchi.outlets.site.shell import About, Context, about_entry, kept_page, rendered
from madoguchi.outlets.site.words import in_japanese, ruby

CONTENTS, LEARN = About("guide/", 1_000_003), About("learn/", 1_000_004)
# Amounts and deadlines that were printed before this year may have changed since (nerima.md).
_RECENT = 2025


class Listed(NamedTuple):
    """An entry as a list names it."""

    address: str
    name: Piece
    name_in_japanese: Markup
    entry: Entry


class Held(NamedTuple):
    """How often a programme takes place, as one source says it."""

    words: Markup
    source: Markup
    printed: Markup


def listed(guide: Guide, entry: Entry, language: str) -> Listed:
    """The entry with its address and names."""
    return Listed(
        address_of(guide, entry, language),
        name_of(guide, entry.id, language),
        in_japanese(guide, entry.id, language),
        entry,
    )


def contents(request: HttpRequest, language: str) -> HttpResponse:
    """All chapters with what stands in each."""
    return lasting_page(request, language, "contents", render_contents)


def render_contents(served: Served, language: WrittenLanguage) -> str:
    """The page of all chapters."""
    guide = served.guide
    chapters = sorted(guide.all(Chapter), key=lambda one: one.order)
    context: Context = {
        "chapters": [
            (listed(guide, one, language.code), chapter_members(guide, one, language.code))
            for one in chapters
        ]
    }
    return rendered("contents.html", language, served, CONTENTS, context)


def chapter_members(guide: Guide, chapter: Chapter, language: str) -> list[Listed]:
    """What stands in a chapter, in its order; windows last."""
    inside = [one for one in guide.entries.values() if isinstance(one, InChapter)]
    members = sorted(
        (one for one in inside if one.chapter == chapter.id), key=lambda one: (one.order, one.id)
    )
    windows = [guide.get(one, Service) for one in chapter.services]
    return [listed(guide, one, language) for one in (*members, *windows)]


def chapter(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One chapter."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    entry = live().now().guide.named(Chapter, name)
    if entry is None:
        return not_found(request, language)
    return kept_page(
        request,
        ("chapter", language, name),
        lambda served, _now: (render_chapter(served, page_language, entry), None),
    )


def render_chapter(served: Served, language: WrittenLanguage, entry: Chapter) -> str:
    """The page of a chapter."""
    guide, code = served.guide, language.code
    chapters = sorted(guide.all(Chapter), key=lambda one: one.order)
    place = chapters.index(entry)
    context: Context = {
        "chapter": entry,
        "chapters": [listed(guide, one, code) for one in chapters],
        "name": name_of(guide, entry.id, code),
        "name_in_japanese": in_japanese(guide, entry.id, code),
        "members": chapter_members(guide, entry, code),
        "before": listed(guide, chapters[place - 1], code) if place else None,
        "after": listed(guide, chapters[place + 1], code) if place + 1 < len(chapters) else None,
        "directory": telephone_numbers(guide, code) if entry.shows == "telephone-numbers" else [],
    }
    about = about_entry(served, entry, f"guide/{entry.slug}/")
    return rendered("chapter.html", language, served, about, context)


def telephone_numbers(guide: Guide, language: str) -> list[tuple[Listed, list[PhoneLine]]]:
    """Every entry that has numbers, once, by name."""
    having = [
        one for one in guide.entries.values()
        if isinstance(one, Service | InChapter) and one.phones
    ]  # fmt: skip
    lines = [
        (listed(guide, one, language), phone_lines(one.phones, guide, language)) for one in having
    ]
    return [
        (one, list(phones)) for one, phones in sorted(lines, key=lambda line: str(line[0].name))
    ]


def guidance(request: HttpRequest, language: str, chapter_name: str, name: str) -> HttpResponse:
    """What is known of one matter."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    guide = live().now().guide
    entry = guide.named(Guidance, name)
    if entry is None or guide.entries[entry.chapter].slug != chapter_name:
        return not_found(request, language)
    return kept_page(
        request,
        ("guidance", language, name),
        lambda served, now: (
            render_matter(served, page_language, entry, now),
            # The day on which a check is due changes what is said.
            midnight_after(now),
        ),
    )


def programmes(request: HttpRequest, language: str) -> HttpResponse:
    """Where to learn and meet people."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    return kept_page(
        request,
        ("programmes", language),
        lambda served, now: (render_programmes(served, page_language, now), midnight_after(now)),
    )


def render_programmes(
    served: Served, language: WrittenLanguage, now: datetime | None = None
) -> str:
    """The page of all programmes; for a copy without `now`."""
    guide = served.guide
    found = sorted(guide.all(Programme), key=lambda one: (one.order, one.id))
    context: Context = {
        "programmes": [
            (
                listed(guide, one, language.code),
                _held(guide, one.held, language.code),
                overdue(one.check_by, language.code, now),
            )
            for one in found
        ]
    }
    return rendered("programmes.html", language, served, LEARN, context)


def programme(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """One programme: what, when, for whom, how to join, whom to ask."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    entry = live().now().guide.named(Programme, name)
    if entry is None:
        return not_found(request, language)
    return kept_page(
        request,
        ("programme", language, name),
        lambda served, now: (
            render_matter(served, page_language, entry, now),
            # The day on which a check is due changes what is said.
            midnight_after(now),
        ),
    )


def render_matter(
    served: Served, language: WrittenLanguage, entry: InChapter, now: datetime | None
) -> str:
    """The page of a matter or a programme; for a copy without `now`."""
    guide, code = served.guide, language.code
    in_chapter = guide.get(entry.chapter, Chapter)
    place = _place(guide, entry)
    about = about_entry(served, entry, address_of(guide, entry, code).removeprefix(f"/{code}/"))
    context: Context = {
        "entry": entry,
        "chapter": listed(guide, in_chapter, code),
        "hue": in_chapter.hue,
        "name": name_of(guide, entry.id, code),
        "name_in_japanese": in_japanese(guide, entry.id, code),
        "body": body_html(guide, entry, "body", code),
        "held": _held(guide, entry.held, code) if isinstance(entry, Programme) else [],
        "phones": phone_lines(entry.phones, guide, code),
        "windows": [
            (listed(guide, guide.get(one, Service), code), _spoken_at(guide, one, code))
            for one in entry.services
        ],
        "organization": name_of(guide, entry.organization, code) if entry.organization else None,
        "organization_in_japanese": in_japanese(guide, entry.organization, code)
        if entry.organization
        else Markup(),
        "place": place,
        "address": address(place, code) if place and place.address else None,
        "address_in_japanese": address(place, "ja") if place and place.address else None,
        "plans": [listed(guide, guide.get(one, LifeEvent), code) for one in entry.life_events]
        if isinstance(entry, Guidance)
        else [],
        "may_have_changed": may_have_changed(guide, entry),
        "overdue": overdue(entry.check_by, code, now),
        "sources": source_lines(guide, entry, code),
        "linked_data": linked_data.script(
            linked_data.guidance_page(guide, entry, code, settings.ADDRESS)
        ),
    }
    return rendered("matter.html", language, served, about, context)


def _spoken_at(guide: Guide, service_id: str, language: str) -> Markup:
    """The languages that a window names, so that nobody is sent where nobody understands them."""
    speaks = guide.get(service_id, Service).speaks
    return ruby(list_text([spoken_name(one, language) for one in speaks], language))


def may_have_changed(guide: Guide, entry: InChapter) -> bool:
    """Whether amounts or deadlines come from an old, undated or private page only."""
    if not entry.facts:
        return False
    sources = [guide.get(one.source, Source) for one in entry.citations_of("facts")]
    return not any(
        one.trust == "law" or (one.trust in SOLID and one.printed[:4].isdigit()
                               and int(one.printed[:4]) >= _RECENT)
        for one in sources
    )  # fmt: skip


def _held(guide: Guide, rhythms: tuple[Rhythm, ...], language: str) -> list[Held]:
    found = []
    for rhythm in rhythms:
        source = guide.get(rhythm.source, Source)
        title = Markup('<span lang="{}">{}</span>').format(source.title_language, source.title)
        found.append(
            Held(ruby(rhythm_text(rhythm, language)), title, printed_words(source, language))
        )
    return found


def _place(guide: Guide, entry: InChapter) -> Location | None:
    named = getattr(entry, "location", None)
    return guide.get(named, Location) if named else None
