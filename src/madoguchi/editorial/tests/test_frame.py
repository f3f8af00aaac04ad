"""The frame around every screen, in a real browser."""

import pytest

from madoguchi.outlets.site.tests.browser import sideways, violations


def test_a_page_names_who_is_signed_in_and_is_kept_by_nobody(signed_in):
    response = signed_in("editor").get("/staff/")
    assert response.status_code == 200
    assert "Good day, Sato" in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_screens_speak_japanese_to_whoever_reads_japanese(signed_in):
    response = signed_in("reviewer", screen_language="ja").get("/staff/")
    assert '<html lang="ja">' in response.content.decode()
    assert "ログアウト" in response.content.decode()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (768, "light"), (1280, "dark")])
def test_the_frame_is_accessible_fits_and_breaks_no_policy(desk, width, scheme):
    page = desk("administrator", width=width, color_scheme=scheme).new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/staff/")
    assert page.locator("h1").inner_text() == "Good day, Ono"
    assert complaints == []
    assert violations(page) == []
    assert sideways(page) == []


def test_nobody_needs_a_mouse_or_a_script_to_get_about(desk):
    page = desk("administrator", java_script_enabled=False).new_page()
    page.goto("/staff/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    # The last place of the navigation stands right before the content.
    assert page.locator("nav.places li:last-child a:focus").count() == 1
    page.get_by_role("button", name="日本語").click()
    assert page.locator("h1").inner_text() == "Onoさん、お疲れさまです"
