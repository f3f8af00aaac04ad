"""What a machine was asked to draft, and how much it was sent."""

from typing import ClassVar

from django.db import models

from madoguchi.editorial.models.json_text import JsonText
from madoguchi.editorial.models.staff import StaffMember


class MachineOrder(models.Model):
    """Somebody asked for drafts of what is missing in a language; a worker carries it out."""

    class State(models.TextChoices):
        WAITING = "waiting"
        # Whoever finds it so goes on with it: what was drafted is not drafted again.
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    language = models.CharField(max_length=20)
    source_language = models.CharField(max_length=20)
    states = JsonText(default=list)
    chapter = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(StaffMember, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING, db_index=True
    )
    # Entries that have a draft now, and texts that were refused because they lost a mark.
    drafted = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.language} ({self.state})"


class MachineMonth(models.Model):
    """How many characters machines were sent in a month, as `2026-11`."""

    month = models.CharField(max_length=7, primary_key=True)
    characters = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.month}: {self.characters}"
