"""The packs of this repository, file by file."""

from functools import cache
from pathlib import Path

import jsonschema
import pytest

from madoguchi.guide import KINDS, Service
from madoguchi.guide.reading import EntryFile, read_entry
from madoguchi.guide.schema import schema_files, schema_of
from madoguchi.guide.tests.real_guide import PACKS as ROOT
from madoguchi.guide.tests.real_guide import read
from madoguchi.guide.tests.test_yaml_file import core_yaml
from madoguchi.guide.writing import canonical

FILES = sorted(ROOT.rglob("*.yaml"))
PACKS = sorted(path.parent.name for path in ROOT.glob("*/pack.yaml"))
NAMES = [str(path.relative_to(ROOT)) for path in FILES]


@cache
def entry_file(path: Path) -> EntryFile:
    return read_entry(ROOT, path)


def test_there_are_packs():
    assert {"example", "japan", "nerima", "tokyo"} <= set(PACKS)
    assert len(FILES) > 150


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_is_whole(pack):
    # The invented city has a list that has run out and a check that is overdue, to show both.
    expected = {"known_until", "check_by"} if pack == "example" else set()
    assert {one.field for one in read(pack).warnings} == expected


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_is_in_canonical_form(path):
    file = entry_file(path)
    assert file.problems == []
    assert canonical(file.entry) == path.read_text(encoding="utf-8")
    assert file.source.comments == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_an_editor_with_the_schema_of_its_kind_accepts_a_file(path):
    data = core_yaml(path.read_text(encoding="utf-8"))
    schema = schema_of(KINDS[data["kind"]])
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_refuses_a_planted_fault(kind):
    schema = schema_of(KINDS[kind])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    path = next(path for path in FILES if f"kind: {kind}\n" in path.read_text(encoding="utf-8"))
    data = core_yaml(path.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    faults = [
        data | {"kind": "other"},
        data | {"xyzzy": "1"},
        data | {"page_number": 12},
        data | {"sources": "one"},
        {name: value for name, value in data.items() if name != "kind"},
    ]
    assert [validator.is_valid(fault) for fault in faults] == [False] * 5


def test_a_schema_refuses_wrong_hours_days_and_numbers():
    validator = jsonschema.Draft202012Validator(schema_of(Service))
    path = ROOT / "nerima/services/foreign-language-consultation.yaml"
    data = core_yaml(path.read_text(encoding="utf-8"))
    first, *rest = data["schedules"]
    faults = [
        data | {"schedules": [first | {"hours": ["9-17"]}, *rest]},
        data | {"schedules": [first | {"days": ["monday"]}, *rest]},
        data | {"schedules": [first | {"on_holiday": "closed"}, *rest]},
        data | {"phones": [{"printed": "call us"}]},
        data | {"channels": ["fax"]},
        data | {"topics": []},
    ]
    assert validator.is_valid(data) is True
    assert [validator.is_valid(fault) for fault in faults] == [False] * 6


def test_each_kind_has_a_schema_file():
    assert sorted(schema_files()) == sorted(f"{kind}.schema.json" for kind in KINDS)


@pytest.mark.parametrize("pack", [pack for pack in PACKS if pack not in {"example", "life"}])
def test_every_service_says_where_it_was_found_and_when_to_look_again(pack):
    services = [one for one in read(pack).guide.services if one.pack == pack]
    assert services != []
    assert [one.id for one in services if not one.sources or one.check_by is None] == []


@pytest.mark.parametrize("pack", [pack for pack in PACKS if pack != "example"])
def test_no_hour_address_or_number_stands_without_a_source(pack):
    guide = read(pack).guide
    bare = [
        (entry.id, field)
        for entry in guide.entries.values()
        for field in ("phones", "schedules", "address", "address_latin", "postal_code")
        if field in type(entry).model_fields
        and entry.says(field)
        and not (entry.citations_of(field) or entry.citations_of("address"))
    ]
    assert bare == []


def test_page_numbers_of_all_packs_differ():
    numbers = [entry_file(path).entry.page_number for path in FILES]
    assert None not in numbers
    assert len(set(numbers)) == len(FILES)


def test_ids_that_others_rely_on_are_there():
    services = {one.id for one in read("nerima").guide.services}
    assert {
        "nerima/foreign-language-consultation",
        "nerima/culture-plaza-information-desk",
        "tokyo/foreign-residents-consultation",
        "japan/immigration-information-centre",
        "tokyo/shinjuku-consultation-support-centre",
    } <= services
