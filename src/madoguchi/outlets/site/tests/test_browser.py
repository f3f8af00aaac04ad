"""The pages in a real browser: for every eye, hand and screen, in every language."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.browser import (
    hard_to_read,
    sideways,
    violations,
)

FRIDAY = "at=2026-11-27T14:00"
DESK = "services/nerima/foreign-language-consultation/"
# Pages that everybody opens; and the others, which say little else.
HOME, HELP = "", f"help/?{FRIDAY}"
OTHERS = ("help/?speaks=xx", "help/?at=tomorrow", "services/nerima/no-such-window/")
# One of every other kind of page.
KINDS_OF_PAGE = (
    DESK,
    "guide/",
    "guide/other-consultation/",
    "guide/telephone-directory/",
    "guide/other-consultation/special-re-entry/",
    "learn/",
    "learn/exchange-cafe/",
    "emergency/",
    "search/?q=119",
    "help/sheet/",
    "card/",
    "sources/",
    "about/",
    "accessibility/",
)
SOME = ("ja", "ja-x-easy", "zh-Hans", "th", "en")
PHONE, DESKTOP = 360, 1280
LANGUAGES = pytest.mark.parametrize("code", WRITTEN)


def opened(browser: Browser, origin: str, **options: object) -> BrowserContext:
    return browser.new_context(base_url=origin, locale="en-US", **options)


@pytest.fixture(scope="module")
def one_page(browser: Browser, origin: str) -> Iterator[Page]:
    with opened(browser, origin) as context:
        yield context.new_page()


@pytest.fixture
def page(one_page: Page, origin: str) -> Iterator[Page]:
    """The one page of all tests, as a phone; nothing that it asks for may leave the server."""
    asked: list[str] = []
    note = lambda request: asked.append(request.url)  # noqa: E731 - has to be taken off again
    one_page.on("request", note)
    one_page.set_viewport_size({"width": PHONE, "height": 800})
    one_page.emulate_media(color_scheme="light", forced_colors="none")
    yield one_page
    one_page.remove_listener("request", note)
    assert [url for url in asked if not url.startswith(f"{origin}/")] == []
    assert asked != []


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def keyboard(request, browser: Browser, origin: str) -> Iterator[Page]:
    """A page for somebody who has only a keyboard."""
    with opened(
        browser, origin, java_script_enabled=request.param, viewport={"width": 800, "height": 700}
    ) as context:
        yield context.new_page()


def checked(page: Page, address: str) -> list[str]:
    """What axe finds on a phone and on a desk, in light and in dark.

    The contrast of each word is asked once; in dark and on a desk, that of each look of words.
    """
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": PHONE, "height": 800})
    page.goto(address)
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += violations(page, contrast_only=True, contrast_by_look=True)
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    found += violations(page, contrast_only=True, contrast_by_look=True)
    page.emulate_media(color_scheme="light")
    return found + violations(page, contrast_by_look=True)


@LANGUAGES
@pytest.mark.parametrize("rest", [HOME, HELP])
def test_home_and_help_are_for_everybody_in_every_language(page, code, rest):
    assert checked(page, f"/{code}/{rest}") == []


@LANGUAGES
@pytest.mark.parametrize("rest", KINDS_OF_PAGE)
def test_every_kind_of_page_is_for_everybody_in_every_language(page, code, rest):
    assert checked(page, f"/{code}/{rest}") == []


@pytest.mark.parametrize("code", SOME)
@pytest.mark.parametrize("rest", OTHERS)
def test_the_other_pages_are_for_everybody(page, code, rest):
    assert checked(page, f"/{code}/{rest}") == []


def test_the_chooser_of_languages_is_for_everybody(page):
    assert checked(page, "/xx/") == []


def test_what_opens_is_for_everybody_too(page):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("/ko/help/")
        for summary in page.locator("summary").all():
            summary.press("Enter")
        assert violations(page) == []


def test_axe_would_find_what_is_wrong(page):
    page.goto("/en/")
    page.evaluate(
        """() => {
          document.querySelector('h1').style.color = '#eee';
          document.querySelector('#speaks').labels[0].remove();
        }"""
    )
    assert {one.partition(":")[0] for one in violations(page)} == {"color-contrast", "select-name"}
    assert len(hard_to_read(page)) == 1


@pytest.mark.parametrize("rest", [HELP, "sources/"])
def test_a_faint_word_among_many_is_found_by_its_look(page, rest):
    page.emulate_media(color_scheme="dark")
    page.goto(f"/en/{rest}")
    assert violations(page, contrast_only=True, contrast_by_look=True) == []
    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll('main a, main p, main li, main span')]
            .filter(one => one.checkVisibility() && one.firstChild?.data?.trim().length > 1);
          // Neither the first nor the last of those that look alike, wherever they stand.
          for (const one of words.filter((_, place) => place % 7 === 3))
            one.style.color = 'rgb(70, 70, 70)';
        }"""
    )
    of_all = violations(page, contrast_only=True)
    assert len(of_all) > 5
    of_looks = violations(page, contrast_only=True, contrast_by_look=True)
    assert {without_place(one) for one in of_looks} == {without_place(one) for one in of_all}


