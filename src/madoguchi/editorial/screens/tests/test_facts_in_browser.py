"""The facts editor in a real browser: with a keyboard, without a script, after a session's end."""

import pytest
from playwright.sync_api import expect

from madoguchi.editorial.keeping.drafting import facts_version, save_facts
from madoguchi.editorial.models import Record
from madoguchi.editorial.tests.staff import staff_cookie
from madoguchi.outlets.site.tests.browser import sideways, violations

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "/staff/entries/example/help-desk/facts/"


def newest():
    return facts_version(Record.objects.get(pk="example/help-desk"))


@pytest.mark.parametrize("look", [(768, "light", "ja"), (360, "dark", "en")])
def test_the_page_is_accessible_and_fits_with_errors_and_a_conflict(city, desk, member, look):
    width, scheme, language = look
    sato = member("editor")
    sato.screen_language = language
    sato.save()
    page = desk("editor", width=width, color_scheme=scheme).new_page()
    page.goto(DESK)
    facts = newest().data | {"url": "https://a.example/"}
    save_facts(newest().record, facts, member("editor", name="Mori"), based_on=1, why="Moved")
    page.fill("#check_by", "soon")
    page.fill("#schedules-0-hours-times", "17:00-12:00")
    page.click("button[value=check]")
    page.locator(".clash").wait_for()
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert page.locator("p.error").count() == 2
    assert page.locator("table.week tbody").count() == 5
    assert violations(page, contrast_by_look=True) == []
    assert sideways(page) == []


def test_a_row_is_added_in_place_and_what_was_typed_stays(city, desk):
    page = desk("editor").new_page()
    page.goto(DESK)
    page.evaluate("window.same = true")
    page.fill("#note", "still here")
    page.click("button[value='add:phones']")
    page.locator("#phones-4-printed").wait_for()
    assert page.evaluate("document.activeElement.id") == "phones-4-printed"
    assert page.input_value("#note") == "still here"
    page.fill("#phones-4-printed", "03-3975-1252")
    page.click("button[value='up:phones:4']")
    expect(page.locator("#phones-3-printed")).to_have_value("03-3975-1252")
    assert page.evaluate("window.same")
    assert newest().number == 1


def test_sato_changes_hours_with_the_keyboard_alone(city, desk):
    page = desk("editor").new_page()
    page.goto(DESK)
    page.locator("#schedules-3-hours-word").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("9時〜12時")
    page.locator("#schedules-3-days-6").focus()
    page.keyboard.press("Space")
    page.locator("#_why").focus()
    page.keyboard.type("Nepali on Sundays")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".message").wait_for()
    nepali = newest().data["schedules"][3]
    assert (nepali["days"], nepali["hours"]) == (["sun"], ["09:00-12:00"])


def test_enter_in_a_line_saves_nothing_and_loses_nothing(city, desk):
    page = desk("editor", java_script_enabled=False).new_page()
    page.goto(DESK)
    page.fill("#url", "https://b.example/")
    page.locator("#url").press("Enter")
    assert page.input_value("#url") == "https://b.example/"
    page.click("button[value='remove:phones:0']")
    assert page.input_value("#phones-0-printed") == "042-000-1002"
    assert page.input_value("#url") == "https://b.example/"
    assert newest().number == 1


def test_a_choice_and_the_text_beside_it_go_together(city, desk):
    page = desk("editor").new_page()
    page.goto(DESK)
    times, choice = "#schedules-0-on_holidays-times", "#schedules-0-on_holidays-word"
    assert not page.is_visible(times)
    page.select_option(choice, "stated")
    page.fill(times, "10:00-12:00")
    page.select_option(choice, "closed")
    assert page.input_value(times) == ""
    page.select_option(choice, "stated")
    assert page.input_value(times) == "10:00-12:00"
    page.select_option("#schedules-0-speaks + select", "Nepali")
    assert page.input_value("#schedules-0-speaks") == "English, Chinese, Nepali"


def test_what_was_typed_survives_a_session_that_ends_on_its_own_writer_s_device(
    city, desk, member, live_server
):
    context = desk("editor")
    page = context.new_page()
    page.goto(DESK)
    page.click("button[value='add:phones']")
    page.fill("#phones-4-printed", "03-3975-1252")
    page.fill("#note", "typed before the session ended")
    context.clear_cookies()
    page.goto(DESK)
    assert "/sign-in/" in page.url
    # Somebody else at the same desk is not offered it.
    context.add_cookies([staff_cookie(member("editor", name="Lin"), live_server.url)])
    page.goto(DESK)
    assert not page.is_visible("[data-put-back]")
    context.clear_cookies()
    context.add_cookies([staff_cookie(member("editor"), live_server.url)])
    page.goto(DESK)
    page.click("[data-put-back]")
    page.locator("#phones-4-printed").wait_for()
    assert page.input_value("#phones-4-printed") == "03-3975-1252"
    assert page.input_value("#note") == "typed before the session ended"
    page.fill("#_why", "Another number")
    page.click("button[value=save]")
    page.locator(".message").wait_for()
    assert newest().data["note"] == "typed before the session ended"
    assert not page.is_visible("[data-put-back]")
    assert page.evaluate("Object.keys(localStorage).length") == 0
