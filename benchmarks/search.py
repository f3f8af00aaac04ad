"""Search over 2,000 pages: a random question of each kind in several languages.

Target: median 2 ms. The pages are Nerima's, made again with a name of their own and with summaries
of three others, so that words are as rare or common as they are among real pages. (The example
pack has too few words of its own for that.)
"""

import platform
import random
import statistics
import time
from datetime import datetime
from pathlib import Path

from madoguchi.edition.searching import Searcher
from madoguchi.guide import (
    Chapter,
    Emergency,
    Entry,
    Guidance,
    Guide,
    Programme,
    Service,
    read_packs,
)
from madoguchi.guide.guide import make_entry
from madoguchi.hours import TOKYO

PACKS = Path(__file__).parents[1] / "packs"
PAGES, ASKED = 2_000, 200
SEARCHED = (Emergency, Guidance, Programme, Service, Chapter)
LANGUAGES = ("ja", "en", "zh-Hans", "ko", "vi", "th")
QUESTIONS = {
    "ja": ["ゴミはいつ？", "ざいりゅうかーど", "在留card", "子どもが夜に熱を出した"],
    "en": ["when is garbage day", "lost residence card", "vaccin", "who speaks Nepali"],
    "zh-Hans": ["签证延期", "垃圾什么时候收", "我想学日语", "在留カード"],
    "ko": ["비자 연장", "쓰레기는 언제", "어린이집", "재류카드 분실"],
    "vi": ["gia hạn visa", "gia han visa", "dang ky", "học tiếng nhật"],
    "th": ["ต่อวีซ่า", "ขยะ", "เรียนภาษาญี่ปุ่น", "ย้ายบ้านต้องทำอย่างไร"],
}
NUMBERS = ["03-5984-4333", "0120 142 142", "7119"]


def guide(rng: random.Random) -> Guide:
    """A guide with so many pages that no two say the same."""
    real_guide = read_packs(PACKS, "nerima", datetime.now(TOKYO).date()).guide
    entries = dict(real_guide.entries)
    real = [one for one in entries.values() if isinstance(one, SEARCHED)]
    # Chapters are named by other entries, so they stay as they are.
    again = [one for one in real if not isinstance(one, Chapter)]
    for number in range(PAGES - len(real)):
        copied = rng.choice(again)
        fields = copied.model_dump(mode="json", exclude_defaults=True)
        for language, words in fields["words"].items():
            words["name"] = f"{words['name']} {made_up(rng)}"
            words["summary"] = mixed(rng, again, language) or words.get("summary", "")
            if "body" in words:
                words["body"] = mixed(rng, again, language) or words["body"]
            words["also"] = []
        entry_id = f"{copied.pack}/again-{number}"
        entries[entry_id] = make_entry(entry_id, fields)
    return Guide(real_guide.packs, entries)


def made_up(rng: random.Random) -> str:
    return "".join(rng.choice("bdgklmnprst") + rng.choice("aeiou") for _ in range(4))


def mixed(rng: random.Random, entries: list[Entry], language: str) -> str:
    """The summaries of some pages: of other words than the page's own."""
    found = [one.words[language].summary for one in rng.sample(entries, 3) if language in one.words]
    # References are the owner's own facts and would not fit another.
    return " ".join(one for one in found if "[[" not in one)


def main() -> None:
    start = time.perf_counter()
    made = guide(random.Random(7))
    pages = sum(isinstance(one, SEARCHED) for one in made.entries.values())
    print(f"Python {platform.python_version()}, {pages:,} pages made in "
          f"{time.perf_counter() - start:.1f} s")  # fmt: skip
    searcher, every = Searcher(made), []
    for language in LANGUAGES:
        start = time.perf_counter()
        searcher.search("x", language)
        print(f"{language}: index made in {time.perf_counter() - start:.1f} s")
        for query in (*QUESTIONS[language], *NUMBERS):
            found = len(searcher.search(query, language, pages))
            times = [timed(searcher, query, language) for _ in range(ASKED)]
            every += times
            print(f"  {told(times)}  {found:5} found  {query}")
    print(f"all: {told(every)}; target: median 2 ms")


def timed(searcher: Searcher, query: str, language: str) -> float:
    start = time.perf_counter()
    searcher.search(query, language)
    return time.perf_counter() - start


def told(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return (
        f"fastest {min(times) * 1e3:6.2f} ms, median {statistics.median(times) * 1e3:6.2f}, "
        f"p95 {p95 * 1e3:6.2f}"
    )


if __name__ == "__main__":
    main()
