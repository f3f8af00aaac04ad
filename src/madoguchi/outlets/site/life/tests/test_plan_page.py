"""The plan: the day to aim by first, its reason behind it, and what cannot start yet."""

from datetime import date

import pytest

from madoguchi.deadlines import Period, deadline_for
from madoguchi.deadlines.wording import full_day, trace_text
from madoguchi.edition.answers import life_events
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.life.tests.people import LIN, MARIA, MINJI, ago
from madoguchi.outlets.site.life.tests.planned import (
    headline,
    link_to_change,
    not_needed,
    steps,
)
from madoguchi.outlets.site.tests.reading import every, links, only, said, text

BORN = date(2026, 11, 20)
# The notification's last day is Thursday 3 December; the allowance's rolls from Saturday to Monday.
FRIDAY, SATURDAY, MONDAY = "2026-11-27T14:00", "2026-12-05T10:00", "2026-12-07T10:00"
NOTIFICATION = Period(14, "day", "counted")
STATUS, LIMIT = Period(30, "day"), Period(60, "day")


def day(of: date) -> str:
    return full_day(of, "en")


def lin(of: date | str, **more: str) -> str:
    return LIN.plan(of, language="en", **more)


def test_the_day_to_aim_by_comes_first_whatever_day_it_is(read):
    birth = ago(0)
    page = read(lin(birth))
    found = deadline_for(birth, NOTIFICATION, "ward")
    status = deadline_for(birth, STATUS, "national", margin_days=1)
    shown = steps(page)
    assert headline(page).startswith(
        f"Aim by {day(found.aim_by)}: Hand in the birth notification ("
    )
    notification = shown["birth-notification"]
    assert (notification.status, notification.label) == ("ahead", "Aim by")
    assert notification.day == day(found.aim_by)
    assert notification.left == f"{(found.aim_by - birth).days} days left"
    assert shown["residence-status"].day == day(status.aim_by)
    assert shown["residence-status"].left == f"{(status.aim_by - birth).days} days left"


def test_the_laws_and_the_offices_day_stand_behind_why_this_date(read):
    birth = ago(0)
    shown = steps(read(lin(birth)))
    found = deadline_for(birth, NOTIFICATION, "ward", today=birth)
    assert shown["birth-notification"].why() == {
        "Aim by": day(found.aim_by),
        "Last day by law": day(found.law_last_day),
        "Last day at the office": day(found.office_last_day),
    }
    assert shown["birth-notification"].traces() == [trace_text(found.trace, "en")]
    status = deadline_for(birth, STATUS, "national", margin_days=1, today=birth)
    limit = deadline_for(birth, LIMIT, margin_days=1, calendar="national", today=birth)
    assert shown["residence-status"].why() == {
        "Aim by": day(status.aim_by),
        "Last day by law": day(status.law_last_day),
        "Last day at the office": day(status.office_last_day),
        "Limit that never moves": day(limit.law_last_day),
    }
    traces = [trace_text(status.trace, "en"), trace_text(limit.trace, "en")]
    assert shown["residence-status"].traces() == traces
    (law,) = shown["residence-status"].lines("law")
    assert law.endswith("第22条の2")


def test_a_step_that_needs_another_says_that_it_cannot_start_yet_and_why(read, clock):
    clock(FRIDAY)
    page = read(lin(BORN))
    shown = steps(page)
    waits = ["Cannot start yet. First: Hand in the birth notification"]
    assert {name: one.lines("blocked-by") for name, one in shown.items()} == {
        "birth-notification": [],
        "residence-status": waits,
        "health-insurance-child": waits,
        "child-allowance-birth": [],
        "child-medical-card": [],
    }
    assert [one.status for one in shown.values()] == [
        "ahead",
        "blocked",
        "blocked",
        "ahead",
        "undated",
    ]
    # It has its date all the same.
    assert shown["residence-status"].day == "Fri, 18 Dec 2026"


