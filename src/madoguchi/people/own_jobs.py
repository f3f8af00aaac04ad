"""The jobs of this room: the outbox, and forgetting people whose time is over."""

from datetime import time, timedelta

from django.utils import timezone
from django_q.models import Task

from madoguchi.people import jobs, limits, outbox, purposes

_HERE = "madoguchi.people"
# How long django-q's rows of failed runs are of use; the log has the same.
_FAILURES_KEPT = timedelta(days=30)


def add() -> None:
    """Add them to the table."""
    jobs.add(
        jobs.Job(
            outbox.SEND,
            f"{_HERE}.outbox.send_waiting",
            every=timedelta(minutes=1),
            at_most=timedelta(minutes=5),
        ),
        jobs.Job(
            "delete-expired",
            f"{_HERE}.own_jobs.delete_expired",
            every=timedelta(days=1),
            at=time(3, 10),
        ),
    )


def delete_expired() -> dict[str, int]:
    """Delete personal data whose time is over, and what is of no more use; how many rows."""
    now = timezone.now()
    counts = purposes.delete_expired(now)
    limits.empty_cache(now)
    Task.objects.filter(stopped__lte=now - _FAILURES_KEPT).delete()
    return counts
