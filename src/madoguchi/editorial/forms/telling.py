"""What stands in a field in plain lines, and what differs between two sheets of the same kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from madoguchi.editorial.forms import fields as kinds
from madoguchi.editorial.forms.fields import Field, form_of
from madoguchi.editorial.forms.known import Known
from madoguchi.editorial.forms.labels import choice_name, field_label, label_of
from madoguchi.editorial.forms.reading import take
from madoguchi.editorial.forms.schedule_grid import is_grid, schedules_of
from madoguchi.editorial.forms.sheet import (
    AMOUNT,
    CHOSEN,
    DAY,
    KEY,
    STATED,
    TIMES,
    UNIT,
    VALUE,
    WORD,
    Sheet,
    empty,
    filled,
    is_empty,
)
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.hours.wording import describe


class Change(NamedTuple):
    """A field in which two sheets differ, each in plain lines."""

    field: Field
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(
    kind: str, before: Mapping[str, Sheet], after: Mapping[str, Sheet], known: Known
) -> list[Change]:
    """The fields of a kind of entry in which two sheets differ, in the order of the form."""
    return [
        Change(
            field,
            field_label(kind, field.name),
            told(field, before[field.name], known),
            told(field, after[field.name], known),
        )
        for field in form_of(kind)
        if differs(field, before[field.name], after[field.name], known)
    ]


def changes_of_data(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any], known: Known
) -> list[Change]:
    """The same for facts as packs and the database hold them.

    >>> found = changes_of_data("area", {"within": "x/japan"}, {"within": "x/tokyo"}, Known({}))
    >>> [(one.before, one.after) for one in found]
    [(('x/japan',), ('x/tokyo',))]
    """
    fields = form_of(kind)
    return changes(kind, filled(fields, before), filled(fields, after), known)


def differs(field: Field, before: Sheet, after: Sheet, known: Known) -> bool:
    """Whether a field says something else, however it is spelled."""
    if before == after:
        return False
    one, other = (take([field], {field.name: sheet}, known) for sheet in (before, after))
    return (one.data, one.unclear) != (other.data, other.unclear)


def told(field: Field, sheet: Sheet, known: Known) -> tuple[str, ...]:
    """What stands in a field, a line for each thing; nothing where nothing stands."""
    if is_empty(field, sheet) and field.default not in ("true", "false"):
        return ()
    if is_grid(field):
        return tuple(_hours(field, sheet, known))
    return tuple(_lines(field, sheet, known))


def _lines(field: Field, sheet: Sheet, known: Known) -> Iterator[str]:
    match field.shape:
        case kinds.Rows(item=item):
            for row in sheet:
                if not is_empty(item, row):
                    yield "; ".join(_lines(item, row, known))
        case kinds.Pairs(key=key, value=value):
            for row in sheet:
                said = [_one(key, row[KEY], known), _one(value, row[VALUE], known)]
                yield ": ".join(said)
        case kinds.Group(fields=fields):
            for one in fields:
                if not is_empty(one, sheet[one.name]):
                    label = label_of(one.owner, one.name)
                    what = ", ".join(_lines(one, sheet[one.name], known))
                    yield tell("{label}: {what}", label=label, what=what)
        case _:
            yield from _one(field, sheet, known).splitlines()


def _one(field: Field, sheet: Sheet, known: Known) -> str:  # noqa: PLR0911 - a shape each
    """A field that is said in a few words."""
    match field.shape:
        case kinds.Ticks():
            return ", ".join(choice_name(field.owner, field.name, one) for one in sheet[CHOSEN])
        case kinds.OneOf():
            return choice_name(field.owner, field.name, sheet) if sheet else ""
        case kinds.YesNo():
            return tell("yes") if sheet == "true" else tell("no")
        case kinds.OneDay(words=words) if words:
            return _word_or(field, sheet, DAY)
        case kinds.Times(words=words) if words:
            return _word_or(field, sheet, TIMES)
        case kinds.Amount():
            unit = choice_name(field.owner, field.name, sheet[UNIT])
            return sheet[AMOUNT] if sheet[UNIT] == DAY else f"{sheet[AMOUNT]} {unit}"
        case kinds.Pick(of=of):
            return known.label(of, known.picked(of, sheet) or sheet)
    return str(sheet).strip()


def _word_or(field: Field, sheet: Sheet, part: str) -> str:
    if sheet[WORD] == STATED:
        return str(sheet[part])
    return choice_name(field.owner, field.name, sheet[WORD])


def _hours(field: Field, rows: Sequence[Sheet], known: Known) -> Iterator[str]:
    """Opening hours as readers see them; field by field where they are not right yet."""
    assert isinstance(field.shape, kinds.Rows)
    item = field.shape.item
    for row in rows:
        if is_empty(item, row):
            continue
        try:
            (schedule,) = schedules_of([row], known)
        except (ValidationError, ValueError):
            yield "; ".join(_lines(item, row, known))
            continue
        said = " / ".join(describe([schedule], staff_language()))
        whom = "" if row["speaks"] == said else row["speaks"]
        line = tell("{label}: {what}", label=whom, what=said) if whom else said
        yield "; ".join([line, *_unsaid(item, row, known)])


def _unsaid(item: Field, row: Sheet, known: Known) -> Iterator[str]:
    """What readers are not told of a line, but staff decide by."""
    assert isinstance(item.shape, kinds.Group)
    for one in item.shape.fields:
        said_already = one.name == "booking" and row["booking"] == "required"
        if one.name in ("booking", "closures") and row[one.name] != empty(one) and not said_already:
            what = ", ".join(_lines(one, row[one.name], known))
            yield tell("{label}: {what}", label=label_of(one.owner, one.name), what=what)
