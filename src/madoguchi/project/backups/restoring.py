"""Restoring a backup: everything of it, or nothing, also where the process dies on the way."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from madoguchi.edition import EditionStore
from madoguchi.project.backups import rebuilding
from madoguchi.project.backups.archive import BadArchiveError, manifest_of, members, unpack
from madoguchi.project.backups.backing_up import pack_files
from madoguchi.project.backups.exchanging import (
    Exchange,
    Journal,
    carry_out,
    finish,
    undo,
    write_journal,
)
from madoguchi.project.backups.manifest import SECRET, Manifest, Sum
from madoguchi.project.backups.rebuilding import RestoreError
from madoguchi.project.backups.tables import BadRowError, count_on, load, split

_FOLDER = ".restoring"
_JOURNAL = "restoring.json"


class NotEmptyError(RestoreError):
    """Something stands where the backup would go."""


class Restored(NamedTuple):
    """What a restore did: the backup's manifest, and which files it put elsewhere than before."""

    manifest: Manifest
    files: tuple[Path, ...]


def examine(path: Path) -> Manifest:
    """Read a whole backup and look whether it is sound; BadArchiveError says what is not."""
    with path.open("rb") as file:
        return _sound(file)


def restore(path: Path, *, replace: bool = False, with_packs: bool = True) -> Restored:
    """Put a backup in the place of what there is; NotEmptyError unless that is nothing.

    The database is filled in one transaction, and files are exchanged right before it ends. Where
    the process dies in between, `recover` puts the old ones back, or finishes.
    """
    with path.open("rb") as file, _alone():
        manifest = _sound(file)
        _refuse_unfit(manifest)
        _settle()
        names = [name for name in manifest.files if with_packs or not name.startswith("packs/")]
        if not replace:
            _refuse_to_replace(manifest, names)
        _refuse_without_room(manifest)
        journal = Journal(
            id=uuid4().hex,
            exchanges=tuple(_exchanges(manifest, names)),
            leftovers=_leftovers(),
        )
        try:
            _stage(file, {one.place: one.new for one in journal.exchanges if one.new})
            with rebuilding.rebuilding():
                _fill(file, manifest)
                _live_on()
                rebuilding.mark(journal.id)
                with EditionStore(settings.EDITIONS).alone():
                    write_journal(journal, _journal())
                    carry_out(journal)
        finally:
            _settle()
    return Restored(manifest, tuple(one.place for one in journal.exchanges))


def recover() -> str:
    """Finish or undo a restore that died; which of both, or empty where there was none."""
    if not any(path.exists() for path in (_journal(), *_leftovers())):
        return ""
    with _alone():
        return _settle()


def is_unfinished(data: Path) -> bool:
    """Whether a restore on this machine died, or is about to end."""
    return (data / _JOURNAL).exists()


def _settle() -> str:
    """Bring files in line with the database, and remove what is left of a restore."""
    done = ""
    if _journal().exists():
        journal = Journal.model_validate_json(_journal().read_bytes())
        if rebuilding.is_marked(journal.id):
            finish(journal, _journal())
            done = "finished"
        else:
            undo(journal, _journal())
            done = "undone"
    for folder in _leftovers():
        shutil.rmtree(folder, ignore_errors=True)
    return done


def _journal() -> Path:
    return Path(settings.DATA / _JOURNAL)


def _leftovers() -> tuple[Path, ...]:
    return settings.DATA / _FOLDER, settings.PACKS / _FOLDER


@contextmanager
def _alone() -> Iterator[None]:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "restoring.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RestoreError("another restore is running; wait until it has ended") from error
        yield


def _sound(file: BinaryIO) -> Manifest:
    manifest = manifest_of(file)
    tables = {f"database/{name}.jsonl" for name in manifest.rows}
    if tables != {name for name in manifest.files if name.startswith("database/")}:
        raise BadArchiveError("its manifest names other tables than it holds")
    editions = [one for one in manifest.files.items() if one[0].startswith("editions/")]
    for name, sum_ in editions:
        _, pack, *rest = name.split("/")
        if pack != manifest.pack or rest not in ([sum_.sha256, "edition.json"], ["current.json"]):
            raise BadArchiveError(f"{name} is not the edition that its name says")
    return manifest


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest.pack != settings.PACK:
        raise RestoreError(
            f"it holds {manifest.pack}, and this machine serves {settings.PACK} (MADOGUCHI_PACK)"
        )
    if newer := rebuilding.unknown(manifest.migrations):
        raise RestoreError(
            f"its tables are of a newer version of the program ({newer[0]}); update that first"
        )


