"""The jobs of the staff's rooms."""

from datetime import time, timedelta

from madoguchi.people import jobs

_HERE = "madoguchi.editorial"


def add() -> None:
    """Add them to the table."""
    jobs.add(
        jobs.Job(
            "mail-what-is-due",
            f"{_HERE}.due_mail.mail_what_is_due",
            every=timedelta(weeks=1),
            at=time(8, 0),
        ),
        # What was ordered begins at once; this finds what a worker left when it died.
        jobs.Job(
            "draft-by-machine",
            f"{_HERE}.keeping.machine.draft_what_was_ordered",
            every=timedelta(minutes=10),
            at_most=timedelta(minutes=30),
        ),
        # Also finishes what a publisher that died has begun.
        jobs.Job(
            "publish-what-is-due",
            f"{_HERE}.keeping.due_publishing.publish",
            every=timedelta(minutes=1),
        ),
        jobs.Job(
            "check-links",
            f"{_HERE}.keeping.links.check_links",
            every=timedelta(days=1),
            at=time(3, 0),
            at_most=timedelta(minutes=30),
        ),
    )
