"""What is approved reaches readers whole, at once or at its time, and can be taken back."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    facts_version,
    new_entry,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.permissions import NotAllowedError
from madoguchi.editorial.keeping.publishing import (
    NotPublishableError,
    _exchange,
    cancel,
    carry_out,
    finish_what_was_begun,
    plan,
    publish_all,
    publish_what_is_due,
    take_back,
    waiting,
)
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review, send_back
from madoguchi.editorial.models import Publication, Record, ReviewStep, State, Translation

DESK = "example/help-desk"


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def approved(desk, sato, mori) -> Record:
    """A new telephone number, written by Sato and approved by Mori."""
    facts = facts_version(desk).data | {"phones": [{"printed": "042-000-3333"}]}
    version = save_facts(desk, facts, sato, based_on=1)
    ask_for_review(version, sato)
    approve(version, mori)
    return desk


def printed() -> list[str]:
    return [phone.printed for phone in published_guide().entries[DESK].phones]


def accepted(error: NotPublishableError) -> list[dict[str, str]]:
    return [{"what": one.key, "reason": "Known"} for one in error.found]


def publish(by, **fields) -> Publication:
    """Publish all that waits, accepting warnings."""
    try:
        return carry_out(plan(waiting(), by, **fields))
    except NotPublishableError as error:
        return carry_out(plan(waiting(), by, accepted=accepted(error), **fields))


def test_the_author_cannot_approve_facts(desk, mori, settings):
    version = save_facts(desk, facts_version(desk).data | {"note": "x"}, mori, based_on=1)
    with pytest.raises(NotAllowedError, match="somebody else"):
        approve(version, mori)
    settings.FOUR_EYES = "none"
    approve(version, mori)
    assert facts_version(Record.objects.get(pk=DESK)).state == State.APPROVED


def test_words_may_be_approved_by_their_author_unless_all_need_four_eyes(desk, mori, settings):
    texts = words_version(desk, "en").data | {"name": "Desk"}
    version = save_words(desk, "en", texts, mori, based_on=1, made_from=("ja", 1))
    settings.FOUR_EYES = "all"
    with pytest.raises(NotAllowedError):
        approve(version, mori)
    settings.FOUR_EYES = "facts"
    approve(version, mori)
    assert Translation.objects.get(record=desk, language="en").reviewed


def test_who_is_no_reviewer_approves_nothing(desk, sato, mori):
    version = save_facts(desk, facts_version(desk).data | {"note": "x"}, mori, based_on=1)
    with pytest.raises(NotAllowedError, match="reviewer"):
        approve(version, sato)


def test_sent_back_with_a_comment_it_is_a_draft_again(desk, sato, mori):
    version = save_facts(desk, facts_version(desk).data | {"note": "x"}, sato, based_on=1)
    ask_for_review(version, sato)
    with pytest.raises(CannotSaveError, match="sentence"):
        send_back(version, mori, " ")
    send_back(version, mori, "Which source?")
    assert [(step.what, step.comment) for step in ReviewStep.objects.all()] == [
        ("asked", ""),
        ("sent_back", "Which source?"),
    ]
    assert facts_version(Record.objects.get(pk=DESK)).state == State.DRAFT
    assert waiting() == []


def test_what_was_saved_anew_has_to_be_approved_anew(approved, sato, mori):
    first = facts_version(approved, 2)
    approved.refresh_from_db()
    save_facts(approved, first.data | {"note": "later"}, sato, based_on=2)
    with pytest.raises(CannotSaveError, match="newer version"):
        approve(first, mori)
    assert [(one.part, one.after.number) for one in waiting()] == [("facts", 2)]


def test_readers_get_what_was_approved_and_only_that(approved, city, mori, sato):
    assert printed() != ["042-000-3333"]
    done = publish(mori)
    assert (done.state, done.problem) == ("done", "")
    assert printed() == ["042-000-3333"]
    served = EditionStore(city).open()
    assert served.id == done.edition == compile_edition(published_guide()).id
    assert waiting() == []


def test_only_publishers_publish(approved, sato):
    with pytest.raises(NotAllowedError, match="publisher"):
        plan(waiting(), sato)


def test_errors_cannot_be_accepted(desk, sato, mori):
    _, version = new_entry("example/cooking", {"kind": "topic"}, sato)
    approve(version, mori)
    with pytest.raises(NotPublishableError) as told:
        plan(waiting(), mori)
    assert {one.message for one in told.value.found} >= {"the language ko is missing"}
    with pytest.raises(NotPublishableError):
        plan(waiting(), mori, accepted=accepted(told.value))
    assert Publication.objects.filter(kind="publish").count() == 0


def test_warnings_are_accepted_with_a_reason_that_stays(desk, sato, mori):
    texts = words_version(desk, "ja").data | {"name": "なんでも相談"}
    approve(save_words(desk, "ja", texts, sato, based_on=1, made_from=None), mori)
    with pytest.raises(NotPublishableError) as told:
        plan(waiting(), mori)
    assert {one.message for one in told.value.found} == {"ja has changed since version 1"}
    done = carry_out(plan(waiting(), mori, accepted=accepted(told.value)))
    assert done.state == "done"
    assert {one["reason"] for one in done.accepted} == {"Known"}


def test_what_others_refer_to_cannot_be_taken_away(desk, sato, mori):
    place = Record.objects.get(pk="example/city-hall")
    approve(retire(place, sato, based_on=1, why="Torn down"), mori)
    with pytest.raises(NotPublishableError) as told:
        plan(waiting(), mori)
    assert any('no entry "example/city-hall"' in one.message for one in told.value.found)


def test_a_rollback_gives_the_very_edition_of_before(approved, city, mori):
    before = compile_edition(published_guide()).id
    publish(mori)
    back = take_back(mori, "The number was wrong")
    assert back.edition == before == EditionStore(city).current_id()
    assert printed() != ["042-000-3333"]
    # It has to be approved again before it is published again.
    assert waiting() == []
    assert facts_version(Record.objects.get(pk=DESK)).state == State.DRAFT
    with pytest.raises(CannotSaveError, match="nothing to take back"):
        take_back(mori, "Once more")


def test_rolling_back_twice_goes_two_publications_back(approved, sato, mori):
    before = compile_edition(published_guide()).id
    publish(mori)
    approved.refresh_from_db()
    newer = facts_version(approved).data | {"phones": [{"printed": "042-000-4444"}]}
    approve(save_facts(approved, newer, sato, based_on=2), mori)
    publish(mori)
    take_back(mori, "One")
    assert printed() == ["042-000-3333"]
    assert take_back(mori, "Two").edition == before


def test_a_new_entry_can_be_published_and_taken_back(desk, sato, mori):
    _, version = new_entry("example/cooking", {"kind": "source", **SOURCE}, sato)
    approve(version, mori)
    assert publish(mori).state == "done"
    assert "example/cooking" in published_guide().entries
    take_back(mori, "Not yet")
    assert "example/cooking" not in published_guide().entries


SOURCE = {
    "title": "料理教室のちらし",
    "trust": "official",
    "printed": "unknown",
    "read": "2026-11-27",
}


def test_a_plan_waits_for_its_time(approved, mori):
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    assert publish_what_is_due() == 0
    Publication.objects.filter(pk=planned.pk).update(planned_for=now() - timedelta(minutes=1))
    assert publish_what_is_due() == 1
    assert printed() == ["042-000-3333"]


def test_a_plan_can_be_cancelled_until_its_time(approved, mori):
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    cancel(planned, mori)
    Publication.objects.filter(pk=planned.pk).update(planned_for=now() - timedelta(minutes=1))
    assert publish_what_is_due() == 0
    with pytest.raises(CannotSaveError, match="take it back"):
        cancel(planned, mori)


def test_a_plan_never_puts_something_older_over_something_newer(approved, sato, mori):
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    approved.refresh_from_db()
    newer = facts_version(approved).data | {"phones": [{"printed": "042-000-4444"}]}
    approve(save_facts(approved, newer, sato, based_on=2), mori)
    publish(mori)
    Publication.objects.filter(pk=planned.pk).update(planned_for=now() - timedelta(minutes=1))
    publish_what_is_due()
    assert printed() == ["042-000-4444"]


def test_what_a_crash_left_half_done_is_finished_by_the_next(approved, city, mori):
    planned = plan(waiting(), mori)
    # As a process leaves it that dies between the exchange and the edition.
    _exchange(planned.pk)
    assert EditionStore(city).current_id() is None
    finish_what_was_begun()
    planned.refresh_from_db()
    assert (planned.state, planned.edition) == ("done", EditionStore(city).current_id())


def test_a_review_of_words_that_readers_have_is_published_too(desk, mori):
    version = words_version(desk, "ko")
    assert published_guide().entries[DESK].words["ko"].reviewed == "never"
    approve(version, mori)
    assert published_guide().entries[DESK].words["ko"].reviewed == "never"
    publish(mori)
    shown = published_guide().entries[DESK].words["ko"]
    assert (shown.version, shown.state, shown.reviewed.by) == (1, "approved", "Mori")
    take_back(mori, "Too early")
    assert published_guide().entries[DESK].words["ko"].reviewed == "never"


def test_the_command_publishes_all_that_is_approved(approved):
    assert publish_all("By the command").state == "done"
    assert printed() == ["042-000-3333"]
