"""From a guide to the bytes of an edition, and back."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import cast

import rfc8785

from madoguchi.guide import Guide, Json

# Raised by hand when the same guide has to become another edition.
COMPILER = 1


@dataclass(frozen=True)
class Edition:
    """A guide made immutable; `id` is the SHA-256 of `content`, as `sha256sum` prints it."""

    id: str
    guide: Guide
    content: bytes


class NoEditionError(ValueError):
    """Bytes that are no edition this version of the program can open."""


def compile_edition(guide: Guide) -> Edition:
    """The edition of a guide: its canonical JSON (RFC 8785, NFC) with the compiler's number.

    The same guide gives the same bytes wherever it came from.
    """
    document: dict[str, Json] = {"compiler": COMPILER, "guide": guide.to_json()}
    # RFC 8785 wants strings as they are; NFC evens out how a keyboard composed them.
    content = unicodedata.normalize(
        "NFC", rfc8785.dumps(cast("dict[str, str]", document)).decode()
    ).encode()
    return Edition(hashlib.sha256(content).hexdigest(), guide, content)


def read_edition(content: bytes) -> Edition:
    """The edition that `compile_edition` wrote; NoEditionError if it cannot be opened."""
    try:
        document = cast("dict[str, Json]", json.loads(content))
        compiler = document["compiler"]
        guide = (
            Guide.from_json(cast("dict[str, Json]", document["guide"]))
            if compiler == COMPILER
            else None
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NoEditionError(f"it cannot be read: {error}") from error
    if guide is None:
        raise NoEditionError(f"it was made by compiler {compiler}, this is {COMPILER}")
    return Edition(hashlib.sha256(content).hexdigest(), guide, content)
