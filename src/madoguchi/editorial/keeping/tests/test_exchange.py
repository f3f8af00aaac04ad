"""Words go out and come back as drafts; nothing is overwritten, nothing gets lost."""

import pytest

from madoguchi.editorial.keeping.drafting import save_words, words_version
from madoguchi.editorial.keeping.exchange import Wanted, memory_of, segments_of, take_in
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.keeping.tests.conftest import TODAY, member
from madoguchi.editorial.models import Record, Role, Translation
from madoguchi.editorial.translating.spreadsheets import read_spreadsheet, write_csv
from madoguchi.editorial.translating.xliff import read_xliff, write_xliff

SALON = "example/chat-salon"


@pytest.fixture
def salon(city, sato, mori) -> Record:
    """Its Japanese has changed, so its translations are to be made anew."""
    record = Record.objects.get(pk=SALON)
    texts = words_version(record, "ja").data | {"summary": "お茶を飲みながら話します。"}
    approve(save_words(record, "ja", texts, sato, based_on=1, made_from=None), mori)
    return record


@pytest.fixture
def thuy(db):
    return member("Thuy", Role.TRANSLATOR, languages=["vi"])


def out():
    return segments_of(Wanted("vi"), TODAY)


def test_what_changed_goes_out_with_the_translation_so_far(salon):
    assert [(one.entry_id, one.field, one.source_version) for one in out()] == [
        (SALON, "name", 2),
        (SALON, "summary", 2),
    ]
    assert out()[1].source == "お茶を飲みながら話します。"
    assert out()[1].target.startswith("Uống trà")


def test_a_file_comes_back_as_words_that_wait_for_a_reviewer(salon, thuy):
    file = write_csv(out()).decode("utf-8-sig").replace("Uống trà và trò chuyện", "Trò chuyện")
    imported = read_spreadsheet("vi.csv", file.encode("utf-8-sig"), out())
    taken = take_in(imported, thuy, file="vi.csv")
    assert [str(one) for one in taken.saved] == [f"{SALON} vi@2"]
    version = words_version(salon, "vi")
    assert version.data["summary"].startswith("Trò chuyện")
    assert (version.origin, version.state, version.made_from_number) == ("agency", "in_review", 2)
    assert version.data["name"] == words_version(salon, "vi", 1).data["name"]


def test_a_file_made_from_an_older_source_is_refused_text_by_text(salon, thuy, sato, mori):
    file = write_xliff(out()).replace("Uống trà".encode(), "Uống chè".encode())
    texts = words_version(salon, "ja").data | {"summary": "お茶とお菓子があります。"}
    approve(save_words(salon, "ja", texts, sato, based_on=2, made_from=None), mori)
    imported = read_xliff("vi.xlf", file, out(), "vi")
    taken = take_in(imported, thuy, file="vi.xlf")
    assert (taken.saved, [one.reason for one in taken.refused]) == ((), ["outdated"])
    assert taken.refused[0].target.startswith("Uống chè")
    assert Translation.objects.get(record=salon, language="vi").newest == 1


def test_a_translator_of_another_language_saves_nothing(salon):
    minji = member("Minji", Role.TRANSLATOR, languages=["ko"])
    file = write_csv(out()).decode("utf-8-sig").replace("Uống trà", "Uống chè")
    imported = read_spreadsheet("vi.csv", file.encode("utf-8-sig"), out())
    taken = take_in(imported, minji, file="vi.csv")
    assert taken.saved == ()
    assert "translator of this language" in taken.refused[0].found


def test_memory_knows_where_a_translation_comes_from(salon):
    memory = memory_of("ja", "vi")
    found = memory.matches("おしゃべりサロン", "vi")
    assert found == []  # its translation was made from an older version
    help_desk = words_version(Record.objects.get(pk="example/help-desk"), "ja").data["name"]
    best = memory.matches(help_desk, "vi")[0]
    assert (best.ratio, best.pair.where) == (1.0, "example/help-desk name")
