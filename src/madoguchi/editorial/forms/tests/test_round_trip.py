"""From an entry to its form, from the form to what a browser sends, and back: the same bytes."""

from collections import Counter
from collections.abc import Iterator

import pytest

from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.known import known_from
from madoguchi.editorial.forms.nodes import draw
from madoguchi.editorial.forms.reading import take
from madoguchi.editorial.forms.sheet import filled, posted
from madoguchi.editorial.forms.tests.conftest import Html, facts_of
from madoguchi.editorial.forms.tests.sending import ids_of, sent_by
from madoguchi.editorial.wording import in_staff_language
from madoguchi.guide import Guide
from madoguchi.guide.guide import make_entry
from madoguchi.guide.writing import canonical


def changed_on_the_way(guide: Guide, html: Html) -> Iterator[str]:
    """What does not come back as it was; ids that stand twice on a page."""
    known = known_from(guide)
    for entry in guide.entries.values():
        fields = form_of(entry.kind)
        sheet = filled(fields, facts_of(entry))
        page = html(draw(entry.kind, fields, sheet, known), sheet, known)
        twice = [one for one, count in Counter(ids_of(page)).items() if count > 1]
        if twice:
            yield f"{entry.id}: the ids {twice} stand twice"
        taken = take(fields, posted(fields, sent_by(page)), known)
        if taken.unclear:
            yield f"{entry.id}: {taken.unclear}"
        kept = {"kind": entry.kind, "page_number": entry.page_number} | taken.data
        back = make_entry(entry.id, kept)
        # Words are in no form; without them the comparison takes a tenth of the time.
        if canonical(back) != canonical(entry.model_copy(update={"words": {}})):
            yield f"{entry.id}: {taken.data}"


def test_all_entries_of_nerima_come_back_as_they_were(nerima, html):
    assert len(nerima.guide.entries) > 500
    with in_staff_language("ja"):
        assert list(changed_on_the_way(nerima.guide, html)) == []


def test_all_entries_of_the_example_come_back_as_they_were(example, html):
    with in_staff_language("en"):
        assert list(changed_on_the_way(example.guide, html)) == []


@pytest.mark.parametrize(
    ("channels", "order"),
    [(["online", "phone"], "online,phone"), (["phone", "online"], "")],
)
def test_ticks_keep_the_order_of_the_pack(english, html, example, channels, order):
    fields = form_of("service")
    sheet = filled(fields, {"channels": channels})
    known = known_from(example.guide)
    sent = sent_by(html(draw("service", fields, sheet, known), sheet, known))
    assert sent["channels"] == ["phone", "online"]
    assert sent.get("channels-order", [""]) == [order]
    assert take(fields, posted(fields, sent), known).data["channels"] == channels


def test_a_box_ticked_later_comes_behind_those_in_their_own_order(english, html, example):
    fields = form_of("service")
    sheet = filled(fields, {"channels": ["online", "phone"]})
    known = known_from(example.guide)
    page = html(draw("service", fields, sheet, known), sheet, known)
    sent = sent_by(page, {"channels": ["phone", "in-person", "online"]})
    found = take(fields, posted(fields, sent), known).data["channels"]
    assert found == ["online", "phone", "in-person"]
