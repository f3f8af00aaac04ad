"""The log of sign-ins: what stands in it, who reads it, that nothing is changed in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.editorial.models import SignIn
from madoguchi.editorial.signing_in.log import note
from madoguchi.editorial.signing_in.tests.conftest import PASSWORD
from madoguchi.people.purposes import delete_expired

AGENT = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140"
)
_What = SignIn.What


def test_an_unknown_address_is_kept_as_a_mark_only(client, db):
    form = {"login": "lin@elsewhere.example", "password": PASSWORD}
    for _ in range(2):
        client.post("/staff/sign-in/", form, headers={"user-agent": AGENT})
    first, second = SignIn.objects.all()
    assert (first.what, first.member, first.device) == ("wrong_password", None, "Edge, Windows")
    assert first.tried == second.tried
    assert len(first.tried) == 64
    row = " ".join(map(str, SignIn.objects.values_list()))
    for secret in ("lin", "elsewhere", PASSWORD, "127.0.0.1", "140"):
        assert secret not in row


def test_a_known_address_names_the_member(client, with_password):
    sato = with_password("editor")
    client.post("/staff/sign-in/", {"login": " SATO@city.example.jp", "password": "no"})
    line = SignIn.objects.get()
    assert (line.what, line.member, line.tried) == ("wrong_password", sato, "")


def test_a_line_cannot_be_changed(member):
    note(_What.SIGNED_IN, member("editor"))
    line = SignIn.objects.get()
    line.what = _What.SIGNED_OUT
    with pytest.raises(TypeError, match="only added to"):
        line.save()


def test_lines_are_gone_after_a_year(member):
    sato = member("editor")
    now = timezone.now()
    for days in (364, 366):
        note(_What.SIGNED_IN, sato, detail=str(days))
        SignIn.objects.filter(detail=str(days)).update(at=now - timedelta(days=days))
    delete_expired(now)
    assert [one.detail for one in SignIn.objects.all()] == ["364"]


def test_the_administrator_reads_the_newest_first_and_looks_for_one_person(signed_in, member):
    sato, mori = member("editor"), member("reviewer")
    note(_What.SIGNED_IN, sato, detail="passkey")
    note(_What.WRONG_PASSWORD, None, tried="lin@elsewhere.example")
    note(_What.ROLES_CHANGED, mori, by=sato, detail="- → reviewer")
    client = signed_in("administrator")
    page = client.get("/staff/sign-ins/").content.decode()
    rows = page[page.index("<tbody>") :].split("</tr>")[:-1]
    assert [("roles changed" in row, "Mori" in row) for row in rows[:1]] == [(True, True)]
    assert "– → Reviewer" in rows[0]
    assert "unknown address" in rows[1]
    assert "passkey" in rows[2]
    of_sato = client.get(f"/staff/sign-ins/?member={sato.pk}").content.decode()
    assert of_sato.count("</tr>") == 2
    none = client.get("/staff/sign-ins/?what=locked_out").content.decode()
    assert "Nothing of this kind has happened within a year." in none


def test_a_long_log_has_pages(signed_in, member):
    sato = member("editor")
    SignIn.objects.bulk_create(SignIn(what=_What.SIGNED_IN, member=sato) for _ in range(51))
    client = signed_in("administrator")
    first = client.get(f"/staff/sign-ins/?member={sato.pk}").content.decode()
    assert "1 of 2" in first
    assert f"?member={sato.pk}&amp;page=2" in first
    second = client.get(f"/staff/sign-ins/?member={sato.pk}&page=2").content.decode()
    assert second.count("</tr>") == 2
