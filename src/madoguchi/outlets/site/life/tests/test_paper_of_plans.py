"""Paper of a plan: the sheet for the counter on one A4, the letter where something is posted."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from madoguchi.guide import Location
from madoguchi.guide.rendering import address
from madoguchi.language import WRITTEN, without_readings
from madoguchi.outlets.site.life.tests.people import BIRTH, LIN, MARIA, MINJI, THUY, ago
from madoguchi.outlets.site.life.tests.planned import steps
from madoguchi.outlets.site.life.tests.server import Recorded
from madoguchi.outlets.site.shell import qr
from madoguchi.outlets.site.tests.reading import every, links, only, said, text

# In points, as a printer counts.
A4 = (595, 842)
QUESTIONS = 5
NOT_JAPANESE = [code for code in WRITTEN if not code.startswith("ja")]
MOST = {
    BIRTH: LIN.plan(ago(3), parents="unsure", leaving_in_60d="unsure"),
    "moving-in": MINJI.plan(
        ago(3), work_insurance="no", children="yes", planned_move_out=str(ago(9))
    ),
}


@pytest.fixture(scope="module")
def page(browser: Browser, server: Recorded) -> Iterator[Page]:
    with browser.new_context(base_url=server.origin) as context:
        yield context.new_page()


def beside(plan: str, rest: str, code: str) -> str:
    """A page beside a plan in a language."""
    return re.sub(r"^/[\w-]+/", f"/{code}/", plan).replace("/?", f"/{rest}?")


def ticked(page) -> list[list]:
    """The lines to tick: what to do, what was brought, what is asked."""
    (sheet,) = every(page, "div", class_="card-to-show counter-sheet")
    lists = [one for one in sheet.iter("ul") if "ticks" in one.get("class", "")]
    return [list(one) for one in lists]


@pytest.mark.parametrize("code", ["en", "th", "ko", "fil"])
@pytest.mark.parametrize("event", MOST)
def test_the_sheet_names_steps_and_papers_in_japanese_and_in_the_readers_language(
    read, nerima, event, code
):
    guide = nerima.guide
    needed = [guide.entries[f"life/{one}"] for one in steps(read(beside(MOST[event], "", code)))]
    papers = dict.fromkeys(one for step in needed for one in (*step.bring, *step.bring_if_any))
    page = read(beside(MOST[event], "sheet/", code))
    to_do, brought, asked = ticked(page)
    assert len(asked) == QUESTIONS
    for lines, entries in ((to_do, needed), (brought, [guide.entries[one] for one in papers])):
        assert len(lines) == len(entries) > 3
        for line, entry in zip(lines, entries, strict=True):
            words = {(one.words.strip(), one.language) for one in said(line, WRITTEN[code].tag)}
            names = entry.text("name")
            assert (without_readings(names["ja"]), "ja") in words
            assert (without_readings(names[code]), WRITTEN[code].tag) in words
    for line in asked:
        assert {one.language for one in said(line, WRITTEN[code].tag) if one.words.strip()} == {
            "ja",
            WRITTEN[code].tag,
        }


def test_a_sheet_in_japanese_says_everything_once(read):
    page = read(beside(MOST[BIRTH], "sheet/", "ja"))
    assert every(page, "span", class_="own") == []
    assert text(ticked(page)[0][0]).startswith("出生届を出す")


def test_a_sheet_names_only_what_is_still_to_be_done(read):
    page = read(LIN.plan(ago(3), "sheet/", done="birth-notification,residence-status"))
    to_do, brought, _ = ticked(page)
    assert len(to_do) == 3
    assert "出生届の用紙" not in " ".join(text(one) for one in brought)


@pytest.mark.parametrize("code", ["en", "ja"])
def test_the_code_on_the_sheet_leads_to_the_plan(client, nerima, settings, code):
    body = client.get(beside(MOST[BIRTH], "sheet/", code)).content.decode()
    assert str(qr(f"{settings.ADDRESS}{beside(MOST[BIRTH], '', code)}")) in body


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("event", MOST)
def test_the_longest_sheet_fits_on_one_side_of_paper(page, event, code):
    page.goto(beside(MOST[event], "sheet/", code))
    assert sides(page) == [A4]


def test_a_plan_takes_several_sides_which_would_be_seen(page):
    page.goto(MOST[BIRTH])
    assert len(sides(page)) > 1


@pytest.mark.parametrize("code", ["ja", "vi"])
def test_the_letter_is_one_side_of_paper_and_the_envelope_another(page, code):
    page.goto(THUY.plan(ago(3), "letter/", language=code))
    assert sides(page) == [A4, A4]


def sides(page: Page) -> list[tuple[int, int]]:
    """How many sides of paper a page takes, and how large each is."""
    printed = page.pdf(prefer_css_page_size=True, print_background=False)
    boxes = re.findall(rb"/Type\s*/Page\b[^s].*?/MediaBox\s*\[([^\]]*)\]", printed, re.DOTALL)
    assert len(boxes) == len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) > 0
    corners = [[round(float(one)) for one in box.split()] for box in boxes]
    return [(right - left, top - bottom) for left, bottom, right, top in corners]


def test_a_letter_is_offered_only_where_something_goes_by_post(read):
    by_post = THUY.plan(ago(3), "letter/")
    assert by_post in links(read(THUY.plan(ago(3))))
    for other in (
        THUY.plan(ago(3), how_returned="in_person"),
        LIN.plan(ago(3)),
        MARIA.plan(ago(3)),
        MINJI.plan(ago(3)),
    ):
        assert [one for one in links(read(other)) if "letter/" in one] == []
    # Who is not sure how can do it either way.
    assert any("letter/" in one for one in links(read(THUY.plan(ago(3), how_returned="unsure"))))


@pytest.mark.parametrize("code", NOT_JAPANESE)
def test_the_letter_is_addressed_in_japanese_and_the_envelope_has_its_words(read, nerima, code):
    page = read(THUY.plan("2026-11-20", "letter/", language=code))
    (letter,) = every(page, "div", class_="card-to-show letter")
    (envelope,) = every(page, "div", class_="card-to-show envelope")
    bound = nerima.guide.place_of("life/immigration-returns")
    to = address(nerima.guide.get(bound.location, Location), "ja").value
    assert to.startswith("〒135-0064 東京都江東区青海2-7-11")
    assert to.endswith("東京出入国在留管理局おだいば分室")
    for part in (letter, only(envelope, "p", class_="to")):
        assert to in {one.words for one in said(part) if one.language == "ja"}
    words = only(envelope, "p", class_="words")
    assert (text(words), words.get("lang")) == ("在留カード等返納", "ja")
    # To be filled in by hand: we never ask for a name.
    assert len(every(letter, "dd")) == 7
    assert [text(one) for one in every(letter, "dd")].count("") == 6
    assert every(page, "input") == []


def test_without_anything_to_post_the_letter_says_so(read):
    for address_ in (
        THUY.plan(ago(3), "letter/", how_returned="in_person"),
        LIN.plan(ago(3), "letter/"),
    ):
        page = read(address_)
        assert every(page, "div", class_="card-to-show letter") == []
        assert every(page, "div", class_="card-to-show envelope") == []
        assert "在留カード等返納" not in text(only(page, "main"))


def test_paper_without_the_answers_leads_to_the_questions(client, nerima):
    for rest in ("sheet/", "letter/"):
        response = client.get(f"/ko/life/{BIRTH}/{rest}?parents=both_foreign")
        assert response.status_code == 302
        assert response["Location"] == f"/ko/life/{BIRTH}/?parents=both_foreign&start=1"
