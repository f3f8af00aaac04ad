"""What the page of one window shows."""

from datetime import date, datetime
from typing import Literal, NamedTuple

from django.conf import settings
from markupsafe import Markup

from madoguchi.edition.helping import midnight_after
from madoguchi.edition.live import Served
from madoguchi.guide import Citation, Entry, Guide, Location, Service, Source
from madoguchi.guide.rendering import address, name_of
from madoguchi.hours.wording import describe
from madoguchi.hours.words import date_text, list_text, printed_text
from madoguchi.language import is_own_name, marked, own_name, spoken_name
from madoguchi.outlets.opendata import linked_data
from madoguchi.outlets.opendata.linked_data import script
from madoguchi.outlets.site.cards import (
    Card,
    card,
    phone_lines,
    place_line,
    service_address,
    sleeping_card,
)
from madoguchi.outlets.site.for_programs import ForPrograms, for_programs, publishing_days
from madoguchi.outlets.site.responses import tokyo_now
from madoguchi.outlets.site.words import in_japanese, ruby, say


class LanguageHours(NamedTuple):
    """The hours in one group of languages, and how they stand now."""

    names: Markup
    lines: list[Markup]
    now: Card
    programs: ForPrograms


class SourceLine(NamedTuple):
    """A source with its three dates in words."""

    title: str
    title_language: str
    url: str | None
    trust: Markup
    printed: Markup
    read: Markup
    confirmed: Markup
    # What the source prints instead of the fact that is shown, in its own words.
    differs: str


TRUST = {
    "law": marked("law"),
    "official": marked("the office's own page"),
    "copy": marked("a copy of the office's page"),
    "secondary": marked("an older page, or one of somebody else"),
    "memory": marked("not found again yet"),
}


def context(
    served: Served, service: Service, language: str, now: datetime | None
) -> tuple[dict[str, object], datetime | None]:
    """The context of the page, and until when what it says of "now" holds.

    Without `now` it is for a copy, which says nothing that depends on the hour.
    """
    guide = served.guide
    groups, holds_until = [], midnight_after(now) if now else None
    languages = _groups(service)
    for codes in languages:
        state, holds = _state(served, service, codes[0], language, now)
        holds_until = min(holds_until, holds) if holds_until and holds else None
        names = list_text([spoken_name(code, language) for code in codes], language)
        groups.append(
            LanguageHours(
                ruby(names),
                [ruby(line) for line in describe(service.schedules_for(codes[0]), language)],
                state,
                for_programs(guide, service, codes, language, now),
            )
        )
    place = guide.get(service.location, Location) if service.location else None
    return {
        "service": service,
        "name": name_of(guide, service.id, language),
        "name_in_japanese": in_japanese(guide, service.id, language),
        "groups": groups,
        "asks_for_others": service.asks_for_others,
        "phones": phone_lines(service.phones, guide, language),
        # Each language's own numbers stand beside its hours; what all share stands once.
        "shared_phones": all(not phone.speaks for phone in service.phones),
        "caveats": [
            caveat
            for caveat in (groups[0].now.caveats if groups else ())
            if all(caveat in group.now.caveats for group in groups)
        ],
        "place": place,
        "area": place_line(guide, service, language),
        "address": address(place, language) if place and place.address else None,
        "address_in_japanese": address(place, "ja") if place and place.address else None,
        "organization": name_of(guide, service.organization, language),
        "organization_in_japanese": in_japanese(guide, service.organization, language),
        "read_in": _read_in(service, language),
        "sources": source_lines(guide, service, language),
        "publishing_days": publishing_days(guide, service, language),
        "linked_data": script(
            linked_data.service_page(
                guide, service, languages, language, base=settings.ADDRESS, today=now.date()
            )
        )
        if now
        else "",
        "see_also": [
            (service_address(guide.get(other, Service), language), name_of(guide, other, language))
            for other in service.see_also
        ],
        "overdue": overdue(service.check_by, language, now),
    }, holds_until


def _state(
    served: Served, service: Service, speaks: str, language: str, now: datetime | None
) -> tuple[Card, datetime | None]:
    """How the window stands for speakers of a language, and until when."""
    if now is None:
        windows = served.helper.windows(speaks)
        answer = next(one for one, _ in windows if one.service is service)
        return sleeping_card(answer, served.guide, language), None
    found = served.helper.who_can_help(speaks, now)
    answer = next(one for one in found.answers if one.service is service)
    return card(answer, served.guide, language, now), found.holds_until


class Overdue(NamedTuple):
    """When facts should have been checked again; `later` where a copy's script has to say so."""

    words: str
    day: str
    later: bool


def overdue(check_by: date | None, language: str, now: datetime | None) -> Overdue | None:
    """What a page says of facts that were to be checked by a day; None where it is not over.

    A copy may be read after a day that is still to come, so it holds the words in any case.
    """
    if check_by is None:
        return None
    later = check_by >= (now or tokyo_now()).date()
    if later and now:
        return None
    return Overdue(date_text(check_by, language), check_by.isoformat(), later)


def _groups(service: Service) -> list[list[str]]:
    """Languages with the same hours and numbers, in the window's own order."""
    groups: dict[object, list[str]] = {}
    for code in service.speaks:
        key = (
            tuple(schedule.model_copy(update={"speaks": ("x",)})
                  for schedule in service.schedules_for(code)),
            service.phones_for(code),
        )  # fmt: skip
        groups.setdefault(key, []).append(code)
    return list(groups.values())


def _read_in(service: Service, language: str) -> list[Markup]:
    shown = []
    for code in service.read_in:
        own, name = own_name(code), spoken_name(code, language)
        in_itself = Markup('<span lang="{}">{}</span>').format(code, own)
        same = is_own_name(code, language)
        shown.append(in_itself if same else Markup("{} ({})").format(in_itself, ruby(name)))
    return shown


def source_lines(guide: Guide, entry: Entry, language: str) -> list[SourceLine]:
    """Where an entry's facts were found."""
    return [_source_line(guide, citation, language) for citation in entry.sources]


def printed_words(source: Source, language: str) -> Markup:
    """When a source was printed, or that it does not say."""
    if source.printed == "unknown":
        return say(language, "date not printed")
    return say(language, "printed {date}", date=printed_text(source.printed, language))


def read_words(source: Source, language: str) -> Markup:
    """When a source was read by us."""
    return say(language, "read {date}", date=date_text(source.read, language))


def confirmed_words(confirmed: date | Literal["never"], language: str) -> Markup:
    """When the office confirmed what a source says, or that it has not yet."""
    if confirmed == "never":
        return say(language, "not yet confirmed by the office")
    return say(language, "confirmed by the office {date}", date=date_text(confirmed, language))


def _source_line(guide: Guide, citation: Citation, language: str) -> SourceLine:
    source = guide.get(citation.source, Source)
    return SourceLine(
        title=source.title,
        title_language=source.title_language,
        url=source.url,
        trust=say(language, TRUST[source.trust]),
        printed=printed_words(source, language),
        read=read_words(source, language),
        confirmed=confirmed_words(citation.confirmed, language),
        differs=citation.differs,
    )
