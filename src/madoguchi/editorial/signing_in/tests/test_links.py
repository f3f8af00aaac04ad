"""One-time links: whom they let choose a password, how often and for how long."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from madoguchi.editorial.models import SignIn
from madoguchi.editorial.signing_in.links import Why, link_for, whose
from madoguchi.editorial.signing_in.tests.conftest import PASSWORD
from madoguchi.people.models import Letter


def path_of(link):
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def key_of(link):
    return parse_qs(urlsplit(link).query)["key"][0]


def choose(client, link, password=PASSWORD, again=None):
    form = {"password": password, "again": password if again is None else again}
    return client.post(path_of(link), form)


def test_a_link_lets_its_owner_choose_a_password_once(client, member):
    sato = member("editor")
    link = link_for(sato, Why.INVITED)
    page = client.get(path_of(link), headers={"accept-language": "en"}).content.decode()
    assert "For the account of Sato, sato@city.example.jp." in page
    assert choose(client, link)["Location"] == "/staff/sign-in/"
    sato.refresh_from_db()
    assert sato.check_password(PASSWORD)
    assert choose(client, link, "another password of mine").status_code == 410
    sato.refresh_from_db()
    assert sato.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        ("kurz", None, "too short"),
        ("password1234", None, "too common"),
        ("482915736402", None, "entirely numeric"),
        ("sato@city.example", None, "too similar"),
        (PASSWORD, "three windows", "The two passwords differ."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, member, password, again, why):
    sato = member("editor")
    link = link_for(sato, Why.INVITED)
    client.get("/staff/sign-in/?language=en")
    response = choose(client, link, password, again)
    assert response.status_code == 400
    assert why in response.content.decode()
    sato.refresh_from_db()
    assert not sato.has_usable_password()


@pytest.mark.parametrize(("why", "holds"), [(Why.INVITED, 7 * 24), (Why.FORGOTTEN, 4)])
def test_a_link_holds_only_so_long(member, monkeypatch, why, holds):
    sato = member("editor")
    key = key_of(link_for(sato, why))
    for hours, expected in ((holds - 0.1, sato), (holds + 0.1, None)):
        later = (timezone.now() + timedelta(hours=hours)).timestamp()
        monkeypatch.setattr(signing.time, "time", lambda later=later: later)
        assert whose(why, key) == expected


def test_a_link_is_good_for_its_own_purpose_and_owner_only(member):
    sato = member("editor")
    key = key_of(link_for(sato, Why.FORGOTTEN))
    assert whose(Why.FORGOTTEN, key) == sato
    assert whose(Why.INVITED, key) is None
    assert whose(Why.FORGOTTEN, key[:-2]) is None
    assert whose(Why.FORGOTTEN, "") is None


def test_a_newer_invitation_or_leaving_ends_a_link(member):
    sato = member("editor")
    key = key_of(link_for(sato, Why.INVITED))
    sato.session_round += 1
    sato.save()
    assert whose(Why.INVITED, key) is None
    key = key_of(link_for(sato, Why.INVITED))
    sato.is_active = False
    sato.save()
    assert whose(Why.INVITED, key) is None


def test_whether_somebody_exists_is_not_told_by_a_forgotten_password(client, member):
    sato = member("editor", screen_language="ja")
    known = client.post("/staff/sign-in/forgotten/", {"email": "SATO@city.example.jp "})
    nobody = client.post("/staff/sign-in/forgotten/", {"email": "lin@city.example.jp"})
    same = known.content.decode().replace("sato@", "lin@")
    assert (known.status_code, same) == (200, nobody.content.decode())
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (sato.email, "Madoguchi パスワードの再設定")
    link = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert whose(Why.FORGOTTEN, key_of(link)) == sato
    assert [one.what for one in SignIn.objects.all()] == ["password_asked"]


def test_a_forgotten_password_can_be_asked_for_three_times_an_hour(client, member):
    member("editor")
    answers = [
        client.post("/staff/sign-in/forgotten/", {"email": "sato@city.example.jp"}).status_code
        for _ in range(4)
    ]
    assert answers == [200, 200, 200, 429]
    assert Letter.objects.count() == 3
