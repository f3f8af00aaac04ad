"""What must be mended before publishing, and what somebody has to accept with a reason."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from django.utils.timezone import localdate

from madoguchi.editorial.keeping.guides import Chosen, guide_with
from madoguchi.editorial.models import FACTS
from madoguchi.guide import Entry, Guide
from madoguchi.guide.checks import entry_problems
from madoguchi.guide.findings import Finding
from madoguchi.guide.plain_japanese import plain_problems
from madoguchi.guide.problems import field_name
from madoguchi.guide.references import references


class Found(NamedTuple):
    """One thing that a check found, by entry and place."""

    entry_id: str
    place: str
    message: str
    severity: Literal["error", "warning"]

    @property
    def key(self) -> str:
        """By what an accepted warning is known again."""
        return f"{self.entry_id} {self.place} {self.message}"

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.place}: {self.message}"


def check(changed: Chosen, beside: Chosen | None = None) -> list[Found]:
    """What is wrong with the guide that these versions would make, errors first.

    Entries that did not change are looked at where they name or refer to one that did. What
    stands `beside` is part of the guide too, but not looked at.
    """
    guide = guide_with({**(beside or {}), **changed})
    touched = {entry_id for entry_id, _ in changed}
    today = localdate()
    found: list[Found] = []
    for entry_id in sorted(touched | _that_name(touched, guide)):
        entry = guide.entries.get(entry_id)
        if entry is None:
            continue
        parts = {part for named, part in changed if named == entry_id}
        found += [
            Found(entry_id, field_name(one.place), one.message, one.severity)
            for one in _findings(entry, guide, today, parts)
        ]
    return sorted(found, key=lambda one: (one.severity, one.entry_id, one.place))


def _findings(entry: Entry, guide: Guide, today: date, parts: set[str]) -> Iterator[Finding]:
    for finding in entry_problems(entry, guide, lambda _: False, today):
        # Of what was not touched only errors count: its warnings are known already.
        if finding.severity == "error" or _is_about(finding, parts):
            yield finding
    if "ja-x-easy" in parts:
        yield from plain_problems(entry, warnings=True)


def _is_about(finding: Finding, parts: set[str]) -> bool:
    if finding.place[:1] == ("words",):
        # A change of the source makes every other language older than it.
        return finding.place[1] in parts or "ja" in parts
    return FACTS in parts


def _that_name(entry_ids: set[str], guide: Guide) -> set[str]:
    """Entries that link to one of these, or refer to it in their words."""
    return {
        entry.id
        for entry in guide.entries.values()
        if entry.id not in entry_ids and not entry_ids.isdisjoint(_named_by(entry))
    }


# What an entry names, kept with the entry it was read from.
_named: dict[str, tuple[Entry, frozenset[str]]] = {}


def _named_by(entry: Entry) -> frozenset[str]:
    kept = _named.get(entry.id)
    if kept is None or kept[0] is not entry:
        linked = {named for _, named, _ in entry.links()}
        referred = {
            reference.entry
            for wording in entry.words.values()
            for _, text in wording.texts()
            if "[[" in text
            for reference in references(text)
        }
        kept = _named[entry.id] = (entry, frozenset(linked | referred))
    return kept[1]
