from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.edition import Helper, NobodySpeaksError, NoSuchChoiceError, who_can_help
from madoguchi.edition.tests.small_guide import at, hours, service, small_guide
from madoguchi.hours import TOKYO

# Friday, the day on which most windows answer Minji.
FRIDAY = "2026-11-27"
WEEK = ["mon", "tue", "wed", "thu", "fri"]


def told(found):
    """What a reader sees of each answer: which window, its state, and its times."""
    return [
        (
            answer.service.id,
            str(answer.state),
            answer.until and f"{answer.until:%m-%d %H:%M}",
            answer.opens and f"{answer.opens:%m-%d %H:%M}",
        )
        for answer in found.answers
    ]


def answer_of(found, service_id):
    return next(answer for answer in found.answers if answer.service.id == service_id)


def test_minji_sees_who_answers_in_korean_now_and_who_is_next():
    assert told(who_can_help(small_guide(), "ko", at(f"{FRIDAY}T14:00"))) == [
        ("town/plaza", "open", "11-27 16:00", None),
        ("land/law-advice", "open", "11-27 16:30", None),
        ("town/ward-desk", "open", "11-27 17:00", None),
        ("land/hotline", "open", "11-28 02:00", None),
        ("town/childrens-centre", "unknown", None, None),
    ]


def test_on_saturday_closed_windows_come_by_their_next_opening():
    assert told(who_can_help(small_guide(), "ko", at("2026-11-28T10:00"))) == [
        ("land/law-advice", "open", "11-28 12:00", None),
        ("land/hotline", "closed", None, "11-30 09:00"),
        ("town/plaza", "closed", None, "11-30 10:00"),
        ("town/ward-desk", "closed", None, "12-04 13:00"),
        ("town/childrens-centre", "unknown", None, None),
    ]


def test_a_window_that_never_closes_is_open_without_an_end_and_comes_last_of_the_open_ones():
    assert told(who_can_help(small_guide(), "zh", at(f"{FRIDAY}T14:00"))) == [
        ("land/law-advice", "open", "11-27 16:30", None),
        ("town/ward-desk", "open", "11-27 17:00", None),
        ("land/lifeline", "open", None, None),
        ("town/plaza", "unknown", None, None),
    ]


def test_of_windows_with_the_same_times_the_own_wards_comes_first():
    guide = small_guide(
        zebra=service(hours("ko", ["fri"], "13:00-16:30")),
        apple=service(hours("ko", ["fri"], "13:00-16:30")),
    )
    found = [
        one for one in told(who_can_help(guide, "ko", at(f"{FRIDAY}T14:00"))) if "16:30" in str(one)
    ]
    assert [one[0] for one in found] == ["town/apple", "town/zebra", "land/law-advice"]


# Decision 11.


def test_maria_is_not_sent_to_windows_with_a_closed_list():
    found = who_can_help(small_guide(), "fil", at(f"{FRIDAY}T14:00"))
    assert told(found) == [
        ("town/childrens-centre", "unknown", None, None),
        ("town/plaza", "unknown", None, None),
    ]
    assert [str(answer.reason) for answer in found.answers] == [
        "hours-unknown",
        "ask-for-language",
    ]


def test_windows_in_japanese_alone_are_only_for_speakers_of_japanese():
    guide = small_guide()
    now = at(f"{FRIDAY}T14:00")
    listed = {
        code: [answer.service.id for answer in who_can_help(guide, code, now).answers]
        for code in guide.spoken
    }
    assert [code for code, ids in listed.items() if "town/switchboard" in ids] == ["ja"]


def test_a_language_that_no_window_names_is_told_with_those_that_are_named():
    with pytest.raises(NobodySpeaksError) as caught:
        who_can_help(small_guide(), "sw", at(f"{FRIDAY}T14:00"))
    assert caught.value.speaks == "sw"
    assert caught.value.offered == ("en", "fil", "ja", "ko", "zh")


@pytest.mark.parametrize("speaks", ["", "tl", "other", "KO", "zh-Hans", "xx"])
def test_what_is_no_spoken_language_of_the_guide_is_an_error(speaks):
    with pytest.raises(NobodySpeaksError):
        who_can_help(small_guide(), speaks, at(f"{FRIDAY}T14:00"))


