"""JSON kept as text: PostgreSQL's own type would put fields into another order than SQLite."""

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _AnyField = models.Field[Any, Any]
else:
    _AnyField = models.TextField


class JsonText(_AnyField):
    """A JSON value, its fields in the order in which they were written."""

    def get_internal_type(self) -> str:
        return "TextField"

    def from_db_value(
        self, value: str | None, _expression: object, _connection: BaseDatabaseWrapper
    ) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)
