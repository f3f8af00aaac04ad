"""Each way in which files and packs can be wrong, and what whoever made them is told."""

import pytest

from madoguchi.guide import PackError, Problem, read_packs
from madoguchi.guide.tests.town import TODAY, a_problem, said

DESK_FILE = "services/desk.yaml"


def test_two_entries_with_one_id_are_an_error(town):
    town.entry("areas/life.yaml", kind="area", page_number=1000011)
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            1,
            "",
            "the id town/life is taken by packs/town/areas/life.yaml; rename the file",
        )
    ]


@pytest.mark.parametrize(
    ("path", "kind", "message"),
    [
        ("topics/more.yaml", "area", "a area belongs in the folder areas"),
        ("more.yaml", "topic", "a topic belongs in the folder topics"),
        ("topics/deep/more.yaml", "topic", "a topic belongs in the folder topics"),
    ],
)
def test_an_entry_in_the_wrong_folder_is_an_error(town, path, kind, message):
    town.entry(path, kind=kind, page_number=1000011)
    assert town.problems() == [a_problem(path, 1, "kind", message)]


def test_a_second_pack_file_is_an_error(town):
    town.entry("other.yaml", kind="pack", page_number=1000011, area="town/town")
    assert town.problems() == [a_problem("other.yaml", 1, "kind", "a pack belongs in pack.yaml")]


@pytest.mark.parametrize("name", ["Life Guide", "life_guide", "人生", "-life"])
def test_a_file_name_that_no_address_can_have_is_an_error(town, name):
    town.entry(f"topics/{name}.yaml", kind="topic", page_number=1000011)
    assert town.problems() == [
        a_problem(
            f"topics/{name}.yaml",
            1,
            "",
            f'"{name}" is no name; expected small letters, as "culture-plaza"',
        )
    ]


def test_a_file_that_ends_in_yml_is_not_passed_over(town):
    town.entry("topics/more.yml", kind="topic", page_number=1000011)
    assert town.problems() == [
        a_problem(
            "topics/more.yml", 1, "", "the file's name ends in something else; expected .yaml"
        )
    ]


def test_a_file_that_is_no_yaml_is_told_once_and_its_links_are_not(town):
    town.write("organizations/section.yaml", "kind: organization\nkind: organization\n")
    assert town.problems() == [
        a_problem("organizations/section.yaml", 2, "", '"kind" stands here twice')
    ]


def test_an_entry_with_an_error_is_told_once_and_its_links_are_not(town):
    town.edit("sources/page.yaml", "trust: official", "trust: rumour")
    assert town.problems() == [
        a_problem(
            "sources/page.yaml",
            town.line("sources/page.yaml", "trust"),
            "trust",
            "\"rumour\" stands here; expected 'law', 'official', 'copy', 'secondary' or 'memory'",
        )
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_entry_says_what_one_is(town, text):
    town.write("topics/more.yaml", text)
    assert town.problems() == [
        a_problem(
            "topics/more.yaml", 1, "", "an entry is a list of fields, each written `name: value`"
        )
    ]


def test_fields_where_a_value_stands_are_told(town):
    town.write("topics/life.yaml", "kind: topic\npage_number: 1000003\nwords: none\n")
    assert town.problems() == [
        a_problem(
            "topics/life.yaml",
            3,
            "words",
            '"none" stands here; expected fields, each written `name: value`',
        )
    ]


def test_several_errors_in_several_files_are_told_together(town):
    town.edit(DESK_FILE, "printed: 03-3975-1252", "printed: 03-3975-125")
    town.edit(DESK_FILE, "channels: [phone, in-person]", "channels: [fax]")
    town.edit("locations/hall.yaml", "area: town/town", "area: town/village")
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", "known_until: 2026-01-01")
    town.write("topics/life.yaml", "kind: topic\n  x: y\n")
    run_out = town.line("closures/hall-days.yaml", "known_until")
    with pytest.raises(PackError) as caught:
        town.read()
    assert [(one.file, one.line, one.severity) for one in caught.value.problems] == [
        ("packs/town/closures/hall-days.yaml", run_out, "warning"),
        ("packs/town/locations/hall.yaml", town.line("locations/hall.yaml", "area"), "error"),
        ("packs/town/services/desk.yaml", 6, "error"),
        ("packs/town/services/desk.yaml", 8, "error"),
        ("packs/town/topics/life.yaml", 2, "error"),
    ]  # fmt: skip
    assert str(caught.value).splitlines()[1] == (
        f"packs/town/locations/hall.yaml:{town.line('locations/hall.yaml', 'area')}: error: area: "
        'no entry "town/village"; expected a file packs/town/areas/village.yaml'
    )


def extend(town, by: str) -> None:
    town.edit("pack.yaml", "area: town/town", f"extends: {by}\narea: town/town")


def test_a_pack_builds_on_another(town):
    extend(town, "land")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\narea: land/land\n" + said(name="Land"),
        pack="land",
    )
    town.write("areas/land.yaml", "kind: area\npage_number: 1000022\n" + said(), pack="land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert town.problems() == []
    assert town.guide().packs == ("town", "land")
    assert town.guide().areas_around("town/town") == ("town/town", "land/land")


def test_a_pack_that_does_not_exist_lists_those_that_do(town):
    with pytest.raises(PackError) as caught:
        read_packs(town.root, "city", TODAY)
    assert caught.value.problems == [
        Problem("packs/city/pack.yaml", 1, "", 'there is no pack "city"; there are: town')
    ]


def test_building_on_a_pack_that_does_not_exist_is_told_where_it_is_said(town):
    extend(town, "land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert town.problems() == [
        a_problem(
            "pack.yaml",
            town.line("pack.yaml", "extends"),
            "extends",
            'there is no pack "land"; there are: town',
        )
    ]


def test_packs_that_build_on_each_other_are_an_error(town):
    extend(town, "land")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\nextends: town\narea: town/town\n" + said(name="Land"),
        pack="land",
    )
    assert town.problems() == [
        Problem("packs/land/pack.yaml", 3, "extends", "town builds on land, and that on it")
    ]


def test_a_pack_cannot_build_on_itself(town):
    extend(town, "town")
    assert town.problems() == [
        a_problem(
            "pack.yaml", town.line("pack.yaml", "extends"), "extends", "town builds on itself"
        )
    ]


def test_a_fault_in_a_pack_file_does_not_hide_the_packs_it_builds_on(town):
    extend(town, "land")
    town.edit("pack.yaml", "page_number: 1000001", "page_number: 1")
    town.write(
        "pack.yaml",
        "kind: pack\npage_number: 1000021\narea: land/land\n" + said(name="Land"),
        pack="land",
    )
    town.write("areas/land.yaml", "kind: area\npage_number: 1000022\n" + said(), pack="land")
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    assert [(one.file, one.field) for one in town.problems()] == [
        ("packs/town/pack.yaml", "page_number")
    ]


def test_a_pack_file_that_is_no_yaml_does_not_make_every_link_look_broken(town):
    town.edit("areas/town.yaml", "page_number: 1000002", "page_number: 1000002\nwithin: land/land")
    town.write("pack.yaml", "kind: pack\nkind: pack\n")
    assert town.problems() == [a_problem("pack.yaml", 2, "", '"kind" stands here twice')]
