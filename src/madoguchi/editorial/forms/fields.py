"""The form of each kind of entry: a tree of fields, made from the types of its model."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from madoguchi.editorial.forms.links import link_kinds
from madoguchi.guide import KINDS, Entry
from madoguchi.guide.facts import EXAMPLES, spoken_code
from madoguchi.guide.life import AnswerKey, AnswerValue
from madoguchi.guide.quantities import Quantity
from madoguchi.hours import Span
from madoguchi.hours.calendars import Dates, MonthDays

# Shown, not edited; words have a screen of their own.
SHOWN_ONLY = ("kind", "page_number")
_ELSEWHERE = (*SHOWN_ONLY, "words")
# As the canonical file has them: what belongs to every kind comes last.
_LAST = ("sources", "check_by", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `example` where it has a form of its own, `suggests` what may stand."""

    example: str = ""
    suggests: str = ""


@dataclass(frozen=True, slots=True)
class Long:
    """Text of several lines."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""


@dataclass(frozen=True, slots=True)
class OneDay:
    """A day, or one of `words` in its place ("never", "unknown")."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Any of a few values."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    """A box to tick."""


@dataclass(frozen=True, slots=True)
class Pick:
    """Something that has a name elsewhere: an entry of kind `of`, the key of a question."""

    of: str


@dataclass(frozen=True, slots=True)
class Values:
    """Short values on one line, or only one: numbers, dates, seasons, languages."""

    of: Literal["whole", "dates", "season", "spoken", "word"]
    many: bool = True


@dataclass(frozen=True, slots=True)
class Times:
    """Opening times of a day, or one of `words` in their place ("closed", "same")."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, or a day."""

    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several fields that belong together."""

    model: type[BaseModel]
    fields: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Any number of the same, in an order."""

    item: "Field"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Any number of values, each with a name of its own."""

    key: "Field"
    value: "Field"


Shape = (
    Line | Long | Whole | OneDay | OneOf | Ticks | YesNo | Pick | Values | Times | Amount
    | Group | Rows | Pairs
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model: what it is called there, how it is asked, what stands if nothing does."""

    owner: type[BaseModel]
    name: str
    shape: Shape
    required: bool = False
    default: str = ""


# What the types alone do not say: codes of languages, names of fields, texts of several lines.
_ASKED: dict[tuple[str, str], Shape] = {
    ("Entry", "note"): Long(),
    ("Citation", "note"): Long(),
    ("Citation", "differs"): Long(),
    ("Phone", "speaks"): Values("spoken"),
    ("Phone", "caller"): Pick("caller"),
    ("Schedule", "speaks"): Values("spoken"),
    ("Schedule", "nth"): Ticks(("1", "2", "3", "4", "5", "-1", "-2", "-3", "-4", "-5")),
    ("NthWeekday", "nth"): Ticks(("1", "2", "3", "4", "5", "-1", "-2", "-3", "-4", "-5")),
}
_VALUES: dict[object, Literal["whole", "dates", "season"]] = {
    int: "whole",
    Dates: "dates",
    MonthDays: "season",
}
_SIMPLE: dict[object, Shape] = {
    bool: YesNo(),
    int: Whole(),
    date: OneDay(),
    Span: Times(),
    Dates: Values("dates", many=False),
    MonthDays: Values("season", many=False),
}
_KEY, _VALUE = get_args(AnswerKey)[1], get_args(AnswerValue)[1]


@lru_cache(maxsize=64)
def form_of(kind: str) -> tuple[Field, ...]:
    """The fields of a kind of entry that are asked for, in the order of its file.

    >>> [field.name for field in form_of("location")][:3]
    ['area', 'postal_code', 'address']
    """
    model = KINDS[kind]
    fields = {field.name: field for field in _fields(model, (), model)}
    own = [name for name in fields if name not in _LAST]
    return tuple(fields[name] for name in (*own, *_LAST))


