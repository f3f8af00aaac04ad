"""The one canonical form of a pack's files, and the first files of a new pack."""

import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from madoguchi.guide.entries import Entry
from madoguchi.guide.facts import SLUG_PATTERN
from madoguchi.guide.problems import Problem
from madoguchi.guide.reading import EntryFile, read_entry
from madoguchi.guide.yaml_file import write_yaml
from madoguchi.language import WRITTEN

_FIRST, _LAST = 1_000_000, 9_999_999
_AFTER_OWN_FIELDS = ("sources", "check_by", "note", "words")


class Formatted(NamedTuple):
    """Files that were rewritten, and files that were left alone with the reason."""

    changed: list[str]
    left: list[Problem]


def canonical(entry: Entry) -> str:
    """The entry as its file should stand: its kind, its own fields, sources, words."""
    data = entry.model_dump(mode="json", exclude_defaults=True)
    own = [name for name in data if name not in ("kind", "page_number", *_AFTER_OWN_FIELDS)]
    order = ["kind", "page_number", *own, *_AFTER_OWN_FIELDS]
    if "words" in data:
        data["words"] = {code: data["words"][code] for code in WRITTEN if code in data["words"]}
    return write_yaml({name: data[name] for name in order if name in data})


def format_packs(root: Path, *, write: bool = True) -> Formatted:
    """Write every entry under `root` in canonical form and give new ones a page number.

    A file that cannot be read, or whose comments would be lost, is left as it is and reported.
    """
    files: list[tuple[Path, EntryFile]] = []
    left: list[Problem] = []
    for path in sorted(root.glob("*/**/*.yaml")):
        read = read_entry(root, path)
        if read.entry is None:
            left.extend(read.problems)
        elif read.source.comments:
            line = read.source.comments[0]
            left.append(
                Problem(read.name, line, "", "this comment would be lost; move it into `note:`")
            )
        else:
            files.append((path, read))
    numbers = (read.entry.page_number for _, read in files if read.entry)
    taken = {number for number in numbers if number}
    changed = []
    for path, read in files:
        entry = read.entry
        if entry is None:
            continue
        if entry.page_number is None:
            number = page_number(read.entry_id, taken)
            taken.add(number)
            entry = entry.model_copy(update={"page_number": number})
        text = canonical(entry)
        if text != path.read_text(encoding="utf-8"):
            changed.append(read.name)
            if write:
                _replace(path, text)
    return Formatted(changed, left)


def page_number(entry_id: str, taken: Collection[int]) -> int:
    """Seven digits for a new entry that no other entry has; the same for the same entry.

    >>> page_number("nerima/culture-plaza", set())
    9830491
    """
    span = _LAST - _FIRST + 1
    number = int.from_bytes(hashlib.sha256(entry_id.encode()).digest()[:8]) % span
    while number + _FIRST in taken:
        number = (number + 1) % span
    return number + _FIRST


def _replace(path: Path, text: str) -> None:
    """Write so that a crash leaves the old file or the new one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


class NewPackError(Exception):
    """Why a new pack cannot be made."""


def new_pack(root: Path, name: str, extends: str | None) -> list[Path]:
    """The first files of a municipality's pack; its name stands for its words until written."""
    if not re.fullmatch(SLUG_PATTERN, name):
        raise NewPackError(f'"{name}" is no name for a pack; expected small letters, as "nerima"')
    folder = root / name
    if folder.exists():
        raise NewPackError(f"{folder} exists already; nothing was changed")
    if extends is not None and not (
        re.fullmatch(SLUG_PATTERN, extends) and (root / extends / "pack.yaml").is_file()
    ):
        raise NewPackError(f'there is no pack "{extends}" in {root} to build on')
    words = {
        code: {"name": f"{name}"} | ({} if code == "ja" else {"made_from": "ja@1"})
        for code in WRITTEN
    }
    taken: set[int] = set()
    pack: dict[str, object] = {"kind": "pack"}
    if extends:
        pack["extends"] = extends
    pack |= {"area": f"{name}/{name}", "words": words}
    area: dict[str, object] = {"kind": "area", "words": words}
    made = []
    for path, data in ((folder / "pack.yaml", pack), (folder / "areas" / f"{name}.yaml", area)):
        number = page_number(f"{name}/{path.stem}", taken)
        taken.add(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        ordered = {"kind": data.pop("kind"), "page_number": number} | data
        path.write_text(write_yaml(ordered), encoding="utf-8")
        made.append(path)
    return made
