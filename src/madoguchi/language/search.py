"""Folding and cutting of words, so that what people type finds what is written."""

import unicodedata

from madoguchi.language.furigana import without_readings

# Katakana ァ..ヶ stand 0x60 above their hiragana.
_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
# Letters that NFKD leaves whole although people type them without the stroke.
_STROKES = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ß": "ss"})
# Sound marks of kana change the word (か, が) and are no accents; nor are Thai and Hangul marks.
_KANA_MARKS = "\u3099\u309a"


def fold(text: str) -> str:
    """Text with width, case, accents and kana script evened out, readings left out.

    >>> fold("Đăng ký ＶＩＳＡ"), fold("ガイド"), fold("{窓口|まどぐち}")
    ('dang ky visa', 'がいど', '窓口')
    >>> fold("비자") == "비자"
    True
    """
    wide = unicodedata.normalize("NFKC", without_readings(text)).casefold()
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", wide)
        if character in _KANA_MARKS or not 0x0300 <= ord(character) <= 0x036F  # noqa: PLR2004 - combining accents
    )
    # Strokes go after accents: ǿ is an ø with an accent.
    plain = unicodedata.normalize("NFC", bare.translate(_STROKES))
    return " ".join(plain.translate(_HIRAGANA).split())


def grams(text: str) -> list[str]:
    """Folded text cut into overlapping two-character pieces, word by word.

    A word of one character is itself. Two-character words are the commonest queries, and a
    three-character tokenizer finds none of them.

    >>> grams("保育園 visa")
    ['保育', '育園', 'vi', 'is', 'sa']
    """
    cut: list[str] = []
    for word in fold(text).split():
        letters = "".join(one for one in word if one.isalnum() or _joins(one))
        if len(letters) == 1:
            cut.append(letters)
        cut.extend(letters[start : start + 2] for start in range(len(letters) - 1))
    return cut


def _joins(character: str) -> bool:
    """Marks that belong to a letter: Thai vowels above and below, 々 and ー."""
    return unicodedata.category(character) in {"Mn", "Mc", "Lm"}
