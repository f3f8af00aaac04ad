"""The calendar of a plan: a day for each step, with alarms before it."""

import hashlib
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from icalendar import Alarm, Event

from madoguchi.deadlines import Deadline
from madoguchi.deadlines.wording import full_day
from madoguchi.edition import Step, plan_for
from madoguchi.edition.live import Served
from madoguchi.guide import Guide, LifeEvent
from madoguchi.guide.rendering import name_of, plain
from madoguchi.language import Piece, WrittenLanguage, say, without_readings
from madoguchi.outlets.feeds.calendar_file import (
    About,
    file_of,
    new_calendar,
    new_event,
)
from madoguchi.outlets.site.life.asking import Told
from madoguchi.outlets.site.life.pages import Reading, with_answers
from madoguchi.outlets.site.shell import public_address

CALENDAR = "text/calendar; charset=utf-8"
# Nine in the morning, a week and a day before: an all-day event begins at midnight.
_ALARMS = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))
# Enough to tell the events of one child from those of another.
_MARK = 16


def calendar(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The days to aim by, to keep or to subscribe to."""
    return with_answers(request, language, name, _calendar, CALENDAR)


def _calendar(served: Served, language: WrittenLanguage, event: LifeEvent, reading: Reading) -> str:
    """An all-day event for each step that has a day and is not done; empty if there is none.

    Events name the step only, no person and no answer: telephones are shared.
    """
    guide, code = served.guide, language.code
    made = plan_for(guide, event, reading.read.answers, reading.today)
    about = About(
        name=_plain(name_of(guide, event.id, code)),
        text=_notice(guide, event, code),
        tag=language.tag,
        # The page that anybody may see; answers stand only where the calendar is fetched.
        page=public_address(f"/{code}/life/{event.slug}/"),
        source=None,
        place=None,
        made=reading.now.replace(hour=0, minute=0, second=0, microsecond=0),
    )
    events = [
        _event(guide, step, step.deadline, about, reading.told)
        for step in made.needed
        if step.deadline is not None and step.procedure.slug not in reading.told.done
    ]
    # A calendar without events is none (RFC 5545, 3.6).
    if not events:
        return ""
    file = new_calendar(about)
    for one in events:
        file.add_component(one)
    return file_of(file)


def _event(guide: Guide, step: Step, deadline: Deadline, about: About, told: Told) -> Event:
    code = about.name.asked
    name = _plain(name_of(guide, step.procedure.id, code))
    said = about._replace(name=name, text=_step_text(guide, step, deadline, code))
    event = new_event(said, f"{told.event}.{step.procedure.slug}.{_mark(told)}")
    event.add("dtstart", deadline.to_aim_by)
    event.add("dtend", deadline.to_aim_by + timedelta(days=1))
    for before in _ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", name.value)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event


def _step_text(guide: Guide, step: Step, deadline: Deadline, language: str) -> str:
    """What to do, the last days, the papers, the office; no answer of the reader's."""
    summary = plain(guide, step.procedure, "summary", language)
    lines = [summary.value if summary else ""]
    law = full_day(deadline.law_last_day, language)
    lines.append(say(language, "Last day by law: {day}", day=law))
    if deadline.office_last_day:
        office = full_day(deadline.office_last_day, language)
        lines.append(say(language, "Last day at the office: {day}", day=office))
    lines += [f"□ {name_of(guide, one, language).value}" for one in step.procedure.bring]
    if step.procedure.office:
        lines.append(name_of(guide, step.procedure.office, language).value)
    lines.append(_notice(guide, None, language))
    return without_readings("\n".join(line for line in lines if line))


def _notice(guide: Guide, event: LifeEvent | None, language: str) -> str:
    said = say(language, "This is not legal advice. Confirm with the office before you go.")
    summary = plain(guide, event, "summary", language) if event else None
    return without_readings("\n".join([*([summary.value] if summary else []), said]))


def _mark(told: Told) -> str:
    """The same for the same answers, so that a calendar fetched again changes its events."""
    answered = sorted(told.given.items())
    return hashlib.sha256(repr((told.event, answered)).encode()).hexdigest()[:_MARK]


def _plain(words: Piece) -> Piece:
    return Piece(without_readings(words.value), words.language, words.asked)
