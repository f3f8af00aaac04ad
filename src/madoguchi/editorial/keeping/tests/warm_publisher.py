"""The process in which publishers are killed: `publish N` and `kill N SECONDS` on its input."""
# ruff: noqa: E402 - models can be imported only after Django is set up

import django

django.setup()

import os
import signal
import sys
import time
from datetime import date

from django.conf import settings
from django.db import connections

from madoguchi.edition import EditionStore
from madoguchi.editorial.keeping.drafting import facts_version, save_facts
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.importing import import_packs
from madoguchi.editorial.keeping.publishing import carry_out, plan, publish_what_is_due, waiting
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.keeping.tests.killing import AT_EXCHANGE, ENTRY, Place
from madoguchi.editorial.models import Publication, Record, StaffMember

_PATIENCE_SECONDS = 20.0
_EDITOR, _REVIEWER = "sato@example.jp", "mori@example.jp"


def main() -> None:
    """The warm process: reads `publish N` and `kill N SECONDS`, and says what came of it."""
    _bring_in_once()
    for line in sys.stdin:
        what, number, *aim = line.split()
        connections.close_all()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                _publish(int(number))
                status = 0
            finally:
                os._exit(status)
        if what == "kill":
            _wait(int(number), aim[0])
            os.kill(child, signal.SIGKILL)
        _, ended = os.waitpid(child, 0)
        if what == "kill":
            _say(_where(int(number)))
        else:
            _say(f"{'failed' if ended else 'published'} {number}")


def _wait(number: int, aim: str) -> None:
    """Until it is time to kill; a child that ended before waits for `waitpid`."""
    if aim != AT_EXCHANGE:
        time.sleep(float(aim))
        return
    until = time.monotonic() + _PATIENCE_SECONDS
    exchanged = Publication.objects.filter(why=str(number), moved_at__isnull=False)
    while time.monotonic() < until and not exchanged.exists():
        time.sleep(0.002)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _bring_in_once() -> None:
    import_packs(settings.PACKS, settings.PACK, date(2026, 11, 28))
    for email, roles in ((_EDITOR, ["editor"]), (_REVIEWER, ["reviewer", "publisher"])):
        StaffMember.objects.create_user(email, name=email.partition("@")[0], roles=roles)
    # What a server has read long ago; publishers that are forked have it too.
    published_guide()


def _publish(number: int) -> None:

    sato, mori = (StaffMember.objects.get(email=one) for one in (_EDITOR, _REVIEWER))
    publish_what_is_due()
    record = Record.objects.get(pk=ENTRY)
    facts = facts_version(record).data | {"note": f"publisher {number}"}
    version = save_facts(record, facts, sato, based_on=record.newest)
    if version.state != "approved":
        approve(version, mori)
    if items := waiting():
        done = carry_out(plan(items, mori, why=str(number)))
        assert done.state == "done", done.problem


def _where(number: int) -> Place:

    publication = Publication.objects.filter(why=str(number)).last()
    if publication is None:
        return Place.BEFORE_PLAN
    if publication.state == "done":
        return Place.DONE
    if publication.state == "planned":
        return Place.PLANNED
    root = settings.EDITIONS
    served = EditionStore(root).history()
    folders = {path.name for path in root.iterdir() if path.is_dir()}
    known = {line.edition for line in served}
    written = served[-1].at >= publication.moved_at
    return Place.ON_DISK if folders - known or written else Place.EXCHANGED


if __name__ == "__main__":
    main()
