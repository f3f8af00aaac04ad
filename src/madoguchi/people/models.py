"""Rows that apps with personal data share: letters, jobs, salts and how often somebody knocked."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Letter(models.Model):
    """A mail that is to be sent, or was; `message_id` stays the same however often it goes."""

    class State(models.TextChoices):
        WAITING = "waiting"
        # Marked before it goes. Only a crash leaves it so, and the next worker makes it uncertain.
        SENDING = "sending"
        SENT = "sent"
        # Nobody knows whether the mail server has it: a person decides.
        UNCERTAIN = "uncertain"
        FAILED = "failed"

    message_id = models.CharField(max_length=200, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    # What it is for, as `people.outbox.Purpose` names it.
    purpose = models.CharField(max_length=40)
    # Its body holds a link that lets somebody in, so it is not kept longer than needed.
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="letters"
    )
    posted_at = models.DateTimeField()
    delete_after = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    # Why it did not go, in the mail server's words.
    problem = models.TextField(blank=True)
    # Who decided about an uncertain or failed letter, last.
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt"], name="letters_to_send")]

    def __str__(self) -> str:
        return f"{self.message_id} ({self.state})"


class JobState(models.Model):
    """One job: who runs it now and until when at most, and how its last run ended."""

    name = models.CharField(primary_key=True, max_length=80)
    # The process that runs it, as `people.processes` names one.
    holder = models.CharField(max_length=200, blank=True)
    held_until = models.DateTimeField(null=True)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    # When it last did all that it should.
    succeeded = models.DateTimeField(null=True)
    # What went wrong in the last run, without personal data.
    problem = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class Salt(models.Model):
    """A day's secret, gone the day after: what was hashed with it leads back to nobody."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return self.day.isoformat()


class Knocks(models.Model):
    """When somebody (a hash) did something lately, in milliseconds since 1970."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=64)
    day = models.DateField(db_index=True)
    times = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["what", "who"], name="one_row_of_knocks")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.who[:8]}"
