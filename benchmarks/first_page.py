"""What a first visit costs: requests and compressed bytes of the home page in every language.

With `--lighthouse`, also Lighthouse's four marks (mobile), by the `lighthouse` on the PATH or in
the folder that LIGHTHOUSE names (npm install lighthouse).

Targets: at most 3 requests and 60 KB; 95 of 100 in all four.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import read_packs
from madoguchi.hours.clock import TOKYO
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.browser import FLAGS, chromium, serving

PACKS = Path(__file__).parents[1] / "packs"
MARKED = ("", "help/", "guide/", "search/?q=visa", "services/nerima/foreign-language-consultation/")


def first_visit(origin: str, code: str) -> tuple[int, int]:
    """Requests until the page has loaded, and their compressed bytes with headers."""
    answers: list[Response] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        # The worker fetches the offline copy after the page is there; it is no part of it.
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        page.on("response", lambda one: answers.append(one))  # noqa: PLW0108 - playwright marks it
        page.goto(f"{origin}/{code}/", wait_until="load")
        sizes = [one.request.sizes() for one in answers]
        browser.close()
    return len(sizes), sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)


def lighthouse(address: str) -> dict[str, int]:
    """Lighthouse's marks for a page on a phone."""
    program = shutil.which("lighthouse") or str(
        Path(os.environ.get("LIGHTHOUSE", "node_modules")) / ".bin" / "lighthouse"
    )
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        subprocess.run(
            [program, address, "--quiet", "--output=json", f"--output-path={report.name}",
             "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
            check=True,
            env=os.environ | {"CHROME_PATH": chromium()},
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        found = json.loads(Path(report.name).read_text(encoding="utf-8"))
    return {name: round(one["score"] * 100) for name, one in found["categories"].items()}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        guide = read_packs(PACKS, "nerima", datetime.now(TOKYO).date()).guide
        EditionStore(Path(folder) / "editions" / "nerima").publish(compile_edition(guide))
        with serving(Path(folder)) as origin:
            for code in WRITTEN:
                requests, size = first_visit(origin, code)
                print(f"{code:10} {requests} requests, {size / 1024:5.1f} KB compressed")
            for rest in MARKED if asked.lighthouse else ():
                for code in ("ja", "zh-Hans", "th"):
                    print(f"/{code}/{rest}", lighthouse(f"{origin}/{code}/{rest}"))
                    sys.stdout.flush()


if __name__ == "__main__":
    main()
