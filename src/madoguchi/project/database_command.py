"""`madoguchi migrate`, `backup` and `restore`: the database's tables, and copies of everything."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.db import Error

from madoguchi.hours import TOKYO
from madoguchi.project import backups, migrating
from madoguchi.project.dates_command import BadCallError
from madoguchi.project.environment import Environment

# A database that is made anew gets some fifty.
_TOLD_SINGLY = 9
Run = Callable[[argparse.Namespace, Environment], int]


class DatabaseProblemError(Exception):
    """The database does not do what was asked; the message is its own."""


def database_problem(error: Error) -> DatabaseProblemError:
    """An error of the database in the words of the command."""
    return DatabaseProblemError(f"the database: {str(error).strip()} (DATABASE_URL names it)")


def migrate(asked: argparse.Namespace, _env: Environment) -> int:
    """Bring the database's tables up to date, or back."""
    if asked.back_to:
        app, slash, name = asked.back_to.partition("/")
        if not (slash and app and name):
            raise BadCallError(
                f'--back-to: "{asked.back_to}" is no migration; expected one as editorial/0003'
            )
        for app_, name_ in migrating.go_back(app, name):
            print(f"undone: {app_}/{name_}")
        return 0
    _tell_of_unfinished()
    applied = migrating.bring_up_to_date()
    if len(applied) > _TOLD_SINGLY:
        apps = sorted({app for app, _ in applied})
        print(f"applied: {len(applied)} migrations of {', '.join(apps)}")
    else:
        for app, name in applied:
            print(f"applied: {app}/{name}")
    if not applied:
        print("the database is up to date")
    return 0


def backup(asked: argparse.Namespace, _env: Environment) -> int:
    """Write everything that a ward would miss into one file."""
    if asked.keep and not asked.file.is_dir():
        raise BadCallError(f"--keep: {asked.file} is no folder; expected the folder of backups")
    made = backups.back_up(asked.file, with_secret=asked.with_secret)
    for line in made.left_out:
        print(f"left out: {line}", file=sys.stderr)
    print(f"written: {made.path}, {made.path.stat().st_size:,} bytes; {_in_words(made.manifest)}")
    if asked.keep:
        for path in backups.keep_newest(asked.file, asked.keep):
            print(f"removed: {path}")
    return 0


def restore(asked: argparse.Namespace, env: Environment) -> int:
    """Put a backup in the place of what there is, or only look whether it is sound."""
    if not asked.check:
        _tell_of_unfinished()
    try:
        if asked.check:
            print(f"sound: {asked.file}; {_in_words(backups.examine(asked.file))}")
            return 0
        done = backups.restore(
            asked.file, replace=asked.replace, with_packs=not asked.without_packs
        )
    except backups.BadArchiveError as error:
        raise backups.BadArchiveError(f"{asked.file} is no sound backup: {error}") from error
    print(f"restored: {asked.file}; {_in_words(done.manifest)}")
    print(f"files put in place: {len(done.files)}")
    if env.data / "secret-key" in done.files and env.secret_key_is_given:
        print("the secret key of the backup is not used, as MADOGUCHI_SECRET_KEY gives another")
    return 0


def _in_words(manifest: backups.Manifest) -> str:
    made_at = manifest.made_at.astimezone(TOKYO).isoformat(" ", "minutes")
    return (
        f"{manifest.pack} of {made_at}, {sum(manifest.rows.values()):,} rows in "
        f"{len(manifest.rows)} tables, edition {(manifest.edition or 'none')[:12]}, "
        f"version {manifest.made_by}"
    )


def _tell_of_unfinished() -> None:
    if done := backups.recover():
        print(f"a restore that had died was {done}")


def _with_django(run: Run) -> Run:
    """The command, with Django set up, and with the database's errors in words."""

    def running(asked: argparse.Namespace, env: Environment) -> int:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.project.settings")
        django.setup()
        try:
            return run(asked, env)
        except Error as error:
            raise database_problem(error) from error

    return running


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands to the parser."""
    migrating_ = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrating_.add_argument(
        "--back-to",
        default="",
        metavar="APP/NUMBER",
        help="undo what came after a migration, as editorial/0003; back up first: it loses data",
    )
    migrating_.set_defaults(run=_with_django(migrate))

    backing_up = commands.add_parser("backup", help="write database, packs, editions to one file")
    backing_up.add_argument("file", type=Path, help="a new file, or a folder to put it into")
    backing_up.add_argument(
        "--with-secret",
        action="store_true",
        help="also the secret key: who has the file can then sign in as anybody",
    )
    backing_up.add_argument(
        "--keep", type=_number, metavar="N", help="remove all but the newest N of the folder"
    )
    backing_up.set_defaults(run=_with_django(backup))

    restoring = commands.add_parser("restore", help="put a backup in the place of what there is")
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--check", action="store_true", help="only look whether it is sound")
    restoring.add_argument(
        "--replace", action="store_true", help="also where there is something already"
    )
    restoring.add_argument(
        "--without-packs", action="store_true", help="leave the packs as they are here"
    )
    restoring.set_defaults(run=_with_django(restore))


def _number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f'"{text}" is no number of backups; expected 1 or more')
    return int(text)


# What these commands raise for the person who called them.
PROBLEMS = (
    migrating.MigrationError,
    backups.BadArchiveError,
    backups.RestoreError,
    DatabaseProblemError,
)
__all__ = ["PROBLEMS", "add_parsers", "database_problem"]
