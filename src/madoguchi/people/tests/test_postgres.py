"""The PostgreSQL of tests leaves nothing behind, however the tests end."""

import subprocess
import sys
from pathlib import Path

from madoguchi.people.tests.workers import wait_until

KILLED = """
import os, signal
from madoguchi.postgres import running_postgres
with running_postgres() as server:
    print(server.folder, server.answers(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_is_gone_when_who_started_it_is_killed():
    command = [sys.executable, "-c", KILLED]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    folder, answered = done.stdout.split()
    assert answered == "True"
    wait_until(lambda: not Path(folder).exists())
