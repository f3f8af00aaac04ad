"""What changes between two versions of a part, in words: field by field, before and after."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q
from markupsafe import Markup, escape

from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.telling import changes_of_data
from madoguchi.editorial.keeping.parts import Data
from madoguchi.editorial.models import FACTS, FactsVersion, Origin, WordsVersion
from madoguchi.editorial.screens.words_fields import ruby
from madoguchi.editorial.wording import staff_language
from madoguchi.editorial.writing.differences import Piece, difference, differences_of
from madoguchi.editorial.writing.labels import FIELDS, field_label
from madoguchi.editorial.writing.marks import marked
from madoguchi.editorial.writing.typed import Place, text_at
from madoguchi.guide import Entry, Guide
from madoguchi.language import WRITTEN

Version = FactsVersion | WordsVersion
# An entry, its part, and the number of a version.
Key = tuple[str, str, int]
Shown = Callable[[str], Markup]
# Databases limit how much one question may hold.
_AT_ONCE = 200
_DEL, _INS = Markup("<del>{}</del>"), Markup("<ins>{}</ins>")
_MARKS = {"same": Markup("{}"), "removed": _DEL, "added": _INS}


class Said(NamedTuple):
    """A language, and how its words are made HTML."""

    language: str
    shown: Shown = escape

    def html(self, text: str) -> Markup:
        """A text as it is; empty for none."""
        return self.tagged([self.shown(text)] if text else [])

    def tagged(self, pieces: Iterable[Markup]) -> Markup:
        """Pieces of HTML as one text of the language."""
        tag = WRITTEN[self.language].tag if self.language in WRITTEN else self.language
        inner = Markup("").join(pieces)
        return Markup('<span lang="{}">{}</span>').format(tag, inner) if inner else inner


class Told(NamedTuple):
    """What changes at one place; `both` is before and after in one text.

    `source` is what words were made from; empty for facts.
    """

    label: str
    before: Markup
    after: Markup
    both: Markup
    source: Markup = Markup()


@dataclass(frozen=True, slots=True)
class PartTold:
    """What changes in a part: it is new, changed, gone, back again, or only reviewed."""

    what: str
    fields: tuple[Told, ...] = ()
    before: Version | None = None
    after: Version | None = None
    source: WordsVersion | None = None

    @property
    def by_machine(self) -> bool:
        """Whether a machine wrote what is new."""
        return isinstance(self.after, WordsVersion) and self.after.origin == Origin.MACHINE


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells changes with all that it takes: the names of entries, the guide that words refer to."""

    known: Known
    guide: Guide | None = None
    versions: Mapping[Key, Version] = field(default_factory=dict)

    def told(self, kind: str, entry_id: str, part: str, before: int | None, after: int) -> PartTold:
        """What a part's version `after` changes against its version `before`."""
        old = self.versions.get((entry_id, part, before)) if before else None
        new = self.versions[entry_id, part, after]
        if before == after:
            return PartTold("reviewed", (), old, new)
        if isinstance(new, FactsVersion):
            return self._facts(kind, old if isinstance(old, FactsVersion) else None, new)
        return self._words(entry_id, old if isinstance(old, WordsVersion) else None, new)

    def _facts(self, kind: str, old: FactsVersion | None, new: FactsVersion) -> PartTold:
        was_there = old is not None and not old.gone
        if new.gone:
            return PartTold("gone" if was_there else "still_gone", (), old, new)
        fields = facts_told(kind, old.data if old else {}, new.data, self.known)
        what = "changed" if was_there else "back" if old else "new"
        return PartTold(what, tuple(fields), old, new)

    def _words(self, entry_id: str, old: WordsVersion | None, new: WordsVersion) -> PartTold:
        key = (entry_id, new.made_from_language, new.made_from_number or 0)
        source = self.versions.get(key)
        source = source if isinstance(source, WordsVersion) else None
        entry = self.guide.entries.get(entry_id) if self.guide else None
        fields = words_told(
            old.data if old else {},
            new.data,
            Said(new.language, self._shown(entry, new.language)),
            source.data if source else {},
            Said(new.made_from_language, self._shown(entry, new.made_from_language)),
        )
        return PartTold("changed" if old else "new", tuple(fields), old, new, source)

    def _shown(self, entry: Entry | None, language: str) -> Shown:
        if entry is None or self.guide is None or language not in WRITTEN:
            return ruby
        return partial(_with_facts, self.guide, entry, language)


