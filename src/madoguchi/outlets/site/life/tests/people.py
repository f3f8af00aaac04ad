"""The few people of these tests: what they read, what happened to them, what they answer."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from madoguchi.hours import TOKYO


class Person(NamedTuple):
    """Somebody with a plan; `day` is the question whose answer the dates are counted from."""

    reads: str
    event: str
    day: str
    others: Mapping[str, str]

    def answers(self, day: date | str, **others: str) -> dict[str, str]:
        """All answers, in the order in which they are asked."""
        return {self.day: str(day), **self.others, **others}

    def plan(self, day: date | str, rest: str = "", *, language: str = "", **more: str) -> str:
        """The address of the plan, or of a page beside it; `more` are answers or `done`."""
        answers = self.answers(day, **more)
        return f"/{language or self.reads}/life/{self.event}/{rest}?{urlencode(answers)}"


BIRTH = "child-born-in-japan"
LIN = Person(
    "zh-Hans",
    BIRTH,
    "birth",
    {"born_in": "japan", "parents": "both_foreign", "leaving_in_60d": "no"},
)
# Her child has a Japanese father, who is married to her.
MARIA = Person(
    "fil",
    BIRTH,
    "birth",
    {
        "born_in": "japan",
        "parents": "one_japanese",
        "japanese_parent": "father_married",
        "leaving_in_60d": "no",
    },
)
MINJI = Person("ko", "moving-in", "move_date", {"work_insurance": "yes", "children": "no"})
THUY = Person(
    "vi", "residence-card-lapsed", "lapsed", {"why_lapsed": "status_ended", "how_returned": "post"}
)
EVERYBODY = (LIN, MARIA, MINJI, THUY)


def today() -> date:
    """Tokyo's today, by which a server of its own counts."""
    return datetime.now(TOKYO).date()


def ago(days: int) -> date:
    """So many days before Tokyo's today."""
    return today() - timedelta(days=days)
