"""Checking, formatting, publishing and going back, on a small town's pack."""

import json

import pytest
from jsonschema import Draft202012Validator

from madoguchi.edition import EditionStore
from madoguchi.guide import KINDS
from madoguchi.language import WRITTEN


def store(town) -> EditionStore:
    return EditionStore(town.root.parent / "var" / "editions" / "town")


def test_check_counts_the_entries_of_a_sound_pack(madoguchi, town):
    ran = madoguchi("check")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "town: 8 entries, no errors\n"


def test_check_names_another_pack_than_ones_own(madoguchi):
    ran = madoguchi("check", "nerima")
    assert ran.status == 0
    assert ran.out.startswith("japan ← life ← tokyo ← nerima: ")


def test_check_says_everything_that_is_wrong_at_once(madoguchi, town):
    town.edit("services/desk.yaml", "03-3975-1252", "03-1")
    town.edit("locations/hall.yaml", "area: town/town", "area: town/castle")
    ran = madoguchi("check")
    assert (ran.status, ran.out) == (1, "")
    assert "packs/town/services/desk.yaml:8: " in ran.err
    assert "town/castle" in ran.err
    assert "2 errors; nothing was changed" in ran.err


def test_check_warns_of_a_list_of_days_off_that_has_run_out(madoguchi, town):
    town.edit("closures/hall-days.yaml", "2027-03-31", "2020-03-31")
    ran = madoguchi("check")
    assert ran.status == 0
    assert "warning: known_until" in ran.err


def test_a_pack_that_is_not_there_is_wrong(madoguchi, town):
    ran = madoguchi("check", "kita")
    assert (ran.status, ran.out) == (1, "")
    assert "kita" in ran.err


def test_format_writes_what_differs_and_then_nothing(madoguchi, town):
    town.edit("services/desk.yaml", "days: [mon, fri]", "days: ['fri',  mon]")
    before = (town.root / "town/services/desk.yaml").read_bytes()
    looked = madoguchi("format", "--check")
    assert looked.status == 1
    assert looked.out == "differs: packs/town/services/desk.yaml\n"
    assert (town.root / "town/services/desk.yaml").read_bytes() == before

    wrote = madoguchi("format")
    assert (wrote.status, wrote.err) == (0, "")
    assert wrote.out == "written: packs/town/services/desk.yaml\n"
    assert madoguchi("format", "--check").out == "every file is in canonical form\n"
    assert madoguchi("check").status == 0


def test_format_leaves_a_file_that_it_cannot_read(madoguchi, town):
    town.write("services/broken.yaml", "kind: [service\n")
    ran = madoguchi("format")
    assert ran.status == 1
    assert "left as it is: " in ran.err
    assert (town.root / "town/services/broken.yaml").read_text() == "kind: [service\n"


def test_the_real_packs_are_in_canonical_form(madoguchi):
    assert madoguchi("format", "--check").out == "every file is in canonical form\n"


def test_publish_serves_an_edition_and_does_nothing_again(madoguchi, town):
    first = madoguchi("publish")
    served = store(town).current_id()
    assert (first.status, first.err) == (0, "")
    assert first.out == f"published: edition {served} of town, 8 entries\n"
    assert madoguchi("publish").out == f"already served: edition {served} of town, 8 entries\n"


def test_a_broken_pack_publishes_nothing_and_the_old_edition_keeps_serving(madoguchi, town):
    madoguchi("publish")
    before = store(town).current_id()
    answer = madoguchi("who", "--speaks", "ko", "--at", "2026-11-27T14:00")
    town.edit("services/desk.yaml", "13:00-17:00", "17:00-13:00")
    ran = madoguchi("publish")
    assert (ran.status, ran.out) == (1, "")
    assert "packs/town/services/desk.yaml:12" in ran.err
    assert "nothing was changed" in ran.err
    assert store(town).current_id() == before
    assert len(store(town).list()) == 1
    assert madoguchi("who", "--speaks", "ko", "--at", "2026-11-27T14:00") == answer
    assert "17:00" in answer.out


