"""Commands about the staff's rooms: packs in and out of the database, and what is published."""

import argparse
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import read_packs
from madoguchi.guide.careful import reviewed_words_first
from madoguchi.hours import TOKYO
from madoguchi.project.database_command import database_problem
from madoguchi.project.environment import Environment

if TYPE_CHECKING:
    from madoguchi.editorial.keeping.importing import Brought


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Name the commands of this module to the command line."""
    publishing = commands.add_parser("publish", help="serve what the packs, or the staff, say")
    publishing.add_argument(
        "--approved", action="store_true", help="also what staff have approved since"
    )
    publishing.set_defaults(run=publish)
    bringing = commands.add_parser("import", help="bring the packs into the staff's rooms")
    bringing.set_defaults(run=import_)
    writing = commands.add_parser("export-packs", help="write what is published as packs")
    writing.add_argument("folder", type=Path, help="an empty folder, or a new one")
    writing.set_defaults(run=export_packs_)


def set_up_django() -> None:
    """Make the database's models usable in a command; it takes a second, so not all do it."""
    import django  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.project.settings")
    django.setup()


def rooms_are_in_use(env: Environment) -> bool:
    """Whether the staff's rooms keep the guide; packs are read where they do not.

    DatabaseProblemError where the database that knows does not answer.
    """
    scheme, _, path = env.database_url.partition("://")
    if scheme == "sqlite" and not Path(path.removeprefix("/")).is_file():
        return False
    set_up_django()
    from django.db import Error, connection  # noqa: PLC0415

    from madoguchi.editorial.keeping.importing import in_use  # noqa: PLC0415
    from madoguchi.editorial.models import Record  # noqa: PLC0415

    try:
        return Record._meta.db_table in connection.introspection.table_names() and in_use()
    except Error as error:
        # Packs must not take the place of what staff have published while it is away.
        raise database_problem(error) from error


def publish(asked: argparse.Namespace, env: Environment) -> int:
    """Compile the municipality's packs, or what staff publish, and serve it from now on.

    Where staff keep the guide, what they have approved since waits for them, or for --approved.
    """
    if rooms_are_in_use(env):
        return _publish_from_rooms(approved=asked.approved)
    read = read_packs(env.packs, env.pack, _today())
    for warning in read.warnings:
        _say_problem(str(warning))
    guide = reviewed_words_first(read.guide, {}) if env.operated_by else read.guide
    edition = compile_edition(guide)
    changed = EditionStore(env.editions).publish(edition)
    _say_published(edition.id, len(guide.entries), env.pack, changed=changed)
    return 0


def _publish_from_rooms(*, approved: bool) -> int:
    from madoguchi.editorial.keeping.guides import published_guide  # noqa: PLC0415
    from madoguchi.editorial.keeping.publishing import (  # noqa: PLC0415
        publish_all,
        serve_what_is_published,
        waiting,
    )

    if approved and waiting():
        done = publish_all("madoguchi publish --approved")
        if done.problem:
            _say_problem(f"{done.problem}\nnothing was published")
            return 1
    edition, changed = serve_what_is_published()
    guide = published_guide()
    _say_published(edition, len(guide.entries), guide.packs[0], changed=changed)
    if left := len(waiting()):
        print(f"{left} approved changes wait: publish them at /staff/publish/, or --approved")
    return 0


def _say_published(edition: str, entries: int, pack: str, *, changed: bool) -> None:
    what = "published" if changed else "already served"
    print(f"{what}: edition {edition} of {pack}, {entries} entries")


def import_(_asked: argparse.Namespace, env: Environment) -> int:
    """Bring the packs into the database; what staff wrote is never overwritten."""
    set_up_django()
    from madoguchi.editorial.keeping.importing import import_packs  # noqa: PLC0415

    _say_brought(import_packs(env.packs, env.pack, _today()))
    return 0


def _say_brought(brought: "Brought") -> None:
    for part in brought.left:
        _say_problem(f"left as staff wrote it, though the packs changed it too: {part}")
    if brought.nothing:
        print("the database has all that the packs say")
        return
    print(f"brought in: {len(brought.new)} new, {len(brought.changed)} changed")
    for part in brought.changed:
        print(f"  changed: {part}")


def export_packs_(asked: argparse.Namespace, _env: Environment) -> int:
    """Write the published guide as packs, as `madoguchi format` would."""
    set_up_django()
    from madoguchi.editorial.keeping.exporting import export_packs  # noqa: PLC0415

    written = export_packs(asked.folder)
    print(f"written: {len(written)} entries below {asked.folder}")
    return 0


def _today() -> date:
    return datetime.now(TOKYO).date()


def _say_problem(text: str) -> None:
    print(text, file=sys.stderr)
