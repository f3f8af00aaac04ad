"""The languages people speak: an open list, named in each written language.

Any language that CLDR knows may stand in a pack. CLDR names most of them as Japanese offices do;
what it names otherwise is put right here.
"""

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from madoguchi.language.furigana import without_readings
from madoguchi.language.written import WRITTEN

# Offices say フィリピン語 or タガログ語 for the one language that CLDR calls フィリピノ語.
_NAMES = {
    ("fil", "ja"): "フィリピン語",
    ("my", "ko"): "미얀마어",
    ("my", "vi"): "Tiếng Myanmar",
    ("my", "id"): "Myanmar",
}
# The bare CLDR word also means the country or its people.
_FRAMES = {"th": "ภาษา{}", "id": "bahasa {}"}
_OWN_NAMES = {"th": "ภาษาไทย", "id": "Bahasa Indonesia", "pt": "Português", "es": "Español"}
_READINGS = {
    "日本語": "にほんご",
    "英語": "えいご",
    "中国語": "ちゅうごくご",
    "韓国語": "かんこくご",
    "広東語": "かんとんご",
}
# Codes that mean another one of the list, or no language at all.
_NOT_SPOKEN = {"tl", "und", "mul", "zxx", "mis"}
_CODE = re.compile(r"[a-z]{2,3}")


@lru_cache(maxsize=64)
def _cldr_names(babel_locale: str) -> dict[str, str]:
    names = Locale.parse(babel_locale).languages
    return {str(code): names[code] for code in names if _CODE.fullmatch(str(code))}


def is_spoken(code: str) -> bool:
    """Whether `code` is an ISO 639 code that a pack may use (`fil`, never `tl`).

    >>> is_spoken("ne"), is_spoken("tl"), is_spoken("xx"), is_spoken("zh-Hans")
    (True, False, False, False)
    """
    return code in _cldr_names("en") and code not in _NOT_SPOKEN


@lru_cache(maxsize=4096)
def spoken_name(code: str, language: str) -> str:
    """The name of spoken language `code` for a reader of `language`; the code if CLDR has none.

    >>> spoken_name("ko", "en"), spoken_name("fil", "ja"), spoken_name("ne", "th")
    ('Korean', 'フィリピン語', 'ภาษาเนปาล')
    >>> spoken_name("zh", "ja-x-easy")
    '{中国語|ちゅうごくご}'
    """
    if language == "ja-x-easy":
        return _with_readings(spoken_name(code, "ja"))
    if (code, language) in _NAMES:
        name = _NAMES[code, language]
    else:
        name = _cldr_names(WRITTEN[language].babel).get(code, code)
    if language == "vi":
        # Names stand inside sentences; CLDR capitalises "tiếng" for lists.
        name = name.replace("Tiếng", "tiếng")
    return _FRAMES.get(language, "{}").format(name)


def _with_readings(name: str) -> str:
    if name in _READINGS:
        return f"{{{name}|{_READINGS[name]}}}"
    stem = name.removesuffix("語")
    return name if stem == name else f"{stem}{{語|ご}}"


def is_own_name(code: str, language: str) -> bool:
    """Whether readers of `language` call the language as its speakers do.

    >>> is_own_name("ja", "ja-x-easy"), is_own_name("id", "id"), is_own_name("ko", "en")
    (True, True, False)
    """
    named = without_readings(spoken_name(code, language))
    return named.casefold() == own_name(code).casefold()


@lru_cache(maxsize=1024)
def own_name(code: str) -> str:
    """What speakers of `code` call their language; its English name where CLDR does not say.

    >>> own_name("ne"), own_name("zh")
    ('नेपाली', '中文')
    """
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    try:
        name = Locale.parse(code).languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or spoken_name(code, "en")
