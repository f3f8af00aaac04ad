"""The database's tables brought up to what the program expects, or back to what they were."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# An app and the name of a migration, as Django has them.
Key = tuple[str, str]
# Any number that nobody else locks in the same PostgreSQL.
_LOCK = 3984_4333


class MigrationError(Exception):
    """Tables that cannot be brought where they should be; the message says why."""


def lacking() -> list[Key]:
    """The newest migrations that the program has and the database lacks; empty if up to date."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [key for key in _newest() if key not in applied]


@lru_cache(maxsize=1)
def _newest() -> tuple[Key, ...]:
    return tuple(MigrationLoader(None).graph.leaf_nodes())


def bring_up_to_date() -> list[Key]:
    """Apply what the database lacks; which migrations those were.

    MigrationError where a newer version of the program has changed the tables.
    """
    with _alone():
        executor = MigrationExecutor(connection)
        refuse_newer(executor.loader)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            call_command("migrate", interactive=False, verbosity=0)
        # Where limits are counted in a table of its own, which is no model's.
        call_command("createcachetable", verbosity=0)
    return [(migration.app_label, migration.name) for migration, _ in plan]


def refuse_newer(loader: MigrationLoader) -> None:
    """MigrationError where the database has migrations that this program does not know."""
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations or ()))
    ours = {app for app, _ in loader.disk_migrations or ()}
    for app, name in unknown:
        # What an app that is no longer installed has left does not matter.
        if app in ours:
            raise MigrationError(
                f"the database was changed by a newer version of the program ({app}/{name}); "
                "install that version, or restore a backup from before"
            )


def go_back(app: str, name: str) -> list[Key]:
    """Undo all migrations of `app` after the one whose name begins so, or by `zero` all; which.

    MigrationError where there is no such migration, or one of them cannot be undone.
    """
    with _alone():
        executor = MigrationExecutor(connection)
        target = (app, None if name == "zero" else _named(executor.loader, app, name))
        plan = executor.migration_plan([target])
        if not all(backwards for _, backwards in plan):
            raise MigrationError(f"{app}/{name} is not applied yet; nothing was undone")
        for migration, _ in plan:
            if not all(operation.reversible for operation in migration.operations):
                raise MigrationError(
                    f"{migration.app_label}/{migration.name} cannot be undone; nothing was "
                    "changed. Restore a backup from before"
                )
        if plan:
            call_command("migrate", app, target[1] or "zero", interactive=False, verbosity=0)
    return [(migration.app_label, migration.name) for migration, _ in plan]


def _named(loader: MigrationLoader, app: str, name: str) -> str:
    known = sorted(key[1] for key in loader.disk_migrations or () if key[0] == app)
    found = [one for one in known if one.startswith(name)]
    if len(found) != 1:
        expected = ", ".join(known) or "none; no such app has tables"
        what = "several migrations begin so" if found else "no such migration"
        raise MigrationError(f"--back-to {app}/{name}: {what}; {app} has {expected}")
    return found[0]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time changes the tables: several may start together."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
