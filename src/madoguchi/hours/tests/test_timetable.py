"""What a timetable answers, whatever it was asked before."""

from datetime import datetime

from madoguchi.hours import TOKYO, Kind, Reason, Schedule, Timetable


def test_what_is_asked_first_does_not_change_what_is_answered_next() -> None:
    once = Schedule.model_validate(
        {"speaks": ["ko"], "dates": ["2027-04-04"], "hours": ["13:00-15:00"]}
    )
    shared = Timetable([once])
    for hour in (16, 14, 10, 23, 0):
        at = datetime(2027, 4, 4, hour, tzinfo=TOKYO)
        assert shared.outlook(at) == Timetable([once]).outlook(at), hour


def test_hours_in_which_a_language_is_not_certain_are_unknown_and_the_rest_is_closed() -> None:
    line = {"days": ["mon"], "hours": ["10:00-22:00"], "on_holidays": "closed"}
    for who in ({"speaks": ["ko"], "certain": False}, {"speaks": ["other"]}):
        table = Timetable([Schedule.model_validate(line | who)])
        asked = table.state(datetime(2026, 11, 30, 12, tzinfo=TOKYO))
        assert (asked.kind, asked.reason) == (Kind.UNKNOWN, Reason.ASK_FOR_LANGUAGE)
        assert table.state(datetime(2026, 11, 30, 9, tzinfo=TOKYO)).kind is Kind.CLOSED
        assert table.state(datetime(2026, 11, 23, 12, tzinfo=TOKYO)).kind is Kind.CLOSED


def test_a_season_outside_its_validity_can_never_open() -> None:
    never = Schedule.model_validate(
        {
            "speaks": ["ko"],
            "days": ["mon"],
            "hours": ["10:00-12:00"],
            "seasons": ["12-01..12-31"],
            "valid_from": "2027-06-01",
            "valid_to": "2027-06-30",
        }
    )
    assert not Timetable([never]).can_open()