def _with_facts(guide: Guide, entry: Entry, language: str, words: str) -> Markup:
    """Words in which each reference stands with the fact that it stands for."""
    return marked(guide, entry, words, language).html if "[[" in words else ruby(words)


def teller(known: Known, guide: Guide | None, wanted: Iterable[Key]) -> Teller:
    """A teller that has these versions, and those that words among them were made from."""
    found = versions_of(wanted)
    sources = {
        (one.record_id, one.made_from_language, one.made_from_number)
        for one in found.values()
        if isinstance(one, WordsVersion) and one.made_from_number
    }
    return Teller(known, guide, found | versions_of(sources - found.keys()))


def versions_of(wanted: Iterable[Key]) -> dict[Key, Version]:
    """These versions, with who wrote them."""
    found: dict[Key, Version] = {}
    keys = sorted(wanted)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        facts = [Q(record_id=one, number=number) for one, part, number in some if part == FACTS]
        if facts:
            named = FactsVersion.objects.filter(reduce(or_, facts))
            for one in named.select_related("by"):
                found[one.record_id, FACTS, one.number] = one
        words = [
            Q(record_id=one, language=part, number=number)
            for one, part, number in some
            if part != FACTS
        ]
        if words:
            said = WordsVersion.objects.filter(reduce(or_, words))
            for two in said.select_related("by"):
                found[two.record_id, two.language, two.number] = two
    return found


def facts_told(kind: str, before: Data, after: Data, known: Known) -> Iterator[Told]:
    """The fields in which facts differ, as their form calls them."""
    if before == after:
        return
    said = Said(staff_language())
    changed = changes_of_data(kind, before, after, known)
    for one in changed:
        yield _told(one.label, "\n".join(one.before), "\n".join(one.after), said)
    if not changed:
        # Something that no form shows.
        for other in differences_of(before, after):
            yield _told(other.place, other.before, other.after, said)


def words_told(
    before: Data, after: Data, said: Said, source: Data, said_in_source: Said
) -> Iterator[Told]:
    """The texts in which words differ, each beside what it was made from."""
    for place in _places(before, after):
        old, new = text_at(before, place), text_at(after, place)
        if old != new:
            beside = said_in_source.html(text_at(source, place))
            yield _told(field_label(place), old, new, said)._replace(source=beside)


def _places(*texts: Data) -> list[Place]:
    found: dict[Place, None] = {}
    for name in (*FIELDS, *(one for data in texts for one in data)):
        if name == "choices":
            found |= {("choices", str(one)): None for data in texts for one in data.get(name, {})}
        elif any(name in data for data in texts):
            found[(name,)] = None
    return list(found)


def _told(label: str, before: str, after: str, said: Said) -> Told:
    pieces = list(_pieces(before.split("\n"), after.split("\n")))
    old = (
        _DEL.format(said.shown(one.words)) if one.change == "removed" else said.shown(one.words)
        for one in pieces
        if one.change != "added"
    )
    new = (
        _INS.format(said.shown(one.words)) if one.change == "added" else said.shown(one.words)
        for one in pieces
        if one.change != "removed"
    )
    both = (_MARKS[one.change].format(said.shown(one.words)) for one in pieces)
    return Told(label, said.tagged(old), said.tagged(new), said.tagged(both))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """What differs, line beside line: hours of one language are not told apart from another's."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        both = min(end - start, new_end - new_start)
        for step in range(both):
            last = start + step == len(old) - 1 and new_start + step == len(new) - 1
            if change == "equal":
                yield Piece("same", old[start + step])
            else:
                yield from difference(old[start + step], new[new_start + step])
            if not last:
                yield Piece("same", "\n")
        if end - start > both:
            yield Piece("removed", "".join(f"{line}\n" for line in old[start + both : end]))
        if new_end - new_start > both:
            yield Piece("added", "".join(f"{line}\n" for line in new[new_start + both : new_end]))


def keys_of(entry_id: str, part: str, numbers: Sequence[int | None]) -> set[Key]:
    """The keys of a part's versions of these numbers."""
    return {(entry_id, part, number) for number in numbers if number}
