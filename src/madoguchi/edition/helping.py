"""Who can help me, in my language, at this time."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import Literal, NamedTuple

from madoguchi.guide import CHANNELS, SOLID, Entry, Guide, Otherwise, Phone, Service, Source
from madoguchi.hours import TOKYO, Kind, Outlook, Reason, Timetable

Caveat = Literal["days-off-unknown", "see-note", "may-have-changed", "booking-required"]

# Whole answers kept for the next reader who asks the same: as many as hold so many windows.
_REMEMBERED_WINDOWS = 50_000
# What answers are sorted by: open, closed, unknown; then the time that matters to each.
_Order = tuple[int, datetime]
_FAR = datetime.max.replace(tzinfo=TOKYO)


class NobodySpeaksError(LookupError):
    """No window of the guide names this language; `offered` are those that are named."""

    def __init__(self, speaks: str, offered: tuple[str, ...]) -> None:
        super().__init__(f'no window names the language "{speaks}"')
        self.speaks = speaks
        self.offered = offered


class Answer(NamedTuple):
    """What one window is for a speaker at a time.

    `until` is when an open window closes (None: it never does); `opens` is the next time that a
    window which is not open certainly will be (None: not known).
    """

    service: Service
    speaks: str
    state: Kind
    until: datetime | None
    opens: datetime | None
    via: str
    phones: tuple[Phone, ...]
    reason: Reason | None
    caveats: tuple[Caveat, ...]
    days_off_unknown: tuple[str, ...]


class NoSuchChoiceError(LookupError):
    """A topic, area or channel that no window has; `offered` are those that there are."""

    def __init__(self, field: str, asked: str, offered: tuple[str, ...]) -> None:
        listed = ", ".join(offered)
        super().__init__(f'no window has the {field} "{asked}"; expected one of {listed}')
        self.field = field
        self.offered = offered


@dataclass(frozen=True, slots=True)
class Help:
    """One answer for every window that could serve the language, and what to do otherwise.

    The answers hold from `at` to before `holds_until`.
    """

    at: datetime
    speaks: str
    answers: tuple[Answer, ...]
    otherwise: tuple[Otherwise, ...]
    holds_until: datetime

    @property
    def open(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.state is Kind.OPEN)


class _Window:
    """One service in one language, and its last answer as long as that holds."""

    __slots__ = (
        "_last",
        "areas",
        "channels",
        "phones",
        "service",
        "speaks",
        "standing",
        "timetable",
        "topics",
        "via",
    )

    def __init__(self, guide: Guide, service: Service, speaks: str, timetable: Timetable) -> None:
        self.service = service
        self.speaks = speaks
        self.timetable = timetable
        self.phones = service.phones_for(speaks)
        self.areas = frozenset(guide.areas_around(guide.area_of(service)))
        self.topics = frozenset(service.topics)
        self.channels = frozenset(service.channels)
        vias = {schedule.via for schedule in timetable.schedules}
        self.via = "direct" if "direct" in vias else min(vias)
        self.standing = _standing_caveats(guide, service, timetable)
        # From when, until when, and what: one value, so that threads never see half of it.
        self._last: tuple[datetime, datetime, _Order, Answer] | None = None

    def answer(self, at: datetime) -> tuple[datetime, datetime, _Order, Answer]:
        """From when and until when, in which place, and what the answer at `at` is."""
        last = self._last
        if last is None or not last[0] <= at < last[1]:
            outlook = self.timetable.outlook(at)
            answer = self._make(outlook, at)
            last = self._last = (at, outlook.holds_until, _order(answer), answer)
        return last

    def _make(self, outlook: Outlook, at: datetime) -> Answer:
        state, kind = outlook.state, outlook.state.kind
        days_off = self.timetable.closures_unknown(at)
        caveats = self.standing
        if days_off and kind is not Kind.UNKNOWN:
            caveats = ("days-off-unknown", *caveats)
        return Answer(
            self.service,
            self.speaks,
            kind,
            outlook.change if kind is Kind.OPEN else None,
            outlook.opens if kind is not Kind.OPEN else None,
            state.via if kind is Kind.OPEN else self.via,
            self.phones,
            state.reason,
            caveats,
            days_off,
        )


class Helper:
    """Answers for one guide; it remembers what it has worked out."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self._windows: dict[str, list[_Window]] = {}
        self._remembered: OrderedDict[tuple[str | datetime | None, ...], Help] = OrderedDict()
        self._otherwise = tuple(
            sorted(guide.all(Otherwise), key=lambda entry: (entry.order, entry.id))
        )

    def who_can_help(
        self,
        speaks: str,
        at: datetime,
        topic: str | None = None,
        area: str | None = None,
        channel: str | None = None,
    ) -> Help:
        """Every window that could serve `speaks` at `at`, the open ones first.

        Open windows come by closing time, then closed ones by next opening, then unknown ones.
        `topic` and `area` are ids, or their last parts; an area holds all that lies in it.
        NobodySpeaksError if no window names the language, NoSuchChoiceError if none has the topic,
        area or channel at all.
        """
        at = _to_the_minute(at)
        for field, asked in (("topic", topic), ("area", area), ("channel", channel)):
            if asked and not _names(asked, self._choices[field]):
                raise NoSuchChoiceError(field, asked, self._choices[field])
        key = (speaks, at, topic, area, channel)
        found = self._remembered.get(key)
        if found is None:
            found = self._look(speaks, at, topic, area, channel)
            self._remembered[key] = found
            if len(self._remembered) * len(self.guide.services) > _REMEMBERED_WINDOWS:
                self._remembered.popitem(last=False)
        return found

    def _look(
        self, speaks: str, at: datetime, topic: str | None, area: str | None, channel: str | None
    ) -> Help:
        holds_until = midnight_after(at)
        placed: list[tuple[_Order, Answer]] = []
        for window in self._windows_for(speaks):
            if (
                (topic and not _names(topic, window.topics))
                or (area and not _names(area, window.areas))
                or (channel and channel not in window.channels)
            ):
                continue
            _, until, order, answer = window.answer(at)
            holds_until = min(holds_until, until)
            placed.append((order, answer))
        placed.sort(key=itemgetter(0))
        answers = tuple(answer for _, answer in placed)
        return Help(at, speaks, answers, self._otherwise, holds_until)

    def _windows_for(self, speaks: str) -> list[_Window]:
        windows = self._windows.get(speaks)
        if windows is None:
            if speaks not in self.guide.spoken:
                raise NobodySpeaksError(speaks, self.guide.spoken)
            # A window of one's own ward comes before the country's among equals.
            windows = self._windows[speaks] = [
                _Window(self.guide, service, speaks, timetable)
                for service in sorted(self.guide.services, key=self._rank)
                if (timetable := self.guide.timetable(service, speaks)) is not None
            ]
        return windows

    def windows(self, speaks: str) -> list[tuple[Answer, Timetable]]:
        """Every window that could serve `speaks`, the nearest first, whatever the time.

        Its answer says only what holds at any time; when it is open stands in its timetable.
        """
        return [
            (
                Answer(one.service, speaks, Kind.UNKNOWN, None, None, one.via, one.phones, None,
                       one.standing, ()),
                one.timetable,
            )
            for one in self._windows_for(speaks)
        ]  # fmt: skip

    @cached_property
    def _choices(self) -> dict[str, tuple[str, ...]]:
        """The topics and areas that some window has, and the channels there can be."""
        services = self.guide.services
        around = (self.guide.areas_around(self.guide.area_of(one)) for one in services)
        return {
            "topic": tuple(sorted({topic for one in services for topic in one.topics})),
            "area": tuple(sorted({area for areas in around for area in areas})),
            "channel": CHANNELS,
        }

    def nothing(self, speaks: str, at: datetime) -> Help:
        """The answer to a question that no window fits."""
        at = _to_the_minute(at)
        return Help(at, speaks, (), self._otherwise, midnight_after(at))

    def _rank(self, service: Service) -> tuple[int, str]:
        return self.guide.packs.index(service.pack), service.id


