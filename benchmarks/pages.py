"""Home, help and search pages a second, and memory a worker: a real server, wrk on the same cores.

Target: 1,000 requests a second with two workers on two cores, 120 MB a worker. A third each of
the requests are home pages, help pages at a random minute and searches, in random languages. The
nearest peer, Integreat's CMS, gave 32-60 requests a second for one page of its JSON and 190-469 MB.
`pages.py plans` asks for plans instead, of random events and days: target 500 requests a second.
Needs wrk (Debian: apt install wrk) and a published edition (scripts/setup).
"""

import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS, SECONDS, CONNECTIONS = 3, 10, 16


# What is asked for, and the target in requests a second.
ASKED = {"pages": ("random_pages.lua", 1_000), "plans": ("random_plans.lua", 500)}


def main() -> None:
    script, target = ASKED[sys.argv[1] if len(sys.argv) > 1 else "pages"]
    if shutil.which("wrk") is None:
        sys.exit("this benchmark needs wrk (Debian: apt install wrk)")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [str(HERE.parent / "scripts" / "serve")],
        env={**os.environ, "PORT": str(port)},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    started = time.perf_counter()
    try:
        while True:
            try:
                urllib.request.urlopen(f"{base}/ko/").read()
                break
            except OSError:
                time.sleep(0.05)
        print(f"first answer after {time.perf_counter() - started:.1f} s from scripts/serve")
        rates = []
        for _ in range(ROUNDS):
            out = subprocess.run(
                ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency",
                 "-s", str(HERE / script), base],
                capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
            p99 = re.search(r"99%\s+(\S+)", out)[1]
            bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
            rates.append(rate)
            print(f"  {rate:8.0f} requests/s, p99 {p99}, errors {bad[1] if bad else 0}")
        print(f"median {statistics.median(rates):.0f} requests/s (target {target:,})")
        print(f"memory a worker: {', '.join(f'{mb:.0f} MB' for mb in workers(server.pid))}")
    finally:
        os.killpg(server.pid, signal.SIGTERM)


def workers(server: int) -> list[float]:
    """Resident memory of the server's worker processes, in MB."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        parent = int(re.search(r"PPid:\s+(\d+)", text)[1])
        if parent == server and (rss := re.search(r"VmRSS:\s+(\d+)", text)):
            found.append(int(rss[1]) / 1024)
    return [mb for mb in found if mb > 20]


if __name__ == "__main__":
    main()
