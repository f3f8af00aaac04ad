"""Pages as readers get them: their words, the language of each word, their links."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder

_VOID = {"meta", "link", "br", "img", "input", "hr", "wbr"}
# Readings stand above words and are no part of them.
_READINGS = {"rt", "rp"}
_UNSEEN = {"style", "script", "title", "option"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        opened = self.open.pop()
        assert opened == tag, f"</{tag}> stands where </{opened}> was expected"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.builder.data(data)


def page_of(html: str) -> Element:
    """The page as a tree; every element has to be closed where it belongs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    root = reader.builder.close()
    assert isinstance(root, Element)
    return root


class Said(NamedTuple):
    """Words, and the language that the page says they are in."""

    words: str
    language: str


def said(element: Element, language: str = "", *, seen_only: bool = False) -> Iterator[Said]:
    """Every piece of text in an element, without readings."""
    language = element.get("lang", language)
    if element.tag in _READINGS or (seen_only and element.tag in _UNSEEN):
        return
    if element.text:
        yield Said(element.text, language)
    for child in element:
        yield from said(child, language, seen_only=seen_only)
        if child.tail:
            yield Said(child.tail, language)


def text(element: Element) -> str:
    """All words of an element, with single blanks."""
    return re.sub(r"\s+", " ", "".join(piece.words for piece in said(element))).strip()


def only(root: Element, tag: str, **attributes: str) -> Element:
    """The one element with these attributes."""
    found = every(root, tag, **attributes)
    assert len(found) == 1, f"{len(found)} of <{tag}> {attributes}"
    return found[0]


def every(root: Element, tag: str, **attributes: str) -> list[Element]:
    return [
        one
        for one in root.iter(tag)
        if all(
            one.get(name.rstrip("_").replace("_", "-")) == value
            for name, value in attributes.items()
        )
    ]


def links(root: Element) -> list[str]:
    """Where the links of a page lead, in their order."""
    return [one.get("href", "") for one in root.iter("a")]


def card(root: Element, service: str) -> Element:
    """The card of a window: the article whose heading leads to its page."""
    found = [
        article
        for article in root.iter("article")
        if any(link.endswith(f"/services/{service}/") for link in links(article)[:1])
    ]
    assert len(found) == 1, f"{len(found)} cards of {service}"
    return found[0]


def cards(root: Element) -> list[str]:
    """The services whose cards stand on a page, in their order."""
    return [
        links(article)[0].partition("/services/")[2].strip("/") for article in root.iter("article")
    ]


def inline_scripts(page: Element) -> list[Element]:
    """Scripts that a browser would run and that are no file of ours."""
    return [
        one
        for one in page.iter("script")
        if not one.get("src", "").startswith("/static/")
        and one.get("type") != "application/ld+json"
    ]
