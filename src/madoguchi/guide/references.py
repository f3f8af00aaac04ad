"""Facts referred to from words: [[nerima/culture-plaza#address]], or [[#phone]] of one's own."""

import re
from typing import NamedTuple

from madoguchi.guide.facts import ID_PATTERN

_REFERENCE = re.compile(rf"\[\[(?P<entry>{ID_PATTERN})?#(?P<field>[a-z_]+)\]\]")
_ANYTHING_LIKE_IT = re.compile(r"\[\[.*?\]\]|\[\[|\]\]")
# What can be referred to, by kind; `name` is in the reader's language, the rest are facts.
FIELDS: dict[str, frozenset[str]] = {
    "service": frozenset({"name", "phone", "phones", "hours", "url", "address", "published"}),
    "location": frozenset({"name", "address"}),
    "organization": frozenset({"name", "url"}),
    "area": frozenset({"name"}),
    "topic": frozenset({"name"}),
    "closures": frozenset({"name"}),
    "chapter": frozenset({"name"}),
    "guidance": frozenset({"name", "phone", "phones", "url"}),
    "programme": frozenset({"name", "phone", "phones", "url", "held"}),
    "emergency": frozenset({"name", "phone"}),
    "term": frozenset({"name"}),
    "life-event": frozenset({"name"}),
    "procedure": frozenset({"name"}),
    "document": frozenset({"name"}),
    "office": frozenset({"name"}),
}


def fields_of(kind: str) -> frozenset[str]:
    """What words can refer to of a kind; handbook entries have named facts besides."""
    return FIELDS.get(kind, frozenset())


class Reference(NamedTuple):
    """A fact named in words; an empty `entry` is the one that the words belong to."""

    entry: str
    field: str


def references(words: str) -> list[Reference]:
    """The facts that words refer to, in their order.

    >>> references("Call [[#phone]] or [[tokyo/tokyo-7119#phone]].")
    [Reference(entry='', field='phone'), Reference(entry='tokyo/tokyo-7119', field='phone')]
    """
    return [Reference(match["entry"] or "", match["field"]) for match in _REFERENCE.finditer(words)]


def broken_references(words: str) -> list[str]:
    """What looks like a reference and is none.

    >>> broken_references("[[#phone]] [[phone]]")
    ['[[phone]]']
    """
    return _ANYTHING_LIKE_IT.findall(_REFERENCE.sub("", words))


class Part(NamedTuple):
    """A stretch of plain words, or a reference standing between two."""

    words: str
    reference: Reference | None


def parts(words: str) -> list[Part]:
    """Words and references in their order.

    >>> [part.words for part in parts("Call [[#phone]].")]
    ['Call ', '', '.']
    """
    found, position = [], 0
    for match in _REFERENCE.finditer(words):
        if match.start() > position:
            found.append(Part(words[position : match.start()], None))
        found.append(Part("", Reference(match["entry"] or "", match["field"])))
        position = match.end()
    if position < len(words):
        found.append(Part(words[position:], None))
    return found
