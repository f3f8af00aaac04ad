"""Publishing: approved versions become what readers get, all at once, now or at a time.

First the numbers of the published versions are exchanged in one transaction, then the edition is
written. A process that dies in between leaves a publication `running`; the next publisher, or the
worker, writes the edition. Readers always have one whole edition.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.timezone import now

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping.checking import Found, check
from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.guides import Chosen, Pick, stamp
from madoguchi.editorial.keeping.operated import readers_guide
from madoguchi.editorial.keeping.permissions import may_publish, require
from madoguchi.editorial.keeping.reviewing import back_to_draft
from madoguchi.editorial.models import (
    FACTS,
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
from madoguchi.editorial.wording import tell

Kind, Phase = Publication.Kind, Publication.State


class Waiting(NamedTuple):
    """A part that can be published: what readers get now, and what they would get."""

    record: Record
    part: str
    before: Pick | None
    after: Pick


def waiting(*, unreviewed: bool = False) -> list[Waiting]:
    """Every part with an approved version that readers do not have; the newest of each.

    With `unreviewed` also words that nobody has reviewed; readers see them marked as such.
    """
    found: dict[tuple[str, str], Waiting] = {}
    states = list(State) if unreviewed else [State.APPROVED]
    facts = (
        FactsVersion.objects.filter(state=State.APPROVED)
        .filter(Q(record__published=None) | Q(number__gt=F("record__published")))
        .select_related("record")
        .order_by("number")
    )
    for version in facts:
        before = Pick(version.record.published) if version.record.published else None
        found[version.record_id, FACTS] = Waiting(
            version.record, FACTS, before, Pick(version.number)
        )
    of_part = Translation.objects.filter(record=OuterRef("record"), language=OuterRef("language"))
    words = (
        WordsVersion.objects.filter(state__in=states)
        .annotate(
            is_published=Subquery(of_part.values("published")[:1]),
            shows_review=Subquery(of_part.values("published_reviewed")[:1]),
        )
        .filter(
            Q(is_published=None)
            | Q(number__gt=F("is_published"))
            | Q(number=F("is_published"), state=State.APPROVED, shows_review=False)
        )
        .select_related("record")
        .order_by("number")
    )
    for one in words:
        shown = Pick(one.is_published, one.shows_review) if one.is_published else None
        after = Pick(one.number, reviewed=one.state == State.APPROVED)
        found[one.record_id, one.language] = Waiting(one.record, one.language, shown, after)
    return [found[part] for part in sorted(found)]


def chosen(items: Iterable[Waiting]) -> Chosen:
    """What a choice of parts would make of the guide, for checks and previews."""
    return {(one.record.entry_id, one.part): one.after for one in items}


class NotPublishableError(Exception):
    """What was chosen has errors, or warnings that nobody has accepted."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__("; ".join(str(one) for one in found))
        self.found = found


def plan(
    items: Sequence[Waiting],
    by: StaffMember,
    *,
    at: datetime | None = None,
    why: str = "",
    accepted: Sequence[dict[str, str]] = (),
) -> Publication:
    """Plan to publish these parts, at once if no time is named; `carry_out` does it.

    NotPublishableError where the checks find errors, or warnings without an accepted reason.
    """
    require(may_publish(by), tell("Only a publisher may publish."))
    if not items:
        raise CannotSaveError(tell("Choose at least one change to publish."))
    if at is not None and at <= now():
        raise CannotSaveError(tell("The time to publish must lie in the future."))
    reasons = {one["what"] for one in accepted if one.get("reason", "").strip()}
    open_ones = [
        one for one in check(chosen(items)) if one.severity == "error" or one.key not in reasons
    ]
    if open_ones:
        raise NotPublishableError(open_ones)
    with transaction.atomic():
        publication = Publication.objects.create(
            kind=Kind.PUBLISH, planned_for=at, by=by, why=why[:500], accepted=list(accepted)
        )
        _note_parts(publication, items)
    return publication


def cancel(publication: Publication, by: StaffMember) -> None:
    """Take a plan back before its time."""
    require(may_publish(by), tell("Only a publisher may publish."))
    changed = Publication.objects.filter(pk=publication.pk, state=Phase.PLANNED).update(
        state=Phase.CANCELLED, finished_at=now()
    )
    if not changed:
        raise CannotSaveError(tell("It has been published meanwhile. You can take it back."))


