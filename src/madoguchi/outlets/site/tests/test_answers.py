"""What Minji, who speaks only Korean, and others see of the windows at a time."""

import pytest

from madoguchi.language import WRITTEN, own_name, say
from madoguchi.outlets.site.tests.reading import card, cards, every, links, only, text

WARD_DESK = "nerima/foreign-language-consultation"
PLAZA = "nerima/culture-plaza-information-desk"
TOKYO_DESK = "tokyo/foreign-residents-consultation"
NAVI = "tokyo/tokyo-tmcnavi-0120142142"


def state(page, service: str) -> str:
    """How a card looks: open, closed or unknown."""
    looks = card(page, service).get("class", "").split()
    return " ".join(one for one in looks if one in {"open", "closed", "unknown"})


def test_minji_sees_on_a_friday_that_the_ward_desk_answers_in_korean_until_five(read):
    page = read("/ko/help/", speaks="ko", at="2026-11-27T14:00")
    desk = card(page, WARD_DESK)
    assert state(page, WARD_DESK) == "open"
    assert say("ko", "Open then") in text(desk)
    assert say("ko", "until {time}", time="17:00") in text(desk)
    assert "tel:+81359844333" in links(desk)
    assert "03-5984-4333" in text(desk)


def test_minji_sees_on_a_friday_when_the_plaza_answers_in_korean_next(read):
    page = read("/ko/help/", speaks="ko", at="2026-11-27T14:00")
    plaza = card(page, PLAZA)
    assert state(page, PLAZA) == "closed"
    assert "11월 30일" in text(plaza)
    assert "10:00" in text(plaza)
    assert "tel:+81339751252" in links(plaza)


def test_the_home_page_says_the_same_of_now(read, clock):
    clock("2026-11-27T14:00")
    page = read("/ko/")
    assert state(page, WARD_DESK) == "open"
    assert say("ko", "Open now") in text(card(page, WARD_DESK))
    assert say("ko", "until {time}", time="17:00") in text(card(page, WARD_DESK))
    assert "tel:+81359844333" in links(card(page, WARD_DESK))
    # The first four are shown; the headline counts all, and a link leads to them.
    shown = every(only(page, "section", aria_label=say("ko", "Open now")), "article")
    answering = len(every(read("/ko/help/"), "article", class_="win open"))
    assert len(shown) == min(4, answering)
    assert answering >= 3
    assert str(answering) in text(only(page, "h1"))


def test_at_night_the_home_page_says_first_what_to_do_otherwise(read, clock):
    clock("2026-12-31T23:30")
    page = read("/ko/")
    assert say("ko", "No window answers in {spoken} now", spoken="한국어") == text(only(page, "h1"))
    assert say("ko", "If nobody can help you now") in text(page)
    # A national line, the volunteers through the ward's section, somebody to come along.
    advice = only(page, "section", class_="otherwise")
    assert len(every(advice, "li")) == 3
    assert "/ko/services/japan/immigration-information-centre/" in links(advice)


def test_open_windows_come_first_and_unknown_ones_last(read):
    shown = cards(read("/ko/help/", at="2026-11-27T14:00"))
    places = [shown.index(one) for one in (NAVI, WARD_DESK, PLAZA, TOKYO_DESK)]
    assert places == sorted(places)
    assert shown[-1] == "japan/yorisoi-foreign"


def test_on_a_monday_holiday_the_plaza_answers_in_korean_with_its_caveat(read):
    page = read("/ko/help/", at="2026-11-23T13:30")
    plaza = card(page, PLAZA)
    assert state(page, PLAZA) == "open"
    assert say("ko", "until {time}", time="16:00") in text(plaza)
    caveat = " ".join(text(one) for one in every(plaza, "p", class_="caveat"))
    assert "03-3975-1252" in caveat


def test_the_plazas_holiday_hours_begin_at_one(read):
    page = read("/ko/help/", at="2026-11-23T11:00")
    assert state(page, PLAZA) == "closed"
    assert say("ko", "opens {time}", time="13:00") in text(card(page, PLAZA))


@pytest.mark.parametrize("code", WRITTEN)
def test_on_a_monday_holiday_the_ward_desk_says_that_it_is_closed_for_the_holiday(read, code):
    page = read(f"/{code}/help/", speaks="en", at="2026-11-23T13:30")
    desk = card(page, WARD_DESK)
    assert every(desk, "p", class_="why") != []
    on_an_ordinary_monday = read(f"/{code}/help/", speaks="en", at="2026-11-30T13:30")
    assert every(card(on_an_ordinary_monday, WARD_DESK), "p", class_="why") == []


def test_at_new_year_the_plaza_is_closed(read):
    page = read("/en/help/", speaks="ko", at="2026-12-31T13:30")
    assert state(page, PLAZA) == "closed"
    assert "4 Jan" in text(card(page, PLAZA))
    assert "Open then" not in text(page)


