"""The languages a page can be written in, and what stands for each elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenLanguage:
    """A language of pages.

    `code` is ours and stands in addresses; `tag` is BCP 47 for `lang` attributes; `babel` and
    `gettext` name the locale that stands for it in CLDR data and in catalogues of others (Babel
    rejects `ja-x-easy`, Django knows no `fil`); `speaks` is the spoken language of its readers;
    `relative` is the language that its readers understand next best.
    """

    code: str
    own_name: str
    tag: str
    babel: str
    gettext: str
    speaks: str
    relative: str | None = None
    direction: str = "ltr"
    uses_kanji: bool = False


WRITTEN: dict[str, WrittenLanguage] = {
    language.code: language
    for language in (
        WrittenLanguage("ja", "日本語", "ja", "ja", "ja", "ja", uses_kanji=True),
        WrittenLanguage(
            "ja-x-easy", "やさしい日本語", "ja-x-easy", "ja", "ja", "ja", "ja", uses_kanji=True
        ),
        WrittenLanguage("en", "English", "en", "en", "en", "en"),
        WrittenLanguage(
            "zh-Hans", "简体中文", "zh-Hans", "zh_Hans", "zh-hans", "zh", "zh-Hant", uses_kanji=True
        ),
        WrittenLanguage("ko", "한국어", "ko", "ko", "ko", "ko"),
        WrittenLanguage("fil", "Filipino", "fil", "fil", "en", "fil"),
        WrittenLanguage("vi", "Tiếng Việt", "vi", "vi", "vi", "vi"),
        WrittenLanguage("th", "ภาษาไทย", "th", "th", "th", "th"),
        WrittenLanguage("pt", "Português", "pt-BR", "pt_BR", "pt-br", "pt"),
        WrittenLanguage("es", "Español", "es", "es", "es", "es"),
        WrittenLanguage("id", "Bahasa Indonesia", "id", "id", "id", "id"),
    )
}

# The language in which facts and official terms are first written.
SOURCE_LANGUAGE = "ja"
# Where neither the language nor its relative has words, most readers manage with these.
_LAST_RESORTS = ("en", SOURCE_LANGUAGE)

# What browsers and people write for the same languages.
_ALIASES = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-tw": "zh-Hans",
    "zh-hk": "zh-Hans",
    "zh-hant": "zh-Hans",
    "tl": "fil",
    "in": "id",
    "ja-easy": "ja-x-easy",
}


def fallbacks(code: str) -> tuple[str, ...]:
    """The languages to try for a reader of `code`, best first.

    >>> fallbacks("ja-x-easy")
    ('ja-x-easy', 'ja', 'en')
    >>> fallbacks("zh-Hans")
    ('zh-Hans', 'zh-Hant', 'en', 'ja')
    """
    relative = WRITTEN[code].relative
    wanted = (code, *((relative,) if relative else ()), *_LAST_RESORTS)
    return tuple(dict.fromkeys(wanted))


def read_by(spoken: str) -> str:
    """The written language for speakers of `spoken`; English where pages are not in theirs.

    >>> read_by("zh"), read_by("ne")
    ('zh-Hans', 'en')
    """
    return next((code for code, one in WRITTEN.items() if one.speaks == spoken), "en")


def written_language(tag: str) -> WrittenLanguage | None:
    """The written language that serves a BCP 47 tag as browsers send it, or None.

    >>> written_language("zh-TW").code, written_language("pt-PT").code, written_language("tl").code
    ('zh-Hans', 'pt', 'fil')
    >>> written_language("de") is None
    True
    """
    wanted = tag.strip().lower().replace("_", "-")
    by_lower = {code.lower(): code for code in WRITTEN} | _ALIASES
    while wanted:
        if wanted in by_lower:
            return WRITTEN[by_lower[wanted]]
        wanted = wanted.rpartition("-")[0]
    return None


def negotiate(accept_language: str) -> WrittenLanguage:
    """The written language that an `Accept-Language` header (RFC 9110 12.5.4) likes best.

    Who asks for other languages only manages best with English; who asks for none gets Japanese.

    >>> negotiate("de, ko;q=0.8, en;q=0.5").code
    'ko'
    >>> negotiate("de").code, negotiate("").code
    ('en', 'ja')
    """
    default = _LAST_RESORTS[0] if accept_language.strip() else SOURCE_LANGUAGE
    ranked: list[tuple[float, WrittenLanguage]] = []
    for part in accept_language.split(","):
        tag, _, parameter = part.partition(";")
        language = written_language(tag)
        if language is None:
            continue
        try:
            quality = float(parameter.strip().lower().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            continue
        if 0 < quality <= 1:
            ranked.append((quality, language))
    # max() keeps the first of equals, and the header lists the reader's favourite first.
    return max(ranked, key=lambda entry: entry[0], default=(0.0, WRITTEN[default]))[1]
