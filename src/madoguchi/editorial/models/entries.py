"""An entry, and every version of its facts and of its words in each language.

Versions are only ever added. What a version says is never changed afterwards, which the database
itself refuses (migrations/0002); what is decided about it (its state, who reviewed it) is.
"""

from typing import ClassVar

from django.db import models

from madoguchi.editorial.models.json_text import JsonText
from madoguchi.editorial.models.staff import StaffMember

# The part of an entry that is no language.
FACTS = "facts"


class State(models.TextChoices):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Origin(models.TextChoices):
    """Where words come from, as `Wording.origin` has it."""

    PERSON = "person"
    AGENCY = "agency"
    MACHINE = "machine"


class Record(models.Model):
    """One entry of the guide, and which of its versions counts.

    `chapter`, `section`, `name_ja`, `name_en` and `check_by` repeat what the newest versions say,
    for the board's filters.
    """

    entry_id = models.CharField(primary_key=True, max_length=200)
    kind = models.CharField(max_length=40, db_index=True)
    pack = models.CharField(max_length=80, db_index=True)
    page_number = models.PositiveIntegerField(unique=True)
    newest = models.PositiveIntegerField(default=0)
    published = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    # Readers do not get it: it was never published, or has been taken away.
    gone = models.BooleanField(default=False)
    chapter = models.CharField(max_length=200, blank=True, db_index=True)
    section = models.CharField(max_length=200, blank=True, db_index=True)
    name_ja = models.CharField(max_length=300, blank=True)
    name_en = models.CharField(max_length=300, blank=True)
    check_by = models.DateField(null=True, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["entry_id"]

    def __str__(self) -> str:
        return self.entry_id


class _Version(models.Model):
    """What facts and words have in common: who wrote which version when, and what became of it."""

    number = models.PositiveIntegerField()
    data = JsonText()
    by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    reviewed_by = models.CharField(max_length=100, blank=True)
    reviewed_on = models.DateField(null=True)
    # Whether it came with a pack instead of from a person's hand.
    from_pack = models.BooleanField(default=False)

    class Meta:
        abstract = True


class FactsVersion(_Version):
    """All of an entry but its words, as a pack holds it; `gone` takes the entry away."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="facts_versions")
    gone = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "number"], name="one_facts_version")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {FACTS}@{self.number}"


class Translation(models.Model):
    """An entry's words in one language: which version is the newest, which one readers get."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="translations")
    language = models.CharField(max_length=20)
    newest = models.PositiveIntegerField()
    published = models.PositiveIntegerField(null=True)
    # Whether the published version had been reviewed when it was published.
    published_reviewed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    # Whether a person has reviewed the newest version.
    reviewed = models.BooleanField(default=False)
    made_from_language = models.CharField(max_length=20, blank=True)
    made_from_number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "language"], name="one_translation")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.language}@{self.newest}"

    @property
    def settled(self) -> int:
        """The newest version that others may be translated from: published, or approved."""
        return max(self.published or 0, self.newest if self.state == State.APPROVED else 0)


class WordsVersion(_Version):
    """An entry's words in one language, and which version of which language they were made from."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="words_versions")
    language = models.CharField(max_length=20)
    # Its state before anybody here decided about it: readers see that until a review is published.
    written_state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    made_from_language = models.CharField(max_length=20, blank=True)
    made_from_number = models.PositiveIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "language", "number"], name="one_words_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.language}@{self.number}"
