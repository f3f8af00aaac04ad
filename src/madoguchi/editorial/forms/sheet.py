"""What stands in a form, typed or filled in: a sheet of texts in the shape of its fields.

Names of inputs are places in the sheet, joined by hyphens: `phones-0-printed`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from madoguchi.editorial.forms import fields as kinds
from madoguchi.editorial.forms.fields import Field
from madoguchi.editorial.forms.spelling import ends_shown, languages_shown
from madoguchi.editorial.wording import staff_language

# A text, the items of a list, or parts by name.
Sheet = Any
# What is chosen where a value is typed instead of one of the words beside it.
STATED = "stated"
# The parts of a group are named as their fields; those of these shapes as follows.
WORD, DAY, TIMES, UNIT, AMOUNT, KEY, VALUE = (
    "word", "day", "times", "unit", "amount", "key", "value",
)  # fmt: skip
CHOSEN, ORDER = "chosen", "order"
# What no form of ours reaches; a larger number was not made with one.
MOST_ROWS = 300


class Posted(Protocol):
    """What Django's QueryDict and a dictionary of lists have in common."""

    def getlist(self, key: str) -> list[str]: ...

    def keys(self) -> Iterable[str]: ...


def empty(field: Field) -> Sheet:  # noqa: PLR0911 - a shape each
    """What stands in a field before anything was filled in."""
    match field.shape:
        case kinds.Group(fields=fields):
            return {one.name: empty(one) for one in fields}
        case kinds.Rows() | kinds.Pairs():
            return []
        case kinds.Ticks():
            return {CHOSEN: [], ORDER: ""}
        case kinds.OneDay(words=words) if words:
            return {WORD: field.default or STATED, DAY: ""}
        case kinds.Times(words=words) if words:
            return {WORD: field.default or STATED, TIMES: ""}
        case kinds.Amount():
            # No unit beforehand: 14 yen for 14 days would be a mistake that nobody sees.
            return {UNIT: "", AMOUNT: ""}
    return field.default


def empty_row(field: Field) -> Sheet:
    """A new item of a list."""
    match field.shape:
        case kinds.Rows(item=item):
            return empty(item)
        case kinds.Pairs(key=key, value=value):
            return {KEY: empty(key), VALUE: empty(value)}
    raise TypeError(f"{field.name} is no list")


def is_empty(field: Field, sheet: Sheet) -> bool:
    """Whether nothing was filled in."""
    return bool(_stripped(sheet) == _stripped(empty(field)))


def _stripped(sheet: Sheet) -> Sheet:
    if isinstance(sheet, str):
        return sheet.strip()
    if isinstance(sheet, dict):
        return {name: _stripped(part) for name, part in sheet.items() if name != ORDER}
    return [_stripped(item) for item in sheet]


def filled(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, Sheet]:
    """The sheet of an entry's data."""
    return {
        field.name: _filled(field, data[field.name]) if field.name in data else empty(field)
        for field in fields
    }


def _filled(field: Field, value: Any) -> Sheet:  # noqa: PLR0911 - a shape each
    match field.shape:
        case kinds.Group(fields=fields):
            return filled(fields, value)
        case kinds.Rows(item=item):
            return [_filled(item, one) for one in value]
        case kinds.Pairs(key=key, value=worth):
            return [
                {KEY: _filled(key, name), VALUE: _filled(worth, one)} for name, one in value.items()
            ]
        case kinds.Ticks(values=values):
            return _ticked([str(one) for one in value], values)
        case kinds.OneDay(words=words) if words:
            return {WORD: value, DAY: ""} if value in words else {WORD: STATED, DAY: str(value)}
        case kinds.Times(words=words):
            return _times(value, words)
        case kinds.Amount():
            ((unit, amount),) = value.items()
            return {UNIT: unit, AMOUNT: str(amount)}
        case kinds.Values(of=of, many=many):
            return _values([str(one) for one in value] if many else [str(value)], of)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _ticked(chosen: list[str], values: Sequence[str]) -> Sheet:
    """Boxes stand in an order of their own, so a different one is remembered beside them."""
    own = [value for value in values if value in chosen]
    return {CHOSEN: chosen, ORDER: "" if own == chosen else ",".join(chosen)}


def _times(value: Any, words: Sequence[str]) -> Sheet:
    said = value if isinstance(value, str) else ", ".join(value)
    if not words:
        return said
    return {WORD: said, TIMES: ""} if said in words else {WORD: STATED, TIMES: said}


def _values(held: list[str], of: str) -> str:
    if of == "spoken":
        return languages_shown(held)
    comma = "、" if staff_language() == "ja" else ", "
    return comma.join(ends_shown(one) if of in {"dates", "season"} else one for one in held)