def _fields(model: type[BaseModel], path: tuple[str, ...], kind: type[Entry]) -> Iterator[Field]:
    for name, field in model.model_fields.items():
        if not path and name in _ELSEWHERE:
            continue
        shape = _asked(model, name, kind) or _shape(
            field.annotation, field.metadata, _Place((*path, name), model, kind)
        )
        yield Field(model, name, shape, _is_required(field), _default(field, shape))


def _asked(model: type[BaseModel], name: str, kind: type[Entry]) -> Shape | None:
    if (model.__name__, name) == ("Citation", "of"):
        return Ticks(tuple(one for one in kind.model_fields if one not in (*SHOWN_ONLY, *_LAST)))
    for base in model.__mro__:
        if (base.__name__, name) in _ASKED:
            return _ASKED[base.__name__, name]
    return None


def _is_required(field: FieldInfo) -> bool:
    return field.is_required() and not _is_optional(field.annotation)


def _is_optional(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _default(field: FieldInfo, shape: Shape) -> str:
    if field.is_required():
        return "false" if isinstance(shape, YesNo) else ""
    value = field.get_default(call_default_factory=True)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value in (None, (), {}) else str(value)


@dataclass(frozen=True, slots=True)
class _Place:
    path: tuple[str, ...]
    owner: type[BaseModel]
    kind: type[Entry]

    def item(self, shape: Shape, *, required: bool = False) -> Field:
        return Field(self.owner, self.path[-1], shape, required)


def _shape(annotation: Any, metadata: list[Any], place: _Place) -> Shape:  # noqa: PLR0911 - a type each
    base, metadata = _bare(annotation, metadata)
    if get_origin(base) in (Union, UnionType):
        return _choice_of_types([one for one in get_args(base) if one is not type(None)], place)
    if get_origin(base) is Literal:
        return OneOf(tuple(str(value) for value in get_args(base)))
    if get_origin(base) is tuple:
        return _list(get_args(base)[0], place)
    if get_origin(base) is dict:
        key, value = get_args(base)
        return Pairs(
            place.item(_shape(key, [], place), required=True),
            place.item(_shape(value, [], place), required=True),
        )
    if base is Quantity:
        return Amount(tuple(Quantity.model_fields))
    if isinstance(base, type) and issubclass(base, BaseModel):
        return Group(base, tuple(_fields(base, place.path, place.kind)))
    if base is str:
        return _text(metadata, place)
    return _SIMPLE[base]


def _bare(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """A type without its annotations, and these with those that pydantic keeps in fields."""
    found = list(metadata)
    if get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        found += more
    for one in list(found):
        if isinstance(one, FieldInfo):
            found += one.metadata
    return annotation, found


def _choice_of_types(types: list[Any], place: _Place) -> Shape:
    """What may be left out, or a word instead of a day or of times."""
    shapes = [_shape(one, [], place) for one in types]
    if len(shapes) == 1:
        return shapes[0]
    words = next(shape for shape in shapes if isinstance(shape, OneOf)).values
    other = next(shape for shape in shapes if not isinstance(shape, OneOf))
    return Times(words) if isinstance(other, Times) else OneDay(words)


def _list(item: Any, place: _Place) -> Shape:
    base, metadata = _bare(item, [])
    if base in _VALUES:
        return Values(_VALUES[base])
    shape = _shape(item, [], place)
    if isinstance(shape, OneOf):
        return Ticks(shape.values)
    if isinstance(shape, Times):
        return shape
    if isinstance(shape, Line):
        spoken = any(
            isinstance(one, AfterValidator) and one.func is spoken_code for one in metadata
        )
        return Values("spoken" if spoken else "word")
    return Rows(place.item(shape, required=True))


def _text(metadata: list[Any], place: _Place) -> Shape:
    kind = link_kinds(place.kind).get(place.path)
    if kind:
        return Pick(kind)
    if any(one is _KEY for one in metadata):
        return Pick("answer-key")
    pattern = next((one.pattern for one in metadata if hasattr(one, "pattern")), "")
    suggests = "answer-value" if any(one is _VALUE for one in metadata) else ""
    return Line(EXAMPLES.get(pattern, ""), suggests)
