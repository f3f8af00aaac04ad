"""Publishers that are killed with SIGKILL while somebody reads (Decision 29).

A process of its own forks a publisher, watches the disk and kills it; so a reader in the process
that asks for it never slows down the aim. Where a kill fell is told by what it left on disk.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from madoguchi.edition import DamagedEditionError, Edition, EditionStore, compile_edition
from madoguchi.edition.tests.small_guide import service, small_guide

# Every turn's publisher counts from a number of its own, so that no edition is published twice.
_TURN = 1_000_000
# About as long as the edition of a small ward, so that writing takes its time.
_LENGTH = 100_000
_MARK = "0123456789"
_GIVE_UP_SECONDS = 2.0


class Aim(StrEnum):
    ANY_TIME = "any-time"
    WRITING = "writing"
    BEFORE_SWAP = "before-swap"


class Place(StrEnum):
    """Where a kill fell."""

    NOTHING_BEGUN = "before anything was written"
    UNFINISHED = "while the folder was written"
    NO_POINTER = "folder written, pointer not swapped"
    SWAPPED = "after a pointer was swapped"


@dataclass
class Tally:
    """How many kills fell where, and what the reader saw meanwhile."""

    places: Counter[Place] = field(default_factory=Counter)
    opened: int = 0
    editions: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


class Numbered:
    """Editions that differ in a number, made fast: one template, one number put in."""

    def __init__(self) -> None:
        note = _MARK + " and so on" * (_LENGTH // 10)
        self._template = compile_edition(small_guide(desk=service(note=note)))

    def edition(self, number: int) -> Edition:
        content = self._template.content.replace(_MARK.encode(), b"%010d" % number)
        return Edition(hashlib.sha256(content).hexdigest(), self._template.guide, content)

    @staticmethod
    def number(edition: Edition) -> int:
        return int(edition.guide.entries["town/desk"].note[: len(_MARK)])


def kill_publishers(
    root: Path, kills: int, aims: tuple[Aim, ...] = tuple(Aim), seconds: float = 600.0
) -> Tally:
    """Kill so many publishers one after another while a thread opens the store all the time.

    Stops after `seconds`, also if fewer were killed.
    """
    tally, numbered, store = Tally(), Numbered(), EditionStore(root)
    store.publish(numbered.edition(0))
    ends = time.monotonic() + seconds
    with _reader(store, tally), _executioner(root) as executioner:
        assert executioner.stdin
        assert executioner.stdout
        for turn in range(1, kills + 1):
            if time.monotonic() > ends:
                break
            before = _on_disk(root)
            executioner.stdin.write(f"{aims[turn % len(aims)]} {turn * _TURN}\n")
            executioner.stdin.flush()
            assert executioner.stdout.readline() == "killed\n"
            tally.places[_where(before, _on_disk(root))] += 1
            store.open()
    _look_at_the_end(store, numbered, tally, (kills + 1) * _TURN)
    return tally


@dataclass(frozen=True)
class _OnDisk:
    history: int
    orphans: frozenset[str]
    unfinished: bool


def _on_disk(root: Path) -> _OnDisk:
    names = {path.name for path in root.iterdir() if path.is_dir()}
    history = [
        line["edition"] for line in json.loads((root / "current.json").read_bytes())["history"]
    ]
    unfinished = {name for name in names if name.startswith(".")}
    return _OnDisk(len(history), frozenset(names - unfinished - set(history)), bool(unfinished))


def _where(before: _OnDisk, after: _OnDisk) -> Place:
    if after.unfinished:
        return Place.UNFINISHED
    if after.orphans > before.orphans:
        return Place.NO_POINTER
    return Place.SWAPPED if after.history > before.history else Place.NOTHING_BEGUN


def _look_at_the_end(store: EditionStore, numbered: Numbered, tally: Tally, number: int) -> None:
    """After all the kills a publisher that lives cleans up, and every edition served is whole."""
    store.publish(numbered.edition(number))
    left = [path.name for path in store.root.iterdir() if path.name.startswith(".")]
    tally.wrong += [f"left over: {name}" for name in left]
    if numbered.number(store.open()) != number:
        tally.wrong.append("the last edition is not served")
    for line in store.list():
        store.open(line.edition)


@contextmanager
def _reader(store: EditionStore, tally: Tally) -> Iterator[None]:
    stop = threading.Event()

    def read() -> None:
        last = 0
        while not stop.is_set():
            try:
                edition = store.open()
            except (DamagedEditionError, OSError) as error:
                tally.wrong.append(str(error))
                continue
            tally.opened += 1
            tally.editions.add(edition.id)
            number = Numbered.number(edition)
            if hashlib.sha256(edition.content).hexdigest() != edition.id or number < last:
                tally.wrong.append(f"edition {number} after {last}")
            last = number

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def _executioner(root: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", __name__, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process
        # The end of its input ends it.
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def _execute(root: Path) -> None:
    """For each line of input, fork a publisher and kill it at the aim that the line names."""
    numbered = Numbered()
    for line in sys.stdin:
        aim, start = line.split()
        before = {path.name for path in root.iterdir()}
        child = os.fork()
        if child == 0:
            store, number = EditionStore(root), int(start)
            while True:
                store.publish(numbered.edition(number))
                number += 1
        if aim == Aim.ANY_TIME:
            time.sleep(random.uniform(0.0, 0.03))
        else:
            _wait_for(root, before, unfinished=aim == Aim.WRITING)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write("killed\n")
        sys.stdout.flush()


def _wait_for(root: Path, before: set[str], *, unfinished: bool) -> None:
    """Until a folder that was not there before is being written, or is there in full."""
    ends = time.monotonic() + _GIVE_UP_SECONDS
    while time.monotonic() < ends:
        for path in root.iterdir():
            if path.name not in before and path.name.startswith(".unfinished-") is unfinished:
                return


if __name__ == "__main__":
    _execute(Path(sys.argv[1]))
