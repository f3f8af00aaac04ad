"""What a form knows of the other entries: their names, by which staff pick them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from madoguchi.editorial.wording import staff_language, tell
from madoguchi.guide import Guide, Question
from madoguchi.guide.entries import Area, Source

# Who can call a number, beside those in one area.
CALLERS = {
    "anyone": "anyone",
    "inside-japan-not-ip": "from within Japan, not by IP telephone",
    "ip-or-abroad": "by IP telephone or from abroad",
    "mobile-or-push": "by mobile or push-button telephone",
}


@dataclass(frozen=True)
class Known:
    """Names of what can be picked: for each kind of thing, the name of each by its id.

    Beside kinds of entry there are `answer-key` (questions by their keys) and `caller`;
    `answers` are the values that questions offer.
    """

    names: Mapping[str, Mapping[str, str]]
    answers: Mapping[str, str] = field(default_factory=dict)

    def options(self, of: str) -> Mapping[str, str]:
        """Everything of a kind that can be picked: its label by its id."""
        return self._labels.get(of, {})

    def label(self, of: str, picked: str) -> str:
        """What stands in the form for an id; the id itself where nothing has it."""
        return self.options(of).get(picked, picked)

    def picked(self, of: str, typed: str) -> str | None:
        """The id that somebody means by a label, a name or an id; None where it is unclear.

        >>> known = Known({"area": {"nerima/hikarigaoka": "光が丘"}})
        >>> known.picked("area", " 光が丘 "), known.picked("area", "ひかり")
        ('nerima/hikarigaoka', None)
        """
        if typed in self.options(of):
            return typed
        return self._ids.get(of, {}).get(_plain(typed))

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {of: _told_apart(names) for of, names in self.names.items()}

    @cached_property
    def _ids(self) -> dict[str, dict[str, str]]:
        return {
            of: {_plain(label): one for one, label in labels.items()}
            for of, labels in self._labels.items()
        }


def known_from(guide: Guide) -> Known:
    """What a form knows where the whole guide is at hand, in the staff's language."""
    language = staff_language()
    names: dict[str, dict[str, str]] = {}
    for entry_id, entry in guide.entries.items():
        text = entry.text("name")
        name = entry.title if isinstance(entry, Source) else text.read(language) if text else ""
        names.setdefault(entry.kind, {})[entry_id] = str(name) or entry_id
    questions = guide.all(Question)
    names["answer-key"] = {one.key: str(one.text("name").read(language)) for one in questions}
    names["caller"] = callers((area.slug, names["area"][area.id]) for area in guide.all(Area))
    answers: dict[str, str] = {}
    for question in questions:
        for value in question.values:
            words = question.choice(value)
            answers.setdefault(value, str(words.read(language)) if words else "")
    return Known(names, answers)


def callers(areas: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Who can call a number: everybody, some telephones, or one of `areas` (slug and name)."""
    by_area = {f"area:{slug}": tell("from {area}", area=name) for slug, name in areas}
    return {value: tell(english) for value, english in CALLERS.items()} | by_area


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Each name, with its id where another has the same one."""
    count = Counter(_plain(name) for name in names.values())
    return {
        one: name if count[_plain(name)] == 1 else f"{name} ({one})" for one, name in names.items()
    }


def _plain(typed: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", typed)).strip().casefold()
