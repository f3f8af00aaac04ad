"""What can still be checked of an entry with a fault, so that one run tells of all its faults."""

from functools import lru_cache
from typing import get_origin

from pydantic import ValidationError, create_model

from madoguchi.guide.entries import Entry
from madoguchi.guide.problems import place_in_file
from madoguchi.guide.yaml_file import Data, Place


def sound_part(
    kind: type[Entry], data: dict[str, Data], error: ValidationError
) -> tuple[Entry | None, frozenset[Place]]:
    """The entry without its faulty fields, and which those are; of words, of one language.

    The entry is good for checks only: a field that it needs may be missing.
    """
    faulty: set[Place] = set()
    for detail in error.errors(include_url=False):
        place = place_in_file(data, detail)
        faulty.add(place[: 3 if place[:1] == ("words",) else 1])
    sound = {name: value for name, value in data.items() if (name,) not in faulty}
    words = sound.get("words")
    if isinstance(words, dict):
        sound["words"] = {
            code: _without(faulty, code, wording)
            for code, wording in words.items()
            if ("words", code) not in faulty
        }
    try:
        return _lenient(kind).model_validate(sound), frozenset(faulty)
    except ValidationError:
        return None, frozenset(faulty)


def _without(faulty: set[Place], code: str, wording: Data) -> Data:
    if not isinstance(wording, dict):
        return wording
    return {name: value for name, value in wording.items() if ("words", code, name) not in faulty}


@lru_cache(maxsize=32)
def _lenient(kind: type[Entry]) -> type[Entry]:
    """The kind with nothing required."""
    optional = {
        name: (field.annotation, () if get_origin(field.annotation) is tuple else None)
        for name, field in kind.model_fields.items()
        if field.is_required()
    }
    return create_model(kind.__name__, __base__=kind, **optional)  # type: ignore[call-overload,no-any-return]
