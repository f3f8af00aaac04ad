"""The history of an entry: Sato sees who did what, compares, and puts something back."""

import lxml.html
import pytest

from madoguchi.editorial.keeping.drafting import (
    facts_version,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.publishing import publish_all
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review
from madoguchi.editorial.models import Record, State

DESK = "example/help-desk"
HISTORY = f"/staff/entries/{DESK}/history/"


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


@pytest.fixture
def desk(sato, member) -> Record:
    """Sato's new note, approved by Mori and published; then another that is a draft."""
    desk, mori = Record.objects.get(pk=DESK), member("reviewer")
    first = facts_version(desk).data
    version = save_facts(desk, first | {"note": "Moved"}, sato.member, based_on=1, why="A call")
    ask_for_review(version, sato.member, "Please look")
    approve(version, mori, "Right")
    publish_all("The move")
    desk.refresh_from_db()
    save_facts(desk, first | {"note": "Moved again"}, sato.member, based_on=2, why="A letter")
    desk.refresh_from_db()
    return desk


def read(response):
    return lxml.html.fromstring(response.content.decode())


def said(page) -> str:
    return " ".join(page.xpath("string(//main)").split())


def told(page) -> list[list[str]]:
    rows = page.xpath('//table[contains(@class, "told")]/tbody/tr')
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_all_that_happened_is_told_with_who_and_why(desk, sato):
    page = read(sato.get(f"{HISTORY}?part=facts"))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row][2:]
        for row in page.xpath('//table[@class="table "]/tbody/tr')
    ]
    assert [(what, number.split()[0], by, why) for what, number, by, why in rows] == [
        ("saved", "3", "Sato", "A letter"),
        ("published", "2", "–", "The move"),
        ("approved", "2", "Mori", "Right"),
        ("handed over for review", "2", "Sato", "Please look"),
        ("saved", "2", "Sato", "A call"),
        ("published", "1", "–", ""),
        ("from a pack", "1", "–", ""),
    ]


def test_any_two_versions_are_compared(desk, sato):
    ((label, before, after),) = told(read(sato.get(f"{HISTORY}?part=facts&a=2&b=3")))
    assert (before, after) == ("Moved", "Moved again")
    assert label
    ((_, before, after),) = told(read(sato.get(f"{HISTORY}?part=facts&a=3&b=1")))
    assert after == "Moved again"
    assert "Both say the same." not in said(read(sato.get(f"{HISTORY}?part=facts&a=1&b=2")))


def test_a_version_is_restored_as_a_draft_with_the_reason(desk, sato):
    address = f"{HISTORY}?part=facts&a=2&b=3"
    refused = sato.post(address, {"number": "2", "why": " "})
    assert refused.status_code == 409
    assert "Say in a sentence why it is restored." in said(read(refused))
    page = read(sato.post(address, {"number": "2", "why": "The letter was wrong"}, follow=True))
    assert "Version 2 stands on top again, as the draft 4." in said(page)
    assert "Both say the same." in said(page)
    desk.refresh_from_db()
    newest = facts_version(desk)
    assert (newest.number, newest.data["note"], newest.state) == (4, "Moved", State.DRAFT)
    assert newest.why == "Version 2 restored: The letter was wrong"


def test_words_are_restored_too(desk, sato):
    first = words_version(desk, "ko").data
    save_words(desk, "ko", first | {"name": "창구"}, sato.member, based_on=1, made_from=("ja", 1))
    page = read(sato.get(f"{HISTORY}?part=ko&a=1&b=2"))
    assert told(page)[0][0] == "Name"
    sato.post(f"{HISTORY}?part=ko", {"number": "1", "why": "Too short"})
    assert words_version(desk, "ko").data == first
    assert words_version(desk, "ko").number == 3


def test_who_may_not_write_restores_nothing(desk, signed_in):
    reader = signed_in("reviewer")
    page = read(reader.get(f"{HISTORY}?part=facts&a=1&b=2"))
    assert page.xpath('//button[@name="number"]') == []
    assert reader.post(f"{HISTORY}?part=facts", {"number": "1", "why": "x"}).status_code == 403


@pytest.mark.parametrize("query", ["?part=facts&b=99", "?part=facts&a=zero&b=9999999", "?part=xx"])
def test_what_does_not_exist_is_not_found_or_left_out(desk, sato, query):
    response = sato.get(HISTORY + query)
    assert response.status_code == (404 if query.endswith("99") and "zero" not in query else 200)
