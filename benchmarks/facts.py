"""How long the facts editor takes to open, check and save Nerima's entries, of every kind.

Run: .venv/bin/python benchmarks/facts.py
Brings Nerima's packs into an SQLite of its own in a temporary folder; with
DATABASE_URL=postgres://… it also fills that database, which has to be empty. Target: at most
150 ms and 15 questions to the database to open an entry.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from each_database import on_each_database

PACKS, TODAY, TIMES = Path(__file__).parents[1] / "packs", date(2026, 11, 28), 15
# The entries with most lines of opening hours, most sources, most steps; and all kinds once.
LARGE = ("japan/mhlw-hotline-new", "nerima/culture-plaza-information-desk", "nerima/moving-address")


def measure() -> None:
    django.setup()
    from madoguchi.editorial.forms.tests.sending import sent_by  # noqa: PLC0415 - after setup
    from madoguchi.editorial.models import Record  # noqa: PLC0415 - as above

    call_command("migrate", run_syncdb=True, verbosity=0)
    client = filled()
    print(f"{connection.vendor}: {Record.objects.count()} entries, {TIMES} times each")
    kinds = dict(Record.objects.order_by("-entry_id").values_list("kind", "entry_id"))
    for entry_id in dict.fromkeys((*LARGE, *kinds.values())):
        address = f"/staff/entries/{entry_id}/facts/"
        told(entry_id, lambda address=address: client.get(address))
    address = f"/staff/entries/{LARGE[0]}/facts/"
    sent = dict(sent_by(client.get(address).content.decode()))
    told("check the largest", lambda: client.post(address, {**sent, "do": ["check"]}))
    number = iter(range(1, 100))

    def save() -> Any:
        n = next(number)
        changed = {"_why": ["Benchmark"], "note": [f"{n}"], "_based_on": [f"{n}"], "do": ["save"]}
        return client.post(address, {**sent, **changed})

    told("save the largest", save, status=302)


def told(name: str, act: Callable[[], Any], status: int = 200) -> None:
    """Do it once to warm up and count the questions, then as often as asked, and print."""
    with CaptureQueriesContext(connection) as asked:
        answer = act()
        questions = len(asked)
    assert answer.status_code == status, f"{name}: {answer.status_code}"
    taken = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begin) * 1000)
    print(
        f"  {name:40} median {statistics.median(taken):6.1f} ms, slowest {max(taken):6.1f} ms, "
        f"{questions:2} questions, {len(answer.content) // 1024:4} kB"
    )


def filled() -> Client:
    """Nerima's packs in the database, and Sato signed in."""
    from madoguchi.editorial.keeping.importing import bring_in  # noqa: PLC0415 - after setup
    from madoguchi.editorial.models import Record, StaffMember  # noqa: PLC0415 - as above
    from madoguchi.editorial.tests.staff import given_second_factor  # noqa: PLC0415 - as above
    from madoguchi.guide import read_packs  # noqa: PLC0415 - as above

    assert not Record.objects.exists(), "this database is in use; give an empty one"
    bring_in(read_packs(PACKS, "nerima", TODAY).guide)
    sato = StaffMember.objects.create_user("sato@example.jp", name="Sato", roles=["editor"])
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(sato)
    session = client.session
    given_second_factor(session, sato)
    session.save()
    return client


if __name__ == "__main__":
    on_each_database(__file__, measure)
