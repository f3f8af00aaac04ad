import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from madoguchi.guide.tests.town import Town
from madoguchi.project.command import main
from madoguchi.project.environment import environment


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
