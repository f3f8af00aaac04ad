"""Readers say what is wrong, and nothing is known of them."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.test import Client
from playwright.sync_api import expect

from madoguchi.conftest import connected_to
from madoguchi.editorial.models import Report
from madoguchi.editorial.readers import wrong
from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site import shell
from madoguchi.outlets.site.emergency_page import render_emergency
from madoguchi.outlets.site.tests.browser import sideways, violations
from madoguchi.outlets.site.tests.reading import every, links, only, page_of
from madoguchi.outlets.site.tests.reading import text as text_in
from madoguchi.people.models import Knocks

PAGE = "/zh-Hans/services/example/help-desk/"
LINS_ADDRESS = "203.0.113.7"


def opened(seconds_ago: int) -> str:
    """What a form holds that was opened some time ago."""

    class Earlier(signing.TimestampSigner):
        def timestamp(self) -> str:
            return signing.b62_encode(int(time.time()) - seconds_ago)

    return Earlier(salt=wrong.__name__).sign_object("")


def form(**changed: str) -> dict[str, str]:
    """What Lin sends who took a minute to write."""
    sent = {"page": PAGE, "what": "phone", "text": "电话打不通", "opened": opened(60)}
    return sent | {"website": ""} | changed


def send(client: Client, language: str = "zh-Hans", **changed: str) -> object:
    return client.post(f"/{language}/wrong/", form(**changed), REMOTE_ADDR=LINS_ADDRESS)


def words_of(response) -> str:
    return text_in(only(page_of(response.content.decode()), "main"))


def reports() -> list[tuple[str, ...]]:
    return list(Report.objects.values_list("path", "entry_id", "language", "what", "text", "said"))


def test_lin_says_that_a_number_is_wrong_and_it_waits_beside_the_entry(client, served, db):
    response = send(client)
    assert response.status_code == 200
    assert say("zh-Hans", "Thank you") in words_of(response)
    assert reports() == [(PAGE, "example/help-desk", "zh-Hans", "phone", "电话打不通", 1)]
    assert Report.objects.get().edition == served.edition.id
    assert response.cookies == {}
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex")


def test_the_very_same_report_is_counted_and_not_kept_twice(client, served, db):
    send(client)
    send(client)
    send(client, text="也没有人接")
    said = {text: often for *_, text, often in reports()}
    assert said == {"电话打不通": 2, "也没有人接": 1}


def test_where_it_came_from_stands_nowhere(client, served, db):
    send(client)
    kept = [*Report.objects.values(), *Knocks.objects.values()]
    # There is something that could tell: the limits know the sender again.
    assert len(kept) == 3
    assert LINS_ADDRESS not in str(kept)


def test_a_program_that_fills_in_everything_is_thanked_and_nothing_is_kept(client, served, db):
    response = send(client, website="https://example.org/")
    assert (response.status_code, reports()) == (200, [])
    assert say("zh-Hans", "Thank you") in words_of(response)


@pytest.mark.parametrize(
    "held",
    [
        lambda: opened(1),
        lambda: opened(25 * 3600),
        lambda: "",
        lambda: "forged:1:2",
        lambda: opened(60)[:-1] + "-",
    ],
    ids=["too fast", "of yesterday", "none", "forged", "changed"],
)
def test_forms_that_nobody_can_have_filled_in_are_asked_for_again(client, served, db, held):
    response = send(client, opened=held())
    assert (response.status_code, reports()) == (400, [])
    assert say("zh-Hans", "Please send it once more.") in words_of(response)
    assert "电话打不通" in words_of(response)


def test_whoever_was_too_fast_need_not_begin_anew(client, served, db):
    page = page_of(send(client, opened=opened(1)).content.decode())
    again = next(one for one in every(page, "input") if one.get("name") == "opened")
    assert wrong._seconds_since(again.get("value")) == 0
    late = page_of(send(client, opened=opened(25 * 3600)).content.decode())
    anew = next(one for one in every(late, "input") if one.get("name") == "opened")
    assert wrong._seconds_since(anew.get("value")) == 0


@pytest.mark.parametrize(
    ("changed", "answer"),
    [
        ({"what": ""}, (400, wrong.NOT_CHOSEN)),
        ({"what": "weather"}, (400, wrong.NOT_CHOSEN)),
        ({"text": " \n "}, (400, wrong.TOO_SHORT)),
        ({"text": "字" * 2001}, (413, wrong.TOO_LONG)),
        ({"text": "字" * 40_000}, (413, wrong.TOO_LONG)),
    ],
)
def test_what_cannot_be_taken_is_told_in_the_readers_language(client, served, db, changed, answer):
    response = send(client, **changed)
    status, problem = answer
    assert (response.status_code, reports()) == (status, [])
    assert say("zh-Hans", problem) in words_of(response)


def test_text_of_the_greatest_length_is_kept_with_its_lines_and_without_what_nobody_types(
    client, served, db
):
    text = "🏢" * 1990 + "\r\nb\x00c"
    assert send(client, text=text).status_code == 200
    assert Report.objects.get().text == "🏢" * 1990 + "\nbc"


def test_one_sender_is_heard_five_times_an_hour_and_others_still(client, served, db):
    answers = [send(client, text=f"错误{number}").status_code for number in range(6)]
    assert answers == [200] * 5 + [429]
    other = client.post("/ko/wrong/", form(text="틀렸어요"), REMOTE_ADDR="198.51.100.2")
    assert (other.status_code, len(reports())) == (200, 6)


def test_all_senders_together_cannot_fill_the_queue(client, served, db, monkeypatch):
    monkeypatch.setattr(wrong, "_FROM_ALL", 2)
    answers = [
        client.post("/ko/wrong/", form(text=f"{n}번"), REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(3)
    ]
    assert (answers, len(reports())) == ([200, 200, 429], 2)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/ko/guide/living/garbage/", "/ko/guide/living/garbage/"),
        ("//evil.example/", ""),
        ("/staff/entries/example/help-desk/", ""),
        ('/ko/"><script>', ""),
        ("/ko/life/birth/?birth=2026-03-03", ""),
        ("/xx/", ""),
    ],
)
def test_only_pages_of_the_guide_are_named_and_never_what_was_asked_of_them(asked, kept):
    assert wrong.page_of_ours(asked) == kept


def test_without_a_database_readers_are_told_whom_to_call_and_all_else_is_as_ever(
    client, served, django_db_blocker
):
    with django_db_blocker.unblock(), connected_to("postgresql://nobody@127.0.0.1:1/none"):
        response = send(client)
        assert response.status_code == 503
        assert say("zh-Hans", wrong.CANNOT) in words_of(response)
        main = only(page_of(response.content.decode()), "main")
        assert links(main)[0] == "tel:+81420001001"
        assert "电话打不通" in text_in(main)
        assert client.get("/zh-Hans/wrong/", {"page": PAGE}).status_code == 200
        assert client.get(PAGE).status_code == 200


def test_every_language_has_the_form_in_its_own_words(client, served):
    for code in WRITTEN:
        response = client.get(f"/{code}/wrong/", {"page": f"/{code}/emergency/"})
        main = only(page_of(response.content.decode()), "main")
        shown = [text_in(one) for one in every(main, "label", class_="choice")]
        assert shown == [without_readings(say(code, one)) for one in wrong.WHAT.values()]


def report_link(client: Client, address: str) -> str:
    foot = only(page_of(client.get(address).content.decode()), "footer")
    return next(one for one in links(foot) if "wrong" in one or one.startswith("mailto:"))


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/ko/", "/ko/"),
        ("/ko/help/?speaks=vi", "/ko/help/"),
        ("/ko/services/example/help-desk/", "/ko/services/example/help-desk/"),
        ("/ko/life/moving-within/?move=2026-11-20&household=same", "/ko/life/moving-within/"),
    ],
)
def test_the_link_names_the_page_and_nothing_that_was_asked_of_it(client, served, address, page):
    link = urlsplit(report_link(client, address))
    assert (link.path, parse_qs(link.query)) == ("/ko/wrong/", {"page": [page]})


def test_copies_and_guides_without_reports_lead_to_mail(client, served, db, settings):
    settings.MAIL = "guide@example.jp"
    shell._pages.clear()
    with shell.as_copies():
        copied = page_of(render_emergency(served, WRITTEN["ko"]))
    assert [one for one in links(only(copied, "footer")) if "wrong" in one] == []
    settings.REPORTS = False
    assert report_link(client, "/ko/about/").startswith("mailto:guide@example.jp")
    assert (send(client).status_code, reports()) == (503, [])
    shell._pages.clear()


def test_programs_that_read_pages_leave_it_alone_and_it_takes_no_other_methods(client, served):
    assert "Disallow: /*/wrong/\n" in client.get("/robots.txt").content.decode()
    assert "/wrong/" not in client.get("/sitemap.xml").content.decode()
    refused = client.put("/ko/wrong/")
    assert refused.status_code == 405
    assert say("ko", "This page can only be read. Nothing was sent.") in refused.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_minji_needs_neither_script_nor_cookie(desk, served, monkeypatch, width, scheme):
    # Nobody waits in a test.
    monkeypatch.setattr(wrong, "_FASTEST_SECONDS", 0)
    context = desk(width=width, color_scheme=scheme)
    page = context.new_page()
    page.goto("/ko/emergency/")
    page.get_by_role("link", name=say("ko", "This is wrong")).click()
    assert (violations(page), sideways(page)) == ([], [])
    expect(page.locator("#website")).not_to_be_in_viewport()
    page.get_by_text(say("ko", "Days or hours")).click()
    page.get_by_label(say("ko", "In your own words")).fill("시간이 틀렸어요")
    page.get_by_role("button", name=say("ko", "Send")).click()
    assert page.locator("h1").inner_text() == say("ko", "Thank you")
    assert (violations(page), sideways(page), context.cookies()) == ([], [], [])
    assert reports() == [("/ko/emergency/", "", "ko", "hours", "시간이 틀렸어요", 1)]
