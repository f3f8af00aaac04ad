"""What the guide's checks can say, and what staff are told instead, in English."""

_NO_DAY = "There is no such day in the calendar."
_WHOLE = "Write a whole number, as 14."
_NO_REASON_TO_DIFFER = "The Japanese refers to {expected}, these words to {found}."

# In this order: the first that fits is taken.
SENTENCES: dict[str, str] = {
    # What the types say.
    "{field} is missing in {code}": "{code}: “{field}” is missing.",
    "{field} is missing": "Fill this in.",
    'there is no field "{name}" here': "There is no field “{name}”.",
    'there is no field "{name}" here; did you mean "{near}"?': "There is no field “{name}”.",
    "expected a day as 2026-11-27": "Write a day as 2026-11-27.",
    "input should be a valid date or datetime, {why}": _NO_DAY,
    "month must be in 1..12": _NO_DAY,
    "day is out of range for month": _NO_DAY,
    "input should be greater than or equal to {least}": "Write {least} or more.",
    "input should be less than or equal to {most}": "Write {most} or less.",
    "input should be a valid integer, {why}": _WHOLE,
    "unable to parse input string as an integer, {why}": _WHOLE,
    "expected the form of {example}": "Write it as {example}.",
    "expected at least {count}": "At least {count} has to be named.",
    "no telephone in Japan has this number; expected one as 03-3975-1252": (
        "No telephone in Japan has this number. Write it with area code, as 03-3975-1252."
    ),
    'no spoken language; expected a code as "ko" or "fil", or "other"': (
        "Write the name of a language, as Nepali, or its code, as ne."
    ),
    '"{code}" is no spoken language; expected a code as ko or fil, or other': (
        "Write the name of a language, as Nepali, or its code, as ne."
    ),
    "no written language of the guide; expected one of {codes}": (
        "No pages are written in this language. There are: {codes}"
    ),
    "approved words need reviewed: {by: ..., on: ...}": "Approved words need a reviewer.",
    # Times and days.
    'closes before it opens; expected {form}; write "{span}+1" for the next day': (
        "It closes before it opens. If it closes on the next day, write {span}+1."
    ),
    '"{time}" is no time of day; expected {form}': "{time} is no time of day.",
    "a window is open for 24 hours at most; expected {form}": (
        "A window is open for 24 hours at most."
    ),
    "expected opening and closing time as {form}": (
        "Write times as 13:00-17:00, or as 18:00-08:00+1 if it closes on the next day."
    ),
    "expected days of every year as {form}": "Write month and day, from – to, as 07-21〜08-31.",
    "expected a date as {form}": (
        "Write a day as 2026-12-07, or from – to as 2027-02-08〜2027-02-09."
    ),
    '"{day}" is no day of the calendar; expected {form}': "{day} is no day of the calendar.",
    "the last day is before the first; expected {form}": "The last day is before the first.",
    "days are given twice ({ways}); expected one of them": (
        "Days are given in two ways. Keep one: weekdays, days of the month, or certain dates."
    ),
    "no days; expected days, month_days or dates": (
        "On which days? Tick weekdays, or name days of the month or dates."
    ),
    "nth and plus_days need days (weekdays)": (
        "To count days of the month, tick the weekdays that are counted."
    ),
    "plus_days needs nth: the day after which one of the month?": (
        "“Days later” needs to know after which one of the month. Tick 1st, 2nd …"
    ),
    "nth counts weekdays, so holiday cannot stand beside it": (
        "Public holidays cannot be counted in a month. Remove one of the two ticks."
    ),
    "nth counts from 1, or from -1 at the end of the month": "Choose one of the values offered.",
    "valid_to is before valid_from": "“Valid until” is before “valid from”.",
    "other stands alone; write a schedule of its own for those named": (
        "“Other languages: ask” stands alone. Write a line of its own for the languages named."
    ),
    # Amounts and periods.
    "one amount was expected, as yen: 50000 or days: 14, not {count}": "Fill this in.",
    "a limit never rolls, and ends with a day; expected kind: act": (
        "A limit never moves and is never “before that day”. Choose: something to do by then."
    ),
    "what has to be done before a day has no n and never rolls": (
        "What has to be done before that day has no number of days and does not move."
    ),
    "what another day ends earlier never rolls; expected roll: none": (
        "What another day ends earlier does not move to an open day."
    ),
    "the day itself is written without n and unit": "0 means the day itself. Choose days as unit.",
    "a limit never rolls; expected kind: limit under limit": "Choose: a limit, as sort of period.",
    # What must hold between entries.
    "the entry has no page_number yet; run `madoguchi format`": "The page has no number yet.",
    "these facts should have been checked by {day}": (
        "These facts should have been checked by {day}."
    ),
    'no entry "{named}"; expected a file {path}': "There is no “{named}”. Choose another.",
    '"{named}" is a {kind}; expected a {wanted}': "“{named}” is of another kind. Choose another.",
    'a {kind} has no field "{name}"': "There is no field “{name}” in this kind of entry.",
    "no source stands for this; add one under sources, or remove the fact": (
        "No source stands for this. Add one under “Sources”, or empty this field."
    ),
    "a number, or a service that has one; expected one of the two": (
        "Name a number, or a window that has one: one of the two."
    ),
    "two of the hours overlap; expected one after the other": "Two of the hours overlap.",
    "there is no day on which this can ever be open": (
        "With this line it would never be open on any day."
    ),
    'there is no area "{slug}"; expected the file name of one': "There is no area “{slug}”.",
    "no schedule of this window speaks {code}": (
        "No line of the opening hours names this language: {code}"
    ),
    "the list has run out on {day}; ask for the new one": (
        "The list has run out on {day}. Ask for the new one."
    ),
    # Questions, steps, life events.
    "a choice needs values; expected a list, as [yes, no]": "Name the answers, as yes, no.",
    '"unsure" can be answered always; remove it': (
        "“unsure” can be answered to every question. Remove it."
    ),
    'the words of the choice "{value}" are missing in {code}': (
        "{code}: the words of the answer “{value}” are missing."
    ),
    '"{value}" is none of the values that need words': "The answer “{value}” needs no words.",
    "a limit beside nothing; write it as due, with kind: limit": (
        "A limit stands beside a period. Write it under “Period”, as a limit."
    ),
    '"{act}" is no law by its trust': "“{act}” is no source with the trust: law.",
    'no question has the key "{key}"': "There is no question “{key}”.",
    '"{key}" asks for no date': "The question “{key}” does not ask for a date.",
    "expected one of {values}": "Choose one of: {values}",
    '"{key}" is not asked before': "The question “{key}” is not asked before this one.",
    'the answer to "{key}" changes nothing; do not ask it': (
        "The answer to “{key}” changes nothing. Do not ask it."
    ),
    "{step} comes before {before}, which it needs": (
        "“{step}” comes before “{before}”, which it needs."
    ),
    "{step} counts from {keys}, which is not asked": (
        "“{step}” counts from a day that is not asked: {keys}"
    ),
    "a {kind} has no choices": "This kind of entry has no answers in its words.",
    # Words.
    "a {kind} has no words; its title stands as printed": "This kind of entry has no words.",
    "a {kind} has no {field} in its words": "This kind of entry has no “{field}” in its words.",
    "the language {code} is missing": "{code}: not written yet.",
    "only the Japanese name has a reading; remove it here": "Only the Japanese name has a reading.",
    "made_from is missing; expected the words it comes from, as ja@1": (
        "It is not known from which words this was translated."
    ),
    '"{made_from}" names no other language of this entry': (
        "It says that it was translated from “{made_from}”, which is not there."
    ),
    "{code} has only version {last}, not {version}": (
        "{code} has no version {version}; its last is {last}."
    ),
    "{code} has changed since version {version}": (
        "{code} has changed since version {version}, from which this was translated."
    ),
    "refers to {found}, but the Japanese to {expected}": _NO_REASON_TO_DIFFER,
    '[[{reference}]] names no entry "{named}"': "The words refer to “{named}”, which is not there.",
    "of a {kind}, words can refer to {can}; not to {field}": (
        "The words refer to “{field}”, which is not there. They can refer to: {can}"
    ),
    "[[{reference}]]: {named} has no {field} to refer to": (
        "The words refer to “{field}” of {named}, which is empty."
    ),
    '"{found}" is typed into the words; refer to the fact, as in [[#phone]]': (
        "“{found}” is typed into the words. Refer to the fact, as in [[#phone]]."
    ),
    '"{found}" is no reference; expected [[#field]] or [[pack/entry#field]]': (
        "“{found}” is no reference. Write [[#field]] or [[pack/entry#field]]."
    ),
    '"{found}" is no reading; expected {漢字|かんじ}': (
        "“{found}” is no reading. Write it as {漢字|かんじ}."
    ),
    "no reading for {kanji}; expected {漢字|かんじ}": (
        "Kanji without a reading: {kanji}. Write it as {漢字|かんじ}."
    ),
    # Values that a form does not offer.
    "expected {values}": "Choose one of the values offered.",
}
