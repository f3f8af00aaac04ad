"""What has changed from one edition to the next, as far as a reader would see it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple

from madoguchi.edition.store import DamagedEditionError, EditionStore
from madoguchi.guide import Emergency, Entry, Guide, LifeEvent, Question
from madoguchi.guide.facts import WORD_FIELDS
from madoguchi.language import WRITTEN

What = Literal["new", "changed", "gone"]
# What keeps a pack in order and reaches no reader's page; words and sources are looked at apart.
_APART = {"note", "words", "check_by", "sources"}
# Linked entries whose facts stand on the page of the entry that links to them.
_SHOWN_ELSEWHERE = {"location", "closures"}
_SHOWN_ON: dict[type[Entry], set[str]] = {
    Emergency: {"service"},
    LifeEvent: {"procedure", "question"},
}


class Change(NamedTuple):
    """An entry that is new, changed or gone; `entry` is as it is now, or was before it went.

    `languages` are those whose readers see the change: all, unless only words were rewritten.
    """

    entry: Entry
    what: What
    languages: frozenset[str]


class Publication(NamedTuple):
    """What came with an edition when it was published."""

    edition: str
    at: datetime
    changes: tuple[Change, ...]


_ALL = frozenset(WRITTEN)


def changes(before: Guide, after: Guide) -> list[Change]:
    """What readers of `after` find new, changed or gone, by id; notes of writers do not count."""
    touched = {
        entry_id: languages
        for entry_id, entry in after.entries.items()
        if (old := before.entries.get(entry_id)) is not None
        and old != entry
        and (languages := _seen_by(old, entry))
    }
    found: list[Change] = []
    for entry_id in sorted({*before.entries, *after.entries}):
        if entry_id not in after.entries:
            found.append(Change(before.entries[entry_id], "gone", _ALL))
        elif entry_id not in before.entries:
            found.append(Change(after.entries[entry_id], "new", _ALL))
        else:
            entry = after.entries[entry_id]
            shown = (touched.get(linked, frozenset()) for linked in _shown_with(entry))
            languages = touched.get(entry_id, frozenset()).union(*shown)
            if languages:
                found.append(Change(entry, "changed", languages))
    return found


def _seen_by(old: Entry, new: Entry) -> frozenset[str]:
    """The languages whose readers see a difference."""
    if _facts(old) != _facts(new):
        return _ALL
    return frozenset(code for code in WRITTEN if _words(old, code) != _words(new, code))


def _facts(entry: Entry) -> list[dict[str, object]]:
    own: dict[str, object] = entry.model_dump(exclude=_APART)
    return [own, *(citation.model_dump(exclude={"note"}) for citation in entry.sources)]


def _words(entry: Entry, language: str) -> list[str]:
    texts = (entry.text(field) for field in WORD_FIELDS)
    said = [text.read(language).value if text else "" for text in texts]
    if isinstance(entry, Question):
        said += [
            entry.choice(one).read(language).value for one in entry.values if entry.choice(one)
        ]
    return said


def _shown_with(entry: Entry) -> Iterator[str]:
    """Entries whose facts stand on this one's page."""
    kinds = _SHOWN_ELSEWHERE | _SHOWN_ON.get(type(entry), set())
    for _, linked, kind in entry.links():
        if kind in kinds:
            yield linked


class ChangeLog:
    """The changes of a store's publications; each edition is read and compared once."""

    def __init__(self, store: EditionStore) -> None:
        self.store = store
        self._compared: dict[tuple[str, str], tuple[Change, ...]] = {}
        self._was_read: set[str] = set()
        # Guides are large: they are kept only while the history is gone through.
        self._open: dict[str, Guide] = {}

    def recent(self, count: int) -> list[Publication]:
        """The last `count` publications, the newest first.

        An edition that cannot be read any more (damaged, or of an older format) is passed over:
        the next one is compared with the last before it that can.
        """
        found: list[Publication] = []
        before = ""
        for line in self.store.history()[-count - 1 :]:
            if line.edition == before or not self._is_readable(line.edition):
                continue
            if before:
                found.append(
                    Publication(line.edition, line.at, self._between(before, line.edition))
                )
            before = line.edition
        self._open.clear()
        return found[::-1]

    def _is_readable(self, edition: str) -> bool:
        if edition in self._was_read:
            return True
        try:
            self._guide(edition)
        except DamagedEditionError:
            return False
        return True

    def _between(self, before: str, after: str) -> tuple[Change, ...]:
        pair = before, after
        if pair not in self._compared:
            self._compared[pair] = tuple(changes(self._guide(before), self._guide(after)))
            # What comes next is compared with `after`.
            self._open = {after: self._guide(after)}
        return self._compared[pair]

    def _guide(self, edition: str) -> Guide:
        if edition not in self._open:
            self._open[edition] = self.store.open(edition).guide
            self._was_read.add(edition)
        return self._open[edition]
