"""Says day by day when windows A to D are open, as a second opinion on the evaluator's answers.

It was written from the project's notes on hours (hours.md 1.1, 1.3, 1.4, 1.6) and the seed page,
without reading the evaluator, and imports nothing of ours and no holiday library. Slow on purpose.
"""

from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MONDAY_TO_FRIDAY = (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)

A_DAYS = {"en": MONDAY_TO_FRIDAY, "zh": MONDAY_TO_FRIDAY, "ko": (FRIDAY,), "fil": (MONDAY,)}
B_DAYS = {
    "en": (TUESDAY, THURSDAY, SATURDAY),
    "zh": (WEDNESDAY, FRIDAY, SUNDAY),
    "ko": (MONDAY,),
}
C_DAYS = {"en": MONDAY_TO_FRIDAY, "zh": (TUESDAY, FRIDAY), "ko": (WEDNESDAY,)}

# Invented for the tests (CL in hours.md 1.1).
B_CLOSURES = (
    date(2026, 2, 9),
    date(2026, 2, 10),
    date(2026, 6, 8),
    date(2026, 9, 14),
    date(2026, 11, 25),
    date(2027, 2, 8),
    date(2027, 2, 9),
    date(2028, 2, 14),
)

Spans = tuple[tuple[int, int], ...]


def minutes(hour: int, minute: int = 0) -> int:
    return 60 * hour + minute


def open_minutes(window: str, day: date) -> Spans:
    """The open spans of a window on a day, in minutes since midnight.

    >>> open_minutes("A-ko", date(2026, 11, 27))
    ((780, 1020),)
    """
    if window == "D":
        return childrens_class(day)
    letter, language = window.split("-")
    if letter == "A":
        return ward_desk(language, day)
    if letter == "B":
        return plaza_desk(language, day)
    if letter == "C":
        return metropolitan_desk(language, day)
    raise ValueError(f"no such window: {window}")


def ward_desk(language: str, day: date) -> Spans:
    """Window A: afternoons of the language's weekdays, except public holidays."""
    if day.weekday() not in A_DAYS[language]:
        return ()
    if day in holidays(day.year):
        return ()
    return ((minutes(13), minutes(17)),)


def plaza_desk(language: str, day: date) -> Spans:
    """Window B: mornings on working days, afternoons on Saturdays, Sundays and holidays."""
    if day in B_CLOSURES:
        return ()
    if is_year_end(day):
        return ()
    if day.weekday() not in B_DAYS[language]:
        return ()
    if day in holidays(day.year):
        return ((minutes(13), minutes(16)),)
    if day.weekday() in (SATURDAY, SUNDAY):
        return ((minutes(13), minutes(16)),)
    return ((minutes(10), minutes(13)),)


def is_year_end(day: date) -> bool:
    """From 29 December to 3 January."""
    if day.month == 12:
        return day.day >= 29
    return day.month == 1 and day.day <= 3


def metropolitan_desk(language: str, day: date) -> Spans:
    """Window C: the language's weekdays with a lunch break; closed on holidays by assumption."""
    if day.weekday() not in C_DAYS[language]:
        return ()
    if day in holidays(day.year):
        return ()
    return ((minutes(9, 30), minutes(12)), (minutes(13), minutes(17)))


def childrens_class(day: date) -> Spans:
    """Window D: Saturdays outside school holidays, Monday to Friday in the summer vacation.

    The dates of the school holidays are invented. Public holidays change nothing here.
    """
    lesson = ((minutes(10), minutes(11, 30)),)
    if is_summer_vacation(day):
        if day.weekday() in MONDAY_TO_FRIDAY:
            return lesson
        return ()
    if is_spring_or_winter_vacation(day):
        return ()
    if day.weekday() == SATURDAY:
        return lesson
    return ()


def is_summer_vacation(day: date) -> bool:
    return (7, 21) <= (day.month, day.day) <= (8, 31)


def is_spring_or_winter_vacation(day: date) -> bool:
    month_and_day = (day.month, day.day)
    if (3, 26) <= month_and_day <= (4, 5):
        return True
    return month_and_day >= (12, 26) or month_and_day <= (1, 7)


def holidays(year: int) -> frozenset[date]:
    """All days off under the Holiday Act (祝日法) in a year from 2022 to 2099.

    Before 2022 the Olympic moves and older law differ; the equinox formula ends with 2099.
    """
    if not 2022 <= year <= 2099:
        raise ValueError(f"these rules hold from 2022 to 2099, not in {year}")
    national = national_holidays(year)
    days_off = set(national)

    # Article 3(2): a holiday on a Sunday moves to the next day that is no holiday itself.
    for day in national:
        if day.weekday() == SUNDAY:
            substitute = day + timedelta(days=1)
            while substitute in national:
                substitute += timedelta(days=1)
            days_off.add(substitute)

    # Article 3(3): a day with a national holiday on both sides is off as well.
    for day in national:
        between = day + timedelta(days=1)
        if between not in national and between + timedelta(days=1) in national:
            days_off.add(between)

    return frozenset(days_off)


def national_holidays(year: int) -> frozenset[date]:
    """The sixteen holidays that Article 2 names."""
    return frozenset(
        {
            date(year, 1, 1),  # 元日
            nth_monday(year, 1, 2),  # 成人の日
            date(year, 2, 11),  # 建国記念の日
            date(year, 2, 23),  # 天皇誕生日
            date(year, 3, equinox_day(year, 20.8431)),  # 春分の日
            date(year, 4, 29),  # 昭和の日
            date(year, 5, 3),  # 憲法記念日
            date(year, 5, 4),  # みどりの日
            date(year, 5, 5),  # こどもの日
            nth_monday(year, 7, 3),  # 海の日
            date(year, 8, 11),  # 山の日
            nth_monday(year, 9, 3),  # 敬老の日
            date(year, 9, equinox_day(year, 23.2488)),  # 秋分の日
            nth_monday(year, 10, 2),  # スポーツの日
            date(year, 11, 3),  # 文化の日
            date(year, 11, 23),  # 勤労感謝の日
        }
    )


def equinox_day(year: int, in_1980: float) -> int:
    """The day of the month of an equinox by the usual formula for 1980 to 2099."""
    years = year - 1980
    return int(in_1980 + 0.242194 * years - years // 4)


def nth_monday(year: int, month: int, n: int) -> date:
    day = date(year, month, 1)
    while day.weekday() != MONDAY:
        day += timedelta(days=1)
    return day + timedelta(weeks=n - 1)
