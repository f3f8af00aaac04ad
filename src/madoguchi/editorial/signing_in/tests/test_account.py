"""One's own account: name, language, password, second factors."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from madoguchi.editorial.models import SignIn
from madoguchi.editorial.signing_in.sealing import seal, unseal
from madoguchi.editorial.signing_in.tests.conftest import PASSWORD
from madoguchi.people.models import Letter


def just_confirmed(client):
    """As if the person had just given their password once more."""
    session = client.session
    session["account_authentication_methods"] = [
        *session["account_authentication_methods"],
        {"method": "password", "at": time.time(), "reauthenticated": True},
    ]
    session.save()


def test_a_name_is_changed_and_an_empty_one_refused(signed_in):
    client = signed_in("editor")
    response = client.post("/staff/account/", {"name": "  "})
    assert response.status_code == 400
    assert "Please write a name of at most 100 letters." in response.content.decode()
    assert client.post("/staff/account/", {"name": "佐藤 花子"}).status_code == 302
    client.member.refresh_from_db()
    assert client.member.name == "佐藤 花子"


def test_the_language_is_switched_and_one_stays_where_one_was(signed_in):
    client = signed_in("editor")
    form = {"language": "ja", "next": "/staff/account/"}
    assert client.post("/staff/account/language/", form)["Location"] == "/staff/account/"
    assert '<html lang="ja">' in client.get("/staff/account/").content.decode()
    for elsewhere in ("https://evil.example/", "//evil.example/staff/", "/en/"):
        response = client.post("/staff/account/language/", {"language": "xx", "next": elsewhere})
        assert response["Location"] == "/staff/"
    client.member.refresh_from_db()
    assert client.member.screen_language == "ja"


def test_a_new_password_ends_all_other_sessions_and_is_told_by_mail(with_password, signed_in):
    with_password("editor")
    here, elsewhere = signed_in("editor"), signed_in("editor")
    form = {"oldpassword": PASSWORD, "password1": "four doors, one hall"}
    form["password2"] = form["password1"]
    assert here.post("/staff/account/password/", form)["Location"] == "/staff/account/"
    assert here.get("/staff/account/").status_code == 200
    assert elsewhere.get("/staff/account/")["Location"].startswith("/staff/sign-in/")
    assert Letter.objects.get().body.startswith("Your password has been changed.")
    assert [one.what for one in SignIn.objects.all()] == ["password_changed"]


def test_a_wrong_present_password_changes_nothing(with_password, signed_in):
    sato = with_password("editor")
    client = signed_in("editor")
    form = {"oldpassword": "guessed", "password1": "four doors, one hall"}
    page = client.post("/staff/account/password/", form | {"password2": form["password1"]})
    assert "This is not your present password." in page.content.decode()
    sato.refresh_from_db()
    assert sato.check_password(PASSWORD)


def test_all_other_devices_are_signed_out(signed_in):
    here, elsewhere = signed_in("editor"), signed_in("editor")
    here.post("/staff/account/elsewhere/")
    assert here.get("/staff/account/").status_code == 200
    assert elsewhere.get("/staff/account/")["Location"].startswith("/staff/sign-in/")


def test_the_last_second_factor_stays(signed_in):
    client = signed_in("editor")
    TOTP.activate(client.member, generate_totp_secret())
    just_confirmed(client)
    page = client.post("/staff/account/app/remove/").content.decode()
    assert "This is your last second factor." in page
    passkey = Authenticator.objects.create(
        user=client.member, type="webauthn", data={"name": "Window", "credential": {}}
    )
    assert client.post("/staff/account/app/remove/").status_code == 302
    client.post(f"/staff/account/passkeys/{passkey.pk}/remove/")
    assert list(Authenticator.objects.all()) == [passkey]


def test_what_matters_needs_the_password_once_more(with_password, signed_in):
    with_password("editor")
    client = signed_in("editor")
    TOTP.activate(client.member, generate_totp_secret())
    response = client.get("/staff/account/codes/new/")
    assert (
        response["Location"] == "/staff/account/confirm/?next=%2Fstaff%2Faccount%2Fcodes%2Fnew%2F"
    )
    wrong = client.post(response["Location"], {"password": "guessed"})
    assert "The password is not right." in wrong.content.decode()
    right = client.post(response["Location"], {"password": PASSWORD})
    assert right["Location"] == "/staff/account/codes/new/"
    assert client.get("/staff/account/codes/new/").status_code == 200


def test_nobodys_passkeys_can_be_touched_but_ones_own(signed_in, member):
    mori = member("reviewer")
    passkey = Authenticator.objects.create(
        user=mori, type="webauthn", data={"name": "Mori's", "credential": {}}
    )
    client = signed_in("editor")
    TOTP.activate(client.member, generate_totp_secret())
    just_confirmed(client)
    for address in (f"{passkey.pk}/", f"{passkey.pk}/remove/"):
        assert client.get(f"/staff/account/passkeys/{address}").status_code == 404
        assert client.post(f"/staff/account/passkeys/{address}", {"name": "x"}).status_code == 404


def test_a_code_is_good_once(with_password):
    sato = with_password("editor")
    secret = generate_totp_secret()
    TOTP.activate(sato, secret)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    landed = []
    for _ in range(2):
        client = Client()
        client.post("/staff/sign-in/", {"login": sato.email, "password": PASSWORD})
        response = client.post("/staff/sign-in/second/", {"code": code})
        landed.append((response.status_code, response.headers.get("Location")))
    assert landed == [(302, "/staff/"), (200, None)]


def test_who_is_deactivated_is_told_so_only_with_the_right_password(client, with_password):
    with_password("editor", is_active=False)
    form = {"login": "sato@city.example.jp", "password": PASSWORD}
    assert client.post("/staff/sign-in/", form)["Location"] == "/staff/sign-in/inactive/"
    assert client.get("/staff/sign-in/inactive/").status_code == 403
    assert client.get("/staff/account/")["Location"].startswith("/staff/sign-in/")


def test_a_session_ends_after_hours_without_a_sign_of_life_and_goes_on_with_one(
    signed_in, monkeypatch, settings
):
    client = signed_in("editor")
    session = client.session
    hours = settings.SESSION_COOKIE_AGE // 3600
    assert hours == 8
    now = time.time()
    monkeypatch.setattr("madoguchi.editorial.signed_in.time.time", lambda: now + 301)
    client.get("/staff/account/")
    assert client.session["seen"] == int(now + 301)
    assert session.get_expiry_age() == 8 * 3600
    stored = client.session.model.objects.get()
    stored.expire_date = stored.expire_date.replace(year=2020)
    stored.save()
    assert client.get("/staff/account/")["Location"].startswith("/staff/sign-in/")


def test_a_secret_lies_sealed_and_opens_with_the_same_key_only(settings, caplog):
    sealed = seal("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "another machine's"
    first, second = unseal(sealed), unseal(sealed)
    # Nobody can guess what the code would be.
    assert first != second
    assert "JBSWY3DPEHPK3PXP" not in (first, second)
    assert "set it up anew" in caplog.text
