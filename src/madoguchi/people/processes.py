"""Names for processes, so that one can tell whether who began something still lives."""

import os
import socket
from functools import lru_cache

import psutil


def this_process() -> str:
    """Machine, number and start of this process; no two ever have the same name."""
    return name_of(os.getpid())


def has_ended(name: str) -> bool:
    """Whether the process of this name is surely gone; of another machine's nobody knows."""
    machine, _, number_and_start = name.rpartition("@")
    number, _, _ = number_and_start.partition("/")
    if machine != socket.gethostname() or not number.isdecimal():
        return False
    try:
        return _started(int(number)) != number_and_start
    except psutil.NoSuchProcess:
        return True


@lru_cache(maxsize=4)
def name_of(number: int) -> str:
    """The name of the process that has this number now."""
    return f"{socket.gethostname()}@{_started(number)}"


def _started(number: int) -> str:
    process = psutil.Process(number)
    if process.status() == psutil.STATUS_ZOMBIE:
        raise psutil.NoSuchProcess(number)
    return f"{number}/{process.create_time():.2f}"
