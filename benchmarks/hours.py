"""How many answers about hours one core gives in a second, opening-hours-py beside it.

Run: .venv/bin/python benchmarks/hours.py
Targets: state at least 500,000 a second, intervals of 60 days at least 8,000 a second.

Each figure is the median of several rounds; in a round each of the three takes its turn, so that
whatever else the machine does strikes all alike. opening-hours-py is measured twice: "plain" is
quick but wrong about Japan's holidays and about `PH We`; "dates" has holidays written out as dates
of three years, and agrees with ours (src/madoguchi/hours/tests/test_against_oracle.py).
"""

import os
import platform
import random
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import opening_hours as opening_hours_py

from madoguchi.hours.osm import opening_hours
from madoguchi.hours.tests.windows import WINDOWS

ROUNDS = 9
STATES, LISTS = 20_000, 200
DAYS = 60
NAMES = [name for name in WINDOWS if name != "D"]
Times = dict[str, float]


def moments(count: int) -> list[datetime]:
    """Minutes of three years, the same in each run."""
    # A naive time, the quickest that both take: the clocks of Tokyo.
    chosen = random.Random(83)
    first = datetime(2026, 1, 1)  # noqa: DTZ001
    return [first + timedelta(minutes=chosen.randrange(1035 * 24 * 60)) for _ in range(count)]


def per_second(count: int, work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return count / (time.perf_counter() - begin)


def states(answer: Callable[[datetime], object], at: list[datetime]) -> float:
    def work() -> None:
        for moment in at:
            answer(moment)

    return per_second(len(at), work)


def our_lists(answer: Callable[[date, int], object], at: list[date]) -> float:
    def work() -> None:
        for day in at:
            answer(day, DAYS)

    return per_second(len(at), work)


def their_lists(parsed: opening_hours_py.OpeningHours, at: list[datetime]) -> float:
    days = timedelta(days=DAYS)

    def work() -> None:
        for moment in at:
            list(parsed.intervals(moment, moment + days))

    return per_second(len(at), work)


def measure(name: str) -> tuple[Times, Times]:
    """Answers a second about one window: states, and lists of 60 days."""
    window = WINDOWS[name]
    table = window.timetable()
    plain = opening_hours_py.OpeningHours(
        opening_hours(window.schedules, window.calendars), country="JP"
    )
    dates = opening_hours_py.OpeningHours(
        opening_hours(window.schedules, window.calendars, expanded_years=(2026, 2028))
    )
    at = moments(STATES)
    midnights = [moment.replace(hour=0, minute=0) for moment in at[:LISTS]]
    days = [midnight.date() for midnight in midnights]
    state_rounds = [
        {
            "ours": states(table.state, at),
            "plain": states(plain.state, at),
            "dates": states(dates.state, at),
        }
        for _ in range(ROUNDS)
    ]
    list_rounds = [
        {
            "ours": our_lists(table.intervals, days),
            "plain": their_lists(plain, midnights),
            "dates": their_lists(dates, midnights),
        }
        for _ in range(ROUNDS)
    ]
    return medians(state_rounds), medians(list_rounds)


def medians(rounds: list[Times]) -> Times:
    return {key: statistics.median(times[key] for times in rounds) for key in rounds[0]}


def line(name: str, times: Times) -> str:
    against_plain, against_dates = (times["ours"] / times[key] for key in ("plain", "dates"))
    return (
        f"{name:6} {times['ours']:>11,.0f} {times['plain']:>11,.0f} {times['dates']:>11,.0f}"
        f" {against_plain:>8.2f} {against_dates:>8.2f}"
    )


def main() -> None:
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores ({platform.machine()}),"
        f" one used; medians of {ROUNDS} rounds"
    )
    figures = {name: measure(name) for name in NAMES}
    heading = f"{'':6} {'ours':>11} {'py plain':>11} {'py dates':>11} {'x plain':>8} {'x dates':>8}"
    for title, index, target in (
        ("state/s", 0, 500_000),
        (f"{DAYS}-day intervals/s", 1, 8_000),
    ):
        print(f"\n{title}\n{heading}")
        for name, measured in figures.items():
            print(line(name, measured[index]))
        slowest = min(measured[index]["ours"] for measured in figures.values())
        verdict = "met" if slowest >= target else "MISSED"
        print(f"slowest of ours {slowest:,.0f}; target {target:,}: {verdict}")


if __name__ == "__main__":
    main()
