"""Pages as copies hold them: complete at any hour, as nothing in them depends on it."""

from typing import NamedTuple

from madoguchi.edition.live import Served
from madoguchi.guide import Otherwise
from madoguchi.language import WrittenLanguage, is_own_name, own_name, spoken_name
from madoguchi.outlets.site.cards import Card, sleeping_card
from madoguchi.outlets.site.pages import HELP, HOME, home_context
from madoguchi.outlets.site.shell import About, Context, rendered

SEARCH = About("search/", 1_000_006)


class SpokenChoice(NamedTuple):
    """A spoken language with the page of its windows; `name` is empty where it is `own`."""

    code: str
    own: str
    name: str
    address: str
    chosen: bool


def home(served: Served, language: WrittenLanguage) -> str:
    """The first page: all windows of the reader's language, and what else there is."""
    context = _windows(served, language, language.speaks) | home_context(served, language.code)
    return rendered("home.html", language, served, HOME, context)


def help_page(served: Served, language: WrittenLanguage, speaks: str = "") -> str:
    """All windows for speakers of one language, and the way to those of the others."""
    context = _windows(served, language, speaks or language.speaks)
    about = About(f"help/{speaks}/" if speaks else "help/", HELP)
    return rendered("help_copy.html", language, served, about, context)


def search(served: Served, language: WrittenLanguage) -> str:
    """The page that searches by script."""
    return rendered("search_copy.html", language, served, SEARCH, {})


def not_in_copy(served: Served, language: WrittenLanguage) -> str:
    """What a reader without a network gets for everything that is in no copy."""
    return rendered("not_in_copy.html", language, served, About(None), {})


def sleeping_cards(served: Served, language: WrittenLanguage, speaks: str) -> list[Card]:
    """The cards of all windows for speakers of a language, the nearest first."""
    if speaks not in served.guide.spoken:
        return []
    return [
        sleeping_card(answer, served.guide, language.code)
        for answer, _ in served.helper.windows(speaks)
    ]


def _windows(served: Served, language: WrittenLanguage, speaks: str) -> Context:
    found = sorted(served.guide.all(Otherwise), key=lambda one: (one.order, one.id))
    return {
        "asleep": sleeping_cards(served, language, speaks),
        "otherwise": found,
        "speaks": speaks,
        "spoken": spoken_name(speaks, language.code),
        "spoken_choices": [
            _choice(code, language, chosen=code == speaks) for code in served.guide.spoken
        ],
    }


def _choice(code: str, language: WrittenLanguage, *, chosen: bool) -> SpokenChoice:
    same = is_own_name(code, language.code)
    rest = "" if code == language.speaks else f"{code}/"
    return SpokenChoice(
        code,
        own_name(code),
        "" if same else spoken_name(code, language.code),
        f"/{language.code}/help/{rest}",
        chosen,
    )
