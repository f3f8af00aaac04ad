"""What is kept of a form that was sent too late, and what never is."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import RequestFactory

from madoguchi.editorial.signing_in.kept_text import kept_from, opened

OURS = {"origin": "http://testserver"}


def sent(address="/staff/account/", headers=OURS, **fields):
    return RequestFactory().post(address, fields, headers=headers)


def test_fields_are_kept_in_order_with_all_their_values():
    request = sent("/staff/members/invite/?from=list")
    request.POST = QueryDict(
        "csrfmiddlewaretoken=abc&roles=editor&name=Mar%C3%ADa+%7B%E6%BC%A2%7D&roles=reviewer&why="
    )
    kept = opened(kept_from(request))
    assert kept.address == "/staff/members/invite/?from=list"
    assert kept.fields == (
        ("roles", "editor"),
        ("roles", "reviewer"),
        ("name", "María {漢}"),
        ("why", ""),
    )
    assert kept.files == ()


def test_a_file_is_named_but_not_kept():
    file = SimpleUploadedFile("vietnamese.xlsx", b"PK")
    kept = opened(kept_from(sent("/staff/exchange/", note="from the agency", file=file)))
    assert (kept.fields, kept.files) == ((("note", "from the agency"),), ("vietnamese.xlsx",))


def test_no_password_is_kept():
    kept = opened(kept_from(sent(oldpassword="three windows", password1="x", name="Sato")))
    assert kept.fields == (("name", "Sato"),)


def test_what_another_site_sends_is_never_kept():
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        assert kept_from(sent(name="Sato", headers={"origin": origin})) == ""
    assert kept_from(sent(name="Sato", headers={})) == ""


def test_behind_a_proxy_the_public_address_is_ours(settings):
    settings.ADDRESS = "https://guide.example.jp"
    assert kept_from(sent(name="Sato", headers={"origin": "https://guide.example.jp"})) != ""


def test_what_was_tampered_with_or_is_too_old_is_not_opened(monkeypatch):
    sealed = kept_from(sent(name="Sato"))
    assert opened(sealed[:-1] + ("a" if sealed[-1] != "a" else "b")) is None
    assert opened("") is None
    monkeypatch.setattr("django.core.signing.time.time", lambda: 4_000_000_000)
    assert opened(sealed) is None


def test_a_form_from_elsewhere_leads_to_an_empty_sign_in(client, db):
    response = client.post(
        "/staff/account/", {"name": "Evil"}, headers={"origin": "https://evil.example"}
    )
    assert (response.status_code, response["Location"]) == (302, "/staff/sign-in/?next=/staff/")
    kept = client.post("/staff/account/", {"name": "Sato"}, headers=OURS)
    assert kept.status_code == 401
    assert 'name="kept_text"' in kept.content.decode()


def test_a_script_is_told_that_it_is_signed_out(client, db):
    response = client.post(
        "/staff/account/", {"name": "x"}, headers=OURS | {"accept": "application/json"}
    )
    assert response.status_code == 401
    assert response.json() == {"problem": "先にログインしてください。"}
