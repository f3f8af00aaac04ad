"""The Jinja environment of the pages: strict, escaped, with our words at hand."""

from collections.abc import Mapping

from jinja2 import Environment, StrictUndefined

from madoguchi.guide.rendering import numbers_of
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.assets import asset, icon
from madoguchi.outlets.site.words import (
    in_language,
    lacks_reviewed,
    piece,
    plain,
    plain_say,
    rendered,
    ruby,
    say,
    say_count,
    unreviewed,
)


def environment(**options: bool | object) -> Environment:
    """Called by Django's template backend with its options."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    jinja = Environment(**options)  # type: ignore[arg-type] # noqa: S701 - the backend sets autoescape
    names: Mapping[str, object] = {
        "WRITTEN": WRITTEN,
        "asset": asset,
        "emergency_phones": numbers_of,
        "icon": icon,
        "in_language": in_language,
        "lacks_reviewed": lacks_reviewed,
        "piece": piece,
        "plain": plain,
        "plain_say": plain_say,
        "rendered": rendered,
        "ruby": ruby,
        "say": say,
        "say_count": say_count,
        "unreviewed": unreviewed,
    }
    jinja.globals.update(names)
    return jinja
