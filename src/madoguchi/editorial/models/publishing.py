"""What was decided: every step of a review, every publication with what it changed."""

from typing import ClassVar

from django.db import models

from madoguchi.editorial.models.entries import Record
from madoguchi.editorial.models.json_text import JsonText
from madoguchi.editorial.models.staff import StaffMember


class ReviewStep(models.Model):
    """Somebody asked for a review, approved, sent back; `part` is `facts` or a language."""

    class What(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        SENT_BACK = "sent_back"

    record = models.ForeignKey(Record, models.PROTECT, related_name="review_steps")
    part = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=What.choices)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.record_id} {self.part}@{self.number} {self.what}"


class Publication(models.Model):
    """One publishing, now or at a time; a rollback is one that puts earlier versions back."""

    class Kind(models.TextChoices):
        PUBLISH = "publish"
        ROLLBACK = "rollback"
        IMPORT = "import"

    class State(models.TextChoices):
        PLANNED = "planned"
        # Versions are chosen, the edition is being written: whoever finds it so goes on with it.
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    planned_for = models.DateTimeField(null=True)
    by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    # When the published versions were exchanged, all at once; the edition is written after that.
    moved_at = models.DateTimeField(null=True, db_index=True)
    finished_at = models.DateTimeField(null=True)
    edition = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=500, blank=True)
    # What went wrong, for the person who asked.
    problem = models.TextField(blank=True)
    # Warnings that were accepted, each with its reason: [{"what": …, "reason": …}].
    accepted = JsonText(default=list)
    # The publication that a rollback takes back.
    takes_back = models.ForeignKey("self", models.PROTECT, null=True, related_name="taken_back_by")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"


class PublicationItem(models.Model):
    """One part of an entry whose published version changes: `before` and `after` are numbers.

    The same number before and after means that a review of it is published.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="items")
    record = models.ForeignKey(Record, models.PROTECT, related_name="publication_items")
    part = models.CharField(max_length=20)
    before = models.PositiveIntegerField(null=True)
    after = models.PositiveIntegerField(null=True)
    reviewed_before = models.BooleanField(default=False)
    reviewed_after = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "record", "part"], name="one_item_a_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.part}: {self.before} to {self.after}"
