"""How long a stranger waits: set-up from nothing, publishing, and the first answer.

Targets: set-up 120 s on a fast line, first answer 5 s after `scripts/serve` in a set-up checkout,
compiling Nerima 3 s. Works on a fresh clone in a temporary folder, so it needs git and the package
index.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "madoguchi"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        print(f"set-up from nothing   {timed([clone / 'scripts/setup']):6.1f} s  (target 120)")
        print(f"set-up, nothing to do {timed([clone / 'scripts/setup']):6.1f} s")
        publish = [clone / ".venv/bin/madoguchi", "publish"]
        print(f"compile and publish   {timed(publish):6.1f} s  (target 3)")
        print(f"first answer          {first_answer(clone):6.1f} s  (target 5)")


def timed(command: list[Path | str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start


def first_answer(clone: Path) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    server = subprocess.Popen(
        [clone / "scripts/serve"], env=os.environ | {"PORT": str(port)},
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/ko/").read()
                return time.perf_counter() - start
            except OSError:
                time.sleep(0.02)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


if __name__ == "__main__":
    main()
