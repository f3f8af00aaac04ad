"""Addresses outside the guide that it leads to, and every check of whether they still answer."""

from typing import Any, ClassVar

from django.db import models


class Link(models.Model):
    """An address in the published guide; `state` is what its checks so far say."""

    class State(models.TextChoices):
        UNKNOWN = "unknown"
        GOOD = "good"
        # It leads to another address for good.
        MOVED = "moved"
        # It answers, but not to programs: somebody has to look.
        UNCLEAR = "unclear"
        FAILING = "failing"
        # It failed on three days.
        DEAD = "dead"

    url = models.CharField(max_length=2000, unique=True)
    # Whether the published guide named it when it was last looked at.
    stands = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.UNKNOWN)
    checked_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["url"]

    def __str__(self) -> str:
        return self.url


class LinkCheck(models.Model):
    """One visit of an address: rows are added, never changed."""

    class Outcome(models.TextChoices):
        GOOD = "good"
        MOVED = "moved"
        UNCLEAR = "unclear"
        FAILED = "failed"

    link = models.ForeignKey(Link, models.CASCADE, related_name="checks")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    # The answer's HTTP status; none where nothing answered.
    status = models.PositiveIntegerField(null=True)
    # What went wrong, as `keeping/visiting.py` names it, and what the network said of it.
    problem = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    # Where it led in the end, if that is another address.
    final_address = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.link_id} {self.outcome}"

    def save(self, **options: Any) -> None:
        """Only what is new can be saved."""
        if self.pk:
            raise TypeError("the history of checks is only added to")
        super().save(**options)
