"""Readings for kanji: written where two dictionaries agree, left to a person where they do not."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import pykakasi
from sudachipy import (  # type: ignore[import-untyped] # it has stubs, but no py.typed
    Dictionary,
    SplitMode,
    Tokenizer,
)

from madoguchi.language.furigana import kanji_without_reading
from madoguchi.language.search import hiragana

# What is kept as it is: references, readings that stand already, places filled in later.
_KEPT = re.compile(r"(\[\[[^\[\]]*\]\]|\{[^{}|]+\|[^{}|]*\}|\{[a-z_]+\}|\]\([^()\s]*\))")
_SENTENCE = re.compile(r"[^。、！？\n]+|[。、！？\n]+")
_KANA = re.compile(r"[\u3041-\u309f\u30fcー]+")
# Sounds that change behind certain numbers, which neither dictionary sees: (いっ)ぷん, (ふつ)か.
_BEHIND_NUMBERS = {
    "日": ("にち", "か"),
    "人": ("にん", "り"),
    "分": ("ふん", "ぷん"),
    "本": ("ほん", "ぽん", "ぼん"),
    "杯": ("はい", "ぱい", "ばい"),
    "匹": ("ひき", "ぴき", "びき"),
    "泊": ("はく", "ぱく"),
    "階": ("かい", "がい"),
    "軒": ("けん", "げん"),
    "足": ("そく", "ぞく"),
    "百": ("ひゃく", "ぴゃく", "びゃく"),
    "千": ("せん", "ぜん"),
}
# Numbers behind which 日 and 人 are certainly にち and にん.
_CERTAIN = {
    "日": re.compile(r"(?:1[1-35-9]|2[1-35-9]|3\d|\d{3,})$"),
    "人": re.compile(r"(?:[3-9]|\d{2,})$"),
}
# Where both dictionaries agreed and were wrong, in the 7,400 words of Nerima's plain Japanese.
_BOTH_WRONG = {
    "日本": ("にほん", "にっぽん"),
    "間": ("あいだ", "ま", "かん"),
    "年": ("とし", "ねん"),
    "月": ("つき", "がつ"),
    "開": ("あ", "ひら"),
    "入": ("はい", "い"),
    "方": ("かた", "ほう"),
    "行": ("い", "おこな"),
    "相談所": ("そうだんじょ", "そうだんしょ"),
}
# How often kanji have been read how: what persons wrote before.
Used = Mapping[str, Mapping[str, int]]


class Choice(NamedTuple):
    """Words whose reading a person has to choose; no readings where neither dictionary knows."""

    words: str
    readings: tuple[str, ...]


class Proposal(NamedTuple):
    """A text with the readings that are certain, and between them what is to be chosen."""

    pieces: tuple[str | Choice, ...]

    @property
    def text(self) -> str:
        """The text with certain readings; words to be chosen stand as they are."""
        return "".join(one.words if isinstance(one, Choice) else one for one in self.pieces)

    @property
    def choices(self) -> list[Choice]:
        return [one for one in self.pieces if isinstance(one, Choice)]

    def decided(self, readings: Sequence[str]) -> str:
        """The text with a person's reading for each choice; an empty one leaves it as it is.

        >>> Proposal((Choice("行った", ("いった", "おこなった")), "。")).decided(["いった"])
        '{行|い}った。'
        """
        left = iter(readings)
        written = []
        for one in self.pieces:
            reading = next(left, "").strip() if isinstance(one, Choice) else ""
            words = one.words if isinstance(one, Choice) else one
            written.append(with_reading(words, hiragana(reading)) if reading else words)
        return "".join(written)


def readings_used(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """How often kanji are read how in texts that have readings.

    >>> readings_used(["{日本|にほん}の {日本|にほん}"])
    {'日本': Counter({'にほん': 2})}
    """
    used: dict[str, Counter[str]] = {}
    for text in texts:
        for words, reading in re.findall(r"\{([^{}|]+)\|([^{}|]+)\}", text):
            used.setdefault(words, Counter())[reading] += 1
    return used


def propose(text: str, used: Used | None = None) -> Proposal:
    """Readings for all kanji of a text that have none; those that stand in it are kept.

    Where the words are read otherwise in `used`, both dictionaries together are not believed.

    >>> propose("{窓口|まどぐち}に申し込む").pieces
    ('{窓口|まどぐち}に{申|もう}し{込|こ}む',)
    >>> propose("人が来る").choices
    [Choice(words='人', readings=('ひと', 'にん'))]
    """
    pieces: list[str | Choice] = []
    for index, stretch in enumerate(_KEPT.split(text)):
        for sentence in [stretch] if index % 2 else _SENTENCE.findall(stretch):
            if index % 2 or not kanji_without_reading(sentence):
                pieces.append(sentence)
            else:
                pieces.extend(_in_sentence(sentence, used or {}))
    return Proposal(tuple(_joined(pieces)))


def _joined(pieces: Sequence[str | Choice]) -> Iterator[str | Choice]:
    """Pieces of text that follow one another as one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        if text:
            yield text
        yield piece
        text = ""
    if text:
        yield text


class _Read(NamedTuple):
    """A word as a dictionary cuts and reads it; empty where it does not know."""

    words: str
    reading: str


