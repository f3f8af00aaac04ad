"""Restores that kill themselves with SIGKILL at a moment that is asked for.

python -m madoguchi.project.tests.killing_restores ARCHIVE, on the machine that the environment
names. It reads lines as `file 3` (before the third time that a file is linked, moved or removed)
or `row 200` (before the 200th statement to the database), forks a restore for each, and says
`killed`, or `ended` where it never came so far.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.db import connection

from madoguchi.project.backups import restore

_FILE_EVENTS = {"os.rename", "os.link", "os.remove", "os.rmdir"}


def main(archive: Path) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.project.settings"
    django.setup()
    for order in sys.stdin:
        what, number = order.split()
        child = os.fork()
        if child == 0:
            _restore(archive, what, _killer(int(number)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        signal_ = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        assert signal_ in {0, signal.SIGKILL}, status
        sys.stdout.write("killed\n" if signal_ else "ended\n")
        sys.stdout.flush()


def _killer(number: int) -> Callable[[], None]:
    left = [number]

    def step() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return step


def _restore(archive: Path, what: str, step: Callable[[], None]) -> None:
    if what == "file":
        sys.addaudithook(lambda event, _args: step() if event in _FILE_EVENTS else None)
        restore(archive, replace=True)
        return

    def counting(execute, sql, params, many, context):
        step()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        restore(archive, replace=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
