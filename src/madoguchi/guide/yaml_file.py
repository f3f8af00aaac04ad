"""Reading and writing the YAML of packs: every scalar is a string and knows its line.

PyYAML's own types turn 13:00 into 780, `no` into False and 0570 into 376; types come from the
models alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.composer import Composer
from yaml.emitter import ScalarAnalysis
from yaml.parser import Parser
from yaml.resolver import BaseResolver

Data = str | list["Data"] | dict[str, "Data"]
# Where a value stands in its file: ("schedules", 0, "hours").
Place = tuple[str | int, ...]

# A hand-written entry is a few kilobytes; what is much larger is not one.
MAX_BYTES = 1_000_000
_MAX_DEPTH = 20
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
# Shorter lists of scalars stand on one line.
_FLOW_WIDTH = 96


class YamlFileError(Exception):
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
    """Read one file; YamlFileError where it is no YAML, or YAML that packs do not use."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise YamlFileError(1, f"the file has {size:,} bytes; an entry has a few thousand")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlFileError(line, "these bytes are no UTF-8; save the file as UTF-8") from error
    try:
        tokens = _allowed_tokens(text)
        comments = _comments(text, tokens)
        node = _Scanned(tokens).get_single_node()
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise YamlFileError(line, "a control character stands here; delete it") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise YamlFileError(line, f"this is no YAML: {error.problem or error.context}") from error
    if node is None:
        raise YamlFileError(1, "the file is empty")
    lines: dict[Place, int] = {}
    return YamlFile(_convert(node, (), lines), lines, comments)


def _allowed_tokens(text: str) -> list[yaml.Token]:
    """The tokens of a file; YamlFileError at what YAML has and packs do not use."""
    depth, tokens = 0, []
    for token in yaml.scan(text, Loader=yaml.BaseLoader):
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            raise YamlFileError(line, "anchors and aliases (& and *) are not used in packs")
        if isinstance(token, yaml.TagToken | yaml.DirectiveToken):
            raise YamlFileError(line, "tags and directives (! and %) are not used in packs")
        if isinstance(token, _OPENING):
            depth += 1
        elif isinstance(token, _CLOSING):
            depth -= 1
        # Counted here because the composer would run out of stack on a bomb of brackets.
        if depth > _MAX_DEPTH:
            raise YamlFileError(line, "nested deeper than any entry is")
        tokens.append(token)
    return tokens


class _Scanned(Parser, Composer, BaseResolver):
    """Composes tokens that stand here already, as scanning takes most of the time."""

    def __init__(self, tokens: list[yaml.Token]) -> None:
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self._tokens, self._next = tokens, 0

    def peek_token(self) -> yaml.Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def check_token(self, *choices: type[yaml.Token]) -> bool:
        token = self.peek_token()
        return token is not None and (not choices or isinstance(token, choices))

    def get_token(self) -> yaml.Token | None:
        token = self.peek_token()
        self._next += 1
        return token


def _convert(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Data:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_convert(item, (*place, index), lines) for index, item in enumerate(node.value)]
    data: dict[str, Data] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlFileError(line, "a field's name is one word")
        key = str(key_node.value)
        if key in data:
            raise YamlFileError(line, f'"{key}" stands here twice')
        data[key] = _convert(value_node, (*place, key), lines)
        # A field is where its name stands, also when its value begins a line below.
        lines[(*place, key)] = line
    return data


def _comments(text: str, tokens: list[yaml.Token]) -> list[int]:
    """Lines with a comment: PyYAML drops them, so what stands outside of values tells."""
    lines, position = [], 0
    for token in tokens:
        if not isinstance(token, yaml.ScalarToken):
            continue
        start = token.start_mark.index
        lines += _hashes(text, position, start)
        position = token.end_mark.index
        if token.style in ("|", ">"):
            # A comment may stand behind the sign that begins a block of lines.
            lines += _hashes(text, start, text.find("\n", start))
    return lines + _hashes(text, position, len(text))


def _hashes(text: str, start: int, end: int) -> list[int]:
    found = []
    for number, line in enumerate(text[start:end].split("\n"), text.count("\n", 0, start) + 1):
        if "#" in line:
            found.append(number)
    return found


# What YAML 1.2 takes for a number or a truth; what 1.1 takes for one stands in PyYAML.
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
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

    def choose_scalar_style(self) -> str:
        """Double quotes: words are full of apostrophes, which single ones would double."""
        style = super().choose_scalar_style()
        return '"' if style == "'" else style

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        """Lists are indented below their field, as editors do it."""
        super().increase_indent(flow, indentless=False)


_Writer.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(rf"(?:{_NUMBER.pattern})$"), list("-+.0123456789")
)
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