def test_what_is_done_is_marked_and_what_waited_for_it_can_start(read, clock):
    clock(FRIDAY)
    before = steps(read(lin(BORN)))
    address = link_to_change(before["birth-notification"])
    assert address == lin(BORN, done="birth-notification") + "#birth-notification"
    page = read(address.partition("#")[0])
    shown = steps(page)
    assert (shown["birth-notification"].status, shown["birth-notification"].label) == (
        "done",
        "Done",
    )
    assert shown["birth-notification"].day == ""
    assert every(shown["birth-notification"].element, "details", class_="how") == []
    assert [one.lines("blocked-by") for one in shown.values()] == [[]] * 5
    assert shown["residence-status"].status == "ahead"
    assert headline(page).startswith("Aim by Fri, 4 Dec 2026: Enrol the child in National Health")
    assert link_to_change(shown["birth-notification"]) == lin(BORN) + "#birth-notification"


def test_everything_done_is_said(read, clock):
    clock(FRIDAY)
    done = ",".join(steps(read(lin(BORN))))
    page = read(lin(BORN, done=done))
    assert headline(page) == "Everything here is done."
    assert {one.status for one in steps(page).values()} == {"done"}


def test_after_the_day_to_aim_by_the_last_day_at_the_office_is_told(read, clock):
    for time, left in ((SATURDAY, "2 days left"), (MONDAY, "that is today")):
        clock(time)
        allowance = steps(read(lin(BORN)))["child-allowance-birth"]
        assert (allowance.status, allowance.label) == ("last-days", "Last day")
        assert (allowance.day, allowance.left) == ("Mon, 7 Dec 2026", left)
    clock("2026-12-08T00:00")
    assert steps(read(lin(BORN)))["child-allowance-birth"].status == "late"


def test_a_day_passes_at_midnight_in_tokyo(read, clock):
    clock("2026-12-03T23:59")
    notification = steps(read(lin(BORN)))["birth-notification"]
    assert (notification.status, notification.left) == ("ahead", "that is today")
    clock("2026-12-04T00:00")
    assert steps(read(lin(BORN)))["birth-notification"].status == "late"


def test_day_31_is_late_but_lawful_and_is_told_gently(read, clock):
    clock("2026-12-22T10:00")
    page = read(lin(BORN))
    status = steps(page)["residence-status"]
    assert (status.status, status.label, status.day) == ("late", "Late: go", "today")
    assert status.left == ""
    (said_so,) = status.lines("late-words")
    assert "the child's stay is lawful for 60 days from the birth" in said_so
    assert headline(page) == "Late: go today: Hand in the birth notification"
    assert status.why()["Limit that never moves"] == "Tue, 19 Jan 2027"


def test_past_the_limit_somebody_has_to_be_called_today(read, clock):
    clock("2027-01-19T10:00")
    assert steps(read(lin(BORN)))["residence-status"].status == "late"
    clock("2027-01-20T10:00")
    status = steps(read(lin(BORN)))["residence-status"]
    assert (status.status, status.label) == ("past", "Past the limit: call")
    assert "call the Bureau at once" in status.lines("late-words")[0]


def test_a_step_that_can_begin_later_says_from_when(read, clock):
    clock(FRIDAY)
    address = "/en/life/staying-longer/?stay_end=2027-04-27&stay_over_30d=yes&has_my_number_card=no"
    step = steps(read(address))["extension-application"]
    assert step.status == "not-open-yet"
    assert "You can begin from Wed, 27 Jan 2027." in [text(one) for one in step.element.iter("p")]
    clock("2027-01-27T00:00")
    assert steps(read(address))["extension-application"].status == "ahead"


@pytest.mark.parametrize("parent", ["mother", "father_married", "father_acknowledged_before_birth"])
def test_a_child_who_is_japanese_by_law_needs_no_status_of_residence(read, parent):
    page = read(MARIA.plan(ago(1), language="en", japanese_parent=parent))
    assert list(steps(page)) == [
        "birth-notification",
        "health-insurance-child",
        "child-allowance-birth",
        "child-medical-card",
    ]
    assert not_needed(page)["Apply for the child's status of residence"] == (
        "By law this child is Japanese from birth and needs no status of residence."
    )


