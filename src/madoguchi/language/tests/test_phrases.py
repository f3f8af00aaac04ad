from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from madoguchi.language import WRITTEN, filled, phrase, phrase_for, say, say_count
from madoguchi.language.furigana import broken_readings, kanji_without_reading
from madoguchi.language.phrases import places

TRANSLATED = [code for code in WRITTEN if code != "en"]


def messages(language):
    """(English forms, translated forms) of every phrase of a catalogue."""
    path = files("madoguchi.language").joinpath("locale", f"{language}.po")
    with path.open("rb") as file:
        catalogue = read_po(file, locale=WRITTEN[language].babel, abort_invalid=True)
    for message in catalogue:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            yield ids, said


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_catalogue_is_read_and_says_something(language):
    found = list(messages(language))
    assert len(found) > 20
    assert phrase(language, "closed on public holidays") != "closed on public holidays"


@pytest.mark.parametrize("language", TRANSLATED)
def test_all_catalogues_hold_the_same_phrases(language):
    assert {ids for ids, _ in messages(language)} == {ids for ids, _ in messages("ja")}


@pytest.mark.parametrize("language", TRANSLATED)
def test_places_of_a_phrase_are_the_same_in_every_language(language):
    wrong = [
        (ids[0], text)
        for ids, said in messages(language)
        for text in said
        if text and places(text) != places(ids[-1])
    ]
    assert wrong == []


def test_phrases_of_plain_japanese_have_all_readings():
    wrong = [
        text
        for _, said in messages("ja-x-easy")
        for text in said
        if kanji_without_reading(text) or broken_readings_beside_places(text)
    ]
    assert wrong == []


def broken_readings_beside_places(text):
    return broken_readings(filled(text, dict.fromkeys(places(text), "")))


@pytest.mark.parametrize("language", WRITTEN)
def test_a_phrase_without_translation_is_said_in_english(language):
    assert say(language, "Nobody translated {thing} yet.", thing="this") == (
        "Nobody translated this yet."
    )


def test_a_place_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="time"):
        say("en", "Open until {time}")


def test_a_value_is_filled_in_as_it_stands_even_where_it_looks_like_a_place():
    assert filled("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("en", "1 day after the Monday", "3 days after the Monday"),
        ("pt", phrase("pt", "{count} day after the {day}"), None),
        ("ko", None, None),
    ],
)
def test_counted_phrases_take_the_form_of_the_language(language, one, many):
    said = [
        say_count(
            language, "{count} day after the {day}", "{count} days after the {day}", n, day="Monday"
        )
        for n in (1, 3)
    ]
    if language == "en":
        assert said == [one, many]
    elif language == "pt":
        assert said[0].replace("1", "3") != said[1]
    else:
        # Korean has one form for all numbers.
        assert said[0].replace("1", "3") == said[1]


def test_phrase_for_leaves_its_places_open():
    assert phrase_for("en", "{count} window", "{count} windows", 5) == "{count} windows"
