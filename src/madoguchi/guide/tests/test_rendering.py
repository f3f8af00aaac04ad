import pytest

from madoguchi.guide import Service
from madoguchi.guide.references import Reference, parts, references
from madoguchi.guide.rendering import facts, plain
from madoguchi.guide.tests.town import DESK, said


def summary(town, words: str, language: str) -> str:
    town.write("services/desk.yaml", DESK + said(summary=words))
    guide = town.guide()
    piece = plain(guide, guide.get("town/desk", Service), "summary", language)
    assert piece is not None
    return piece.value


@pytest.mark.parametrize("language", ["ja", "ko", "th"])
def test_a_number_in_words_is_the_same_in_every_language(town, language):
    assert summary(town, "Call [[#phone]].", language) == "Call 03-3975-1252."


def test_hours_in_words_are_written_in_the_language_of_the_reader(town):
    english = summary(town, "[[#hours]]", "en")
    korean = summary(town, "[[#hours]]", "ko")
    assert "13:00" in english
    assert "13:00" in korean
    assert english != korean


def test_the_first_number_is_the_one_for_the_language_of_the_reader(town):
    town.write(
        "services/desk.yaml",
        DESK.replace(
            "  - printed: 03-3975-1252\n",
            "  - printed: 03-3975-1252\n    speaks: [ko]\n  - printed: 0570-013904\n",
        )
        + said(summary="[[#phone]]"),
    )
    guide = town.guide()
    desk = guide.get("town/desk", Service)
    assert plain(guide, desk, "summary", "ko").value == "03-3975-1252"
    assert plain(guide, desk, "summary", "en").value == "0570-013904"


def test_a_number_links_to_what_a_telephone_dials(town):
    guide = town.guide()
    desk = guide.get("town/desk", Service)
    found = facts(guide, desk, Reference("", "phone"), "en")
    assert [(one.value.value, one.href) for one in found] == [("03-3975-1252", "tel:+81339751252")]


def test_words_and_references_are_told_apart():
    words = "Call [[#phone]] or [[town/desk#url]]!"
    assert references(words) == [Reference("", "phone"), Reference("town/desk", "url")]
    assert [(part.words, part.reference) for part in parts(words)] == [
        ("Call ", None),
        ("", Reference("", "phone")),
        (" or ", None),
        ("", Reference("town/desk", "url")),
        ("!", None),
    ]
