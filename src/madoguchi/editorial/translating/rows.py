"""The columns of a sheet for agencies, and reading its rows whatever the file was."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from madoguchi.editorial.translating.glossary import GlossaryTerm, found_terms, hint
from madoguchi.editorial.translating.incoming import Incoming, judge, mark_of
from madoguchi.editorial.translating.segments import (
    UNKNOWN_VERSION,
    Imported,
    Refusal,
    Segment,
    WrongFileError,
)
from madoguchi.editorial.wording import tell

# In English in every file, whoever exported it: columns are found again by their names.
COLUMNS = (
    "entry", "field", "source", "target", "terms", "note", "state", "language",
    "source language", "source version", "made over",
)  # fmt: skip
_NEEDED = ("entry", "field", "language", "target")
# A title or a remark may have been put above the columns.
_LOOKED_THROUGH = 10
MAX_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands in a cell; `odd` says what it is where it is no text."""

    text: str
    odd: str = ""


def rows_of(
    segments: Iterable[Segment], terms: Collection[GlossaryTerm]
) -> Iterator[tuple[str, ...]]:
    """A row for each text, in the order of the columns."""
    for one in segments:
        hints = dict.fromkeys(hint(found.term) for found in found_terms(one.source, terms))
        yield (
            one.entry_id, one.field, one.source, one.target, "\n".join(hints), one.note,
            one.state, one.language, one.source_language, str(one.source_version),
            mark_of(one.target),
        )  # fmt: skip


def read_rows(
    file: str,
    rows: Iterable[Sequence[SheetCell]],
    standing: Collection[Segment],
    own: Callable[[str], str],
) -> Imported:
    """What the rows of a sheet bring; `own` makes our text of what a cell holds."""
    numbered = iter(rows)
    names = _columns(file, numbered)
    read: list[Incoming] = []
    odd: list[Refusal] = []
    for row in numbered:
        cells = {name: row[place] for name, place in names.items() if place < len(row)}
        if not any(cell.text.strip() for cell in cells.values()):
            continue
        if len(read) + len(odd) == MAX_ROWS:
            expected = tell("at most {count}", count=MAX_ROWS)
            raise WrongFileError(file, tell("the sheet has more rows than any guide"), expected)
        texts = {name: own(cell.text) for name, cell in cells.items()}
        target = cells.get("target", SheetCell(""))
        if target.odd:
            place = texts.get("entry", ""), texts.get("field", "")
            odd.append(Refusal(file, *place, "form", target.odd, tell("a text"), target.text))
            continue
        read.append(_incoming(texts))
    return judge(file, read, standing, odd)


def _columns(file: str, rows: Iterator[Sequence[SheetCell]]) -> dict[str, int]:
    """Where each column stands; the rows go on below their names."""
    best: list[str] = []
    for _, row in zip(range(_LOOKED_THROUGH), rows, strict=False):
        names = [cell.text.strip().lower() for cell in row]
        if all(name in names for name in _NEEDED):
            return {name: names.index(name) for name in COLUMNS if name in names}
        best = max(best, [name for name in _NEEDED if name in names], key=len)
    missing = [name for name in _NEEDED if name not in best]
    found = tell("missing columns: {names}", names=", ".join(missing))
    raise WrongFileError(file, found, tell("the columns as they were exported"))


def _incoming(texts: dict[str, str]) -> Incoming:
    version = texts.get("source version", "").strip()
    return Incoming(
        texts.get("entry", "").strip(),
        texts.get("field", "").strip(),
        texts.get("language", "").strip(),
        texts.get("source", ""),
        texts.get("target", ""),
        int(version) if version.isdecimal() else UNKNOWN_VERSION,
        texts.get("made over", "").strip(),
    )
