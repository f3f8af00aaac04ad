"""A real server and a real browser for the tests of the pages."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page

_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_HOW_TO_GET_ONE = (
    "The browser tests need a Chromium. "
    "Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk fonts-noto-core"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def chromium() -> str:
    """The browser to test with; the test fails where there is none."""
    asked = os.environ.get("CHROMIUM")
    for name in (asked,) if asked else ("chromium", "chromium-browser", "google-chrome", _MAC):
        found = shutil.which(name)
        if found:
            return found
    pytest.fail(f"CHROMIUM={asked} is no program" if asked else _HOW_TO_GET_ONE, pytrace=False)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """A server of its own on a free port, as `scripts/serve` starts it; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"),
            *("--log-level", "warning", "madoguchi.project.wsgi:application"),
        ],
        env=os.environ | {"MADOGUCHI_DATA": str(data), "MADOGUCHI_PACK": "nerima"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + 20
    while time.monotonic() < give_up:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    pytest.fail("the server did not become ready")


def violations(page: Page, *, contrast_only: bool = False) -> list[str]:
    """What axe finds wrong on the page that is shown: the rule, where, and why."""
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE)
    options = (
        {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        if contrast_only
        else {"rules": {"target-size": {"enabled": True}}}
    )
    found = page.evaluate(
        "options => axe.run(document, options)", options | {"resultTypes": ["violations"]}
    )
    return [
        f"{one['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def sideways(page: Page) -> list[str]:
    """What stands out of the page to the side; empty if nobody has to scroll there."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.scrollingElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll('body *')]
            .filter(one => one.getBoundingClientRect().right > width + 0.5
                           && one.checkVisibility())
            .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)
            .slice(-5).concat([`${document.scrollingElement.scrollWidth} > ${width}`]);
        }"""
    )


def hard_to_read(page: Page) -> list[str]:
    """Words with less contrast than 4.5 as they are shown, also where the reader forces colours.

    axe reads `-webkit-text-fill-color`, which Chromium does not report as it is forced.
    """
    return page.evaluate(
        """() => {
          const parts = colour => colour.match(/[0-9.]+/g).map(Number);
          const light = colour => {
            const [r, g, b] = parts(colour).slice(0, 3).map(c => c / 255)
              .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const background = one => {
            for (; one; one = one.parentElement) {
              const colour = getComputedStyle(one).backgroundColor;
              if ((parts(colour)[3] ?? 1) === 1) return colour;
            }
            return 'rgb(255, 255, 255)';
          };
          return [...document.querySelectorAll('body *')]
            .filter(one => [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(one => one.checkVisibility())
            .map(one => {
              const pair = [light(getComputedStyle(one).color), light(background(one))];
              return [(Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05), one];
            })
            .filter(([contrast]) => contrast < 4.5)
            .map(([contrast, one]) => `${contrast.toFixed(1)}: ${one.outerHTML.slice(0, 80)}`);
        }"""
    )
