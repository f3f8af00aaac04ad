"""The project's own phrases in every written language: English in code, the others in catalogues.

Catalogues are gettext .po files that translators' tools open; they are read as they are, so no
compiled file can be older than its source.
"""

import gettext
import io
import re
from functools import lru_cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from madoguchi.language.written import WRITTEN

# Readings have the form {漢字|かんじ}, so they are never taken for a place to fill.
_PLACE = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=len(WRITTEN))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    source = files("madoguchi.language").joinpath("locale", f"{language}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=WRITTEN[language].babel))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def marked(english: str) -> str:
    """A phrase that is said elsewhere; the mark lets `madoguchi phrases` find it.

    >>> marked("Open now")
    'Open now'
    """
    return english


def marked_count(one: str, many: str) -> tuple[str, str]:
    """A phrase that counts and is said elsewhere, marked likewise.

    >>> marked_count("{count} time", "{count} times")
    ('{count} time', '{count} times')
    """
    return one, many


def phrase(language: str, english: str) -> str:
    """The phrase in `language`, its places still open; English where it is not translated.

    >>> phrase("en", "Open until {time}")
    'Open until {time}'
    """
    return _catalogue(language).gettext(english)


def phrase_for(language: str, one: str, many: str, count: int) -> str:
    """The phrase in the form that `language` uses for `count` things, its places still open."""
    return _catalogue(language).ngettext(one, many, count)


def filled(pattern: str, values: dict[str, str]) -> str:
    """A phrase with its places filled; KeyError names a place that has no value.

    >>> filled("{窓口|まどぐち}: {time}", {"time": "17:00"})
    '{窓口|まどぐち}: 17:00'
    """
    return _PLACE.sub(lambda place: values[place.group(1)], pattern)


def places(pattern: str) -> frozenset[str]:
    """The names of the places of a phrase.

    >>> sorted(places("{窓口|まどぐち} {time} {count}"))
    ['count', 'time']
    """
    return frozenset(_PLACE.findall(pattern))


def say(language: str, english: str, **values: str) -> str:
    """A phrase of ours for a reader of `language`.

    >>> say("en", "Open until {time}", time="17:00")
    'Open until 17:00'
    """
    return filled(phrase(language, english), values)


def say_count(language: str, one: str, many: str, count: int, **values: str) -> str:
    """A phrase of ours that counts something; `{count}` is the number.

    >>> say_count("en", "{count} window", "{count} windows", 2)
    '2 windows'
    """
    return filled(phrase_for(language, one, many, count), {"count": str(count)} | values)
