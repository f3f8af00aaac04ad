"""Editions on disk: publish, list, open, roll back; a reader always gets one whole edition.

<root>/<edition id>/edition.json   written once, never changed
<root>/current.json                which one is served, and which were before; swapped whole
<root>/lock                        one publisher at a time
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from madoguchi.edition.compiling import Edition, NoEditionError, read_edition

_CONTENT = "edition.json"
_POINTER = "current.json"
_UNFINISHED = ".unfinished-"


class DamagedEditionError(Exception):
    """An edition that must not be served; the message says what to do about it."""


class PointerLine(BaseModel):
    """One line of the pointer's history: which edition was served from when on, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    at: datetime
    by: Literal["publish", "rollback"]


class Pointer(BaseModel):
    """Which edition is served: the last of `history`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    history: tuple[PointerLine, ...]

    @property
    def edition(self) -> str:
        return self.history[-1].edition

    @property
    def earlier(self) -> tuple[str, ...]:
        """The editions that a rollback can go to, the nearest last."""
        published: list[str] = []
        for line in self.history:
            if line.by == "rollback":
                while published and published[-1] != line.edition:
                    published.pop()
            elif published[-1:] != [line.edition]:
                published.append(line.edition)
        return tuple(published[:-1])


class Listed(NamedTuple):
    edition: str
    served: bool
    last_served: datetime | None
    size: int


class EditionStore:
    """The editions of one municipality in one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def publish(self, edition: Edition) -> bool:
        """Serve `edition` from now on; False if it was served already and is whole.

        The content is on disk, whole, before the pointer names it.
        """
        with self.alone():
            pointer = self._pointer_or_none()
            whole = self._is_whole(edition.id)
            if not whole:
                self._write(edition)
            if whole and pointer is not None and pointer.edition == edition.id:
                return False
            # Also after a repair, so that servers look at it again.
            self._point_to(edition.id, "publish", pointer)
            return True

    def rollback(self) -> str:
        """Serve the edition that was served before; its id. DamagedEditionError if there is none.

        Again, it goes one further back: whoever rolls back twice wants neither of the two.
        """
        with self.alone():
            pointer = self._pointer()
            for edition_id in reversed(pointer.earlier if pointer else ()):
                if self._is_whole(edition_id):
                    self._point_to(edition_id, "rollback", pointer)
                    return edition_id
        raise DamagedEditionError("there is no earlier edition to go back to")

    def current_id(self) -> str | None:
        """Which edition is served; None before the first was published."""
        pointer = self._pointer()
        return pointer.edition if pointer else None

    def open(self, edition_id: str | None = None) -> Edition:
        """The edition that is served, or another one; DamagedEditionError if it is not whole."""
        wanted = edition_id or self.current_id()
        if wanted is None:
            raise DamagedEditionError(
                f"no edition has been published in {self.root}; run `madoguchi publish`"
            )
        path = self.root / wanted / _CONTENT
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DamagedEditionError(_remedy(wanted, f"{path} cannot be read: {error}")) from error
        if hashlib.sha256(content).hexdigest() != wanted:
            raise DamagedEditionError(_remedy(wanted, f"{path} is not what was published"))
        try:
            return read_edition(content)
        except NoEditionError as error:
            raise DamagedEditionError(_remedy(wanted, str(error))) from error

    def list(self) -> list[Listed]:
        """All editions there are, the one served last first."""
        pointer = self._pointer()
        served = pointer.edition if pointer else None
        last = {line.edition: line.at for line in (pointer.history if pointer else ())}
        found = [
            Listed(
                path.parent.name,
                path.parent.name == served,
                last.get(path.parent.name),
                path.stat().st_size,
            )
            for path in self.root.glob(f"*/{_CONTENT}")
            if not path.parent.name.startswith(_UNFINISHED)
        ]
        long_ago = datetime.min.replace(tzinfo=UTC)
        found.sort(key=lambda one: (one.last_served or long_ago, one.edition), reverse=True)
        return found

    def history(self) -> tuple[PointerLine, ...]:
        """Which editions were served since when, the first one first; empty before any was."""
        pointer = self._pointer()
        return pointer.history if pointer else ()

    def pointer_stamp(self) -> tuple[int, ...]:
        """What changes when another edition is served; empty before the first."""
        try:
            stat = (self.root / _POINTER).stat()
        except OSError:
            return ()
        # Two publishers within one tick of the clock differ in the length of the history.
        return stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _pointer(self) -> Pointer | None:
        path = self.root / _POINTER
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DamagedEditionError(f"{path} cannot be read: {error}") from error
        try:
            pointer = Pointer.model_validate_json(raw)
        except ValidationError as error:
            raise DamagedEditionError(f"{path} is damaged; run `madoguchi publish`") from error
        if not pointer.history:
            raise DamagedEditionError(f"{path} names no edition; run `madoguchi publish`")
        return pointer

    def _pointer_or_none(self) -> Pointer | None:
        """The pointer; a damaged one is put aside, as publishing makes a new one."""
        try:
            return self._pointer()
        except DamagedEditionError:
            (self.root / _POINTER).replace(self.root / f"{_POINTER}.damaged")
            return None

    def _is_whole(self, edition_id: str) -> bool:
        try:
            content = (self.root / edition_id / _CONTENT).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == edition_id

    def _write(self, edition: Edition) -> None:
        unfinished = self.root / f"{_UNFINISHED}{os.getpid()}"
        unfinished.mkdir()
        _write_through(unfinished / _CONTENT, edition.content)
        _sync_folder(unfinished)
        final = self.root / edition.id
        # What stands there is damaged, or it would not be written again.
        shutil.rmtree(final, ignore_errors=True)
        unfinished.replace(final)
        _sync_folder(self.root)

    def _point_to(
        self, edition_id: str, by: Literal["publish", "rollback"], before: Pointer | None
    ) -> None:
        line = PointerLine(edition=edition_id, at=datetime.now(UTC), by=by)
        pointer = Pointer(history=(*(before.history if before else ()), line))
        beside = self.root / f"{_UNFINISHED}pointer"
        _write_through(beside, pointer.model_dump_json(indent=1).encode())
        beside.replace(self.root / _POINTER)
        _sync_folder(self.root)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody publishes meanwhile, in no process."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            # Under the lock, whatever is unfinished was left by a publisher that died.
            for left in self.root.glob(f"{_UNFINISHED}*"):
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink(missing_ok=True)
            yield


def _remedy(edition_id: str, what: str) -> str:
    return (
        f"the edition {edition_id[:12]} is damaged: {what}. Run `madoguchi publish` to make it "
        "again, or `madoguchi rollback` to serve the one before."
    )


def _write_through(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