def carry_out(publication: Publication) -> Publication:
    """Publish what was planned; what went wrong stands in its `problem` and state."""
    finish_what_was_begun()
    _exchange(publication.pk)
    finish_what_was_begun()
    publication.refresh_from_db()
    return publication


def publish_what_is_due() -> int:
    """Carry out every plan whose time has come, and finish what was begun; how many it were."""
    finish_what_was_begun()
    due = Publication.objects.filter(state=Phase.PLANNED, planned_for__lte=now())
    count = 0
    for publication in due.order_by("planned_for", "id"):
        carry_out(publication)
        count += 1
    return count


def _one_at_a_time() -> None:
    """Whoever changes what is published waits here for the others, until they have committed."""
    list(Publication.objects.select_for_update(no_key=True).order_by("id")[:1])


def _hold_entries(publication: Publication) -> None:
    """Nobody saves or imports words or facts of these entries until this is done."""
    named = publication.items.values("record_id")
    held = Record.objects.select_for_update().filter(pk__in=named).order_by("pk")
    list(held.values_list("pk"))


@transaction.atomic
def _exchange(publication_id: int) -> None:
    """Make the planned versions the published ones, all or none."""
    _one_at_a_time()
    publication = Publication.objects.select_for_update().get(pk=publication_id)
    if publication.state != Phase.PLANNED:
        return
    _hold_entries(publication)
    planned = list(publication.items.select_related("record"))
    items = [one for one in planned if _is_still_wanted(one)]
    if publication.kind == Kind.PUBLISH:
        publication.problem = "\n".join(_left_out(planned, items))
        if planned and not items:
            publication.state, publication.finished_at = Phase.FAILED, now()
            publication.save()
            return
        # Others may have published since it was planned.
        picks = {
            (one.record_id, one.part): Pick(one.after or 0, one.reviewed_after) for one in items
        }
        problems = [one for one in check(picks) if one.severity == "error"]
        if problems:
            publication.state, publication.finished_at = Phase.FAILED, now()
            publication.problem = "\n".join(str(one) for one in problems)
            publication.save()
            return
        publication.items.exclude(pk__in=[one.pk for one in items]).delete()
    for item in items:
        _point(item)
    publication.state, publication.moved_at = Phase.RUNNING, now()
    publication.save()


def _is_still_wanted(item: PublicationItem) -> bool:
    """Whether readers have not got something newer meanwhile; `before` is what they have now."""
    if item.part == FACTS:
        published, reviewed = item.record.published, False
    else:
        words = Translation.objects.filter(record=item.record, language=item.part).first()
        published = words.published if words else None
        reviewed = bool(words and words.published_reviewed)
    if item.publication.kind == Kind.ROLLBACK:
        return published == item.before
    if (published, reviewed) != (item.before, item.reviewed_before):
        item.before, item.reviewed_before = published, reviewed
        item.save(update_fields=["before", "reviewed_before"])
    if _was_sent_back(item) or (published, reviewed) == (item.after, item.reviewed_after):
        return False
    return (item.after or 0) >= (published or 0)


def _was_sent_back(item: PublicationItem) -> bool:
    """Whether somebody has decided against the version since it was planned."""
    named = {"record": item.record, "number": item.after}
    if item.part == FACTS:
        return not FactsVersion.objects.filter(**named, state=State.APPROVED).exists()
    if WordsVersion.objects.filter(**named, language=item.part, state=State.APPROVED).exists():
        return False
    # Words that nobody reviewed may be published, but not when a reviewer has found them wrong.
    sent_back = ReviewStep.objects.filter(
        **named, part=item.part, what=ReviewStep.What.SENT_BACK, at__gt=item.publication.asked_at
    )
    return item.reviewed_after or sent_back.exists()


def _left_out(
    planned: Sequence[PublicationItem], items: Sequence[PublicationItem]
) -> Iterator[str]:
    """What to say of planned parts that are not published."""
    kept = {one.pk for one in items}
    for one in planned:
        if one.pk not in kept and _was_sent_back(one):
            yield tell(
                "{name} was sent back or taken back after it was planned, so it is left out.",
                name=f"{one.record_id} {one.part}",
            )
    if planned and not items and all(not _was_sent_back(one) for one in planned):
        yield tell("Readers have this already, or something newer.")


