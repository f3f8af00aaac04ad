"""What a machine asks of the server: does it live, can it answer readers, staff, and who works.

Readers need no database, so `/readyz` is true without one; `/readyz?staff` and `/readyz?worker`
are for whoever is called when the staff's rooms stand still.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import Error
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from madoguchi.edition import DamagedEditionError
from madoguchi.hours import TOKYO
from madoguchi.outlets.serving import live
from madoguchi.people.models import JobState
from madoguchi.project import backups, migrating

# Something is to be done every minute; a long job may keep a worker for a while.
_LONGEST_SILENCE = timedelta(minutes=10)
_log = logging.getLogger(__name__)


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Ready for readers; with `?staff` also for staff, with `?worker` also for what is planned."""
    problem = _for_readers()
    if not problem and ("staff" in request.GET or "worker" in request.GET):
        try:
            problem = _for_staff() or (_of_worker() if "worker" in request.GET else "")
        except Error:
            _log.exception("the database does not answer")
            problem = "the database does not answer; see the log"
    response = HttpResponse(
        problem or "ready", status=503 if problem else 200, content_type="text/plain"
    )
    response["Cache-Control"] = "no-store"
    return response


def _for_readers() -> str:
    """Why readers get no edition, or not the newest one; empty if they do."""
    try:
        live().now()
    except DamagedEditionError:
        return "no whole edition; see the log"
    return "the newest edition is damaged; see the log" if live().problem else ""


def _for_staff() -> str:
    """Why the staff's rooms do not work; empty if they do. The database's own errors pass."""
    if lacking := migrating.lacking():
        app, name = lacking[0]
        return f"the database lacks {app}/{name}; run `madoguchi migrate`"
    if backups.is_unfinished(settings.DATA):
        return "a restore was not finished; run `madoguchi migrate`"
    return ""


def _of_worker() -> str:
    """Since when nobody does what is planned; empty where somebody does."""
    found = JobState.objects.aggregate(began=Max("started"), ended=Max("ended"))
    last = max((at for at in found.values() if at), default=None)
    if last is None:
        return "no worker has worked yet; start `madoguchi worker`"
    if timezone.now() - last > _LONGEST_SILENCE:
        since = last.astimezone(TOKYO).isoformat(" ", "minutes")
        return f"no worker has worked since {since}; start `madoguchi worker`"
    return ""
