"""The Jinja environment of the staff's screens: that of the site, in the staff's words."""

from functools import partial

from jinja2 import Environment

from madoguchi.editorial.wording import STAFF_LANGUAGES, tell
from madoguchi.outlets.site import jinja
from madoguchi.outlets.site.assets import asset


def environment(**options: bool | object) -> Environment:
    """Called by Django's template backend with its options."""
    staffs = jinja.environment(**options)
    staffs.globals |= {
        "STAFF_LANGUAGES": STAFF_LANGUAGES,
        "asset": partial(asset, package="madoguchi.editorial"),
        "tell": tell,
    }
    return staffs
