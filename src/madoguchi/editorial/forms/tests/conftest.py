from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template import engines

from madoguchi.edition.live import Served
from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.known import Known, known_from
from madoguchi.editorial.forms.nodes import Form, draw
from madoguchi.editorial.forms.reading import take
from madoguchi.editorial.forms.schedule_grid import is_grid, lines
from madoguchi.editorial.forms.sheet import Sheet, filled
from madoguchi.editorial.wording import in_staff_language
from madoguchi.guide import Entry, Guide

Html = Callable[[Form, dict[str, Sheet], Known], str]


@pytest.fixture
def english() -> Iterator[None]:
    """Everything is said in English."""
    with in_staff_language("en"):
        yield


@pytest.fixture(scope="session")
def html() -> Html:
    """Draws a form with the templates that the screen uses."""
    macros: Any = engines["staff"].env.get_template("editorial/facts_fields.html").module  # type: ignore[attr-defined]

    def drawn(form: Form, sheet: dict[str, Sheet], known: Known) -> str:
        fields = [
            macros.week(node, lines(node, take([node.field], sheet, known)))
            if is_grid(node.field)
            else macros.draw(node)
            for node in form.nodes
        ]
        return "".join(map(str, [*fields, macros.lists(form)]))

    return drawn


class Desk:
    """Fills in the form of an entry of the invented city, and sees what comes of it."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.known = known_from(guide)

    def sheet(self, entry_id: str) -> dict[str, Sheet]:
        entry = self.guide.entries[entry_id]
        return filled(form_of(entry.kind), facts_of(entry))

    def form(self, entry_id: str) -> Form:
        kind = self.guide.entries[entry_id].kind
        return draw(kind, form_of(kind), self.sheet(entry_id), self.known)


def facts_of(entry: Entry) -> dict[str, Any]:
    data: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True)
    data.pop("words", None)
    return data


@pytest.fixture
def desk(example: Served, english: None) -> Desk:
    return Desk(example.guide)
