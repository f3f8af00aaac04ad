"""The page that finds pages by what readers type."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from madoguchi.edition.live import Served
from madoguchi.edition.searching import LONGEST_QUERY
from madoguchi.guide import Guide
from madoguchi.guide.rendering import name_of
from madoguchi.language import WRITTEN, Piece, WrittenLanguage, marked
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.cards import Frame, frame
from madoguchi.outlets.site.pages import chooser, what_happens
from madoguchi.outlets.site.shell import (
    About,
    Context,
    forget_with_the_edition,
    kept_page,
    rendered,
)
from madoguchi.outlets.site.timeless import SEARCH
from madoguchi.outlets.site.words import in_japanese, say
from madoguchi.outlets.site.words import rendered as words_of

# More than anybody reads through.
_MOST = 50
# Windows shown to a reader who found nothing.
_WINDOWS = 3

_KINDS = {
    "service": marked("Window"),
    "guidance": marked("Guide"),
    "life-event": marked("Plan"),
    "programme": marked("Class or event"),
    "chapter": marked("Chapter"),
    "emergency": marked("Emergency"),
}


class Result(NamedTuple):
    """A page that was found."""

    address: str
    name: Piece
    name_in_japanese: Markup
    kind: Markup
    summary: Markup


def search(request: HttpRequest, language: str) -> HttpResponse:
    """What was found; without a question the form and things to ask for.

    An answer is kept nowhere: what people search for is their own affair, and has no end.
    """
    page_language = WRITTEN.get(language)
    if page_language is None:
        return chooser(request, language)
    asked = read_query(request.GET.get("q", ""))
    if not asked:
        response = kept_page(
            request,
            ("search", language),
            lambda served, _now: (render_search(served, page_language, ""), None),
        )
    else:
        response = HttpResponse(render_search(live().now(), page_language, asked))
        response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def read_query(typed: str) -> str:
    """What was typed without characters that nobody sees, and no longer than a question."""
    seen = "".join(one if one.isprintable() else " " for one in typed)
    return " ".join(seen.split())[:LONGEST_QUERY].strip()


def render_search(served: Served, language: WrittenLanguage, asked: str) -> str:
    """The page for a question, which may be empty."""
    guide, code = served.guide, language.code
    hits = served.searcher.search(asked, code, _MOST)
    results = [result(guide, hit.entry.id, code) for hit in hits]
    nothing = bool(asked) and not results
    context: Context = {
        "asked": asked,
        "results": results,
        "examples": [] if results else _examples(guide, code),
        "windows": _windows(guide, language) if nothing else [],
    }
    rest = f"search/?{urlencode({'q': asked})}" if asked else "search/"
    return rendered("search.html", language, served, About(rest, SEARCH.number), context)


@lru_cache(maxsize=4096)
def result(guide: Guide, entry_id: str, language: str) -> Result:
    """An entry as the list of results names it."""
    entry = guide.entries[entry_id]
    return Result(
        address_of(guide, entry, language),
        name_of(guide, entry.id, language),
        in_japanese(guide, entry.id, language),
        say(language, _KINDS[entry.kind]),
        words_of(guide, entry, "summary", language) or Markup(),
    )


forget_with_the_edition(result.cache_clear)


def _examples(guide: Guide, language: str) -> list[tuple[str, Piece]]:
    """What happens to people, as things to ask for."""
    happened = what_happens(guide)
    return [(address_of(guide, one, language), name_of(guide, one.id, language))
            for one in happened]  # fmt: skip


def _windows(guide: Guide, language: WrittenLanguage) -> list[Frame]:
    """Windows to ask in the reader's language: the nearest ones, of most languages first."""
    speaks = language.speaks
    found = sorted(
        (one for one in guide.services if speaks in one.speaks and one.phones),
        key=lambda one: (guide.packs.index(one.pack), -len(one.speaks), one.id),
    )
    return [frame(guide, one.id, speaks, language.code) for one in found[:_WINDOWS]]
