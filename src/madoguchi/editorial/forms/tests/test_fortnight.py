"""The next fourteen days of a draft, as readers will be told."""

from datetime import date, timedelta

from madoguchi.editorial.forms.fortnight import DAYS, fortnight, holiday_name
from madoguchi.editorial.wording import in_staff_language
from madoguchi.hours import ClosureCalendar, Schedule

FRIDAY = date(2026, 11, 20)
NO_CALENDARS: dict[str, ClosureCalendar] = {}


def schedule(**given):
    return Schedule.model_validate(
        {
            "speaks": ["ko"],
            "days": ["mon", "fri"],
            "hours": ["13:00-17:00"],
            "on_holidays": "closed",
        }
        | given
    )


def said(*schedules, first=FRIDAY, calendars=NO_CALENDARS, **more):
    """The sentences of each group of languages."""
    found = fortnight(schedules, calendars, first, **more)
    return {group.languages: list(group.sentences) for group in found.groups}


def test_minji_finds_korean_on_mondays_and_fridays_but_not_on_the_holiday(english):
    assert said(schedule()) == {
        "Korean": [
            "Fri 20 Nov: 13:00–17:00.",
            "Sat 21 Nov–Sun 22 Nov: closed.",
            "Mon 23 Nov (Labor Thanksgiving Day): Closed for a public holiday.",
            "Tue 24 Nov–Thu 26 Nov: closed.",
            "Fri 27 Nov: 13:00–17:00.",
            "Sat 28 Nov–Sun 29 Nov: closed.",
            "Mon 30 Nov: 13:00–17:00.",
            "Tue 1 Dec–Thu 3 Dec: closed.",
        ]
    }


def test_sato_reads_the_same_in_japanese():
    with in_staff_language("ja"):
        found = fortnight([schedule()], NO_CALENDARS, FRIDAY)
    assert found.groups[0].languages == "韓国語"
    assert found.headings[3].note == "勤労感謝の日"
    assert found.groups[0].sentences[:3] == (
        "11月20日(金)：13:00～17:00。",
        "11月21日(土)～11月22日(日)：休み。",
        "11月23日(月)（勤労感謝の日）：祝日のため休みです。",
    )


def test_the_table_has_a_cell_for_each_day_of_each_group(english):
    found = fortnight([schedule(), schedule(speaks=["ne"], days=["sun"])], NO_CALENDARS, FRIDAY)
    assert [heading.day for heading in found.headings] == [
        FRIDAY + timedelta(days=number) for number in range(DAYS)
    ]
    assert [group.languages for group in found.groups] == ["Korean", "Nepali"]
    assert [cell.kind for cell in found.groups[1].cells] == [
        "open" if heading.day.weekday() == 6 else "closed" for heading in found.headings
    ]


def test_languages_with_the_same_hours_are_told_together(english):
    both = schedule(speaks=["en", "zh"])
    assert list(said(both, schedule(speaks=["ko"]))) == ["English, Chinese, Korean"]
    more = schedule(speaks=["zh"], days=["sat"])
    assert list(said(both, more)) == ["English", "Chinese"]


def test_a_holiday_on_which_nothing_is_known_is_called_unknown_with_the_reason(english):
    sentences = said(schedule(on_holidays="unknown"))["Korean"]
    assert sentences[2] == (
        "Mon 23 Nov (Labor Thanksgiving Day): not known: 13:00–17:00. "
        "Whether it is open on public holidays is not known. Call first."
    )


def test_other_languages_are_asked_for(english):
    found = fortnight([Schedule(speaks=("other",), hours="unknown")], NO_CALENDARS, FRIDAY)
    assert found.groups[0].languages == "other languages: ask"
    assert (
        found.groups[0]
        .sentences[0]
        .endswith("not known. Ask whether somebody speaks your language.")
    )
    assert found.groups[0].next_opening == "It never certainly opens."


def test_a_window_that_is_not_open_so_soon_says_when_it_is(english):
    monthly = schedule(days=["sat"], nth=[2])
    found = fortnight([monthly], NO_CALENDARS, date(2026, 11, 15))
    assert found.groups[0].next_opening == "Next open: Sat 12 Dec 13:00"
    assert {cell.kind for cell in found.groups[0].cells} == {"closed"}


def test_days_off_of_the_window_and_a_list_that_has_run_out_are_seen(english):
    calendars = {
        "plaza": ClosureCalendar.model_validate(
            {"dates": ["2026-11-27"], "known_until": "2026-11-28"}
        )
    }
    sentences = said(schedule(), calendars=calendars, closures=["plaza"])["Korean"]
    assert sentences[4:7] == [
        "Fri 27 Nov: Closed: this is one of its days off.",
        "Sat 28 Nov–Sun 29 Nov: closed.",
        "Mon 30 Nov: 13:00–17:00. It may have a day off on this date. Call first.",
    ]


def test_days_off_that_are_not_known_here_are_left_out(english):
    assert said(schedule(closures=["elsewhere"]))["Korean"][0] == "Fri 20 Nov: 13:00–17:00."


def test_a_night_stands_whole_on_the_day_it_begins(english):
    night = schedule(days=["mon", "tue", "sat"], hours=["18:00-08:00+1"], on_holidays="same")
    sentences = said(night, first=date(2026, 11, 24))["Korean"]
    # Monday's night ends on this Tuesday, but was Monday's.
    assert sentences[:3] == [
        "Tue 24 Nov: 18:00–08:00 the next day.",
        "Wed 25 Nov–Fri 27 Nov: closed.",
        "Sat 28 Nov: 18:00–08:00 the next day.",
    ]


def test_a_window_that_never_closes_is_open_every_day_until_it_does(english):
    always = schedule(
        days=["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        hours=["00:00-24:00"],
        on_holidays="same",
        special_days=[{"dates": "2026-11-26", "hours": ["00:00-12:00"]}],
    )
    assert said(always, first=date(2026, 11, 24))["Korean"][:3] == [
        "Tue 24 Nov–Wed 25 Nov: 24 hours.",
        "Thu 26 Nov: 00:00–12:00.",
        "Fri 27 Nov–Mon 7 Dec: 24 hours.",
    ]


def test_each_day_of_a_long_unknown_time_has_its_own_reason(english):
    ask = Schedule(speaks=("other",), hours="unknown", at_year_end="closed")
    sentences = said(ask, first=date(2026, 12, 27))["other languages: ask"]
    assert sentences[:2] == [
        "Sun 27 Dec–Mon 28 Dec: not known. Ask whether somebody speaks your language.",
        "Tue 29 Dec–Thu 31 Dec (the year's end): Closed at the year's end.",
    ]


def test_holidays_have_their_names():
    assert holiday_name(date(2026, 9, 22), "ja") == "国民の休日"
    assert holiday_name(date(2026, 5, 6), "en") == "Substitute Holiday"
    assert holiday_name(date(2026, 5, 7), "ja") == ""
