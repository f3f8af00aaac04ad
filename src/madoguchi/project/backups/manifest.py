"""What a backup says of itself, and which names its files may have."""

import json
import re
from datetime import datetime
from importlib.metadata import version
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

NAME = "manifest.json"
SECRET = "secret-key"  # noqa: S105 - the name of a file
# Raised when an older program could not read it.
FORMAT = 1
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Nothing else is taken from an archive: no folder above, no hidden file, no device.
_NAMES = re.compile(
    rf"database/[a-z_0-9]+\.[a-z_0-9]+\.jsonl"
    rf"|packs/{_SLUG}(?:/\w[\w.-]*)+"
    rf"|editions/{_SLUG}/(?:[0-9a-f]{{64}}/edition|current)\.json"
    rf"|{SECRET}|{re.escape(NAME)}",
    re.ASCII,
)


class Sum(BaseModel):
    """How long a file is, and its SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: int
    sha256: str


class Manifest(BaseModel):
    """The last file of a backup: an archive without it was not finished."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    # The version of the program.
    made_by: str
    made_at: datetime
    pack: str
    # The edition that was served, and whether the database was SQLite or PostgreSQL.
    edition: str | None
    engine: str
    # Which migrations the tables had, by app.
    migrations: dict[str, tuple[str, ...]]
    # Rows by table, as `editorial.record`.
    rows: dict[str, int]
    files: dict[str, Sum]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files.values())


class BadManifestError(ValueError):
    """A manifest that this program cannot follow; the message says why."""


def read_manifest(content: bytes) -> Manifest:
    """The manifest; BadManifestError where it is none, or of a newer version."""
    try:
        said = json.loads(content)
        format_, made_by = int(said["format"]), str(said["made_by"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadManifestError(f"{NAME} is damaged") from error
    if format_ > FORMAT or _numbers(made_by) > _numbers(program_version()):
        raise BadManifestError(
            f"it was made by version {made_by} of the program, and this is {program_version()}; "
            "update the program first"
        )
    try:
        return Manifest.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadManifestError(f"{NAME} is damaged at {where}: {first['msg']}") from error


def program_version() -> str:
    """The version of the program that runs."""
    return version("madoguchi")


def is_allowed(name: str) -> bool:
    """Whether a file of an archive may have this name.

    >>> is_allowed("packs/nerima/topics/child.yaml"), is_allowed("packs/nerima/../../etc/passwd")
    (True, False)
    """
    return _NAMES.fullmatch(name) is not None


def _numbers(version_: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version_)[:3])
