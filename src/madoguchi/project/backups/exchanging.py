"""Files put in the place of others together with a transaction: all of it stands, or nothing does.

A journal says beforehand what is put where. Once the transaction has been committed it is finished;
as long as it has not, everything goes back. Both can be done again after a crash at any moment.
"""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Exchange(BaseModel):
    """The file `new` goes to `place`, or nothing does; what `stood` there waits at `aside`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Path
    new: Path | None
    aside: Path
    stood: bool


class Journal(BaseModel):
    """What goes where in a transaction with this id, and the folders of no use afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    exchanges: tuple[Exchange, ...]
    leftovers: tuple[Path, ...]


def write_journal(journal: Journal, path: Path) -> None:
    """Put the journal on the disk, whole or not at all."""
    beside = journal.leftovers[0] / path.name
    beside.parent.mkdir(parents=True, exist_ok=True)
    with beside.open("wb") as file:
        file.write(journal.model_dump_json(indent=1).encode())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync([path.parent])


def carry_out(journal: Journal) -> None:
    """Put everything in its place; at no moment does nothing stand where something will."""
    for one in journal.exchanges:
        if one.stood:
            one.aside.parent.mkdir(parents=True, exist_ok=True)
            os.link(one.place, one.aside)
        if one.new is None:
            one.place.unlink()
        else:
            one.place.parent.mkdir(parents=True, exist_ok=True)
            one.new.replace(one.place)
    _sync(one.place.parent for one in journal.exchanges)


def undo(journal: Journal, path: Path) -> None:
    """Put everything back, however far it had come, and forget the journal."""
    for one in reversed(journal.exchanges):
        if one.stood and one.aside.exists():
            one.aside.replace(one.place)
        elif not one.stood and one.new and not one.new.exists():
            one.place.unlink(missing_ok=True)
        # Otherwise it was not this one's turn yet.
    _sync(one.place.parent for one in journal.exchanges)
    finish(journal, path)


def finish(journal: Journal, path: Path) -> None:
    """Forget the journal, then what is of no use any more."""
    path.unlink(missing_ok=True)
    _sync([path.parent])
    for folder in journal.leftovers:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(folders: Iterable[Path]) -> None:
    for folder in {one for one in folders if one.is_dir()}:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
