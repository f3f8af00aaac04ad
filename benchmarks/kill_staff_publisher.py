"""Kill 200 publishers of the staff's rooms on each database while somebody reads (Decision 29).

Usage: .venv/bin/python benchmarks/kill_staff_publisher.py [KILLS]
Every kill must leave one whole edition for readers, and the publisher after it must succeed.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from madoguchi.editorial.keeping.tests.killing import kill_publishers
from madoguchi.postgres import running_postgres

PACKS = Path(__file__).parents[1] / "packs"
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 200


def make_tables(url: str) -> None:
    command = [sys.executable, "-m", "madoguchi.project.command", "migrate"]
    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True)


def one(name: str, url: str) -> int:
    make_tables(url)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        tally = kill_publishers(url, Path(folder), KILLS, PACKS)
        seconds = time.perf_counter() - began
    print(f"{name}: {sum(tally.places.values())} kills in {seconds:.0f} s")
    for place, count in tally.places.most_common():
        print(f"  {count:4}  {place}")
    print(f"  a reader opened the store {tally.opened:,} times, {len(tally.editions)} editions")
    for line in tally.wrong[:10]:
        print(f"  WRONG: {line}")
    print(f"  wrong: {len(tally.wrong)} (target 0)")
    return len(tally.wrong)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        wrong = one("SQLite", f"sqlite:///{folder}/madoguchi.db")
    with running_postgres() as server:
        wrong += one("PostgreSQL", server.database())
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
