"""The words editor in a real browser: with a keyboard, without a script, after a session's end."""

import pytest

from madoguchi.editorial.keeping.drafting import save_words, words_version
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.models import Record
from madoguchi.editorial.tests.staff import staff_cookie
from madoguchi.outlets.site.tests.browser import sideways, violations

pytestmark = pytest.mark.django_db(transaction=True)
DESK = "example/help-desk"
KO = f"/staff/entries/{DESK}/words/ko/"
EASY = f"/staff/entries/{DESK}/words/ja-x-easy/"


@pytest.fixture
def desk_record(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def outdated(desk_record, member) -> Record:
    """Everything that the page can show at once: a changed source, an error, a warning."""
    sato, mori = member("editor", "translator"), member("reviewer")
    texts = words_version(desk_record, "ja").data | {"summary": "相談できます。無料です。"}
    approve(save_words(desk_record, "ja", texts, sato, based_on=1, made_from=None), mori)
    texts = words_version(desk_record, "ja-x-easy").data | {"advice": "13時に 来て。紙など"}
    save_words(desk_record, "ja-x-easy", texts, sato, based_on=1, made_from=("ja", 1))
    return desk_record


@pytest.mark.parametrize("look", [(768, "light", "ja"), (360, "dark", "en")])
def test_the_page_is_accessible_and_fits(outdated, desk, member, look):
    width, scheme, language = look
    sato = member("editor", "translator")
    sato.screen_language = language
    sato.save()
    page = desk("editor", "translator", width=width, color_scheme=scheme).new_page()
    page.goto(EASY)
    page.locator("button[value=readings]").click()
    page.locator("fieldset.reading").first.wait_for()
    page.locator("details.terms").evaluate_all("all => all.forEach(one => one.open = true)")
    assert page.locator("del").count() > 0
    assert page.locator("p.error").count() > 0
    assert violations(page) == []
    assert sideways(page) == []


def test_minji_writes_saves_and_asks_with_the_keyboard_alone(desk_record, desk):
    page = desk("translator").new_page()
    page.goto(KO)
    page.locator("#text-advice").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("먼저 시간을 확인하고 ")
    assert page.locator("[data-length-of=text-advice] [data-count]").inner_text() == "9"
    assert "is anything left out?" in page.locator("[data-length-of=text-advice]").inner_text()
    page.locator("button[data-insert=text-advice]").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#text-advice").input_value() == "먼저 시간을 확인하고 [[#phone]]"
    page.keyboard.type("로 전화하거나 시청으로 와 주십시오.")
    page.locator("button[value=ask]").focus()
    page.keyboard.press("Enter")
    page.locator(".message").wait_for()
    assert page.locator(".message").inner_text() == "Version 2 waits for a review."
    assert words_version(desk_record, "ko").data["advice"] == (
        "먼저 시간을 확인하고 [[#phone]]로 전화하거나 시청으로 와 주십시오."
    )


def test_everything_works_without_a_script(desk_record, desk):
    page = desk("translator", java_script_enabled=False).new_page()
    page.goto(KO)
    page.select_option("#from", "en")
    page.locator("#text-name").fill("외국인 도움 창구")
    page.get_by_role("button", name="Show").click()
    assert page.locator(".source .text").first.inner_text() == "Help Desk for Foreign Residents"
    page.get_by_role("button", name="Look in the memory").click()
    page.locator("#why").fill("a better name")
    page.locator("#why").press("Enter")
    # The first button of the form checks and saves nothing.
    assert words_version(desk_record, "ko").number == 1
    assert page.locator("#text-name").input_value() == "외국인 도움 창구"
    page.get_by_role("button", name="Save as a draft").click()
    assert page.locator(".message").inner_text() == "Saved as a draft, version 2."
    assert words_version(desk_record, "ko").data["name"] == "외국인 도움 창구"
    assert words_version(desk_record, "ko").why == "a better name"


def test_what_was_typed_survives_a_session_that_ended(desk_record, desk, member, live_server):
    context = desk("translator")
    page = context.new_page()
    page.goto(KO)
    page.locator("#text-name").fill("외국인 도움 창구")
    context.clear_cookies()
    page.get_by_role("button", name="Save as a draft").click()
    page.locator("#text-name").wait_for(state="detached")
    assert words_version(desk_record, "ko").number == 1
    page.close()
    # Signed in again, on another day perhaps.
    context.add_cookies([staff_cookie(member("translator"), live_server.url)])
    page = context.new_page()
    page.goto(KO)
    assert page.locator("#text-name").input_value() != "외국인 도움 창구"
    page.get_by_role("button", name="Put them back").click()
    assert page.locator("#text-name").input_value() == "외국인 도움 창구"
    page.get_by_role("button", name="Save as a draft").click()
    page.locator(".message").wait_for()
    # What is saved is not offered again.
    assert page.locator("[data-kept]").is_hidden()
    assert page.evaluate("() => localStorage.length") == 0
    assert words_version(desk_record, "ko").data["name"] == "외국인 도움 창구"
