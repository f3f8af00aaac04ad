"""A server as scripts/serve starts it, whose every word is kept to be looked through."""

import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from madoguchi.outlets.site.tests.browser import _wait_for, running

_SCRIPT = Path(__file__).parents[6] / "scripts" / "serve"


class Recorded(NamedTuple):
    """A running server: its address, and the files of its two outputs."""

    origin: str
    out: Path
    err: Path

    def said(self) -> str:
        """All that it has said so far."""
        return self.out.read_text("utf-8") + self.err.read_text("utf-8")


@contextmanager
def recorded(data: Path, folder: Path) -> Iterator[Recorded]:
    """A server on a free port with one worker; its outputs are kept in `folder`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    started = Recorded(f"http://127.0.0.1:{port}", folder / "out", folder / "err")
    with (
        started.out.open("wb") as out,
        started.err.open("wb") as err,
        running(command(port), data, out, err) as server,
    ):
        _wait_for(f"{started.origin}/readyz", server)
        yield started


def command(port: int) -> list[str]:
    """The command of scripts/serve, word by word, for this Python."""
    line = _SCRIPT.read_text("utf-8").partition("exec .venv/bin/granian ")[2]
    line = line.replace('"$port"', str(port)).replace('"${WORKERS:-2}"', "1")
    words = shlex.split(line.replace("\\\n", " "))
    assert words[-1] == "madoguchi.project.wsgi:application"
    return [sys.executable, "-m", "granian", *words]
