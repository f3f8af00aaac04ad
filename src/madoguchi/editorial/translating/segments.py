"""A passage with its translation, and what becomes of those that come back in a file."""

from dataclasses import dataclass, field
from typing import Literal

from madoguchi.editorial.wording import tell

State = Literal["missing", "draft", "in_review", "approved"]
Origin = Literal["person", "agency", "machine"]
# What stands in a file where a version was, and the file's maker took it away.
UNKNOWN_VERSION = 0
# An entry and a place among its words: ("nerima/ward-office", "summary").
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """One text of an entry's words beside its translation.

    `field` is its place among the words: `name`, `summary`, `choices.yes`; `also` holds one term
    a line. `source_version` is the version of the source words as they stand here. `state` and
    `origin` are the translation's.
    """

    entry_id: str
    field: str
    language: str
    source_language: str
    source_version: int
    source: str
    target: str = ""
    state: State = "missing"
    origin: Origin = "machine"
    note: str = ""

    @property
    def place(self) -> Place:
        return self.entry_id, self.field


Reason = Literal[
    "unknown", "language", "outdated", "source", "changed", "marks", "twice", "form", "unreadable"
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A translation that was not taken: where it stood, what stood there, what was expected.

    `target` is the translation itself, so that a person can still copy it over.
    """

    file: str
    entry_id: str
    field: str
    reason: Reason
    found: str
    expected: str
    target: str = ""

    @property
    def message(self) -> str:
        """The refusal as a sentence for whoever brought the file."""
        return tell(
            "{file}, {entry}, {field}: {found}; expected {expected}",
            file=self.file,
            entry=self.entry_id or "?",
            field=self.field or "?",
            found=self.found,
            expected=self.expected,
        )


@dataclass(frozen=True, slots=True)
class Outdated(Refusal):
    """A translation of a source that has changed since the file was made.

    `made_from` is `UNKNOWN_VERSION` where the file does not tell its version any more.
    """

    made_from: int = UNKNOWN_VERSION
    stands_at: int = UNKNOWN_VERSION
    # The source as it stood in the file, to be shown beside the source of today.
    source_then: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought: translations to keep, those that were refused, those as they stood."""

    accepted: tuple[Segment, ...] = ()
    refused: tuple[Refusal, ...] = ()
    unchanged: tuple[Segment, ...] = field(default=())


class WrongFileError(Exception):
    """The whole file cannot be read; says what it is and what was expected."""

    def __init__(self, file: str, found: str, expected: str) -> None:
        self.file, self.found, self.expected = file, found, expected
        super().__init__(
            tell("{file}: {found}; expected {expected}", file=file, found=found, expected=expected)
        )


class CannotExportError(Exception):
    """A text does not fit into this kind of file; says which and why."""
