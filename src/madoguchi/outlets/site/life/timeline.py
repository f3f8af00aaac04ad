"""A picture of a plan: its days on one line, as SVG that stands in the page."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from madoguchi.deadlines.wording import full_day
from madoguchi.edition import Plan
from madoguchi.language import marked
from madoguchi.outlets.site.words import ruby, say

_WIDTH, _LEFT, _RIGHT = 400, 14, 386
_LINE, _ROW, _RADIUS = 60, 26, 11
# Marks nearer to each other than this would lie on each other; the next one goes a row up.
_APART = 25

_WHAT = {
    "today": marked("Today"),
    "aim": marked("Aim by: step {number}"),
    "last": marked("Last day: step {number}"),
    "limit": marked("Limit that never moves: step {number}"),
}


class Mark(NamedTuple):
    """A day on the line, what it is, and in words."""

    day: date
    what: str
    number: str
    words: Markup
    day_words: Markup


class Picture(NamedTuple):
    """The picture and the same in words."""

    svg: Markup
    marks: tuple[Mark, ...]


def picture(made: Plan, language: str) -> Picture | None:
    """The line of a plan; None where it has no days."""
    marks = sorted(_marks(made, language), key=lambda one: (one.day, one.number))
    if not marks:
        return None
    marks = sorted([_mark(made.today, "today", "", language), *marks], key=lambda one: one.day)
    return Picture(_drawn(marks), tuple(marks))


def _marks(made: Plan, language: str) -> list[Mark]:
    found = []
    for number, step in enumerate(made.needed, 1):
        if step.deadline is None or step.last_day is None:
            continue
        name = str(number)
        aim, last = step.deadline.to_aim_by, step.last_day
        if step.is_limit:
            found.append(_mark(last, "limit", name, language))
        else:
            found.append(_mark(aim, "aim", name, language))
            if last != aim:
                found.append(_mark(last, "last", name, language))
        if step.limit and step.limit.law_last_day != last:
            found.append(_mark(step.limit.law_last_day, "limit", name, language))
    return found


def _mark(day: date, what: str, number: str, language: str) -> Mark:
    words = say(language, _WHAT[what], number=number)
    return Mark(day, what, number, words, ruby(full_day(day, language)))


def _drawn(marks: Sequence[Mark]) -> Markup:
    first, last = marks[0].day, marks[-1].day
    span = max((last - first).days, 1)
    placed: list[tuple[float, int, Mark]] = []
    for mark in marks:
        x = _LEFT + (_RIGHT - _LEFT) * (mark.day - first).days / span
        rows = {row for other, row, _ in placed if abs(other - x) < _APART}
        placed.append((x, next(row for row in range(len(marks) + 1) if row not in rows), mark))
    top = _LINE + _ROW * max(row for _, row, _ in placed)
    parts = [
        Markup('<svg class="timeline" viewBox="0 0 {} {}" aria-hidden="true">').format(
            _WIDTH, top + 24
        ),
        Markup('<path class="line" d="M{} {}H{}"/>').format(_LEFT, top, _RIGHT),
    ]
    heights = [top - 30 - _ROW * row for _, row, _ in placed]
    for (x, _, _), y in zip(placed, heights, strict=True):
        parts.append(Markup('<path class="stem" d="M{:.0f} {}V{}"/>').format(x, top, y))
    parts += [_shape(x, y, mark) for (x, _, mark), y in zip(placed, heights, strict=True)]
    return Markup().join([*parts, Markup("</svg>")])


def _shape(x: float, y: int, mark: Mark) -> Markup:
    if mark.what == "today":
        return Markup('<circle class="today" cx="{:.0f}" cy="{}" r="6"/>').format(x, y)
    number = Markup('<text x="{:.0f}" y="{}" text-anchor="middle">{}</text>').format(
        x, y + 4, mark.number
    )
    if mark.what == "limit":
        drawn = Markup('<path class="limit" d="M{x:.0f} {y}m-{r} 0l{r} -{r}l{r} {r}l-{r} {r}z"/>')
    else:
        drawn = Markup('<circle class="{what}" cx="{x:.0f}" cy="{y}" r="{r}"/>')
    return drawn.format(what=mark.what, x=x, y=y, r=_RADIUS) + number
