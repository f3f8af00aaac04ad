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
    )
