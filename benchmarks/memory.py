"""Translation memory: one new text against 6,000 translated ones.

Target: median 30 ms. The texts are Nerima's, in every language taken as a source, so that they are
as long and as like each other as those of one guide; asked for are texts of the guide that somebody
changed in a few places, and texts that nothing in the memory is like.
"""

import platform
import random
import statistics
import time
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path

from madoguchi.editorial.translating.memory import LEAST_LIKE, Memory, Pair, even, likeness
from madoguchi.guide import read_packs
from madoguchi.hours import TOKYO

PACKS = Path(__file__).parents[1] / "packs"
SEGMENTS, ASKED = 6_000, 150


def pairs(rng: random.Random) -> list[Pair]:
    """So many texts of the guide; Japanese ones first, those of other languages after."""
    guide = read_packs(PACKS, "nerima", datetime.now(TOKYO).date()).guide
    texts: dict[str, str] = {}
    for language in ("ja", "zh-Hans", "ko", "en", "th", "vi", "es", "pt", "id"):
        for entry in guide.entries.values():
            for _, text in entry.words[language].texts() if language in entry.words else ():
                if text:
                    texts.setdefault(text, entry.id)
    made = [Pair(text, "x", "en", where) for text, where in list(texts.items())[:SEGMENTS]]
    rng.shuffle(made)
    return made


def changed(text: str, rng: random.Random) -> str:
    """The text after an editor: a tenth of its letters removed, exchanged or doubled."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 10)):
        place = rng.randrange(len(letters))
        letters[place] = rng.choice(["", letters[place] * 2, rng.choice(text)])
    return "".join(letters)


def main() -> None:
    rng = random.Random(7)
    all_pairs = pairs(rng)
    longest = max(len(pair.source) for pair in all_pairs)
    start = time.perf_counter()
    memory = Memory(all_pairs)
    memory.matches("x", "en")
    print(f"Python {platform.python_version()}, {len(all_pairs):,} texts up to {longest} letters; "
          f"memory made in {time.perf_counter() - start:.1f} s")  # fmt: skip
    asked = [rng.choice(all_pairs).source for _ in range(ASKED)]
    questions = {
        "the same": asked,
        "changed": [changed(text, rng) for text in asked],
        "of two halves": [
            one[: len(one) // 2] + other[len(other) // 2 :]
            for one, other in zip(asked, reversed(asked), strict=True)
        ],
        "nothing like it": ["".join(rng.sample(text, len(text))) for text in asked],
    }
    every: list[float] = []
    for name, texts in questions.items():
        times = [timed(memory, text) for text in texts]
        every += times
        found = sum(bool(memory.matches(text, "en")) for text in texts)
        print(f"  {told(times)}  {found:4} of {len(texts)} found  {name}")
    print(f"all: {told(every)}; target: median 30 ms")
    missed(memory, all_pairs, [*questions["changed"][:15], *questions["of two halves"][:15]])


def missed(memory: Memory, all_pairs: list[Pair], texts: list[str]) -> None:
    """How many texts that are like enough the memory does not find, against trying them all."""
    sources = {even(pair.source) for pair in all_pairs}
    wanted = found = 0
    for text in texts:
        asked = even(text)
        like = {one for one in sources if likeness(asked, one) >= LEAST_LIKE}
        matches = memory.matches(text, "en", most=50)
        wanted += len(like)
        found += len(like & {even(one.pair.source) for one in matches})
    one, other = texts[0], texts[1]
    by_difflib = SequenceMatcher(None, one, other, autojunk=False).ratio()
    print(f"found {found} of {wanted} that are alike by trying all; "
          f"likeness {likeness(one, other):.2f}, difflib {by_difflib:.2f}")  # fmt: skip


def timed(memory: Memory, text: str) -> float:
    start = time.perf_counter()
    memory.matches(text, "en")
    return time.perf_counter() - start


def told(times: list[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[-1]
    return (
        f"fastest {min(times) * 1e3:6.2f} ms, median {statistics.median(times) * 1e3:6.2f}, "
        f"p95 {p95 * 1e3:6.2f}"
    )


if __name__ == "__main__":
    main()
