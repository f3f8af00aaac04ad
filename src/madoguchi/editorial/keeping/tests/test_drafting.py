"""Saving adds versions, never over somebody else's, and only by those who may."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate
from pydantic import ValidationError

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    ChangedMeanwhileError,
    confirm,
    draft_entry,
    facts_version,
    new_entry,
    restore,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.keeping.tests.conftest import member
from madoguchi.editorial.models import FactsVersion, Record, Role, State, Translation

IN_A_YEAR = localdate() + timedelta(days=365)

DESK = "example/help-desk"


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


def moved(record: Record) -> dict[str, object]:
    return facts_version(record).data | {"note": "The desk has moved."}


def test_a_save_is_a_new_draft_and_readers_keep_what_they_have(desk, sato):
    version = save_facts(desk, moved(desk), sato, based_on=1, why="Call of 28 November")
    assert (version.number, version.state, version.by, version.why) == (
        2,
        State.DRAFT,
        sato,
        "Call of 28 November",
    )
    assert draft_entry(DESK).note == "The desk has moved."
    assert published_guide().entries[DESK].note != "The desk has moved."


def test_saving_the_same_again_adds_nothing(desk, sato):
    save_facts(desk, facts_version(desk).data, sato, based_on=1)
    assert FactsVersion.objects.filter(record=desk).count() == 1


def test_whoever_saves_second_is_told_and_gets_to_see_the_other(desk, sato, mori):
    save_facts(desk, moved(desk), sato, based_on=1)
    with pytest.raises(ChangedMeanwhileError) as told:
        save_facts(desk, facts_version(desk, 1).data | {"note": "Mine"}, mori, based_on=1)
    assert told.value.newest.data["note"] == "The desk has moved."
    assert FactsVersion.objects.filter(record=desk).count() == 2


def test_a_fault_in_a_field_is_told_and_nothing_is_saved(desk, sato):
    wrong = facts_version(desk).data | {"phones": [{"printed": "3975-1252"}]}
    with pytest.raises(ValidationError, match="no telephone in Japan"):
        save_facts(desk, wrong, sato, based_on=1)
    assert FactsVersion.objects.filter(record=desk).count() == 1


def test_an_editor_edits_the_own_sections_only(desk):
    other = member("Tanaka", Role.EDITOR, sections=["example/children-section"])
    with pytest.raises(NotAllowedError, match="editor of this section"):
        save_facts(desk, moved(desk), other, based_on=1)
    own = member("Ito", Role.EDITOR, sections=[desk.section])
    assert save_facts(desk, moved(desk), own, based_on=1).number == 2


def test_a_translator_writes_the_own_languages_only(desk):
    minji = member("Minji", Role.TRANSLATOR, languages=["ko"])
    texts = words_version(desk, "ko").data
    saved = save_words(
        desk, "ko", texts | {"name": "도움 창구 안내"}, minji, based_on=1, made_from=("ja", 1)
    )
    assert (saved.number, saved.origin, saved.state) == (2, "person", "draft")
    with pytest.raises(NotAllowedError, match="translator of this language"):
        save_words(desk, "vi", texts, minji, based_on=1, made_from=("ja", 1))
    with pytest.raises(NotAllowedError):
        save_facts(desk, moved(desk), minji, based_on=1)


def test_words_of_two_people_do_not_overwrite_each_other(desk, sato, mori):
    texts = words_version(desk, "en").data
    save_words(desk, "en", texts | {"name": "Desk"}, sato, based_on=1, made_from=("ja", 1))
    with pytest.raises(ChangedMeanwhileError) as told:
        save_words(desk, "en", texts | {"name": "Help"}, mori, based_on=1, made_from=("ja", 1))
    assert told.value.newest.data["name"] == "Desk"


def test_nobody_who_left_can_write(desk, sato):
    sato.is_active = False
    with pytest.raises(NotAllowedError):
        save_facts(desk, moved(desk), sato, based_on=1)


def test_a_new_entry_is_a_draft_with_a_page_number_of_its_own(city, sato):
    record, version = new_entry("example/cooking", {"kind": "topic"}, sato)
    assert (version.number, record.published, record.state) == (1, None, State.DRAFT)
    assert 1_000_000 <= record.page_number <= 9_999_999
    assert "example/cooking" not in published_guide().entries
    with pytest.raises(CannotSaveError, match="is taken"):
        new_entry("example/cooking", {"kind": "topic"}, sato)
    with pytest.raises(CannotSaveError, match="no pack"):
        new_entry("nerima/cooking", {"kind": "topic"}, sato)


def test_an_earlier_version_comes_back_on_top(desk, sato):
    save_facts(desk, moved(desk), sato, based_on=1)
    again = restore(facts_version(desk, 1), sato)
    assert (again.number, again.data) == (3, facts_version(desk, 1).data)


def test_words_come_back_with_what_they_were_made_from(desk, sato):
    first = words_version(desk, "th")
    save_words(desk, "th", first.data | {"name": "x"}, sato, based_on=1, made_from=("en", 1))
    again = restore(first, sato)
    assert (again.number, again.data, again.made_from_language) == (3, first.data, "ja")
    assert Translation.objects.get(record=desk, language="th").newest == 3


def test_taking_an_entry_away_is_a_draft_too(desk, sato):
    assert retire(desk, sato, based_on=1, why="Closed for good").gone
    assert DESK in published_guide().entries


def test_still_true_needs_a_source_of_these_facts_and_a_day_to_come(desk, sato):
    source = facts_version(desk).data["sources"][0]["source"]
    version = confirm(desk, sato, source=source, until=IN_A_YEAR)
    assert (version.state, version.data["check_by"]) == (State.APPROVED, IN_A_YEAR.isoformat())
    assert version.data["sources"][0]["confirmed"] != "never"
    desk.refresh_from_db()
    assert desk.check_by == IN_A_YEAR
    with pytest.raises(CannotSaveError, match="future"):
        confirm(desk, sato, source=source, until=date(2020, 1, 1))
    with pytest.raises(CannotSaveError, match="do not name"):
        confirm(desk, sato, source="example/nothing", until=IN_A_YEAR)


def test_a_draft_is_not_confirmed_along_with_the_facts(desk, sato):
    save_facts(desk, moved(desk), sato, based_on=1)
    with pytest.raises(CannotSaveError, match="draft"):
        confirm(desk, sato, source="example/city-handbook", until=IN_A_YEAR)
