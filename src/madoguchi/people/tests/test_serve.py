"""`scripts/serve` has a worker beside the web server, which ends with it."""

import os
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import psutil
from django.conf import settings
from django_q.models import Schedule

from madoguchi.people.tests.workers import family_of, wait_until

ROOT = Path(__file__).parents[4]


def served(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def test_ctrl_c_ends_the_server_and_its_worker(on_postgres, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # All but the set-up, which is done where tests run.
    script = (ROOT / "scripts/serve").read_text("utf-8").replace("scripts/setup", "true")
    server = subprocess.Popen(
        ["bash", "-c", script, "scripts/serve"],
        cwd=ROOT,
        env=os.environ
        | {
            "PORT": str(port),
            "WORKERS": "1",
            "DATABASE_URL": on_postgres,
            "MADOGUCHI_DATA": str(tmp_path),
            "MADOGUCHI_SECRET_KEY": settings.SECRET_KEY,
        },
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    family: list[psutil.Process] = []
    try:
        wait_until(lambda: served(port))
        wait_until(Schedule.objects.exists)
        family = family_of(server.pid)
        workers = [one for one in family if "worker" in one.cmdline()]
        assert workers
        # As a terminal does.
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)
        wait_until(lambda: not any(one.is_running() for one in workers))
    finally:
        server.kill()
        for one in family:
            if one.is_running():
                one.kill()
        server.wait()
