"""A day as people write it, and what is said of one that cannot be taken."""

from datetime import date

import pytest

from madoguchi.deadlines import EXPECTED_DAY, BadDayError, read_day

TODAY = date(2026, 11, 28)
GIRLS_DAY = date(2026, 3, 3)


def why(text: str, today: date = TODAY) -> str:
    with pytest.raises(BadDayError) as caught:
        read_day(text, today)
    return caught.value.why


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-03",
        "2026-3-3",
        "2026/3/3",
        "2026/03/03",
        "2026.3.3",
        "20260303",
        "2026年3月3日",
        "2026年03月03日",
        "2026年3月3",
        " 2026-03-03 ",
        "2026 - 3 - 3",
        "2026年 3月 3日",
    ],
)
def test_a_day_of_the_western_calendar_is_read_with_any_of_its_signs(text: str) -> None:
    assert read_day(text, TODAY) == GIRLS_DAY


@pytest.mark.parametrize(
    "text",
    [
        "２０２６－０３－０３",
        "２０２６／３／３",
        "２０２６．３．３",
        "２０２６０３０３",
        "２０２６年３月３日",
        "\u3000２０２６年３月３日\u3000",
        "令和８年３月３日",
        "Ｒ８．３．３",
    ],
)
def test_full_width_signs_are_the_same_day(text: str) -> None:
    assert read_day(text, TODAY) == GIRLS_DAY


@pytest.mark.parametrize(
    "text",
    [
        "令和8年3月3日",
        "令和08年03月03日",
        "令和 8年 3月 3日",
        "令和8/3/3",
        "R8.3.3",
        "R8-3-3",
        "R08/03/03",
        "R 8.3.3",
        "r8.3.3",
        # One sign for the era, as some telephones offer it.
        "㋿8年3月3日",
    ],
)
def test_a_year_of_reiwa_is_read_in_words_and_in_letters(text: str) -> None:
    assert read_day(text, TODAY) == GIRLS_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("R元.5.1", date(2019, 5, 1)),
        ("R1.12.31", date(2019, 12, 31)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H31.4.30", date(2019, 4, 30)),
        ("h31/1/1", date(2019, 1, 1)),
        ("平成2年1月1日", date(1990, 1, 1)),
        ("H2.1.1", date(1990, 1, 1)),
        ("R18.11.28", date(2036, 11, 28)),
    ],
)
def test_the_first_and_last_days_of_eras_are_days(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        # Reiwa began on 1 May 2019, Heisei on 8 January 1989, Showa on 25 December 1926.
        "令和元年4月30日",
        "R1.1.1",
        "平成元年1月7日",
        "H1.1.7",
        "昭和元年12月24日",
        "R0.5.1",
    ],
)
def test_a_day_before_its_era_began_does_not_exist(text: str) -> None:
    assert why(text) == "no-such-day"


@pytest.mark.parametrize("text", ["平成元年1月8日", "H1.12.31", "昭和64年1月7日", "S元.12.25"])
def test_a_day_that_eras_know_but_lies_before_1990_is_too_early(text: str) -> None:
    assert why(text) == "too-early"


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "2026-02-30",
        "2026年2月31日",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-10-00",
        "20260230",
        "令和8年2月29日",
        "0000-01-01",
        "令和9999年1月1日",
    ],
)
def test_a_day_that_no_month_has_does_not_exist(text: str) -> None:
    assert why(text) == "no-such-day"


def test_29_february_is_a_day_in_a_leap_year_only() -> None:
    assert read_day("2028-02-29", TODAY) == date(2028, 2, 29)
    assert read_day("令和10年2月29日", TODAY) == date(2028, 2, 29)
    assert why("2027-02-29") == "no-such-day"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "today",
        "明日",
        "3/3",
        "3月3日",
        "2026-03",
        "2026",
        # Day first is month first to others: neither is guessed.
        "03/03/2026",
        "3 Mar 2026",
        # Two digits of a year are two eras.
        "26-03-03",
        "8年3月3日",
        "元年3月3日",
        "元-3-3",
        "115-03-03",
        "2026-03-03T10:00",
        "2026-03-03 2026-03-04",
        "2026-003-03",
        "202603",
        "2026033",
        "-2026-03-03",
        "12026-03-03",
        "X8.3.3",
        "慶応3年3月3日",
        # Digits of other scripts than full width.
        "٢٠٢٦-٠٣-٠٣",
        "๒๐๒๖-๐๓-๐๓",
        "unsure",
    ],
)
def test_what_is_no_day_is_unreadable(text: str) -> None:
    assert why(text) == "unreadable"


@pytest.mark.parametrize(
    "text", ["2569-03-03", "2569/3/3", "２５６９年３月３日", "25690303", "2533-01-01", "2500-01-01"]
)
def test_a_year_of_the_buddhist_era_is_named_as_another_calendars(text: str) -> None:
    assert why(text) == "other-calendar"


def test_the_first_day_that_is_taken_is_new_year_1990() -> None:
    assert read_day("1990-01-01", TODAY) == date(1990, 1, 1)
    assert why("1989-12-31") == "too-early"
    assert why("1800-01-01") == "too-early"
    assert why("0001-01-01") == "too-early"


def test_the_last_day_that_is_taken_is_ten_years_ahead() -> None:
    assert read_day("2036-11-28", TODAY) == date(2036, 11, 28)
    assert why("2036-11-29") == "too-far"
    assert why("R18.11.29") == "too-far"
    assert why("2400-01-01") == "too-far"
    mid_month = date(2026, 11, 15)
    assert read_day("2036-11-15", mid_month) == date(2036, 11, 15)
    assert why("2036-11-16", mid_month) == "too-far"
    assert why("9999-12-31") == "too-far"


def test_ten_years_from_a_29_february_end_on_the_28th() -> None:
    leap_day = date(2028, 2, 29)
    assert read_day("2038-02-28", leap_day) == date(2038, 2, 28)
    assert why("2038-03-01", leap_day) == "too-far"


def test_ten_years_before_a_leap_year_reach_its_28_february_only_from_the_28th() -> None:
    assert why("2032-02-29", date(2022, 2, 28)) == "too-far"
    assert read_day("2032-02-29", date(2022, 3, 1)) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", '"soon" is no day'),
        ("2026-02-30", '"2026-02-30" does not exist in the calendar'),
        ("1989-12-31", '"1989-12-31" is before 1990'),
        ("2036-11-29", '"2036-11-29" is more than 10 years ahead'),
        ("2569-03-03", '"2569-03-03" has a year of another calendar'),
        ("x" * 41, f'"{"x" * 40}" is no day'),
    ],
)
def test_a_refusal_says_what_stood_there_and_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(BadDayError) as caught:
        read_day(text, TODAY)
    assert str(caught.value) == f"{message}; expected a day as {EXPECTED_DAY}"
    assert caught.value.text == text


def test_each_day_that_is_given_as_an_example_can_be_read() -> None:
    first, rest = EXPECTED_DAY.split(", ")
    days = [read_day(text, TODAY) for text in (first, *rest.split(" or "))]
    assert days == [date(2026, 3, 16)] * 3
