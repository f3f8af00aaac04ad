"""Words on pages: furigana as ruby, every piece with the language it is really in."""

from functools import lru_cache

from markupsafe import Markup

from madoguchi.guide import Entry, Guide
from madoguchi.guide.careful import is_careful
from madoguchi.guide.references import Reference, parts
from madoguchi.guide.rendering import facts, name_of
from madoguchi.language import (
    SOURCE_LANGUAGE,
    Piece,
    phrase,
    phrase_for,
    romaji,
    to_ruby,
    without_readings,
)
from madoguchi.language import say as language_say
from madoguchi.language.phrases import filled
from madoguchi.language.written import WRITTEN
from madoguchi.outlets.site.addresses import address_of


def ruby(text: str) -> Markup:
    """Text with its readings shown above."""
    return Markup(to_ruby(text))  # noqa: S704 - to_ruby escapes everything else


def say(language: str, english: str, **values: str | Markup) -> Markup:
    """A phrase of ours as HTML; values that are no HTML yet are escaped."""
    shown = {name: _shown(value) for name, value in values.items()}
    return Markup(filled(to_ruby(phrase(language, english)), shown))  # noqa: S704 - all escaped


def say_count(language: str, one: str, many: str, count: int, /, **values: str | Markup) -> Markup:
    """A phrase of ours that counts, as HTML."""
    shown = {name: _shown(value) for name, value in ({"count": str(count)} | values).items()}
    return Markup(filled(to_ruby(phrase_for(language, one, many, count)), shown))  # noqa: S704


def _shown(value: str | Markup) -> str:
    return str(value) if isinstance(value, Markup) else to_ruby(str(value))


def piece(words: Piece) -> Markup:
    """Words in an element that names their language, where it is not the page's."""
    if not words.fell_back:
        return ruby(words.value)
    return Markup('<span lang="{}">{}</span>').format(words.tag, ruby(words.value))


def in_language(text: str, code: str, page_language: str) -> Markup:
    """Text of a known language on a page of another."""
    return piece(Piece(text, code, page_language))


def rendered(guide: Guide, owner: Entry, field: str, language: str) -> Markup | None:
    """A field of an entry's words, its references as facts that cannot be torn apart."""
    text = owner.text(field)
    if not text:
        return None
    words = text.read(language)
    html = Markup().join(
        reference_html(guide, owner, part.reference, language)
        if part.reference
        else ruby(part.words)
        for part in parts(words.value)
    )
    if not words.fell_back:
        return html
    shown = Markup('<span lang="{}">{}</span>').format(WRITTEN[words.language].tag, html)
    return shown + Markup(" ") + language_mark(words.language)


def language_mark(code: str) -> Markup:
    """Says in which language words stand that the page's own language lacks.

    >>> str(language_mark("ja"))
    '<small class="in-language" lang="ja">日本語</small>'
    """
    written = WRITTEN[code]
    return Markup('<small class="in-language" lang="{}">{}</small>').format(
        written.tag, written.own_name
    )


def reference_html(guide: Guide, owner: Entry, reference: Reference, language: str) -> Markup:
    """The facts that a reference names, each whole and with its link."""
    shown = []
    for found in facts(guide, owner, reference, language):
        value = piece(found.value)
        href = address_of(guide, guide.entries[found.entry], language) if found.entry else ""
        if href:
            shown.append(Markup('<a href="{}">{}</a>').format(href, value))
        elif found.href:
            # Numbers are never torn apart; addresses of websites have to break on a phone.
            whole = Markup(' class="fact"') if found.href.startswith("tel:") else ""
            shown.append(Markup('<a{} href="{}">{}</a>').format(whole, found.href, value))
        else:
            shown.append(Markup("<span>{}</span>").format(value))
    return Markup(", ").join(shown)


def in_japanese(guide: Guide, entry_id: str, language: str) -> Markup:
    """The Japanese name to point at, with romaji for readers of no kanji; empty in Japanese."""
    if language.startswith(SOURCE_LANGUAGE):
        return Markup()
    entry = guide.entries[entry_id]
    shown = piece(Piece(name_of(guide, entry_id, SOURCE_LANGUAGE).value, SOURCE_LANGUAGE, language))
    wording = entry.words.get(SOURCE_LANGUAGE)
    if wording is None or not wording.reading or WRITTEN[language].uses_kanji:
        return shown
    latin = Markup('<span lang="ja-Latn">{}</span>').format(romaji(wording.reading))
    return shown + Markup(" ") + latin


def plain(text: str) -> str:
    """Text for places that hold no elements: titles, labels of groups."""
    return without_readings(text)


def plain_say(language: str, english: str, **values: str) -> str:
    """A phrase of ours for such places."""
    return without_readings(language_say(language, english, **values))


@lru_cache(maxsize=64)
def unreviewed(guide: Guide, language: str) -> bool:
    """Whether any words in this language have not been reviewed by a person."""
    return any(
        language in entry.words and entry.words[language].reviewed == "never"
        for entry in guide.entries.values()
    )


@lru_cache(maxsize=64)
def lacks_reviewed(guide: Guide, language: str) -> bool:
    """Whether careful words are old or in another language, as nobody has reviewed newer ones."""
    return any(
        _is_behind(entry, language) and is_careful(entry, guide) for entry in guide.entries.values()
    )


def _is_behind(entry: Entry, language: str) -> bool:
    """Whether the language lacks an entry's words, or has them from an older source."""
    wording = entry.words.get(language)
    if wording is None or not wording.made_from:
        return wording is None and bool(entry.words)
    source, _, version = wording.made_from.partition("@")
    return source in entry.words and int(version) < entry.words[source].version
