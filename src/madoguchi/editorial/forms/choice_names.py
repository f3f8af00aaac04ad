"""The names of the values that fields can have, in English; Japanese stands in the catalogue."""

_WEEKDAYS = {
    "mon": "Mon",
    "tue": "Tue",
    "wed": "Wed",
    "thu": "Thu",
    "fri": "Fri",
    "sat": "Sat",
    "sun": "Sun",
}
_DAYS = _WEEKDAYS | {"holiday": "public holidays"}
_NTH = {
    "1": "1st",
    "2": "2nd",
    "3": "3rd",
    "4": "4th",
    "5": "5th",
    "-1": "last",
    "-2": "2nd to last",
    "-3": "3rd to last",
    "-4": "4th to last",
    "-5": "5th to last",
}
# Sentences in which the value stands alone beside its field.
_EFFECTS = {
    "closed": "closed",
    "same": "the same hours",
    "unknown": "the source does not say",
    "stated": "other hours:",
}
_UNITS = {
    "yen": "yen",
    "hours": "hours",
    "days": "days",
    "weeks": "weeks",
    "months": "months",
    "years": "years",
    "age": "years old",
    "times": "times",
    "day": "a certain day",
}

CHOICES: dict[str, dict[str, str]] = {
    "Citation.confirmed": {"never": "not yet", "stated": "on this day:"},
    "Source.trust": {
        "law": "law: an act or ordinance",
        "official": "official: the office itself says so",
        "copy": "copy of an official page",
        "secondary": "secondary: somebody else says so, or it is old",
        "memory": "memory: no page could be found again",
    },
    "Closures.known_until": {
        "always": "always: the rule does not run out",
        "unknown": "not known: the list has not been published",
        "stated": "until this day:",
    },
    "NthWeekday.weekday": _WEEKDAYS,
    "NthWeekday.nth": _NTH,
    "Service.channels": {
        "phone": "by telephone",
        "in-person": "in person",
        "online": "online",
        "mail": "by post",
    },
    "Schedule.via": {
        "direct": "staff speak it",
        "interpreter": "with an interpreter",
        "machine": "with a translation machine",
    },
    "Schedule.days": _DAYS,
    "Schedule.nth": _NTH,
    "Schedule.hours": {"unknown": "hours not known", "stated": "hours:"},
    "Schedule.on_holidays": _EFFECTS,
    "Schedule.at_year_end": _EFFECTS,
    "Schedule.year_end_dates": {
        "assumed": "the source only says “year's end”",
        "printed": "the source prints the dates",
    },
    "Schedule.booking": {
        "not_needed": "not needed",
        "required": "needed",
        "unknown": "the source does not say",
    },
    "SpecialDay.hours": {
        "closed": "closed",
        "unknown": "hours not known",
        "stated": "hours:",
    },
    "Otherwise.advice": {
        "national-window": "call a national window",
        "interpreter-volunteers": "ask for an interpreter volunteer",
        "bring-japanese-speaker": "bring somebody who speaks Japanese",
    },
    "Chapter.shows": {
        "emergencies": "all numbers for emergencies",
        "telephone-numbers": "all telephone numbers",
    },
    "Rhythm.per": {
        "week": "a week",
        "month": "a month",
        "two-months": "in two months",
        "year": "a year",
    },
    "Rhythm.days": _DAYS,
    "Rhythm.only": {
        "school-days": "not in the school holidays",
        "summer-vacation": "in the summer vacation",
    },
    "Due.kind": {
        "act": "something to do by then",
        "limit": "a limit: how long one may stay or be away",
    },
    "Due.unit": {"day": "days", "month": "months", "year": "years"},
    "Due.first_day": {
        "not_counted": "the day after is day 1",
        "counted": "that day itself is day 1",
    },
    "Due.roll": {
        "none": "it does not move",
        "ward": "to the ward's next open day",
        "national": "to the next open day of national offices",
    },
    "Question.asks": {"date": "for a date", "choice": "for one of several answers"},
    "OfficeRole.calendar": {
        "ward": "those of the ward",
        "national": "those of national offices",
        "daily": "none: it is open every day",
    },
    "Procedure.opens": _UNITS,
    "Procedure.facts": _UNITS,
    "InChapter.facts": _UNITS,
}
