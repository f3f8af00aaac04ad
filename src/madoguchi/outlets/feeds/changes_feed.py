"""What has changed in the guide, as an Atom feed (RFC 4287) in the reader's language."""

from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from madoguchi.edition import EditionStore
from madoguchi.edition.changes import Change, ChangeLog, Publication, What
from madoguchi.edition.live import Served
from madoguchi.guide import Chapter, Emergency, Guidance, Guide, Programme, Service
from madoguchi.guide.rendering import plain
from madoguchi.language import Piece, WrittenLanguage, marked, say, without_readings
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.shell import public_address

_MOST_ENTRIES = 50
# Looked through for them; opening an old edition takes a tenth of a second, once.
_MOST_PUBLICATIONS = 20
_ATOM = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_TITLES: dict[What, str] = {
    "new": marked("New: {name}"),
    "changed": marked("Changed: {name}"),
    "gone": marked("No longer in this guide: {name}"),
}
# Where a reader goes on who comes for a page that is gone.
_LISTS = {
    Service: "help/",
    Guidance: "guide/",
    Chapter: "guide/",
    Programme: "learn/",
    Emergency: "emergency/",
}


def changes_feed(served: Served, language: WrittenLanguage) -> str:
    """The feed of the served edition; without entries while there is only one edition."""
    store = live().store
    root = Element("feed", {"xmlns": _ATOM, _LANG: language.tag})
    code, here = language.code, public_address(f"/{language.code}/changes.atom")
    _text(root, "id", _tag(f"changes/{code}"))
    _text(root, "title", _plainly(say(code, "What is new in this guide")))
    _text(root, "updated", _updated(store))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    home = public_address(f"/{code}/")
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    SubElement(SubElement(root, "author"), "name").text = "Madoguchi"
    _text(root, "rights", "CC BY 4.0")
    publications = _log(store).recent(_MOST_PUBLICATIONS)
    shown = (
        (publication, change)
        for publication in publications
        for change in publication.changes
        if type(change.entry) in _LISTS and code in change.languages
    )
    for publication, change in islice(shown, _MOST_ENTRIES):
        _add(root, served.guide, language, publication, change)
    indent(root, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


@lru_cache(maxsize=1)
def _log(store: EditionStore) -> ChangeLog:
    return ChangeLog(store)


def _add(
    root: Element,
    guide: Guide,
    language: WrittenLanguage,
    publication: Publication,
    change: Change,
) -> None:
    code, entry = language.code, change.entry
    name = entry.text("name").read(code)
    title = say(code, _TITLES[change.what], name=name.value)
    element = SubElement(root, "entry")
    _text(element, "id", _tag(f"{code}/{publication.edition[:12]}/{_stamp(publication.at)}"
                              f"/{entry.id}"))  # fmt: skip
    _text(element, "title", _plainly(title))
    _text(element, "updated", _time(publication.at))
    address = public_address(_page(guide, change, code))
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": address})
    SubElement(element, "category", {"term": change.what})
    if change.what != "gone":
        summary = plain(guide, entry, "summary", code)
        if summary:
            _piece(element, "summary", summary)


def _page(guide: Guide, change: Change, language: str) -> str:
    """The page of an entry as it is now; a list of such pages where it is gone."""
    now = guide.entries.get(change.entry.id)
    if now is not None:
        return address_of(guide, now, language)
    return f"/{language}/{_LISTS[type(change.entry)]}"


def _updated(store: EditionStore) -> str:
    return _time(store.history()[-1].at)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S}"


def _tag(name: str) -> str:
    """A name that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(public_address('/')).hostname},2026:{name}"


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _piece(parent: Element, name: str, words: Piece) -> None:
    element = SubElement(parent, name)
    element.text = words.value
    if words.fell_back:
        element.set(_LANG, words.tag)


def _plainly(words: str) -> str:
    return without_readings(words)
