"""What staff call the things on their screens: entries, kinds, parts and states."""

from typing import Protocol

from madoguchi.editorial.models import FACTS
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.editorial.writing.labels import language_name
from madoguchi.language import without_readings

KIND_NAMES = {
    "pack": "Municipality",
    "source": "Source",
    "area": "Area",
    "topic": "Topic",
    "organization": "Section",
    "location": "Place",
    "closures": "Days off",
    "service": "Window",
    "otherwise": "If nobody helps",
    "chapter": "Chapter",
    "guidance": "Matter",
    "programme": "Programme",
    "emergency": "Emergency",
    "term": "Term",
    "life-event": "Life event",
    "procedure": "Step",
    "question": "Question",
    "reason": "Reason",
    "document": "Paper",
    "office": "Office",
}

# The tone in which a state is shown (`parts.html`), and its words.
STATE_FACES = {
    "overdue": ("alarm", "check overdue"),
    "missing": ("none", "missing"),
    "changed": ("work", "source changed"),
    "draft": ("quiet", "draft"),
    "in_review": ("asked", "in review"),
    "approved": ("good", "approved"),
    "machine": ("machine", "machine"),
    "published": ("good", "published"),
    "gone": ("none", "taken away"),
}


class Named(Protocol):
    """What has names in the two languages of the screens, as a record has."""

    @property
    def entry_id(self) -> str: ...
    @property
    def name_ja(self) -> str: ...
    @property
    def name_en(self) -> str: ...


def entry_name(named: Named) -> str:
    """The entry's name in the staff's language, in the other one, or its id."""
    names = (named.name_ja, named.name_en)
    first, second = names if staff_language() == "ja" else names[::-1]
    return without_readings(first or second) or named.entry_id


def kind_name(kind: str) -> str:
    """A kind of entry as staff call it."""
    return tell(KIND_NAMES[kind]) if kind in KIND_NAMES else kind


def part_name(part: str) -> str:
    """The facts, or a language.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     part_name("facts"), part_name("ko")
    ('Facts', 'Korean')
    """
    return tell("Facts") if part == FACTS else language_name(part)


def state_name(state: str) -> str:
    """The state of a part in words."""
    return tell(STATE_FACES[state][1])


def entry_address(entry_id: str) -> str:
    """Where the entry's own page is."""
    return f"/staff/entries/{entry_id}/"


def part_address(entry_id: str, part: str) -> str:
    """Where a part of an entry is written."""
    rest = "facts/" if part == FACTS else f"words/{part}/"
    return entry_address(entry_id) + rest
