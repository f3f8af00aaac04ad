"""Longer words of the packs: Markdown, with references and readings, as clean HTML."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from madoguchi.guide import Entry, Guide
from madoguchi.guide.references import parts
from madoguchi.language import to_ruby
from madoguchi.language.written import WRITTEN
from madoguchi.outlets.site.words import language_mark, reference_html

# Private-use characters: they pass through Markdown untouched and stand in nobody's words.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_READING = re.compile(r"\{[^{}|<>]+\|[^{}|<>]+\}")
_ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "br"}


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(["link", "image", "autolink"])


def body_html(guide: Guide, owner: Entry, field: str, language: str) -> Markup | None:
    """A Markdown field of an entry's words; None where it has none."""
    text = owner.text(field)
    if not text:
        return None
    words = text.read(language)
    marked: list[str] = []
    shown: list[str] = []
    for part in parts(words.value):
        if part.reference:
            marked.append(f"{_OPEN}{len(shown)}{_CLOSE}")
            shown.append(str(reference_html(guide, owner, part.reference, language)))
        else:
            marked.append(part.words)
    html = nh3.clean(_markdown().render("".join(marked)), tags=_ALLOWED, attributes={})
    html = _READING.sub(lambda match: to_ruby(match.group(0)), html)
    html = _MARK.sub(lambda match: shown[int(match.group(1))], html)
    if words.fell_back:
        return Markup('<div lang="{}">{}</div><p>{}</p>').format(
            WRITTEN[words.language].tag,
            Markup(html),  # noqa: S704 - cleaned above
            language_mark(words.language),
        )
    return Markup(html)  # noqa: S704 - cleaned above
