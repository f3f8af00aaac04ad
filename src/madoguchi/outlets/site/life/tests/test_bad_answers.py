"""Answers that cannot be right: said at the question, with everything else still there."""

from urllib.parse import urlencode

import pytest

from madoguchi.language import WRITTEN
from madoguchi.outlets.site.life.tests.people import BIRTH, EVERYBODY, LIN, MARIA, MINJI, ago, today
from madoguchi.outlets.site.tests.reading import every, inline_scripts, only, page_of, text
from madoguchi.outlets.site.tests.test_bad_input import HOSTILE

START = f"/en/life/{BIRTH}/"
PARTS = ("year", "month", "day")
BESIDE = ("sheet/", "letter/", "plan.ics")
NO_SUCH_DAY = "There is no such day in the calendar."
UNREADABLE = "We cannot read this as a day. Write numbers, as 2026, 3 and 16."
TOO_EARLY = "Days before 1990 cannot be counted here."
TOO_FAR = "This day is more than 10 years ahead."
OTHER = "This is a year of another calendar. Write it as 2026, or as 令和8."
NOTHING_WRITTEN = "Write the day, or say that you are not sure."
NOTHING_CHOSEN = "Choose an answer, or say that you are not sure."
NO_SUCH_ANSWER = "Choose one of these answers."


def wrong(page) -> str:
    """What is said to be wrong: within the question's own group, and named by it."""
    group = only(only(page, "form", class_="question"), "fieldset")
    assert group.get("aria-describedby") == "wrong why"
    said = only(group, "p", id="wrong")
    assert "wrong" not in {one.get("id") for one in page.iter() if one is not said}
    return text(said).removeprefix("Please look again: ")


def kept(page) -> dict[str, str]:
    """The answers that the form carries on."""
    form = only(page, "form", class_="question")
    found = {one.get("name"): one.get("value") for one in every(form, "input", type="hidden")}
    return {key: value for key, value in found.items() if key not in {"asked", "check"}}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("2026", "2", "30"), NO_SUCH_DAY),
        (("2026", "13", "1"), NO_SUCH_DAY),
        (("2025", "2", "29"), NO_SUCH_DAY),
        (("令和1", "4", "30"), NO_SUCH_DAY),
        (("1989", "12", "31"), TOO_EARLY),
        (("昭和60", "3", "3"), TOO_EARLY),
        ((str(today().year + 11), "1", "1"), TOO_FAR),
        (("2569", "3", "3"), OTHER),
        (("spring", "3", "3"), UNREADABLE),
        (("2026", "March", "3"), UNREADABLE),
        (("26", "3", "3"), UNREADABLE),
        (("2026", "", ""), UNREADABLE),
        (("2026", "3", ""), UNREADABLE),
        (("", "3", "16"), UNREADABLE),
        (('"><b>', "3", "3"), UNREADABLE),
        (("", "", ""), NOTHING_WRITTEN),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_fields_and_nothing_is_lost(read, send, typed, said):
    page = read("/en/life/first-arrival/?became_resident=landing")
    response = send(
        page, **{f"settled__{part}": value for part, value in zip(PARTS, typed, strict=True)}
    )
    assert response.status_code == 400
    page = page_of(response.content.decode())
    assert wrong(page) == said
    fields = [only(page, "input", id=part) for part in PARTS]
    assert [one.get("value") for one in fields] == list(typed)
    for one in fields:
        assert (one.get("aria-invalid"), one.get("aria-describedby")) == ("true", "wrong")
    assert only(page, "title").text.startswith("Please look again: ")
    assert kept(page) == {"became_resident": "landing"}
    # Whoever was not sure after all can say so at once, and whoever corrects it goes on.
    right = send(page, settled__year="2026", settled__month="11", settled__day="20")
    assert right["Location"] == "/en/life/first-arrival/?became_resident=landing&settled=2026-11-20"


def test_a_day_ten_years_ahead_can_still_be_asked_about(read):
    this = today()
    last = this.replace(year=this.year + 10, day=min(this.day, 28))
    read(f"{START}?birth={last}&born_in=abroad")


def test_nothing_chosen_is_said_at_the_question_and_nothing_is_lost(read, send):
    birth = str(ago(8))
    page = read(f"{START}?birth={birth}")
    response = send(page)
    assert response.status_code == 400
    page = page_of(response.content.decode())
    assert wrong(page) == NOTHING_CHOSEN
    assert kept(page) == {"birth": birth}
    assert every(page, "input", checked="") == []