def posted(fields: Iterable[Field], post: Posted) -> dict[str, Sheet]:
    """The sheet that somebody sent, exactly as it was typed; only rows with nothing picked go."""
    sent = _Sent(post)
    return {field.name: sent.sheet(field, field.name) for field in fields}


class _Sent:
    """What was sent, and the numbers of the rows of each list in it."""

    def __init__(self, post: Posted) -> None:
        self.post = post
        self.rows: dict[str, set[int]] = {}
        for key in post.keys():  # noqa: SIM118 - a QueryDict has other things to iterate over
            parts = key.split("-")
            for at, part in enumerate(parts):
                # More digits than rows can have were not made with a form of ours.
                if part.isascii() and part.isdigit() and len(part) <= len(f"{MOST_ROWS}"):
                    self.rows.setdefault("-".join(parts[:at]), set()).add(int(part))

    def sheet(self, field: Field, name: str) -> Sheet:  # noqa: PLR0911 - a shape each
        match field.shape:
            case kinds.Group(fields=fields):
                return {one.name: self.sheet(one, f"{name}-{one.name}") for one in fields}
            case kinds.Rows(item=item):
                rows = [self.sheet(item, f"{name}-{index}") for index in self.indexes(name)]
                if isinstance(item.shape, kinds.Pick):
                    return [row for row in rows if row.strip()]
                return rows
            case kinds.Pairs(key=key, value=value):
                return [
                    {
                        KEY: self.sheet(key, f"{name}-{index}-{KEY}"),
                        VALUE: self.sheet(value, f"{name}-{index}-{VALUE}"),
                    }
                    for index in self.indexes(name)
                ]
            case kinds.Ticks():
                return {CHOSEN: self.post.getlist(name), ORDER: self.one(f"{name}-{ORDER}")}
            case kinds.OneDay(words=words) if words:
                return self.parts(name, WORD, DAY)
            case kinds.Times(words=words) if words:
                return self.parts(name, WORD, TIMES)
            case kinds.Amount():
                return self.parts(name, UNIT, AMOUNT)
            case kinds.YesNo():
                return "true" if self.post.getlist(name) else "false"
        return self.one(name)

    def parts(self, name: str, *parts: str) -> dict[str, str]:
        return {part: self.one(f"{name}-{part}") for part in parts}

    def one(self, name: str) -> str:
        # A browser sends the ends of lines as two signs.
        return (self.post.getlist(name) or [""])[-1].replace("\r\n", "\n").replace("\r", "\n")

    def indexes(self, name: str) -> list[int]:
        return sorted(self.rows.get(name, ()))[:MOST_ROWS]


class Change:
    """Something done to the rows of a list: `add`, `remove`, `up` or `down`."""

    def __init__(self, what: str, path: str, index: int = 0) -> None:
        self.what, self.path, self.index = what, path, index

    @classmethod
    def asked(cls, button: str) -> "Change | None":
        """What a button named `remove:phones:0` asks for; None if it is no such button.

        >>> Change.asked("up:schedules-1-special_days:2").index
        2
        """
        match = re.fullmatch(r"(add|remove|up|down):([a-z0-9_-]+)(?::([0-9]{1,6}))?", button)
        return cls(match[1], match[2], int(match[3] or 0)) if match else None

    def made(self, fields: Iterable[Field], sheet: dict[str, Sheet]) -> str:
        """Change the sheet; the name of what should have the focus now, empty if nothing fits."""
        found = _list_at(tuple(fields), sheet, self.path.split("-"))
        if found is None:
            return ""
        field, rows = found
        if self.what == "add":
            rows.append(empty_row(field))
            return f"{self.path}-{len(rows) - 1}"
        if self.index >= len(rows):
            return ""
        if self.what == "remove":
            del rows[self.index]
            return self.path
        to = self.index + (-1 if self.what == "up" else 1)
        if 0 <= to < len(rows):
            rows.insert(to, rows.pop(self.index))
        return f"{self.path}-{max(0, min(to, len(rows) - 1))}"


def _list_at(
    fields: tuple[Field, ...], sheet: Sheet, path: list[str]
) -> tuple[Field, list[Sheet]] | None:
    field = next((one for one in fields if one.name == path[0]), None)
    if field is None:
        return None
    return _list_in(field, sheet[field.name], path[1:])


def _list_in(field: Field, sheet: Sheet, path: list[str]) -> tuple[Field, list[Sheet]] | None:
    match field.shape:
        case kinds.Rows() | kinds.Pairs() if not path:
            return field, sheet
        case kinds.Rows(item=item) if path[0].isdigit() and int(path[0]) < len(sheet):
            return _list_in(item, sheet[int(path[0])], path[1:])
        case kinds.Group(fields=fields) if path:
            return _list_at(fields, sheet, path)
    return None
