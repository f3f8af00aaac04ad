"""Our texts inside `<source>` and `<target>` of XLIFF 2.0, and back again.

References and addresses stand in `<mrk translate="no">`: tools lock them, and a tool that throws
the element away still leaves its text. Readers of `<ph>` that keep no original data lose it.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from madoguchi.editorial.translating.keeping_marks import mark_spans

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# What XML 1.0 cannot hold; a carriage return would become a line feed on the way.
_NOT_IN_XML = re.compile("([\x00-\x08\x0b-\x1f\ufffe\uffff])")
_CODES = frozenset({"ph", "sc", "ec"})


def core(name: str) -> str:
    """The name of an element of the core in lxml's notation."""
    return f"{{{NAMESPACE}}}{name}"


def write_text(element: etree._Element, text: str, ids: dict[str, list[str]]) -> None:
    """Fill `<source>` or `<target>` with a text.

    `ids` holds the ids of each mark of the unit: a mark of the target takes the one that it has in
    the source, as the standard wants it of elements that correspond.
    """
    used = {mark: iter(numbers) for mark, numbers in list(ids.items())}
    position = 0
    for start, end in mark_spans(text):
        _append(element, text[position:start])
        mark = text[start:end]
        number = next(used.get(mark, iter(())), None)
        if number is None:
            number = f"m{sum(map(len, ids.values())) + 1}"
            ids.setdefault(mark, []).append(number)
        kept = etree.SubElement(element, core("mrk"), {"id": number, "translate": "no"})
        _append(kept, mark)
        position = end
    _append(element, text[position:])


def _append(element: etree._Element, text: str) -> None:
    for piece in _NOT_IN_XML.split(text):
        if _NOT_IN_XML.fullmatch(piece):
            etree.SubElement(element, core("cp"), {"hex": f"{ord(piece):04X}"})
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece


def read_text(element: etree._Element, data: Mapping[str, str]) -> str:
    """The text of `<source>` or `<target>`; `data` is what codes of the unit stand for.

    ValueError tells of a code point that is none.
    """
    return "".join(_pieces(element, data))


def _pieces(element: etree._Element, data: Mapping[str, str]) -> Iterator[str]:
    # A walk and no recursion: a file may nest deeper than Python calls.
    for event, one in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = etree.QName(one).localname if isinstance(one.tag, str) else ""
        if event == "start":
            yield from _before(one, name, data)
            yield one.text or ""
            continue
        if name == "pc":
            yield _code(one.get, data, "End")
        if one is not element:
            yield one.tail or ""


def _before(one: etree._Element, name: str, data: Mapping[str, str]) -> Iterator[str]:
    if name == "cp":
        yield _code_point(one.get("hex", ""))
    elif name in _CODES:
        yield _code(one.get, data, "")
    elif name == "pc":
        yield _code(one.get, data, "Start")


def _code(get: Callable[[str], str | None], data: Mapping[str, str], which: str) -> str:
    """What a code of another tool stands for: its original data, or what it says it equals."""
    reference = get(f"dataRef{which}") or ""
    return data.get(reference) or get(f"equiv{which}") or get(f"disp{which}") or ""


def _code_point(digits: str) -> str:
    try:
        character = chr(int(digits, 16))
    except (ValueError, OverflowError):
        raise ValueError(digits) from None
    # Halves of UTF-16 pairs are no characters.
    if character.isascii() or character.encode(errors="ignore"):
        return character
    raise ValueError(digits)


def original_data(unit: etree._Element) -> dict[str, str]:
    """What the codes of a unit stand for, by the id that they refer to."""
    found = unit.iterfind(f"{core('originalData')}/{core('data')}")
    return {str(one.get("id")): "".join(_pieces(one, {})) for one in found}
