"""The page of life events says what the packs say, and every id that was ever shared is there."""

from pathlib import Path

from madoguchi.edition import life_events
from madoguchi.guide.tests.real_guide import nerima
from madoguchi.project.events_page import events_page

ROOT = Path(__file__).parents[2]
# Permanent: a name may be added, none may go (Decision 7).
EVENTS = [
    "child-born-in-japan",
    "moving-in",
    "moving-within",
    "moving-out",
    "first-arrival",
    "residence-card-lost",
    "residence-card-lapsed",
    "card-details-changed",
    "card-renewal",
    "staying-longer",
    "job-or-school-changed",
    "divorced-or-widowed",
    "death-in-family",
    "going-abroad-for-a-while",
    "leaving-japan",
    "child-starts-school",
    "pregnant",
    "marrying",
]


def test_the_page_is_made_from_the_packs():
    written = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    assert written == events_page(nerima()), "run `madoguchi events > docs/events.md`"


def test_every_event_that_was_ever_shared_is_there():
    assert [one.slug for one in life_events(nerima())] == EVENTS
