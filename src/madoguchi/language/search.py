"""Folding of words, so that what people type finds what is written."""

import unicodedata

from madoguchi.language.furigana import without_readings

# Katakana ァ..ヶ stand 0x60 above their hiragana.
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Letters that NFKD leaves whole although people type them without the stroke.
_STROKES = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss"})
# Sound marks of kana change the word (か, が) and are no accents; nor are Thai and Hangul marks.
_KANA_MARKS = "\u3099\u309a"


def even(text: str) -> str:
    """Text with width, case and accents evened out, readings left out; kana as they are written."""
    wide = unicodedata.normalize("NFKC", without_readings(text)).casefold()
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", wide)
        if character in _KANA_MARKS or not 0x0300 <= ord(character) <= 0x036F  # noqa: PLR2004 - combining accents
    )
    # Strokes go after accents: ǿ is an ø with an accent.
    plain = unicodedata.normalize("NFC", bare.translate(_STROKES))
    return " ".join(plain.split())


def hiragana(text: str) -> str:
    """Text with katakana written as hiragana, character by character."""
    return text.translate(_HIRAGANA)


def fold(text: str) -> str:
    """Text with width, case, accents and kana script evened out, readings left out.

    >>> fold("Đăng ký ＶＩＳＡ"), fold("ガイド"), fold("{窓口|まどぐち}")
    ('dang ky visa', 'がいど', '窓口')
    >>> fold("비자") == "비자"
    True
    """
    return hiragana(even(text))
