"""A plan's page, read: its steps as a reader sees them."""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from madoguchi.outlets.site.tests.reading import every, links, only, text


class Shown(NamedTuple):
    """A step on the page: its status, the line of its date, and what stands around it."""

    element: Element
    status: str
    label: str
    day: str
    left: str

    def lines(self, name: str) -> list[str]:
        """The paragraphs of a class."""
        return [text(one) for one in every(self.element, "p", class_=name)]

    def why(self) -> Mapping[str, str]:
        """The dates behind "Why this date?"; empty where there are none."""
        behind = every(self.element, "details", class_="why-date")
        rows = [row for one in behind for row in only(one, "dl", class_="three")]
        return {text(only(row, "dt")): text(only(row, "dd")) for row in rows}

    def traces(self) -> list[list[str]]:
        """How each of the dates was counted."""
        return [[text(line) for line in one] for one in every(self.element, "ol", class_="trace")]

    def papers(self) -> list[Element]:
        return [line for one in every(self.element, "ul", class_="papers") for line in one]


def steps(page: Element) -> dict[str, Shown]:
    """The steps of a plan by their ids, in their order."""
    found = {}
    for one in every(page, "ol", class_="steps"):
        for step in one:
            box = only(step, "div", class_="date")
            days, lefts = box.findall("b"), box.findall("small")
            found[step.get("id", "")] = Shown(
                step,
                step.get("class", "").removeprefix("step "),
                text(only(box, "span")) if not days else text(box[0]),
                text(days[0]) if days else "",
                text(lefts[0]) if lefts else "",
            )
    return found


def headline(page: Element) -> str:
    """What is told first of all."""
    (found,) = (one for one in page.iter("p") if one.get("class", "").startswith("headline"))
    return text(found)


def not_needed(page: Element) -> dict[str, str]:
    """The steps that are not for this reader, and why."""
    lines = [
        line
        for one in every(page, "section", aria_labelledby="not-needed")
        for line in one.iter("li")
    ]
    return {
        text(only(line, "strong")): text(line).removeprefix(f"{text(only(line, 'strong'))}: ")
        for line in lines
    }


def link_to_change(step: Shown) -> str:
    """Where "I have done this" leads, or "Not done after all"."""
    return next(one for one in reversed(links(step.element)) if one.endswith(f"#{step_id(step)}"))


def step_id(step: Shown) -> str:
    return step.element.get("id", "")