def test_what_to_do_otherwise_is_always_there_in_its_order():
    guide = small_guide()
    for topic in (None, "town/law"):
        found = who_can_help(guide, "fil", at(f"{FRIDAY}T03:00"), topic)
        assert [one.id for one in found.otherwise] == ["land/call", "town/bring-someone"]


# Choosing.


@pytest.mark.parametrize(
    ("choice", "ids"),
    [
        ({"topic": "town/law"}, ["land/law-advice"]),
        ({"topic": "law"}, ["land/law-advice"]),
        ({"topic": "learning"}, ["town/plaza"]),
        ({"area": "town/park"}, ["town/plaza"]),
        ({"area": "park"}, ["town/plaza"]),
        ({"area": "town"}, ["town/plaza", "town/ward-desk", "town/childrens-centre"]),
        (
            {"area": "land"},
            [
                "town/plaza",
                "land/law-advice",
                "town/ward-desk",
                "land/hotline",
                "town/childrens-centre",
            ],
        ),
        ({"channel": "in-person"}, ["town/ward-desk"]),
        ({"channel": "mail"}, []),
        ({"topic": "life", "area": "town", "channel": "in-person"}, ["town/ward-desk"]),
        ({"topic": "law", "area": "town"}, []),
    ],
)
def test_windows_are_chosen_by_topic_area_and_channel(choice, ids):
    found = who_can_help(small_guide(), "ko", at(f"{FRIDAY}T14:00"), **choice)
    assert [answer.service.id for answer in found.answers] == ids


@pytest.mark.parametrize("choice", [{"topic": "lawn"}, {"area": "nowhere"}, {"channel": "fax"}])
def test_what_no_window_can_have_is_refused_with_what_there_is(choice):
    ((field, asked),) = choice.items()
    with pytest.raises(NoSuchChoiceError) as caught:
        who_can_help(small_guide(), "ko", at(f"{FRIDAY}T14:00"), **choice)
    assert str(caught.value).startswith(f'no window has the {field} "{asked}"; expected one of ')
    assert caught.value.offered


# What has to be said beside an answer.


@pytest.mark.parametrize(
    ("service_id", "speaks", "caveats"),
    [
        ("town/ward-desk", "ko", ()),
        ("town/plaza", "ko", ("days-off-unknown",)),
        ("land/law-advice", "ko", ("may-have-changed", "booking-required")),
        ("land/lifeline", "zh", ("see-note",)),
        # An answer that is unknown anyway says why; days off would add nothing.
        ("town/plaza", "fil", ()),
    ],
)
def test_an_answer_has_its_caveats(service_id, speaks, caveats):
    found = who_can_help(small_guide(), speaks, at(f"{FRIDAY}T14:00"))
    assert answer_of(found, service_id).caveats == caveats


def test_a_caveat_on_days_off_names_the_list_that_is_not_known():
    found = who_can_help(small_guide(), "ko", at(f"{FRIDAY}T14:00"))
    assert answer_of(found, "town/plaza").days_off_unknown == ("town/plaza-days",)
    assert answer_of(found, "town/ward-desk").days_off_unknown == ()


def test_a_second_solid_source_takes_the_doubt_away():
    guide = small_guide(
        advice=service(
            hours("ko", ["fri"], "09:00-17:00"),
            sources=[{"source": "land/old-page"}, {"source": "town/page", "of": ["phones"]}],
        ),
        sure=service(
            hours("ko", ["fri"], "09:00-17:00"),
            sources=[{"source": "land/old-page"}, {"source": "town/page", "of": ["schedules"]}],
        ),
        both=service(
            hours("ko", ["fri"], "09:00-17:00"),
            sources=[{"source": "land/old-page"}, {"source": "town/page"}],
        ),
    )
    found = who_can_help(guide, "ko", at(f"{FRIDAY}T14:00"))
    assert answer_of(found, "town/advice").caveats == ("may-have-changed",)
    # Hours from the office do not make a number sure that only an old page prints.
    assert answer_of(found, "town/sure").caveats == ("may-have-changed",)
    assert answer_of(found, "town/both").caveats == ()


