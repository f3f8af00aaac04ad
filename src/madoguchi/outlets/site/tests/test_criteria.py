"""Criteria of WCAG 2.2 that axe cannot see: see docs/accessibility.md for the whole list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.browser import sideways
from madoguchi.outlets.site.tests.reading import every, links, only

SITE = Path(__file__).parents[1]
STYLES = "\n".join(path.read_text("utf-8") for path in SITE.glob("static/*.css"))
SCRIPTS = "\n".join(path.read_text("utf-8") for path in SITE.glob("static/*.js"))
TEMPLATES = "\n".join(path.read_text("utf-8") for path in SITE.glob("jinja2/*.html"))
RESTS = ("", "help/", "guide/", "emergency/", "sources/", "about/", "accessibility/")
LANGUAGES = pytest.mark.parametrize("code", ["en", "ja-x-easy", "th", "vi"])


@pytest.fixture(scope="module")
def page(browser: Browser, origin: str) -> Iterator[Page]:
    with browser.new_context(base_url=origin) as context:
        yield context.new_page()


@pytest.fixture(autouse=True)
def a_phone(request) -> None:
    if "page" in request.fixturenames:
        page = request.getfixturevalue("page")
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="light", forced_colors="none")


@LANGUAGES
def test_text_may_be_spaced_out_without_losing_any(page, code):
    # 1.4.12: line height 1.5, paragraphs 2, letters .12, words .16 of the font's size.
    for rest in RESTS:
        page.goto(f"/{code}/{rest}")
        page.evaluate(
            """() => document.querySelectorAll('body, body *').forEach(one => {
              Object.assign(one.style, {lineHeight: '1.5', letterSpacing: '.12em',
                                        wordSpacing: '.16em'});
              if (one.tagName === 'P') one.style.marginBottom = '2em';
            })"""
        )
        assert sideways(page) == [], rest
        cut = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
              .filter(one => one.checkVisibility() && one.textContent.trim()
                             && getComputedStyle(one).overflow !== 'visible'
                             && !one.classList.contains('scrolls') && one.tagName !== 'SELECT'
                             && one.scrollHeight > one.clientHeight + 1)
              .map(one => one.outerHTML.slice(0, 80))"""
        )
        assert cut == [], rest


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fields_and_buttons_stand_out_from_what_is_around_them(page, scheme):
    # 1.4.11: 3 to 1 between a field's border, or a button's face, and the page.
    page.emulate_media(color_scheme=scheme)
    page.goto("/en/help/")
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    faint = page.evaluate(
        """() => {
          const light = colour => {
            const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map(c => c / 255)
              .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const ratio = (one, other) => (Math.max(light(one), light(other)) + 0.05)
                                      / (Math.min(light(one), light(other)) + 0.05);
          const paper = getComputedStyle(document.body).backgroundColor;
          return [...document.querySelectorAll('main select, main input, main button, main .call')]
            .filter(one => one.checkVisibility())
            .map(one => {
              const style = getComputedStyle(one);
              const drawn = parseFloat(style.borderTopWidth) ? style.borderTopColor
                                                             : style.backgroundColor;
              return [ratio(drawn, paper), one.outerHTML.slice(0, 80)];
            })
            .filter(([contrast]) => contrast < 3);
        }"""
    )
    assert faint == []


@pytest.mark.parametrize("rest", ["", "help/", "emergency/", "sources/"])
def test_what_has_the_focus_is_never_hidden_by_something_else(page, rest):
    # Without it, the page would still be rolling to the place when it is looked at.
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/en/{rest}")
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body) return null;
              const box = one.getClientRects()[0];
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return top && (one.contains(top) || top.contains(one)) ? '' : one.outerHTML;
            }"""
        )
        if covered is None:
            break
        assert covered == ""
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("code", WRITTEN)
def test_the_ways_around_and_to_help_stand_in_the_same_order_on_every_page(read, code):
    # 3.2.3 and 3.2.6: the bar of parts, and what stands at the foot.
    orders = set()
    for rest in RESTS:
        page = read(f"/{code}/{rest}")
        # Where something is wrong, each page is named by the link.
        foot = [link.partition("?")[0] for link in links(only(page, "footer")) if "://" not in link]
        orders.add((tuple(links(only(page, "nav", class_="bar"))), tuple(foot)))
    assert len(orders) == 1
    ((bar, foot),) = orders
    assert bar[0] == f"/{code}/emergency/"
    assert foot[-4:-1] == (f"/{code}/sources/", f"/{code}/about/", f"/{code}/accessibility/")


@pytest.mark.parametrize("code", WRITTEN)
def test_every_page_has_a_title_of_its_own_one_heading_and_landmarks(read, code):
    # The first page and help answer the same question, and are called by it.
    pages = [read(f"/{code}/{rest}") for rest in RESTS[1:]]
    titles = {only(page, "title").text for page in pages}
    assert len(titles) == len(pages)
    for page in pages:
        assert [len(every(page, tag)) for tag in ("h1", "main", "footer")] == [1, 1, 1]


def test_nothing_moves_flashes_or_waits_for_a_gesture():
    assert not re.search(r"@keyframes|animation|transition\s*:", STYLES)
    assert not re.search(r"requestAnimationFrame|\.animate\(|speechSynthesis|new Audio", SCRIPTS)
    listened = set(re.findall(r"addEventListener\(\s*[\"'](\w+)", SCRIPTS))
    assert listened <= {"visibilitychange", "pageshow", "online", "offline", "load", "message"}
    assert not re.search(r"<(?:audio|video|canvas|marquee|object|iframe)\b", TEMPLATES)


def test_no_key_is_a_shortcut_and_no_screen_has_to_be_turned():
    assert not re.search(r"accesskey|onkey|keydown|keyup|keypress", SCRIPTS + TEMPLATES)
    assert not re.search(r"\borientation\b|position:\s*(?:fixed|sticky)", STYLES)
    assert not re.search(r"user-scalable|maximum-scale", TEMPLATES)


def test_nobody_is_moved_elsewhere_by_choosing_or_by_waiting():
    assert not re.search(r"onchange|onfocus|onblur|autofocus|http-equiv", SCRIPTS + TEMPLATES)