def test_at_new_year_nobody_knows_of_the_ward_desk(read):
    page = read("/en/help/", speaks="en", at="2026-12-31T13:30")
    assert state(page, WARD_DESK) == "unknown"
    assert "Whether it is open at the year's end is not known." in text(card(page, WARD_DESK))


def test_on_a_holiday_the_tokyo_desk_is_unknown_and_shows_the_navi_beside_it(read):
    # 2027-02-11 is a holiday on a Thursday: English is spoken from Monday to Friday.
    page = read("/en/help/", speaks="en", at="2027-02-11T10:00")
    assert state(page, TOKYO_DESK) == "unknown"
    desk = text(card(page, TOKYO_DESK))
    assert "Whether it is open on public holidays is not known." in desk
    assert "Tokyo Multilingual Consultation Navi" in desk
    # Beside it on its own page, as a link.
    assert f"/en/services/{NAVI}/" in links(read(f"/en/services/{TOKYO_DESK}/"))


def test_a_clerk_looks_up_who_speaks_nepali(read):
    page = read("/ja/help/", speaks="ne", at="2026-11-27T14:00")
    assert "ネパール語" in text(only(page, "h1"))
    assert NAVI in cards(page)
    # The ward desk has a closed list of languages; the plaza may be asked.
    assert WARD_DESK not in cards(page)
    assert state(page, PLAZA) == "unknown"


def test_who_asks_for_a_language_that_no_window_names_chooses_among_those_that_are(read, nerima):
    page = read("/ko/help/", speaks="xx", at="2026-11-27T14:00")
    assert text(only(page, "h1")) == say("ko", "Which language do you speak?")
    addresses = {
        f"/ko/help/?speaks={code}&at=2026-11-27T14%3A00": own_name(code)
        for code in nerima.guide.spoken
    }
    offered = {one.get("href"): text(one) for one in every(page, "a")}
    assert set(addresses) <= set(offered)
    assert all(name in offered[address] for address, name in addresses.items())


def test_a_topic_an_area_and_a_way_narrow_the_answers(read, nerima):
    everything = set(cards(read("/en/help/", at="2026-11-27T14:00")))
    medical = set(cards(read("/en/help/", at="2026-11-27T14:00", topic="medical")))
    in_person = set(cards(read("/en/help/", at="2026-11-27T14:00", channel="in-person")))
    in_nerima = set(cards(read("/en/help/", at="2026-11-27T14:00", area="nerima")))
    assert "tokyo/tokyo-medinfo-foreign" in medical
    for narrowed in (medical, in_person, in_nerima):
        assert set() < narrowed < everything
    assert {WARD_DESK, PLAZA} <= in_nerima
    assert TOKYO_DESK not in in_person


def test_what_was_asked_stays_in_the_form(read):
    page = read("/ko/help/", speaks="ne", at="2026-11-27T14:00", topic="medical")
    form = only(page, "form")
    chosen = [one.get("value") for one in every(form, "option") if "selected" in one.attrib]
    assert chosen == ["ne", "japan/medical"]
    assert only(form, "input", name="at").get("value") == "2026-11-27T14:00"


def test_nothing_that_fits_is_said(read):
    page = read("/en/help/", topic="medical", channel="mail")
    assert "No window fits all that you asked for" in text(page)
    assert cards(page) == []


def test_a_time_of_another_zone_is_read_as_tokyos(read):
    for at in ("2026-11-27T05:00Z", "2026-11-27T14:00+09:00", "2026-11-27T00:00-05:00"):
        assert state(read("/ko/help/", at=at), WARD_DESK) == "open"


def test_a_language_reached_through_an_interpreter_is_marked(read):
    page = read("/en/help/", speaks="ko", at="2026-11-27T14:00")
    assert "Through an interpreter" in text(card(page, "japan/houterasu-multi"))
    assert "Through an interpreter" not in text(card(page, WARD_DESK))


def test_the_pages_of_another_municipality_name_it(client, example):
    body = client.get("/en/").content.decode()
    assert example.guide.pack.text("name")["en"] in body
    assert "Nerima" not in body
    for service in example.guide.services:
        assert client.get(f"/en/services/{service.id}/").status_code == 200


def test_a_second_reading_of_the_number_stands_beside_its_source(read):
    page = read(f"/en/services/{WARD_DESK}/")
    assert "this source has something else: 03-5984-1523" in text(page)
    assert "tel:+81359841523" not in links(page)


def test_a_check_that_is_overdue_is_said_on_the_page(client, example, clock):
    clock("2026-11-27T14:00")
    overdue = client.get("/en/services/example/winter-desk/").content.decode()
    assert "should have been checked again by 31 Oct 2026" in overdue
    clock("2026-10-31T14:00")
    due = client.get("/en/services/example/winter-desk/").content.decode()
    assert "should have been checked again" not in due
