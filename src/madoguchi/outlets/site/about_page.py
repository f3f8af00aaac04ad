"""What this guide is, and how it can be used: about it, and the statement of accessibility."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse

from madoguchi.edition.live import Served
from madoguchi.guide import Guide
from madoguchi.hours.words import date_text
from madoguchi.language import WRITTEN, WrittenLanguage
from madoguchi.outlets.site.pages import chooser
from madoguchi.outlets.site.shell import About, Context, kept_page, rendered

# The day on which docs/accessibility.md was last gone through; the statement is of that day.
STATED = date(2026, 11, 24)
ABOUT = About("about/", 1_000_008)
ACCESSIBILITY = About("accessibility/", 1_000_009, STATED)

Render = Callable[[Served, WrittenLanguage], str]


def about(request: HttpRequest, language: str) -> HttpResponse:
    """What this guide is, what it knows and what it does not."""
    return _page(request, language, "about", render_about)


def accessibility(request: HttpRequest, language: str) -> HttpResponse:
    """For whom the pages were made and tested, and what is still missing."""
    return _page(request, language, "accessibility", render_accessibility)


def _page(request: HttpRequest, language: str, name: str, render: Render) -> HttpResponse:
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    return kept_page(
        request, (name, language), lambda served, _now: (render(served, page_language), None)
    )


def render_about(served: Served, language: WrittenLanguage) -> str:
    """The page about the guide."""
    context: Context = {"unconfirmed": unconfirmed(served.guide)}
    return rendered("about.html", language, served, ABOUT, context)


def render_accessibility(served: Served, language: WrittenLanguage) -> str:
    """The statement of accessibility."""
    context: Context = {"stated": date_text(STATED, language.code)}
    return rendered("accessibility.html", language, served, ACCESSIBILITY, context)


def unconfirmed(guide: Guide) -> bool:
    """Whether no office has confirmed anything yet."""
    cited = (one for entry in guide.entries.values() for one in entry.sources)
    return all(one.confirmed == "never" for one in cited)
