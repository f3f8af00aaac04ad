"""A telephone that has the guide with it: plans are never in its copy, their rules always are."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from madoguchi.outlets.site.life.tests.people import BIRTH, LIN, MINJI, THUY
from madoguchi.outlets.site.life.tests.server import Recorded
from madoguchi.outlets.site.tests.test_offline import visited

# Longer ago than anything in the guide: whatever has this day has it from an answer.
LONG_AGO = "1993-05-17"
IN_KOREAN = "1993년 5월 17일"
# Everything that a site can leave behind in a browser.
LEFT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      kept.push([name, request.url, await response.text()]);
    }
  }
  return { kept, databases: await indexedDB.databases(), cookie: document.cookie,
           storage: [localStorage.length, sessionStorage.length] };
}"""
PLANS = [
    MINJI.plan(LONG_AGO, language="ko"),
    MINJI.plan(LONG_AGO, language="ko", check="1"),
    MINJI.plan(LONG_AGO, language="ko", change="move_date"),
    MINJI.plan(LONG_AGO, "sheet/", language="ko", done="moving-in-notification"),
    LIN.plan(LONG_AGO, language="ko", parents="unsure"),
    THUY.plan(LONG_AGO, "letter/", language="ko"),
    f"/ko/life/{BIRTH}/?birth={LONG_AGO}",
    f"/ko/life/{BIRTH}/?asked=birth&birth.year=1993&birth.month=5&birth.day=77",
]


@pytest.fixture
def context(browser: Browser, server: Recorded) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=server.origin) as context:
        yield context


def test_no_answer_is_left_behind_in_the_browser_though_the_worker_is_awake(context):
    page = visited(context, "/ko/")
    before = {url for _, url, _ in page.evaluate(LEFT)["kept"]}
    assert any(url.endswith("/offline/ko.json") for url in before)
    shown = 0
    for address in PLANS:
        response = page.goto(address)
        assert response is not None
        assert not response.from_service_worker, address
        shown += IN_KOREAN in page.content()
    # There was something to leave behind: the day stood on the pages.
    assert shown > 2
    status = page.evaluate(
        "async address => (await fetch(address)).status", MINJI.plan(LONG_AGO, "plan.ics")
    )
    assert status == 200
    # As the script of a page asks for it anew when its "now" is over.
    page.evaluate(
        "async address => (await fetch(address, { headers: { accept: 'text/html' } })).text()",
        PLANS[0],
    )
    page.goto("/ko/")
    page.wait_for_timeout(300)
    left = page.evaluate(LEFT)
    assert {url for _, url, _ in left["kept"]} == before
    for name, url, body in left["kept"]:
        assert "?" not in url.replace("?v=", ""), url
        for secret in (LONG_AGO, IN_KOREAN, "19930517", "move_date=", "birth="):
            assert secret not in body, (name, url, secret)
    assert (left["databases"], left["cookie"], left["storage"]) == ([], "", [0, 0])
    assert context.cookies() == []


def test_a_plan_without_a_network_is_not_shown_from_anywhere(context):
    page = visited(context, "/ko/")
    page.goto(PLANS[0])
    page.goto("/ko/")
    context.set_offline(True)
    for address in PLANS[:2]:
        # A page of its own: the browser's error page may interrupt the next address.
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            context.new_page().goto(address)


def test_steps_papers_and_rules_can_be_read_without_a_network_which_dates_need(context):
    page = visited(context, "/en/")
    context.set_offline(True)
    page.goto("/en/life/")
    assert page.locator("main ul.members > li").count() == 18
    page.get_by_role("link", name="A child was born").click()
    expect(page.locator("h1")).to_have_text("A child was born")
    response = page.goto(f"/en/life/{BIRTH}/")
    assert response is not None
    assert response.from_service_worker
    assert page.get_by_text("Dates need the network.").is_visible()
    # Nothing is asked where nothing can be answered.
    assert page.locator('main a[href*="start=1"], main form').count() == 0
    steps = page.locator("ol.steps > li")
    assert steps.count() == 7
    assert "14 days" in steps.first.inner_text()
    assert steps.first.locator("ul.papers > li").count() == 3
    assert steps.first.locator('a[href="tel:+81339931111"]').is_visible()
    # Who has a network is told nothing of the kind.
    context.set_offline(False)
    other = context.new_page()
    other.goto(f"/en/life/{BIRTH}/")
    assert other.get_by_text("Dates need the network.").count() == 0
    assert other.locator('main a[href*="start=1"]').is_visible()
