"""The open times of the next ninety days, as a copy holds them: to be looked up, not worked out."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple, TypedDict

from markupsafe import Markup

from madoguchi.edition import Answer
from madoguchi.edition.live import Served
from madoguchi.guide.rendering import via_text
from madoguchi.hours import TOKYO, Kind, State, Timetable
from madoguchi.hours.clock import DAY
from madoguchi.hours.wording import reason_text
from madoguchi.hours.words import day_text, moment_text, time_text
from madoguchi.language import spoken_name
from madoguchi.outlets.site.cards import caveat_words, state_words, window_key
from madoguchi.outlets.site.shell import forget_with_the_edition
from madoguchi.outlets.site.words import ruby, say, say_count

# Long enough for somebody who seldom has a network, short enough that holidays are known.
DAYS = 90


class Stretch(NamedTuple):
    """A time in minutes since the copy's first midnight, `end` not included, and its state."""

    start: int
    end: int
    state: State


class Window(TypedDict, total=False):
    """A window in a copy.

    `times` has three numbers for each stretch that is not plainly closed: minutes since the end of
    the one before, its length, and its place in `states`. `always`: it never closes. `doubt`: from
    which minute on its days off are not known, and what to say of that.
    """

    times: list[int]
    always: bool
    doubt: tuple[int, str]


class StateWords(TypedDict):
    """What a stretch is, why, and through whom; the last two are HTML and mostly empty."""

    kind: str
    why: str
    via: str


class Hours(TypedDict):
    """Everything that a script needs to say who is open, by look-up.

    `windows` have their places in `timetables`, which many share.
    """

    windows: dict[str, int]
    timetables: list[Window]
    states: list[StateWords]
    words: dict[str, str]
    clock: dict[str, str]
    days: list[str]
    headlines: list[str]
    spoken: dict[str, str]


class _States:
    """The distinct states of a copy by their place in its list."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words: list[StateWords] = []
        self._places: dict[tuple[Kind, str, str], int] = {}

    def place(self, state: State, *, by_phone: bool) -> int:
        why = (
            ruby(reason_text(state.reason, self.language, by_phone=by_phone))
            if state.reason
            else Markup()
        )
        via = ruby(via_text(state.via, self.language)) if state.kind is Kind.OPEN else Markup()
        key = (state.kind, str(why), str(via))
        if key not in self._places:
            self._places[key] = len(self.words)
            self.words.append({"kind": state.kind.value, "why": str(why), "via": str(via)})
        return self._places[key]


@lru_cache(maxsize=4096)
def stretches(timetable: Timetable, first: date) -> tuple[Stretch, ...]:
    """What the timetable says of the days from `first` on, but for what is plainly closed."""
    midnight = datetime.combine(first, time(), TOKYO)
    found: list[Stretch] = []
    at, end = midnight, midnight + timedelta(days=DAYS)
    while at < end:
        outlook = timetable.outlook(at)
        until = min(outlook.holds_until, end)
        state = outlook.state
        start = _minutes(at - midnight)
        if found and found[-1].end == start and found[-1].state == state:
            found[-1] = found[-1]._replace(end=_minutes(until - midnight))
        elif state.kind is not Kind.CLOSED or state.reason is not None:
            found.append(Stretch(start, _minutes(until - midnight), state))
        at = until
    return tuple(found)


forget_with_the_edition(stretches.cache_clear)


def hours(served: Served, language: str, first: date) -> Hours:
    """The hours of every window for speakers of every language, with words in `language`."""
    states = _States(language)
    windows: dict[str, int] = {}
    timetables: list[Window] = []
    turns: set[int] = set()
    most = 0
    for speaks in served.guide.spoken:
        found = served.helper.windows(speaks)
        most = max(most, len(found))
        for answer, timetable in found:
            pieces = stretches(timetable, first)
            turns |= {one % DAY for piece in pieces for one in (piece.start, piece.end)}
            window = _window(served, answer, timetable, states, first)
            if window not in timetables:
                timetables.append(window)
            windows[window_key(answer.service.id, speaks)] = timetables.index(window)
    times = sorted(turns | {0, DAY})
    return {
        "windows": windows,
        "timetables": timetables,
        "states": states.words,
        "words": _words(language),
        "clock": {str(one): str(ruby(time_text(one, language))) for one in times},
        "days": [
            str(ruby(day_text(first + timedelta(days=number), language, first)))
            for number in range(DAYS + 1)
        ],
        "headlines": [str(_headline(count, language)) for count in range(most + 1)],
        "spoken": {
            code: str(ruby(spoken_name(code, language))) for code in served.guide.spoken
        },
    }  # fmt: skip


def _window(
    served: Served, answer: Answer, timetable: Timetable, states: _States, first: date
) -> Window:
    times: list[int] = []
    before = 0
    for start, end, state in stretches(timetable, first):
        place = states.place(state, by_phone=bool(answer.phones))
        times += [start - before, end - start, place]
        before = end
    window: Window = {"times": times}
    midnight = datetime.combine(first, time(), TOKYO)
    outlook = timetable.outlook(midnight)
    if outlook.state.kind is Kind.OPEN and outlook.change is None:
        window["always"] = True
    for number in range(DAYS):
        days_off = timetable.closures_unknown(midnight + timedelta(days=number))
        if days_off:
            unsure = answer._replace(caveats=("days-off-unknown",), days_off_unknown=days_off)
            said = caveat_words(served.guide, unsure, states.language)
            window["doubt"] = (
                number * DAY,
                "".join(f'<p class="caveat">{one}</p>' for one in said),
            )
            break
    return window


def _words(language: str) -> dict[str, str]:
    """What the script says; {time} and {day} are filled by it."""
    place = Markup("{time}")
    found = {kind.value: state_words(kind, language) for kind in Kind} | {
        "until": say(language, "until {time}", time=place),
        "opens": say(language, "opens {time}", time=place),
        "always": say(language, "day and night"),
        "moment": Markup("{day}") + joint(language) + place,
        "old": say(
            language, "This copy is too old to say who is open. Look at the hours below, or call."
        ),
    }
    return {name: str(words) for name, words in found.items()}


def joint(language: str) -> str:
    """What stands between a day and a time."""
    noon = datetime(2026, 11, 24, 12, tzinfo=TOKYO)
    whole = moment_text(noon, language)
    day, clock = day_text(noon.date(), language), time_text(DAY // 2, language)
    return whole.removeprefix(day).removesuffix(clock)


def _headline(count: int, language: str) -> Markup:
    spoken = Markup("{spoken}")
    if not count:
        return say(language, "No window answers in {spoken} now", spoken=spoken)
    return say_count(
        language,
        "{count} window answers in {spoken} now",
        "{count} windows answer in {spoken} now",
        count,
        spoken=spoken,
    )


def _minutes(passed: timedelta) -> int:
    return passed // timedelta(minutes=1)
