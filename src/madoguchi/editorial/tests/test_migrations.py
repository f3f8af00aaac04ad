"""The database has the tables that the program expects, and refuses to change what was written."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from madoguchi.editorial.models import FactsVersion, Record, ReviewStep, WordsVersion


@pytest.fixture
def hall(database):
    record = Record.objects.create(entry_id="example/hall", kind="topic", page_number=1_000_001)
    FactsVersion.objects.create(record=record, number=1, data={"kind": "topic"})
    WordsVersion.objects.create(
        record=record, language="ko", number=1, data={"name": "회관"}, origin="machine"
    )
    ReviewStep.objects.create(record=record, part="ko", number=1, what="asked", comment="?")
    return record


def test_no_model_has_changed_without_a_migration(db):
    call_command("makemigrations", "people", "editorial", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        (FactsVersion, {"data": {"kind": "area"}}),
        (FactsVersion, {"gone": True}),
        (WordsVersion, {"data": {"name": "강당"}}),
        (WordsVersion, {"made_from_number": 2}),
        (ReviewStep, {"comment": "Never said"}),
    ],
)
def test_what_was_written_is_never_changed(hall, table, changed):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        table.objects.update(**changed)


def test_what_is_decided_about_it_may_be(hall):
    assert FactsVersion.objects.update(state="approved", reviewed_by="Mori") == 1
    assert WordsVersion.objects.update(state="in_review") == 1
