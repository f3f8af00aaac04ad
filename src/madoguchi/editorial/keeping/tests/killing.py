"""Publishers killed with SIGKILL on a real database while somebody reads (Decision 29).

A process of its own (`warm_publisher`) has everything loaded, forks a publisher for each turn and
kills it after some time; where the kill fell is told by what it left in the database and on disk.
"""

import os
import random
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

from madoguchi.edition import DamagedEditionError, EditionStore

ENTRY = "example/city-hall"
# Half of the kills fall anywhere in the time that one publishing takes, half as soon as the
# database says that the versions were exchanged: there is the edition written.
AT_EXCHANGE = "at-exchange"


class Place(StrEnum):
    """Where a kill fell."""

    BEFORE_PLAN = "before anything was planned"
    PLANNED = "planned, nothing exchanged"
    EXCHANGED = "exchanged in the database, no edition"
    ON_DISK = "exchanged, the edition on disk or half of it"
    DONE = "after it was done"


@dataclass
class Tally:
    """How many kills fell where, what readers saw, and what went wrong."""

    places: Counter[Place] = field(default_factory=Counter)
    opened: int = 0
    editions: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def kill_publishers(url: str, data: Path, kills: int, packs: Path) -> Tally:
    """Kill so many publishers of the invented city; after each, the next one has to succeed."""
    env = os.environ | {
        "DATABASE_URL": url,
        "MADOGUCHI_DATA": str(data),
        "MADOGUCHI_PACK": "example",
        "MADOGUCHI_PACKS": str(packs),
        "DJANGO_SETTINGS_MODULE": "madoguchi.project.settings",
    }
    tally, store = Tally(), EditionStore(data / "editions" / "example")
    chance = random.Random(28)
    command = [sys.executable, "-m", "madoguchi.editorial.keeping.tests.warm_publisher"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, text=True, stdin=pipe, stdout=pipe) as warm:

        def ask(line: str) -> str:
            assert warm.stdin
            assert warm.stdout
            warm.stdin.write(line + "\n")
            warm.stdin.flush()
            return warm.stdout.readline().strip()

        assert ask("publish 0") == "published 0"
        with _reader(store, tally):
            took = 0.5
            for turn in range(1, kills + 1):
                aim = AT_EXCHANGE if turn % 2 else chance.uniform(0, took)
                tally.places[Place(ask(f"kill {turn} {aim}"))] += 1
                store.open()
                began = time.monotonic()
                if (said := ask(f"publish {turn}")) != f"published {turn}":
                    tally.wrong.append(f"turn {turn}: the next publisher said {said!r}")
                took = time.monotonic() - began
                note = store.open().guide.entries[ENTRY].note
                if note != f"publisher {turn}":
                    tally.wrong.append(f"turn {turn}: readers got {note!r}")
        assert warm.stdin
        warm.stdin.close()
    return tally


@contextmanager
def _reader(store: EditionStore, tally: Tally) -> Iterator[None]:
    """Opens the store all the time; whatever is not whole is written down."""
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                edition = store.open()
            except DamagedEditionError as error:
                tally.wrong.append(str(error))
            else:
                tally.opened += 1
                tally.editions.add(edition.id)
            # The publisher needs one of the two cores.
            time.sleep(0.02)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