def _refuse_to_replace(manifest: Manifest, names: list[str]) -> None:
    stands = []
    if not rebuilding.is_empty():
        stands.append("rows in the database")
    if (settings.EDITIONS / "current.json").exists():
        stands.append(f"editions in {settings.EDITIONS}")
    differing = {place.relative_to(settings.PACKS).parts[0] for place in _packs(manifest, names)}
    stands += [
        f"another pack {pack} in {settings.PACKS}"
        for pack in sorted(differing)
        if (settings.PACKS / pack).exists()
    ]
    if stands:
        raise NotEmptyError(
            f"there are {', '.join(stands)}. Back these up first; then --replace puts the backup "
            "in their place"
        )


def _refuse_without_room(manifest: Manifest) -> None:
    # What the database is filled with is written twice: into its log, then into its tables.
    needed, free = 3 * manifest.size, shutil.disk_usage(settings.DATA).free
    if free < needed:
        raise RestoreError(
            f"{settings.DATA} has room for {free // 1_000_000} MB; expected {needed // 1_000_000}"
        )


def _exchanges(manifest: Manifest, names: list[str]) -> Iterator[Exchange]:
    """Everything that is to stand elsewhere than now, the pointer to the edition last."""
    number = count()

    def exchange(place: Path, new: bool, root: Path) -> Exchange:  # noqa: FBT001 - local
        folder = root / _FOLDER
        return Exchange(
            place=place,
            new=folder / "new" / str(next(number)) if new else None,
            aside=folder / "old" / str(next(number)),
            stood=place.exists(),
        )

    for place, wanted in _packs(manifest, names).items():
        yield exchange(place, wanted is not None, settings.PACKS)
    if SECRET in names:
        yield exchange(_place(SECRET), new=True, root=settings.DATA)
    places = {name: _place(name) for name in names if name.startswith("editions/")}
    for name, place in sorted(places.items(), key=lambda one: one[0].endswith("current.json")):
        if not _is(place, manifest.files[name]):
            yield exchange(place, new=True, root=settings.DATA)


def _packs(manifest: Manifest, names: list[str]) -> dict[Path, Sum | None]:
    """Files of packs that differ from the backup's, with what is to be there, or nothing."""
    wanted = {_place(name): manifest.files[name] for name in names if name.startswith("packs/")}
    packs = {place.relative_to(settings.PACKS).parts[0] for place in wanted}
    there = {
        path
        for path in pack_files(settings.PACKS)
        if path.relative_to(settings.PACKS).parts[0] in packs
    }
    found: dict[Path, Sum | None] = {
        place: sum_ for place, sum_ in wanted.items() if not _is(place, sum_)
    }
    return found | dict.fromkeys(sorted(there - wanted.keys()))


def _is(place: Path, wanted: Sum) -> bool:
    if not place.is_file() or place.stat().st_size != wanted.size:
        return False
    with place.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == wanted.sha256


def _place(name: str) -> Path:
    """Where a file of a backup stands on this machine."""
    folder, _, rest = name.partition("/")
    if folder == "packs":
        return Path(settings.PACKS / rest)
    if folder == "editions":
        return Path(settings.EDITIONS / rest.partition("/")[2])
    return Path(settings.DATA / name)


def _stage(file: BinaryIO, staged: dict[Path, Path]) -> None:
    """Unpack what is to be exchanged to where it waits."""
    for name, content in members(file):
        if (new := staged.get(_place(name))) is None:
            continue
        try:
            unpack(content, new, mode=0o600 if name == SECRET else 0o644)
        except OSError as error:
            if not new.is_relative_to(settings.PACKS):
                raise
            raise RestoreError(
                f"the packs differ from those of the backup, and {settings.PACKS} cannot be "
                f"written to ({error.strerror}); --without-packs leaves them as they are"
            ) from error


def _fill(file: BinaryIO, manifest: Manifest) -> None:
    tables = rebuilding.make_tables(manifest.migrations)
    for name, content in members(file):
        if not name.startswith("database/"):
            continue
        table_name = name.removeprefix("database/").removesuffix(".jsonl")
        if table_name not in tables:
            raise RestoreError(
                f"it holds {table_name}, which this version of the program does not keep; restore "
                f"with version {manifest.made_by} of the program, then update"
            )
        try:
            rows = load(tables[table_name], split(content.pieces()))
        except BadRowError as error:
            raise BadArchiveError(str(error)) from error
        if rows != manifest.rows[table_name] or content.sum() != manifest.files[name]:
            raise BadArchiveError(f"{name} is not what was backed up")
    count_on(tables.values())
    rebuilding.bring_up_to_date()


def _live_on() -> None:
    """What has passed since the backup was made has passed: nobody gets a mail twice unasked."""
    from madoguchi.people import purposes  # noqa: PLC0415 - needs Django to be set up
    from madoguchi.people.models import Letter  # noqa: PLC0415 - likewise

    now = timezone.now()
    Letter.objects.filter(state__in=[Letter.State.WAITING, Letter.State.SENDING]).update(
        state=Letter.State.UNCERTAIN, settled_at=now, problem=""
    )
    purposes.delete_expired(now)
