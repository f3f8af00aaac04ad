"""What differs between two texts word by word, and between two sets of facts field by field."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from madoguchi.guide.problems import field_name
from madoguchi.guide.yaml_file import Place
from madoguchi.language.written import WRITTEN

Change = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A stretch of text that stands in both, in the older or in the newer one only."""

    change: Change
    words: str


class Difference(NamedTuple):
    """What stood at a place among facts and what stands there now; empty where nothing does."""

    place: str
    before: str
    after: str


# A reference and a reading are one thing each. Kanji mean something one by one; kana, Thai
# clusters and whatever stands between spaces do so together. Thai has no spaces between words,
# so its consonants go one by one, each with its vowels and tones.
_WORD = re.compile(
    r"\[\[[^\[\]]*\]\]|\{[^{}|]+\|[^{}|]+\}"
    r"|\n|[^\S\n]+"
    r"|[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]"
    r"|[\u3041-\u309f\u30fc]+|[\u30a0-\u30ff]+"
    r"|[\u0e40-\u0e44]?[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e45-\u0e4e]*"
    r"|(?:(?![\u0e00-\u0e7f\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff])[\w\u0300-\u036f])+(?:['’-]\w+)*"
    r"|."
)


def words_of(text: str) -> list[str]:
    """A text in the pieces that are compared; together they are the text.

    >>> words_of("{窓口|まどぐち}へ行きます [[#phone]]")
    ['{窓口|まどぐち}', 'へ', '行', 'きます', ' ', '[[#phone]]']
    >>> words_of("Nộp đơn, rồi chờ.")
    ['Nộp', ' ', 'đơn', ',', ' ', 'rồi', ' ', 'chờ', '.']
    """
    return _WORD.findall(text)


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one row of pieces, what was removed before what came in its place.

    >>> [tuple(piece) for piece in difference("月曜に開く", "火曜に開く")]
    [('removed', '月'), ('added', '火'), ('same', '曜に開く')]
    """
    old, new = words_of(before), words_of(after)
    # Spaces are everywhere, so that nothing is found by them.
    matcher = SequenceMatcher(str.isspace, old, new)
    found: list[Piece] = []
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            found.append(Piece("same", "".join(old[start:end])))
            continue
        found.append(Piece("removed", "".join(old[start:end])))
        found.append(Piece("added", "".join(new[new_start:new_end])))
    return tuple(_joined([piece for piece in found if piece.words]))


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """Changes with nothing but a space between them are one change, which reads more easily."""
    place = 0
    while place < len(found):
        end = place
        while end < len(found) and (found[end].change != "same" or _between(found, end)):
            end += 1
        if end == place:
            yield found[place]
            place += 1
            continue
        removed = "".join(piece.words for piece in found[place:end] if piece.change != "added")
        added = "".join(piece.words for piece in found[place:end] if piece.change != "removed")
        yield from (one for one in (Piece("removed", removed), Piece("added", added)) if one.words)
        place = end


def _between(found: Sequence[Piece], place: int) -> bool:
    """Whether a space stands between two exchanges, of which both have an older and a newer."""
    if place < 2 or not found[place].words.isspace() or "\n" in found[place].words:  # noqa: PLR2004 - two pieces make an exchange
        return False
    around = (*found[place - 2 : place], *found[place + 1 : place + 3])
    return [piece.change for piece in around] == ["removed", "added", "removed", "added"]


def difference_html(
    before: str, after: str, language: str, shown: Callable[[str], Markup] = escape
) -> Markup:
    """The difference with `<del>` and `<ins>`; `shown` makes HTML of the words of each piece.

    >>> difference_html("1 < 2", "1 < 3", "en")
    Markup('<span lang="en">1 &lt; <del>2</del><ins>3</ins></span>')
    """
    tags = {"removed": "<del>{}</del>", "added": "<ins>{}</ins>", "same": "{}"}
    pieces = (
        Markup(tags[piece.change]).format(shown(piece.words))  # noqa: S704 - one of ours
        for piece in difference(before, after)
    )
    tag = WRITTEN[language].tag if language in WRITTEN else language
    return Markup('<span lang="{}">{}</span>').format(tag, Markup("").join(pieces))


def differences_of(before: object, after: object) -> tuple[Difference, ...]:
    """What differs between two sets of facts as packs and databases hold them.

    A list is compared by what stands in it, so that one more at its beginning is one difference.

    >>> differences_of({"phones": [{"printed": "189"}]}, {"phones": [{"printed": "110"}]})
    (Difference(place='phones[1].printed', before='189', after='110'),)
    """
    return tuple(_differences((), before, after))


def _differences(place: Place, before: object, after: object) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in (*before, *(name for name in after if name not in before)):
            yield from _differences((*place, str(name)), before.get(name), after.get(name))
    elif _is_list_of_groups(before) and _is_list_of_groups(after):
        yield from _in_lists(place, before, after)
    else:
        yield Difference(field_name(place), told(before), told(after))


def _is_list_of_groups(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and any(isinstance(one, Mapping) for one in value)
    )


def _in_lists(place: Place, before: object, after: object) -> Iterator[Difference]:
    old, new = _listed(before), _listed(after)
    keys = [[json.dumps(one, sort_keys=True, default=str) for one in side] for side in (old, new)]
    for change, start, end, new_start, new_end in SequenceMatcher(
        None, keys[0], keys[1], autojunk=False
    ).get_opcodes():
        if change == "equal":
            continue
        both = min(end - start, new_end - new_start)
        for step in range(both):
            yield from _differences(
                (*place, new_start + step), old[start + step], new[new_start + step]
            )
        for index in range(start + both, end):
            yield Difference(field_name((*place, index)), told(old[index]), "")
        for index in range(new_start + both, new_end):
            yield Difference(field_name((*place, index)), "", told(new[index]))


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, Sequence) else []


def told(value: object) -> str:
    """A value of facts in one line.

    >>> told({"printed": "189", "speaks": ["en", "ko"]}), told(None), told(True)
    ('printed: 189; speaks: en, ko', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {told(one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(told(one) for one in value)
    return str(value)
