"""What the guide's checks say, in the words of the staff's screens.

The guide speaks to whoever writes its files; here each of its sentences has one for people who
fill in forms. A sentence that has none stays as it is.
"""

import re
from functools import lru_cache

from madoguchi.editorial.forms.message_table import SENTENCES
from madoguchi.editorial.forms.spelling import language_shown
from madoguchi.editorial.wording import tell

_STANDS = re.compile(
    r'(?:"(?P<value>.*?)"|nothing|several fields|a list of \d+) stands here; ', re.DOTALL
)
_ONE_OF = re.compile(r"expected '")
_PLACE = re.compile(r"\{([a-z_]+)\}")
# Values of places that are codes, and have a name.
_NAMED = {"code": language_shown}


def plainly(message: str) -> str:
    """A sentence of the guide's checks for the person who is served now.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     plainly('"03-1" stands here; no telephone in Japan has this number; '
    ...             "expected one as 03-3975-1252")
    '"03-1": No telephone in Japan has this number. Write it with area code, as 03-3975-1252.'
    """
    parts = re.split(r"; or (?=\"|nothing|several fields|a list of |expected)", message)
    if len(parts) > 1:
        # Beside a value that is typed, the words that could be chosen need no mention.
        parts = [part for part in parts if not _ONE_OF.search(part)] or parts[:1]
    return " ".join(dict.fromkeys(_one(part) for part in parts))


def _one(message: str) -> str:
    stands = _STANDS.match(message)
    if stands is None:
        return _sentence(message)
    rest = _sentence(message[stands.end() :])
    value = stands["value"]
    return tell('"{value}": {sentence}', value=value, sentence=rest) if value else rest


def _sentence(message: str) -> str:
    for pattern, sentence in _patterns():
        match = pattern.fullmatch(message)
        if match:
            values = {
                name: _NAMED.get(name, str)(value) for name, value in match.groupdict().items()
            }
            return tell(sentence, **values)
    return message


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(_pattern(said), sentence) for said, sentence in SENTENCES.items()]


def _pattern(said: str) -> re.Pattern[str]:
    """A sentence of the guide with its places, as a pattern; a place may stand in it twice."""
    pattern, at, seen = "", 0, set()
    for place in _PLACE.finditer(said):
        name = place[1]
        pattern += re.escape(said[at : place.start()])
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
        seen.add(name)
        at = place.end()
    return re.compile(pattern + re.escape(said[at:]), re.DOTALL)
