"""JSON Schema of every kind of entry, for editors and for other municipalities."""

import json

from madoguchi.guide.entries import Entry
from madoguchi.guide.guide import Json
from madoguchi.guide.kinds import KINDS

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: type[Entry]) -> dict[str, Json]:
    """The schema of one kind, as its file is written."""
    schema: dict[str, Json] = kind.model_json_schema(mode="validation")
    return {"$schema": SCHEMA_DIALECT} | schema


def schema_files() -> dict[str, str]:
    """The text of each schema file, by name."""
    return {
        f"{name}.schema.json": json.dumps(
            schema_of(kind), ensure_ascii=False, indent=1, sort_keys=True
        )
        + "\n"
        for name, kind in KINDS.items()
    }
