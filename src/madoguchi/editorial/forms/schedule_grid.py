"""Opening hours as a week: a line for each group of languages, a column for each weekday."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from madoguchi.editorial.forms.fields import Field, Rows, form_of
from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.nodes import Node
from madoguchi.editorial.forms.reading import take
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


def lines(node: Node, sheet: Sequence[Sheet], known: Known) -> tuple[Line, ...]:
    """The lines of the grid, from the field as it is drawn and what stands in it."""
    return tuple(_line(part, row, known) for part, row in zip(node.parts, sheet, strict=True))


def _line(node: Node, row: Sheet, known: Known) -> Line:
    folded = tuple(part for part in node.parts if part.field.name not in (*IN_GRID, *BESIDE))
    said: tuple[str, ...] = ()
    try:
        (schedule,) = schedules_of([row], known)
    except (ValidationError, ValueError):
        # What is wrong is said at the field.
        pass
    else:
        said = tuple(describe([schedule], staff_language()))
    return Line(node, said, folded, any(part.is_filled or part.has_errors for part in folded))


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
    return list(_schedules(rows, known))


def _schedules(rows: Sequence[Sheet], known: Known) -> Iterator[Schedule]:
    taken = take([schedules_field()], {"schedules": list(rows)}, known)
    held: Sequence[Mapping[str, object]] = taken.data.get("schedules", [])
    if taken.unclear:
        raise ValueError(next(iter(taken.unclear.values())))
    for one in held:
        yield Schedule.model_validate(one)


def is_grid(field: Field) -> bool:
    """Whether a field is drawn as a week."""
    shape = field.shape
    return isinstance(shape, Rows) and getattr(shape.item.shape, "model", None) is Schedule
