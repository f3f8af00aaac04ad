"""Judging what comes back in a file: taken, refused with its reason, or left as it stands."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from madoguchi.editorial.translating.keeping_marks import refused
from madoguchi.editorial.translating.segments import (
    UNKNOWN_VERSION,
    Imported,
    Outdated,
    Place,
    Reason,
    Refusal,
    Segment,
    State,
)
from madoguchi.editorial.wording import tell

# Enough that two translations of one text never share it by chance.
_DIGITS = 12
# What no database keeps and no reader sees; line ends and tabs are text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A translation as it stands in a file.

    `source_version`, `source` and `made_over` (the mark of the translation that stood here when
    the file was made) are empty where the file's maker took them away. A `state` of None means
    that this kind of file does not tell how far the translation is.
    """

    entry_id: str
    field: str
    language: str
    source: str
    target: str
    source_version: int = UNKNOWN_VERSION
    made_over: str = ""
    state: State | None = None

    @property
    def place(self) -> Place:
        return self.entry_id, self.field


def mark_of(translation: str) -> str:
    r"""The mark by which a file knows a translation again, whatever an editor did to line ends.

    >>> mark_of("- card\n- form") == mark_of("- card\r\n- form\r\n")
    True
    """
    return sha256(_even(translation).encode()).hexdigest()[:_DIGITS]


def judge(
    file: str,
    rows: Iterable[Incoming],
    standing: Iterable[Segment],
    unreadable: Iterable[Refusal] = (),
) -> Imported:
    """What of a file can be kept, against what stands here now.

    Nothing is taken over a source or a translation that has changed since the file was made.
    """
    now = {segment.place: segment for segment in standing}
    by_place: dict[Place, list[Incoming]] = defaultdict(list)
    for row in rows:
        if all(_even(row.target) != _even(other.target) for other in by_place[row.place]):
            by_place[row.place].append(row)
    accepted: list[Segment] = []
    refusals: list[Refusal] = list(unreadable)
    unchanged: list[Segment] = []
    for place, found in by_place.items():
        if len(found) > 1:
            refusals += [_twice(file, row) for row in found]
            continue
        row, segment = found[0], now.get(place)
        why = next(_refusals(file, row, segment), None)
        if why is not None:
            refusals.append(why)
        elif segment is not None:
            taken = _taken(row, segment)
            (unchanged if taken == segment else accepted).append(taken)
    return Imported(tuple(accepted), tuple(refusals), tuple(unchanged))


def _taken(row: Incoming, segment: Segment) -> Segment:
    if not row.target.strip():
        return segment
    if _even(row.target) == _even(segment.target):
        # Only a draft gets further by what the file says; a machine's words stay a machine's.
        further = row.state if segment.state == "draft" and row.state else segment.state
        return replace(segment, state=further)
    return replace(
        segment, target=_lines(row.target), state=row.state or "in_review", origin="agency"
    )


def _refusals(file: str, row: Incoming, segment: Segment | None) -> Iterator[Refusal]:
    """Why a translation is not taken, the gravest reason first."""
    if segment is None:
        expected = tell("an entry and a field as they were exported")
        yield _refusal(file, row, "unknown", tell("no such text is open for translation"), expected)
        return
    if row.language != segment.language:
        found = tell('the language is "{language}"', language=row.language)
        yield _refusal(file, row, "language", found, f'"{segment.language}"')
        return
    if not row.target.strip():
        return
    yield from _of_its_source(file, row, segment)
    if _even(row.target) == _even(segment.target):
        return
    yield from _of_what_stands(file, row, segment)
    odd = control_character(row.target)
    if odd:
        yield _refusal(file, row, "form", odd, tell("letters, signs and line ends"))
    reasons = refused(segment.source, row.target, segment.language, entry_id=segment.entry_id)
    if reasons:
        expected = tell("the references, links and lists of the source")
        yield _refusal(file, row, "marks", "; ".join(reasons), expected)


def _of_its_source(file: str, row: Incoming, segment: Segment) -> Iterator[Refusal]:
    same_version = row.source_version == segment.source_version
    if row.source and _even(row.source) == _even(segment.source):
        # Another field of the entry has changed since; this text has not.
        return
    if same_version and not row.source:
        return
    if same_version:
        found = tell('the source was changed in the file to "{text}"', text=_short(row.source))
        expected = tell('the source as exported: "{text}"', text=_short(segment.source))
        yield _refusal(file, row, "source", found, expected)
        return
    if row.source_version:
        found = tell("translated from version {version} of the source", version=row.source_version)
    else:
        found = tell("translated from an unknown version of the source")
    yield Outdated(
        file,
        row.entry_id,
        row.field,
        "outdated",
        found,
        tell("version {version}, which reads otherwise", version=segment.source_version),
        row.target,
        row.source_version,
        segment.source_version,
        row.source,
    )


def _of_what_stands(file: str, row: Incoming, segment: Segment) -> Iterator[Refusal]:
    if row.made_over == mark_of(segment.target):
        return
    # Where the file lost its mark, a person's words are not risked; a machine's are.
    nobodys = not segment.target or (segment.origin == "machine" and segment.state != "approved")
    if not row.made_over and nobodys:
        return
    found = tell('meanwhile another translation stands here: "{text}"', text=_short(segment.target))
    yield _refusal(file, row, "changed", found, tell("the translation that was exported"))


def control_character(text: str) -> str:
    """What to say of a character that is no text; empty where there is none."""
    odd = _CONTROL.search(text)
    return tell("the character U+{code}", code=f"{ord(odd.group(0)):04X}") if odd else ""


def _twice(file: str, row: Incoming) -> Refusal:
    found = tell('one of several translations: "{text}"', text=_short(row.target))
    return _refusal(file, row, "twice", found, tell("each text once"))


def _refusal(file: str, row: Incoming, reason: Reason, found: str, expected: str) -> Refusal:
    return Refusal(file, row.entry_id, row.field, reason, found, expected, row.target)


def _even(text: str) -> str:
    """Text by which two are judged the same: editors change line ends and composition."""
    return unicodedata.normalize("NFC", _lines(text)).strip()


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
