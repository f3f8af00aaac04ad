"""The Jinja environment of the staff's screens: that of the site, in the staff's words."""

from datetime import datetime
from functools import partial

from jinja2 import Environment

from madoguchi.editorial.wording import STAFF_LANGUAGES, tell
from madoguchi.hours import TOKYO
from madoguchi.outlets.site import jinja
from madoguchi.outlets.site.assets import asset


def environment(**options: bool | object) -> Environment:
    """Called by Django's template backend with its options."""
    staffs = jinja.environment(**options)
    staffs.globals |= {
        "STAFF_LANGUAGES": STAFF_LANGUAGES,
        "asset": partial(asset, package="madoguchi.editorial"),
        "clock": clock,
        "tell": tell,
    }
    return staffs


def clock(moment: datetime) -> str:
    """A moment as staff read it, on Tokyo's clocks.

    >>> clock(datetime.fromisoformat("2026-11-28T05:04:59+00:00"))
    '2026-11-28 14:04'
    """
    return moment.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
