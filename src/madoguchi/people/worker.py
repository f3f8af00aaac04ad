"""The worker: keeps the schedules, runs django-q's processes, and sees that they get on."""

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import psutil
from django import db
from django.utils import timezone
from django_q.cluster import Cluster

from madoguchi.people import jobs
from madoguchi.people.models import JobState
from madoguchi.people.outbox import SEND
from madoguchi.people.processes import has_ended, name_of

_log = logging.getLogger(__name__)
# How long jobs may go on once the worker is to end; what is broken off is taken up by the next.
_GRACE = 15
_BETWEEN_LOOKS = 0.5
_BETWEEN_CHECKS = 60
_BETWEEN_TRIES = 3
# The outbox is looked into every minute. A worker that has not done so for this long never will:
# a process of django-q's that is killed while it waits keeps the queue locked for all others.
STUCK_AFTER = timedelta(minutes=10)
# prctl(2): the signal that a process gets when its parent ends.
_PR_SET_PDEATHSIG = 1


def work(beside: int | None = None) -> int:
    """Do jobs until SIGTERM or SIGINT, or until the process `beside` ends.

    The exit status is 0, or 1 where it ended for another reason and is to be started again.
    """
    wanted = _Wanted(beside)
    if not _ready(wanted):
        return 0
    db.connections.close_all()
    _children_end_with_their_parent()
    cluster = Cluster()
    # Its own handlers would wait for ever for a job that takes long.
    wanted.listen()
    cluster.start()
    _log.info("worker is ready: %s", ", ".join(job.name for job in jobs.all_jobs()))
    status = _watch(cluster, wanted)
    _end(cluster)
    _log.info("worker has ended")
    return status


def is_stuck(started: datetime, now: datetime) -> bool:
    """Whether a worker that `started` then should have looked into the outbox since, and did not.

    A job that is being done by a process that lives is a good reason.
    """
    busy = JobState.objects.filter(held_until__gt=now).values_list("holder", flat=True)
    if any(not has_ended(holder) for holder in busy):
        return False
    last = JobState.objects.filter(name=SEND).values_list("ended", flat=True).first()
    return now - max(started, last or started) > STUCK_AFTER


class _Wanted:
    """Whether anybody still wants the worker."""

    def __init__(self, beside: int | None) -> None:
        self._ended = False
        self._beside = None
        try:
            self._beside = None if beside is None else name_of(beside)
        except psutil.NoSuchProcess:
            self._ended = True
        self.listen()

    def __bool__(self) -> bool:
        return not self._ended and not (self._beside is not None and has_ended(self._beside))

    def listen(self) -> None:
        """Take note when this process is told to end."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)

    def _end(self, _number: int, _frame: object) -> None:
        self._ended = True


def _ready(wanted: _Wanted) -> bool:
    """Bring the schedules up to date, as soon as there is a database; False if no longer wanted."""
    said = False
    while wanted:
        try:
            jobs.keep_schedules()
        except db.Error as error:
            if not said:
                _log.warning("waiting for the database and its tables: %s", str(error).strip())
            said = True
            db.connections.close_all()
            _pause(wanted, _BETWEEN_TRIES)
        else:
            return True
    return False


def _watch(cluster: Cluster, wanted: _Wanted) -> int:
    """Wait while all goes well; the exit status."""
    started, checked = timezone.now(), time.monotonic()
    while wanted:
        if not cluster.sentinel.is_alive():
            # Where all processes are told to end, it may be the first to do so.
            _pause(wanted, 2 * _BETWEEN_LOOKS)
            if wanted:
                _log.critical("django-q has ended by itself")
            return 1 if wanted else 0
        if time.monotonic() - checked > _BETWEEN_CHECKS:
            checked = time.monotonic()
            if _asked(lambda: is_stuck(started, timezone.now())):
                _log.critical("no job is done any more; the worker ends to be started anew")
                return 1
        time.sleep(_BETWEEN_LOOKS)
    return 0


def _asked(question: Callable[[], bool]) -> bool:
    """The answer; False where the database has none now."""
    try:
        return question()
    except db.Error:
        return False
    finally:
        db.connections.close_all()


def _end(cluster: Cluster) -> None:
    """Let jobs end, and end those that do not."""
    children = psutil.Process().children(recursive=True)
    if cluster.sentinel.is_alive():
        # Whoever sets it waits for all that wait for it to wake, for ever if one was just killed.
        threading.Thread(target=cluster.stop_event.set, daemon=True).start()
        cluster.sentinel.join(_GRACE)
    for child in children:
        if child.is_running():
            child.kill()
    cluster.sentinel.join()


def _pause(wanted: _Wanted, seconds: float) -> None:
    until = time.monotonic() + seconds
    while wanted and time.monotonic() < until:
        time.sleep(_BETWEEN_LOOKS)


def _children_end_with_their_parent() -> None:
    """No process of the worker's outlives it, though it be killed with -9.

    Those that did would go on with jobs which the next worker takes up as left by a dead one.
    """
    if sys.platform != "linux":
        return
    prctl = ctypes.CDLL(None).prctl
    parent = 0

    def remember() -> None:
        nonlocal parent
        parent = os.getpid()

    def follow() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)

    os.register_at_fork(before=remember, after_in_child=follow)
