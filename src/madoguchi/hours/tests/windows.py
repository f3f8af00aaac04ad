"""The windows A to D of hours.md 1.1 as schedules: one entry for each language that is answered."""

from typing import NamedTuple

from madoguchi.hours import ClosureCalendar, HolidayCalendar, Schedule, Timetable
from madoguchi.hours.schedule import Day, Effect

MONDAY_TO_FRIDAY: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri")
AFTERNOON_A = ("13:00-17:00",)
BOTH_C = ("09:30-12:00", "13:00-17:00")
MORNING_B = ("10:00-13:00",)
AFTERNOON_B = ("13:00-16:00",)
LESSON_D = ("10:00-11:30",)

# Invented for the tests (CL and the school holidays of D in hours.md 1.1).
CALENDARS = {
    "plaza": ClosureCalendar.model_validate(
        {
            "dates": [
                "2026-02-09..2026-02-10",
                "2026-06-08",
                "2026-09-14",
                "2026-11-25",
                "2027-02-08..2027-02-09",
                "2028-02-14",
            ],
            "known_until": "2028-12-31",
        }
    ),
    "school-holidays": ClosureCalendar.model_validate(
        {
            "yearly": ["03-26..04-05", "07-21..08-31", "12-26..01-07"],
            "known_until": "always",
        }
    ),
}


class Window(NamedTuple):
    """The schedules by which one language is answered, and the calendars that they name."""

    schedules: tuple[Schedule, ...]
    calendars: dict[str, ClosureCalendar]

    def timetable(self, holidays: HolidayCalendar | None = None) -> Timetable:
        return Timetable(self.schedules, self.calendars, holidays)


def schedule(
    days: tuple[Day, ...], hours: tuple[str, ...], speaks: str = "en", **rules: object
) -> Schedule:
    """A schedule whose rules are written as packs write them."""
    return Schedule.model_validate({"speaks": [speaks], "days": days, "hours": hours, **rules})


def ward_desk(speaks: str, days: tuple[Day, ...]) -> Window:
    rules = {"on_holidays": "closed", "at_year_end": "same"}
    return Window((schedule(days, AFTERNOON_A, speaks, **rules),), {})


def plaza_desk(speaks: str, workdays: tuple[Day, ...], weekend: tuple[Day, ...]) -> Window:
    rules: dict[str, Effect | object] = {
        "on_holidays": AFTERNOON_B,
        "at_year_end": "closed",
        "closures": ["plaza"],
    }
    schedules = [schedule(workdays, MORNING_B, speaks, **rules)]
    if weekend:
        schedules.append(schedule(weekend, AFTERNOON_B, speaks, **rules))
    return Window(tuple(schedules), {"plaza": CALENDARS["plaza"]})


def metropolitan_desk(speaks: str, days: tuple[Day, ...]) -> Window:
    rules = {"on_holidays": "closed", "at_year_end": "same"}
    return Window((schedule(days, BOTH_C, speaks, **rules),), {})


def childrens_class() -> Window:
    rules = {"on_holidays": "same", "at_year_end": "same"}
    saturdays = schedule(("sat",), LESSON_D, "ja", closures=["school-holidays"], **rules)
    summer = schedule(MONDAY_TO_FRIDAY, LESSON_D, "ja", seasons=["07-21..08-31"], **rules)
    return Window((saturdays, summer), {"school-holidays": CALENDARS["school-holidays"]})


WINDOWS: dict[str, Window] = {
    "A-en": ward_desk("en", MONDAY_TO_FRIDAY),
    "A-zh": ward_desk("zh", MONDAY_TO_FRIDAY),
    "A-ko": ward_desk("ko", ("fri",)),
    "A-fil": ward_desk("fil", ("mon",)),
    "B-en": plaza_desk("en", ("tue", "thu"), ("sat",)),
    "B-zh": plaza_desk("zh", ("wed", "fri"), ("sun",)),
    "B-ko": plaza_desk("ko", ("mon",), ()),
    "C-en": metropolitan_desk("en", MONDAY_TO_FRIDAY),
    "C-zh": metropolitan_desk("zh", ("tue", "fri")),
    "C-ko": metropolitan_desk("ko", ("wed",)),
    "D": childrens_class(),
}
