"""What a reader asks of the help page, read from the address."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict

from madoguchi.edition import parse_at
from madoguchi.language import WRITTEN


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks (`speaks`), about which time (None: now), narrowed how. Empty means any."""

    speaks: str
    at: datetime | None = None
    topic: str = ""
    area: str = ""
    channel: str = ""

    @property
    def time_asked(self) -> str:
        """The time as an address and a form write it; empty for now."""
        return self.at.replace(tzinfo=None).isoformat(timespec="minutes") if self.at else ""

    def address(self, language: str) -> str:
        """The help page that answers this question, in another language of the page."""
        asked = {
            "speaks": self.speaks,
            "at": self.time_asked,
            "topic": self.topic,
            "area": self.area,
            "channel": self.channel,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/{language}/help/" + (f"?{query}" if query else "")


def read_question(query: QueryDict, language: str) -> Question:
    """The question of an address; BadTimeError where the time cannot be read."""
    when = query.get("at", "").strip()
    return Question(
        # A blank choice in the form is the reader's own language.
        speaks=query.get("speaks", "").strip() or WRITTEN[language].speaks,
        at=parse_at(when) if when else None,
        topic=query.get("topic", "").strip(),
        area=query.get("area", "").strip(),
        channel=query.get("channel", "").strip(),
    )
