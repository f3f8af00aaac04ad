"""An entry taken apart into what the database keeps, and put together again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.guide import Entry, Wording
from madoguchi.guide.guide import make_entry
from madoguchi.language import WRITTEN

Data = dict[str, Any]
# What is kept beside a language's texts, in columns of its own.
_BESIDE = ("version", "state", "origin", "reviewed", "made_from")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's texts as a pack holds them, and how they came to be."""

    number: int
    texts: Data
    origin: str = "machine"
    state: str = "draft"
    reviewed_by: str = ""
    reviewed_on: date | None = None
    made_from: tuple[str, int] | None = None

    @property
    def data(self) -> Data:
        """As it stands under `words` in a pack; what equals the model's default is left out."""
        data: Data = dict(self.texts)
        if self.number != 1:
            data["version"] = self.number
        if self.state != "draft":
            data["state"] = self.state
        if self.origin != "machine":
            data["origin"] = self.origin
        if self.reviewed_on is not None:
            data["reviewed"] = {"by": self.reviewed_by, "on": self.reviewed_on.isoformat()}
        if self.made_from is not None:
            data["made_from"] = f"{self.made_from[0]}@{self.made_from[1]}"
        return data


@dataclass(frozen=True, slots=True)
class Parts:
    """An entry's facts as a pack holds them, and its words by language."""

    entry_id: str
    facts: Data
    words: Mapping[str, Words] = field(default_factory=dict)


def parts_of(entry: Entry) -> Parts:
    """The parts of an entry."""
    data: Data = entry.model_dump(mode="json", exclude_defaults=True)
    written: Data = data.pop("words", {})
    words = {}
    for code in WRITTEN:
        if code in written:
            texts = {name: value for name, value in written[code].items() if name not in _BESIDE}
            words[code] = _words(entry.words[code], texts)
    return Parts(entry.id, data, words)


def _words(wording: Wording, texts: Data) -> Words:
    source, _, number = (wording.made_from or "").partition("@")
    reviewed = None if wording.reviewed == "never" else wording.reviewed
    return Words(
        wording.version,
        texts,
        wording.origin,
        wording.state,
        reviewed.by if reviewed else "",
        reviewed.on if reviewed else None,
        (source, int(number)) if source else None,
    )


def entry_of(parts: Parts) -> Entry:
    """The entry; ValidationError where its parts do not make one."""
    data = dict(parts.facts)
    if parts.words:
        data["words"] = {code: parts.words[code].data for code in WRITTEN if code in parts.words}
    return make_entry(parts.entry_id, data)


def same_words(one: Words, other: Words) -> bool:
    """Whether two versions say and mean the same, whatever their numbers."""
    return (one.texts, one.origin, one.made_from) == (other.texts, other.origin, other.made_from)
