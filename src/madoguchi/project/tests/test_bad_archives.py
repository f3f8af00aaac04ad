"""Files that are no whole backup of ours change nothing, whatever they hold."""

import gzip
import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import IntegrityError

from madoguchi.project.backups import BadArchiveError, RestoreError, back_up, examine, restore
from madoguchi.project.tests.ward import Ward

FACTS = "database/editorial.factsversion.jsonl"
PLANS, PLANNED = "database/editorial.publication.jsonl", b"2026-11-28T03:04:05"
NEWER = "it was made by version {} of the program, and this is 0.1.0; update the program first"


@pytest.fixture(scope="module")
def made(filled_wards, django_db_blocker, tmp_path_factory) -> Path:
    """A backup of the town; only to be copied."""
    with django_db_blocker.unblock(), filled_wards["sqlite"].open():
        return back_up(tmp_path_factory.mktemp("backup") / "ward.tar.gz").path


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Path:
    """A backup of the town."""
    return shutil.copy(made, tmp_path / "ward.tar.gz")


def contents(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as read:
        return {one.name: read.extractfile(one).read() for one in read}


def write(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def edited(archive: Path, edit: Callable[[dict[str, bytes], dict], None]) -> Path:
    """The backup with other files or another manifest, whose sums are right."""
    files = contents(archive)
    manifest = json.loads(files.pop("manifest.json"))
    edit(files, manifest)
    for name, content in files.items():
        manifest["files"].setdefault(name, {})
        manifest["files"][name] = {
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    manifest["files"] = {name: manifest["files"][name] for name in files}
    files["manifest.json"] = json.dumps(manifest).encode()
    return write(archive.with_name("edited.tar.gz"), files)


def why_refused(path: Path) -> str:
    with pytest.raises(BadArchiveError) as refused:
        examine(path)
    return str(refused.value)


def test_a_backup_is_sound_and_any_tar_can_read_it(archive):
    assert examine(archive).pack == "town"
    assert examine(edited(archive, lambda files, manifest: None)) == examine(archive)


@pytest.mark.parametrize("part", range(24))
def test_a_single_bit_that_turned_is_found(archive, part):
    raw = bytearray(archive.read_bytes())
    # Behind gzip's header, in which nothing but a time stands.
    place = 10 + (len(raw) - 11) * part // 23
    raw[place] ^= 0x10
    archive.write_bytes(raw)
    with pytest.raises(BadArchiveError):
        examine(archive)


@pytest.mark.parametrize("part", range(8))
def test_a_file_that_was_cut_off_is_found(archive, part):
    raw = archive.read_bytes()
    archive.write_bytes(raw[: len(raw) * part // 8])
    with pytest.raises(BadArchiveError):
        examine(archive)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it ends too early"),
        (b"PK\x03\x04 a workbook", "it is damaged, or no backup: Not a gzipped file (b'PK')"),
        (gzip.compress(b"no tar" * 200), "it is damaged: a file has no header"),
        (gzip.compress(bytes(1024)), "it has no manifest.json, so it was not finished"),
    ],
    ids=["empty", "zip", "no tar", "nothing in it"],
)
def test_another_file_is_none(tmp_path, content, why):
    path = tmp_path / "other"
    path.write_bytes(content)
    assert why_refused(path) == why


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/job",
        "/etc/passwd",
        "packs/../../etc/passwd",
        "packs/town/../../../etc/passwd",
        "packs/town/.git/hooks/pre-commit",
        "packs/town//x.yaml",
        "editions/town/current.json/../../../x",
        "database/editorial.record.jsonl/x",
        "secret-key.bak",
        "var/madoguchi.db",
        "packs/town/ｘ.yaml",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    why = why_refused(write(tmp_path / "x.tar.gz", {name: b"1"}))
    assert why == f"it holds {name!r}, which is in no backup"


@pytest.mark.parametrize(
    "type_",
    [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE],
)
def test_what_is_no_file_is_refused(tmp_path, type_):
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        info = tarfile.TarInfo("packs/town/pack.yaml")
        info.type, info.linkname = type_, "/etc/passwd"
        archive.addfile(info)
    assert why_refused(path) == "it holds 'packs/town/pack.yaml', which is in no backup"


def test_a_long_header_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("packs/town/pack.yaml")
        info.pax_headers = {"comment": "x" * 10_000}
        archive.addfile(info)
    assert "which is in no backup" in why_refused(path)


def test_a_bomb_ends_early(tmp_path):
    path = tmp_path / "bomb.tar.gz"
    info = tarfile.TarInfo("packs/town/pack.yaml")
    info.size = 8_000_000_000
    with gzip.open(path, "wb", compresslevel=9) as packed:
        packed.write(info.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(80):
            packed.write(bytes(1 << 20))
    assert path.stat().st_size < 100_000
    assert why_refused(path) == "it unpacks to more than 200 times its size"


def test_a_file_that_comes_twice_is_refused(tmp_path):
    path = tmp_path / "x.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.USTAR_FORMAT) as archive:
        for _ in range(2):
            archive.addfile(tarfile.TarInfo("packs/town/pack.yaml"))
    assert why_refused(path) == "packs/town/pack.yaml comes twice, or after the end"


def test_what_stands_behind_the_end_is_refused(archive):
    archive.write_bytes(archive.read_bytes() + gzip.compress(b"and more"))
    assert why_refused(archive) == "something stands behind its end"


@pytest.mark.parametrize("name", [FACTS, "packs/town/pack.yaml"])
def test_a_file_that_was_changed_or_taken_away_is_refused(archive, name):
    files = contents(archive)
    changed = write(archive.with_name("1"), files | {name: files[name] + b"\n"})
    assert why_refused(changed) == f"{name} is not what was backed up"
    manifest = files.pop("manifest.json")
    files.pop(name)
    without = write(archive.with_name("2"), files | {"manifest.json": manifest})
    assert why_refused(without) == f"{name} is not what was backed up"


def set_to(**values: object) -> Callable[[dict, dict], None]:
    return lambda files, manifest: manifest.update(values)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (set_to(made_by="9.0.0"), NEWER.format("9.0.0")),
        (set_to(format=2), NEWER.format("0.1.0")),
        (set_to(format="one"), "manifest.json is damaged"),
        (set_to(pack=None), "manifest.json is damaged at pack: Input should be a valid string"),
        (set_to(more=1), "manifest.json is damaged at more: Extra inputs are not permitted"),
        (set_to(rows={}), "its manifest names other tables than it holds"),
    ],
)
def test_a_manifest_that_cannot_be_followed_is_refused(archive, edit, why):
    assert why_refused(edited(archive, edit)) == why


def test_an_edition_that_is_not_what_its_name_says_is_refused(archive):
    def edit(files, manifest):
        name = f"editions/town/{manifest['edition']}/edition.json"
        files[name] = files[name].replace(b"Town", b"Down", 1)

    assert why_refused(edited(archive, edit)).endswith(
        "/edition.json is not the edition that its name says"
    )


def test_tables_of_a_newer_program_are_refused(machines, archive):
    def edit(files, manifest):
        manifest["migrations"]["account"].append("9999_more")

    with machines.empty("sqlite").open(), pytest.raises(RestoreError) as refused:
        restore(edited(archive, edit))
    assert str(refused.value) == (
        "its tables are of a newer version of the program (account/9999_more); update that first"
    )


def test_rows_that_this_program_does_not_keep_are_refused(machines, archive):
    def edit(files, manifest):
        files["database/newsletter.issue.jsonl"] = b'["id"]\n'
        manifest["rows"]["newsletter.issue"] = 0

    with machines.empty("sqlite").open(), pytest.raises(RestoreError) as refused:
        restore(edited(archive, edit))
    assert str(refused.value) == (
        "it holds newsletter.issue, which this version of the program does not keep; restore "
        "with version 0.1.0 of the program, then update"
    )


def row(old: bytes, new: bytes, name: str = FACTS) -> Callable[[dict, dict], None]:
    def edit(files, manifest):
        assert old in files[name]
        files[name] = files[name].replace(old, new)

    return edit


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (row(PLANNED, b"soon", PLANS), "editorial.publication:3: planned_for: “soon"),
        (row(b'["id",', b'["iid",'), "editorial.factsversion: its columns are ['iid', "),
        (row(b"\n[1,", b"\n[1,1,"), "editorial.factsversion:2: it has 13 values; expected 12"),
        (row(b"\n[1,", b"\n" + b"[" * 100_000), "editorial.factsversion:2: b'[[[["),
    ],
    ids=["no time", "no column", "too many values", "too deep"],
)
def test_a_row_that_is_none_changes_nothing(machines, archive, edit, why):
    with refusing(machines.filled("sqlite"), BadArchiveError) as refused:
        restore(edited(archive, edit), replace=True)
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_row_that_refers_to_nothing_changes_nothing(machines, archive, engine):
    bad = edited(archive, row(b'"town/desk"', b'"town/nothing"'))
    with refusing(machines.filled(engine), IntegrityError):
        restore(bad, replace=True)


def test_the_way_in_which_archives_are_edited_here_is_not_what_fails_them(machines, archive):
    ward = machines.filled("sqlite")
    with ward.open():
        before = ward.state()
        restore(edited(archive, row(PLANNED, b"2025-11-28T03:04:05", PLANS)), replace=True)
        assert ward.state() != before


@contextmanager
def refusing(ward: Ward, error: type[Exception]) -> Iterator["pytest.ExceptionInfo[Exception]"]:
    """Within, the ward is open and refuses with this error; afterwards all is as it was."""
    with ward.open():
        before = ward.state()
        with pytest.raises(error) as refused:
            yield refused
        assert ward.state() == before
    assert list(ward.data.rglob("*restoring*")) == [ward.data / "restoring.lock"]
    assert list(ward.packs.rglob(".*")) == []
