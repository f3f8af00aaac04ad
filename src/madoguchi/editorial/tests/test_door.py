"""Every address of the staff's rooms: who is let in, who is led to the sign-in, who is refused."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver

from madoguchi.editorial.urls import urlpatterns

# What whoever is not signed in may open: the door itself.
OPEN_TO_ALL = {
    "/staff/sign-in/",
    "/staff/sign-in/passkey/",
    "/staff/sign-in/second/",
    "/staff/sign-in/inactive/",
    "/staff/sign-in/forgotten/",
    "/staff/welcome/",
    "/staff/sign-out/",
}
# What is needed to set up a second factor.
BEFORE_SECOND_FACTOR = {
    "/staff/account/",
    "/staff/account/language/",
    "/staff/account/passkeys/add/",
    "/staff/account/app/",
    "/staff/account/confirm/",
}
FILLED = {"int": "1", "slug": "x", "str": "x", "path": "nerima/x"}


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the rooms, with something in its places, and its view."""
    yield from _addresses("/staff/", urlpatterns)


def _addresses(before, patterns) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(route, pattern.url_patterns)
            continue
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            filled = FILLED.get({"string": "str"}.get(kind, kind), "x")
            for written in (f"<{kind}:{name}>", f"<{name}>", f"<str:{name}>"):
                route = route.replace(written, filled)
        yield route, pattern


EVERY = dict(addresses())


def opened(client: Client, address: str) -> HttpResponse:
    """The address as a reader or a form opens it, whichever it takes."""
    response = client.get(address)
    return client.post(address) if response.status_code == 405 else response


def test_all_addresses_were_found():
    assert len(EVERY) > 30
    assert [address for address in EVERY if "<" in address] == []
    assert set(EVERY) >= OPEN_TO_ALL | BEFORE_SECOND_FACTOR


@pytest.mark.parametrize("address", EVERY)
def test_who_is_not_signed_in_is_led_to_the_sign_in(client, db, address):
    for response in (client.get(address), client.post(address, {"name": "x"})):
        assert response["Cache-Control"] == "no-store"
        if address in OPEN_TO_ALL:
            assert not response.headers.get("Location", "").startswith("/staff/sign-in/?next=")
        else:
            assert response.status_code == 302
            assert response["Location"].startswith("/staff/sign-in/?next=/staff/")


def test_who_has_no_second_factor_can_only_set_one_up(client, member):
    client.force_login(member("administrator", "editor", "publisher"))
    led = set()
    for address in EVERY:
        response = opened(client, address)
        if response.headers.get("Location") == "/staff/account/":
            led.add(address)
        # Opening the way out has not been the way out.
        assert client.session.get("_auth_user_id"), address
    assert set(EVERY) - led == OPEN_TO_ALL | BEFORE_SECOND_FACTOR


def test_a_session_older_than_the_second_factor_ends(client, member):
    sato = member("editor")
    client.force_login(sato)
    assert client.get("/staff/account/").status_code == 200
    Authenticator.objects.create(user=sato, type=Authenticator.Type.TOTP, data={})
    response = client.get("/staff/account/")
    assert response["Location"] == "/staff/sign-in/?next=/staff/account/"
    assert client.session.get("_auth_user_id") is None


def test_screens_that_need_a_role_refuse_who_has_none_in_words(signed_in):
    client = signed_in(name="Lin")
    needing = {
        address: one for address, one in EVERY.items() if hasattr(one.callback, "needs_roles")
    }
    assert {"/staff/members/", "/staff/members/1/reset/", "/staff/sign-ins/"} <= set(needing)
    for address, pattern in needing.items():
        response = opened(client, address)
        assert response.status_code == 403, address
        page = response.content.decode()
        assert "This is not yours to do" in page
        assert str(pattern.callback.needs_roles[0]).capitalize() in page


@pytest.mark.parametrize("role", ["editor", "translator", "reviewer", "publisher"])
def test_only_an_administrator_is_let_into_the_administrators_rooms(signed_in, role):
    client = signed_in(role)
    assert client.get("/staff/members/").status_code == 403
    assert client.get("/staff/sign-ins/").status_code == 403
    assert "/staff/members/" not in client.get("/staff/account/").content.decode()
    administrator = signed_in("administrator")
    assert administrator.get("/staff/members/").status_code == 200
    assert "/staff/members/" in administrator.get("/staff/account/").content.decode()


def test_who_is_deactivated_is_out_at_once(signed_in):
    client = signed_in("editor")
    assert client.get("/staff/account/").status_code == 200
    client.member.is_active = False
    client.member.save()
    assert client.get("/staff/account/")["Location"].startswith("/staff/sign-in/")


def test_readers_have_no_cookie_and_their_pages_vary_by_none(client, nerima):
    for address in ("/en/", "/ko/help/", "/en/no-such-page/", "/healthz"):
        response = client.get(address)
        assert response.cookies == {}
        assert "Cookie" not in response.headers.get("Vary", "")


def test_staffs_cookies_go_nowhere_else(signed_in, settings):
    client = signed_in("editor")
    client.get("/staff/account/")
    assert set(client.cookies) == {"madoguchi_staff", "madoguchi_staff_form"}
    for cookie in client.cookies.values():
        assert cookie["path"] == "/staff/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        # Gone with the browser, whatever the server thinks of it.
        if cookie.key == "madoguchi_staff":
            assert cookie["max-age"] == ""


def test_a_form_without_our_token_changes_nothing(signed_in):
    client = signed_in("editor")
    client.handler.enforce_csrf_checks = True
    response = client.post("/staff/account/", {"name": "Somebody else"})
    assert response.status_code == 403
    client.member.refresh_from_db()
    assert client.member.name == "Sato"


def test_errors_are_told_in_the_staffs_words(signed_in, client):
    assert "見つかりません" in client.get("/staff/nowhere/").content.decode()
    page = signed_in("editor").get("/staff/nowhere/")
    assert page.status_code == 404
    assert "Nothing stands at this address" in page.content.decode()
