"""The choices of the form on the help page."""

from typing import NamedTuple

from madoguchi.edition.live import Served
from madoguchi.guide import Area, Topic
from madoguchi.guide.rendering import name_of
from madoguchi.language import marked, own_name, say, spoken_name, without_readings
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
    guide = served.guide
    used_topics = {topic for service in guide.services for topic in service.topics}
    used_areas = {
        area for service in guide.services for area in guide.areas_around(guide.area_of(service))
    }
    return Choices(
        speaks=[
            Choice(code, _spoken(code, language), code == question.speaks)
            for code in guide.spoken
        ],
        topics=[
            Choice(topic.id, _name(served, topic.id, language), question.topic in _ways(topic.id))
            for topic in guide.all(Topic)
            if topic.id in used_topics
        ],
        areas=[
            Choice(area.id, _name(served, area.id, language), question.area in _ways(area.id))
            for area in guide.all(Area)
            if area.id in used_areas
        ],
        channels=[
            Choice(code, without_readings(say(language, words)), code == question.channel)
            for code, words in CHANNELS.items()
        ],
        at=question.at.strftime("%Y-%m-%dT%H:%M") if question.at else "",
    )


def _ways(entry_id: str) -> tuple[str, str]:
    return entry_id, entry_id.rpartition("/")[2]


def _name(served: Served, entry_id: str, language: str) -> str:
    return without_readings(name_of(served.guide, entry_id, language).value)


def _spoken(code: str, language: str) -> str:
    name, own = without_readings(spoken_name(code, language)), own_name(code)
    return own if name.casefold() == own.casefold() else f"{own} · {name}"
