"""The way in, with a real browser that has an authenticator."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from madoguchi.editorial.models import SignIn, StaffMember
from madoguchi.editorial.signing_in.links import Why, link_for
from madoguchi.editorial.signing_in.tests.conftest import PASSWORD
from madoguchi.outlets.site.tests.browser import sideways, violations
from madoguchi.people.models import Letter


def give_password(page, email, password=PASSWORD):
    page.get_by_label("Mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Continue").click()


def code_of(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def address(live_server, settings):
    settings.ADDRESS = live_server.url
    return live_server.url


def test_sato_is_invited_makes_a_passkey_and_signs_in_with_it(member, telephone, address):
    sato = member("editor")
    page = telephone
    page.goto(link_for(sato, Why.INVITED))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Set the password").click()
    give_password(page, sato.email)
    # Nothing else opens before there is a second factor.
    page.goto("/staff/")
    expect(page).to_have_url(f"{address}/staff/account/")
    assert violations(page) == []
    page.get_by_role("link", name="Add a passkey").click()
    assert violations(page) == []
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    assert page.locator(".codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    expect(page.locator("h1")).to_have_text("Good day, Sato")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("h1")).to_have_text("Good day, Sato")
    letter = Letter.objects.get()
    assert (letter.to, letter.secret) == (sato.email, True)
    assert letter.body.startswith("A passkey has been added to your account.")
    assert [(one.what, one.member) for one in SignIn.objects.order_by("id")] == [
        ("password_chosen", sato),
        ("signed_in", sato),
        ("factor_added", sato),
        ("factor_added", sato),
        ("signed_out", sato),
        ("signed_in", sato),
    ]
    assert SignIn.objects.first().detail == "passkey"
    assert SignIn.objects.first().device == "Chrome, Linux"


def test_mori_sets_up_an_app_and_signs_in_with_its_code(with_password, telephone, address):
    mori = with_password("reviewer")
    page = telephone
    page.goto("/staff/")
    give_password(page, mori.email)
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code.secret").inner_text()
    assert re.fullmatch("[A-Z2-7]{32}", secret)
    assert page.locator(".qr img").evaluate("image => image.complete && image.naturalWidth > 0")
    page.get_by_label("Six digits that the app shows now").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator("h1")).to_have_text("Recovery codes")
    # The secret does not lie open in the database.
    stored = Authenticator.objects.get(user=mori, type="totp").data["secret"]
    assert secret not in stored
    page.get_by_role("button", name="Sign out").click()
    give_password(page, mori.email)
    expect(page.locator("h1")).to_have_text("Second step")
    assert violations(page) == []
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not fit")
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Good day, Mori")


@pytest.mark.parametrize("java_script", [True, False])
def test_what_ono_writes_outlives_her_session(with_password, desk, address, java_script):
    ono = with_password("administrator")
    secret = generate_totp_secret()
    TOTP.activate(ono, secret)
    page = desk("administrator", java_script_enabled=java_script).new_page()
    page.goto("/staff/members/invite/")
    page.get_by_label("Full name").fill('Thuy "ティ" <b>&amp;')
    page.get_by_label("Mail address").fill("thuy@city.example.jp")
    page.get_by_label("Translator").check()
    Session.objects.all().delete()
    page.get_by_role("button", name="Invite").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    expect(page.get_by_role("status")).to_contain_text("What you wrote is kept on this page")
    # A slip, and still nothing is lost.
    give_password(page, ono.email, "wrong password, sorry")
    expect(page.get_by_role("alert").first).to_contain_text("is not right")
    give_password(page, ono.email)
    expect(page.locator("h1")).to_have_text("Second step")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("does not fit")
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Save what you wrote")
    assert not java_script or violations(page) == []
    assert not StaffMember.objects.filter(email="thuy@city.example.jp").exists()
    page.get_by_role("button", name="Save now").click()
    expect(page.locator("h1")).to_contain_text("is invited")
    thuy = StaffMember.objects.get(email="thuy@city.example.jp")
    assert (thuy.name, thuy.roles) == ('Thuy "ティ" <b>&amp;', ["translator"])


def test_a_form_that_is_older_than_a_sign_in_elsewhere_is_kept_too(desk, member, address):
    page = desk("editor").new_page()
    page.goto("/staff/account/")
    page.get_by_label("Full name").fill("Sato Hanako")
    # Signing in anew in another tab makes the token of this page worthless.
    page.context.clear_cookies(name="madoguchi_staff_form")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("Save what you wrote")
    assert member("editor").name == "Sato"
    page.get_by_role("button", name="Save now").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    assert member("editor", name="Sato").name == "Sato Hanako"


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(with_password, desk, address):
    sato = with_password("editor")
    page = desk(locale="en-US").new_page()
    page.goto("/staff/sign-in/")
    for _ in range(5):
        give_password(page, sato.email, "not the password")
        expect(page.get_by_role("alert").first).to_contain_text("is not right")
    give_password(page, sato.email)
    expect(page.get_by_role("alert").first).to_contain_text("locked for 15 minutes")
    give_password(page, sato.email)
    expect(page.get_by_role("alert").first).to_contain_text("locked for 15 minutes")
    lines = [one.what for one in SignIn.objects.filter(member=sato).order_by("id")]
    # One lock is one line.
    assert lines == ["wrong_password"] * 5 + ["locked_out"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_sign_in_page_is_accessible(desk, width):
    page = desk(width=width, color_scheme="dark", locale="ja-JP").new_page()
    page.goto("/staff/")
    expect(page.locator("h1")).to_have_text("ログイン")
    assert violations(page) == []
    assert sideways(page) == []
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Sign in")
