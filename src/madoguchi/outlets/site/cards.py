"""A window as readers see it: open until when, by which number, with which doubts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from madoguchi.edition import Answer
from madoguchi.guide import Entry, Guide, Location, Phone, Service
from madoguchi.guide.rendering import name_of, via_text, who_can_call
from madoguchi.hours import Kind
from madoguchi.hours.wording import describe, reason_text
from madoguchi.hours.words import moment_text, time_text
from madoguchi.language import marked
from madoguchi.outlets.opendata.answers import caveats_said
from madoguchi.outlets.site.words import in_japanese, piece, rendered, ruby, say

_STATES = {
    Kind.OPEN: marked("Open now"),
    Kind.CLOSED: marked("Closed"),
    Kind.UNKNOWN: marked("Not known"),
}


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A number to press, and who can call it where not everybody can."""

    printed: str
    tel: str
    who: Markup


class Frame(NamedTuple):
    """What of a card does not depend on the time: made once for each language."""

    address: str
    name: Markup
    # The Japanese name to point at; empty where the name is Japanese already.
    name_in_japanese: Markup
    place: Markup
    phones: tuple[PhoneLine, ...]


class Card(NamedTuple):
    """Everything that a window's card shows."""

    frame: Frame
    state: str
    state_words: Markup
    until: Markup
    why: Markup
    via: Markup
    caveats: tuple[Markup, ...]
    # When an open window closes, in seconds since 1970; None where it never does or is not open.
    closes: int | None = None
    # What a copy's script looks its state up by, and its hours for readers without the script.
    key: str = ""
    hours: tuple[Markup, ...] = ()


def service_address(service: Service, language: str) -> str:
    """The address of a service's page."""
    return f"/{language}/services/{service.id}/"


def card(answer: Answer, guide: Guide, language: str, at: datetime, *, then: bool = False) -> Card:
    """The card of an answer given at `at`; `then` where that is another time than now."""
    return Card(
        frame=frame(guide, answer.service.id, answer.speaks, language),
        state=answer.state.value,
        state_words=state_words(answer.state, language, then=then),
        until=until_words(answer, language, at.date()),
        why=_why(answer, language),
        via=ruby(via_text(answer.via, language)),
        caveats=caveat_words(guide, answer, language),
        closes=int(answer.until.timestamp()) if answer.state is Kind.OPEN and answer.until
        else None,
    )  # fmt: skip


def sleeping_card(answer: Answer, guide: Guide, language: str) -> Card:
    """The card of a window in a copy, which does not know when it will be read."""
    schedules = answer.service.schedules_for(answer.speaks)
    return Card(
        frame=frame(guide, answer.service.id, answer.speaks, language),
        state="asleep",
        state_words=say(language, "Look at the hours below, or call"),
        until=Markup(),
        why=Markup(),
        via=ruby(via_text(answer.via, language)),
        caveats=caveat_words(guide, answer, language),
        key=window_key(answer.service.id, answer.speaks),
        hours=tuple(ruby(line) for line in describe(schedules, language)),
    )


def window_key(service_id: str, speaks: str) -> str:
    """What a window is called in a copy: one service for speakers of one language."""
    return f"{service_id}|{speaks}"


@lru_cache(maxsize=4096)
def frame(guide: Guide, service_id: str, speaks: str, language: str) -> Frame:
    """The lasting part of a service's card for speakers of `speaks`."""
    service = guide.get(service_id, Service)
    name = name_of(guide, service_id, language)
    return Frame(
        address=service_address(service, language),
        name=piece(name),
        name_in_japanese=in_japanese(guide, service_id, language),
        place=place_line(guide, service, language),
        phones=phone_lines(service.phones_for(speaks), guide, language),
    )


def _why(answer: Answer, language: str) -> Markup:
    if answer.reason is None:
        return Markup()
    return ruby(reason_text(answer.reason, language, by_phone=bool(answer.phones)))


def caveat_words(guide: Guide, answer: Answer, language: str) -> tuple[Markup, ...]:
    """What has to be said with an answer, as HTML."""
    shown = []
    for said in caveats_said(answer, guide, language):
        words = rendered(guide, said, "caveat", language) if isinstance(said, Entry) else ruby(said)
        shown.append(words or Markup())
    return tuple(shown)


def place_line(guide: Guide, service: Service, language: str) -> Markup:
    """Where a window is, or for whom it is where it has no place."""
    if service.location:
        place = guide.get(service.location, Location)
        return piece(name_of(guide, place.id, language))
    return piece(name_of(guide, guide.area_of(service), language))


def state_words(state: Kind, language: str, *, then: bool = False) -> Markup:
    """Open, closed or not known, in one or two words."""
    if then and state is Kind.OPEN:
        return say(language, "Open then")
    return say(language, _STATES[state])


def until_words(answer: Answer, language: str, today: date) -> Markup:
    """When that changes, as a clock time: minutes left would be wrong in any copy of the page."""
    if answer.state is Kind.OPEN:
        if answer.until is None:
            return say(language, "day and night")
        return say(language, "until {time}", time=_time(answer.until, language, today))
    if answer.opens is None:
        return Markup()
    return say(language, "opens {time}", time=_time(answer.opens, language, today))


def _time(moment: datetime, language: str, today: date) -> str:
    since_midnight = moment - datetime.combine(today, time(), moment.tzinfo)
    if timedelta(0) <= since_midnight <= timedelta(days=1):
        return time_text(since_midnight // timedelta(minutes=1), language)
    return moment_text(moment, language, today)


def phone_lines(phones: tuple[Phone, ...], guide: Guide, language: str) -> tuple[PhoneLine, ...]:
    """Numbers to press with a word about who can call each."""
    return tuple(
        PhoneLine(phone.printed, f"tel:{phone.tel}", ruby(who_can_call(guide, phone, language)))
        for phone in phones
    )
