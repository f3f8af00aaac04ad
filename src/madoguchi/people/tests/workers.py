"""Real workers: processes of `madoguchi worker` on a database that the test sees too."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from django.conf import settings

from madoguchi.people.models import JobState

_PATIENCE = 60


@contextmanager
def worker(url: str, data: Path, smtp: str, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker that sends over `smtp`; at the end it is gone with all its processes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "madoguchi.project.command", "worker", *options],
        env=os.environ
        | {
            "DATABASE_URL": url,
            "MADOGUCHI_DATA": str(data),
            "MADOGUCHI_SMTP": smtp,
            "MADOGUCHI_MAIL_FROM": "guide@example.jp",
            # What one process asks for is signed, and the other must believe it.
            "MADOGUCHI_SECRET_KEY": settings.SECRET_KEY,
        },
    )
    try:
        yield process
    finally:
        family = family_of(process.pid)
        process.kill()
        process.wait()
        for member in family:
            member.wait(5)


def family_of(number: int) -> list[psutil.Process]:
    """The processes that this one has started, and those they have."""
    try:
        return psutil.Process(number).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def who_does(job: str) -> int:
    """The number of the process that does the job now."""
    return int(JobState.objects.get(name=job).holder.rpartition("@")[2].partition("/")[0])


def wait_until(true: Callable[[], bool]) -> None:
    """Look again and again, for a while."""
    until = time.monotonic() + _PATIENCE
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
