"""`madoguchi migrate`, `backup` and `restore` as a shell sees them."""

import re
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from madoguchi.conftest import connected_to
from madoguchi.project import migrating
from madoguchi.project.backups import back_up
from madoguchi.project.tests.ward import SECRET


@pytest.fixture
def ward(machines, tmp_path, monkeypatch):
    """The town on SQLite, open for the command, which is called in an empty folder."""
    ward = machines.filled("sqlite")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with ward.open():
        yield ward


def test_migrate_makes_all_tables_and_then_has_nothing_to_do(madoguchi, machines):
    with machines.empty("sqlite").open():
        first, second = madoguchi("migrate"), madoguchi("migrate")
        assert migrating.lacking() == []
    assert (first.status, first.err) == (0, "")
    assert re.match(r"applied: \d\d migrations of account, auth, .*\n$", first.out)
    assert second == (0, "the database is up to date\n", "")


def test_migrate_goes_back_and_forth(madoguchi, ward):
    name = "account/0009_emailaddress_unique_primary_email"
    assert madoguchi("migrate", "--back-to", "account/0008") == (0, f"undone: {name}\n", "")
    assert migrating.lacking() == [("account", "0009_emailaddress_unique_primary_email")]
    assert madoguchi("migrate") == (0, f"applied: {name}\n", "")


@pytest.mark.parametrize(
    ("back_to", "status", "message"),
    [
        ("account", 2, '--back-to: "account" is no migration; expected one as editorial/0003'),
        ("account/7", 1, "--back-to account/7: no such migration; account has 0001_initial, 0002_"),
        ("account/0", 1, "--back-to account/0: several migrations begin so; account has 0001_"),
        ("shop/0001", 1, "--back-to shop/0001: no such migration; shop has none; no such app"),
    ],
)
def test_migrate_says_what_it_cannot_go_back_to(madoguchi, ward, back_to, status, message):
    ran = madoguchi("migrate", "--back-to", back_to)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith(message)


def test_a_database_of_a_newer_program_is_left_alone(madoguchi, ward):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('account', '9999_more', '2027-01-01')"
        )
    ran = madoguchi("migrate")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == (
        "the database was changed by a newer version of the program (account/9999_more); install "
        "that version, or restore a backup from before\n"
    )


def test_backups_of_a_folder_are_named_by_their_time_and_only_the_newest_are_kept(
    madoguchi, ward, tmp_path
):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "notes.txt").write_text("not ours")
    for day in ("2026-11-25T030000", "2026-11-26T030000", "2026-11-27T030000"):
        (folder / f"madoguchi-town-{day}.tar.gz").write_text(day)
    (folder / "madoguchi-kita-2026-11-01T030000.tar.gz").write_text("another ward's")
    ran = madoguchi("backup", str(folder), "--keep", "2")
    assert (ran.status, ran.err) == (0, "")
    written, *removed = ran.out.splitlines()
    made = re.match(r"written: (.+/(madoguchi-town-\d{4}-\d\d-\d\dT\d{6}\.tar\.gz)), ", written)
    assert made
    assert removed == [
        f"removed: {folder}/madoguchi-town-2026-11-25T030000.tar.gz",
        f"removed: {folder}/madoguchi-town-2026-11-26T030000.tar.gz",
    ]
    assert sorted(path.name for path in folder.iterdir()) == [
        "madoguchi-kita-2026-11-01T030000.tar.gz",
        "madoguchi-town-2026-11-27T030000.tar.gz",
        made[2],
        "notes.txt",
    ]
    checked = madoguchi("restore", "--check", made[1])
    assert (checked.status, checked.err) == (0, "")
    assert (
        checked.out
        == written.replace("written", "sound").replace(
            re.search(r", [\d,]+ bytes;", written)[0], ";"
        )
        + "\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["backup", "nowhere/x.tar.gz"], 1, "[Errno 2] No such file or directory: "),
        (["backup", "new.tar.gz", "--keep", "3"], 2, "--keep: new.tar.gz is no folder; expected"),
        (["restore", "missing.tar.gz"], 1, "[Errno 2] No such file or directory: 'missing.tar.gz'"),
        (["restore", "notes.txt"], 1, "notes.txt is no sound backup: it is damaged, or no backup"),
        (["restore", "--check", "notes.txt"], 1, "notes.txt is no sound backup: it is damaged, or"),
        (["restore", "ward.tar.gz"], 1, "there are rows in the database, editions in "),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    madoguchi, ward, arguments, status, message
):
    here = Path.cwd()
    (here / "notes.txt").write_text("not a backup")
    back_up(here / "ward.tar.gz")
    before = ward.state()
    ran = madoguchi(*arguments)
    assert (ran.status, ran.out) == (status, "")
    assert ran.err.startswith(message)
    assert ward.state() == before
    assert sorted(path.name for path in here.glob("*.*")) == ["notes.txt", "ward.tar.gz"]


def test_restore_says_what_it_did_and_which_key_counts(madoguchi, ward, tmp_path, monkeypatch):
    back_up(tmp_path / "keys.tar.gz", with_secret=True)
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY", "given by the machine")
    ran = madoguchi("restore", "--replace", str(tmp_path / "keys.tar.gz"), data=ward.data)
    assert (ran.status, ran.err) == (0, "")
    told = ran.out.splitlines()
    assert told[0].startswith(f"restored: {tmp_path}/keys.tar.gz; town of ")
    assert told[1:] == [
        "files put in place: 1",
        "the secret key of the backup is not used, as MADOGUCHI_SECRET_KEY gives another",
    ]
    assert (ward.data / "secret-key").read_text() == SECRET


def test_a_full_disk_leaves_no_half_backup(madoguchi, ward, tmp_path):
    with no_file_longer_than(2000):
        ran = madoguchi("backup", str(tmp_path / "ward.tar.gz"))
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("[Errno 27] File too large")
    assert [path.name for path in tmp_path.iterdir() if "tar" in path.name] == []


def test_a_disk_that_fills_up_leaves_the_ward_as_it_was(madoguchi, ward, tmp_path):
    made = back_up(tmp_path / "ward.tar.gz")
    before = ward.state()
    # Whatever was written before is in the database itself, and its log begins anew.
    connection.close()
    with no_file_longer_than(100_000):
        ran = madoguchi("restore", "--replace", str(made.path))
    connection.close()
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("the database: ")
    assert ward.state() == before


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Writing more fails, as it does where a disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_while_the_database_is_away_packs_do_not_take_the_place_of_what_staff_published(
    madoguchi, machines, monkeypatch
):
    ward = machines.filled("sqlite")
    served = ward.store.current_id()
    # Nobody listens at this port.
    away = "postgresql://nobody@127.0.0.1:1/none"
    monkeypatch.setenv("DATABASE_URL", away)
    with connected_to(away):
        ran = madoguchi("publish", pack="town", packs=ward.packs, data=ward.data)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("the database: ")
    assert ran.err.endswith(" (DATABASE_URL names it)\n")
    assert ward.store.current_id() == served
