import pytest

from madoguchi.guide import read_packs
from madoguchi.guide.reading import read_entry
from madoguchi.guide.tests.town import TODAY, a_problem, said
from madoguchi.guide.writing import (
    NewPackError,
    canonical,
    format_packs,
    new_pack,
    page_number,
)


def test_formatting_again_changes_nothing(town):
    town.edit("services/desk.yaml", "check_by: 2027-04-01", "check_by: '2027-04-01'")
    assert town.format() == ["packs/town/services/desk.yaml"]
    assert town.format() == []


def test_an_entry_has_its_kind_number_own_fields_sources_and_words_in_this_order(town):
    town.write(
        "topics/life.yaml",
        said(name="Life")
        + 'note: "why"\ncheck_by: 2027-04-01\npage_number: 1000003\nkind: "topic"\n',
    )
    town.format()
    path = town.root / "town/topics/life.yaml"
    assert path.read_text().splitlines()[:8] == [
        "kind: topic",
        "page_number: 1000003",
        "check_by: 2027-04-01",
        "note: why",
        "words:",
        "  ja:",
        "    name: Life",
        "  ja-x-easy:",
    ]


def test_languages_stand_in_the_order_of_the_guide(town):
    town.write(
        "topics/life.yaml",
        "kind: topic\npage_number: 1000003\nwords:\n  ko:\n    name: x\n    made_from: ja@1\n"
        "  ja:\n    name: y\n",
    )
    town.format()
    text = (town.root / "town/topics/life.yaml").read_text()
    assert text.index("  ja:") < text.index("  ko:")


def test_what_says_no_more_than_leaving_it_out_is_left_out(town):
    town.edit(
        "services/desk.yaml", "    on_holidays: closed", "    on_holidays: unknown\n    via: direct"
    )
    town.format()
    text = (town.root / "town/services/desk.yaml").read_text()
    assert "via" not in text
    assert "on_holidays" not in text


@pytest.mark.parametrize("comment", ["# why\n", "note: x # why\n", "note: | # why\n  x\n"])
def test_a_file_with_a_comment_is_left_alone_and_reported(town, comment):
    town.format()
    path = town.write("topics/life.yaml", f"kind:   topic\n{comment}" + said(name="Life"))
    before = path.read_text()
    done = format_packs(town.root)
    assert done.changed == []
    assert done.left == [
        a_problem("topics/life.yaml", 2, "", "this comment would be lost; move it into `note:`")
    ]
    assert path.read_text() == before


def test_a_file_that_cannot_be_read_is_left_alone_and_reported(town):
    town.format()
    path = town.write("topics/life.yaml", "kind: topic\npage_number: 5\n")
    done = format_packs(town.root)
    assert done.changed == []
    assert [(one.file, one.line, one.field) for one in done.left] == [
        ("packs/town/topics/life.yaml", 2, "page_number")
    ]
    assert path.read_text() == "kind: topic\npage_number: 5\n"


def test_a_new_entry_gets_its_page_number_once(town):
    town.format()
    town.entry("topics/money.yaml", kind="topic")
    assert town.format() == ["packs/town/topics/money.yaml"]
    number = town.guide().entries["town/money"].page_number
    assert number == page_number("town/money", [])
    town.edit(
        "topics/money.yaml", "made_from: ja@1\n  en:", "made_from: ja@1\n    version: 2\n  en:"
    )
    town.format()
    assert town.guide().entries["town/money"].page_number == number


def test_a_page_number_follows_the_entry_when_its_file_is_renamed(town):
    folder = town.root / "town/topics"
    town.entry("topics/money.yaml", kind="topic", page_number=7654321)
    (folder / "money.yaml").rename(folder / "taxes.yaml")
    town.format()
    assert town.guide().entries["town/taxes"].page_number == 7654321


def test_two_new_entries_never_share_a_page_number():
    first = page_number("town/a", [])
    assert page_number("town/a", [first]) == first + 1
    assert page_number("town/a", {first, first + 1}) == first + 2


def test_a_page_number_has_seven_digits_and_the_last_is_followed_by_the_first():
    numbers = [page_number(f"town/{index}", []) for index in range(2000)]
    assert min(numbers) >= 1_000_000
    assert max(numbers) <= 9_999_999
    full = range(page_number("town/a", []), 10_000_000)
    assert page_number("town/a", full) == 1_000_000


def test_checking_the_form_writes_nothing(town):
    town.edit("services/desk.yaml", "check_by: 2027-04-01", "check_by: '2027-04-01'")
    before = {path: path.read_bytes() for path in town.root.rglob("*.yaml")}
    done = format_packs(town.root, write=False)
    assert done.changed == ["packs/town/services/desk.yaml"]
    assert {path: path.read_bytes() for path in town.root.rglob("*.yaml")} == before


def test_formatting_leaves_no_file_beside(town):
    town.format()
    assert [
        path for path in town.root.rglob("*") if path.is_file() and path.suffix != ".yaml"
    ] == []


def test_a_guide_read_from_its_own_json_is_written_as_the_same_files(town):
    town.format()
    guide = town.guide()
    again = type(guide).from_json(guide.to_json())
    for entry in again.entries.values():
        folder = "" if entry.kind == "pack" else f"{entry.folder}/"
        file = town.root / entry.pack / f"{folder}{entry.slug}.yaml"
        assert canonical(entry) == file.read_text(encoding="utf-8")


def test_a_new_pack_is_whole_and_canonical(tmp_path):
    root = tmp_path / "packs"
    made = new_pack(root, "mitaka", None)
    assert made == [root / "mitaka/pack.yaml", root / "mitaka/areas/mitaka.yaml"]
    assert read_packs(root, "mitaka", TODAY).warnings == ()
    assert format_packs(root) == ([], [])
    new_pack(root, "mitaka-2", "mitaka")
    assert read_packs(root, "mitaka-2", TODAY).guide.packs == ("mitaka-2", "mitaka")


@pytest.mark.parametrize(
    "name", ["", "Mitaka", "三鷹", "-mitaka", "a--b", "a/b", "../x", "a b", "a."]
)
def test_a_name_that_no_address_can_have_makes_no_pack(tmp_path, name):
    with pytest.raises(NewPackError, match="is no name for a pack; expected small letters"):
        new_pack(tmp_path / "packs", name, None)
    assert not (tmp_path / "packs").exists()


def test_a_pack_that_exists_is_not_written_over(town):
    before = (town.root / "town/pack.yaml").read_bytes()
    with pytest.raises(NewPackError, match="exists already; nothing was changed"):
        new_pack(town.root, "town", None)
    assert (town.root / "town/pack.yaml").read_bytes() == before


def test_a_new_pack_builds_on_one_that_exists(town):
    with pytest.raises(NewPackError, match='there is no pack "land"'):
        new_pack(town.root, "village", "land")
    assert not (town.root / "village").exists()


def test_a_read_entry_keeps_the_place_that_gives_it_its_id(town):
    read = read_entry(town.root, town.root / "town/topics/life.yaml")
    assert (read.name, read.entry_id, read.entry.id) == (
        "packs/town/topics/life.yaml",
        "town/life",
        "town/life",
    )
