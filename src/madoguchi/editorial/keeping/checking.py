"""What must be mended before publishing, and what somebody has to accept with a reason."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from django.utils.timezone import localdate

from madoguchi.editorial.keeping.guides import Chosen, guide_with, published_guide
from madoguchi.editorial.keeping.links import dead_links, links_of
from madoguchi.editorial.models import FACTS
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.checks import NOT_TYPED, check_words
from madoguchi.guide import Entry, Guide
from madoguchi.guide.checks import entry_problems, relation_problems
from madoguchi.guide.findings import Finding
from madoguchi.guide.problems import field_name
from madoguchi.guide.references import references
from madoguchi.language import SOURCE_LANGUAGE

# Where in a place the text's name stands: ("words", "ko", "summary").
_TEXT = 2


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
    for entry_id in sorted(touched):
        entry = guide.entries.get(entry_id)
        if entry is not None:
            parts = {part for named, part in changed if named == entry_id}
            found += _found(entry, guide, today, parts)
    for entry_id in sorted(_that_name(touched, guide)):
        # Of what was not touched only errors count: its warnings are known already.
        found += [
            Found(entry_id, field_name(one.place), one.message, one.severity)
            for one in relation_problems(guide.entries[entry_id], guide)
            if one.severity == "error"
        ]
    found += _dead_links(touched, guide)
    return sorted(found, key=lambda one: (one.severity, one.entry_id, one.place))


def _found(entry: Entry, guide: Guide, today: date, parts: set[str]) -> Iterator[Found]:
    """What is wrong with an entry; of its changed words all that the words editor would say."""
    written = [code for code in entry.words if code in parts]
    for finding in entry_problems(entry, guide, lambda _: False, today):
        if _is_text_of(finding, written):
            continue
        if finding.severity == "error" or _is_about(finding, parts):
            yield Found(entry.id, field_name(finding.place), finding.message, finding.severity)
    for code in written:
        changed = _changed_texts(entry, code)
        for one in check_words(entry, code, entry.words[code], guide):
            if one.severity == "warning" and one.place not in changed:
                continue
            place = field_name(("words", code, *one.place))
            yield Found(entry.id, place, one.message, one.severity)


def _changed_texts(entry: Entry, language: str) -> set[tuple[str, ...]]:
    """The texts that readers do not have so, or whose source they do not: others are known."""
    published = published_guide().entries.get(entry.id)

    def said(one: Entry | None, code: str) -> dict[tuple[str, ...], str]:
        wording = one.words.get(code) if one else None
        return dict(wording.texts()) if wording else {}

    before = {code: said(published, code) for code in (language, SOURCE_LANGUAGE)}
    after = {code: said(entry, code) for code in (language, SOURCE_LANGUAGE)}
    return {
        place
        for place in after[language]
        if any(before[code].get(place) != after[code].get(place) for code in before)
    }


def _is_text_of(finding: Finding, written: Sequence[str]) -> bool:
    """Whether it stands in a text that is looked at more closely."""
    return (
        len(finding.place) > _TEXT
        and finding.place[0] == "words"
        and finding.place[1] in written
        and finding.place[2] not in NOT_TYPED
    )


def _dead_links(touched: Iterable[str], guide: Guide) -> Iterator[Found]:
    dead = dead_links()
    if not dead:
        return
    for entry_id in sorted(touched):
        entry = guide.entries.get(entry_id)
        for place, url in links_of(entry) if entry else ():
            if url in dead:
                message = tell("{url} has not answered for days; look for a new address", url=url)
                yield Found(entry_id, field_name(place), message, "warning")


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
        if entry.id not in entry_ids and not entry_ids.isdisjoint(named_by(entry))
    }


# What an entry names, kept with the entry it was read from.
_named: dict[str, tuple[Entry, frozenset[str]]] = {}


def named_by(entry: Entry) -> frozenset[str]:
    """What an entry links to, or refers to in its words."""
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
