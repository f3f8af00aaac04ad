"""What readers say is wrong: no name, no account, only where and what."""

from typing import ClassVar

from django.db import models

from madoguchi.editorial.models.staff import StaffMember


class Report(models.Model):
    """A reader's "this is wrong" about a page, and what staff decided about it.

    `path` is the page without what was asked of it; `entry_id` its entry, where it has one. `said`
    counts how often the very same was sent. `part` and `version` name what mended it, if anything
    was saved since.
    """

    class What(models.TextChoices):
        PHONE = "phone"
        HOURS = "hours"
        PLACE = "place"
        DATE = "date"
        WORDS = "words"
        OTHER = "other"

    class State(models.TextChoices):
        OPEN = "open"
        MENDED = "mended"
        RIGHT = "right"
        UNCLEAR = "unclear"
        SPAM = "spam"

    path = models.CharField(max_length=300)
    entry_id = models.CharField(max_length=200, blank=True, db_index=True)
    language = models.CharField(max_length=20)
    edition = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=10, choices=What.choices)
    text = models.TextField()
    said = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.OPEN, db_index=True
    )
    decided_by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    part = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.path} {self.what} ({self.state})"
