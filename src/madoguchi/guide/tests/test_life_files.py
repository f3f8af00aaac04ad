"""Files of life events, questions and steps: their one form, and the schemas for editors."""

import jsonschema
import pytest

from madoguchi.guide import KINDS
from madoguchi.guide.schema import schema_files, schema_of
from madoguchi.guide.tests.life_town import (
    APPLY_FILE,
    EVENT_FILE,
    NOTIFY,
    NOTIFY_FILE,
    PLACE_FILE,
    life_town,
)
from madoguchi.guide.tests.test_yaml_file import core_yaml
from madoguchi.guide.writing import canonical
from madoguchi.language import WRITTEN

FILES = {
    "life-event": EVENT_FILE,
    "procedure": APPLY_FILE,
    "question": PLACE_FILE,
    "reason": "reasons/not-here.yaml",
    "document": "documents/handbook.yaml",
    "office": "offices/registry.yaml",
}


@pytest.fixture
def town(tmp_path):
    return life_town(tmp_path)


def test_the_new_kinds_are_kinds_of_the_guide_with_a_folder_each():
    assert {kind: KINDS[kind].folder for kind in FILES} == {
        kind: file.partition("/")[0] for kind, file in FILES.items()
    }


@pytest.mark.parametrize(("kind", "file"), FILES.items())
def test_a_file_of_each_kind_comes_back_as_it_was_written(town, kind, file):
    town.format()
    assert town.format() == []
    guide = town.guide()
    entry = guide.entries[f"town/{file.partition('/')[2].removesuffix('.yaml')}"]
    text = (town.root / "town" / file).read_text(encoding="utf-8")
    assert entry.kind == kind
    assert canonical(entry) == text
    again = type(guide).from_json(guide.to_json()).entries[entry.id]
    assert again == entry
    assert canonical(again) == text


def test_a_step_is_written_in_the_order_of_its_fields_without_what_goes_without_saying(town):
    town.edit(
        NOTIFY_FILE,
        NOTIFY,
        'page_number: 1000035\nlaw: [{article: "49", act: town/family-act}]\n'
        "kind: procedure\nunless: [{because: town/not-here, when: {born_in: abroad}}]\n"
        "due: {roll: ward, kind: act, unit: day, counted_from: [birth], margin_days: '0', "
        "first_day: counted, n: '14', before: false}\nby_post: false\nbring_if_any: []\n"
        "gives: [town/certificate]\nbring: [town/handbook]\ntopic: town/life\n"
        "office: town/registry\ncheck_by: '2027-04-01'\nsources: [{source: town/family-act}]\n",
    )
    assert "packs/town/procedures/notify.yaml" in town.format()
    text = (town.root / "town" / NOTIFY_FILE).read_text(encoding="utf-8")
    assert text.startswith(NOTIFY + "words:\n  ja:\n")


def test_words_of_choices_stand_in_every_language_under_their_values(town):
    town.format()
    data = core_yaml((town.root / "town" / PLACE_FILE).read_text(encoding="utf-8"))
    assert list(data["words"]) == list(WRITTEN)
    assert [one["choices"] for one in data["words"].values()] == [
        {"japan": "In Japan", "abroad": "Elsewhere"}
    ] * len(WRITTEN)


@pytest.mark.parametrize("kind", FILES)
def test_each_new_kind_has_a_schema_file_for_editors(kind):
    assert f'"const": "{kind}"' in schema_files()[f"{kind}.schema.json"]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("procedure", {"due": {"n": 14}}),
        ("procedure", {"due": {"n": 14, "counted_from": []}}),
        ("procedure", {"due": {"n": 14, "counted_from": ["born-in"]}}),
        ("procedure", {"due": {"n": 14, "counted_from": ["birth"], "roll": "local"}}),
        ("procedure", {"due": {"n": -1, "counted_from": ["birth"]}}),
        ("procedure", {"due": {"n": 14, "counted_from": ["birth"], "unit": "week"}}),
        ("procedure", {"unless": [{"when": {}, "because": "town/x"}]}),
        ("procedure", {"unless": [{"when": {"a": "b"}}]}),
        ("procedure", {"law": [{"act": "town/act", "article": "art. 49"}]}),
        ("procedure", {"bring": "town/handbook"}),
        ("question", {"asks": "day"}),
        ("question", {"values": ["Abroad"]}),
        ("life-event", {"steps": []}),
        ("life-event", {"order": 0}),
        ("life-event", {"ask": [{"when": {"a": "b"}}]}),
        ("office", {"calendar": "local"}),
    ],
)
def test_the_schema_of_a_kind_refuses_what_the_program_refuses(town, kind, changed):
    data = core_yaml((town.root / "town" / FILES[kind]).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema_of(KINDS[kind]))
    assert [error.message for error in validator.iter_errors(data)] == []
    assert validator.is_valid(data | changed) is False