def _point(item: PublicationItem) -> None:
    record = item.record
    if item.part == FACTS:
        gone = (
            item.after is None
            or FactsVersion.objects.filter(record=record, number=item.after, gone=True).exists()
        )
        Record.objects.filter(pk=record.pk).update(published=item.after, gone=gone)
    else:
        Translation.objects.filter(record=record, language=item.part).update(
            published=item.after, published_reviewed=item.reviewed_after
        )


def finish_what_was_begun() -> None:
    """Write the edition of whatever was exchanged and not written: also after a crash."""
    while running := list(
        Publication.objects.filter(state=Phase.RUNNING).values_list("id", flat=True)
    ):
        edition, _ = _write()
        Publication.objects.filter(id__in=running, state=Phase.RUNNING).update(
            state=Phase.DONE, finished_at=now(), edition=edition
        )


def _write() -> tuple[str, bool]:
    """Write the edition of what is published: its id, and whether readers had another one.

    Where somebody exchanged something meanwhile, theirs may have been written already and ours be
    the older one: then it is written anew, also if nothing is left to finish.
    """
    changed = False
    while True:
        before = stamp()
        edition = compile_edition(readers_guide())
        changed |= EditionStore(settings.EDITIONS).publish(edition)
        if stamp() == before:
            return edition.id, changed


def serve_what_is_published() -> tuple[str, bool]:
    """Make sure that readers get the published state: the edition's id, and whether it changed.

    After an update of the program the same state may be another edition.
    """
    finish_what_was_begun()
    return _write()


def take_back(by: StaffMember, why: str, named: Publication | None = None) -> Publication:
    """Undo the last publication that still stands; again, it goes one further back.

    CannotSaveError where that is not the one that was `named`: somebody else was quicker.
    """
    require(may_publish(by), tell("Only a publisher may publish."))
    if not why.strip():
        raise CannotSaveError(tell("Say in a sentence why it is taken back."))
    finish_what_was_begun()
    with transaction.atomic():
        _one_at_a_time()
        last = last_standing()
        if last is None:
            raise CannotSaveError(tell("There is nothing to take back."))
        if named is not None and named != last:
            raise CannotSaveError(tell("Something was published after it. Take that back first."))
        _hold_entries(last)
        rollback = Publication.objects.create(
            kind=Kind.ROLLBACK, by=by, why=why[:500], takes_back=last
        )
        for item in last.items.all():
            PublicationItem.objects.create(
                publication=rollback,
                record_id=item.record_id,
                part=item.part,
                before=item.after,
                after=item.before,
                reviewed_before=item.reviewed_after,
                reviewed_after=item.reviewed_before,
            )
            if item.after is not None:
                comment = tell("Taken back by {name}: {why}", name=by, why=why)
                back_to_draft(item.record_id, item.part, item.after, comment)
        # Within: who dies half-way has put nothing back into draft that readers still get.
        _exchange(rollback.pk)
    finish_what_was_begun()
    rollback.refresh_from_db()
    return rollback


def last_standing() -> Publication | None:
    """The publication that a rollback would take back."""
    return (
        Publication.objects.filter(
            kind=Kind.PUBLISH, state__in=[Phase.DONE, Phase.RUNNING], taken_back_by=None
        )
        .order_by("-moved_at")
        .first()
    )


def _note_parts(publication: Publication, items: Iterable[Waiting]) -> None:
    """Write down which version of each part stands before it and after it."""
    PublicationItem.objects.bulk_create(
        PublicationItem(
            publication=publication,
            record=one.record,
            part=one.part,
            before=one.before.number if one.before else None,
            after=one.after.number,
            reviewed_before=bool(one.before and one.before.reviewed),
            reviewed_after=one.after.reviewed,
        )
        for one in items
    )


def publish_all(why: str = "") -> Publication:
    """Publish every approved version, as the command line does; `problem` says what prevents it."""
    publication = Publication.objects.create(kind=Kind.PUBLISH, why=why)
    _note_parts(publication, waiting())
    return carry_out(publication)
