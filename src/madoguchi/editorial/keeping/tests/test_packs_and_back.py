"""Packs go into the database and come out the same; what staff wrote is never overwritten."""

import shutil
from pathlib import Path

import pytest

from madoguchi.edition import compile_edition
from madoguchi.editorial.keeping import guides
from madoguchi.editorial.keeping.drafting import facts_version, save_facts
from madoguchi.editorial.keeping.exporting import export_packs
from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.keeping.importing import import_packs
from madoguchi.editorial.keeping.publishing import waiting
from madoguchi.editorial.keeping.tests.conftest import TODAY
from madoguchi.editorial.models import FactsVersion, Record, WordsVersion
from madoguchi.guide import read_packs

DESK = "example/help-desk"


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.yaml")}


def edited(packs: Path, folder: Path, name: str, old: str, new: str) -> Path:
    """A copy of the example pack with one file changed."""
    shutil.copytree(packs / "example", folder / "packs" / "example")
    path = folder / "packs" / "example" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder / "packs"


def test_before_anything_is_brought_in_there_is_no_guide(db, settings):
    settings.PACK = "example"
    guides.forget()
    with pytest.raises(NoGuideError, match="madoguchi import"):
        published_guide()


def test_the_guide_from_the_database_is_the_same_edition(city, packs):
    from_packs = read_packs(packs, "example", TODAY).guide
    assert compile_edition(published_guide()).id == compile_edition(from_packs).id


def test_exported_packs_are_the_same_bytes_and_bring_nothing_new(city, packs, tmp_path):
    root = tmp_path / "packs"
    export_packs(root)
    assert files(root) == {
        name: text for name, text in files(packs).items() if name.startswith("example/")
    }
    again = import_packs(root, "example", TODAY)
    assert (again.nothing, again.left) == (True, [])
    assert FactsVersion.objects.filter(number__gt=1).count() == 0


def test_an_export_never_writes_over_a_pack(city, tmp_path):
    (tmp_path / "example").mkdir()
    with pytest.raises(FileExistsError, match="empty folder"):
        export_packs(tmp_path)


def test_what_changed_in_a_pack_waits_to_be_published(city, packs, tmp_path):
    root = edited(
        packs, tmp_path, "services/chat-salon.yaml", "name: Chat Salon", "name: Chatting Salon"
    )
    brought = import_packs(root, "example", TODAY)
    assert brought.changed == ["example/chat-salon en"]
    version = WordsVersion.objects.get(record_id="example/chat-salon", language="en", number=2)
    assert (version.data["name"], version.state, version.from_pack) == (
        "Chatting Salon",
        "draft",
        True,
    )
    assert published_guide().entries["example/chat-salon"].words["en"].name == "Chat Salon"
    assert waiting() == []
    assert [
        one.part for one in waiting(unreviewed=True) if one.record.pk == "example/chat-salon"
    ] == ["en"]


def test_what_staff_changed_stands_against_the_pack(city, packs, tmp_path, sato):
    record = Record.objects.get(pk="example/chat-salon")
    facts = facts_version(record).data | {"note": "Asked by telephone."}
    save_facts(record, facts, sato, based_on=1)
    root = edited(
        packs,
        tmp_path,
        "services/chat-salon.yaml",
        "printed: 042-000-1010",
        "printed: 042-000-2020",
    )
    brought = import_packs(root, "example", TODAY)
    assert brought.left == ["example/chat-salon facts"]
    assert facts_version(Record.objects.get(pk="example/chat-salon")).data["phones"] == [
        {"printed": "042-000-1010"}
    ]


def test_an_entry_that_left_the_packs_waits_to_be_taken_away(city, packs, tmp_path):
    shutil.copytree(packs / "example", tmp_path / "packs" / "example")
    (tmp_path / "packs/example/services/tax-day.yaml").unlink()
    brought = import_packs(tmp_path / "packs", "example", TODAY)
    assert brought.changed == ["example/tax-day facts"]
    assert facts_version(Record.objects.get(pk="example/tax-day")).gone
    assert "example/tax-day" in published_guide().entries
