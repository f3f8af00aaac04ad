"""How long publishing Nerima takes after a change, and the screens around it.

Run: .venv/bin/python benchmarks/publish.py
Makes its own SQLite in a temporary folder; with DATABASE_URL=postgres://… it also fills that
database, which has to be empty. Publishing is all from the choice to the swapped pointer: the
checks, twice (before it is planned, and when it is carried out), the exchange, compiling, writing.
"processor" is what it takes of one core, which a busy machine does not change. Targets: publishing
at most 3 s, opening an entry or its preview at most 150 ms and 15 questions to the database.
"""

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from each_database import on_each_database

TIMES, OPENINGS = 5, 15
WINDOW = "nerima/foreign-language-consultation"
SCREENS = {
    "an entry": f"/staff/entries/{WINDOW}/",
    "its history": f"/staff/entries/{WINDOW}/history/",
    "two versions": f"/staff/entries/{WINDOW}/history/?part=facts&a=1&b=2",
    "preview": f"/staff/entries/{WINDOW}/preview/ko/",
    "preview, its page": f"/staff/entries/{WINDOW}/preview/page/ko/services/{WINDOW}/",
    "a review": f"/staff/reviews/{WINDOW}/facts/",
    "reviews": "/staff/reviews/",
    "publish": "/staff/publish/",
    "publications": "/staff/publish/all/",
    "links": "/staff/links/",
}


def measure() -> None:
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    member = fill()
    print(f"{connection.vendor}: {TIMES} publications, {OPENINGS} openings of each screen")
    for name, change in {
        "a telephone number": lambda number: change_facts(member, number),
        "a text and its ten translations": lambda number: change_words(member, number),
    }.items():
        told(f"publish {name}", [timed(change, number, member) for number in range(TIMES)])
    change_facts(member, TIMES, review=False)
    open_screens(member)


def fill() -> Any:
    """Nerima as its packs have it, published, and Sato, who does everything."""
    from django.conf import settings  # noqa: PLC0415 - Django has to be set up first

    from madoguchi.editorial.keeping.importing import bring_in  # noqa: PLC0415
    from madoguchi.editorial.keeping.publishing import serve_what_is_published  # noqa: PLC0415
    from madoguchi.editorial.models import Role, StaffMember  # noqa: PLC0415
    from madoguchi.guide import read_packs  # noqa: PLC0415
    from madoguchi.outlets.site.responses import tokyo_now  # noqa: PLC0415

    bring_in(read_packs(Path(settings.PACKS), settings.PACK, tokyo_now().date()).guide)
    serve_what_is_published()
    settings.FOUR_EYES = "none"
    return StaffMember.objects.create_user(
        "sato@example.jp", name="Sato", roles=[str(one) for one in Role], screen_language="en"
    )


def change_facts(member: Any, number: int, *, review: bool = True) -> None:
    """Another telephone number, approved or left in review."""
    from madoguchi.editorial.keeping.drafting import facts_version, save_facts  # noqa: PLC0415
    from madoguchi.editorial.keeping.reviewing import approve, ask_for_review  # noqa: PLC0415
    from madoguchi.editorial.models import Record  # noqa: PLC0415

    record = Record.objects.get(pk=WINDOW)
    facts = facts_version(record).data
    phones = [{**facts["phones"][0], "printed": f"03-3975-12{number:02}"}, *facts["phones"][1:]]
    version = save_facts(record, facts | {"phones": phones}, member, based_on=record.newest)
    (approve if review else ask_for_review)(version, member)


def change_words(member: Any, number: int) -> None:
    """The summary in all languages, approved."""
    from madoguchi.editorial.keeping.drafting import save_words, words_version  # noqa: PLC0415
    from madoguchi.editorial.keeping.reviewing import approve  # noqa: PLC0415
    from madoguchi.editorial.models import Record  # noqa: PLC0415
    from madoguchi.language import WRITTEN  # noqa: PLC0415

    record = Record.objects.get(pk=WINDOW)
    source = 0
    for language in ("ja", *(one for one in WRITTEN if one != "ja")):
        newest = words_version(record, language)
        assert newest is not None
        said = str(newest.data["summary"])
        texts = newest.data | {"summary": said.rstrip("!") + "!" * (number + 1)}
        made_from = None if language == "ja" else ("ja", source)
        version = save_words(
            record, language, texts, member, based_on=newest.number, made_from=made_from
        )
        source = version.number if language == "ja" else source
        approve(version, member)


def timed(change: Callable[[int], None], number: int, member: Any) -> tuple[float, float, int]:
    """Seconds and processor seconds of one publication after a change, and its questions."""
    from madoguchi.editorial.keeping.checking import check  # noqa: PLC0415
    from madoguchi.editorial.keeping.publishing import (  # noqa: PLC0415
        NotPublishableError,
        carry_out,
        chosen,
        plan,
        waiting,
    )

    change(number)
    items = waiting()
    accepted = [{"what": one.key, "reason": "measured"} for one in check(chosen(items))]
    begin, work = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as asked:
        try:
            done = carry_out(plan(waiting(), member, accepted=accepted))
        except NotPublishableError as error:
            sys.exit(f"cannot be published: {error}")
        questions = len(asked)
    taken = time.perf_counter() - begin, time.process_time() - work
    assert done.state == "done", done.problem
    return *taken, questions


def told(name: str, runs: list[tuple[float, float, int]]) -> None:
    taken, worked, asked = zip(*runs, strict=True)
    print(
        f"  {name:40} median {statistics.median(taken):5.2f} s, slowest {max(taken):5.2f} s, "
        f"processor {statistics.median(worked):5.2f} s, {max(asked)} questions"
    )


def open_screens(member: Any) -> None:
    """How long each screen takes to open, the first time aside."""
    client = signed_in(member)
    for name, address in SCREENS.items():
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            questions = len(asked)
        taken, worked = [], []
        for _ in range(OPENINGS):
            begin, work = time.perf_counter(), time.process_time()
            client.get(address)
            taken.append((time.perf_counter() - begin) * 1000)
            worked.append((time.process_time() - work) * 1000)
        print(
            f"  {name:20} median {statistics.median(taken):6.1f} ms, slowest {max(taken):6.1f} ms, "
            f"processor {statistics.median(worked):6.1f} ms, {questions:2} questions, "
            f"{len(answer.content) // 1024:4} kB"
        )


def signed_in(member: Any) -> Client:
    """A client in whose session the second factor was shown."""
    from madoguchi.editorial.tests.staff import given_second_factor  # noqa: PLC0415

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(member)
    session = client.session
    given_second_factor(session, member)
    session["seen"] = int(time.time() + timedelta(days=1).total_seconds())
    session.save()
    return client


if __name__ == "__main__":
    on_each_database(__file__, measure)
