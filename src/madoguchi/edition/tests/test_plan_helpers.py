"""Who helps with a step: in the reader's language, on its topic, before its day."""

from datetime import date, datetime

import pytest

from madoguchi.deadlines import Period, deadline_for
from madoguchi.edition import Helper, Step, who_helps
from madoguchi.edition.planning import moment_of
from madoguchi.edition.tests.planned import planned, step
from madoguchi.edition.tests.small_guide import at, hours, service, small_guide
from madoguchi.guide import Procedure
from madoguchi.guide.tests.real_guide import nerima
from madoguchi.hours import TOKYO

FRIDAY, SATURDAY = at("2026-11-27T14:00"), at("2026-11-28T10:00")
STEPS = {
    name: {"kind": "procedure", "topic": f"town/{topic}"}
    for name, topic in (("at-life", "life"), ("at-law", "law"), ("at-learning", "learning"))
}
GUIDE = small_guide(**STEPS)
HELPER = Helper(GUIDE)


def a_step(name: str, last: date | None = None) -> Step:
    """A step of a topic, to be done by a day."""
    deadline = deadline_for(last, Period(0, "day")) if last else None
    return Step(GUIDE.get(f"town/{name}", Procedure), deadline=deadline)


def helping(name: str, speaks: str, when: datetime, last: date | None = None):
    found = who_helps(HELPER, a_step(name, last), speaks, when)
    return [(one.answer.service.id, str(one.answer.state), one.in_time) for one in found]


def test_windows_of_the_topic_help_and_no_more_than_three_of_them():
    assert helping("at-life", "ko", FRIDAY) == [
        ("town/plaza", "open", True),
        ("town/ward-desk", "open", True),
        ("land/hotline", "open", True),
    ]
    assert helping("at-law", "ko", FRIDAY) == [("land/law-advice", "open", True)]


def test_a_window_that_is_open_by_the_day_comes_before_one_that_opens_after_it():
    # The hotline and the plaza open on Monday the 30th, the desk on Friday, 4 December.
    assert helping("at-life", "ko", SATURDAY, date(2026, 11, 30)) == [
        ("land/hotline", "closed", True),
        ("town/plaza", "closed", True),
        ("town/ward-desk", "closed", False),
    ]
    assert helping("at-life", "ko", SATURDAY, date(2026, 12, 4)) == [
        ("land/hotline", "closed", True),
        ("town/plaza", "closed", True),
        ("town/ward-desk", "closed", True),
    ]


def test_a_window_that_is_open_in_time_comes_first_though_nobody_knows_if_it_is_now():
    guide = small_guide(
        **STEPS,
        maybe=service(
            {"speaks": ["ko"], "hours": "unknown", "days": ["mon"]},
            hours("ko", ["tue"], "10:00-12:00"),
        ),
    )
    one = Step(
        guide.get("town/at-life", Procedure),
        deadline=deadline_for(date(2026, 12, 1), Period(0, "day")),
    )
    found = who_helps(Helper(guide), one, "ko", at("2026-11-30T18:00"))
    assert [(help_.answer.service.id, help_.in_time) for help_ in found] == [
        ("land/hotline", True),
        ("town/maybe", True),
        ("town/plaza", False),
    ]


def test_what_opens_only_after_the_last_open_day_before_a_limit_is_not_in_time():
    # A limit on Sunday the 6th: aim by Friday the 4th; asked of a window that opens on Mondays.
    guide = small_guide(
        **STEPS, monday=service(hours("ko", ["mon"], "09:00-12:00"), topics=["town/learning"])
    )
    one = Step(
        guide.get("town/at-learning", Procedure),
        deadline=deadline_for(date(2026, 12, 6), Period(0, "day")),
    )
    found = who_helps(Helper(guide), one, "ko", at("2026-12-04T11:00"))
    assert [(help_.answer.service.id, help_.in_time) for help_ in found] == [
        ("town/plaza", True),
        ("town/monday", False),
    ]


