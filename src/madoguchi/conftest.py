"""What the tests of the outlets and of the command share: published editions and a client."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.edition.live import Served
from madoguchi.guide import read_packs
from madoguchi.outlets.serving import live
from madoguchi.postgres import Postgres, running_postgres

PACKS = Path(__file__).parents[2] / "packs"
PUBLISHED = ("nerima", "example")
_TODAY = date(2026, 11, 27)


@pytest.fixture(scope="session")
def packs() -> Path:
    """The folder of the real packs; nothing may be written there."""
    return PACKS


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data, as MADOGUCHI_DATA names it, with an edition of each published pack."""
    folder = tmp_path_factory.mktemp("data")
    for pack in PUBLISHED:
        edition = compile_edition(read_packs(PACKS, pack, _TODAY).guide)
        EditionStore(folder / "editions" / pack).publish(edition)
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL, one for each process of tests.

    Each user makes a database: `url = postgres.database()`, gives it as DATABASE_URL to the
    processes it starts, and may `postgres.drop(url)`.
    """
    with running_postgres() as server:
        yield server


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
