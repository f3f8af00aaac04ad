"""What the fields of words are called, and what belongs into each."""

from collections.abc import Sequence

from madoguchi.editorial.wording import staff_language, tell
from madoguchi.hours.words import EASY
from madoguchi.language import WRITTEN, spoken_name

# English label and help, in the order in which a reader meets them.
FIELDS: dict[str, tuple[str, str]] = {
    "name": ("Name", "As it stands on signs and forms; short."),
    "reading": ("Reading", "How the Japanese name is read, in kana, a space between words."),
    "summary": ("Summary", "What it is, in one or two sentences. Stands in lists and in search."),
    "for_whom": ("For whom", "Who can use it."),
    "join": ("How to join", "What somebody does to take part."),
    "body": ("Details", "Paragraphs, and lists whose points begin with a hyphen."),
    "advice": ("What to do", "What a reader does next, and whom to call."),
    "late": ("If it is too late", "What to do when the time is over."),
    "caveat": ("Not certain", "What is not known yet, and whom to ask."),
    "choices": ("Answer", "An answer that a reader can choose."),
    "also": ("Also called", "What people type who do not know its name; one in each line."),
}


def field_label(place: Sequence[str | int]) -> str:
    """What the person who is served calls a place among the words.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     field_label(("name",)), field_label(("choices", "unsure"))
    ('Name', 'Answer: unsure')
    """
    if not place:
        return tell("Words")
    label = tell(FIELDS[str(place[0])][0]) if place[0] in FIELDS else str(place[0])
    return ": ".join((label, *(str(part) for part in place[1:])))


def field_help(place: Sequence[str | int]) -> str:
    """What belongs into a place among the words, in a line."""
    return tell(FIELDS[str(place[0])][1])


def language_name(code: str) -> str:
    """A written language as the person who is served calls it.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     language_name("ko"), language_name("ja-x-easy"), language_name("zh-Hans")
    ('Korean', 'Plain Japanese', 'Simplified Chinese')
    """
    if code == EASY:
        return tell("Plain Japanese")
    if code == "zh-Hans":
        return tell("Simplified Chinese")
    return spoken_name(WRITTEN[code].speaks, staff_language()) if code in WRITTEN else code
