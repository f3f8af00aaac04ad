"""The state of every part follows from what the database says of it, by a table."""

from datetime import date

import pytest

from madoguchi.editorial.keeping.drafting import (
    facts_version,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.publishing import carry_out, plan, waiting
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review
from madoguchi.editorial.keeping.standing import (
    FactsRow,
    WordsRow,
    standing_of_facts,
    standing_of_words,
    standings,
)
from madoguchi.editorial.models import Record

TODAY = date(2026, 11, 28)
DESK = "example/help-desk"


def facts(newest, published, state, *, gone=False, check_by=None) -> FactsRow:
    return FactsRow("a/b", "service", "a", "", "", "", "", newest, published, state, gone, check_by)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (facts(1, None, "draft"), "draft"),
        (facts(2, 1, "draft"), "draft"),
        (facts(2, 1, "in_review"), "in_review"),
        (facts(2, 1, "approved"), "approved"),
        (facts(2, 1, "draft", check_by=date(2026, 1, 1)), "draft"),
        (facts(2, 2, "approved"), "published"),
        # Sent back after it was published.
        (facts(2, 2, "draft"), "draft"),
        (facts(2, 2, "approved", check_by=date(2026, 11, 28)), "published"),
        (facts(2, 2, "approved", check_by=date(2026, 11, 27)), "overdue"),
        (facts(2, 2, "approved", gone=True, check_by=date(2026, 1, 1)), "gone"),
        # Drafted to come back after it was taken away.
        (facts(3, 2, "draft", gone=True), "draft"),
    ],
)
def test_facts_stand_by_the_table(row, expected):
    assert standing_of_facts(row, TODAY) == expected


def words(newest, published, state, *, origin="person", reviewed=False, made_from=1) -> WordsRow:
    return WordsRow(newest, published, reviewed, state, origin, "ja", made_from)


@pytest.mark.parametrize(
    ("row", "settled", "expected"),
    [
        (words(1, None, "draft"), 1, "draft"),
        (words(2, 1, "draft", origin="machine"), 1, "draft"),
        # Somebody is at work on it, also where the source has gone on since.
        (words(2, 1, "draft"), 2, "draft"),
        (words(2, 1, "in_review"), 2, "in_review"),
        # What readers have already waits for its review.
        (words(1, 1, "in_review", origin="machine"), 1, "in_review"),
        (words(2, 1, "approved"), 1, "approved"),
        (words(1, 1, "approved"), 1, "approved"),
        (words(2, 1, "approved"), 2, "changed"),
        (words(1, 1, "approved", reviewed=True), 2, "changed"),
        (words(1, 1, "draft", origin="machine"), 2, "changed"),
        (words(1, 1, "draft", origin="machine"), 1, "machine"),
        (words(1, 1, "approved", origin="machine", reviewed=True), 1, "published"),
        (words(1, 1, "draft", origin="agency"), 1, "published"),
        (words(3, 3, "approved", reviewed=True), 1, "published"),
        # Made from nothing: it is a source itself.
        (words(1, 1, "approved", reviewed=True, made_from=None), 0, "published"),
    ],
)
def test_words_stand_by_the_table(row, settled, expected):
    assert standing_of_words(row, settled) == expected


def standing(entry_id=DESK):
    return standings(TODAY, [entry_id])[0]


def test_a_source_is_changed_for_others_once_it_is_approved(
    city, sato, mori, django_assert_num_queries
):
    record = Record.objects.get(pk=DESK)
    assert (standing().of("ja"), standing().of("ko")) == ("machine", "machine")
    texts = words_version(record, "ja").data | {"name": "そうだん まどぐち"}
    version = save_words(record, "ja", texts, sato, based_on=1, made_from=None)
    assert (standing().of("ja"), standing().of("ko")) == ("draft", "machine")
    ask_for_review(version, sato)
    assert (standing().of("ja"), standing().of("ko")) == ("in_review", "machine")
    approve(version, mori)
    with django_assert_num_queries(2):
        now = standings(TODAY)
    assert len(now) == Record.objects.count()
    assert [(one.of("ja"), one.of("ko")) for one in now if one.row.entry_id == DESK] == [
        ("approved", "changed")
    ]


def test_an_entry_that_was_taken_away_wants_no_words(city, sato, mori):
    record = Record.objects.get(pk="example/tax-day")
    version = retire(record, sato, based_on=1, why="No tax day any more")
    assert standing(record.pk).facts == "draft"
    approve(version, mori)
    items = [one for one in waiting() if one.record == record]
    carry_out(plan(items, mori, accepted=[]))
    assert (standing(record.pk).facts, set(standing(record.pk).words)) == ("gone", {""})


def test_sources_have_facts_alone(city):
    source = standing("example/city-handbook")
    assert (source.facts, set(source.words)) == ("published", {""})


def test_a_draft_of_overdue_facts_is_both(city, sato):
    late = next(one for one in standings(TODAY) if one.overdue)
    assert late.facts == "overdue"
    record = Record.objects.get(pk=late.row.entry_id)
    data = facts_version(record).data | {"note": "Asked today."}
    save_facts(record, data, sato, based_on=1)
    assert (standing(record.pk).facts, standing(record.pk).overdue) == ("draft", True)
