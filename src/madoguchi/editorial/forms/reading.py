"""From what was typed into a form to an entry's data as a pack holds it, and what is wrong."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from madoguchi.editorial.forms import fields as kinds
from madoguchi.editorial.forms import spelling
from madoguchi.editorial.forms.fields import Field
from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.sheet import (
    AMOUNT,
    CHOSEN,
    DAY,
    KEY,
    ORDER,
    STATED,
    TIMES,
    UNIT,
    VALUE,
    WORD,
    Sheet,
    is_empty,
)
from madoguchi.editorial.wording import tell
from madoguchi.guide.yaml_file import Place

Data = dict[str, Any]
# Nothing was filled in, so the field is left out.
_NOTHING = object()
_SPELLED: dict[str, Callable[[str], list[str]]] = {
    "dates": spelling.dates,
    "season": spelling.seasons,
    "spoken": spelling.languages,
    "whole": spelling.tidy_pieces,
    "word": spelling.tidy_pieces,
}


@dataclass
class Taken:
    """An entry's data, the input behind each place in it, and what could not be understood."""

    data: Data = field(default_factory=dict)
    names: dict[Place, str] = field(default_factory=dict)
    unclear: dict[str, str] = field(default_factory=dict)

    def name_of(self, place: Place) -> str:
        """The input at `place`, or the nearest around it; empty for none."""
        while place and place not in self.names:
            place = place[:-1]
        return self.names.get(place, "")


def take(fields: Iterable[Field], sheet: dict[str, Sheet], known: Known) -> Taken:
    """The data of a sheet; what is empty, or as it is by default, is left out."""
    taken = Taken()
    taken.data = _Taker(taken, known).group(fields, sheet, (), "")
    return taken


class _Taker:
    def __init__(self, taken: Taken, known: Known) -> None:
        self.taken, self.known = taken, known

    def group(
        self, fields: Iterable[Field], sheet: dict[str, Sheet], place: Place, name: str
    ) -> Data:
        data: Data = {}
        for one in fields:
            inside = f"{name}-{one.name}" if name else one.name
            value = self.value(one, sheet[one.name], (*place, one.name), inside)
            if value is not _NOTHING:
                data[one.name] = value
        return data

    def value(self, one: Field, sheet: Sheet, place: Place, name: str) -> Any:  # noqa: PLR0911 - a shape each
        self.taken.names[place] = name
        match one.shape:
            case kinds.Group() if is_empty(one, sheet):
                return _NOTHING
            case kinds.Group(fields=fields):
                return self.group(fields, sheet, place, name)
            case kinds.Rows(item=item):
                return list(self.rows(item, sheet, place, name)) or _NOTHING
            case kinds.Pairs():
                return self.pairs(one, sheet, place, name) or _NOTHING
            case kinds.Ticks(values=values):
                return _in_order(sheet, values) or _NOTHING
            case kinds.OneDay(words=words) if words:
                return self.word_or(one, sheet, DAY, name)
            case kinds.Times(words=words) if words:
                return self.word_or(one, sheet, TIMES, name)
            case kinds.Amount():
                return self.amount(sheet, place, name)
        return self.simple(one, sheet, name)

    def rows(self, item: Field, sheet: Sheet, place: Place, name: str) -> Iterator[Any]:
        count = 0
        for index, row in enumerate(sheet):
            if is_empty(item, row):
                continue
            value = self.value(item, row, (*place, count), f"{name}-{index}")
            # A row that has only what is so by default was still meant.
            yield {} if value is _NOTHING else value
            count += 1

    def pairs(self, one: Field, sheet: Sheet, place: Place, name: str) -> Data:
        assert isinstance(one.shape, kinds.Pairs)
        data: Data = {}
        for index, row in enumerate(sheet):
            at = f"{name}-{index}"
            if is_empty(one.shape.key, row[KEY]) and is_empty(one.shape.value, row[VALUE]):
                continue
            key = self.value(one.shape.key, row[KEY], (*place, f"{index}"), f"{at}-{KEY}")
            if key is _NOTHING:
                self.unclear(f"{at}-{KEY}", tell("Give this a name."))
                continue
            if key in data:
                self.unclear(f"{at}-{KEY}", tell('"{value}" stands here twice.', value=row[KEY]))
                continue
            value = self.value(one.shape.value, row[VALUE], (*place, key), f"{at}-{VALUE}")
            if value is _NOTHING:
                self.unclear(f"{at}-{VALUE}", tell("Fill this in."))
            elif isinstance(one.shape.value.shape, kinds.Amount):
                # What is wrong with the amount stands one deeper, at its unit.
                self.taken.names[(*place, key)] = f"{at}-{KEY}"
            data[key] = {} if value is _NOTHING else value
        return data

    def word_or(self, one: Field, sheet: Sheet, part: str, name: str) -> Any:
        word, typed = sheet[WORD], sheet[part].strip()
        if word not in (STATED, ""):
            if typed:
                self.unclear(
                    f"{name}-{part}",
                    tell("This is filled in, but not chosen beside it. Choose it, or empty it."),
                )
            return _NOTHING if word == one.default else word
        if not typed:
            self.unclear(f"{name}-{part}", tell("Fill this in."))
            return _NOTHING
        return spelling.day(typed) if part == DAY else spelling.times(typed)

    def amount(self, sheet: Sheet, place: Place, name: str) -> Any:
        typed = spelling.tidy(sheet[AMOUNT])
        if not typed:
            return _NOTHING
        self.taken.names[(*place, sheet[UNIT])] = name
        if not sheet[UNIT]:
            self.unclear(name, tell("Choose what this number counts: yen, days …"))
            return _NOTHING
        if sheet[UNIT] == "day":
            return {"day": spelling.day(typed)}
        # A thousand is often typed with its comma.
        return {sheet[UNIT]: typed.replace(",", "").removesuffix("円")}

    def simple(self, one: Field, typed: str, name: str) -> Any:
        value: Any = typed.strip()
        match one.shape:
            case kinds.Values(of=of, many=many):
                found = _SPELLED[of](value)
                if of == "spoken":
                    self.languages(found, name)
                value = found if many else ", ".join(found)
            case kinds.Times():
                value = spelling.times(value)
            case kinds.OneDay():
                value = spelling.day(value)
            case kinds.Whole():
                value = spelling.tidy(value)
            case kinds.Pick(of=of) if value:
                value = self.picked(of, value, name)
            case kinds.Line(example=example) if example:
                value = spelling.tidy(value)
        return _NOTHING if value in ("", [], one.default) else value

    def picked(self, of: str, typed: str, name: str) -> str:
        found = self.known.picked(of, typed)
        if found is None:
            self.unclear(
                name,
                tell('Nothing has the name "{value}". Choose one from the list.', value=typed),
            )
        return found or typed

    def languages(self, found: list[str], name: str) -> None:
        unknown = spelling.unknown_languages(found)
        if unknown:
            self.unclear(
                name,
                tell(
                    '"{value}" is no language we know. Write its name, as Nepali, '
                    "or its code, as ne.",
                    value=", ".join(unknown),
                ),
            )

    def unclear(self, name: str, message: str) -> None:
        self.taken.unclear.setdefault(name, message)


def _in_order(sheet: Sheet, values: tuple[str, ...]) -> list[str]:
    """What is ticked in the order that was remembered, then in that of the boxes."""
    order = [*(one for one in sheet[ORDER].split(",") if one), *values]
    rank = {value: number for number, value in reversed(list(enumerate(order)))}
    chosen = dict.fromkeys(sheet[CHOSEN])
    return sorted(chosen, key=lambda one: rank.get(one, len(order)))
