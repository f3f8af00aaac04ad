"""All that waits for a review, whoever may do it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, OuterRef, Subquery

from madoguchi.editorial.keeping.drafting import Version
from madoguchi.editorial.keeping.reviewing import part_of
from madoguchi.editorial.models import (
    FactsVersion,
    Record,
    ReviewStep,
    State,
    Translation,
    WordsVersion,
)

_WAITS = {"state": State.IN_REVIEW}


class Waits(NamedTuple):
    """A part that waits for a review; its version without what it says, and who asked for it."""

    record: Record
    part: str
    version: Version
    step: ReviewStep | None = None


def waiting_for_review() -> list[Waits]:
    """The newest versions that are in review, the longest waiting first."""
    of_part = Translation.objects.filter(record=OuterRef("record"), language=OuterRef("language"))
    facts = FactsVersion.objects.filter(**_WAITS, number=F("record__newest"))
    words = WordsVersion.objects.filter(**_WAITS, number=Subquery(of_part.values("newest")[:1]))
    found: list[Version] = [
        *facts.select_related("record", "by").defer("data"),
        *words.select_related("record", "by").defer("data"),
    ]
    steps = _asked(found)
    waits = [
        Waits(one.record, part_of(one), one, steps.get((one.record_id, part_of(one), one.number)))
        for one in found
    ]
    return sorted(waits, key=lambda one: one.step.at if one.step else one.version.at)


def _asked(found: Sequence[Version]) -> dict[tuple[str, str, int], ReviewStep]:
    """Who asked for the review of each, and when."""
    if not found:
        return {}
    asked = ReviewStep.objects.filter(what=ReviewStep.What.ASKED).select_related("by")
    # Databases limit how many values a question may name; then all are read.
    if len(found) <= 500:  # noqa: PLR2004 - said above
        asked = asked.filter(record__in={one.record_id for one in found})
    return {(one.record_id, one.part, one.number): one for one in asked.order_by("id")}
