"""Reviews: asked for, approved, sent back; every step stays."""

from django.db import transaction
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.drafting import CannotSaveError, Version
from madoguchi.editorial.keeping.permissions import may_review, may_write, needs_four_eyes, require
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Record,
    ReviewStep,
    StaffMember,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.editorial.wording import tell

What = ReviewStep.What


def part_of(version: Version) -> str:
    """`facts`, or the language of the words."""
    return FACTS if isinstance(version, FactsVersion) else version.language


@transaction.atomic
def ask_for_review(version: Version, by: StaffMember, comment: str = "") -> None:
    """Hand the newest version over to reviewers."""
    part = part_of(version)
    require(
        may_write(by, version.record, part), tell("Your roles do not allow you to change this.")
    )
    version = _locked(version, State.DRAFT)
    _decide(version, State.IN_REVIEW, What.ASKED, by, comment)


@transaction.atomic
def approve(version: Version, by: StaffMember, comment: str = "") -> None:
    """Say that a version is right and may be published."""
    part = part_of(version)
    if version.by == by and needs_four_eyes(part):
        require(
            allowed=False, what=tell("You wrote this yourself; somebody else has to approve it.")
        )
    require(may_review(by, part, version.by), tell("Only a reviewer may approve this."))
    version = _locked(version, State.IN_REVIEW, State.DRAFT)
    version.reviewed_by, version.reviewed_on = str(by), localdate()
    _decide(version, State.APPROVED, What.APPROVED, by, comment)


@transaction.atomic
def send_back(version: Version, by: StaffMember, comment: str) -> None:
    """Give a version back to who wrote it, saying why."""
    require(may_review(by, part_of(version), None), tell("Only a reviewer may send this back."))
    if not comment.strip():
        raise CannotSaveError(tell("Say in a sentence what should be changed."))
    version = _locked(version, State.IN_REVIEW, State.APPROVED)
    version.reviewed_by, version.reviewed_on = "", None
    _decide(version, State.DRAFT, What.SENT_BACK, by, comment)


def _locked(version: Version, *states: State) -> Version:
    """The version as it is now; CannotSaveError where it is not the newest, or in another state."""
    record = Record.objects.select_for_update().get(pk=version.record_id)
    current = type(version).objects.select_related("record", "by").get(pk=version.pk)
    part = part_of(version)
    newest = (
        record.newest
        if part == FACTS
        else Translation.objects.get(record=record, language=part).newest
    )
    if current.number != newest:
        raise CannotSaveError(tell("A newer version was saved meanwhile. Look at that one."))
    if current.state not in states:
        raise CannotSaveError(tell("Somebody has decided about this meanwhile. Look at it again."))
    current.record = record
    return current


def _decide(
    version: Version, state: State, what: ReviewStep.What, by: StaffMember | None, comment: str
) -> None:
    version.state = state
    version.save(update_fields=["state", "reviewed_by", "reviewed_on"])
    part = part_of(version)
    if isinstance(version, WordsVersion):
        Translation.objects.filter(
            record_id=version.record_id, language=part, newest=version.number
        ).update(state=state, reviewed=state == State.APPROVED)
    else:
        Record.objects.filter(pk=version.record_id, newest=version.number).update(state=state)
    ReviewStep.objects.create(
        record_id=version.record_id,
        part=part,
        number=version.number,
        what=what,
        comment=comment.strip(),
        by=by,
    )


def back_to_draft(record_id: str, part: str, number: int, comment: str) -> None:
    """What a rollback took from readers needs another look before it is published again."""
    versions = (
        FactsVersion.objects.filter(record_id=record_id, number=number)
        if part == FACTS
        else WordsVersion.objects.filter(record_id=record_id, language=part, number=number)
    )
    for version in versions:
        _decide(version, State.DRAFT, What.SENT_BACK, None, comment)
