"""The database emptied and filled again from a backup, in one transaction with all its tables."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from madoguchi.project.backups.tables import LEFT_OUT, TABLES_LEFT_OUT, Key, Table, tables_at

# Which restore filled the database; it stands there exactly if that was committed.
_MARK = "madoguchi_restored"
_SECONDS_TO_WAIT = 10


class RestoreError(Exception):
    """A backup that cannot be restored here; the message says why, and nothing was changed."""


def is_empty() -> bool:
    """Whether no table holds what somebody would miss."""
    passing = {model._meta.db_table for model in apps.get_models() if _is_left_out(model)}
    for name in sorted(_ours() - passing - {"django_migrations", _MARK, *_caches()}):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 - a name of the database's own
            if cursor.fetchone():
                return False
    return True


def _is_left_out(model: Table) -> bool:
    return model._meta.app_label in LEFT_OUT or model._meta.label_lower in TABLES_LEFT_OUT


def _ours() -> set[str]:
    """Names of all tables that this program or a newer one has made."""
    starts = tuple(f"{app.label}_" for app in apps.get_app_configs())
    return {
        name
        for name in connection.introspection.table_names()
        if name.startswith((*starts, "django_")) or name in {_MARK, *_caches()}
    }


def _caches() -> set[str]:
    """Tables that hold what may be forgotten at any time."""
    return {
        str(cache["LOCATION"])
        for cache in settings.CACHES.values()
        if cache["BACKEND"].endswith("DatabaseCache")
    }


@contextmanager
def rebuilding() -> Iterator[None]:
    """One transaction in which tables may go and come and rows stand before those they refer to."""
    connection.ensure_connection()
    connection.disable_constraint_checking()
    try:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    cursor.execute(f"SET LOCAL lock_timeout = '{_SECONDS_TO_WAIT}s'")
            yield
            connection.check_constraints()
    except OperationalError as error:
        # SQLite's words and PostgreSQL's.
        if "locked" in str(error) or "lock timeout" in str(error):
            raise RestoreError(
                "somebody is working with the database; stop the web server and the worker first"
            ) from error
        raise
    finally:
        connection.enable_constraint_checking()


def make_tables(migrations: Mapping[str, Iterable[str]]) -> dict[str, Table]:
    """Empty tables as these migrations make them; by name, as `editorial.record`."""
    executor = MigrationExecutor(connection)
    keys = {(app, name) for app, names in migrations.items() for name in names}
    if keys == executor.loader.applied_migrations.keys():
        _empty(_ours())
    else:
        _drop(_ours())
        _migrate(keys)
    return {table._meta.label_lower: table for table in tables_at(keys)}


def _migrate(keys: set[Key]) -> None:
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    # The newest alone: one that is applied on the way to another would be gone back to.
    last = [
        key
        for key in sorted(keys & graph.nodes.keys())
        if not any(
            child.key[0] == key[0] and child.key in keys for child in graph.node_map[key].children
        )
    ]
    executor.migrate(last)


def bring_up_to_date() -> None:
    """Apply the migrations that are newer than the backup; IntegrityError where rows do not fit."""
    # Here, as a migration would find it too, and on SQLite would leave the transaction open; and
    # PostgreSQL changes no table with rows whose references it has not looked at.
    connection.check_constraints()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def unknown(migrations: Mapping[str, Iterable[str]]) -> list[str]:
    """Migrations of our apps that only a newer program has, as `editorial/0009_more`."""
    known = set(MigrationLoader(None).disk_migrations or ())
    ours = {app.label for app in apps.get_app_configs()}
    return [
        f"{app}/{name}"
        for app, names in migrations.items()
        for name in names
        if app in ours and (app, name) not in known
    ]


def mark(restore_id: str) -> None:
    """Say in the database which restore filled it."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {_MARK} (id varchar(64) NOT NULL)")
        cursor.execute(f"INSERT INTO {_MARK} (id) VALUES (%s)", [restore_id])  # noqa: S608 - our own name


def is_marked(restore_id: str) -> bool:
    """Whether this restore filled the database."""
    if _MARK not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {_MARK} WHERE id = %s", [restore_id])  # noqa: S608 - our own name
        return cursor.fetchone() is not None


def _empty(names: set[str]) -> None:
    """Empty all but what Django keeps about its apps, which is as it should be."""
    kept = {"django_migrations"} | {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"contenttypes", "auth"}
    }
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(
            no_style(), sorted(names - kept), reset_sequences=True
        ):
            cursor.execute(statement)


def _drop(names: set[str]) -> None:
    if not names:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            for name in sorted(names):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)}")
            return
        cursor.execute(
            "SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) AND relname = ANY(%s)",
            [sorted(names)],
        )
        functions = [row[0] for row in cursor.fetchall()]
        quoted = ", ".join(connection.ops.quote_name(name) for name in sorted(names))
        cursor.execute(f"DROP TABLE {quoted} CASCADE")
        for function in functions:
            cursor.execute(f"DROP FUNCTION {function} CASCADE")
