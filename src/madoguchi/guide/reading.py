"""From a folder of packs to a guide, or to all that is wrong with it at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from madoguchi.guide import checks
from madoguchi.guide.entries import KINDS, Entry, Pack
from madoguchi.guide.guide import Guide, make_entry
from madoguchi.guide.problems import PackError, Problem, explain, shown
from madoguchi.guide.yaml_file import YamlFile, YamlProblem, read_yaml

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
    source: YamlFile
    entry: Entry | None = None
    problems: list[Problem] = field(default_factory=list)


def read_packs(root: Path, pack: str, today: date) -> Read:
    """The guide of `pack` and of all it extends; PackError lists everything that is wrong.

    `root` is the folder of packs; `today` decides which closure lists have run out.
    """
    problems: list[Problem] = []
    names = _chain(root, pack, problems)
    files: list[EntryFile] = []
    for name in names:
        for path in sorted((root / name).rglob("*.yaml")):
            read = read_entry(root, path)
            if isinstance(read, Problem):
                problems.append(read)
            else:
                files.append(read)
                problems.extend(read.problems)
    problems.extend(_twice(files))
    entries = {file.entry_id: file.entry for file in files if file.entry is not None}
    guide = Guide(tuple(names), entries)
    # Entries that could not be read would make every link to them look broken.
    unread = {file.entry_id for file in files if file.entry is None}
    for file in files:
        if file.entry is None:
            continue
        for place, message, severity in checks.entry_problems(file.entry, guide, unread, today):
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


def read_entry(root: Path, path: Path) -> EntryFile | Problem:
    """One file of a pack; its own problems are kept in it, or are all there is."""
    name = str(path.relative_to(root.parent))
    try:
        source = read_yaml(path)
    except YamlProblem as problem:
        return Problem(name, problem.line, "", problem.message)
    pack, *folders = path.relative_to(root).parent.parts
    file = EntryFile(name, f"{pack}/{path.stem}", source)
    data = source.data
    if not isinstance(data, dict):
        return Problem(name, 1, "", "an entry is a list of fields, each written `name: value`")
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        expected = ", ".join(KINDS)
        file.problems.append(
            Problem(
                name,
                source.line(("kind",)),
                "kind",
                f"{shown(kind)} stands here; expected one of {expected}",
            )
        )
        return file
    wanted = KINDS[kind].folder
    here = "/".join(folders) or "."
    if here != wanted or (kind == "pack" and path.name != PACK_FILE):
        where = PACK_FILE if kind == "pack" else f"the folder {wanted}"
        file.problems.append(
            Problem(name, source.line(("kind",)), "kind", f"a {kind} belongs in {where}")
        )
    try:
        file.entry = make_entry(file.entry_id, data)
    except ValidationError as error:
        fields = _field_names(KINDS[kind])
        file.problems.extend(explain(name, source, error, fields))
    return file


def _field_names(kind: type[Entry]) -> list[str]:
    nested = [
        "printed", "caller", "speaks", "via", "days", "nth", "plus_days", "month_days", "dates",
        "seasons", "valid_from", "valid_to", "hours", "on_holidays", "at_year_end",
        "year_end_dates", "special_days", "booking", "source", "of", "confirmed", "name",
        "summary", "advice", "caveat", "version", "state", "origin", "reviewed", "made_from",
    ]  # fmt: skip
    return [*kind.model_fields, *nested]


def _chain(root: Path, pack: str, problems: list[Problem]) -> list[str]:
    """The pack and those it extends, nearest first."""
    names: list[str] = []
    current: str | None = pack
    while current:
        if current in names:
            problems.append(
                Problem(f"packs/{pack}/{PACK_FILE}", 1, "extends", f"{current} extends itself")
            )
            break
        path = root / current / PACK_FILE
        if not path.is_file():
            available = ", ".join(sorted(found.parent.name for found in root.glob("*/pack.yaml")))
            raise PackError(
                [
                    Problem(
                        f"{root.name}/{current}/{PACK_FILE}",
                        1,
                        "",
                        f"there is no such pack; there are: {available or 'none'}",
                    )
                ]
            )
        names.append(current)
        read = read_entry(root, path)
        entry = read.entry if isinstance(read, EntryFile) else None
        current = entry.extends if isinstance(entry, Pack) else None
    return names


def _twice(files: list[EntryFile]) -> Iterator[Problem]:
    by_id: dict[str, EntryFile] = {}
    by_number: dict[int, EntryFile] = {}
    for file in files:
        first = by_id.setdefault(file.entry_id, file)
        if first is not file:
            yield Problem(
                file.name, 1, "", f"the id {file.entry_id} is taken by {first.name}; rename the file"
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
