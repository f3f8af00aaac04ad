"""What the guide's checks say of words, in the language of the person who is served."""

import re
from functools import lru_cache

from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.labels import field_label, language_name

# As `guide` writes them; a test lets each of them happen. Longer ones stand before those that
# would swallow them.
MESSAGES = (
    '"{found}" is typed into the words; refer to the fact, as in [[#phone]]',
    '"{found}" is no reference; expected [[#field]] or [[pack/entry#field]]',
    '"{found}" is no reading; expected {漢字|かんじ}',
    "no reading for {found}; expected {漢字|かんじ}",
    'plain Japanese, {rule}: "{found}"; {advice}',
    "a {kind} has no words; its title stands as printed",
    "a {kind} has no {field} in its words",
    "a {kind} has no choices",
    'the words of the choice "{found}" are missing in {language}',
    '"{found}" is none of the values that need words',
    "the language {language} is missing",
    "{field} is missing in {language}",
    "only the Japanese name has a reading; remove it here",
    '[[{found}]] names no entry "{entry}"',
    "of a {kind}, words can refer to {fields}; not to {field}",
    "[[{found}]]: {entry} has no {field} to refer to",
    "refers to {found}, but the Japanese to {expected}",
)
_PLACE = re.compile(r"\\\{([a-z]+)\\\}")


def told(message: str) -> str:
    """A message of the guide's checks as the person who is served reads it.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     told("summary is missing in en")
    'Summary is missing in English'
    """
    for written, pattern in _patterns():
        match = pattern.fullmatch(message)
        if match:
            return tell(
                written, **{name: _value(name, value) for name, value in match.groupdict().items()}
            )
    return message


def _value(name: str, value: str) -> str:
    """A value within a message; what has a name in the staff's language is given that."""
    if name in {"rule", "advice"}:
        return tell(value)
    if name == "language":
        return language_name(value)
    if name == "field":
        return field_label((value,))
    return value


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (written, re.compile(_PLACE.sub(r"(?P<\1>.*)", re.escape(written)))) for written in MESSAGES
    )
