"""Requests that no form of ours makes are answered, and lead nowhere else."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    confirm,
    facts_version,
    save_facts,
)
from madoguchi.editorial.models import Record

IN_A_YEAR = localdate() + timedelta(days=365)

DESK = "example/help-desk"
LONG = "9" * 5000


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/staff/freshness/?done={DESK}@{LONG}", 200),
        (f"/staff/sign-ins/?member={LONG}", 200),
        ("/staff/counter/report/?from=0001-01-01&to=0001-01-02", 400),
        ("/staff/counter/report/?from=9999-12-31&to=9999-12-31", 400),
        (f"/staff/entries/{DESK}/history/?part=facts&a=1&b={LONG}", 200),
    ],
)
def test_numbers_and_days_that_nothing_has_are_answered(city, signed_in, address, status):
    assert signed_in("administrator").get(address).status_code == status


def test_a_preview_leads_to_no_other_site(city, signed_in):
    client = signed_in("editor")
    for to in ("/example.org/", "\\example.org/"):
        page = client.get(f"/staff/entries/{DESK}/preview/page/{to}").content.decode()
        assert 'href="/example.org/"' in page


def test_taking_away_what_was_taken_away_is_told(city, signed_in):
    client, address = signed_in("editor"), f"/staff/entries/{DESK}/retire/"
    assert client.post(address, {"_why": "Closed", "_based_on": "1"}).status_code == 302
    page = client.post(address, {"_why": "Closed", "_based_on": "2"}).content.decode()
    assert "Somebody has decided about this meanwhile. Look at it again." in page
    assert Record.objects.get(pk=DESK).newest == 2


def test_only_the_facts_that_were_shown_are_confirmed(city, signed_in):
    sato, record = signed_in("editor").member, Record.objects.get(pk=DESK)
    source = facts_version(record).data["sources"][0]["source"]
    confirm(record, sato, source=source, until=IN_A_YEAR, based_on=1)
    with pytest.raises(CannotSaveError, match="changed meanwhile"):
        confirm(record, sato, source=source, until=IN_A_YEAR, based_on=1)


def test_nobody_is_led_to_another_site(city, signed_in):
    client = signed_in("editor")
    for to in ("https://example.org/", "//example.org/", "/\\example.org/"):
        response = client.get(f"/staff/sign-in/?next={to}")
        assert response["Location"] == "/staff/"
        response = client.post("/staff/account/language/", {"language": "en", "next": to})
        assert response["Location"] == "/staff/"


def test_nothing_is_restored_over_what_was_saved_meanwhile(city, signed_in):
    client = signed_in("editor")
    record, address = Record.objects.get(pk=DESK), f"/staff/entries/{DESK}/history/?part=facts"
    facts = facts_version(record).data
    save_facts(record, facts | {"note": "One"}, client.member, based_on=1)
    page = client.get(f"{address}&a=1&b=2").content.decode()
    assert '<input type="hidden" name="newest" value="2">' in page
    save_facts(record, facts | {"note": "Two"}, client.member, based_on=2)
    sent = {"number": "1", "newest": "2", "why": "It was right"}
    answer = client.post(address, sent)
    assert "Somebody saved a version meanwhile." in answer.content.decode()
    assert Record.objects.get(pk=DESK).newest == 3
    assert client.post(address, sent | {"newest": "3"}).status_code == 302
    assert facts_version(Record.objects.get(pk=DESK)).data == facts
