"""How long a static copy of the whole guide takes, in every language (target 30 seconds)."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("madoguchi")
TARGET_SECONDS = 30


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        done = subprocess.run(
            [COMMAND, "export", f"{folder}/copy", "--address", "https://guide.example.jp"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        took = time.perf_counter() - started
        print(done.stdout.strip(), done.stderr.strip(), sep="\n")
        pages = [*Path(folder).rglob("index.html")]
        copies = [*Path(folder).glob("copy/offline/*.json")]
        print(f"{took:.1f} s for {len(pages):,} pages (target {TARGET_SECONDS} s)")
        if copies:
            print(f"largest offline copy {max(one.stat().st_size for one in copies) / 1e6:.2f} MB")
    if done.returncode or took > TARGET_SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
