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


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_is_accessible_and_fits(desk, width, scheme):
    page = desk("administrator", width=width, color_scheme=scheme).new_page()
    page.goto("/staff/")
    assert page.locator("h1").inner_text() == "Good day, Ono"
    assert violations(page) == []
    assert sideways(page) == []
