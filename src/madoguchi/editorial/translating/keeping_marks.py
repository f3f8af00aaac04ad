"""What must survive a translation: references, links, placeholders, readings, lists."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from madoguchi.editorial.wording import tell
from madoguchi.guide.references import broken_references, references
from madoguchi.language.furigana import broken_readings

# Elsewhere nobody could read them.
_READINGS_IN = frozenset({"ja", "ja-x-easy"})
# Plain Japanese is told anew for its readers: one point may become two.
_RETOLD = frozenset({"ja-x-easy"})
_REFERENCE = r"\[\[[^\[\]]*\]\]"
_ADDRESS = r"https?://[^\s<>\"'()\[\]{}|、。，」』）】]+"
_MAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
_PLACEHOLDER = r"\{[a-z_]+\}"
# The words of a link are translated; where it leads is not.
_LINK = re.compile(r"\[[^\[\]]*\]\((?P<target>[^()\s]+)\)")
_TOKEN = re.compile(r"⟪\s*(\d{1,4})\s*⟫")
_PLAIN_MARK = re.compile(f"{_ADDRESS}|{_MAIL}|{_PLACEHOLDER}|{_TOKEN.pattern}")
_WHOLE_MARK = re.compile(
    rf"{_REFERENCE}|\]\([^()\s]+\)|{_ADDRESS}|{_MAIL}|{_PLACEHOLDER}|{_TOKEN.pattern}"
)
_LIST_LINE = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark")


def refused(source: str, target: str, language: str, *, entry_id: str = "") -> list[str]:
    """Why a translation cannot stand, in plain words; empty where every mark survived.

    `entry_id` is the entry whose words these are, so that [[#phone]] and its long form are one.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     refused("電話は [[#phone]]", "Call us", "en")
    ['[[#phone]] is missing']
    """
    return [
        *_differing(Counter(_marks(source, entry_id)), Counter(_marks(target, entry_id))),
        *_broken(target, language),
        *(() if language in _RETOLD else _lists(source, target)),
    ]


def _marks(text: str, entry_id: str) -> Iterator[str]:
    """Everything that must stand in both texts, as often, in any order."""
    for entry, field in references(text):
        yield f"[[{'' if entry == entry_id else entry}#{field}]]"
    without = re.sub(_REFERENCE, " ", text)
    for link in _LINK.finditer(without):
        yield f"]({link['target']})"
    without = _LINK.sub(lambda link: link.group(0).partition("](")[0], without)
    for mark in _PLAIN_MARK.finditer(without):
        # A full stop after an address ends the sentence.
        yield mark.group(0).rstrip(".,;:!?")


def _differing(expected: Counter[str], found: Counter[str]) -> Iterator[str]:
    for mark in expected | found:
        if expected[mark] == found[mark]:
            continue
        if not found[mark]:
            yield tell("{mark} is missing", mark=mark)
        elif not expected[mark]:
            yield tell("{mark} is new; the source does not have it", mark=mark)
        else:
            yield tell(
                "{mark} stands here {found} times; expected {expected}, as in the source",
                mark=mark,
                found=found[mark],
                expected=expected[mark],
            )


def _broken(target: str, language: str) -> Iterator[str]:
    for piece in broken_references(target):
        yield tell("{mark} is no reference; expected [[#field]]", mark=piece)
    without = re.sub(_PLACEHOLDER, "", target)
    if language in _READINGS_IN:
        for piece in broken_readings(without):
            yield tell("{mark} is no reading; expected {漢字|かんじ}", mark=piece)
        return
    for reading in re.findall(r"\{[^{}]*\|[^{}]*\}", without):
        yield tell("{mark} is a reading; only Japanese words have readings", mark=reading)


def _lists(source: str, target: str) -> Iterator[str]:
    expected, found = list_shape(source), list_shape(target)
    if expected == found:
        return
    if len(expected) == len(found):
        yield tell("the points of the list are numbered or nested otherwise than in the source")
    else:
        yield tell(
            "points in the list: {found}; expected {expected}, as in the source",
            found=len(found),
            expected=len(expected),
        )


def list_shape(text: str) -> tuple[str, ...]:
    r"""The points of the lists in a text, each by its depth and whether it is numbered.

    >>> list_shape("Bring:\n- card\n- form\n  1. filled in")
    ('-', '-', '--1')
    """
    if not _LIST_LINE.search(text):
        return ()
    shape: list[str] = []
    open_lists: list[str] = []
    for token in _MARKDOWN.parse(text):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            open_lists.append("1" if token.type == "ordered_list_open" else "")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            open_lists.pop()
        elif token.type == "list_item_open":
            shape.append("-" * len(open_lists) + open_lists[-1])
    return tuple(shape)


@dataclass(frozen=True, slots=True)
class Shielded:
    """A text in which tokens stand for the marks, and the marks in their order."""

    text: str
    kept: tuple[str, ...]


def token(number: int) -> str:
    """What stands for the mark with this number.

    >>> token(0)
    '⟪0⟫'
    """
    return f"⟪{number}⟫"


def shield(text: str) -> Shielded:
    """The text with a token for each mark, so that an engine cannot translate them.

    >>> shield("電話は [[#phone]] です。")
    Shielded(text='電話は ⟪0⟫ です。', kept=('[[#phone]]',))
    """
    kept: list[str] = []

    def keep(mark: re.Match[str]) -> str:
        kept.append(mark.group(0))
        return token(len(kept) - 1)

    return Shielded(_WHOLE_MARK.sub(keep, text), tuple(kept))


def unshield(text: str, kept: tuple[str, ...]) -> str:
    """The text with its marks again; a token that nothing stands for is left to be refused.

    >>> unshield("Call ⟪ 0 ⟫.", ("[[#phone]]",))
    'Call [[#phone]].'
    """

    def restore(found: re.Match[str]) -> str:
        number = int(found.group(1))
        return kept[number] if number < len(kept) else found.group(0)

    return _TOKEN.sub(restore, text)


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Where marks and readings' braces begin and end, to be shown as not to be translated.

    >>> mark_spans("Call [[#phone]].")
    [(5, 15)]
    """
    return [mark.span() for mark in _WHOLE_MARK.finditer(text)]
