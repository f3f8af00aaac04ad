"""From a folder of packs to a guide, or to all that is wrong with it at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from madoguchi.guide import checks
from madoguchi.guide.entries import Entry
from madoguchi.guide.facts import ID_PATTERN, SLUG_PATTERN, WORD_FIELDS
from madoguchi.guide.guide import Guide, make_entry
from madoguchi.guide.kinds import KINDS
from madoguchi.guide.life import Due
from madoguchi.guide.plain_japanese import plain_problems
from madoguchi.guide.problems import PackError, Problem, explain, shown
from madoguchi.guide.quantities import Quantity
from madoguchi.guide.rhythm import Rhythm
from madoguchi.guide.salvaging import sound_part
from madoguchi.guide.yaml_file import Place, YamlFile, YamlFileError, read_yaml

PACK_FILE = "pack.yaml"


class Read(NamedTuple):
    """A guide without errors, and what should be looked at all the same."""

    guide: Guide
    warnings: tuple[Problem, ...]


@dataclass
class EntryFile:
    """One file of a pack: where it is, what stands in it, what it means."""

    name: str
    entry_id: str
    source: YamlFile = field(default_factory=lambda: YamlFile("", {}, []))
    entry: Entry | None = None
    problems: list[Problem] = field(default_factory=list)
    # What is left of an entry with faults, and where these are.
    sound: Entry | None = None
    faulty: frozenset[Place] = frozenset()


def read_packs(root: Path, pack: str, today: date, *, plain: bool = False) -> Read:
    """The guide of `pack` and of all it extends; PackError lists everything that is wrong.

    `root` is the folder of packs; `today` decides which closure lists have run out; `plain` adds
    warnings on how plain the words of plain Japanese are.
    """
    problems: list[Problem] = []
    names = _chain(root, pack, problems)
    files: list[EntryFile] = []
    for name in names:
        for path in sorted((root / name).rglob("*.y*ml")):
            read = read_entry(root, path)
            files.append(read)
            problems.extend(read.problems)
    problems.extend(_twice(files))
    entries = {file.entry_id: file.entry for file in files if file.entry is not None}
    guide = Guide(tuple(names), entries)
    broken = {file.entry_id for file in files if file.entry is None}
    # What could not be read would make every link to it look broken.
    whole = not any(problem.field == "extends" for problem in problems) and all(
        isinstance(file.source.data, dict) for file in files if file.entry_id.endswith("/pack")
    )

    def unread(entry_id: str) -> bool:
        return entry_id in broken or not (whole or entry_id.partition("/")[0] in names)

    for file in files:
        entry = file.entry or file.sound
        if entry is None:
            continue
        found = chain(
            checks.entry_problems(entry, guide, unread, today, file.faulty),
            plain_problems(entry, warnings=plain),
        )
        for place, message, severity in found:
            problems.append(
                Problem(
                    file.name,
                    file.source.line(place),
                    checks.field_name(place),
                    message,
                    severity,
                )
            )
    if any(problem.severity == "error" for problem in problems):
        raise PackError(problems)
    return Read(guide, tuple(problems))


def read_entry(root: Path, path: Path) -> EntryFile:
    """One file of a pack with its own problems; its entry is None where it is none."""
    name = str(path.relative_to(root.parent))
    pack, *folders = path.relative_to(root).parent.parts
    file = EntryFile(name, f"{pack}/{path.stem}")

    def problem(place: Place, message: str) -> EntryFile:
        file.problems.append(
            Problem(name, file.source.line(place), checks.field_name(place), message)
        )
        return file

    if path.suffix != ".yaml":
        return problem((), "the file's name ends in something else; expected .yaml")
    try:
        file.source = read_yaml(path)
    except YamlFileError as error:
        file.problems.append(Problem(name, error.line, "", error.message))
        return file
    data = file.source.data
    if not isinstance(data, dict):
        return problem((), "an entry is a list of fields, each written `name: value`")
    if not re.fullmatch(ID_PATTERN, file.entry_id):
        problem((), f'"{path.stem}" is no name; expected small letters, as "culture-plaza"')
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return problem(("kind",), f"{shown(kind)} stands here; expected one of {', '.join(KINDS)}")
    wanted = KINDS[kind].folder
    here = "/".join(folders) or "."
    if here != wanted or (kind == "pack" and path.name != PACK_FILE):
        where = PACK_FILE if kind == "pack" else f"the folder {wanted}"
        problem(("kind",), f"a {kind} belongs in {where}")
    try:
        file.entry = make_entry(file.entry_id, data)
    except ValidationError as error:
        fields = _field_names(KINDS[kind])
        file.problems.extend(explain(name, file.source, error, fields))
        file.sound, file.faulty = sound_part(KINDS[kind], data, error)
        if file.sound:
            file.sound._id = file.entry_id  # noqa: SLF001 - an id is the place
    return file


def _field_names(kind: type[Entry]) -> list[str]:
    nested = [
        *Quantity.model_fields, *Rhythm.model_fields, *Due.model_fields, *WORD_FIELDS,
        "printed", "caller", "choices",
        "speaks", "via", "days", "nth", "plus_days", "month_days", "dates",
        "seasons", "valid_from", "valid_to", "hours", "on_holidays", "at_year_end",
        "year_end_dates", "special_days", "booking", "source", "of", "confirmed", "differs",
        "also", "reading", "version", "state", "origin", "reviewed", "made_from",
    ]  # fmt: skip
    return [*kind.model_fields, *nested]


def _chain(root: Path, pack: str, problems: list[Problem]) -> list[str]:
    """The pack and those it extends, nearest first; what breaks the chain goes to `problems`."""
    names: list[str] = []
    current: str | None = pack
    by: EntryFile | None = None
    while current is not None:
        if current in names and by:
            other = "itself" if current == names[-1] else f"{names[-1]}, and that on it"
            problems.append(_at_extends(by, f"{current} builds on {other}"))
            break
        path = root / current / PACK_FILE
        if not re.fullmatch(SLUG_PATTERN, current) or not path.is_file():
            available = ", ".join(sorted(found.parent.name for found in root.glob("*/pack.yaml")))
            message = f'there is no pack "{current}"; there are: {available or "none"}'
            if by is None:
                raise PackError([Problem(f"{root.name}/{current}/{PACK_FILE}", 1, "", message)])
            problems.append(_at_extends(by, message))
            break
        names.append(current)
        by = read_entry(root, path)
        # Also of a pack with errors of its own, which are reported with its other entries.
        data = by.source.data
        extends = data.get("extends") if isinstance(data, dict) else None
        current = extends if isinstance(extends, str) else None
    return names


def _at_extends(file: EntryFile, message: str) -> Problem:
    return Problem(file.name, file.source.line(("extends",)), "extends", message)


def _twice(files: list[EntryFile]) -> Iterator[Problem]:
    by_id: dict[str, EntryFile] = {}
    by_number: dict[int, EntryFile] = {}
    for file in files:
        first = by_id.setdefault(file.entry_id, file)
        if first is not file:
            yield Problem(
                file.name,
                1,
                "",
                f"the id {file.entry_id} is taken by {first.name}; rename the file",
            )
        number = file.entry.page_number if file.entry else None
        if number is None:
            continue
        other = by_number.setdefault(number, file)
        if other is not file:
            line = file.source.line(("page_number",))
            yield Problem(
                file.name,
                line,
                "page_number",
                f"{number} is the number of {other.name}; remove it and run `madoguchi format`",
            )
