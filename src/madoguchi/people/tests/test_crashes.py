"""Real workers killed with -9 on real databases: what was promised of letters and jobs holds."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

from django.utils import timezone
from django_q.models import OrmQ

from madoguchi.people.jobs import ask_for
from madoguchi.people.models import JobState, Letter
from madoguchi.people.outbox import SEND, arrived, post, send_again
from madoguchi.people.tests.workers import family_of, wait_until, who_does, worker

_MONTH = timedelta(days=30)


def letter_to(name: str, by=None) -> Letter:
    return post(f"{name}@example.jp", f"To {name}", "Text", "Test", _MONTH, by=by)


def state_of(letter: Letter) -> str:
    return Letter.objects.get(pk=letter.pk).state


def test_a_letter_that_the_server_has_taken_is_uncertain_when_the_worker_dies_before_marking_it(
    shared, tmp_path, mail, sato
):
    by = sato()
    mail.wait = True
    lin, minji = letter_to("lin", by), letter_to("minji", by)
    web_server = subprocess.Popen(["sleep", "600"])
    with worker(shared, tmp_path, mail.url, "--beside", str(web_server.pid)) as process:
        # The server has the whole letter and says so, and the worker dies before it hears it.
        assert mail.got_one.wait(60)
        at_work = who_does(SEND)
        os.kill(at_work, signal.SIGSTOP)
        mail.may_answer.set()
        assert mail.has_answered.wait(60)
        os.kill(at_work, signal.SIGKILL)
        assert state_of(lin) == Letter.State.SENDING
        assert state_of(minji) == Letter.State.WAITING

        # The next that looks into the outbox sends what waits, and only tells of the other.
        maria = letter_to("maria", by)
        # As the schedule does every minute.
        ask_for(SEND)
        wait_until(lambda: state_of(maria) == Letter.State.SENT)
        assert state_of(lin) == Letter.State.UNCERTAIN
        assert state_of(minji) == Letter.State.SENT
        assert mail.message_ids() == [lin.message_id, minji.message_id, maria.message_id]

        # Sato cannot find out whether it has come, and sends it once more.
        send_again(lin, by)
        wait_until(lambda: state_of(lin) == Letter.State.SENT)
        assert mail.message_ids().count(lin.message_id) == 2
        assert Letter.objects.get(pk=lin.pk).decided_by == by

        web_server.kill()
        web_server.wait()
        assert process.wait(60) == 0


def test_what_a_killed_worker_was_doing_is_taken_up_by_the_next(on_postgres, tmp_path, mail, sato):
    by = sato()
    mail.wait = True
    thuy = letter_to("thuy", by)
    with worker(on_postgres, tmp_path, mail.url) as process:
        assert mail.got_one.wait(60)
        family = family_of(process.pid)
        assert len(family) == 5
        process.kill()
        process.wait()
        # None of its processes goes on behind the back of the next worker.
        wait_until(lambda: not any(member.is_running() for member in family))
    mail.wait = False
    mail.may_answer.set()
    assert state_of(thuy) == Letter.State.SENDING
    assert OrmQ.objects.filter(lock__gt=timezone.now() + timedelta(minutes=30)).count() == 1

    with worker(on_postgres, tmp_path, mail.url) as process:
        # As if the time had passed after which django-q gives a lost task out again.
        OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))
        wait_until(lambda: not OrmQ.objects.exists())
        assert state_of(thuy) == Letter.State.UNCERTAIN
        assert JobState.objects.get(name=SEND).held_until is None
        arrived(thuy, by)
        assert state_of(thuy) == Letter.State.SENT
        assert mail.message_ids() == [thuy.message_id]

        family = family_of(process.pid)
        process.terminate()
        assert process.wait(60) == 0
        assert [member for member in family if member.is_running()] == []


# What the worker's processes wait for, and one of them that will never wake.
_ENDING = """
import multiprocessing, os, signal, time
from types import SimpleNamespace
from madoguchi.project.rooms_command import set_up_django
set_up_django()
from madoguchi.people import worker
forks = multiprocessing.get_context("fork")
event = forks.Event()
sentinel = forks.Process(target=event.wait)
sentinel.start()
while event._cond._sleeping_count.get_value() == 0:
    time.sleep(0.01)
os.kill(sentinel.pid, signal.SIGSTOP)
worker._GRACE = 0.1
worker._end(SimpleNamespace(sentinel=sentinel, stop_event=event))
print("ended", sentinel.exitcode)
"""


def test_a_worker_ends_though_one_of_its_processes_never_wakes(tmp_path):
    ended = subprocess.run(
        [sys.executable, "-c", _ENDING],
        env=os.environ | {"MADOGUCHI_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert ended.stdout == "ended -9\n"
