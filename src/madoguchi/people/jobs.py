"""What is to be done again and again: one table, to which rooms add their jobs at the start."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_q.models import Schedule
from django_q.tasks import async_task

from madoguchi.hours import TOKYO
from madoguchi.people.models import JobState

# What a worker calls with a job's name.
RUN = "madoguchi.people.running.run"
_DAY = timedelta(days=1)
_KINDS = {_DAY: Schedule.DAILY, 7 * _DAY: Schedule.WEEKLY}
# Which minutes of a schedule Django-Q takes.
_MINUTES = range(1, 24 * 60)
# django-q takes a task up again after its `retry`, which is longer than this (settings).
LONGEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Job:
    """A function without arguments, by its path, that is called again `every` so long.

    It does all that is due and may be called at any time and again after it died half-way. `at` is
    the time in Tokyo at which a daily or weekly job begins (weekly: on Mondays). A run longer than
    `at_most` is broken off with an exception and counts as failed. It may give what it did in
    numbers, for the log: `{"sent": 3}`.
    """

    name: str
    function: str
    every: timedelta
    at: time | None = None
    at_most: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        daily = self.every in _KINDS
        if daily != (self.at is not None) or not (daily or self._minutes in _MINUTES):
            raise BadJobError(
                f"job {self.name}: every {self.every}; expected whole minutes below a day, "
                "or a day or a week with the time `at` which it begins"
            )
        if not timedelta() < self.at_most <= LONGEST:
            raise BadJobError(f"job {self.name}: at most {self.at_most}; expected up to {LONGEST}")

    @property
    def _minutes(self) -> float:
        return self.every / timedelta(minutes=1)

    def schedule(self) -> dict[str, object]:
        """The row by which django-q calls it, all but when."""
        often = self.every < _DAY
        options = {
            "timeout": int(self.at_most.total_seconds()),
            # What comes round within the hour is not tried again for each time that it failed.
            "ack_failure": often,
        }
        return {
            "func": RUN,
            "args": repr((self.name,)),
            "kwargs": repr({"q_options": options}),
            "schedule_type": _KINDS.get(self.every, Schedule.MINUTES),
            "minutes": int(self._minutes) if often else None,
            "repeats": -1,
        }

    def first(self, now: datetime) -> datetime:
        """When it is called first, where nothing else is known."""
        if self.at is None:
            return now
        begins = datetime.combine(now.astimezone(TOKYO).date(), self.at, TOKYO)
        while begins <= now or (self.every > _DAY and begins.weekday() != 0):
            begins += _DAY
        return begins


class BadJobError(ValueError):
    """A job that cannot be scheduled; the message says what was expected."""


_JOBS: dict[str, Job] = {}


def add(*jobs: Job) -> None:
    """Add jobs to the table; BadJobError where another has the name."""
    for job in jobs:
        if _JOBS.setdefault(job.name, job) != job:
            raise BadJobError(f"job {job.name}: another job has this name")


def job(name: str) -> Job:
    """The job of this name; KeyError where none has it."""
    return _JOBS[name]


def all_jobs() -> tuple[Job, ...]:
    """The table, by name."""
    return tuple(_JOBS[name] for name in sorted(_JOBS))


def keep_schedules() -> None:
    """Let django-q's schedules be those of the table; when a job comes next stays as it is."""
    now = timezone.now()
    with transaction.atomic():
        # Of two workers that start together, the second waits here.
        JobState.objects.get_or_create(name="")
        JobState.objects.select_for_update().get(name="")
        for job in all_jobs():
            JobState.objects.get_or_create(name=job.name)
            row = job.schedule()
            if Schedule.objects.filter(name=job.name, **row).count() != 1:
                Schedule.objects.filter(name=job.name).delete()
                Schedule.objects.create(name=job.name, next_run=job.first(now), **row)
        names = [job.name for job in all_jobs()]
        Schedule.objects.filter(func=RUN).exclude(name__in=names).delete()


def ask_for(name: str) -> None:
    """Have a job done as soon as a worker has time, once the caller's transaction is committed."""
    seconds = int(_JOBS[name].at_most.total_seconds())
    options = {"timeout": seconds, "ack_failure": True, "group": name}
    async_task(RUN, name, q_options=options)
