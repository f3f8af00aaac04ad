"""Where an office answers for the guide: who that is, and words that wait for a reviewer."""

import pytest
from django.test import Client

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.edition.live import Served
from madoguchi.guide.careful import reviewed_words_first
from madoguchi.guide.tests.real_guide import read as read_pack
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.serving import live
from madoguchi.outlets.site import shell
from madoguchi.outlets.site.catalogue import addresses
from madoguchi.outlets.site.offline_copy import offline_copy
from madoguchi.outlets.site.tests.conftest import FRIDAY
from madoguchi.outlets.site.tests.reading import every, only, page_of, text
from madoguchi.outlets.site.words import say as as_html

OFFICE = "{星見市|ほしみし}"
WAITING = (
    "Some words are shown in another language or in an older version until a person has checked "
    "their translation."
)
ANSWERS = "{office} answers for this guide. Before you go, confirm the hours by telephone."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The invented city's edition in which nobody has reviewed anything yet."""
    folder = tmp_path_factory.mktemp("operated")
    guide = reviewed_words_first(read_pack("example").guide, {})
    EditionStore(folder).publish(compile_edition(guide))
    return folder


@pytest.fixture
def operated(folder, settings) -> Served:
    settings.OPERATED_BY, settings.EDITIONS, settings.PACK = OFFICE, folder, "example"
    shell._pages.clear()
    live.cache_clear()
    yield live().now()
    shell._pages.clear()
    live.cache_clear()


def foot(client: Client, address: str) -> str:
    return text(only(page_of(client.get(address).content.decode()), "footer"))


@pytest.mark.parametrize("code", WRITTEN)
def test_nothing_breaks_where_careful_words_lack_a_language(client, operated, code):
    asked = (
        *(f"/{code}/{rest}" for rest in addresses(operated.guide)),
        f"/{code}/life/moving-within/?move_date=2026-11-20&household=no",
        f"/{code}/life/moving-within/plan.ics?move_date=2026-11-20&household=no",
        f"/{code}/search/?q=emergency",
        f"/{code}/changes.atom",
        f"/api/search?q=emergency&language={code}",
        f"/api/help?language={code}",
        f"/api/plan/moving-within?move_date=2026-11-20&household=no&language={code}",
    )
    answers = {address: client.get(address).status_code for address in asked}
    assert {address: one for address, one in answers.items() if one != 200} == {}


@pytest.mark.parametrize("code", ["ko", "ja-x-easy"])
def test_the_copy_without_a_network_has_them_with_their_mark(operated, code):
    copy = offline_copy(operated, WRITTEN[code], FRIDAY.date())
    lines = copy["pages"]["emergency/"]["main"]
    page = "".join(one if isinstance(one, str) else copy["lines"][one] for one in lines)
    assert 'class="in-language" lang="ja">日本語<' in page
    assert str(as_html(code, WAITING)) in copy["shell"]


def test_thuy_sees_which_words_are_in_japanese_and_why(client, operated):
    page = page_of(client.get("/vi/emergency/").content.decode())
    article = every(page, "article")[0]
    marks = {text(one) for one in every(article, "small", class_="in-language")}
    assert marks == {"日本語"}
    assert say("vi", WAITING) in text(only(page, "footer"))


def test_readers_of_the_source_are_told_nothing_of_it(client, operated):
    page = client.get("/ja/emergency/").content.decode()
    assert "in-language" not in page
    assert say("ja", WAITING) not in page


@pytest.mark.parametrize("code", WRITTEN)
def test_every_page_names_the_office_that_answers_for_it(client, operated, code):
    said = without_readings(say(code, ANSWERS, office="星見市"))
    assert said in foot(client, f"/{code}/about/")


def test_the_name_has_its_reading_in_plain_japanese_only(client, operated):
    easy, plain = (client.get(f"/{code}/about/").content.decode() for code in ("ja-x-easy", "ja"))
    assert "<rt>ほしみし</rt>" in only_footer(easy)
    assert "ほしみし" not in only_footer(plain)


def only_footer(page: str) -> str:
    return page.partition("<footer")[2]


def test_calendars_name_it_too(client, operated):
    calendar = client.get("/en/services/example/chat-salon/en.ics").content.decode()
    unfolded = calendar.replace("\r\n ", "")
    assert "星見市 answers for this guide." in unfolded


def test_without_an_office_it_is_an_independent_project(client, operated, settings):
    settings.OPERATED_BY = ""
    assert "independent project, not a website of" in foot(client, "/en/about/")
    assert say("vi", WAITING) not in foot(client, "/vi/emergency/")
