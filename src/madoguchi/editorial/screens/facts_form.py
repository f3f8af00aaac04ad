"""A form of facts between two sendings: what was typed, what its buttons did, what is wrong."""

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from madoguchi.editorial.forms.checking import Checked
from madoguchi.editorial.forms.fields import Field
from madoguchi.editorial.forms.nodes import Form, draw
from madoguchi.editorial.forms.reading import Taken, take
from madoguchi.editorial.forms.schedule_grid import is_grid, lines
from madoguchi.editorial.forms.sheet import Change, Sheet, posted
from madoguchi.editorial.forms.spelling import language_shown
from madoguchi.editorial.screens.facts_opened import Opened
from madoguchi.editorial.wording import tell

# Inputs of the screen itself; no field of an entry begins with a line below.
WHY, BASED_ON = "_why", "_based_on"
# What the database holds of a reason.
LONGEST_WHY = 500
# Buttons after which everything stands as it was typed, without being told what is wrong.
_QUIET = ("again",)


@dataclass
class FactsForm:
    """What stands in the form of an entry, and what is to be told about it."""

    opened: Opened
    sheet: dict[str, Sheet]
    why: str = ""
    # Whether this is what is saved, and nobody has typed anything yet.
    fresh: bool = False
    # The input or row that a button has made or moved.
    focus: str = ""
    checked: Checked = field(default_factory=Checked)
    # What is wrong with the screen's own inputs, by their names.
    wrong: dict[str, str] = field(default_factory=dict)

    def take(self) -> Taken:
        """The data that the form stands for."""
        return take(self.opened.fields, self.sheet, self.opened.known)

    def look(self) -> Taken:
        """Find what is wrong with what is typed."""
        taken = self.take()
        self.checked = self.opened.checked(taken)
        return taken

    def can_be_saved(self, taken: Taken) -> bool:
        """Whether it makes an entry, be it one that cannot be published yet."""
        return self.checked.entry is not None and not taken.unclear and not self.wrong

    def context(self) -> dict[str, Any]:
        """What the template of the form needs."""
        form = draw(
            self.opened.kind, self.opened.fields, self.sheet, self.opened.known, self.checked
        )
        taken = self.take()
        return {
            "form": form,
            "grids": {node.name: lines(node, taken) for node in form.nodes if is_grid(node.field)},
            "next_days": self.opened.next_days(taken),
            "why": self.why,
            "fresh": self.fresh,
            "focus": self.focus,
            "errors": [*self.wrong.items(), *_errors(form)],
            "notes": form.notes,
            "wrong": self.wrong,
            "spoken": _spoken(self.opened),
        }


def saved_form(opened: Opened) -> FactsForm:
    """The form with what is saved, and what is wrong with that."""
    form = FactsForm(opened, opened.saved, fresh=True)
    if opened.version is not None:
        form.look()
    return form


def sent_form(opened: Opened, sent: QueryDict) -> FactsForm:
    """The form with what somebody sent, after the button that was pressed moved its rows."""
    form = FactsForm(opened, posted(opened.fields, sent), sent.get(WHY, "").strip()[:LONGEST_WHY])
    button = sent.get("do", "")
    change = Change.asked(button)
    if change is not None:
        form.focus = change.made(opened.fields, form.sheet)
    elif button not in _QUIET:
        form.look()
    return form


def _errors(form: Form) -> list[tuple[str, str]]:
    """For the summary: each error with its input, and the field's label before it."""
    return [
        (
            said.name,
            tell("{label}: {what}", label=said.label, what=said.message)
            if said.label
            else said.message,
        )
        for said in form.summary
    ]


def _spoken(opened: Opened) -> list[str]:
    """Languages that a script offers to add: those that windows of the guide speak, and others."""
    if not any(_speaks(one) for one in opened.fields):
        return []
    codes = [*(opened.guide.spoken if opened.guide else ()), "other"]
    return [language_shown(code) for code in codes]


def _speaks(one: Field) -> bool:
    return one.name in {"speaks", "read_in", "phones", "schedules"}
