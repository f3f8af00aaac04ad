"""The rules of plain Japanese that a machine can check.

They follow the guideline for plain Japanese of the Immigration Services Agency and the Agency for
Cultural Affairs (2020) and the rules of Hirosaki University; the limits of length are our own.
Errors are what no reader should have to decipher; warnings are for whoever writes.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from madoguchi.guide.checks import Finding
from madoguchi.guide.entries import Entry
from madoguchi.guide.references import parts
from madoguchi.guide.typed_facts import typed_facts
from madoguchi.hours.words import EASY
from madoguchi.language import without_readings

# Each rule, and what to do where it is broken.
RULES = {
    "sentence length": "make two sentences of it, of at most 40 characters",
    "double negation": "say it without the two negations",
    "era year": "write the year as 2026年",
    "24-hour time": "write it as 午後4時",
    "range sign": "write から and まで",
    "slash in a date": "write it as 4月1日",
    "full-width digit": "write it as 1, 2, 3",
    "words without spaces": "put a space behind each word with its particle",
    "row of nouns": "explain it in 〈〉 behind it, or say it with verbs",
    "passive or polite form": "say who does it, with ます or て ください",
    "vague word": "say what it is",
    "many kanji words": "make two sentences of it, or write easier words",
}
# The limits of a sentence in characters, without readings and spaces, and of its kanji words.
_LONG, _TOO_LONG, _KANJI_WORDS = 40, 60, 4
# So many characters without a space are never one word with its particle.
_UNBROKEN = 18
# Two characters make a noun, so that six are three nouns in a row.
_ROW = 6


# What stands for a fact or a value that is filled in later.
_FILLED_IN = "□"


class PlainFinding(NamedTuple):
    """What breaks a rule, in the words that break it."""

    # One of RULES.
    rule: str
    words: str
    severity: Literal["error", "warning"]


_PLACE = re.compile(r"\{[a-z_]+\}")
_MARKDOWN = re.compile(r"\]\([^)]*\)|[*\[]|(?m:^\s*(?:[-#]+|\d+\.)\s+)")
_GLOSS = re.compile(r"〈[^〈〉]*〉")
_WORD = re.compile(r"\{([^{}|]+)\|[^{}|]+\}")
_KANJI = "\u3400-\u4dbf\u4e00-\u9fff々〆"
_DOUBLE_NEGATION = re.compile(
    r"(?:ない|なく)(?:(?:わけ|こと|もの)?で?[はもが](?:ない|なく|ありません|[言い]えません)|ない)"
)
_ERA = re.compile(r"(?:令和|平成|昭和|大正|明治)(?:\d+|元)年?|(?<![A-Za-z])[RHS]\d{1,2}(?=[年.])")
# An era may stand in brackets behind the year that everybody counts by.
_ERA_BESIDE_YEAR = re.compile(r"(?<=\d年)（[^（）]*）")
_CLOCK = re.compile(r"(?<!午前)(?<!午後)(?<![\d:])\d{1,2}:\d{2}(?!\d)|(?:1[3-9]|2[0-4])時(?!間)")
_RANGE = re.compile(r"[〜～]|(?<=\d)~(?=\d)")
_SLASH = re.compile(r"(?<![\d/])\d{1,4}/\d{1,2}(?![\d/])")
_FULL_WIDTH = re.compile("[\uff10-\uff19]+")
_OF_NUMBERS = {
    "era year": _ERA,
    "24-hour time": _CLOCK,
    "range sign": _RANGE,
    "slash in a date": _SLASH,
    "full-width digit": _FULL_WIDTH,
}
_GOES_ON = r"(?=[^\s、。，．・：:；！？!?」』）)〉〕])"
_PARTICLE = "(?:から|まで|より|では|には|とは|でも|にも|へは|[はがにでもへとや])"
_NO_SPACE = re.compile(
    rf"を{_GOES_ON}|(?<=\}}){_PARTICLE}(?=\{{)|[てで]ください|(?<=こと)が(?=でき)"
)
_STRETCH = re.compile(r"[^\s、。，．・：:；！？!?「」『』（）()〈〉〔〕/=→-]+")
_ROW_OF_KANJI = re.compile(rf"[{_KANJI}]{{{_ROW},}}")
_POLITE = re.compile(
    r"いただ[くきけい]|いたし(?:ます|ません)|ございま|くださいませ|おります|なさ[るいれ]|いらっしゃ"
    r"|[おご][^\s、。]{1,6}に ?な[るりっ]"
)
_PASSIVE = re.compile(
    r"(?:ら|か|が|さ|た|な|ば|ま|わ)れ(?:る|ます|ました|ません|た(?!め)|て|ない|なかった)"
)
# Verbs that only look passive.
_NOT_PASSIVE = re.compile(r"(?:生ま|うま|分か|わか|つか|はな|こわ|壊わ|なが|あふ|現わ|あらわ|ぬ)れ")
_VAGUE = re.compile(
    r"など|(?<=[" + _KANJI + r"])等(?![級分しい])|程度|適宜|速やか|すみやか|必要に応じ|随時|原則"
    r"|おおむね|概ね|しかるべき|その他"
)


def findings(text: str, *, name: bool = False) -> list[PlainFinding]:
    """What breaks the rules in a text of plain Japanese, its readings still written in.

    A `name` is what it is called, whatever the rules; only its numbers can be wrong.

    >>> [one.rule for one in findings("令和8{年|ねん}から {手当|てあて}を もらえます。")]
    ['era year']
    >>> findings("{役所|やくしょ}に {電話|でんわ}を して ください。")
    []
    """
    text = "".join(part.words or _FILLED_IN for part in parts(text))
    text = _PLACE.sub(_FILLED_IN, _MARKDOWN.sub("", text))
    plain = without_readings(text)
    found = list(_numbers(_ERA_BESIDE_YEAR.sub("", plain)))
    if not name:
        found += _rows(plain)
        for sentence in sentences(text):
            found += _in_sentence(sentence)
    return found


def plain_problems(entry: Entry, *, warnings: bool) -> Iterator[Finding]:
    """What breaks the rules in an entry's words of plain Japanese; warnings if they are wanted."""
    for place, value in entry.words[EASY].texts() if EASY in entry.words else ():
        # A time or date that is typed into words is told once, as such.
        typed = typed_facts(value, EASY)
        for rule, words, severity in findings(value, name=place == ("name",)):
            told = any(words in fact or fact in words for fact in typed) and rule in _OF_NUMBERS
            if (warnings or severity == "error") and not told:
                message = f'plain Japanese, {rule}: "{words}"; {RULES[rule]}'
                yield Finding(("words", EASY, *place), message, severity)


