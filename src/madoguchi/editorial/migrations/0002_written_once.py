"""What a version says is never changed: the database itself refuses it.

SQLite makes a table anew when one of its columns is altered, and its triggers are gone then: a
migration that does so repeats this one.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = {
    "editorial_factsversion": ("record_id", "number", "data", "gone", "by_id", "at"),
    "editorial_wordsversion": (
        "record_id", "language", "number", "data", "by_id", "at", "made_from_language",
        "made_from_number",
    ),
    "editorial_reviewstep": ("record_id", "part", "number", "what", "comment", "by_id", "at"),
}  # fmt: skip
_SAYS = "what was written is never changed; write a new version"


def forbid(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for table, columns in _TABLES.items():
        if editor.connection.vendor == "sqlite":
            differs = " OR ".join(f"OLD.{one} IS NOT NEW.{one}" for one in columns)
            editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} WHEN {differs} "
                f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
            )
        else:
            differs = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in columns)
            editor.execute(
                "CREATE OR REPLACE FUNCTION editorial_written_once() RETURNS trigger AS "
                f"$$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$ LANGUAGE plpgsql"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE ON {table} FOR EACH ROW "
                f"WHEN ({differs}) EXECUTE FUNCTION editorial_written_once()"
            )


def allow(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    on_table = "" if editor.connection.vendor == "sqlite" else " ON {table}"
    for table in _TABLES:
        editor.execute(f"DROP TRIGGER {table}_written_once{on_table.format(table=table)}")
    if editor.connection.vendor != "sqlite":
        editor.execute("DROP FUNCTION editorial_written_once()")


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