def _in_sentence(sentence: str, used: Used) -> Iterator[str | Choice]:
    """Stretch by stretch between places where both dictionaries begin a word."""
    sides = (_by_sudachi(sentence), _by_kakasi(sentence))
    starts = [set(accumulate((len(read.words) for read in side), initial=0)) for side in sides]
    for start, end in pairwise(sorted(starts[0] & starts[1])):
        words = sentence[start:end]
        if not kanji_without_reading(words):
            yield words
            continue
        readings = [_reading(side, start, end) for side in sides]
        known = list(dict.fromkeys(reading for reading in readings if reading))
        before, core, known, after = _without_kana_around(words, known)
        others = _others(sentence, start + len(before), core, known, used)
        if len(known) == 1 and all(readings) and not others:
            yield with_reading(words, before + known[0] + after)
            continue
        yield before
        yield Choice(core, _best_first(core, dict.fromkeys((*known, *others)), used))
        yield after


def _reading(side: Sequence[_Read], start: int, end: int) -> str:
    """How one dictionary reads a stretch; empty where it does not know all of it."""
    found, place = [], 0
    for read in side:
        if start <= place < end:
            found.append(read.reading)
        place += len(read.words)
    return "".join(found) if all(found) else ""


def _without_kana_around(words: str, known: list[str]) -> tuple[str, str, list[str], str]:
    """What stands before the kanji, the kanji, their readings, and what stands behind them."""
    before = after = 0
    while not kanji_without_reading(words[before]) and _all_start(known, words[before]):
        known = [reading[1:] for reading in known]
        before += 1
    while not kanji_without_reading(words[-1 - after]) and _all_end(known, words[-1 - after]):
        known = [reading[:-1] for reading in known]
        after += 1
    end = len(words) - after
    return words[:before], words[before:end], known, words[end:]


def _all_start(known: list[str], sign: str) -> bool:
    return all(reading.startswith(hiragana(sign)) and len(reading) > 1 for reading in known)


def _all_end(known: list[str], sign: str) -> bool:
    return all(reading.endswith(hiragana(sign)) and len(reading) > 1 for reading in known)


def _others(
    sentence: str, start: int, core: str, known: Sequence[str], used: Used
) -> tuple[str, ...]:
    """Readings beside those that are known, for which both dictionaries are not to be believed."""
    number = re.search(r"\d+$", sentence[:start])
    if number is None:
        beside = (*used.get(core, ()), *_BOTH_WRONG.get(core, ()))
        return beside if any(reading not in known for reading in beside) else ()
    counter = core[0]
    certain = _CERTAIN.get(counter)
    if counter not in _BEHIND_NUMBERS or (certain and certain.search(number.group())):
        return ()
    usual, *changed = _BEHIND_NUMBERS[counter]
    rest = next((one.removeprefix(usual) for one in known if one.startswith(usual)), "")
    return tuple(sound + rest for sound in (usual, *changed))


def _best_first(core: str, readings: Iterable[str], used: Used) -> tuple[str, ...]:
    """Readings as often as they were chosen before."""
    before = used.get(core, {})
    return tuple(sorted(readings, key=lambda reading: -before.get(reading, 0)))


def with_reading(words: str, reading: str) -> str:
    """Words with their reading over the kanji alone, as far as it is clear which is over which.

    >>> with_reading("申し込む", "もうしこむ"), with_reading("区役所", "くやくしょ")
    ('{申|もう}し{込|こ}む', '{区役所|くやくしょ}')
    >>> with_reading("行った", "まった"), with_reading("行った", "いく")
    ('{行|ま}った', '{行った|いく}')
    """
    runs = re.findall(
        r"[\u3041-\u309f\u30a0-\u30ff\s\d]+|[^\u3041-\u309f\u30a0-\u30ff\s\d]+", words
    )
    shapes = {}
    for some in (".+?", ".+"):
        pattern = "".join(
            f"({some})" if kanji_without_reading(run) else re.escape(hiragana(run)) for run in runs
        )
        match = re.fullmatch(pattern, reading)
        shapes[some] = match.groups() if match else None
    groups = shapes[".+?"]
    # Where kana stand twice, two ways fit: 聞き for ききき.
    if groups is None or groups != shapes[".+"]:
        return f"{{{words}|{reading}}}"
    left = iter(groups)
    return "".join(f"{{{run}|{next(left)}}}" if kanji_without_reading(run) else run for run in runs)


def _by_sudachi(sentence: str) -> list[_Read]:
    return [
        _Read(
            word.surface(),
            _kana(word.surface(), "" if word.is_oov() else word.reading_form()),
        )
        for word in _sudachi().tokenize(sentence)
    ]


def _by_kakasi(sentence: str) -> list[_Read]:
    read = [
        _Read(word["orig"], _kana(word["orig"], word["hira"]))
        for word in _kakasi().convert(sentence)
    ]
    # It may leave out signs that it does not know; then it does not know the sentence.
    whole = "".join(one.words for one in read) == sentence
    return read if whole else [_Read(sentence, "")]


def _kana(words: str, reading: str) -> str:
    """A reading in hiragana; what has no kanji is read as it is written."""
    if not kanji_without_reading(words):
        return hiragana(words)
    in_hiragana = hiragana(reading)
    return in_hiragana if _KANA.fullmatch(in_hiragana) else ""


@lru_cache(maxsize=1)
def _sudachi() -> Tokenizer:
    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


@lru_cache(maxsize=1)
def _kakasi() -> pykakasi.kakasi:
    return pykakasi.kakasi()  # type: ignore[no-untyped-call] # its makers annotated the rest
