"""The page of sources: where each thing comes from, what is overdue, what is in doubt."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.helping import midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import SOLID, Citation, Closures, Entry, Guide, Source
from madoguchi.guide.rendering import name_of
from madoguchi.hours.words import date_text
from madoguchi.language import WRITTEN, Piece, WrittenLanguage
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.pages import chooser
from madoguchi.outlets.site.responses import tokyo_now
from madoguchi.outlets.site.service_page import (
    TRUST,
    Overdue,
    confirmed_words,
    overdue,
    printed_words,
    read_words,
)
from madoguchi.outlets.site.shell import About, Context, kept_page, rendered
from madoguchi.outlets.site.words import say

ABOUT = About("sources/", 1_000_007)


class Use(NamedTuple):
    """An entry that rests on a source; without an address where it has no page."""

    name: Piece
    address: str
    # When the office confirmed it; empty where that holds for the whole source.
    confirmed: Markup


class Difference(NamedTuple):
    """What a source has instead of the fact that is shown, and on which pages."""

    words: str
    uses: list[Use]


class Described(NamedTuple):
    """A source with its dates, its doubts, and all that rests on it."""

    source: Source
    trust: Markup
    in_doubt: bool
    printed: Markup
    read: Markup
    confirmed: Markup
    overdue: Overdue | None
    differences: list[Difference]
    uses: list[Use]


class Late(NamedTuple):
    """Something whose day is over: facts to be checked again, or a list of days off."""

    name: Piece
    address: str
    day: Markup | str


# An entry and the citation by which it rests on a source; none where a rhythm names it.
Resting = tuple[Entry, Citation | None]


def sources(request: HttpRequest, language: str) -> HttpResponse:
    """Where each thing comes from."""
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    return kept_page(
        request,
        ("sources", language),
        lambda served, now: (render_sources(served, page_language, now), midnight_after(now)),
    )


def render_sources(served: Served, language: WrittenLanguage, now: datetime | None = None) -> str:
    """The page of sources; for a copy without `now`."""
    guide, code = served.guide, language.code
    today = (now or tokyo_now()).date()
    resting = resting_on(guide)
    found = [
        _described(guide, guide.get(one, Source), entries, code, now)
        for one, entries in in_order(guide, resting, today)
    ]
    trusted = Counter(one.source.trust for one in found)
    context: Context = {
        "found": found,
        "trusted": [(say(code, TRUST[one]), count) for one, count in trusted.most_common()],
        "late": [
            Late(name_of(guide, one.id, code), address_of(guide, one, code), day)
            for one, day in _late(guide, today, code)
        ],
        "run_out": [
            Late(name_of(guide, one.id, code), "", date_text(one.known_until, code))
            for one in guide.all(Closures)
            if isinstance(one.known_until, date) and one.known_until < today
        ],
    }
    return rendered("sources.html", language, served, ABOUT, context)


def resting_on(guide: Guide) -> dict[str, list[Resting]]:
    """What rests on each source that is in use, each entry once."""
    found: dict[str, list[Resting]] = {}
    for entry in guide.entries.values():
        citations = {one.source: one for one in entry.sources}
        for _, named, kind in entry.links():
            if kind == "source" and (entry, citations.get(named)) not in found.get(named, []):
                found.setdefault(named, []).append((entry, citations.get(named)))
    return found


def in_order(
    guide: Guide, resting: dict[str, list[Resting]], today: date
) -> list[tuple[str, list[Resting]]]:
    """What has to be checked again first, then what most rests on."""

    def rank(one: tuple[str, list[Resting]]) -> tuple[bool, int, str]:
        due = check_by(guide.get(one[0], Source), one[1])
        return due is None or due >= today, -len(one[1]), one[0]

    return sorted(resting.items(), key=rank)


def check_by(source: Source, resting: list[Resting]) -> date | None:
    """The first day on which the source or what rests on it has to be checked again."""
    days = (source.check_by, *(entry.check_by for entry, _ in resting))
    return min((day for day in days if day), default=None)


def _late(guide: Guide, today: date, language: str) -> Iterator[tuple[Entry, str]]:
    due = [(one.check_by, one) for one in guide.entries.values() if one.check_by]
    for day, one in sorted(due, key=lambda pair: (pair[0], pair[1].id)):
        if day < today and one.may_have_words:
            yield one, date_text(day, language)


def _described(
    guide: Guide, source: Source, resting: list[Resting], language: str, now: datetime | None
) -> Described:
    confirmed = {citation.confirmed for _, citation in resting if citation}
    alike = len(confirmed) <= 1
    uses = [_use(guide, entry, None if alike else cited, language) for entry, cited in resting]
    differences: dict[str, list[Use]] = {}
    for (_, cited), use in zip(resting, uses, strict=True):
        if cited and cited.differs:
            differences.setdefault(cited.differs, []).append(use)
    return Described(
        source=source,
        trust=say(language, TRUST[source.trust]),
        in_doubt=source.trust not in SOLID,
        printed=printed_words(source, language),
        read=read_words(source, language),
        confirmed=confirmed_words(next(iter(confirmed), "never"), language) if alike else Markup(),
        overdue=overdue(check_by(source, resting), language, now),
        differences=[Difference(words, those) for words, those in differences.items()],
        uses=uses,
    )


def _use(guide: Guide, entry: Entry, citation: Citation | None, language: str) -> Use:
    return Use(
        name_of(guide, entry.id, language),
        address_of(guide, entry, language),
        confirmed_words(citation.confirmed, language) if citation else Markup(),
    )
