"""Jobs: a table that becomes schedules, done by one process at a time."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from madoguchi.hours import TOKYO
from madoguchi.people import jobs
from madoguchi.people.jobs import BadJobError, Job, keep_schedules
from madoguchi.people.models import JobState
from madoguchi.people.outbox import SEND
from madoguchi.people.processes import has_ended, name_of, this_process
from madoguchi.people.running import JobFailedError, run
from madoguchi.people.worker import STUCK_AFTER, is_stuck

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
done: list[str] = []
NAME = "water-the-plants"


def water() -> dict[str, int]:
    done.append(JobState.objects.get(name=NAME).holder)
    # Whoever comes meanwhile finds it taken.
    run(NAME)
    return {"watered": 3}


def spill() -> None:
    raise ValueError("the neighbour lin@example.jp is wet")


@contextmanager
def job_of(function: Callable[[], object]) -> Iterator[None]:
    done.clear()
    job = Job(NAME, f"{__name__}.{function.__name__}", every=5 * MINUTE, at_most=2 * MINUTE)
    jobs.add(job)
    try:
        yield
    finally:
        del jobs._JOBS[NAME]


def state() -> JobState:
    return JobState.objects.get(name=NAME)


def held_by(holder: str, until: timedelta) -> None:
    JobState.objects.update_or_create(
        name=NAME, defaults={"holder": holder, "held_until": timezone.now() + until}
    )


def somebody_who_died() -> str:
    process = subprocess.Popen(["sleep", "600"])
    name = name_of(process.pid)
    assert not has_ended(name)
    process.kill()
    process.wait()
    return name


def test_a_job_is_done_by_one_at_a_time_and_given_back(database):
    with job_of(water):
        run(NAME)
        run(NAME)
    assert done == [this_process()] * 2
    assert (state().held_until, state().problem) == (None, "")
    assert state().started <= state().succeeded == state().ended


def test_a_job_that_somebody_does_is_left_to_them(database):
    parent = name_of(os.getppid())
    held_by(parent, until=MINUTE)
    with job_of(water):
        run(NAME)
    assert (done, state().holder) == ([], parent)


@pytest.mark.parametrize(
    ("holder", "until"),
    [
        (somebody_who_died, MINUTE),
        # It lives, or may live on another machine, but its time is over.
        (lambda: name_of(os.getppid()), -MINUTE),
        (lambda: "elsewhere@1/2.00", -MINUTE),
    ],
)
def test_a_job_that_nobody_does_any_more_is_taken_up(database, holder, until):
    held_by(holder(), until)
    with job_of(water):
        run(NAME)
    assert done == [this_process()]


def test_whether_a_process_of_another_machine_lives_nobody_knows(db):
    held_by("elsewhere@1/2.00", until=MINUTE)
    with job_of(water):
        run(NAME)
    assert done == []


def test_a_job_that_fails_says_so_without_personal_data(db, caplog):
    with job_of(spill), pytest.raises(JobFailedError) as failed:
        run(NAME)
    assert (str(failed.value), failed.value.__cause__) == (NAME, None)
    assert state().problem == "ValueError: the neighbour … is wet"
    assert (state().held_until, state().succeeded) == (None, None)
    assert [(one.job, one.message) for one in caplog.records] == [(NAME, "job failed")]


def test_schedules_are_those_of_the_table_and_stay_as_they_are(database):
    with job_of(water):
        keep_schedules()
        first = {one.name: one for one in Schedule.objects.all()}
        assert {SEND, "delete-expired", NAME} <= set(first)
        later = timezone.now() + 3 * MINUTE
        Schedule.objects.filter(name=NAME).update(next_run=later)
        Schedule.objects.filter(name=SEND).update(minutes=7)
        keep_schedules()
        assert Schedule.objects.get(name=NAME).next_run == later
        assert Schedule.objects.get(name=SEND).minutes == 1
        assert Schedule.objects.count() == len(first)
    keep_schedules()
    assert not Schedule.objects.filter(name=NAME).exists()


def test_what_is_due_becomes_a_task_that_is_given_its_time(db):
    with job_of(water):
        keep_schedules()
        Schedule.objects.exclude(name=NAME).delete()
        scheduler()
        scheduler()
        (task,) = (row.task for row in OrmQ.objects.all())
        assert (task["func"], task["args"], task["kwargs"]) == (jobs.RUN, (NAME,), {})
        assert (task["timeout"], task["ack_failure"]) == (120, True)
        left = Schedule.objects.get(name=NAME).next_run - timezone.now()
        assert 4 * MINUTE < left <= 5 * MINUTE


@pytest.mark.parametrize(
    ("every", "now", "first"),
    [
        (DAY, datetime(2026, 11, 28, 2, 0, tzinfo=TOKYO), "2026-11-28T03:10:00+09:00"),
        (DAY, datetime(2026, 11, 28, 3, 10, tzinfo=TOKYO), "2026-11-29T03:10:00+09:00"),
        # A Saturday, and the Monday after it.
        (7 * DAY, datetime(2026, 11, 28, 2, 0, tzinfo=TOKYO), "2026-11-30T03:10:00+09:00"),
    ],
)
def test_a_daily_or_weekly_job_begins_at_its_time(every, now, first):
    assert Job("check", "x.y", every, at=time(3, 10)).first(now).isoformat() == first


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"every": DAY}, "every 1 day, 0:00:00; expected whole minutes below a day"),
        ({"every": timedelta(seconds=90)}, "every 0:01:30; expected whole minutes below a day"),
        ({"every": MINUTE, "at": time(3, 0)}, "every 0:01:00; expected whole minutes below a day"),
        ({"every": MINUTE, "at_most": DAY}, "at most 1 day, 0:00:00; expected up to 0:30:00"),
    ],
)
def test_a_job_that_cannot_be_scheduled_is_refused(options, said):
    with pytest.raises(BadJobError, match=f"job check: {said}"):
        Job("check", "x.y", **options)


def test_two_jobs_cannot_have_one_name():
    with job_of(water), pytest.raises(BadJobError, match="another job has this name"):
        jobs.add(Job(NAME, "x.y", every=MINUTE))


@pytest.mark.parametrize(
    ("ended", "held", "stuck"),
    [
        (None, False, True),
        (STUCK_AFTER + MINUTE, False, True),
        (STUCK_AFTER + MINUTE, True, False),
        (STUCK_AFTER - MINUTE, False, False),
    ],
)
def test_a_worker_that_does_nothing_any_more_is_noticed(db, ended, held, stuck):
    now = timezone.now()
    JobState.objects.create(name=SEND, ended=ended and now - ended)
    if held:
        held_by(this_process(), until=MINUTE)
    assert is_stuck(now - DAY, now) is stuck
    assert is_stuck(now - MINUTE, now) is False