def who_can_help(  # noqa: PLR0917 - the question as everybody asks it
    guide: Guide,
    speaks: str,
    at: datetime,
    topic: str | None = None,
    area: str | None = None,
    channel: str | None = None,
) -> Help:
    """The answer of a `Helper` made for one question; keep a `Helper` to ask many."""
    return Helper(guide).who_can_help(speaks, at, topic, area, channel)


def _order(answer: Answer) -> _Order:
    if answer.state is Kind.OPEN:
        return 0, answer.until or _FAR
    if answer.state is Kind.CLOSED:
        return 1, answer.opens or _FAR
    return 2, answer.opens or _FAR


def _standing_caveats(guide: Guide, service: Service, timetable: Timetable) -> tuple[Caveat, ...]:
    """What has to be said of a window at any time."""
    caveats: list[Caveat] = []
    if service.text("caveat"):
        caveats.append("see-note")
    facts = [name for name in ("schedules", "phones") if service.says(name)]
    if not all(is_solid(guide, service, name) for name in facts):
        caveats.append("may-have-changed")
    if any(schedule.booking == "required" for schedule in timetable.schedules):
        caveats.append("booking-required")
    return tuple(caveats)


def is_solid(guide: Guide, entry: Entry, field: str) -> bool:
    """Whether what stands in `field` comes from more than hearsay (Decisions 15 and 17)."""
    return any(guide.get(one.source, Source).trust in SOLID for one in entry.citations_of(field))


def is_from_memory(guide: Guide, entry: Entry, field: str) -> bool:
    """Whether nothing but memory stands for `field`."""
    cited = entry.citations_of(field)
    return all(guide.get(one.source, Source).trust == "memory" for one in cited)


def _names(asked: str, ids: Iterable[str]) -> bool:
    return any(asked in (entry_id, entry_id.rpartition("/")[2]) for entry_id in ids)


def _to_the_minute(at: datetime) -> datetime:
    local = at.replace(tzinfo=TOKYO) if at.tzinfo is None else at.astimezone(TOKYO)
    return local.replace(second=0, microsecond=0)


def midnight_after(at: datetime) -> datetime:
    """The next midnight by Tokyo's clock, when what is said of "today" ends."""
    if at.date() == at.max.date():
        return _FAR
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