def sentences(text: str) -> list[str]:
    """The sentences of a text, the lines of its lists, and what stands before a colon.

    >>> sentences("{行|い}きます。{見|み}ます。")
    ['{行|い}きます。', '{見|み}ます。']
    """
    return [one.strip() for one in re.findall(r"[^。！？：\n]+[。！？：]?", text) if one.strip()]


def _numbers(plain: str) -> Iterator[PlainFinding]:
    """Years, times, ranges and digits that are not written for everybody."""
    for rule, pattern in _OF_NUMBERS.items():
        for match in pattern.finditer(plain.replace(" ", "")):
            yield PlainFinding(rule, match.group(), "error")


def _rows(plain: str) -> Iterator[PlainFinding]:
    """Rows of nouns that are not explained where they are first said."""
    for words in dict.fromkeys(_ROW_OF_KANJI.findall(plain)):
        # Particles may stand between a word and its gloss, as in 〈…〉 after 余震で.
        if not re.search(rf"{words}[^。\n]{{0,8}}〈", plain):
            yield PlainFinding("row of nouns", words, "warning")


def _in_sentence(sentence: str) -> Iterator[PlainFinding]:
    plain = without_readings(sentence)
    joined = re.sub(r"\s", "", plain)
    yield from _length(joined)
    for match in _DOUBLE_NEGATION.finditer(joined):
        yield PlainFinding("double negation", match.group(), "error")
    for words in _unspaced(sentence, plain):
        yield PlainFinding("words without spaces", words, "error")
    without_glosses = _GLOSS.sub("", plain)
    for match in _POLITE.finditer(without_glosses):
        yield PlainFinding("passive or polite form", match.group(), "warning")
    for match in _PASSIVE.finditer(_NOT_PASSIVE.sub("", without_glosses)):
        yield PlainFinding("passive or polite form", match.group(), "warning")
    for match in _VAGUE.finditer(joined):
        yield PlainFinding("vague word", match.group(), "warning")
    kanji = dict.fromkeys(_WORD.findall(_GLOSS.sub("", sentence)))
    if len(kanji) > _KANJI_WORDS:
        yield PlainFinding("many kanji words", f"{len(kanji)}: {'、'.join(kanji)}", "warning")


def _length(joined: str) -> Iterator[PlainFinding]:
    """What is too long to keep in mind, with its explanations."""
    length = len(joined)
    if length > _LONG:
        severity: Literal["error", "warning"] = "error" if length > _TOO_LONG else "warning"
        yield PlainFinding("sentence length", f"{length}: {joined}", severity)


def _unspaced(sentence: str, plain: str) -> Iterator[str]:
    for words in sentence.split():
        if _NO_SPACE.search(words):
            yield without_readings(words)
    for stretch in _STRETCH.findall(plain):
        if len(stretch) > _UNBROKEN and re.search("[\u3040-\u309f]", stretch):
            yield stretch
