"""Words that must not mislead wait for a person, where an office answers for the guide."""

from datetime import date

import pytest

from madoguchi.guide import Entry, Guide, Wording
from madoguchi.guide.careful import is_careful, reviewed_words_first
from madoguchi.guide.facts import Review
from madoguchi.guide.tests.real_guide import read

MORI = Review(by="Mori", on=date(2026, 11, 20))


@pytest.fixture(scope="module")
def city() -> Guide:
    return read("example").guide


def changed(guide: Guide, entry_id: str, **fields: object) -> Guide:
    """The guide with one entry changed."""
    entry = guide.entries[entry_id].model_copy(update=fields)
    return Guide(guide.packs, {**guide.entries, entry_id: entry})


def reviewed(entry: Entry, language: str) -> dict[str, Wording]:
    """The entry's words, those of one language read by Mori."""
    wording = entry.words[language].model_copy(update={"reviewed": MORI})
    return {**entry.words, language: wording}


@pytest.mark.parametrize(
    ("entry_id", "careful"),
    [
        ("example/rescue-call", True),
        # Plans are deadlines.
        ("example/moving-within", True),
        ("example/household-change", True),
        ("example/move-date", True),
        ("example/household-same", True),
        # Its topic is marked.
        ("example/night-line", True),
        ("example/chat-salon", False),
        # It costs 200 yen.
        ("example/exchange-cafe", True),
        ("example/homework-club", False),
        ("example/garbage", False),
        ("example/city-hall", False),
    ],
)
def test_what_is_careful_in_the_invented_city(city, entry_id, careful):
    assert is_careful(city.entries[entry_id], city) is careful


def test_a_matter_is_careful_where_its_chapter_is_marked(city):
    club = city.entries["example/homework-club"]
    assert is_careful(club, changed(city, club.chapter, reviewed_first=True))


def test_careful_words_that_nobody_has_read_are_left_out_and_the_source_stands(city):
    shown = reviewed_words_first(city, {})
    assert set(city.entries["example/rescue-call"].words) > {"ja", "ko"}
    assert set(shown.entries["example/rescue-call"].words) == {"ja"}
    assert shown.entries["example/chat-salon"] is city.entries["example/chat-salon"]


def test_words_that_mori_has_read_stand(city):
    call = city.entries["example/rescue-call"]
    guide = changed(city, call.id, words=reviewed(call, "ko"))
    assert set(reviewed_words_first(guide, {}).entries[call.id].words) == {"ja", "ko"}


def test_the_last_words_that_somebody_read_stand_instead_of_newer_ones(city):
    call = city.entries["example/rescue-call"]
    before = call.words["ko"].model_copy(update={"name": "구조", "reviewed": MORI})
    shown = reviewed_words_first(city, {(call.id, "ko"): before}).entries[call.id]
    assert (shown.words["ko"].name, set(shown.words)) == ("구조", {"ja", "ko"})


def test_numbers_facts_and_everything_else_stay_as_they_were(city):
    shown = reviewed_words_first(city, {})
    assert list(shown.entries) == list(city.entries)
    for entry_id, entry in shown.entries.items():
        assert entry.model_copy(update={"words": {}}) == city.entries[entry_id].model_copy(
            update={"words": {}}
        )
