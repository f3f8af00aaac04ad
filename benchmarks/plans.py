"""How long a plan takes in the library, and how many dates agree with the independent counter.

Run: .venv/bin/python benchmarks/plans.py
Target: at most 2 ms for the plan of any event, the windows that help with each step included.
Dates: the engine against `src/madoguchi/deadlines/tests/oracle.py`, which ticks days off one by one
and knows holidays from another library, for every day of 2024-2032.
"""

import os
import platform
import random
import statistics
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from madoguchi.deadlines.tests.comparing import compare_everything
from madoguchi.edition import life_events, plan_for, who_helps
from madoguchi.edition.answers import Answer, all_questions
from madoguchi.edition.helping import Helper
from madoguchi.edition.planning import moment_of
from madoguchi.guide import Guide, LifeEvent, read_packs
from madoguchi.hours import TOKYO

PLANS = 200
TODAY = date(2026, 11, 28)
LANGUAGES = ("en", "zh", "ko", "fil", "vi", "th", "pt", "es", "id", "ja")


def answers(guide: Guide, event: LifeEvent, chosen: random.Random) -> dict[str, Answer]:
    """Any answers to all questions of an event, asked or not."""
    return {
        question.key: TODAY + timedelta(days=chosen.randrange(-200, 400))
        if question.asks == "date"
        else chosen.choice(question.offered)
        for question in all_questions(guide, event)
    }


def milliseconds(guide: Guide, helper: Helper, event: LifeEvent) -> list[float]:
    """How long each of PLANS plans of an event took."""
    chosen, taken = random.Random(event.slug), []
    for _ in range(PLANS):
        given, speaks = answers(guide, event, chosen), chosen.choice(LANGUAGES)
        now = datetime(2026, 11, 28, chosen.randrange(24), chosen.randrange(60), tzinfo=TOKYO)
        begin = time.perf_counter()
        made = plan_for(guide, event, given, TODAY)
        for step in made.needed:
            who_helps(helper, step, speaks, moment_of(TODAY, now))
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def main() -> None:
    machine = f"{os.cpu_count()} cores ({platform.machine()}), one used"
    print(f"Python {platform.python_version()}, {machine}")
    guide = read_packs(Path(__file__).parents[1] / "packs", "nerima", TODAY).guide
    helper = Helper(guide)
    print(f"a plan with its helpers at a random minute, {PLANS} of each event (target 2 ms median)")
    for event in life_events(guide):
        taken = milliseconds(guide, helper, event)
        p95 = statistics.quantiles(taken, n=20)[-1]
        print(f"  {event.slug:26} median {statistics.median(taken):6.3f} ms, p95 {p95:6.3f} ms")
    begin = time.perf_counter()
    compared = compare_everything()
    took = time.perf_counter() - begin
    print(f"dates compared with the independent counter: {compared:,}, 0 differ ({took:.1f} s)")


if __name__ == "__main__":
    main()
