"""Opening hours, and why a window is closed or unknown, in words of each written language."""

from collections.abc import Sequence
from datetime import date

from madoguchi.hours.calendars import WEEKDAYS, Dates, MonthDays
from madoguchi.hours.clock import Span
from madoguchi.hours.day import Reason
from madoguchi.hours.easy_words import day_of_month
from madoguchi.hours.schedule import OTHER, Effect, Schedule, SpecialDay
from madoguchi.hours.words import (
    EASY,
    date_text,
    days_text,
    list_text,
    moment_text,
    month_day_text,
    spans_text,
    time_text,
    weekdays_text,
)
from madoguchi.language import marked, say, say_count

__all__ = ["closures_unknown_text", "describe", "moment_text", "reason_text", "time_text"]

# What joins the notes of a line; plain Japanese says one thing in a sentence.
_JOINTS = {"ja": "、", EASY: "。", "zh-Hans": "，", "th": " "}
_YEAR_END = MonthDays((12, 29), (1, 3))
_REASONS = {
    Reason.HOLIDAY: marked("Closed for a public holiday."),
    Reason.YEAR_END: marked("Closed at the year's end."),
    Reason.DAYS_OFF: marked("Closed: this is one of its days off."),
    Reason.SPECIAL_DAY: marked("Closed on this day only."),
    Reason.HOLIDAY_UNKNOWN: marked(
        "Whether it is open on public holidays is not known. Call first."
    ),
    Reason.YEAR_END_UNKNOWN: marked(
        "Whether it is open at the year's end is not known. Call first."
    ),
    Reason.HOURS_UNKNOWN: marked("Its hours are not known. Call first."),
    Reason.SPECIAL_DAY_UNKNOWN: marked("Its hours on this day are not known. Call first."),
    Reason.CALENDAR_UNKNOWN: marked("The public holidays of that year are not known."),
    Reason.SCHEDULE_ENDED: marked("Its hours on this date are not known. Call first."),
    Reason.ASK_FOR_LANGUAGE: marked("Ask whether somebody speaks your language."),
}
_NTH = {
    1: marked("1st"),
    2: marked("2nd"),
    3: marked("3rd"),
    4: marked("4th"),
    5: marked("5th"),
    -1: marked("last"),
    -2: marked("2nd to last"),
    -3: marked("3rd to last"),
    -4: marked("4th to last"),
    -5: marked("5th to last"),
}
_VIA = {
    "interpreter": marked("with an interpreter"),
    "machine": marked("with a translation machine"),
}
# By whether the source prints the dates of the year's end, or they are assumed.
_CLOSED_AT_YEAR_END = {
    True: marked("closed at the year's end ({dates})"),
    False: marked("closed at the year's end (dates not printed; usually {dates})"),
}
_HOURS_AT_YEAR_END = {
    True: marked("at the year's end ({dates}) {times}"),
    False: marked("at the year's end (dates not printed; usually {dates}) {times}"),
}
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
# Portuguese weekdays but these two are feminine, and so is the ordinal before them.
_MASCULINE_DAYS = {"sat", "sun"}
_MASCULINE, _FEMININE = ("º", "timo"), ("ª", "tima")


def reason_text(reason: Reason, language: str, *, by_phone: bool = True) -> str:
    """Why a window is closed or unknown; `by_phone` where there is a number to call.

    >>> reason_text(Reason.HOLIDAY_UNKNOWN, "en")
    'Whether it is open on public holidays is not known. Call first.'
    """
    if reason is Reason.HOURS_UNKNOWN and not by_phone:
        return say(language, "Its hours are not known. Ask before you go.")
    return say(language, _REASONS[reason])


def closures_unknown_text(language: str) -> str:
    """The caveat of an answer for a day on which a list of days off has run out.

    >>> closures_unknown_text("en")
    'It may have a day off on this date. Call first.'
    """
    return say(language, "It may have a day off on this date. Call first.")


def describe(schedules: Sequence[Schedule], language: str) -> list[str]:
    """The hours of schedules that answer one language, a line for each distinct rule.

    What a line does not mention is as on other days. Notes that all lines would bear stand once,
    in lines of their own, except hours of holidays, which belong to the days they stand beside.
    """
    lines = list(
        dict.fromkeys(
            (tuple(_hours(schedule, language)), tuple(_notes(schedule, language)))
            for schedule in schedules
        )
    )
    shared = _in_all([notes for _, notes in lines]) if len(lines) > 1 else []
    joint = _JOINTS.get(language, ", ")
    described = [
        joint.join([*hours, *(note for note in notes if note not in shared)])
        for hours, notes in lines
    ]
    special = [_special(day, language) for schedule in schedules for day in schedule.special_days]
    certain = all(schedule.certain for schedule in schedules)
    ask = [] if certain else [reason_text(Reason.ASK_FOR_LANGUAGE, language)]
    return list(dict.fromkeys([*described, *shared, *special, *ask]))


def _in_all(groups: Sequence[tuple[str, ...]]) -> list[str]:
    return [note for note in groups[0] if all(note in group for group in groups[1:])]


def _hours(schedule: Schedule, language: str) -> list[str]:
    """Season, days and times, and the hours of holidays where they differ from these."""
    if OTHER in schedule.speaks:
        return [say(language, "other languages: ask")]
    days = _days(schedule, language)
    unknown = schedule.hours == "unknown"
    if isinstance(schedule.hours, str):
        line = [days] if days else []
        line.append(say(language, "hours not known"))
    else:
        times = spans_text(schedule.hours, language)
        line = [say(language, "{days} {times}", days=days, times=times)]
    if schedule.seasons:
        seasons = list_text([_season(season, language) for season in schedule.seasons], language)
        line[0] = say(language, "{season}: {hours}", season=seasons, hours=line[0])
    if not unknown and _holiday_hours(schedule) is not None:
        times = spans_text(_holiday_hours(schedule) or (), language)
        line.append(say(language, "on public holidays {times}", times=times))
    return line


