"""SQLite and PostgreSQL keep the same guide, and a publisher that dies harms neither."""

import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping import guides
from madoguchi.editorial.keeping.drafting import facts_version, save_facts
from madoguchi.editorial.keeping.exporting import export_packs
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.importing import bring_in
from madoguchi.editorial.keeping.publishing import publish_all, take_back
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.keeping.tests.conftest import TODAY, member
from madoguchi.editorial.keeping.tests.killing import kill_publishers
from madoguchi.editorial.models import Record, Role
from madoguchi.guide import read_packs

OFFICE = "nerima/ward-office"


@pytest.fixture(scope="session")
def ward(packs):
    return read_packs(packs, "nerima", TODAY).guide


@pytest.fixture
def kept(database, settings, ward, tmp_path):
    settings.PACK = "nerima"
    settings.EDITIONS = tmp_path / "editions"
    guides.forget()
    bring_in(ward)
    yield database
    guides.forget()


def test_nerima_is_the_same_edition_and_the_same_files(kept, ward, packs, tmp_path):
    edition = compile_edition(published_guide())
    assert edition.id == compile_edition(ward).id
    written = export_packs(tmp_path / "packs")
    assert len(written) == len(ward.entries)
    differing = [
        path.name
        for path in written
        if path.read_bytes() != (packs / path.relative_to(tmp_path / "packs")).read_bytes()
    ]
    assert differing == []


def test_a_change_gives_the_same_edition_as_in_the_packs(kept, ward):
    sato, mori = member("Sato", Role.EDITOR), member("Mori", Role.REVIEWER, Role.PUBLISHER)
    record = Record.objects.get(pk=OFFICE)
    facts = facts_version(record).data | {"note": "二〇二六年に確認"}
    approve(save_facts(record, facts, sato, based_on=1), mori)
    done = publish_all()
    changed = ward.entries[OFFICE].model_copy(update={"note": "二〇二六年に確認"})
    wanted = type(ward)(ward.packs, {**ward.entries, OFFICE: changed})
    assert done.edition == compile_edition(wanted).id
    assert take_back(mori, "Again as before").edition == compile_edition(ward).id


def test_a_killed_publisher_leaves_one_whole_edition_and_the_next_succeeds(
    postgres, postgres_with_tables, packs, tmp_path
):
    url = postgres.database(template=postgres_with_tables.rpartition("/")[2])
    tally = kill_publishers(url, tmp_path, 12, packs)
    postgres.drop(url)
    assert tally.wrong == []
    assert sum(tally.places.values()) == 12
    assert tally.opened > 0
    assert EditionStore(tmp_path / "editions" / "example").open().guide.packs == ("example",)
