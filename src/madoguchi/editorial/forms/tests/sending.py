"""What a browser without scripts would send of a page's form."""

from collections.abc import Mapping
from html.parser import HTMLParser


class Sent(dict[str, list[str]]):
    """Names and values as Django's QueryDict gives them."""

    def getlist(self, key: str) -> list[str]:
        return self.get(key, [])


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent = Sent()
        self.names: list[str] = []
        self.ids: list[str] = []
        self._select = self._area = ""
        self._options: list[tuple[str, bool]] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        name = given.get("name", "")
        if tag == "input":
            boxes = given.get("type") in {"checkbox", "radio"}
            if not boxes or "checked" in given:
                self._add(name, given.get("value", ""))
            self.names.append(name)
        elif tag == "select":
            self._select, self._options = name, []
            self.names.append(name)
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._area, self._text = name, ""
            self.names.append(name)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self._add(self._select, (chosen or [self._options[0][0]])[-1])
            self._select = ""
        elif tag == "textarea":
            # The line break behind the tag belongs to the page; a browser sends others as two.
            self._add(self._area, self._text.removeprefix("\n").replace("\n", "\r\n"))
            self._area = ""

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def sent_by(page: str, changed: Mapping[str, str | list[str]] | None = None) -> Sent:
    """What the form sends after somebody changed these fields."""
    parser = _Controls()
    parser.feed(page)
    sent = parser.sent
    for name, value in (changed or {}).items():
        assert name in parser.names, f"the form has no field {name}"
        sent[name] = value if isinstance(value, list) else [value]
    return sent


def ids_of(page: str) -> list[str]:
    """All ids of a page."""
    parser = _Controls()
    parser.feed(page)
    return parser.ids
