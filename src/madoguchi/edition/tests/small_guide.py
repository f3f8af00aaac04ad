"""A small guide for Minji, who speaks only Korean, Lin, who speaks Chinese, and Maria, Filipino."""

from collections.abc import Mapping
from datetime import datetime

from madoguchi.guide import Guide
from madoguchi.guide.guide import make_entry
from madoguchi.hours import TOKYO

Fields = Mapping[str, object]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]


def hours(speaks: str, days: list[str], *times: str, **rules: object) -> dict[str, object]:
    return {
        "speaks": speaks.split(),
        "days": days,
        "hours": list(times),
        "on_holidays": "closed",
        "at_year_end": "closed",
    } | rules


ASK = {"speaks": ["other"], "hours": "unknown"}


def service(*schedules: Fields, **fields: object) -> dict[str, object]:
    return {
        "kind": "service",
        "organization": "town/section",
        "area": "town/town",
        "topics": ["town/life"],
        "channels": ["phone"],
        "phones": [{"printed": "03-3975-1252"}],
        "schedules": list(schedules),
        "sources": [{"source": "town/page"}],
        "words": {"ja": {"name": "x", "summary": "y"}},
    } | fields


# By the office's own names: what each of them is for.
SERVICES: dict[str, dict[str, object]] = {
    # Open for Minji on Fridays only; a closed list, so nothing for Maria.
    "town/ward-desk": service(
        hours("en zh", WEEKDAYS, "13:00-17:00"),
        hours("ko", ["fri"], "13:00-17:00"),
        channels=["phone", "in-person"],
    ),
    # Its own days off are not known; whoever speaks another language has to ask.
    "town/plaza": service(
        hours("ko", ["mon", "fri"], "10:00-16:00"),
        ASK,
        closures=["town/plaza-days"],
        area="town/park",
        topics=["town/life", "town/learning"],
    ),
    # From an old private page, by appointment, with an interpreter.
    "land/law-advice": service(
        hours(
            "ko zh",
            ["fri", "sat"],
            "09:30-12:00",
            "13:00-16:30",
            via="interpreter",
            booking="required",
        ),
        sources=[{"source": "land/old-page"}],
        area="land/land",
        topics=["town/law"],
    ),
    # By a machine in the morning and at night, by people in the afternoon.
    "land/hotline": service(
        hours("ko", WEEKDAYS, "09:00-13:00", via="machine"),
        hours("ko", WEEKDAYS, "13:00-18:00"),
        hours("ko", WEEKDAYS, "18:00-02:00+1", via="interpreter"),
        area="land/land",
        phones=[
            {"printed": "0570-013904"},
            {"printed": "0120-142-142", "speaks": ["ko"]},
            {"printed": "03-5363-3013", "caller": "ip-or-abroad"},
        ],
    ),
    # Nobody says when.
    "town/childrens-centre": service({"speaks": ["ko", "fil"], "hours": "unknown"}),
    # Japanese only.
    "town/switchboard": service(hours("ja", WEEKDAYS, "08:30-17:15")),
    # Never closes.
    "land/lifeline": service(
        hours(
            "ja zh",
            [*WEEKDAYS, "sat", "sun"],
            "00:00-24:00",
            on_holidays="same",
            at_year_end="same",
        ),
        area="land/land",
        words={"ja": {"name": "x", "summary": "y", "caveat": "z"}},
    ),
}

OTHERS: dict[str, Fields] = {
    "town/pack": {"kind": "pack", "extends": "land", "area": "town/town"},
    "land/pack": {"kind": "pack", "area": "land/land"},
    "land/land": {"kind": "area"},
    "town/town": {"kind": "area", "within": "land/land"},
    "town/park": {"kind": "area", "within": "town/town"},
    "town/life": {"kind": "topic"},
    "town/learning": {"kind": "topic"},
    "town/law": {"kind": "topic"},
    "town/section": {"kind": "organization"},
    "town/page": {
        "kind": "source",
        "title": "Page 83",
        "trust": "official",
        "printed": "unknown",
        "read": "2026-11-22",
    },
    "land/old-page": {
        "kind": "source",
        "title": "A blog",
        "trust": "secondary",
        "printed": "2019",
        "read": "2026-11-22",
    },
    "town/plaza-days": {
        "kind": "closures",
        "known_until": "unknown",
        "sources": [{"source": "town/page"}],
    },
    "town/bring-someone": {"kind": "otherwise", "advice": "bring-japanese-speaker", "order": 30},
    "land/call": {
        "kind": "otherwise",
        "advice": "national-window",
        "service": "land/hotline",
        "order": 10,
    },
}


def small_guide(**services: Fields) -> Guide:
    """The guide of the town, with services of the town changed or added."""
    entries = OTHERS | SERVICES | {f"town/{name}": fields for name, fields in services.items()}
    return Guide(
        ("town", "land"),
        {entry_id: make_entry(entry_id, dict(fields)) for entry_id, fields in entries.items()},
    )


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)
