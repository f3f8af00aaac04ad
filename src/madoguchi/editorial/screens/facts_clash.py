"""Two people who edit the same facts: the second sees what differs before anything is saved."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup

from madoguchi.editorial.forms.labels import field_label
from madoguchi.editorial.forms.sheet import Sheet, filled
from madoguchi.editorial.forms.telling import differs, told
from madoguchi.editorial.models import FactsVersion
from madoguchi.editorial.screens.facts_opened import Opened
from madoguchi.editorial.wording import staff_language
from madoguchi.editorial.writing.differences import difference_html

# The button that takes over all that only the other has changed; those of single fields add theirs.
TAKE_OVER = "theirs"


class Differing(NamedTuple):
    """A field in which my form and their version differ; `who` changed it: they, I, both."""

    name: str
    label: str
    who: str
    theirs: tuple[str, ...]
    mine: tuple[str, ...]
    html: Markup


class Clash(NamedTuple):
    """What somebody else saved since the form was opened, field by field."""

    theirs: FactsVersion
    base: int
    fields: tuple[Differing, ...]

    @property
    def only_theirs(self) -> list[Differing]:
        """Fields that I did not touch: they can be taken over without loss."""
        return [one for one in self.fields if one.who == "they"]


def clash_of(opened: Opened, sheet: dict[str, Sheet], base: FactsVersion | None) -> Clash:
    """What differs between the form and the newest version, beside the one it was opened with."""
    assert opened.version is not None
    before = filled(opened.fields, base.data) if base else opened.saved
    theirs, known, language = opened.saved, opened.known, staff_language()
    found = []
    for one in opened.fields:
        mine, other, first = sheet[one.name], theirs[one.name], before[one.name]
        if not differs(one, mine, other, known):
            continue
        who = "both"
        if not differs(one, mine, first, known):
            who = "they"
        elif not differs(one, other, first, known):
            who = "I"
        lines = told(one, other, known), told(one, mine, known)
        html = lines_html(*lines, language)
        found.append(Differing(one.name, field_label(opened.kind, one.name), who, *lines, html))
    return Clash(opened.version, base.number if base else 0, tuple(found))


def lines_html(before: Sequence[str], after: Sequence[str], language: str) -> Markup:
    """Lines beside each other: those that changed word by word, others whole.

    >>> lines_html(["Mon 9:00", "Tue"], ["Mon 10:00", "Tue"], "en").count("<br>")
    1
    """
    matched = SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()
    shown: list[Markup] = []
    for change, first, last, start, end in matched:
        old, new = before[first:last], after[start:end]
        if change == "replace" and len(old) == len(new):
            pairs = list(zip(old, new, strict=True))
        elif change == "equal":
            pairs = [(line, line) for line in old]
        else:
            pairs = [*((line, "") for line in old), *(("", line) for line in new)]
        shown += [difference_html(*pair, language) for pair in pairs]
    return Markup("<br>").join(shown)


def take_over(opened: Opened, sheet: dict[str, Sheet], button: str, clash: Clash) -> str:
    """Put their field into the form, or all that only they changed; the first field it is about."""
    what, _, name = button.partition(":")
    if what != TAKE_OVER:
        return ""
    taken = [one.name for one in clash.only_theirs] if not name else [name]
    theirs = opened.saved
    for one in taken:
        if one in theirs:
            sheet[one] = theirs[one]
    return taken[0] if taken else ""