def test_a_child_whose_japanese_father_did_not_acknowledge_it_needs_one(read):
    page = read(MARIA.plan(ago(1), language="en", japanese_parent="father_not_acknowledged"))
    assert "residence-status" in steps(page)
    assert "Apply for the child's status of residence" not in not_needed(page)


def test_where_nothing_is_to_be_done_the_plan_says_so_and_why(read):
    page = read(lin(ago(1), born_in="abroad"))
    assert steps(page) == {}
    assert headline(page) == "By these answers there is nothing to do here. Why stands below."
    assert len(not_needed(page)) == 7
    assert all(not_needed(page).values())
    # Nothing to put into a calendar, and nothing to hand over.
    kept = links(only(page, "section", aria_labelledby="keep"))
    assert [one for one in kept if "plan.ics" in one or "/sheet/" in one] == []


def test_who_is_not_sure_gets_the_strictest_dates_marked_as_such(read, clock):
    clock(FRIDAY)
    marked = (
        "You were not sure, so this is shown with the strictest date. "
        "Ask today whether it is for you."
    )
    shown = steps(read(lin(BORN, parents="unsure", leaving_in_60d="unsure")))
    assert {name for name, one in shown.items() if marked in one.lines("caveat")} == {
        "residence-status",
        "spr-permission",
    }
    certain = steps(read(lin(BORN)))
    assert shown["residence-status"].why() == certain["residence-status"].why()
    assert not any(marked in one.lines("caveat") for one in certain.values())
    shown = steps(read(MARIA.plan(BORN, language="en", japanese_parent="unsure")))
    assert marked in shown["residence-status"].lines("caveat")


def test_who_is_not_sure_of_the_day_gets_no_date_but_is_told_to_ask_today(read):
    page = read(lin("unsure"))
    shown = steps(page)
    assert [one.day for one in shown.values()] == ["ask today"] * 4 + ["soon"]
    assert [one.why() for one in shown.values()] == [{}] * 5
    assert [name for name, one in shown.items() if one.status == "blocked"] == [
        "residence-status",
        "health-insurance-child",
    ]
    assert every(page, "figure", class_="picture") == []
    assert "plan.ics" not in " ".join(links(page))
    for name, one in shown.items():
        if name != "child-medical-card":
            assert any("no date is shown. Ask today." in line for line in one.lines("caveat"))


def test_what_is_known_from_memory_only_has_no_date(read):
    shown = steps(read(MINJI.plan(ago(1), language="en")))
    for name in ("my-number-card-address", "pension-join"):
        step = shown[name]
        assert (step.status, step.day, step.left) == ("undated", "soon", "")
        assert step.why() == {}
        assert step.traces() == []
        assert any("written from memory" in line for line in step.lines("caveat"))
    assert shown["moving-in-notification"].why() != {}


def test_steps_stand_in_the_order_in_which_they_can_be_done(read, nerima):
    guide = nerima.guide
    for event in life_events(guide):
        query = "&".join(f"{guide.entries[one.question].key}=unsure" for one in event.ask)
        shown = list(steps(read(f"/en/life/{event.slug}/?{query}")))
        order = [guide.entries[one].slug for one in event.steps]
        assert shown == [one for one in order if one in shown]
        for name in shown:
            after = next(one.after for one in guide.entries.values()
                         if one.kind == "procedure" and one.slug == name)  # fmt: skip
            if after and guide.entries[after].slug in shown:
                assert shown.index(guide.entries[after].slug) < shown.index(name)


@pytest.mark.parametrize("code", [code for code in WRITTEN if not code.startswith("ja")])
def test_japanese_names_stand_beside_those_of_steps_papers_and_places(read, nerima, code):
    page = read(LIN.plan(ago(1), language=code))
    guide = nerima.guide
    for name, shown in steps(page).items():
        procedure = guide.entries[f"life/{name}"]
        names = [procedure.text("name")["ja"], guide.entries[procedure.office].text("name")["ja"]]
        names += [guide.entries[one].text("name")["ja"] for one in procedure.bring]
        pieces = list(said(shown.element, WRITTEN[code].tag))
        for japanese in names:
            assert {one.language for one in pieces if one.words == japanese} == {"ja"}, japanese
        assert len(shown.papers()) == len(procedure.bring) + len(procedure.bring_if_any)


