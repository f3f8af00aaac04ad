"""Opening hours as a week: a line for each group of languages, a column for each weekday."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from madoguchi.editorial.forms.fields import Field, Rows, form_of
from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.nodes import Node
from madoguchi.editorial.forms.reading import Taken, take
from madoguchi.editorial.forms.sheet import Sheet, filled
from madoguchi.editorial.wording import staff_language
from madoguchi.hours import Schedule
from madoguchi.hours.wording import describe

# What stands in the grid itself, what beside it; all else is folded away until it is used.
IN_GRID = ("speaks", "days", "hours")
BESIDE = ("on_holidays", "at_year_end", "booking", "via")


class Line(NamedTuple):
    """One line of the grid, what it says in words, and its less usual settings."""

    node: Node
    in_words: tuple[str, ...]
    folded: tuple[Node, ...]
    is_open: bool


def schedules_field() -> Field:
    """The field that holds a window's opening hours."""
    return next(field for field in form_of("service") if field.name == "schedules")


def lines(node: Node, taken: Taken) -> tuple[Line, ...]:
    """The lines of the grid, from the field as it is drawn and what was taken from the form."""
    field = node.field.name
    held = taken.data.get(field, [])
    by_name = {taken.names[field, number]: one for number, one in enumerate(held)}
    unclear = tuple(taken.unclear)
    return tuple(
        _line(part, None if _any_in(part.name, unclear) else by_name.get(part.name))
        for part in node.parts
    )


def _any_in(row: str, names: Iterable[str]) -> bool:
    return any(name.startswith(f"{row}-") for name in names)


def _line(node: Node, held: Mapping[str, object] | None) -> Line:
    folded = tuple(part for part in node.parts if part.field.name not in (*IN_GRID, *BESIDE))
    is_open = any(part.is_filled or part.has_errors for part in folded)
    try:
        schedule = Schedule.model_validate(held)
    except ValidationError:
        # What is wrong is said at the field.
        return Line(node, (), folded, is_open)
    return Line(node, tuple(describe([schedule], staff_language())), folded, is_open)


def grid_of(schedules: Iterable[Schedule]) -> list[Sheet]:
    """What stands in the grid for these opening hours."""
    held = [one.model_dump(mode="json", exclude_defaults=True) for one in schedules]
    rows: list[Sheet] = filled([schedules_field()], {"schedules": held})["schedules"]
    return rows


def schedules_of(rows: Sequence[Sheet], known: Known) -> list[Schedule]:
    """The opening hours that the grid says; ValidationError where it says none.

    >>> rows = grid_of([Schedule(speaks=("ko",), days=("fri",), hours=("13:00-17:00",))])
    >>> [str(span) for span in schedules_of(rows, Known({}))[0].hours]
    ['13:00-17:00']
    """
    field = schedules_field()
    return taken_schedules(take([field], {field.name: list(rows)}, known), field.name)


def taken_schedules(taken: Taken, field: str) -> list[Schedule]:
    """The same from what was taken from a form; other fields may be wrong."""
    for name, message in taken.unclear.items():
        if _any_in(field, [name]):
            raise ValueError(message)
    return [Schedule.model_validate(one) for one in taken.data.get(field, [])]


def is_grid(field: Field) -> bool:
    """Whether a field is drawn as a week."""
    shape = field.shape
    return isinstance(shape, Rows) and getattr(shape.item.shape, "model", None) is Schedule
