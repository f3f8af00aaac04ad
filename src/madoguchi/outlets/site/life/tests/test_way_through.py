"""From what happened to the plan: one question a screen, and every answer can be changed."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from madoguchi.edition.answers import all_questions, life_events
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.life.tests.people import BIRTH, LIN, MARIA, MINJI, ago
from madoguchi.outlets.site.tests.reading import every, links, only, page_of, text

EVENTS = [
    "child-born-in-japan",
    "moving-in",
    "moving-within",
    "moving-out",
    "first-arrival",
    "residence-card-lost",
    "residence-card-lapsed",
    "card-details-changed",
    "card-renewal",
    "staying-longer",
    "job-or-school-changed",
    "divorced-or-widowed",
    "death-in-family",
    "going-abroad-for-a-while",
    "leaving-japan",
    "child-starts-school",
    "pregnant",
    "marrying",
]
AT_ONCE = {"child-starts-school", "pregnant", "marrying"}
START = f"/en/life/{BIRTH}/"


def asked(page) -> str:
    """The question of a screen; there is never more than one."""
    form = only(page, "form", class_="question")
    assert [len(every(page, tag)) for tag in ("h1", "fieldset", "legend")] == [1, 1, 1]
    assert only(form, "fieldset").find("legend/h1") is not None
    return only(form, "input", name="asked").get("value", "")


def offered(page) -> list[str]:
    """The values that may be chosen, in their order."""
    form = only(page, "form", class_="question")
    return [
        one.get("value", "")
        for one in form.iter()
        if one.get("type") in {"radio", "submit"} and one.get("value")
    ]


def told(address: str) -> dict[str, str]:
    """What an address says behind its question mark."""
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    assert len(pairs) == len(dict(pairs))
    return dict(pairs)


@pytest.mark.parametrize("code", ["en", "ko", "ja-x-easy"])
def test_the_list_names_all_that_can_have_happened_in_its_order(read, code):
    listed = only(only(read(f"/{code}/life/"), "main"), "ul", class_="members")
    assert [links(one)[0] for one in every(listed, "li")] == [
        f"/{code}/life/{name}/" for name in EVENTS
    ]


def test_the_list_and_a_start_page_are_the_same_for_everybody_on_every_day(client, nerima, clock):
    for address in ("/en/life/", START, "/en/life/moving-in/"):
        bodies = []
        for time in ("2026-11-27T14:00", "2027-04-02T03:00"):
            clock(time)
            response = client.get(address)
            assert response["Cache-Control"].startswith("public, max-age=")
            assert "X-Robots-Tag" not in response
            again = client.get(address, headers={"if-none-match": response["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            bodies.append(response.content)
        assert bodies[0] == bodies[1]


def test_a_start_page_says_what_there_is_to_do_but_nobodys_dates(read, nerima):
    page = read(START)
    main = only(page, "main")
    steps = [one.get("id") for one in every(main, "li", class_="step")]
    event = nerima.guide.entries[f"life/{BIRTH}"]
    assert steps == [nerima.guide.entries[one].slug for one in event.steps]
    assert "days left" not in text(main)
    assert "Aim by" not in text(main)
    assert "14 days" in text(next(one for one in main.iter("li") if one.get("id") == steps[0]))
    assert f"{START}?start=1" in links(main)


def test_the_first_question_is_asked_when_somebody_begins(read):
    page = read(f"{START}?start=1")
    assert asked(page) == "birth"
    assert [one.get("name") for one in every(page, "input", value="")] == [
        "birth.year",
        "birth.month",
        "birth.day",
    ]
    assert START in links(only(page, "main"))


@pytest.mark.parametrize("name", sorted(AT_ONCE))
def test_an_event_without_questions_shows_its_steps_at_once_to_everybody(client, nerima, name):
    response = client.get(f"/en/life/{name}/")
    assert response["Cache-Control"].startswith("public, max-age=")
    assert "X-Robots-Tag" not in response
    page = page_of(response.content.decode())
    assert len(every(only(page, "ol", class_="steps"), "h3")) == 2
    assert every(page, "form", class_="question") == []
    assert every(page, "dl", class_="answers") == []
    # What somebody has done is theirs alone.
    done = only(page, "ol", class_="steps")[0].get("id")
    response = client.get(f"/en/life/{name}/?done={done}")
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    page = page_of(response.content.decode())
    assert [one.get("id") for one in every(page, "li", class_="step done")] == [done]


def test_answers_lead_one_by_one_to_their_check_and_to_the_plan(read, send):
    birth = ago(8)
    page = read(f"/zh-Hans/life/{BIRTH}/?start=1")
    filled_in = {
        "birth": {
            "birth__year": str(birth.year),
            "birth__month": str(birth.month),
            "birth__day": str(birth.day),
        }
    } | {key: {key: value} for key, value in LIN.others.items()}
    so_far: dict[str, str] = {}
    for key, fields in filled_in.items():
        assert asked(page) == key
        response = send(page, **fields)
        so_far[key] = LIN.answers(birth)[key]
        assert response.status_code == 302
        is_last = key == "leaving_in_60d"
        assert told(response["Location"]) == so_far | ({"check": "1"} if is_last else {})
        page = read(response["Location"])
    changes = links(only(page, "dl", class_="answers"))
    assert [told(one)["change"] for one in changes] == list(LIN.answers(birth))
    (show,) = every(only(page, "main"), "a", class_="call")
    assert show.get("href") == LIN.plan(birth)
    assert read(show.get("href")).get("lang") == "zh-Hans"


def test_an_address_is_always_the_same_for_the_same_answers(client, nerima):
    birth = ago(8)
    given = {
        "parents": "both_foreign",
        "asked": "leaving_in_60d",
        "leaving_in_60d": "no",
        "born_in": "japan",
        "birth": f"{birth.year}/{birth.month}/{birth.day}",
        "done": "residence-status,birth-notification",
        "from": "a-friend",
    }
    response = client.get(START, given)
    assert response["Location"] == LIN.plan(
        birth, language="en", done="birth-notification,residence-status", check="1"
    )


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        ("令和8", "3", "3"),
        ("R8", "3", "3"),
        ("2026", "03", "03"),
        ("２０２６", "３", "３"),
        (" 2026 ", "3", "3"),
    ],
)
def test_a_day_is_understood_as_cards_and_letters_write_it(read, send, year, month, day):
    page = read(f"{START}?start=1")
    response = send(page, birth__year=year, birth__month=month, birth__day=day)
    assert response["Location"] == f"{START}?birth=2026-03-03"


def test_whoever_says_not_sure_is_believed_whatever_stands_in_the_fields(read, send):
    page = read(f"{START}?birth=2026-03-03&change=birth")
    (unsure,) = every(page, "button", name="birth")
    assert unsure.get("value") == "unsure"
    response = send(page, birth__year="2026", birth__month="3", birth__day="3", birth="unsure")
    assert told(response["Location"])["birth"] == "unsure"


def test_every_question_of_every_event_can_be_answered_with_not_sure(read, send, nerima):
    seen = set()
    for event in life_events(nerima.guide):
        if event.slug in AT_ONCE:
            continue
        start = f"/en/life/{event.slug}/?start=1"
        page, keys = read(start), []
        while every(page, "form", class_="question"):
            key = asked(page)
            keys.append(key)
            assert offered(page)[-1] == "unsure", key
            response = send(page, **{key: "unsure"})
            page = read(response["Location"])
        assert told(response["Location"]) == dict.fromkeys(keys, "unsure") | {"check": "1"}
        unconditional = [one.question for one in event.ask if not one.when]
        assert [f"life/{key.replace('_', '-')}" for key in keys] == unconditional
        # The plan of somebody who knows nothing has no dates, and it is a plan all the same.
        plan = read(response["Location"].replace("&check=1", ""))
        assert every(plan, "li", class_="step late") == []
        seen |= set(keys)
    assert len(seen) > 25


def test_a_question_shows_what_was_answered_before(read):
    page = read(LIN.plan("2026-03-16", change="birth"))
    values = [only(page, "input", id=name).get("value") for name in ("year", "month", "day")]
    assert values == ["2026", "3", "16"]
    page = read(LIN.plan("2026-03-16", change="parents"))
    chosen = [one.get("value") for one in every(page, "input", name="parents", checked="")]
    assert chosen == ["both_foreign"]


def test_the_way_back_leads_to_the_question_before_and_then_to_the_start(read):
    page = read(f"{START}?birth=2026-03-03&born_in=japan")
    assert asked(page) == "parents"
    before = []
    for _ in range(2):
        back = links(only(page, "main"))[0]
        page = read(back)
        before.append(asked(page))
    assert before == ["born_in", "birth"]
    assert links(only(page, "main"))[0] == START


def test_a_changed_answer_keeps_the_others_and_drops_what_is_no_longer_asked(read, send):
    birth = ago(8)
    change = MARIA.plan(birth, change="parents")
    assert change in links(read(MARIA.plan(birth, check="1")))
    response = send(read(change), parents="both_foreign")
    assert told(response["Location"]) == LIN.answers(birth) | {"check": "1"}


def test_a_changed_answer_asks_what_it_makes_necessary_and_nothing_else(read, send):
    birth = ago(8)
    response = send(read(LIN.plan(birth, change="parents")), parents="one_japanese")
    page = read(response["Location"])
    assert asked(page) == "japanese_parent"
    response = send(page, japanese_parent="father_married")
    assert told(response["Location"]) == MARIA.answers(birth) | {"check": "1"}


def test_a_changed_day_keeps_the_answers_and_the_steps_that_are_done(read, send):
    page = read(MINJI.plan("2026-11-20", done="moving-in-notification", change="move_date"))
    response = send(page, move_date__year="2026", move_date__month="11", move_date__day="24")
    assert response["Location"] == MINJI.plan(
        "2026-11-24", done="moving-in-notification", check="1"
    )


def test_the_other_languages_stand_beside_every_page_with_the_same_answers(read):
    birth = ago(8)
    for more in ({}, {"check": "1"}, {"change": "parents"}):
        menu = only(read(LIN.plan(birth, **more)), "details", class_="languages")
        assert links(menu) == [LIN.plan(birth, language=code, **more) for code in WRITTEN]


def test_every_question_says_why_it_is_asked(client, nerima):
    for event in life_events(nerima.guide):
        for question in all_questions(nerima.guide, event):
            change = client.get(f"/en/life/{event.slug}/?start=1&change={question.key}")
            page = page_of(change.content.decode())
            described = only(page, "fieldset").get("aria-describedby")
            assert described == "why"
            assert len(text(only(page, "p", id="why"))) > 20