@pytest.mark.parametrize(
    ("time", "state", "via"),
    [
        ("08:59", "closed", "direct"),
        ("09:00", "open", "machine"),
        ("12:59", "open", "machine"),
        ("13:00", "open", "direct"),
        ("18:00", "open", "interpreter"),
        ("23:59", "open", "interpreter"),
    ],
)
def test_languages_reached_through_somebody_or_something_are_marked(time, state, via):
    found = who_can_help(small_guide(), "ko", at(f"{FRIDAY}T{time}"))
    answer = answer_of(found, "land/hotline")
    assert (str(answer.state), answer.via) == (state, via)


def test_an_unknown_answer_is_marked_as_what_it_would_be():
    guide = small_guide(
        maybe=service({"speaks": ["ko"], "hours": "unknown", "via": "interpreter"}),
    )
    answer = answer_of(who_can_help(guide, "ko", at(f"{FRIDAY}T14:00")), "town/maybe")
    assert (str(answer.state), answer.via) == ("unknown", "interpreter")


def test_numbers_are_those_for_the_asked_language():
    guide = small_guide(
        line=service(
            hours("ko zh", ["fri"], "09:00-17:00"),
            phones=[
                {"printed": "0570-013904"},
                {"printed": "0120-142-142", "speaks": ["ko"]},
                {"printed": "03-5363-3013", "speaks": ["zh"]},
            ],
        )
    )
    now = at(f"{FRIDAY}T14:00")
    numbers = {
        code: [
            phone.printed for phone in answer_of(who_can_help(guide, code, now), "town/line").phones
        ]
        for code in ("ko", "zh")
    }
    assert numbers == {
        "ko": ["0570-013904", "0120-142-142"],
        "zh": ["0570-013904", "03-5363-3013"],
    }


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        ("2026-12-30T14:00", "year-end"),
        ("2026-11-23T14:00", "public-holiday"),
        (f"{FRIDAY}T09:00", "None"),
        (f"{FRIDAY}T14:00", "None"),
    ],
)
def test_a_window_that_is_shut_for_a_reason_says_it(when, reason):
    guide = small_guide(desk=service(hours("ko", WEEK, "13:00-17:00")))
    assert str(answer_of(who_can_help(guide, "ko", at(when)), "town/desk").reason) == reason


# How long an answer holds.


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        (f"{FRIDAY}T14:00", f"{FRIDAY}T16:00"),
        (f"{FRIDAY}T16:00", f"{FRIDAY}T16:30"),
        (f"{FRIDAY}T16:29", f"{FRIDAY}T16:30"),
        # By whom one is answered changes, although the window stays open.
        (f"{FRIDAY}T17:30", f"{FRIDAY}T18:00"),
        (f"{FRIDAY}T18:00", "2026-11-28T00:00"),
        ("2026-11-28T00:00", "2026-11-28T02:00"),
        ("2026-11-29T10:00", "2026-11-30T00:00"),
    ],
)
def test_an_answer_holds_until_the_next_change_or_midnight(when, holds):
    assert who_can_help(small_guide(), "ko", at(when)).holds_until == at(holds)


def test_an_answer_without_windows_holds_until_midnight():
    found = Helper(small_guide()).nothing("ko", at(f"{FRIDAY}T14:00"))
    assert (found.answers, found.holds_until) == ((), at("2026-11-28T00:00"))


def test_a_minute_already_asked_is_remembered_whatever_the_seconds_or_the_clock():
    helper = Helper(small_guide())
    first = helper.who_can_help("ko", at(f"{FRIDAY}T14:00"))
    same = [
        at(f"{FRIDAY}T14:00:59"),
        datetime(2026, 11, 27, 14, 0, 30, 5),  # noqa: DTZ001 - taken as Tokyo's clock
        datetime(2026, 11, 27, 5, 0, tzinfo=UTC),
    ]
    assert [helper.who_can_help("ko", one) is first for one in same] == [True] * 3
    assert helper.who_can_help("ko", at(f"{FRIDAY}T14:01")) is not first
    assert helper.who_can_help("zh", at(f"{FRIDAY}T14:00")) is not first
    assert helper.who_can_help("ko", at(f"{FRIDAY}T14:00"), "law") is not first


