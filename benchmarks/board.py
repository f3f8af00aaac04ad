"""How long the board and its neighbours take with 2,000 entries in eleven languages.

Run: .venv/bin/python benchmarks/board.py
Makes its own SQLite in a temporary folder; with DATABASE_URL=postgres://… it also fills that
database, which has to be empty. "processor" is what a page takes of one core, which a busy machine
does not change. Target: at most 300 ms and 15 questions to the database a page.
"""

import random
import statistics
import time
from datetime import date, timedelta
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from each_database import on_each_database

ENTRIES, TIMES = 2000, 15
PAGES = {
    "board, first page": "/staff/board/",
    "board, last page": "/staff/board/?page=20&sort=todo",
    "board, one state": "/staff/board/?state=changed",
    "board, words typed": "/staff/board/?q=desk+19&language=ko",
    "mine to do": "/staff/",
    "freshness": "/staff/freshness/?when=overdue",
    "an entry": "/staff/entries/nerima/desk-7/",
}
LANGUAGES = ("ja", "ja-x-easy", "en", "zh-Hans", "ko", "fil", "vi", "th", "pt", "es", "id")


def measure() -> None:
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    client = signed_in(fill())
    print(f"{connection.vendor}: {ENTRIES:,} entries in {len(LANGUAGES)} languages, {TIMES} times")
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            questions = len(asked)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        taken, worked = [], []
        for _ in range(TIMES):
            begin, work = time.perf_counter(), time.process_time()
            client.get(address)
            taken.append((time.perf_counter() - begin) * 1000)
            worked.append((time.process_time() - work) * 1000)
        print(
            f"  {name:20} median {statistics.median(taken):6.1f} ms, slowest {max(taken):6.1f} ms, "
            f"processor {statistics.median(worked):6.1f} ms, "
            f"{questions:2} questions, {len(answer.content) // 1024:4} kB"
        )


def fill() -> Any:
    """Invented entries in every state, and Sato, who does everything."""
    from madoguchi.editorial.models import (  # noqa: PLC0415 - Django has to be set up first
        FactsVersion,
        Record,
        StaffMember,
        Translation,
        WordsVersion,
    )

    assert not Record.objects.exists(), "this database is in use; give an empty one"
    chance, today = random.Random(5), date.today()  # noqa: DTZ011 - only to spread the checks
    sato = StaffMember.objects.create_user(
        "sato@example.jp", name="Sato", roles=["editor", "translator", "reviewer", "publisher"]
    )
    others = [
        StaffMember.objects.create_user(f"{number}@example.jp", name=f"Editor {number}")
        for number in range(20)
    ]
    names = [f"nerima/desk-{number}" for number in range(ENTRIES)]
    records, translations = [], []
    for number, name in enumerate(names):
        state = chance.choice(["approved"] * 8 + ["draft", "in_review"])
        records.append(
            Record(
                entry_id=name,
                kind="chapter" if number < 20 else "organization" if number < 60 else "service",
                pack="nerima",
                page_number=1_000_000 + number,
                newest=1 if state == "approved" else 2,
                published=1,
                state=state,
                chapter=names[number % 20],
                section=names[20 + number % 40],
                name_ja=f"窓口 {number}",
                name_en=f"Desk {number}",
                check_by=today + timedelta(days=chance.randrange(-60, 400)),
            )
        )
        translations += [
            Translation(
                record=records[-1],
                language=code,
                newest=chance.choice([1, 1, 1, 2]),
                published=1,
                published_reviewed=chance.random() < 0.5,
                state=chance.choice(["draft", "in_review", "approved", "approved"]),
                origin=chance.choice(["person", "machine"]),
                made_from_language="" if code == "ja" else "ja",
                made_from_number=None if code == "ja" else 1,
            )
            for code in LANGUAGES
            if chance.random() < 0.97
        ]
    Record.objects.bulk_create(records, batch_size=500)
    Translation.objects.bulk_create(translations, batch_size=500)
    facts = {"kind": "service", "sources": [{"source": "nerima/desk-1"}], "note": "x" * 500}
    FactsVersion.objects.bulk_create(
        [
            FactsVersion(record=one, number=number, data=facts, state=one.state, by=by)
            for one in records
            for by in [chance.choice([sato, *others])]
            for number in range(1, one.newest + 1)
        ],
        batch_size=500,
    )
    WordsVersion.objects.bulk_create(
        [
            WordsVersion(
                record=one.record,
                language=one.language,
                number=number,
                data={"name": "A desk", "summary": "y" * 200},
                state=one.state,
                origin=one.origin,
                by=chance.choice([sato, *others]),
            )
            for one in translations
            for number in range(1, one.newest + 1)
        ],
        batch_size=500,
    )
    return sato


def signed_in(member: Any) -> Client:
    from madoguchi.editorial.tests.staff import given_second_factor  # noqa: PLC0415 - as above

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(member)
    session = client.session
    given_second_factor(session, member)
    session.save()
    return client


if __name__ == "__main__":
    on_each_database(__file__, measure)
