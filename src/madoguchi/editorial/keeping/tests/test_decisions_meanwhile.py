"""What is decided while others publish, plan or take back holds; nobody gets around four eyes."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils.timezone import now

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping import drafting, guides, publishing
from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    facts_version,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.freshness import take_back_check
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.importing import bring_in
from madoguchi.editorial.keeping.publishing import (
    carry_out,
    plan,
    publish_what_is_due,
    take_back,
    waiting,
)
from madoguchi.editorial.keeping.reviewing import approve, send_back
from madoguchi.editorial.keeping.tests.conftest import member
from madoguchi.editorial.models import Publication, Record, Role, State, Translation

DESK = "example/help-desk"


def desk_now() -> Record:
    return Record.objects.get(pk=DESK)


def changed(by, **fields):
    """A new draft of the desk's facts."""
    record = desk_now()
    facts = facts_version(record).data | fields
    return save_facts(record, facts, by, based_on=record.newest)


def test_undoing_a_check_approves_no_draft_of_ones_own(city, sato):
    changed(sato, phones=[{"printed": "042-000-6666"}])
    changed(sato, check_by="2027-05-05")
    with pytest.raises(CannotSaveError):
        take_back_check(desk_now(), sato, number=3)
    assert (desk_now().newest, desk_now().state) == (3, State.DRAFT)


def test_undoing_a_check_undoes_no_taking_away(city, sato):
    changed(sato, phones=[{"printed": "042-000-6666"}])
    retire(desk_now(), sato, based_on=2, why="Closed")
    with pytest.raises(CannotSaveError):
        take_back_check(desk_now(), sato, number=3)
    assert (desk_now().newest, desk_now().state) == (3, State.DRAFT)


def due(planned: Publication) -> None:
    Publication.objects.filter(pk=planned.pk).update(planned_for=now() - timedelta(minutes=1))
    publish_what_is_due()
    planned.refresh_from_db()


def printed() -> list[str]:
    return [phone.printed for phone in published_guide().entries[DESK].phones]


def test_a_plan_leaves_out_what_was_sent_back_since(city, sato, mori):
    before = printed()
    version = changed(sato, phones=[{"printed": "042-000-6666"}])
    approve(version, mori)
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    send_back(version, mori, "That number is the fax")
    due(planned)
    assert printed() == before
    assert planned.state == "failed"


def test_a_plan_does_not_bring_back_what_was_taken_back(city, sato, mori):
    before = printed()
    approve(changed(sato, phones=[{"printed": "042-000-6666"}]), mori)
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    carry_out(plan(waiting(), mori))
    take_back(mori, "Wrong number")
    due(planned)
    assert printed() == before


def test_an_edition_that_took_longer_never_stands_over_a_newer_one(city, sato, mori, monkeypatch):
    approve(changed(sato, phones=[{"printed": "042-000-6666"}]), mori)
    first = plan(waiting(), mori)
    compiled = publishing.compile_edition
    later = []

    def slowly(guide):
        edition = compiled(guide)
        if not later:
            later.append(None)
            approve(changed(sato, phones=[{"printed": "042-000-7777"}]), mori)
            later[0] = carry_out(plan(waiting(), mori))
        return edition

    monkeypatch.setattr(publishing, "compile_edition", slowly)
    carry_out(first)
    assert later[0].state == "done"
    assert EditionStore(city).current_id() == compile_edition(published_guide()).id


def test_of_a_plan_the_rest_is_published(city, sato, mori):
    version = changed(sato, phones=[{"printed": "042-000-6666"}])
    approve(version, mori)
    approve(words_version(desk_now(), "ko"), mori)
    planned = plan(waiting(), mori, at=now() + timedelta(hours=1))
    send_back(version, mori, "That number is the fax")
    due(planned)
    assert (planned.state, [one.part for one in planned.items.all()]) == ("done", ["ko"])
    assert planned.problem == (
        f"{DESK} facts was sent back or taken back after it was planned, so it is left out."
    )


def test_what_was_sent_twice_is_published_once(city, sato, mori):
    approve(changed(sato, phones=[{"printed": "042-000-6666"}]), mori)
    first, second = plan(waiting(), mori), plan(waiting(), mori)
    assert (carry_out(first).state, carry_out(second).state) == ("done", "failed")
    assert second.problem == "Readers have this already, or something newer."
    # So taking back what was published takes it back.
    assert take_back(mori, "Wrong number", first).state == "done"
    assert facts_version(desk_now()).state == State.DRAFT


def test_who_takes_back_what_another_took_back_takes_back_nothing_else(city, sato, mori):
    for number in ("042-000-6666", "042-000-7777"):
        approve(changed(sato, phones=[{"printed": number}]), mori)
        last = carry_out(plan(waiting(), mori))
    take_back(mori, "Wrong number", last)
    with pytest.raises(CannotSaveError, match="Something was published after it"):
        take_back(mori, "Wrong number", last)
    assert printed() == ["042-000-6666"]


def test_whoever_publishes_waits_for_who_saves(on_postgres, settings, city_guide, tmp_path,
                                               monkeypatch):  # fmt: skip
    settings.PACK, settings.EDITIONS = "example", tmp_path / "editions"
    guides.forget()
    bring_in(city_guide)
    mori = member("Mori", Role.REVIEWER, Role.PUBLISHER, Role.EDITOR)
    texts = words_version(desk_now(), "ko").data
    approve(words_version(desk_now(), "ko"), mori)
    planned = plan(waiting(), mori)
    publisher = Thread(target=in_own_connection, args=(carry_out, planned))

    def compared_meanwhile(*_given):
        publisher.start()
        # Long enough to publish, if nothing held it back.
        publisher.join(1)
        return False

    monkeypatch.setattr(drafting, "_says_the_same", compared_meanwhile)
    save_words(
        desk_now(), "ko", texts | {"name": "안내 창구"}, mori, based_on=1, made_from=("ja", 1)
    )
    publisher.join()
    planned.refresh_from_db()
    shown = Translation.objects.get(record=DESK, language="ko")
    assert planned.state == "done"
    assert (shown.newest, shown.published, shown.published_reviewed) == (2, 1, True)
    guides.forget()


def in_own_connection(do, *given) -> None:
    try:
        do(*given)
    finally:
        connection.close()
