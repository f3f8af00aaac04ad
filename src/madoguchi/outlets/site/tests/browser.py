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
from typing import IO

import pytest
from playwright.sync_api import Page, expect

_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
_HOW_TO_GET_ONE = (
    "The browser tests need a Chromium. "
    "Debian, Ubuntu: sudo apt install chromium fonts-noto-cjk fonts-noto-core"
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
# As long as Playwright waits for anything else: workers share the cores with what they wait for.
expect.set_options(timeout=30_000)
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
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
        *("--port", str(port), "--workers", "1", "--blocking-threads", "1", "--no-ws"),
        *("--log-level", "warning", "madoguchi.project.wsgi:application"),
    ]
    with running(command, data, subprocess.DEVNULL, subprocess.DEVNULL) as server:
        _wait_for(f"http://127.0.0.1:{port}/readyz", server)
        yield f"http://127.0.0.1:{port}"


# A worker whose run is broken off is killed, and stops nothing: so a server ends with its input.
_UNTIL_STARTER_ENDS = """
exec 3<&0
"$@" 3<&- </dev/null & server=$!
{ while read -r _; do :; done <&3; kill $server; } 2>/dev/null >&2 &
wait $server
"""


@contextmanager
def running(
    command: list[str], data: Path, out: int | IO[bytes], err: int | IO[bytes]
) -> Iterator["subprocess.Popen[bytes]"]:
    """A server of Nerima's guide in `data`, for as long as the block and the tests last."""
    server = subprocess.Popen(
        ["/bin/sh", "-c", _UNTIL_STARTER_ENDS, "sh", *command],
        env=os.environ | {"MADOGUCHI_DATA": str(data), "MADOGUCHI_PACK": "nerima"},
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=err,
    )
    assert server.stdin
    try:
        yield server
    finally:
        server.stdin.close()
        server.wait(timeout=10)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    # Long, as workers and other people's programs may have the cores.
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    pytest.fail("the server did not become ready")


def violations(
    page: Page, *, contrast_only: bool = False, contrast_by_look: bool = False
) -> list[str]:
    """What axe finds wrong on the page that is shown: the rule, where, and why.

    Contrast takes nine tenths of axe's time. By look, it is asked of some words of each look that
    there is on the page (see `_look`) instead of all words, in a tenth of the time.
    """
    if not page.evaluate("() => typeof window.axe === 'object'"):
        page.evaluate(AXE)
    options = (
        {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        if contrast_only
        else {"rules": {"target-size": {"enabled": True}}}
    )
    if contrast_by_look:
        page.evaluate(_LOOK)
    found = page.evaluate(
        """([options, selector]) => {
          axe.configure({rules: [{id: 'color-contrast', selector}]});
          return axe.run(document, options);
        }""",
        [
            options | {"resultTypes": ["violations"]},
            "[data-looked-at]" if contrast_by_look else "*",
        ],
    )
    return [
        f"{one['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


# Marks the first, the middle and the last words of each look. Words look alike if they, and all
# that is around them up to the page, have the same styles; so axe says the same of them, unless
# something that was moved out of its place lies over or under them: those words are all marked.
_LOOK = """() => {
  const numbers = new Map(), looks = new Map(), alike = new Map(), moved = [];
  const number = (...parts) => {
    const text = parts.join('|');
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text);
  };
  const isMoved = style => style.position !== 'static' || style.cssFloat !== 'none'
    || style.transform !== 'none' || style.translate !== 'none'
    || [style.marginTop, style.marginRight, style.marginBottom, style.marginLeft]
      .some(margin => parseFloat(margin) < 0);
  for (const one of document.querySelectorAll('*')) {
    one.removeAttribute('data-looked-at');
    const style = getComputedStyle(one);
    if (isMoved(style)) moved.push(one);
    const look = number(
      looks.get(one.parentElement), one.tagName, one.type, one.disabled, one.ariaDisabled,
      style.color, style.webkitTextFillColor, style.backgroundColor, style.backgroundImage,
      style.opacity, style.filter, style.mixBlendMode, style.textShadow, style.fontSize,
      style.fontWeight, style.display, style.visibility, style.overflow, style.clip,
      style.clipPath, style.position, style.transform);
    looks.set(one, look);
    const words = [...one.childNodes].filter(child => child.nodeType === 3)
      .map(child => child.data.trim()).join('');
    if (!words && !one.matches('input, select, textarea, button')) continue;
    // Of a single sign and of what is no writing axe is not sure.
    const key = number(look, [...words].length > 1, /[\\p{L}\\p{N}]/u.test(words),
                       one.checkVisibility());
    alike.has(key) ? alike.get(key).push(one) : alike.set(key, [one]);
  }
  const mark = one => one.setAttribute('data-looked-at', '');
  for (const group of alike.values())
    for (const one of [group[0], group[group.length >> 1], group.at(-1)]) mark(one);
  const all = [...alike.values()].flat().map(one => [one, one.getBoundingClientRect()]);
  for (const other of moved) {
    const box = other.getBoundingClientRect();
    for (const [one, place] of all)
      if (place.left < box.right && box.left < place.right && place.top < box.bottom
          && box.top < place.bottom && !one.contains(other) && !other.contains(one)) mark(one);
  }
}"""


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
