"""Kill publishers with SIGKILL while a reader opens the store all the time (Decision 29).

.venv/bin/python benchmarks/kill_publisher.py [kills]
"""

import sys
import tempfile
import time
from pathlib import Path

from madoguchi.edition.tests.killing import Place, kill_publishers


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_publishers(Path(folder) / "editions", kills)
    print(f"{sum(tally.places.values())} publishers killed in {time.monotonic() - began:.1f} s")
    for place in Place:
        print(f"  {tally.places[place]:4}  {place}")
    print(
        f"meanwhile the store was opened {tally.opened} times "
        f"and gave {len(tally.editions)} different editions"
    )
    for wrong in tally.wrong:
        print(f"WRONG: {wrong}")
    print("every open gave one whole edition" if not tally.wrong else "FAILED")
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
