"""Making a backup: database, packs and editions as they are at one moment, while all goes on."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from madoguchi.edition import DamagedEditionError, EditionStore
from madoguchi.hours import TOKYO
from madoguchi.project.backups.archive import Writer
from madoguchi.project.backups.manifest import SECRET, Manifest, is_allowed, program_version
from madoguchi.project.backups.tables import lines_of, name_of, tables

_ENDING = ".tar.gz"
_TIME = "%Y-%m-%dT%H%M%S"


class Backup(NamedTuple):
    """A finished backup; `left_out` says what could not be part of it, and why."""

    path: Path
    manifest: Manifest
    left_out: tuple[str, ...]


def back_up(path: Path, *, with_secret: bool = False) -> Backup:
    """Write everything into a new file, or into a folder under a name with the time.

    Without `with_secret` the secret key is not in it: with that, whoever finds the file could sign
    in as anybody. Whoever restores without it gets a new one, and staff sign in again.
    """
    now = datetime.now(UTC)
    if path.is_dir():
        path /= f"madoguchi-{settings.PACK}-{now.astimezone(TOKYO):{_TIME}}{_ENDING}"
    if path.exists():
        raise FileExistsError(f"{path} exists already; expected a new file or a folder")
    unfinished = path.with_name(f".{path.name}.unfinished")
    # Names of staff and what they sign in with are in it.
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            maker = _Maker(Writer(file), path.parent)
            maker.add_all(now, with_secret=with_secret)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(path, maker.manifest, tuple(maker.left_out))


def keep_newest(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups of this pack that `back_up` named; which it removed."""
    name = re.compile(rf"madoguchi-{settings.PACK}-\d{{4}}-\d\d-\d\dT\d{{6}}{re.escape(_ENDING)}")
    found = sorted(path for path in folder.iterdir() if name.fullmatch(path.name))
    old = found[: max(0, len(found) - keep)]
    for path in old:
        path.unlink()
    return old


class _Maker:
    manifest: Manifest

    def __init__(self, writer: Writer, beside: Path) -> None:
        self._writer = writer
        # Where there is room for the backup there is room for a table.
        self._beside = beside
        self.left_out: list[str] = []

    def add_all(self, now: datetime, *, with_secret: bool) -> None:
        store = EditionStore(settings.EDITIONS)
        with ExitStack() as stack:
            # Between these two nobody publishes, so the database knows of the edition.
            with store.alone():
                stack.enter_context(_snapshot())
                pointer, ids = self._pointer(store)
            migrations: dict[str, list[str]] = {}
            for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
                migrations.setdefault(app, []).append(name)
            rows = self._add_tables()
        self._add_editions(store, pointer, ids)
        self._add_packs()
        if with_secret:
            self._writer.add(SECRET, io.BytesIO(settings.SECRET_KEY.encode()))
        self.manifest = Manifest(
            made_by=program_version(),
            made_at=now,
            pack=settings.PACK,
            edition=ids[-1] if ids else None,
            engine=connection.vendor,
            migrations={app: tuple(names) for app, names in migrations.items()},
            rows=rows,
            files=self._writer.sums.copy(),
        )
        self._writer.close(self.manifest)

    def _add_tables(self) -> dict[str, int]:
        rows = {}
        for table in tables():
            with TemporaryFile(dir=self._beside) as file:
                count = -1
                for line in lines_of(table):
                    file.write(line)
                    count += 1
                self._writer.add(f"database/{name_of(table)}.jsonl", file)
            rows[name_of(table)] = count
        return rows

    def _pointer(self, store: EditionStore) -> tuple[bytes, list[str]]:
        """The pointer, and the editions it names, the one that is served last."""
        try:
            history = [line.edition for line in store.history()]
        except DamagedEditionError as error:
            self.left_out.append(f"editions: {error}")
            return b"", []
        pointer = (store.root / "current.json").read_bytes() if history else b""
        return pointer, list(dict.fromkeys(reversed(history)))[::-1]

    def _add_editions(self, store: EditionStore, pointer: bytes, ids: list[str]) -> None:
        for edition_id in ids:
            path = store.root / edition_id / "edition.json"
            if not path.exists():
                # Removed by hand, to save room.
                continue
            try:
                content = store.open(edition_id).content
            except DamagedEditionError as error:
                self.left_out.append(str(error))
                continue
            name = f"editions/{settings.PACK}/{edition_id}/edition.json"
            self._writer.add(name, io.BytesIO(content))
        if pointer:
            self._writer.add(f"editions/{settings.PACK}/current.json", io.BytesIO(pointer))

    def _add_packs(self) -> None:
        for path in pack_files(settings.PACKS):
            name = f"packs/{path.relative_to(settings.PACKS).as_posix()}"
            if is_allowed(name) and not path.is_symlink():
                with path.open("rb") as file:
                    self._writer.add(name, file)
            else:
                self.left_out.append(f"{name}: a link, or a name that no file of a pack has")


def pack_files(root: Path) -> list[Path]:
    """Every file of every pack but hidden ones."""
    return sorted(
        path
        for pack in root.glob("*/pack.yaml")
        for path in pack.parent.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    )


@contextmanager
def _snapshot() -> Iterator[None]:
    """The database as it is now, whatever others write meanwhile, without making them wait."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT 1")
            yield
        return
    mode = connection.transaction_mode  # type: ignore[attr-defined] # SQLite has one
    # Our transactions begin as writers'; this one lets them write.
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master")
            yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]
