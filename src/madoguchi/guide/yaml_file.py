"""Reading and writing the YAML of packs: every scalar is a string and knows its line.

PyYAML's own types turn 13:00 into 780, `no` into False and 0570 into 376; types come from the
models alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.emitter import ScalarAnalysis

Data = str | list["Data"] | dict[str, "Data"]
# Where a value stands in its file: ("schedules", 0, "hours").
Place = tuple[str | int, ...]

# A hand-written entry is a few kilobytes; what is much larger is not one.
MAX_BYTES = 1_000_000
_MAX_DEPTH = 20
# Shorter lists of scalars stand on one line.
_FLOW_WIDTH = 96


class YamlProblem(Exception):
    """What is wrong with a file as YAML, and on which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The data of a file, the line of each value, and the lines of its comments."""

    data: Data
    lines: dict[Place, int]
    comments: list[int]

    def line(self, place: Place) -> int:
        """The line of the value at `place`, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path) -> YamlFile:
    """Read one file; YamlProblem where it is no YAML, or YAML that packs do not use."""
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise YamlProblem(1, f"the file has {len(raw):,} bytes; an entry has a few thousand")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlProblem(line, "these bytes are no UTF-8; save the file as UTF-8") from error
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlProblem(
            mark.line + 1 if mark else 1, f"this is no YAML: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise YamlProblem(1, "this is no YAML that can be read") from error
    if node is None:
        raise YamlProblem(1, "the file is empty")
    lines: dict[Place, int] = {}
    data = _convert(node, (), lines, set())
    return YamlFile(data, lines, _comments(text))


def _convert(node: yaml.Node, place: Place, lines: dict[Place, int], seen: set[int]) -> Data:
    line = node.start_mark.line + 1
    lines[place] = line
    if id(node) in seen:
        raise YamlProblem(line, "anchors and aliases (& and *) are not used in packs")
    seen.add(id(node))
    if len(place) > _MAX_DEPTH:
        raise YamlProblem(line, "nested deeper than any entry is")
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [
            _convert(item, (*place, index), lines, seen) for index, item in enumerate(node.value)
        ]
    data: dict[str, Data] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlProblem(key_node.start_mark.line + 1, "a field's name is one word")
        if key in data:
            raise YamlProblem(key_node.start_mark.line + 1, f'"{key}" stands here twice')
        data[key] = _convert(value_node, (*place, key), lines, seen)
    return data


def _comments(text: str) -> list[int]:
    """Lines with a comment: PyYAML drops them, so the tokens around them tell."""
    found = []
    scalars = [
        (token.start_mark.index, token.end_mark.index)
        for token in yaml.scan(text, Loader=yaml.BaseLoader)
        if isinstance(token, yaml.ScalarToken)
    ]
    for number, line in enumerate(_offsets(text), start=1):
        start, content = line
        for index, character in enumerate(content):
            if character != "#" or (index and not content[index - 1].isspace()):
                continue
            if not any(begin <= start + index < end for begin, end in scalars):
                found.append(number)
                break
    return found


def _offsets(text: str) -> list[tuple[int, str]]:
    offsets, position = [], 0
    for line in text.splitlines(keepends=True):
        offsets.append((position, line))
        position += len(line)
    return offsets


_TIMES = re.compile(r"\d\d:\d\d-\d\d:\d\d(\+1)?")


class _Flow(list["_Flow | str | int"]):
    """A list that is written on one line."""


class _Writer(yaml.SafeDumper):
    """Quotes only what YAML 1.2 editors would otherwise read as something else than a string."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the way PyYAML is told
        first: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag.rpartition(":")[2] in {"bool", "int", "float", "null", "merge"}
        ]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def analyze_scalar(self, scalar: str) -> ScalarAnalysis:
        """Times of day stand plain in lists: PyYAML fears every colon there, YAML does not."""
        analysis = super().analyze_scalar(scalar)
        if _TIMES.fullmatch(scalar):
            analysis.allow_flow_plain = True
        return analysis

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Lists are indented below their field, as editors do it."""
        super().increase_indent(flow, indentless=False)


_Writer.add_representer(
    _Flow,
    lambda writer, items: writer.represent_sequence(
        "tag:yaml.org,2002:seq", items, flow_style=True
    ),
)


def write_yaml(data: Mapping[str, object]) -> str:
    """The one canonical form of an entry's data (strings, whole numbers, lists, mappings)."""
    return yaml.dump(
        _shaped(data, 0),
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=2**20,
    )


def _shaped(value: object, indent: int) -> object:
    if isinstance(value, Mapping):
        return {str(key): _shaped(item, indent + 2) for key, item in value.items()}
    if isinstance(value, str | int) or not isinstance(value, Sequence):
        return value
    if all(isinstance(item, str | int) for item in value):
        flow = _Flow(value)
        if sum(len(str(item)) + 2 for item in value) + indent <= _FLOW_WIDTH:
            return flow
        return list(value)
    return [_shaped(item, indent + 2) for item in value]
