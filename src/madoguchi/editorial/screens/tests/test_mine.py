"""What waits for whom on the first screen, and what an entry's own page says."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.drafting import (
    facts_version,
    new_entry,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.publishing import carry_out, plan, waiting
from madoguchi.editorial.keeping.reports import Sent, receive
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review, send_back
from madoguchi.editorial.models import Publication, Record, Report, Translation

DESK = "example/help-desk"


def read(response):
    assert response.status_code == 200
    return lxml.html.fromstring(response.content.decode())


def cards(client) -> dict[str, str]:
    """Each heading of the first screen with what stands below it."""
    page = read(client.get("/staff/"))
    return {
        " ".join(one.xpath("string(h2)").split()): " ".join(one.text_content().split())
        for one in page.xpath("//section")
    }


@pytest.fixture
def record(city) -> Record:
    Record.objects.update(check_by=None)
    return Record.objects.get(pk=DESK)


@pytest.fixture
def sato(record, signed_in):
    return signed_in("editor", "translator", languages=["ko"])


@pytest.fixture
def mori(record, signed_in):
    return signed_in("reviewer", "editor", "publisher")


def moved(record: Record) -> dict[str, object]:
    return facts_version(record).data | {"note": "The desk has moved."}


def test_nothing_waits_for_whom_nothing_waits(sato):
    assert cards(sato) == {}
    assert "Nothing waits for you." in read(sato.get("/staff/")).text_content()


def test_a_draft_is_its_authors_until_it_is_handed_over_and_again_when_it_comes_back(
    sato, mori, record
):
    version = save_facts(record, moved(record), sato.member, based_on=1)
    assert list(cards(sato)) == ["Your drafts 1"]
    ask_for_review(version, sato.member, "Call of today")
    assert (cards(sato), list(cards(mori))) == ({}, ["Reviews you may do 1"])
    assert read(mori.get("/staff/")).xpath("//section//li/a/@href") == [
        f"/staff/reviews/{DESK}/facts/"
    ]
    assert "Facts · Sato" in cards(mori)["Reviews you may do 1"]
    assert "Call of today" in cards(mori)["Reviews you may do 1"]
    send_back(version, mori.member, "Which floor?")
    assert cards(mori) == {}
    assert "Facts · MoriWhich floor?" in cards(sato)["Sent back to you 1"]


def test_nobody_is_offered_to_review_facts_of_their_own(mori, record):
    ask_for_review(save_facts(record, moved(record), mori.member, based_on=1), mori.member)
    assert cards(mori) == {}
    words = words_version(record, "ja")
    ask_for_review(words, mori.member)
    assert list(cards(mori)) == ["Reviews you may do 1"]


def test_translators_are_told_what_is_missing_or_older_than_its_source(sato, mori, record):
    Translation.objects.filter(language__in=["ko", "vi"], record__kind="area").delete()
    texts = words_version(record, "ja").data | {"name": "べつの まどぐち"}
    made = save_words(record, "ja", texts, mori.member, based_on=1, made_from=None)
    approve(made, mori.member)
    areas = Record.objects.filter(kind="area").count()
    told = cards(sato)["To translate"]
    assert told == f"To translate Languagemissingsource changed Korean {areas} 1"
    page = read(sato.get("/staff/"))
    assert "/staff/board/?all=yes&language=ko&state=changed" in page.xpath("//section//a/@href")


def test_editors_are_told_of_checks_of_their_sections(record, signed_in):
    today = localdate()
    Record.objects.filter(pk=DESK).update(check_by=today - timedelta(days=1))
    Record.objects.filter(pk="example/tax-day").update(check_by=today + timedelta(days=30))
    Record.objects.filter(pk="example/law-advice").update(check_by=today + timedelta(days=31))
    assert list(cards(signed_in("editor"))) == ["Facts to check 2"]
    elsewhere = signed_in("editor", name="Ito", sections=["example/children-section"])
    assert record.section != "example/children-section"
    assert cards(elsewhere) == {}


def test_publishers_see_what_is_approved_and_plans_that_failed(mori, sato, record):
    version = save_facts(record, moved(record), sato.member, based_on=1)
    approve(version, mori.member)
    assert list(cards(mori)) == ["Approved, to publish 1"]
    publication = plan(waiting(), mori.member)
    Publication.objects.update(state=Publication.State.FAILED, problem="No phone is left.")
    assert "No phone is left." in cards(mori)["Publishing that failed 1"]
    Publication.objects.filter(pk=publication.pk).update(state=Publication.State.PLANNED)
    carry_out(publication)
    assert cards(mori) == {}
    # Somebody else has published it since: the failed plan is of the past.
    Publication.objects.filter(pk=publication.pk).update(state=Publication.State.FAILED)
    assert cards(mori) == {}


def test_reports_of_readers_reach_whom_they_concern_and_their_entry(sato, mori, record, signed_in):
    said = {"language": "vi", "edition": "", "entry_id": DESK, "path": f"/vi/services/{DESK}/"}
    receive(Sent(what=Report.What.PHONE, text="Nobody answers", **said))
    receive(Sent(what=Report.What.WORDS, text="Misspelt", **said))
    elsewhere = signed_in("editor", name="Ito", sections=["example/children-section"])
    minji = signed_in("translator", name="Minji", languages=["ko"])
    thuy = signed_in("translator", name="Thuy", languages=["vi"])
    assert "Nobody answers" in cards(sato)["Reports from readers 2"]
    assert "Misspelt" in cards(thuy)["Reports from readers 1"]
    assert (cards(elsewhere), cards(minji)) == ({}, {})
    page = read(minji.get(f"/staff/entries/{DESK}/"))
    assert page.xpath("//section[@id='reports']//p/text()") == ["Nobody answers", "Misspelt"]


def parts(client, entry_id=DESK) -> dict[str, list[str]]:
    page = read(client.get(f"/staff/entries/{entry_id}/"))
    return {
        row.xpath("string(th)"): [" ".join(one.text_content().split()) for one in row.xpath("td")]
        for row in page.xpath("//tbody/tr")
    }


def test_an_entry_shows_each_part_with_who_changed_it_and_what_readers_have(sato, mori, record):
    version = save_facts(record, moved(record), sato.member, based_on=1, why="They rang")
    ask_for_review(version, sato.member)
    send_back(version, mori.member, "Which floor?")
    facts = parts(sato)["Facts"]
    assert facts[0] == "draft"
    assert facts[1].startswith("Version 2 · ")
    assert facts[1].endswith("· SatoThey rangSent back by Mori: Which floor?")
    assert facts[2].startswith("Version 1 · ")
    assert facts[3] == "Edit Facts"


def test_a_new_entry_lacks_all_its_words(sato):
    new_entry("example/cooking", {"kind": "topic"}, sato.member)
    shown = parts(sato, "example/cooking")
    assert (shown["Facts"][0], shown["Facts"][2]) == ("draft", "nothing")
    assert shown["Thai"] == ["missing", "–", "nothing", "Write Thai"]


def test_whoever_may_not_write_a_part_may_look(record, signed_in):
    shown = parts(signed_in("translator", languages=["ko"]))
    assert (shown["Facts"][3], shown["Korean"][3], shown["Thai"][3]) == (
        "Look Facts",
        "Edit Korean",
        "Look Thai",
    )


def test_an_entry_that_was_taken_away_says_so(mori, sato):
    record = Record.objects.get(pk="example/tax-day")
    approve(retire(record, sato.member, based_on=1, why="Over"), mori.member)
    carry_out(plan(waiting(), mori.member))
    page = read(sato.get(f"/staff/entries/{record.pk}/"))
    assert "This entry has been taken away." in page.text_content()
    assert page.xpath("//main//a[contains(@href, 'preview')]") == []


def test_an_entry_that_is_not_there_is_not_found(sato):
    assert sato.get("/staff/entries/example/nothing/").status_code == 404


def test_both_pages_ask_the_database_seldom(sato, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        sato.get("/staff/")
    with django_assert_max_num_queries(13):
        sato.get(f"/staff/entries/{DESK}/")