def test_whoever_is_late_is_sent_to_whoever_opens_next():
    assert helping("at-life", "ko", SATURDAY, date(2026, 11, 20)) == [
        ("land/hotline", "closed", True),
        ("town/plaza", "closed", True),
        ("town/ward-desk", "closed", True),
    ]


def test_a_step_without_a_day_is_helped_whenever_a_window_opens():
    assert [one[2] for one in helping("at-life", "ko", SATURDAY)] == [True, True, True]


def test_a_window_of_which_nobody_knows_the_hours_is_never_promised():
    assert helping("at-life", "fil", FRIDAY) == [
        ("town/childrens-centre", "unknown", False),
        ("town/plaza", "unknown", False),
    ]


def test_where_no_window_of_the_topic_answers_in_the_language_others_are_named():
    assert helping("at-law", "fil", FRIDAY) == [
        ("town/childrens-centre", "unknown", False),
        ("town/plaza", "unknown", False),
    ]


def test_a_language_that_nobody_speaks_has_no_windows():
    assert helping("at-life", "sw", FRIDAY) == []
    assert helping("at-life", "", FRIDAY) == []


def test_a_window_in_the_night_helps_until_it_closes():
    guide = small_guide(
        **STEPS, night=service(hours("ko", ["tue"], "20:00-24:00"), topics=["town/learning"])
    )
    one = Step(
        guide.get("town/at-learning", Procedure),
        deadline=deadline_for(date(2026, 12, 1), Period(0, "day")),
    )
    found = who_helps(Helper(guide), one, "ko", at("2026-12-01T19:00"))
    assert [(help_.answer.service.id, help_.in_time) for help_ in found] == [
        ("town/night", True),
        ("town/plaza", False),
    ]


# Of the time at which windows are asked about.


def test_today_at_23_50_is_still_today():
    late = datetime(2026, 3, 3, 23, 50, tzinfo=TOKYO)
    assert moment_of(date(2026, 3, 3), late) == late


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 3, 4), date(2027, 1, 1)])
def test_another_day_is_asked_about_as_in_its_morning(day):
    late = datetime(2026, 3, 3, 23, 50, tzinfo=TOKYO)
    assert moment_of(day, late) == datetime(day.year, day.month, day.day, 9, tzinfo=TOKYO)


# In the real packs.


@pytest.mark.parametrize("name", ["birth-notification", "residence-status"])
def test_sita_who_speaks_nepali_finds_windows_for_the_birth_of_her_child(name):
    made = planned(
        "child-born-in-japan",
        today=date(2026, 11, 27),
        birth="2026-11-20",
        born_in="japan",
        parents="both_foreign",
        leaving_in_60d="no",
    )
    found = who_helps(Helper(nerima()), step(made, name), "ne", FRIDAY)
    assert 1 <= len(found) <= 3
    topic = step(made, name).procedure.topic
    assert {topic in one.answer.service.topics for one in found} == {True}
    assert {one.answer.speaks for one in found} == {"ne"}
    # Certain ones first, and the first one is open on a Friday afternoon.
    assert [one.in_time for one in found] == sorted((one.in_time for one in found), reverse=True)
    assert (str(found[0].answer.state), found[0].in_time) == ("open", True)


def test_nobody_helps_in_a_language_that_no_window_of_nerima_names():
    (first, *_) = planned("pregnant").steps
    assert who_helps(Helper(nerima()), first, "sw", FRIDAY) == ()


def test_every_step_of_nerima_has_somebody_who_helps_in_each_language_of_the_pages():
    helper = Helper(nerima())
    speaks = ("ja", "en", "zh", "ko", "fil", "vi", "th", "pt", "es", "id", "ne")
    alone = [
        (one.id, code)
        for one in nerima().all(Procedure)
        for code in speaks
        if not who_helps(helper, Step(one), code, FRIDAY)
    ]
    assert alone == []
