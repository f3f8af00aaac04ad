"""When a window is open: schedules by language, holidays, closures, and the words for them."""

from madoguchi.hours.calendars import ClosureCalendar, HolidayCalendar, japan
from madoguchi.hours.clock import DAY, TOKYO, Span, clock, parse_span
from madoguchi.hours.day import Kind, Reason, State
from madoguchi.hours.schedule import OTHER, Schedule, SpecialDay
from madoguchi.hours.timetable import Interval, Outlook, Timetable

__all__ = [
    "DAY",
    "OTHER",
    "TOKYO",
    "ClosureCalendar",
    "HolidayCalendar",
    "Interval",
    "Kind",
    "Outlook",
    "Reason",
    "Schedule",
    "Span",
    "SpecialDay",
    "State",
    "Timetable",
    "clock",
    "japan",
    "parse_span",
]