def test_a_missing_answer_in_an_address_is_no_mistake_it_is_asked(read):
    answers = LIN.answers(ago(8))
    del answers["parents"]
    page = read(f"{START}?{urlencode(answers)}")
    assert only(page, "input", name="asked").get("value") == "parents"
    assert every(page, "p", id="wrong") == []
    assert only(page, "fieldset").get("aria-describedby") == "why"
    assert kept(page) == answers


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("born_in", "mars", NO_SUCH_ANSWER),
        ("parents", "both_foreign ", None),
        ("parents", "BOTH_FOREIGN", NO_SUCH_ANSWER),
        ("leaving_in_60d", "1", NO_SUCH_ANSWER),
        ("birth", "2026-02-30", NO_SUCH_DAY),
        ("birth", "1850-01-01", TOO_EARLY),
        ("birth", "2569-03-03", OTHER),
        ("birth", "none", UNREADABLE),
    ],
)
def test_an_answer_in_an_address_that_cannot_be_is_said_at_its_question(read, key, value, said):
    answers = LIN.answers(ago(8)) | {key: value}
    page = read(f"{START}?{urlencode(answers)}", 400 if said else 200)
    if said:
        assert wrong(page) == said
        assert only(page, "input", name="asked").get("value") == key
        del answers[key]
        assert kept(page) == answers


def test_a_mistake_while_changing_keeps_everything_and_still_leads_to_the_check(read, send):
    birth = ago(8)
    page = read(MARIA.plan(birth, language="en", change="birth"))
    response = send(page, birth__year="2026", birth__month="2", birth__day="30")
    assert response.status_code == 400
    page = page_of(response.content.decode())
    assert kept(page) == dict(MARIA.others)
    again = send(page, birth__year="2026", birth__month="2", birth__day="28")
    assert again["Location"] == MARIA.plan("2026-02-28", language="en", check="1")


@pytest.mark.parametrize("code", WRITTEN)
def test_what_is_wrong_is_said_in_the_readers_language(client, nerima, code):
    for query in ("birth=2026-02-30", "birth=2026-11-20&born_in=mars", "asked=birth"):
        response = client.get(f"/{code}/life/{BIRTH}/?{query}")
        assert response.status_code == 400
        page = page_of(response.content.decode())
        assert page.get("lang") == WRITTEN[code].tag
        assert wrong(page) != ""
        # No word of the error is marked as being in another language.
        assert [one for one in only(page, "p", id="wrong").iter() if one.get("lang")] == []


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.reads)
def test_an_event_that_does_not_exist_is_404_in_the_readers_language(read, person):
    for rest in ("", *BESIDE):
        for query in ("", f"?birth={ago(8)}"):
            page = read(f"/{person.reads}/life/no-such-event/{rest}{query}", 404)
            assert page.get("lang") == WRITTEN[person.reads].tag
            assert text(only(page, "h1")) != ""


def test_a_language_that_is_not_written_gets_the_chooser_and_a_near_one_the_page(client, nerima):
    for rest in ("", *BESIDE):
        address = LIN.plan(ago(8), rest)
        chooser = client.get(address.replace("/zh-Hans/", "/xx/"))
        assert chooser.status_code == 200
        page = page_of(chooser.content.decode())
        listed = {one.get("lang") for one in only(page, "main").iter("a")}
        assert {one.tag for one in WRITTEN.values()} <= listed
        near = client.get(address.replace("/zh-Hans/", "/zh-TW/"))
        assert (near.status_code, near["Location"]) == (302, address)


def test_the_last_of_several_answers_to_a_question_counts(read):
    page = read(f"{START}?birth=2026-02-30&birth=2026-03-03&born_in=mars&born_in=japan")
    assert kept(page) == {"birth": "2026-03-03", "born_in": "japan"}


def test_steps_that_do_not_exist_cannot_be_done(read):
    done = f"no-such-step,,moving-in-notification,<b>,moving-in-notification,{'x' * 5000}"
    page = read(MINJI.plan("2026-11-20", language="en", done=done))
    assert [one.get("id") for one in every(page, "li", class_="step done")] == [
        "moving-in-notification"
    ]
    menu = only(page, "details", class_="languages")
    assert menu.find(".//a").get("href") == MINJI.plan(
        "2026-11-20", language="ja", done="moving-in-notification"
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_is_answered_no_page_breaks_and_none_takes_over_its_markup(client, nerima, name):
    keys = ("birth", "birth.year", "parents", "done", "start", "change", "asked", "check", "<b>")
    for key in keys:
        for rest in ("", *BESIDE):
            query = LIN.answers("2026-11-20") | {key: HOSTILE[name]}
            if key == "birth.year":
                del query["birth"]
            response = client.get(f"{START}{rest}", query)
            assert response.status_code in {200, 302, 400}, (key, rest)
            harmless(response)
            if response.status_code == 302:
                assert response["Location"].startswith(START)
                assert response["Location"].isascii()


def harmless(response) -> None:
    assert "Set-Cookie" not in response.headers
    body = response.content.decode()
    if body and response["Content-Type"].startswith("text/html"):
        page = page_of(body)
        assert inline_scripts(page) == []
        assert every(page, "img") == []
        assert {
            name for one in page.iter() for name in one.attrib if name.startswith("on")
        } == set()


def test_what_was_typed_is_shown_again_as_it_was_and_not_as_markup(read):
    for value in ('"><img src=x>', "{{ 7*7 }}", "<script>alert(1)"):
        page = read(f"{START}?asked=birth&{urlencode({'birth.year': value})}", 400)
        assert only(page, "input", id="year").get("value") == value