def without_place(found: str) -> str:
    """What axe says of colours and sizes, without where."""
    return found.partition("Fix any")[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_colours_of_ones_own_every_word_can_be_read(page, scheme):
    page.emulate_media(color_scheme=scheme, forced_colors="active")
    for rest in (HOME, HELP, DESK):
        page.goto(f"/ko/{rest}")
        assert hard_to_read(page) == []
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")


@LANGUAGES
def test_nobody_has_to_scroll_sideways_on_the_smallest_phone(page, code):
    page.set_viewport_size({"width": 320, "height": 640})
    for rest in (HOME, HELP, *KINDS_OF_PAGE, *OTHERS):
        page.goto(f"/{code}/{rest}")
        assert sideways(page) == [], rest
        for summary in page.locator("summary").all():
            if summary.is_visible():
                summary.press("Enter")
        assert sideways(page) == [], f"{rest} with everything open"


@LANGUAGES
def test_nobody_has_to_scroll_sideways_with_text_twice_as_large(page, code):
    page.set_viewport_size({"width": 640, "height": 800})
    for rest in (HOME, HELP, DESK):
        page.goto(f"/{code}/{rest}")
        before = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        after = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
        assert after > 1.7 * before
        assert sideways(page) == [], rest


def test_what_stands_out_to_the_side_would_be_found(page):
    page.goto("/en/")
    page.evaluate("() => { document.querySelector('h1').style.minWidth = '900px'; }")
    assert sideways(page)[-1].startswith("9")


@LANGUAGES
def test_whatever_is_pressed_is_large_enough_for_a_finger(page, code):
    seen = set()
    for rest in (HOME, f"help/?{FRIDAY}", DESK, "help/?speaks=xx", "help/?at=tomorrow"):
        page.goto(f"/{code}/{rest}")
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
        controls = page.evaluate(
            """() => [...document.querySelectorAll(
                'button, select, input, summary, a[href^="tel:"], nav a, main ul a, header a')]
              .filter(one => one.checkVisibility())
              // A link within a sentence is as high as its line.
              .filter(one => getComputedStyle(one).display !== 'inline')
              .map(one => [one.tagName, one.textContent.trim().slice(0, 30),
                           one.getBoundingClientRect().height])"""
        )
        seen |= {tag for tag, _, _ in controls}
        assert [one for one in controls if one[2] < 44] == [], rest
    assert seen == {"BUTTON", "SELECT", "INPUT", "SUMMARY", "A"}


def focused(page: Page) -> str:
    """What has the focus: its id, or its words."""
    return page.evaluate(
        "() => document.activeElement.id || document.activeElement.textContent.trim()"
    )


def tab_to(page: Page, wanted: str) -> None:
    passed = []
    for _ in range(80):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == wanted:
            # Whoever uses the keyboard sees where they are.
            outline = "() => getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none"
            return
    pytest.fail(f"Tab never reached {wanted}: {passed}")


def test_the_first_tab_reaches_the_way_past_the_menu(keyboard):
    keyboard.goto("/en/help/")
    keyboard.keyboard.press("Tab")
    assert focused(keyboard) == "Skip to the answer"
    box = keyboard.locator(":focus").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["height"] >= 24
    keyboard.keyboard.press("Enter")
    keyboard.keyboard.press("Tab")
    assert keyboard.locator("main :focus").count() == 1


def test_the_language_menu_leads_to_the_same_page_in_korean(keyboard):
    keyboard.goto(f"/en/help/?speaks=ne&{FRIDAY}")
    tab_to(keyboard, "Language")
    assert keyboard.get_by_role("link", name="한국어").count() == 0
    keyboard.keyboard.press("Enter")
    tab_to(keyboard, "한국어")
    keyboard.keyboard.press("Enter")
    keyboard.wait_for_url("**/ko/help/**")
    assert keyboard.url.endswith("/ko/help/?speaks=ne&at=2026-11-27T14%3A00")
    assert keyboard.locator("html").get_attribute("lang") == "ko"


def test_the_form_can_be_filled_in_and_sent(keyboard):
    keyboard.goto("/en/help/")
    tab_to(keyboard, "Ask for another language, topic or time")
    keyboard.keyboard.press("Enter")
    tab_to(keyboard, "speaks")
    for _ in range(40):
        if keyboard.locator("#speaks").input_value() == "ko":
            break
        keyboard.keyboard.press("ArrowDown")
    tab_to(keyboard, "at")
    keyboard.keyboard.type("11272026")
    keyboard.keyboard.press("ArrowRight")
    keyboard.keyboard.type("0200PM")
    assert keyboard.locator("#at").input_value() == "2026-11-27T14:00"
    tab_to(keyboard, "Show who can help")
    keyboard.keyboard.press("Enter")
    keyboard.wait_for_url("**speaks=ko**")
    assert "at=2026-11-27T14%3A00" in keyboard.url
    heading = keyboard.get_by_role("heading", level=1).inner_text()
    assert heading.endswith("windows answer in Korean then")
    # What was asked stands in the form, ready for the next question.
    assert keyboard.locator("#speaks").input_value() == "ko"


def test_a_number_can_be_called_with_the_keyboard(keyboard):
    keyboard.goto(f"/ko/help/?{FRIDAY}")
    tab_to(keyboard, "03-5984-4333")
    assert keyboard.locator(":focus").get_attribute("href") == "tel:+81359844333"


def test_the_browser_is_sent_to_its_own_language(browser, origin):
    for locale, code in (("ko-KR", "ko"), ("zh-TW", "zh-Hans"), ("de-DE", "en")):
        with browser.new_context(base_url=origin, locale=locale) as context:
            page = context.new_page()
            page.goto("/")
            assert page.url == f"{origin}/{code}/"
            assert context.cookies() == []


def test_the_browser_has_nothing_to_complain_of(browser, origin):
    with opened(browser, origin) as context:
        page, said, loaded = context.new_page(), [], []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("response", lambda response: loaded.append((response.status, response.url)))
        for rest in (HOME, HELP, DESK):
            page.goto(f"/ko/{rest}")
        assert said == []
        assert {status for status, _ in loaded} == {200}
        sheets = [url for _, url in loaded if ".css" in url]
        # The style sheet is asked for once; after that the browser keeps it.
        assert len(sheets) >= 1
