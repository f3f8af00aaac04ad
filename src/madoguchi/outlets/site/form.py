"""The choices of the form on the help page."""

from functools import lru_cache
from typing import NamedTuple

from madoguchi.edition.live import Served
from madoguchi.guide import Area, Topic
from madoguchi.guide.rendering import name_of
from madoguchi.language import is_own_name, marked, own_name, say, spoken_name, without_readings
from madoguchi.outlets.site.questions import Question

CHANNELS = {
    "phone": marked("by telephone"),
    "in-person": marked("in person"),
    "online": marked("online"),
    "mail": marked("by mail"),
}


class Choice(NamedTuple):
    value: str
    words: str
    chosen: bool


class Choices(NamedTuple):
    speaks: list[Choice]
    topics: list[Choice]
    areas: list[Choice]
    channels: list[Choice]
    at: str


def choices(served: Served, language: str, question: Question) -> Choices:
    """What the form offers, with what was asked chosen. Options hold plain text, so no ruby."""
    found = offered(served, language)
    return Choices(
        speaks=[Choice(code, words, code == question.speaks) for code, words in found.speaks],
        topics=[Choice(one, words, question.topic in _ways(one)) for one, words in found.topics],
        areas=[Choice(one, words, question.area in _ways(one)) for one, words in found.areas],
        channels=[Choice(code, words, code == question.channel) for code, words in found.channels],
        at=question.time_asked,
    )


class _Offered(NamedTuple):
    """Values with their words; only what some window has."""

    speaks: list[tuple[str, str]]
    topics: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    channels: list[tuple[str, str]]


@lru_cache(maxsize=32)
def offered(served: Served, language: str) -> _Offered:
    """Everything that the form can offer in a language."""
    guide = served.guide
    topics = {topic for service in guide.services for topic in service.topics}
    areas = {
        area for service in guide.services for area in guide.areas_around(guide.area_of(service))
    }
    channels = {channel for service in guide.services for channel in service.channels}
    return _Offered(
        speaks=[(code, _spoken(code, language)) for code in guide.spoken],
        topics=[(one.id, _name(served, one.id, language)) for one in guide.all(Topic)
                if one.id in topics],
        areas=[(one.id, _name(served, one.id, language)) for one in guide.all(Area)
               if one.id in areas],
        channels=[(code, without_readings(say(language, words)))
                  for code, words in CHANNELS.items() if code in channels],
    )  # fmt: skip


def _ways(entry_id: str) -> tuple[str, str]:
    return entry_id, entry_id.rpartition("/")[2]


def _name(served: Served, entry_id: str, language: str) -> str:
    return without_readings(name_of(served.guide, entry_id, language).value)


def _spoken(code: str, language: str) -> str:
    if is_own_name(code, language):
        return own_name(code)
    return f"{own_name(code)} · {without_readings(spoken_name(code, language))}"
