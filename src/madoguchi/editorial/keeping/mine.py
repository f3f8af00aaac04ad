"""What waits for a person: what was sent back to them, and what their roles let them decide."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet

from madoguchi.editorial.keeping.guides import published_picks
from madoguchi.editorial.keeping.permissions import may_review, needs_four_eyes
from madoguchi.editorial.keeping.reports import open_reports
from madoguchi.editorial.keeping.reviewing import part_of
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Publication,
    PublicationItem,
    Record,
    Report,
    ReviewStep,
    Role,
    StaffMember,
    State,
    WordsVersion,
)

Version = FactsVersion | WordsVersion
What = ReviewStep.What
# Whoever has more waiting gets to see so many of each, the last first.
MANY = 100
# So many failed plans are looked at, the last first.
_FAILED = 20


class Open(NamedTuple):
    """A part of an entry that waits, and the last step of its review, where there was one."""

    record: Record
    part: str
    version: Version
    step: ReviewStep | None


def drafts_of(member: StaffMember) -> list[Open]:
    """The newest drafts that the person wrote; `step` is who sent it back, and these come first."""
    facts, words = _newest(State.DRAFT)
    back = ReviewStep.objects.filter(
        record=OuterRef("record"), number=OuterRef("number"), what=What.SENT_BACK
    )
    facts = facts.filter(by=member).annotate(back=Exists(back.filter(part=FACTS)))
    words = words.filter(by=member).annotate(back=Exists(back.filter(part=OuterRef("language"))))
    order = ("-back", "-at")
    found = _with_steps(
        [*facts.order_by(*order)[:MANY], *words.order_by(*order)[:MANY]], What.SENT_BACK
    )
    return sorted(found, key=lambda one: one.step is None)


def reviews_for(member: StaffMember) -> list[Open]:
    """What waits for a review that the person may do; `step` is who asked for it."""
    facts, words = _newest(State.IN_REVIEW)
    # As `may_review` has it; asked of the database, as agencies send thousands at once.
    if needs_four_eyes(FACTS):
        facts = facts.exclude(by=member)
    if member.languages:
        words = words.filter(language__in=member.languages)
    versions: list[Version] = [*facts.order_by("-at")[:MANY], *words.order_by("-at")[:MANY]]
    return _with_steps(
        [one for one in versions if may_review(member, part_of(one), one.by)], What.ASKED
    )


def _newest(state: State) -> tuple[QuerySet[FactsVersion], QuerySet[WordsVersion]]:
    """The newest versions in a state, without what they say."""
    facts = FactsVersion.objects.filter(state=state, number=F("record__newest"))
    words = WordsVersion.objects.filter(
        state=state,
        record__translations__language=F("language"),
        record__translations__newest=F("number"),
    )
    return (
        facts.select_related("record", "by").defer("data"),
        words.select_related("record", "by").defer("data"),
    )


def _with_steps(versions: Collection[Version], what: ReviewStep.What) -> list[Open]:
    """The versions, the last first, each with the last step of this kind."""
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


def reports_for(member: StaffMember) -> list[Report]:
    """Open reports of readers: to editors about their sections, to translators about their words.

    What is about no entry goes to those who keep everything.
    """
    waiting = open_reports()
    if not waiting or not member.is_a(Role.EDITOR, Role.TRANSLATOR):
        return []
    named = {one.entry_id for one in waiting}
    sections = dict(Record.objects.filter(pk__in=named).values_list("pk", "section"))
    return [one for one in waiting if _concerns(one, sections.get(one.entry_id, ""), member)]


def _concerns(report: Report, section: str, member: StaffMember) -> bool:
    if member.is_a(Role.EDITOR) and (not member.sections or section in member.sections):
        return True
    is_of_words = report.what == Report.What.WORDS and member.is_a(Role.TRANSLATOR)
    return is_of_words and (not member.languages or report.language in member.languages)


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
