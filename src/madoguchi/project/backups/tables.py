"""The database's rows as lines of JSON and back, on SQLite and PostgreSQL alike.

Tables are those of the migrations that a database has, not of the program that reads them; so a
database can be backed up before it is brought up to date, and an older backup restored.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.sql import InsertQuery

Table = type[models.Model]
# An app and the name of a migration.
Key = tuple[str, str]

# Apps whose rows no backup holds, and why.
LEFT_OUT = {
    "contenttypes": "Django makes them itself, with numbers of its own",
    "auth": "likewise; the ward's people are in `editorial`",
    "sessions": "whoever has one can work as somebody else; staff sign in again",
    "django_q": "jobs are pickled, so reading a foreign one runs it; the worker names them anew",
}
# Single tables likewise.
TABLES_LEFT_OUT = {
    "people.knocks": "how often somebody did something in the last minutes",
    "people.salt": "a day's secret, which is to be forgotten at midnight",
    "people.jobstate": "which process does a job; no such process lives elsewhere",
}
_AT_ONCE = 500
_LONGEST_LINE = 64 << 20


class BadRowError(ValueError):
    """A row that does not fit its table; the message names both."""


def tables() -> list[Table]:
    """All tables of the database as its migrations made them, by name, but those left out."""
    return tables_at(MigrationRecorder(connection).applied_migrations())


def tables_at(keys: Iterable[Key]) -> list[Table]:
    """The tables that these migrations make, by name, but those left out."""
    return _tables_at(tuple(sorted(keys)))


# It takes a third of a second to make them.
@lru_cache(maxsize=4)
def _tables_at(keys: tuple[Key, ...]) -> list[Table]:
    loader = MigrationLoader(None)
    state = loader.project_state([key for key in keys if key in loader.graph.nodes])
    found = {
        model._meta.label_lower: model
        for model in state.apps.get_models(include_auto_created=True)
        if model._meta.managed and not (model._meta.proxy or model._meta.swapped)
    }
    return [
        found[name]
        for name in sorted(found)
        if name.partition(".")[0] not in LEFT_OUT and name not in TABLES_LEFT_OUT
    ]


def name_of(table: Table) -> str:
    """As `editorial.record`."""
    return table._meta.label_lower


def count(table: Table) -> int:
    """How many rows there are."""
    return table._base_manager.count()


def lines_of(table: Table) -> Iterator[bytes]:
    """The names of the columns, then every row."""
    fields = _fields(table)
    yield _line([field.attname for field in fields])
    rows = table._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(_AT_ONCE):
        yield _line([_written(field, value) for field, value in zip(fields, row, strict=True)])


def _fields(table: Table) -> list["models.Field[Any, Any]"]:
    return [field for field in table._meta.concrete_fields if not field.generated]


def _written(field: "models.Field[Any, Any]", value: object) -> object:
    """A value as JSON can hold it, such that the field's `to_python` gives it again."""
    prepared = field.get_prep_value(value)
    if isinstance(prepared, date | time):  # a datetime is a date
        return prepared.isoformat()
    if isinstance(prepared, Decimal | UUID):
        return str(prepared)
    if prepared is None or isinstance(prepared, str | bool | int | float | list | dict):
        return prepared
    return field.value_to_string(_Row(field.attname, value))  # type: ignore[arg-type] # reads one attribute


class _Row:
    """As much of a row as a field looks at to write its value."""

    def __init__(self, name: str, value: object) -> None:
        setattr(self, name, value)


def _line(values: list[Any]) -> bytes:
    # Sorted, as PostgreSQL keeps the fields of its own JSON in an order of its own.
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode() + b"\n"


def load(table: Table, lines: Iterator[bytes]) -> int:
    """Put rows into an empty table, as they were; how many. BadRowError at one that is none."""
    fields = _fields(table)
    names = _read(table, 1, next(lines, b""))
    if sorted(map(str, names)) != sorted(field.attname for field in fields):
        expected = ", ".join(field.attname for field in fields)
        raise BadRowError(f"{name_of(table)}: its columns are {names}; expected {expected}")
    by_name = {field.attname: field for field in fields}
    ordered = [by_name[name] for name in names]
    rows = (
        _row(table, ordered, number, _read(table, number, line))
        for number, line in enumerate(lines, start=2)
    )
    done = 0
    while batch := list(islice(rows, _AT_ONCE)):
        query = InsertQuery(table)
        # Raw: a time that is set when a row is made stays the time when it was made.
        query.insert_values(ordered, batch, raw=True)
        query.get_compiler(connection=connection).execute_sql()
        done += len(batch)
    return done


def _read(table: Table, number: int, line: bytes) -> list[Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, list):
        raise BadRowError(f"{name_of(table)}:{number}: {line[:60]!r} is no row")
    return values


def _row(
    table: Table, fields: list["models.Field[Any, Any]"], number: int, values: list[Any]
) -> models.Model:
    if len(values) != len(fields):
        raise BadRowError(
            f"{name_of(table)}:{number}: it has {len(values)} values; expected {len(fields)}"
        )
    row = table()
    for field, value in zip(fields, values, strict=True):
        try:
            setattr(row, field.attname, field.to_python(value))
        except (ValidationError, ValueError, TypeError) as error:
            said = " ".join(getattr(error, "messages", [])) or str(error)
            raise BadRowError(f"{name_of(table)}:{number}: {field.attname}: {said}") from error
    return row


def count_on(loaded: Iterable[Table]) -> None:
    """New rows get numbers behind those that were loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(loaded)):
            cursor.execute(statement)


def split(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Lines of pieces of any length; BadRowError where one is longer than a row can be."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise BadRowError("a line is longer than any row")
    if rest:
        yield rest