def _holiday_hours(schedule: Schedule) -> tuple[Span, ...] | None:
    effect = _on_holidays(schedule)
    return effect if isinstance(effect, tuple) else None


def _on_holidays(schedule: Schedule) -> Effect:
    """What holidays do; "same" where their hours are the usual ones or the rule never applies."""
    if schedule.dates or "holiday" in schedule.days or schedule.on_holidays == schedule.hours:
        return "same"
    return schedule.on_holidays


def _at_year_end(schedule: Schedule) -> Effect:
    return (
        "same" if schedule.dates or schedule.at_year_end == schedule.hours else schedule.at_year_end
    )


def _notes(schedule: Schedule, language: str) -> list[str]:
    """What else a reader has to know, in the order of how often it matters."""
    if OTHER in schedule.speaks:
        return []
    notes: list[str] = []
    if schedule.via in _VIA:
        notes.append(say(language, _VIA[schedule.via]))
    if schedule.booking == "required":
        notes.append(say(language, "appointment needed"))
    on_holidays = _on_holidays(schedule)
    if on_holidays == "closed":
        notes.append(say(language, "closed on public holidays"))
    if on_holidays == "unknown" and schedule.hours != "unknown":
        notes.append(say(language, "on public holidays: not known"))
    notes += _year_end(schedule, language)
    if schedule.closures and not schedule.dates:
        notes.append(say(language, "closed on its own closing days"))
    return notes + _validity(schedule, language)


def _year_end(schedule: Schedule, language: str) -> list[str]:
    effect = _at_year_end(schedule)
    if effect == "unknown" and schedule.hours != "unknown":
        return [say(language, "at the year's end: not known")]
    if effect in ("same", "unknown"):
        return []
    dates = _season(_YEAR_END, language)
    printed = schedule.year_end_dates == "printed"
    if effect == "closed":
        return [say(language, _CLOSED_AT_YEAR_END[printed], dates=dates)]
    times = spans_text(effect, language) if isinstance(effect, tuple) else ""
    return [say(language, _HOURS_AT_YEAR_END[printed], dates=dates, times=times)]


def _validity(schedule: Schedule, language: str) -> list[str]:
    notes: list[str] = []
    if schedule.valid_from:
        notes.append(say(language, "from {date}", date=date_text(schedule.valid_from, language)))
    if schedule.valid_to:
        notes.append(say(language, "until {date}", date=date_text(schedule.valid_to, language)))
    return notes


def _days(schedule: Schedule, language: str) -> str:
    if schedule.dates:
        return list_text([_dates(span, language) for span in schedule.dates], language)
    if schedule.month_days:
        return month_days_text(schedule.month_days, language)
    if schedule.nth:
        return _nth(schedule, language)
    days = [day for day in schedule.days if day != "holiday"]
    if len(set(days)) == len(WEEKDAYS):
        return say(language, "every day")
    holidays = [say(language, "public holidays")] if "holiday" in schedule.days else []
    return weekdays_text(days, language, holidays) if schedule.days else ""


def _nth(schedule: Schedule, language: str) -> str:
    which = list_text([say(language, _NTH[number]) for number in schedule.nth], language)
    if language == "pt" and not _MASCULINE_DAYS & set(schedule.days):
        for masculine, feminine in zip(_MASCULINE, _FEMININE, strict=True):
            which = which.replace(masculine, feminine)
    days = weekdays_text(schedule.days, language)
    day = say(language, "{which} {days} of the month", which=which, days=days)
    count = abs(schedule.plus_days)
    if schedule.plus_days == 1:
        return say(language, "the day after the {day}", day=day)
    if schedule.plus_days == -1:
        return say(language, "the day before the {day}", day=day)
    if schedule.plus_days > 0:
        return say_count(
            language, "{count} day after the {day}", "{count} days after the {day}", count, day=day
        )
    if schedule.plus_days < 0:
        return say_count(
            language,
            "{count} day before the {day}",
            "{count} days before the {day}",
            count,
            day=day,
        )
    return day


def month_days_text(numbers: Sequence[int], language: str) -> str:
    """Days of every month.

    >>> month_days_text((1, 11, 21), "en")
    '1st, 11th and 21st of each month'
    """
    days = [_month_day(number, language) for number in numbers]
    return say(language, "{days} of each month", days=list_text(days, language))


def _month_day(number: int, language: str) -> str:
    if language == EASY:
        return day_of_month(number)
    if language == "en":
        return f"{number}{_ENGLISH_ENDINGS.get(number, 'th')}"
    return say(language, "day {number}", number=str(number))


def _season(season: MonthDays, language: str) -> str:
    # Any leap year: 29 February may begin or end a season.
    start, end = (
        month_day_text(date(2028, month, day), language)
        for month, day in (season.start, season.end)
    )
    return start if season.start == season.end else days_text(start, end, language)


def _dates(span: Dates, language: str) -> str:
    start, end = date_text(span.start, language), date_text(span.end, language)
    return start if span.start == span.end else days_text(start, end, language)


def _special(day: SpecialDay, language: str) -> str:
    dates = _dates(day.dates, language)
    if day.hours == "closed":
        return say(language, "{date}: closed", date=dates)
    if day.hours == "unknown":
        return say(language, "{date}: hours not known", date=dates)
    return say(language, "{season}: {hours}", season=dates, hours=spans_text(day.hours, language))
