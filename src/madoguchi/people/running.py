"""One run of a job: by one process at a time, and taken up by the next where one has died."""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from importlib import import_module

from django.db.models import Q
from django.utils import timezone
from django_q.exceptions import TimeoutException

from madoguchi.people import jobs
from madoguchi.people.logs import without_personal_data
from madoguchi.people.models import JobState
from madoguchi.people.processes import has_ended, this_process

_log = logging.getLogger(__name__)
# By when a process that is broken off has surely ended.
_MARGIN = timedelta(seconds=30)
_RARE = timedelta(hours=1)


class JobFailedError(Exception):
    """A job failed; what it said is in the log, and not in django-q's tables."""


def run(name: str) -> None:
    """Do a job, unless it is being done; JobFailedError lets django-q try it again.

    A run holds the job until it ends, dies, or has had its time. Who dies on this machine is
    noticed at once, on another one when its time is over.
    """
    job = jobs.job(name)
    if not _take(job):
        _log.debug("job is being done elsewhere", extra={"job": name})
        return
    began = time.monotonic()
    problem = "ended by force"
    try:
        done = _function(job.function)()
    except TimeoutException:
        problem = f"broken off after {job.at_most}"
        _log.error("job broken off", extra={"job": name, "seconds": _since(began)})
        raise
    except Exception as error:  # noqa: BLE001 - whatever a job raises is told and taken up again
        problem = without_personal_data(f"{type(error).__name__}: {error}")[:500]
        _log.exception("job failed", extra={"job": name, "seconds": _since(began)})
        # Not `from error`: its words would be kept by django-q for ever.
        raise JobFailedError(name) from None
    else:
        problem = ""
        counts = {what: count for what, count in done.items() if count} if done else {}
        # What comes round every minute says something only when it did something.
        level = logging.INFO if counts or job.every >= _RARE else logging.DEBUG
        known = {"job": name, "seconds": _since(began), "counts": counts}
        _log.log(level, "job done", extra=known)
    finally:
        _give_back(name, problem)


def _take(job: jobs.Job) -> bool:
    """Hold the job for this process, if nobody holds it who still lives and has time."""
    now = timezone.now()
    state, _ = JobState.objects.get_or_create(name=job.name)
    free = Q(held_until=None) | Q(held_until__lte=now)
    if state.held_until and has_ended(state.holder):
        free |= Q(holder=state.holder)
    taken = JobState.objects.filter(free, name=job.name).update(
        holder=this_process(), held_until=now + job.at_most + _MARGIN, started=now
    )
    return taken == 1


def _give_back(name: str, problem: str) -> None:
    now = timezone.now()
    ended: dict[str, object] = {"held_until": None, "ended": now, "problem": problem}
    if not problem:
        ended["succeeded"] = now
    JobState.objects.filter(name=name, holder=this_process()).update(**ended)


def _function(path: str) -> Callable[[], Mapping[str, int] | None]:
    module, _, name = path.rpartition(".")
    function: Callable[[], Mapping[str, int] | None] = getattr(import_module(module), name)
    return function


def _since(began: float) -> float:
    return round(time.monotonic() - began, 2)
