"""Kana in Latin letters, for readers of neither kana nor kanji who have to say a name aloud."""

import re

import jaconv

# A long o or u is one sound; within one word only, as 小売り (ko-uri) is the rare exception.
_LONG = {"uu": "ū", "oo": "ō", "ou": "ō"}
_LONG_VOWEL = re.compile("|".join(_LONG))
_MARKED_LONG = re.compile(r"([aiueo])-")
# Sounds of loanwords that jaconv takes apart.
_LOANED = {
    "てぃ": "ti", "でぃ": "di", "とぅ": "tu", "どぅ": "du", "でゅ": "dyu", "てゅ": "tyu",
    "うぃ": "wi", "うぇ": "we", "うぉ": "wo", "しぇ": "she", "じぇ": "je", "ちぇ": "che",
    "ふぁ": "fa", "ふぃ": "fi", "ふぇ": "fe", "ふぉ": "fo",
    "ゔぁ": "va", "ゔぃ": "vi", "ゔぇ": "ve", "ゔぉ": "vo", "ゔ": "vu",
}  # fmt: skip
_MACRON = dict(zip("aiueo", "āīūēō", strict=True))


def romaji(reading: str) -> str:
    """A reading in Hepburn with macrons, word by word as the reading is divided.

    >>> romaji("ぶんか こうりゅう ひろば じょうほう コーナー")
    'bunka kōryū hiroba jōhō kōnā'
    >>> romaji("しんいち"), romaji("がっこう"), romaji("マッチ")
    ("shin'ichi", 'gakkō', 'matchi')
    >>> romaji("ボランティア"), romaji("パーティー"), romaji("カフェ")
    ('borantia', 'pātī', 'kafe')
    """
    return " ".join(_word(word) for word in reading.split())


def _word(word: str) -> str:
    hiragana = jaconv.kata2hira(word)
    for kana, letters in _LOANED.items():
        hiragana = hiragana.replace(kana, letters)
    # ん before a vowel is set apart, or しんいち would read as しにち.
    apart = re.sub(r"ん(?=[あいうえおやゆよ])", "ん'", hiragana)
    latin = jaconv.kana2alphabet(apart).replace("cch", "tch")
    latin = _MARKED_LONG.sub(lambda match: _MACRON[match.group(1)], latin.replace("ー", "-"))
    return _LONG_VOWEL.sub(lambda match: _LONG[match.group(0)], latin)
