"""What this guide is, and how it can be used: about it, and the statement of accessibility."""

from datetime import date

from django.http import HttpRequest, HttpResponse

from madoguchi.edition.live import Served
from madoguchi.guide import Guide
from madoguchi.hours.words import date_text
from madoguchi.language import WrittenLanguage
from madoguchi.outlets.site.pages import lasting_page
from madoguchi.outlets.site.shell import About, Context, rendered

# The day on which docs/accessibility.md was last gone through; the statement is of that day.
STATED = date(2026, 11, 24)
ABOUT = About("about/", 1_000_008)
ACCESSIBILITY = About("accessibility/", 1_000_009, STATED)


def about(request: HttpRequest, language: str) -> HttpResponse:
    """What this guide is, what it knows and what it does not."""
    return lasting_page(request, language, "about", render_about)


def accessibility(request: HttpRequest, language: str) -> HttpResponse:
    """For whom the pages were made and tested, and what is still missing."""
    return lasting_page(request, language, "accessibility", render_accessibility)


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
