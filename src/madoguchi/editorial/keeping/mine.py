"""What waits for a person: what was sent back to them, and what their roles let them decide."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, OuterRef, QuerySet, Subquery

from madoguchi.editorial.keeping.guides import published_picks
from madoguchi.editorial.keeping.permissions import may_review
from madoguchi.editorial.keeping.reviewing import part_of
from madoguchi.editorial.models import (
    FactsVersion,
    Publication,
    PublicationItem,
    Record,
    ReviewStep,
    StaffMember,
    State,
    Translation,
    WordsVersion,
)

Version = FactsVersion | WordsVersion
# So many failed plans are looked at, the last first.
_FAILED = 20


class Open(NamedTuple):
    """A part of an entry that waits, and the last step of its review, where there was one."""

    record: Record
    part: str
    version: Version
    step: ReviewStep | None


def drafts_of(member: StaffMember) -> list[Open]:
    """The newest drafts that the person wrote, the last first; `step` is who sent it back."""
    facts, words = _newest(State.DRAFT)
    versions: list[Version] = [*facts.filter(by=member), *words.filter(by=member)]
    return _with_steps(versions, ReviewStep.What.SENT_BACK)


def reviews_for(member: StaffMember) -> list[Open]:
    """What waits for a review that the person may do; `step` is who asked for it."""
    return [one for one in waiting_for_review() if may_review(member, one.part, one.version.by)]


def waiting_for_review() -> list[Open]:
    """All that waits for a review, the last first; `step` is who asked for it."""
    facts, words = _newest(State.IN_REVIEW)
    return _with_steps([*facts, *words], ReviewStep.What.ASKED)


def _newest(state: State) -> tuple[QuerySet[FactsVersion], QuerySet[WordsVersion]]:
    """The newest versions in a state, without what they say."""
    newest = Translation.objects.filter(record=OuterRef("record"), language=OuterRef("language"))
    facts = FactsVersion.objects.filter(state=state, number=F("record__newest"))
    words = WordsVersion.objects.filter(state=state, number=Subquery(newest.values("newest")[:1]))
    return (
        facts.select_related("record", "by").defer("data"),
        words.select_related("record", "by").defer("data"),
    )


def _with_steps(versions: Iterable[Version], what: ReviewStep.What) -> list[Open]:
    found = sorted(versions, key=lambda one: one.at, reverse=True)
    steps = {
        (one.record_id, one.part, one.number): one
        for one in ReviewStep.objects.filter(what=what, record__in={one.record for one in found})
        .select_related("by")
        .order_by("id")
    }
    return [
        Open(one.record, part_of(one), one, steps.get((one.record_id, part_of(one), one.number)))
        for one in found
    ]


def failed_plans() -> list[Publication]:
    """Plans that failed, the last first, as long as something of them has not been published."""
    failed = Publication.objects.filter(state=Publication.State.FAILED).select_related("by")
    plans = list(failed.order_by("-id")[:_FAILED])
    if not plans:
        return []
    items = PublicationItem.objects.filter(publication__in=plans)
    wanted = list(items.values_list("publication_id", "record_id", "part", "after"))
    shown = published_picks({entry_id for _, entry_id, _, _ in wanted})
    waiting = {
        plan
        for plan, entry_id, part, after in wanted
        if (pick := shown.get((entry_id, part))) is None or pick.number < (after or 0)
    }
    return [one for one in plans if one.pk in waiting]
