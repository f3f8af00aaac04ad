"""What is kept about people, what for and until when: one registry, and the job that deletes.

A room names its fields when Django starts (in its AppConfig's `ready`): personal ones with `keep`,
and with `impersonal` those that hold words but nothing about a person. A field of words that
nobody has named is found by a test.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models


@dataclass(frozen=True, slots=True)
class Kept:
    """Personal fields of one table, as `people.Letter`, with their purpose and their end.

    `forget` deletes or blanks what is over at a time and gives how many rows that were; None where
    a person ends it, as `until` then says.
    """

    model: str
    fields: tuple[str, ...]
    purpose: str
    purpose_ja: str
    until: str
    until_ja: str
    forget: Callable[[datetime], int] | None


class NamedTwiceError(ValueError):
    """A field that two rooms name, or one room twice."""


_KEPT: list[Kept] = []
_IMPERSONAL: set[str] = set()
# Kinds of columns that cannot hold what somebody typed.
_NO_WORDS = (
    models.BooleanField,
    models.DateField,
    models.DurationField,
    models.FloatField,
    models.ForeignKey,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)


def keep(*kept: Kept) -> None:
    """Name personal fields."""
    for one in kept:
        _refuse_twice(f"{one.model}.{field}" for field in one.fields)
        _KEPT.append(one)


def impersonal(model: str, *fields: str) -> None:
    """Name fields of words in which nothing about a person stands; all of the table's by `*`."""
    names = [f"{model}.{field}" for field in fields]
    _refuse_twice(names)
    _IMPERSONAL.update(names)


def all_kept() -> tuple[Kept, ...]:
    """Everything that is kept about people, by table."""
    return tuple(sorted(_KEPT, key=lambda one: one.model))


def delete_expired(now: datetime) -> dict[str, int]:
    """Delete or blank all that is over; how many rows of which table, where there were any."""
    counts: dict[str, int] = {}
    for one in all_kept():
        if one.forget and (count := one.forget(now)):
            counts[one.model] = counts.get(one.model, 0) + count
    return counts


def unnamed(tables: Iterable[type[models.Model]]) -> list[str]:
    """Fields of words that nobody has named, as `people.Letter.to`."""
    named = _named()
    return [
        f"{model._meta.label}.{field.name}"
        for model in tables
        if f"{model._meta.label}.*" not in named
        for field in model._meta.concrete_fields
        if not isinstance(field, _NO_WORDS) and not field.choices
        if f"{model._meta.label}.{field.name}" not in named
    ]


def _named() -> set[str]:
    return _IMPERSONAL | {f"{one.model}.{field}" for one in _KEPT for field in one.fields}


def _refuse_twice(names: Iterable[str]) -> None:
    if twice := sorted(_named() & set(names)):
        raise NamedTwiceError(f"named twice: {', '.join(twice)}")
