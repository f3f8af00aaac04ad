"""What the tests of the outlets and of the command share: published editions and a client."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
import pytest
from django.core.management import call_command
from django.db import connections
from pytest_django import DjangoDbBlocker, Settings

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.edition.live import Served
from madoguchi.guide.tests.real_guide import PACKS, read
from madoguchi.outlets.serving import live
from madoguchi.postgres import Postgres, running_postgres

PUBLISHED = ("nerima", "example")


# What brings a database into a test.
_WITH_DATABASE = {
    "db",
    "transactional_db",
    "live_server",
    "on_postgres",
    "postgres_with_tables",
    "shared",
}


@pytest.fixture(autouse=True)
def readers_need_no_database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test names no database, what an earlier one of its worker left open is put aside.

    Django looks after every open connection when a request ends, which pytest-django forbids.
    """
    if _WITH_DATABASE & set(request.fixturenames) or request.node.get_closest_marker("django_db"):
        yield
        return
    opened = [(one, one.connection) for one in connections.all(initialized_only=True)]
    for wrapper, _ in opened:
        wrapper.connection = None
    yield
    for wrapper, connection in opened:
        wrapper.connection = connection


@pytest.fixture(scope="session")
def packs() -> Path:
    """The folder of the real packs; nothing may be written there."""
    return PACKS


@pytest.fixture(scope="session")
def data(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data, as MADOGUCHI_DATA names it, with an edition of each published pack.

    It is the worker's own: servers write there what they derive.
    """
    made = made_once("data", _publish_all, pytestconfig, tmp_path_factory)
    return shutil.copytree(made, tmp_path_factory.mktemp("data"), dirs_exist_ok=True)


def _publish_all(folder: Path) -> None:
    for pack in PUBLISHED:
        EditionStore(folder / "editions" / pack).publish(compile_edition(read(pack).guide))


def made_once(
    name: str,
    make: Callable[[Path], None],
    config: pytest.Config,
    factory: pytest.TempPathFactory,
) -> Path:
    """A folder that the first worker makes and the others wait for; nobody may write there later.

    For what takes long to make and is the same for all, called by a fixture of the session.
    """
    shared = factory.getbasetemp()
    if hasattr(config, "workerinput"):
        # Each worker has a folder within that of the run.
        shared = shared.parent
    folder = shared / f"{name}-of-all"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            # Whole or not there: who fails half-way leaves it to the next.
            unfinished = Path(tempfile.mkdtemp(dir=shared))
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL, one for each process of tests.

    Each user makes a database: `url = postgres.database()`, gives it as DATABASE_URL to the
    processes it starts, and may `postgres.drop(url)`.
    """
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Postgres, django_db_blocker: DjangoDbBlocker) -> str:
    """The DATABASE_URL of a database with all tables and no rows; it is only to be copied."""
    url = postgres.database()
    with django_db_blocker.unblock(), connected_to(url):
        call_command("migrate", run_syncdb=True, verbosity=0)
        call_command("createcachetable", verbosity=0)
    return url


@pytest.fixture
def on_postgres(
    postgres: Postgres, postgres_with_tables: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Django's database is an empty one on a real PostgreSQL, with its own transactions.

    Gives its DATABASE_URL, so that real processes can share it.
    """
    url = postgres.database(template=postgres_with_tables.rpartition("/")[2])
    with django_db_blocker.unblock(), connected_to(url):
        yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest,
    db: None,  # noqa: ARG001 - pytest-django makes SQLite's tables only for who names it here
) -> str:
    """The test runs twice: on SQLite and on PostgreSQL; gives the name."""
    if request.param == "postgresql":
        request.getfixturevalue("on_postgres")
    return str(request.param)


@contextmanager
def connected_to(url: str) -> Iterator[None]:
    """Django's default connection leads to this DATABASE_URL."""
    before, kept = connections["default"], connections.databases["default"]
    asked = dj_database_url.parse(url)
    options = kept["OPTIONS"] if asked["ENGINE"] == kept["ENGINE"] else {}
    connections.databases["default"] = {**kept, "OPTIONS": options, **asked}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.databases["default"], connections["default"] = kept, before


@pytest.fixture
def nerima(data: Path, settings: Settings) -> Served:
    """Nerima's edition, served by this process."""
    return _serve(data / "editions" / "nerima", settings)


@pytest.fixture
def example(data: Path, settings: Settings) -> Iterator[Served]:
    """The edition of the invented city with awkward schedules, served by this process."""
    yield _serve(data / "editions" / "example", settings)
    live.cache_clear()


@pytest.fixture
def empty_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Served by this process: a folder in which no edition has been published yet."""
    settings.EDITIONS = tmp_path / "editions"
    live.cache_clear()
    yield settings.EDITIONS
    live.cache_clear()


def _serve(folder: Path, settings: Settings) -> Served:
    settings.EDITIONS = folder
    # Opening an edition takes time, so it is kept for the next test that wants the same.
    if live().store.root != folder:
        live.cache_clear()
    return live().now()
