"""A text in its lines, so that the points of its lists survive whatever translates the words."""

import re
from collections.abc import Callable, Sequence

# What a line begins with that is not words, and the words.
_LINE = re.compile(r"(\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)(.*?)(\s*)", re.DOTALL)


def words_of_lines(text: str) -> list[str]:
    r"""The words of each line, without the mark of a list before them; empty ones left out.

    >>> words_of_lines("Bring:\n\n- your card\n- the form")
    ['Bring:', 'your card', 'the form']
    """
    return [words for _, words, _ in _lines(text) if words]


def with_words(text: str, translate: Callable[[str], str]) -> str:
    r"""The text with the words of each line in another language.

    >>> with_words("- a\n  1. b\n\nc", str.upper)
    '- A\n  1. B\n\nC'
    """
    return "\n".join(
        before + (translate(words) if words else "") + after
        for before, words, after in _lines(text)
    )


def _lines(text: str) -> Sequence[tuple[str, str, str]]:
    found = []
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        assert match is not None
        found.append((match.group(1), match.group(2), match.group(3)))
    return found
