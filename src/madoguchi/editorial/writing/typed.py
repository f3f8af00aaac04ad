"""An entry's words as texts in a form, one for each place, and back to what a pack holds."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from madoguchi.editorial.writing.labels import FIELDS
from madoguchi.guide import UNSURE, Entry, Question
from madoguchi.language import SOURCE_LANGUAGE

Data = dict[str, Any]
# A place among the words: ("summary",) or ("choices", "own").
Place = tuple[str, ...]
Typed = dict[Place, str]

# Longer than any text of the guide by far; what is longer was pasted by mistake.
MAX_CHARACTERS = 20_000
# No reader sees them, and PostgreSQL keeps no U+0000.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ONE_LINE = frozenset({"name", "reading"})
# Answers that are the program's own words, the same in every question.
_SAID_BY_PROGRAM = frozenset({"yes", "no", UNSURE})


def places_of(entry: Entry, language: str, texts: Data) -> list[Place]:
    """Where words may stand in an entry, and where some stand already, in a reader's order."""
    may = {*entry.may_have_words, *(name for name in texts if name not in ("choices", "also"))}
    if may and entry.may_have_words:
        may.add("also")
    if language == SOURCE_LANGUAGE and "name" in entry.may_have_words:
        may.add("reading")
    found: list[Place] = []
    for name in FIELDS:
        if name == "choices":
            found += [("choices", value) for value in _choices(entry, texts)]
        elif name in may:
            found.append((name,))
    return found


def _choices(entry: Entry, texts: Data) -> list[str]:
    asked = entry.values if isinstance(entry, Question) else ()
    wanted = (value for value in asked if value not in _SAID_BY_PROGRAM)
    return list(dict.fromkeys((*wanted, *texts.get("choices", {}))))


def input_name(place: Place) -> str:
    """What the text of a place is called in a form.

    >>> input_name(("choices", "own"))
    'text-choices.own'
    """
    return f"text-{'.'.join(place)}"


def text_at(texts: Mapping[str, Any], place: Place) -> str:
    r"""The text at a place of what a pack holds; what people type stands line by line.

    >>> text_at({"also": ["ID", "card"]}, ("also",)), text_at({}, ("name",))
    ('ID\ncard', '')
    """
    value = texts.get(place[0])
    if len(place) > 1:
        value = value.get(place[1]) if value else None
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def typed_from(sent: Mapping[str, str], places: list[Place]) -> Typed:
    """What somebody typed, as text: one kind of line end, letters composed, nothing unseen."""
    typed = {place: clean(sent.get(input_name(place), "")) for place in places}
    # A name stands on one line, wherever it was typed on two.
    return {
        place: " ".join(text.split()) if place[0] in _ONE_LINE else text
        for place, text in typed.items()
    }


def clean(text: str) -> str:
    r"""A text as it is kept.

    >>> clean(" Call\r\nus\x00 \r\n")
    'Call\nus'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines)).strip()


def texts_of(typed: Typed) -> Data:
    r"""What was typed as a pack holds it; what is empty is left out.

    >>> texts_of({("name",): "Card", ("body",): "", ("also",): "ID\n\ncard "})
    {'name': 'Card', 'also': ['ID', 'card']}
    """
    texts: Data = {}
    for place, text in typed.items():
        if not text:
            continue
        if place == ("also",):
            texts["also"] = [line.strip() for line in text.split("\n") if line.strip()]
        elif len(place) > 1:
            texts.setdefault(place[0], {})[place[1]] = text
        else:
            texts[place[0]] = text
    return texts


def same_texts(one: Typed, other: Typed) -> bool:
    """Whether two forms say the same."""
    return texts_of(one) == texts_of(other)
