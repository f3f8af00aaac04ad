"""Reviews: Sato writes, Mori decides, and sees before what is to be decided."""

import lxml.html
import pytest

from madoguchi.editorial.keeping.drafting import (
    facts_version,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review, send_back
from madoguchi.editorial.models import Record, ReviewStep, State, Translation

DESK = "example/help-desk"
FACTS = f"/staff/reviews/{DESK}/facts/"
KO = f"/staff/reviews/{DESK}/ko/"


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


@pytest.fixture
def mori(city, signed_in):
    return signed_in("reviewer")


def read(response):
    return lxml.html.fromstring(response.content.decode())


def said(page) -> str:
    return " ".join(page.xpath("string(//main)").split())


def asked(version, by, comment=""):
    ask_for_review(version, by, comment)
    return version


def with_phone(record, by, printed="042-000-3333"):
    facts = facts_version(record).data | {"phones": [{"printed": printed}]}
    record.refresh_from_db()
    return save_facts(record, facts, by, based_on=record.newest, why="Call of 28 November")


def in_korean(record, by, **texts):
    newest = words_version(record, "ko")
    return save_words(
        record, "ko", newest.data | texts, by, based_on=newest.number, made_from=("ja", 1)
    )


def rows(page, title=""):
    """The changes that a page tells, as (field, before, after) or (field, source, change)."""
    tables = [
        one
        for one in page.xpath('//table[contains(@class, "told")]')
        if title in one.xpath("string(caption)")
    ]
    return [
        tuple(" ".join(cell.text_content().split()) for cell in row)
        for row in tables[0].xpath(".//tbody/tr")
    ]


def test_what_changes_is_told_field_by_field_in_the_forms_words(desk, sato, mori):
    asked(with_phone(desk, sato.member), sato.member, "New number since Monday")
    page = read(mori.get(FACTS))
    (row,) = rows(page)
    assert row[0] == "Telephone numbers"
    assert "042-000-3333" in row[2]
    assert "042-000-3333" not in row[1]
    assert page.xpath('string(//table[contains(@class, "told")]//ins)') != ""
    assert "New number since Monday" in said(page)
    assert "Version 2" in said(page)


def test_words_stand_beside_their_source_with_what_was_removed_and_added(desk, sato, mori):
    before = words_version(desk, "ko").data["name"]
    asked(in_korean(desk, sato.member, name=f"{before} 새"), sato.member)
    page = read(mori.get(KO))
    ((label, source, change),) = rows(page)
    assert (label, change) == ("Name", f"{before} 새")
    assert source != ""
    assert page.xpath('//table[contains(@class, "told")]//ins/text()') == [" 새"]


def test_mori_approves_and_goes_on_to_the_next(desk, sato, mori):
    asked(with_phone(desk, sato.member), sato.member)
    asked(in_korean(desk, sato.member, name="창구"), sato.member)
    response = mori.post(FACTS, {"number": "2", "do": "approve", "comment": "Called"})
    assert response["Location"] == KO
    desk.refresh_from_db()
    assert desk.state == State.APPROVED
    response = mori.post(KO, {"number": "2", "do": "approve", "comment": ""})
    assert response["Location"] == "/staff/reviews/"
    assert Translation.objects.get(record=desk, language="ko").reviewed
    assert "Nothing waits for a review." in said(read(mori.get("/staff/reviews/")))


def test_sending_back_needs_a_comment_and_nothing_typed_is_lost(desk, sato, mori):
    asked(with_phone(desk, sato.member), sato.member)
    response = mori.post(FACTS, {"number": "2", "do": "back", "comment": " "})
    assert response.status_code == 409
    assert "Say in a sentence what should be changed." in said(read(response))
    mori.post(FACTS, {"number": "2", "do": "back", "comment": "Which source?"})
    desk.refresh_from_db()
    assert desk.state == State.DRAFT
    assert [(one.what, one.comment) for one in ReviewStep.objects.all()] == [
        ("asked", ""),
        ("sent_back", "Which source?"),
    ]


def test_a_version_saved_meanwhile_is_not_decided_unseen(desk, sato, mori):
    asked(with_phone(desk, sato.member), sato.member)
    with_phone(desk, sato.member, "042-000-4444")
    response = mori.post(FACTS, {"number": "2", "do": "approve", "comment": "fine"})
    assert response.status_code == 409
    assert "A newer version was saved meanwhile" in said(read(response))
    assert "fine" in said(read(response))
    desk.refresh_from_db()
    assert desk.state == State.DRAFT


def test_it_is_compared_with_what_was_decided_last_too(desk, sato, mori):
    first = asked(with_phone(desk, sato.member), sato.member)
    send_back(first, mori.member, "Only one digit is right")
    asked(with_phone(desk, sato.member, "042-000-4444"), sato.member)
    page = read(mori.get(FACTS))
    ((_, before, after),) = rows(page, "Since version 2")
    assert "042-000-3333" in before
    assert after == before.replace("042-000-3333", "042-000-4444")
    assert "Only one digit is right" in said(page)


def test_four_eyes_are_told_before_and_not_after(desk, signed_in, city):
    both = signed_in("editor", "reviewer", name="Sato")
    asked(with_phone(desk, both.member), both.member)
    page = read(both.get(FACTS))
    assert "You wrote this yourself; somebody else has to approve it." in said(page)
    assert page.xpath('//button[@value="approve"]') == []
    assert "Nothing waits" in said(read(both.get("/staff/reviews/")))
    every = read(both.get("/staff/reviews/?all=yes"))
    assert "You wrote this yourself" in said(every)
    assert both.post(FACTS, {"number": "2", "do": "approve"}).status_code == 403


def test_the_list_is_limited_to_a_language_and_to_what_somebody_may_decide(desk, sato, signed_in):
    asked(with_phone(desk, sato.member), sato.member)
    asked(in_korean(desk, sato.member, name="창구"), sato.member)
    thai = signed_in("reviewer", languages=["th"])
    listed = read(thai.get("/staff/reviews/"))
    assert [one.get("href") for one in listed.xpath("//tbody//th/a")] == [FACTS]
    assert "1 more wait for others." in said(listed)
    korean = read(thai.get("/staff/reviews/?part=ko&all=yes"))
    assert [one.get("href") for one in korean.xpath("//tbody//th/a")] == [f"{KO}?part=ko&all=yes"]
    assert "You review other languages." in said(korean)


def test_errors_of_the_checks_stand_beside_the_decision(desk, sato, mori):
    asked(retire(desk, sato.member, based_on=1, why="Closed"), sato.member)
    page = said(read(mori.get(FACTS)))
    assert "taken away from readers" in page
    assert "Errors: they keep it from being published" in page


def test_words_of_one_language_are_ticked_and_approved_together(desk, sato, mori):
    first = asked(in_korean(desk, sato.member, name="창구"), sato.member)
    other = Record.objects.filter(kind="service", translations__language="ko").exclude(pk=DESK)[0]
    second = asked(in_korean(other, sato.member, name="다른 창구"), sato.member)
    page = read(mori.get("/staff/reviews/all/ko/"))
    ticks = page.xpath('//input[@name="looked"]')
    assert [one.get("value") for one in ticks] == [f"{DESK}@2", f"{other.pk}@2"]
    assert page.xpath('//input[@name="looked" and @checked]') == []
    in_korean(other, sato.member, name="또 다른 창구")
    sent = {"looked": [one.get("value") for one in ticks]}
    told = said(read(mori.post("/staff/reviews/all/ko/", sent, follow=True)))
    assert "1 approved." in told
    assert f"{other.pk} has been changed or decided meanwhile." in told
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.APPROVED, State.IN_REVIEW)


def test_the_page_of_something_approved_lets_it_be_sent_back(desk, sato, mori):
    version = asked(with_phone(desk, sato.member), sato.member)
    approve(version, mori.member)
    page = read(mori.get(FACTS))
    assert [one.get("value") for one in page.xpath('//button[@name="do"]')] == ["back"]
