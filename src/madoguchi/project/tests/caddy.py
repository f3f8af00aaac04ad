"""Our Caddyfile in a real Caddy, in front of a real server."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[4]
CADDYFILE = ROOT / "deploy" / "caddy" / "Caddyfile"
_UNPACKED = ROOT / ".venv" / "caddy" / "usr" / "bin" / "caddy"


def caddy() -> str:
    """The program; the test fails where there is none (Decision 26)."""
    found = shutil.which("caddy") or (str(_UNPACKED) if _UNPACKED.is_file() else None)
    if not found:
        pytest.fail("The tests of its configuration need Caddy: scripts/test fetches it, or "
                    "sudo apt install caddy", pytrace=False)  # fmt: skip
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Running:
    """A Caddy that serves https://localhost with a certificate of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.address = folder, f"https://localhost:{port}"

    def client(self, **options: object) -> httpx.Client:
        """A browser that trusts it."""
        trusted = self.folder / "data/caddy/pki/authorities/local/root.crt"
        context = ssl.create_default_context(cafile=str(trusted))
        return httpx.Client(base_url=self.address, verify=context, timeout=60, **options)

    def access(self) -> list[dict]:
        """The access log, a line for each request."""
        lines = (self.folder / "access.log").read_text().splitlines()
        return [one for one in map(json.loads, lines) if one["msg"] == "handled request"]

    def all_logs(self) -> str:
        return "".join((self.folder / f"{name}.log").read_text() for name in ("access", "errors"))


@contextmanager
def running(folder: Path, upstream: str, config: Path = CADDYFILE) -> Iterator[Running]:
    """Caddy in front of `upstream`, as `127.0.0.1:8000`, until the block ends."""
    folder.mkdir()
    port = free_port()
    env = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder),
        "PATH": os.defpath,
        "MADOGUCHI_SITE": "localhost",
        "MADOGUCHI_UPSTREAM": upstream.removeprefix("http://"),
        "MADOGUCHI_HTTP_PORT": str(free_port()),
        "MADOGUCHI_HTTPS_PORT": str(port),
        "MADOGUCHI_WAIT": "100ms",
    }
    with (folder / "access.log").open("wb") as out, (folder / "errors.log").open("wb") as errors:
        process = subprocess.Popen(
            [caddy(), "run", "--config", config], env=env, stdout=out, stderr=errors, cwd=folder
        )
    try:
        made = Running(folder, port)
        _wait_for(made, process)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(made: Running, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        assert process.poll() is None, (made.folder / "errors.log").read_text()
        try:
            with made.client() as client:
                client.get("/wait-for-it")
        except (httpx.TransportError, OSError):
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"Caddy did not begin: {made.all_logs()}")