# Nights, unknown holidays and hours that meet: where an answer could be remembered too long.
AWKWARD = {
    "night": service(
        hours("ko", WEEK, "20:00-06:00+1", on_holidays="unknown"),
        hours("ko", ["sat", "sun"], "00:00-24:00", via="machine", on_holidays="same"),
    ),
    "round": service(
        hours("ko", WEEK, "08:00-08:00+1", on_holidays="unknown", at_year_end="unknown")
    ),
    "two-unknowns": service(
        {"speaks": ["ko"], "hours": "unknown", "days": ["mon", "wed"]},
        hours("ko", WEEK, "10:00-12:00", on_holidays="unknown"),
    ),
    "part-time": service(
        hours("ko", WEEK, "09:00-12:00", valid_from="2026-11-30", valid_to="2026-12-31"),
        hours("ko", WEEK, "12:00-15:00", via="machine", valid_from="2027-01-01"),
    ),
    "days-off": service(
        hours("ko", WEEK, "09:00-12:00", booking="required"), closures=["town/plaza-days"]
    ),
}

_minutes = st.integers(0, 60 * 24 * 60).map(
    lambda minutes: at("2026-11-20T00:00") + timedelta(minutes=minutes)
)


def seen(found):
    """All that an answer says, in values that can be compared."""
    return [(answer.service.id, *answer[1:]) for answer in found.answers]


GUIDE = small_guide(**AWKWARD)


@given(
    st.lists(
        st.tuples(_minutes, st.sampled_from(["ko", "ko", "zh", "fil"])), min_size=2, max_size=12
    )
)
@settings(max_examples=60, deadline=None)
def test_a_remembered_answer_is_never_stale(questions):
    helper = Helper(GUIDE)
    for when, speaks in questions:
        remembered, fresh = helper.who_can_help(speaks, when), who_can_help(GUIDE, speaks, when)
        assert seen(remembered) == seen(fresh)
        assert remembered.holds_until == fresh.holds_until


@given(_minutes, st.floats(0, 1, exclude_max=True))
@settings(max_examples=150, deadline=None)
def test_an_answer_is_the_same_for_as_long_as_it_says_it_holds(when, part):
    now = who_can_help(GUIDE, "ko", when)
    length = (now.holds_until - when) // timedelta(minutes=1)
    later = who_can_help(GUIDE, "ko", when + timedelta(minutes=int(length * part)))
    assert seen(later) == seen(now)
    assert later.holds_until == now.holds_until


@pytest.mark.parametrize("minute", range(0, 24 * 60, 7))
def test_a_helper_asked_through_a_day_answers_as_a_fresh_one(minute):
    when = at("2026-12-31T00:00") + timedelta(minutes=minute)
    assert seen(HELPER.who_can_help("ko", when)) == seen(who_can_help(GUIDE, "ko", when))


HELPER = Helper(GUIDE)


@pytest.mark.parametrize(
    "when",
    [
        datetime(1, 1, 1, 0, 0, tzinfo=TOKYO),
        at("1950-01-01T00:00"),
        at("1900-06-01T12:00"),
        at("2100-01-01T00:00"),
        at("2100-06-01T12:00"),
        at("9999-12-31T00:00"),
        at("9999-12-31T23:59"),
    ],
)
def test_years_far_away_have_an_answer(when):
    found = who_can_help(GUIDE, "ko", when)
    assert len(found.answers) == 10
    assert found.at == when
    assert found.holds_until > when


def test_holidays_that_nobody_knows_yet_make_an_answer_unknown_and_never_open():
    answer = answer_of(who_can_help(small_guide(), "ko", at("2150-11-27T14:00")), "town/ward-desk")
    assert (str(answer.state), str(answer.reason)) == ("unknown", "calendar-unknown")