def test_rollback_serves_the_edition_before(madoguchi, town):
    madoguchi("publish")
    old = store(town).current_id()
    town.edit("services/desk.yaml", "13:00-17:00", "13:00-16:00")
    madoguchi("publish")
    new = store(town).current_id()
    listed = [line.split() for line in madoguchi("editions").out.splitlines()]
    assert listed[0][:2] == ["*", new]
    assert listed[1][0] == old

    assert madoguchi("rollback") == (0, f"serving edition {old} again\n", "")
    assert store(town).current_id() == old
    again = madoguchi("rollback")
    assert (again.status, again.out) == (1, "")
    assert "no earlier edition" in again.err


def test_editions_says_how_to_make_the_first(madoguchi, town):
    ran = madoguchi("editions")
    assert (ran.status, ran.out) == (0, "no edition yet; run `madoguchi publish`\n")


def test_a_new_pack_waits_only_for_its_words(madoguchi, town):
    ran = madoguchi("new-pack", "kita", "--extends", "town")
    assert (ran.status, ran.err) == (0, "")
    made = sorted((town.root / "kita").rglob("*.yaml"))
    assert made
    assert all(str(path) in ran.out for path in made)
    assert "madoguchi check kita" in ran.out
    checked = madoguchi("check", "kita")
    # What is missing is said, file by file; nothing else is wrong with them.
    assert checked.status in {0, 1}
    assert "Traceback" not in checked.err
    assert "packs/town/" not in checked.err


@pytest.mark.parametrize("name", ["Kita", "../kita", "town", ""])
def test_a_new_pack_needs_a_name_of_its_own(madoguchi, town, name):
    before = sorted(town.root.rglob("*"))
    ran = madoguchi("new-pack", name)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err
    assert sorted(town.root.rglob("*")) == before


def test_a_new_pack_extends_one_that_there_is(madoguchi, town):
    ran = madoguchi("new-pack", "kita", "--extends", "atlantis")
    assert ran.status == 1
    assert "atlantis" in ran.err
    assert not (town.root / "kita").exists()


def test_schema_writes_one_file_a_kind(madoguchi, tmp_path):
    ran = madoguchi("schema", str(tmp_path / "deep" / "schema"))
    assert (ran.status, ran.err) == (0, "")
    files = {path.name: path for path in (tmp_path / "deep" / "schema").iterdir()}
    assert set(files) == {f"{kind}.schema.json" for kind in KINDS}
    for path in files.values():
        Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_every_phrase_of_the_program_has_words_in_every_language(madoguchi):
    ran = madoguchi("phrases")
    assert ran.status == 0
    others = [code for code in WRITTEN if code != "en"]
    assert ran.out.splitlines() == [f"{code}: 0 to translate, 0 no longer used" for code in others]


@pytest.mark.parametrize("command", ["check", "publish", "who", "format"])
def test_a_folder_of_packs_that_is_not_there_is_named_with_its_setting(
    madoguchi, tmp_path, command
):
    ran = madoguchi(command, packs=tmp_path / "nowhere")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("MADOGUCHI_PACKS: ")
    assert str(tmp_path / "nowhere") in ran.err


def test_a_folder_of_data_that_cannot_be_written_is_named_with_its_setting(
    madoguchi, town, tmp_path
):
    (tmp_path / "file").write_text("")
    ran = madoguchi("publish", data=tmp_path / "file")
    assert (ran.status, ran.out) == (1, "")
    assert "MADOGUCHI_DATA" in ran.err


@pytest.mark.parametrize("pack", ["", "../nerima", "/etc", "Nerima"])
def test_a_municipality_that_cannot_be_is_named_with_its_setting(madoguchi, pack):
    ran = madoguchi("publish", pack=pack)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("MADOGUCHI_PACK: ")


def test_a_folder_that_cannot_be_made_is_named(madoguchi, tmp_path):
    (tmp_path / "file").write_text("")
    ran = madoguchi("schema", str(tmp_path / "file" / "schema"))
    assert (ran.status, ran.out) == (1, "")
    assert str(tmp_path / "file") in ran.err
