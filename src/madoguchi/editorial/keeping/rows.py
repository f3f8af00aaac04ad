"""What a record repeats of its newest versions, so that the board can ask for it."""

from datetime import date
from typing import Any

from madoguchi.editorial.keeping.parts import Data
from madoguchi.editorial.models import Record

# Fields by which an entry is found in a section of the ward.
_SECTION = ("organization", "parent_organization")


def repeat_facts(record: Record, facts: Data) -> None:
    """Put what filters ask for into the record; the caller saves it."""
    record.section = next((str(facts[name]) for name in _SECTION if facts.get(name)), "")
    if record.kind == "organization":
        record.section = record.entry_id
    record.chapter = record.entry_id if record.kind == "chapter" else str(facts.get("chapter", ""))
    check_by: Any = facts.get("check_by")
    record.check_by = date.fromisoformat(check_by) if check_by else None
    if record.kind == "source":
        record.name_ja = record.name_en = str(facts.get("title", ""))[:300]


def repeat_words(record: Record, language: str, texts: Data) -> None:
    """Put the entry's name into the record, in the two languages of the staff's screens."""
    name = str(texts.get("name") or texts.get("summary") or "")[:300]
    if language == "ja":
        record.name_ja = name
    elif language == "en":
        record.name_en = name
