"""Readings in the words editor: what is certain is written, the rest is chosen by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from madoguchi.editorial.writing.furigana import Choice, Proposal, propose, readings_used
from madoguchi.editorial.writing.typed import Place, Typed, input_name
from madoguchi.guide import Guide
from madoguchi.hours.words import EASY


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """Words whose reading a person chooses, once for all places where they stand in a text."""

    name: str
    words: str
    readings: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Readings:
    """Texts with readings, what is still to be chosen in them, and what was no reading."""

    typed: Typed
    choices: dict[Place, list[ReadingChoice]]
    wrong: dict[Place, list[str]]


def with_certain_readings(typed: Typed, guide: Guide) -> Readings:
    """All texts with the readings that are certain."""
    proposals = _proposals(typed, guide)
    return Readings(
        {place: one.text for place, one in proposals.items()},
        {place: _offered(place, one.choices) for place, one in proposals.items()},
        {},
    )


def with_chosen_readings(typed: Typed, guide: Guide, sent: Mapping[str, str]) -> Readings:
    """All texts with the readings that a person chose for what was offered."""
    decided: Typed = {}
    wrong: dict[Place, list[str]] = {}
    for place, proposal in _proposals(typed, guide).items():
        readings, wrong[place] = _chosen(place, proposal.choices, sent)
        decided[place] = proposal.decided(readings)
    left = with_certain_readings(decided, guide)
    return Readings(left.typed, left.choices, wrong)


def _proposals(typed: Typed, guide: Guide) -> dict[Place, Proposal]:
    used = _used(guide)
    return {
        # What people type is looked for without readings.
        place: Proposal((text,)) if place[0] in {"also", "reading"} else propose(text, used)
        for place, text in typed.items()
    }


# One guide at a time is published.
@lru_cache(maxsize=1)
def _used(guide: Guide) -> dict[str, dict[str, int]]:
    """How words are read in all plain Japanese of the guide."""
    texts = (
        text
        for entry in guide.entries.values()
        if EASY in entry.words
        for _, text in entry.words[EASY].texts()
    )
    return {words: dict(readings) for words, readings in readings_used(texts).items()}


def _offered(place: Place, choices: Sequence[Choice]) -> list[ReadingChoice]:
    """What is to be chosen in a text, each word once."""
    times: dict[Choice, int] = {}
    for choice in choices:
        times[choice] = times.get(choice, 0) + 1
    return [
        ReadingChoice(f"{input_name(place)}-{index}", choice.words, choice.readings, count)
        for index, (choice, count) in enumerate(times.items())
    ]


def _chosen(
    place: Place, choices: Sequence[Choice], sent: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """A person's reading for each choice, empty where none was made; and what is no reading."""
    by_choice: dict[Choice, str] = {}
    wrong = []
    for one, choice in zip(_offered(place, choices), dict.fromkeys(choices), strict=True):
        own = sent.get(f"own-{one.name}", "").strip()
        reading = own or sent.get(f"reading-{one.name}", "")
        # Where the text was changed since, these are other words than those that were offered.
        if sent.get(f"words-{one.name}") != one.words:
            reading = ""
        elif reading and not all(map(_is_kana, reading)):
            wrong.append(reading)
            reading = ""
        by_choice[choice] = reading
    return [by_choice[choice] for choice in choices], wrong


def _is_kana(sign: str) -> bool:
    return "\u3041" <= sign <= "\u3096" or "\u30a1" <= sign <= "\u30fc" or sign.isdigit()
