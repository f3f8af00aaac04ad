"""`who_can_help` over 5,000 services: a minute never asked before, and one already asked.

Targets: median 10 ms for a new minute, 1 ms for one already asked. The services are made up, with
the schedules of the page's own windows and languages drawn as they are in Tokyo (English, Chinese
and Korean often, others seldom). New minutes are random ones of the next 60 days.
"""

import platform
import random
import statistics
import time
from datetime import date, datetime, timedelta

from madoguchi.edition import Helper
from madoguchi.guide import Guide
from madoguchi.guide.guide import make_entry
from madoguchi.hours import TOKYO

SERVICES, MINUTES = 5_000, 300
LANGUAGES = [
    "ja",
    "en",
    "zh",
    "ko",
    "vi",
    "fil",
    "ne",
    "pt",
    "es",
    "id",
    "th",
    "my",
    "fr",
    "ru",
    "hi",
    "mn",
    "si",
    "bn",
    "ur",
    "km",
]
WEIGHTS = [1 / (rank + 1) for rank in range(len(LANGUAGES))]


def guide(rng: random.Random) -> Guide:
    words = {"en": {"name": "A name", "summary": "What it is for."}}
    raw: dict[str, dict[str, object]] = {
        "bench/pack": {"kind": "pack", "area": "bench/city", "words": words},
        "bench/city": {"kind": "area", "words": words},
        "bench/office": {"kind": "organization", "words": words},
        "bench/life": {"kind": "topic", "words": words},
    }
    for number in range(SERVICES):
        named = list(dict.fromkeys(rng.choices(LANGUAGES, WEIGHTS, k=rng.randint(1, 8))))
        raw[f"bench/window-{number}"] = {
            "kind": "service",
            "organization": "bench/office",
            "topics": ["bench/life"],
            "channels": ["phone"],
            "phones": [{"printed": "042-000-0001"}],
            "schedules": [schedule(rng, code) for code in named],
            "words": words,
        }
    return Guide(("bench",), {key: make_entry(key, fields) for key, fields in raw.items()})


def schedule(rng: random.Random, code: str) -> dict[str, object]:
    week = ["mon", "tue", "wed", "thu", "fri"]
    shape = rng.random()
    if shape < 0.1:
        return {"speaks": [code], "hours": "unknown"}
    opens = rng.choice([8, 9, 10, 13])
    hours = [f"{opens:02}:{rng.choice(['00', '30'])}-17:00"]
    if shape < 0.3:
        hours = ["09:30-12:00", "13:00-17:00"]
    days = week if shape < 0.6 else rng.sample(week, rng.randint(1, 3))
    holidays = rng.choice(["closed", "unknown", "same", ["13:00-16:00"]])
    return {"speaks": [code], "days": days, "hours": hours, "on_holidays": holidays,
            "at_year_end": rng.choice(["closed", "unknown"])}  # fmt: skip


def main() -> None:
    rng = random.Random(7)
    start = time.perf_counter()
    made = guide(rng)
    print(f"Python {platform.python_version()}, {SERVICES:,} services made in "
          f"{time.perf_counter() - start:.1f} s")  # fmt: skip
    helper = Helper(made)
    today = datetime.combine(date(2026, 11, 23), datetime.min.time(), TOKYO)
    for code in ("en", "ko", "ne"):
        start = time.perf_counter()
        answers = len(helper.who_can_help(code, today).answers)
        first = time.perf_counter() - start
        new, again = [], []
        for _ in range(MINUTES):
            at = today + timedelta(minutes=rng.randrange(60 * 24 * 60))
            new.append(timed(helper, code, at))
            again.append(timed(helper, code, at))
        print(
            f"{code}: {answers:5} answers; first question {first * 1e3:7.1f} ms; new minute median "
            f"{statistics.median(new) * 1e3:6.2f} ms, slowest {max(new) * 1e3:6.1f}; "
            f"asked again {statistics.median(again) * 1e3:.4f} ms"
        )
    print("targets: new minute 10 ms, asked again 1 ms")


def timed(helper: Helper, code: str, at: datetime) -> float:
    start = time.perf_counter()
    helper.who_can_help(code, at)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
