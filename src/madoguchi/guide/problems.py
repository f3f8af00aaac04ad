"""What is wrong with a pack, in the words of whoever wrote it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from madoguchi.guide.facts import EXAMPLES
from madoguchi.guide.yaml_file import Data, Place, YamlFile


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it stands, what stood there, what was expected."""

    file: str
    line: int
    field: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {self.severity}: {field}{self.message}"


class PackError(Exception):
    """A pack that cannot be used; `problems` are all of them together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def field_name(place: Place) -> str:
    """A place as people say it.

    >>> field_name(("schedules", 0, "hours"))
    'schedules[1].hours'
    """
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")


def shown(value: Data | None) -> str:
    """A value as it stood in the file, shortened."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "several fields"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}..."'  # noqa: PLR2004 - a line's worth


def value_at(data: Data, place: Place) -> Data | None:
    """The value at `place`, or None where there is none."""
    current: Data | None = data
    for part in place:
        current = _inside(current, part)
        if current is None:
            return None
    return current


def _inside(data: Data | None, part: str | int) -> Data | None:
    if isinstance(data, dict) and isinstance(part, str):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None


def explain(
    file: str, source: YamlFile, error: ValidationError, fields: Iterable[str]
) -> Iterator[Problem]:
    """The problems behind pydantic's errors, one for each place in the file."""
    by_place: dict[Place, list[ErrorDetails]] = {}
    for detail in error.errors(include_url=False):
        by_place.setdefault(place_in_file(source.data, detail), []).append(detail)
    for place, details in by_place.items():
        # A choice reports a failure for each of its shapes, and again inside the list.
        if any(other != place and other[: len(place)] == place for other in by_place):
            continue
        messages = dict.fromkeys(_message(source.data, place, one, fields) for one in details)
        yield Problem(file, source.line(place), field_name(place), "; or ".join(messages))


def place_in_file(data: Data, detail: ErrorDetails) -> Place:
    """The error's location without the names of types that pydantic puts into it."""
    place: Place = ()
    current: Data | None = data
    for part in detail["loc"]:
        inside = _inside(current, part)
        if inside is not None:
            place, current = (*place, part), inside
        elif detail["type"] in {"missing", "extra_forbidden"} and part == detail["loc"][-1]:
            place = (*place, part)
    return place


def _message(data: Data, place: Place, detail: ErrorDetails, fields: Iterable[str]) -> str:
    value = value_at(data, place)
    kind = detail["type"]
    if kind == "missing":
        return f"{place[-1]} is missing"
    if kind == "extra_forbidden":
        return _unknown_field(str(place[-1]), fields)
    expected = _expected(detail)
    if detail["loc"][-1:] == ("[key]",):
        return f'"{place[-1]}" stands here; {expected}'
    if isinstance(value, dict) and kind == "value_error":
        # What several fields say together.
        return expected
    return f"{shown(value)} stands here; {expected}"


def _unknown_field(name: str, fields: Iterable[str]) -> str:
    near = get_close_matches(name, list(fields), n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    return f'there is no field "{name}" here{hint}'


def _expected(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        return f"expected {context['expected']}"
    if kind == "string_pattern_mismatch":
        return f"expected the form of {EXAMPLES.get(context['pattern'], context['pattern'])}"
    if kind == "too_short":
        return f"expected at least {context['min_length']}"
    if kind in {"tuple_type", "list_type"}:
        return "expected a list, written [..., ...]"
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return "expected fields, each written `name: value`"
    message = detail["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
