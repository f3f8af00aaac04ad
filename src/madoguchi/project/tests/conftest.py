import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from madoguchi.guide.tests.town import Town
from madoguchi.postgres import Postgres
from madoguchi.project import migrating
from madoguchi.project.command import main
from madoguchi.project.environment import environment
from madoguchi.project.tests.ward import Ward, fill


class Ran(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def madoguchi(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: Path
) -> Iterator[Callable[..., Ran]]:
    """Runs the command as a shell would: by default on the real packs and published editions."""
    for name in [name for name in os.environ if name.startswith("MADOGUCHI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MADOGUCHI_DATA", str(data))

    def run(*arguments: str, **settings: str | Path) -> Ran:
        for name, value in settings.items():
            monkeypatch.setenv(f"MADOGUCHI_{name.upper()}", str(value))
        environment.cache_clear()
        capsys.readouterr()
        try:
            status = main(arguments)
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        return Ran(status, *capsys.readouterr())

    yield run
    environment.cache_clear()


@pytest.fixture
def town(tmp_path: Path, madoguchi: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> Town:
    """A small town's pack, whole until a test breaks it; the command works on it."""
    made = Town(tmp_path)
    monkeypatch.setenv("MADOGUCHI_PACK", "town")
    monkeypatch.setenv("MADOGUCHI_PACKS", str(made.root))
    monkeypatch.setenv("MADOGUCHI_DATA", str(tmp_path / "var"))
    return made


class Machines:
    """Makes wards that nothing else uses: `filled("sqlite")`, `empty("postgresql")`."""

    def __init__(self, filled: dict[str, Ward], folder: Path, postgres: Postgres) -> None:
        self._filled, self._folder, self._postgres = filled, folder, postgres
        self._numbers = count(1)

    def filled(self, engine: str) -> Ward:
        """A town with its guide, people and editions."""
        original = self._filled[engine]
        url = ""
        if engine == "postgresql":
            url = self._postgres.database(template=original.url.rpartition("/")[2])
        return original.copy(self._new_folder(), url)

    def empty(self, engine: str) -> Ward:
        """A machine on which nothing has been set up; its database has no tables."""
        url = self._postgres.database() if engine == "postgresql" else ""
        return Ward(self._new_folder(), url)

    def _new_folder(self) -> Path:
        return self._folder / f"machine-{next(self._numbers)}"


@pytest.fixture(scope="session")
def filled_wards(
    tmp_path_factory: pytest.TempPathFactory, postgres: Postgres, django_db_blocker: DjangoDbBlocker
) -> dict[str, Ward]:
    """The same ward on both databases; only to be copied."""
    wards = {}
    for engine in ("sqlite", "postgresql"):
        folder = tmp_path_factory.mktemp(engine)
        Town(folder)
        ward = Ward(folder, postgres.database() if engine == "postgresql" else "")
        with django_db_blocker.unblock(), ward.open():
            migrating.bring_up_to_date()
            fill(ward)
        wards[engine] = ward
    return wards


@pytest.fixture
def machines(
    filled_wards: dict[str, Ward],
    tmp_path: Path,
    postgres: Postgres,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Machines]:
    """Wards on machines of their own, with databases that may be reached."""
    with django_db_blocker.unblock():
        yield Machines(filled_wards, tmp_path, postgres)
