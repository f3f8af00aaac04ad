"""What is wrong with an entry as it was typed, at the input where it stands, in plain words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from madoguchi.editorial.forms.messages import plainly
from madoguchi.editorial.forms.reading import Data, Taken
from madoguchi.guide import KINDS, Entry, Guide
from madoguchi.guide.checks import entry_problems
from madoguchi.guide.findings import Finding
from madoguchi.guide.guide import make_entry
from madoguchi.guide.problems import explain
from madoguchi.guide.salvaging import sound_part
from madoguchi.guide.yaml_file import Place, YamlFile

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass
class Checked:
    """The entry if its fields make one; what is wrong by the input's name, "" for none of them."""

    entry: Entry | None = None
    errors: dict[str, list[str]] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, message: str, *, warning: bool = False) -> None:
        """Tell one thing, once."""
        said = (self.warnings if warning else self.errors).setdefault(name, [])
        if message not in said:
            said.append(message)


def check(
    kind: str,
    entry_id: str,
    taken: Taken,
    *,
    guide: Guide | Callable[[Entry], Guide] | None,
    today: date,
    words: Mapping[str, Any] | None = None,
) -> Checked:
    """What is wrong with what was typed: in itself, and beside the other entries of `guide`.

    `guide` may depend on the entry: its links may lead to drafts.
    `words` are the entry's words as a pack holds them: what they refer to must still be there.
    """
    checked = Checked()
    for name, message in taken.unclear.items():
        checked.add(name, message)
    data: Data = {"kind": kind, "page_number": "1000000"} | taken.data
    if words:
        data["words"] = dict(words)
    faulty: frozenset[Place] = frozenset()
    sound: Entry | None
    try:
        checked.entry = sound = make_entry(entry_id, data)
    except ValidationError as error:
        source = YamlFile(data, {}, [])
        for problem in explain("", source, error, KINDS[kind].model_fields):
            _place(checked, taken, _place_of(problem.field), problem.message)
        sound, faulty = _sound(kind, entry_id, data, error)
    if sound is not None and guide is not None:
        beside = guide(sound) if callable(guide) else guide
        for finding in _findings(sound, beside, today, faulty):
            if finding.place[0] == "words" and (faulty or words is None):
                # Words refer to what is only faulty, not gone.
                continue
            warning = finding.severity == "warning"
            _place(checked, taken, finding.place, finding.message, warning=warning)
    return checked


def _sound(
    kind: str, entry_id: str, data: Data, error: ValidationError
) -> tuple[Entry | None, frozenset[Place]]:
    entry, faulty = sound_part(KINDS[kind], data, error)
    if entry is not None:
        entry._id = entry_id  # noqa: SLF001 - an id is the place, which only the caller knows
    return entry, faulty


def _findings(
    entry: Entry, guide: Guide, today: date, faulty: frozenset[Place]
) -> Iterator[Finding]:
    """What the checks say of the facts, and of words that refer to facts which are gone."""
    beside = Guide(guide.packs, {**guide.entries, entry.id: entry})
    of_words: list[Finding] = []
    for finding in entry_problems(entry, beside, _none, today, faulty):
        if finding.place[0] == "words":
            of_words.append(finding)
        else:
            yield finding
    # Words are kept in a screen of their own; only what this form broke is told here.
    before = guide.entries.get(entry.id)
    if before is not None and of_words:
        known = set(entry_problems(before, guide, _none, today))
        yield from (finding for finding in of_words if finding not in known)


def _none(_: str) -> bool:
    return False


def _place(
    checked: Checked, taken: Taken, place: Place, message: str, *, warning: bool = False
) -> None:
    if place[:1] == ("words",):
        told = plainly(message)
        checked.add("", told, warning=warning)
        return
    name = taken.name_of(place)
    # What could not be understood was told there already, in better words.
    if any(one == name or one.startswith(f"{name}-") for one in taken.unclear):
        return
    checked.add(name, plainly(message), warning=warning)


def _place_of(field_name: str) -> Place:
    """The place that `guide.problems` names.

    >>> _place_of("schedules[1].hours")
    ('schedules', 0, 'hours')
    """
    return tuple(
        int(match[1]) - 1 if match[1] else match[2] for match in _PART.finditer(field_name)
    )