def test_every_japanese_word_on_an_english_plan_is_marked_as_japanese(read):
    page = read(lin(ago(1), parents="unsure"))
    found = 0
    for piece in said(only(page, "main"), "en"):
        if any("぀" <= sign <= "ヿ" or "一" <= sign <= "鿿" for sign in piece.words):
            assert piece.language == "ja", piece
            found += 1
    assert found > 30


@pytest.mark.parametrize("code", WRITTEN)
def test_a_plan_is_the_same_in_every_language(read, clock, code):
    clock("2026-12-08T10:00")
    english, own = (
        read(LIN.plan(BORN, language=one, parents="unsure", done="birth-notification"))
        for one in ("en", code)
    )
    assert own.get("lang") == WRITTEN[code].tag
    for shown in (steps(english), steps(own)):
        assert list(shown)[:2] == ["birth-notification", "residence-status"]
    assert [(name, one.status, len(one.papers()), len(one.why()), [len(t) for t in one.traces()])
            for name, one in steps(own).items()] == [
        (name, one.status, len(one.papers()), len(one.why()), [len(t) for t in one.traces()])
        for name, one in steps(english).items()]  # fmt: skip
    for one in steps(own).values():
        assert bool(one.label) == (one.status != "undated")
        assert one.status == "done" or one.day


def test_every_step_says_its_papers_its_place_and_who_helps(read, clock, nerima):
    clock(FRIDAY)
    guide, page = nerima.guide, read(LIN.plan(BORN))
    for name, shown in steps(page).items():
        (how,) = every(shown.element, "details", class_="how")
        helpers = [line for one in every(how, "ul", class_="helpers") for line in one]
        assert 1 <= len(helpers) <= 3, name
        for line in helpers:
            service = links(line)[0].removeprefix("/zh-Hans/services/").strip("/")
            assert guide.timetable(guide.entries[service], "zh") is not None
            assert text(only(line, "span", class_="state")) != ""
    # The papers of what comes first are open already, those of the rest are a touch away.
    opened = [name for name, one in steps(page).items()
              if "open" in every(one.element, "details", class_="how")[0].attrib]  # fmt: skip
    assert opened == ["birth-notification"]
    notification = steps(page)["birth-notification"].element
    assert "tel:+81339931111" in links(notification)
    assert "東京都練馬区豊玉北6-12-1" in text(notification)


def test_the_picture_of_the_days_says_in_words_what_it_draws(read, clock):
    clock(FRIDAY)
    page = read(lin(BORN))
    figure = only(page, "figure", class_="picture")
    svg = only(figure, "svg")
    assert svg.get("aria-hidden") == "true"
    marks = [text(one) for one in only(figure, "figcaption").iter("li")]
    assert marks == [
        "Fri, 27 Nov 2026 Today",
        "Thu, 3 Dec 2026 Aim by: step 1",
        "Fri, 4 Dec 2026 Aim by: step 3",
        "Fri, 4 Dec 2026 Aim by: step 4",
        "Mon, 7 Dec 2026 Last day: step 4",
        "Fri, 18 Dec 2026 Aim by: step 2",
        "Mon, 21 Dec 2026 Last day: step 2",
        "Tue, 19 Jan 2027 Limit that never moves: step 2",
    ]
    assert len(every(svg, "path", class_="stem")) == len(marks)
    assert [one.text for one in svg.iter("text")] == ["1", "3", "4", "4", "2", "2", "2"]


def test_the_page_says_that_its_address_holds_the_answers_before_it_can_be_passed_on(read):
    keep = only(read(lin(ago(1))), "section", aria_labelledby="keep")
    order = [
        one for one in keep.iter() if one.tag in {"a", "details"} or one.get("class") == "caveat"
    ]
    assert order[0].get("class") == "caveat"
    assert text(order[0]).startswith("The address of this page holds your answers.")
    assert len(order) > 4
