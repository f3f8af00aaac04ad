"""The board: what stands where, for whom, and how somebody finds their way on it."""

import lxml.html
import pytest

from madoguchi.editorial.keeping.drafting import facts_version, save_facts, words_version
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review
from madoguchi.editorial.models import Record, Translation
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.tests.browser import sideways, violations

DESK = "example/help-desk"
SECTION = "example/children-section"


def read(response):
    assert response.status_code == 200, response.content.decode()[:500]
    return lxml.html.fromstring(response.content.decode())


def ids(page) -> list[str]:
    links = page.xpath("//table[@data-board]/tbody/tr/th/a/@href")
    return [link.removeprefix("/staff/entries/").rstrip("/") for link in links]


def columns(page) -> list[str]:
    return [head.text_content() for head in page.xpath("//table[@data-board]/thead//th")]


def cells(page, entry_id=DESK) -> dict[str, str]:
    row = page.xpath(f"//tr[th/a/@href='/staff/entries/{entry_id}/']/td")
    return {one.get("data-part"): one.text_content().strip() for one in row}


def totals(page) -> dict[str, int]:
    words = [one.text_content().split() for one in page.xpath("//ul[@class='totals']//a")]
    return {" ".join(one[:-1]): int(one[-1]) for one in words}


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


def test_every_entry_stands_in_every_language_with_its_state(sato, member):
    mori = member("reviewer")
    record = Record.objects.get(pk=DESK)
    Translation.objects.get(record=record, language="th").delete()
    approve(words_version(record, "ko"), mori)
    ask_for_review(words_version(record, "vi"), sato.member)
    save_facts(record, facts_version(record).data | {"note": "Moved"}, sato.member, based_on=1)
    page = read(sato.get("/staff/board/"))
    assert len(ids(page)) == Record.objects.count()
    assert columns(page)[:4] == ["Entry", "Facts", "Japanese", "Plain Japanese"]
    states = cells(page)
    assert len(states) == 1 + len(WRITTEN)
    assert {
        part: states[part] for part in ("Facts", "Korean", "Thai", "Vietnamese", "English")
    } == {
        "Facts": "draft",
        "Korean": "approved",
        "Thai": "missing",
        "Vietnamese": "in review",
        "English": "machine",
    }
    assert (
        page.xpath(f"//a[@href='/staff/entries/{DESK}/words/th/']")[0].text_content() == "missing"
    )
    assert set(cells(page, "example/city-handbook").values()) == {"published", "–"}


def test_totals_count_all_pages_and_lead_to_what_they_count(sato):
    Translation.objects.filter(language="th", record__kind="service").delete()
    page = read(sato.get("/staff/board/?kind=service"))
    services = Record.objects.filter(kind="service").count()
    assert totals(page)["missing"] == services
    address = page.xpath("//ul[@class='totals']//a[contains(., 'missing')]/@href")[0]
    assert address == "/staff/board/?state=missing&kind=service"
    assert len(ids(read(sato.get(address)))) == services


FILTERS = {
    "q=Winter-DESK": ["example/winter-desk"],
    "q=help&kind=term": [],
    "kind=otherwise": [
        "example/bring-someone",
        "example/call-national-line",
        "example/interpreter-volunteers",
    ],
    f"section={SECTION}&kind=organization": [SECTION],
    "chapter=example/emergency&kind=chapter": ["example/emergency"],
    "pack=nowhere": [],
    "language=ko&kind=source": [],
    "state=draft": [],
}


def test_filters_leave_what_fits(sato):
    shown = {asked: ids(read(sato.get(f"/staff/board/?{asked}"))) for asked in FILTERS}
    assert shown == FILTERS


def test_what_does_not_exist_limits_nothing(sato):
    page = read(sato.get("/staff/board/?state=x&language=xx&kind=y&sort=z&page=99999999&overdue=1"))
    assert len(ids(page)) == Record.objects.count()
    assert len(columns(page)) == 2 + len(WRITTEN)


def test_an_overdue_check_shows_beside_a_draft(sato):
    Record.objects.update(check_by=None)
    Record.objects.filter(pk=DESK).update(check_by="2020-01-31", state="draft")
    page = read(sato.get("/staff/board/?overdue=yes"))
    assert ids(page) == [DESK]
    assert cells(page)["Facts"] == "draft"
    assert "check overdue" in page.xpath("//table[@data-board]//th[@scope='row']")[0].text_content()
    assert totals(page)["check overdue"] == 1


def test_editors_see_their_sections_first_and_all_by_one_tap(city, signed_in):
    sato = signed_in("editor", sections=[SECTION])
    page = read(sato.get("/staff/board/"))
    own = Record.objects.filter(section=SECTION).values_list("pk", flat=True)
    assert ids(page) == sorted(own)
    address = page.xpath("//p[@class='own']/a/@href")[0]
    assert len(ids(read(sato.get(address)))) == Record.objects.count()


def test_translators_see_their_languages_beside_the_source(city, signed_in):
    minji = signed_in("translator", languages=["ko", "vi"])
    page = read(minji.get("/staff/board/"))
    assert columns(page) == ["Entry", "Facts", "Japanese", "Korean", "Vietnamese"]
    # Sources have no words to translate.
    with_words = Record.objects.exclude(kind="source").count()
    assert len(ids(page)) == with_words
    assert totals(page)["machine"] == 2 * with_words
    assert len(columns(read(minji.get("/staff/board/?all=yes")))) == 2 + len(WRITTEN)


def test_entries_come_in_pages_of_a_hundred(sato):
    records = [
        Record(entry_id=f"nerima/x-{n}", kind="topic", pack="nerima", page_number=n)
        for n in range(150)
    ]
    Record.objects.bulk_create(records)
    page = read(sato.get("/staff/board/?page=2&pack=nerima"))
    assert len(ids(page)) == 50
    assert page.xpath("//a[@rel='prev']/@href") == ["/staff/board/?pack=nerima"]


def test_the_board_asks_the_database_seldom(sato, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        sato.get("/staff/board/?state=machine&sort=todo")


@pytest.mark.django_db(transaction=True)
def test_arrows_go_from_cell_to_cell(city, desk):
    page = desk("editor").new_page()
    page.goto("/staff/board/?q=help-desk")
    page.locator("table[data-board] tbody a").first.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.getAttribute('href')") == (
        f"/staff/entries/{DESK}/words/ja-x-easy/"
    )
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.getAttribute('href')").endswith("/words/id/")
    # The whole table is one stop of the Tab key.
    assert page.locator("table[data-board] a[tabindex='0']").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_these_screens_are_accessible_and_fit(city, desk, width):
    page = desk("editor", "translator", "publisher", width=width).new_page()
    for address in (
        "/staff/board/?kind=service",
        "/staff/",
        f"/staff/entries/{DESK}/",
        f"/staff/freshness/?entry={DESK}",
        "/staff/freshness/report/?when=later",
        "/staff/counter/",
        "/staff/counter/report/",
    ):
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        assert (address, sideways(page)) == (address, [])
