import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.guide.yaml_file import MAX_BYTES, YamlFileError, read_yaml, write_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "entry.yaml"


def read(file: Path, text: str | bytes):
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file)


@pytest.mark.parametrize(
    "value",
    [
        "13:00", "no", "Yes", "on", "0570", "0o17", "0x1F", "1e3", "1_000", "2026-11-22", "null",
        "~", "true", ".inf", "3.10", "=", "119",
    ],
)  # fmt: skip
def test_every_scalar_is_the_string_that_stands_there(file, value):
    assert read(file, f"field: {value}\nlist: [{value}]\n").data == {
        "field": value,
        "list": [value],
    }


def test_every_value_knows_its_line(file):
    found = read(
        file,
        "kind: service\n\nschedules:\n  - speaks: [ko,\n      en]\n    hours: unknown\n"
        "words:\n  ja:\n    name: >-\n      two\n      lines\n    summary: x\n",
    )
    assert found.lines == {
        (): 1,
        ("kind",): 1,
        ("schedules",): 3,
        ("schedules", 0): 4,
        ("schedules", 0, "speaks"): 4,
        ("schedules", 0, "speaks", 0): 4,
        ("schedules", 0, "speaks", 1): 5,
        ("schedules", 0, "hours"): 6,
        ("words",): 7,
        ("words", "ja"): 8,
        ("words", "ja", "name"): 9,
        ("words", "ja", "summary"): 12,
    }
    assert found.line(("words", "ko", "name")) == 7


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("kind: a\nname: b\nkind: c\n", 3, '"kind" stands here twice'),
        ("a:\n  b: 1\n  b: 2\n", 3, '"b" stands here twice'),
        ("a: &x 1\n", 1, "anchors and aliases (& and *) are not used in packs"),
        ("a: b\nc: *x\n", 2, "anchors and aliases (& and *) are not used in packs"),
        ("a: b\nc: !!int 5\n", 2, "tags and directives (! and %) are not used in packs"),
        ("%YAML 1.1\n---\na: b\n", 1, "tags and directives (! and %) are not used in packs"),
        ("a: b\n? [x]\n: c\n", 2, "a field's name is one word"),
        ("", 1, "the file is empty"),
        ("# nothing\n\n", 1, "the file is empty"),
        (b"a: b\nc: \x93\xfa\n", 2, "these bytes are no UTF-8; save the file as UTF-8"),
        ("a: b\nc: \x07\n", 2, "a control character stands here; delete it"),
        (b"a: \x00", 1, "a control character stands here; delete it"),
        ("a:\n\tb: c\n", 2, "this is no YAML: found character '\\t' that cannot start any token"),
        ("a: b\nc: [d\n", 3, "this is no YAML: expected ',' or ']', but got '<stream end>'"),
        ("a: b\nc: d: e\n", 2, "this is no YAML: mapping values are not allowed here"),
        ('a: b\nc: "d\n', 3, "this is no YAML: found unexpected end of stream"),
        ("a: b\n---\nc: d\n", 2, "this is no YAML: but found another document"),
        ("a: b\nc: " + "[" * 5000 + "]" * 5000, 2, "nested deeper than any entry is"),
        ("a: b\nc: " + "[" * 5000, 2, "nested deeper than any entry is"),
        (
            "".join(" " * depth + "a:\n" for depth in range(30)),
            21,
            "nested deeper than any entry is",
        ),
    ],
)
def test_what_packs_do_not_use_is_refused_with_its_line(file, text, line, message):
    with pytest.raises(YamlFileError) as caught:
        read(file, text)
    assert (caught.value.line, caught.value.message) == (line, message)


def test_a_huge_file_is_refused_before_it_is_read(file):
    with file.open("wb") as sparse:
        sparse.truncate(10_000_000_000)
    with pytest.raises(YamlFileError) as caught:
        read_yaml(file)
    assert caught.value.message == "the file has 10,000,000,000 bytes; an entry has a few thousand"
    assert MAX_BYTES < 10_000_000_000


def test_a_file_of_a_bomb_of_aliases_is_refused_at_once(file):
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [*{before}, *{before}]\n"
        for before, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
    )
    with pytest.raises(YamlFileError, match="anchors and aliases"):
        read(file, bomb)


def test_a_mark_that_notepad_writes_before_the_text_is_no_part_of_it(file):
    assert read(file, "\ufeffkind: topic\n").data == {"kind": "topic"}


def test_windows_line_ends_are_line_ends(file):
    found = read(file, b"kind: topic\r\nnote: x\r\n")
    assert found.data == {"kind": "topic", "note": "x"}
    assert found.line(("note",)) == 2


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: b # why\n", [1]),
        ("# first\na: b\n\n# last\n", [1, 4]),
        ("a: 'b'# at once\n", [1]),
        ("a:\n  - b # one\n  - c\n  # two\n", [2, 4]),
        ("a: | # of the block\n  text # of the text\n", [1]),
        ("a: [b, # in a list\n  c]\n", [1]),
        ("a: b#c\nd: '#7119'\ne: \"x # y\"\nf: |\n  # text\n", []),
    ],
)
def test_lines_with_comments_are_found(file, text, lines):
    assert read(file, text).comments == lines


def core_yaml(text: str) -> object:
    """What an editor reads that follows YAML 1.2's core schema, and PyYAML's own 1.1 dates."""
    return yaml.load(text, Loader=CoreLoader)


class CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}  # noqa: RUF012


for kind, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan",
}.items():
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{kind}", re.compile(rf"^(?:{pattern})$"), None
    )


@pytest.mark.parametrize(
    "value",
    [
        "0570", "0891", "119", "131202", "1e3", "12E4", "3.10", ".5", "5.", "0o17", "0x1F", "-7",
        "+81", "true", "no", "null", "~", "", "13:00", ".inf", "1_000", "#7119", "- x", "a: b",
        " x", "x ", "[[#phone]]", "{窓口|まどぐち}", "two\nlines", "end\n", "\t", "*x", "&x", "!x",
        "%x", "@x", "`x", "'", '"', "x # y", "日本語",
    ],
)  # fmt: skip
def test_what_an_editor_would_read_as_something_else_is_quoted(file, value):
    text = write_yaml({"field": value, "list": [value], "deep": [{"a": value}]})
    wanted = {"field": value, "list": [value], "deep": [{"a": value}]}
    assert core_yaml(text) == wanted
    assert read(file, text).data == wanted


def test_times_dates_and_plain_words_stand_without_quotes():
    assert write_yaml(
        {
            "check_by": "2027-04-01",
            "hours": ["13:00-17:00", "18:00-08:00+1"],
            "printed": "03-3975-1252",
            "page_number": 1000001,
        }
    ) == (
        "check_by: 2027-04-01\nhours: [13:00-17:00, 18:00-08:00+1]\n"
        "printed: 03-3975-1252\npage_number: 1000001\n"
    )


def test_a_long_list_stands_one_below_another():
    text = write_yaml({"a": [f"language-{number}" for number in range(12)]})
    assert text.splitlines()[:2] == ["a:", "  - language-0"]


_text = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n #:'\"{}[]|"))
_data = st.recursive(
    _text, lambda inner: st.lists(inner) | st.dictionaries(_text, inner), max_leaves=8
)


@given(st.dictionaries(_text, _data, min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_what_is_written_is_read_again(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("yaml") / "x.yaml"
    found = read(file, write_yaml(data))
    assert found.data == data
    assert found.comments == []
