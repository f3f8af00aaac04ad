"""The staff's screens in their two languages: English in code, Japanese in `locale/ja/*.po`."""

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from madoguchi.language.phrases import filled

# In the order in which they are offered.
STAFF_LANGUAGES = {"ja": "日本語", "en": "English"}
_language: ContextVar[str] = ContextVar("staff_language", default="ja")


def staff_language() -> str:
    """The language of the person who is served now: `ja` or `en`."""
    return _language.get()


@contextmanager
def in_staff_language(code: str) -> Iterator[None]:
    """Everything that `tell` says within is in this language; Japanese where it is neither."""
    before = _language.set(code if code in STAFF_LANGUAGES else "ja")
    try:
        yield
    finally:
        _language.reset(before)


def tell(english: str, /, **values: object) -> str:
    """A phrase for the person who is served now, its places filled.

    >>> with in_staff_language("en"):
    ...     tell("{count} entries", count=3)
    '3 entries'
    """
    pattern = english if _language.get() == "en" else _japanese().gettext(english)
    return filled(pattern, {name: str(value) for name, value in values.items()})


def has_japanese(english: str) -> bool:
    """Whether a catalogue has this phrase."""
    return _japanese().gettext(english) != english


@lru_cache(maxsize=1)
def _japanese() -> gettext.NullTranslations:
    """All catalogues as one; a phrase that two have must be said the same way in both."""
    together: gettext.NullTranslations = gettext.NullTranslations()
    folder = files("madoguchi.editorial").joinpath("locale", "ja")
    for source in sorted(folder.iterdir(), key=lambda one: one.name):
        if not source.name.endswith(".po"):
            continue
        compiled = io.BytesIO()
        write_mo(compiled, read_po(io.BytesIO(source.read_bytes()), locale="ja"))
        compiled.seek(0)
        catalogue = gettext.GNUTranslations(compiled)
        catalogue.add_fallback(together)
        together = catalogue
    return together
