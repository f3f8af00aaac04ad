"""A plan's answers in its address, and the questions that are still to be asked.

Answers are kept in the address and nowhere else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from markupsafe import Markup

from madoguchi.deadlines.days import EARLIEST, YEARS_AHEAD
from madoguchi.deadlines.wording import full_day
from madoguchi.edition.answers import Answer, Given, Problem, Wrong, as_text
from madoguchi.guide import UNSURE, Question
from madoguchi.language import marked
from madoguchi.outlets.site.words import piece, ruby, say

_PARTS = ("year", "month", "day")
# As much of an answer that is none as anybody would look at again.
_SHOWN = 40
_NUMBER = re.compile(r"(?:令和|平成|昭和)?[0-9元]+")
_BY_PROGRAM = {
    "yes": marked("Yes"),
    "no": marked("No"),
    UNSURE: marked("I am not sure"),
}
_WRONG: dict[Wrong, str] = {
    "no-such-answer": marked("Choose one of these answers."),
    "unreadable": marked("We cannot read this as a day. Write numbers, as 2026, 3 and 16."),
    "no-such-day": marked("There is no such day in the calendar."),
    "too-early": marked("Days before {year} cannot be counted here."),
    "too-far": marked("This day is more than {years} years ahead."),
    "other-calendar": marked("This is a year of another calendar. Write it as 2026, or as 令和8."),
}
_NOTHING_CHOSEN = marked("Choose an answer, or say that you are not sure.")
_NOTHING_WRITTEN = marked("Write the day, or say that you are not sure.")


@dataclass(frozen=True, slots=True)
class Told:
    """What an address says: the event, the answers as text, and the steps that are done."""

    event: str
    given: Mapping[str, str]
    done: tuple[str, ...] = ()

    def query(self, **more: str) -> str:
        """The answers as they stand behind the question mark."""
        return urlencode([*self.fields(), *more.items()])

    def fields(self, but: str = "") -> list[tuple[str, str]]:
        """The answers as fields of a form; without the answer to one question."""
        fields = [(key, value) for key, value in self.given.items() if key != but]
        return fields + ([("done", ",".join(self.done))] if self.done else [])

    def address(self, language: str, rest: str = "", **more: str) -> str:
        """The page of these answers in a language; `rest` is a page beside the plan."""
        query = self.query(**more)
        return f"/{language}/life/{self.event}/{rest}" + (f"?{query}" if query else "")

    def with_done(self, step: str, *, done: bool) -> "Told":
        """The same with a step done, or not done after all."""
        others = tuple(one for one in self.done if one != step)
        return replace(self, done=(*others, step) if done else others)


class Choice(NamedTuple):
    """A value that may be chosen, in words."""

    value: str
    words: Markup
    chosen: bool


class AskedQuestion(NamedTuple):
    """A question as its page shows it: what was typed stays, and what was wrong is said."""

    question: Question
    choices: tuple[Choice, ...]
    typed: Mapping[str, str]
    error: Markup
    hidden: tuple[tuple[str, str], ...]


def given_in(query: QueryDict, questions: Iterable[Question]) -> dict[str, str]:
    """The answers of an address or a form, where a date comes in three fields."""
    given = {}
    for question in questions:
        value = query.get(question.key, "").strip() or _joined(typed_in(query, question))
        if value:
            given[question.key] = value
    return given


def typed_in(query: QueryDict, question: Question) -> dict[str, str]:
    """What was typed into the three fields of a date."""
    return {part: query.get(f"{question.key}.{part}", "").strip()[:20] for part in _PARTS}


def _joined(typed: Mapping[str, str]) -> str:
    if not any(typed.values()):
        return ""
    # Who writes the signs as on paper means the numbers.
    year, month, day = (typed[part].rstrip("年月日") or "?" for part in _PARTS)
    return f"{year}年{month}月{day}日"


def told(event: str, read: Given, done: str, steps: Iterable[str]) -> Told:
    """The answers to what was asked, as every link of the page carries them on.

    What was not understood is carried on too, so that it can be mended where it was asked.
    """
    wrong = {one.key: one.given[:_SHOWN] for one in read.problems if one.given}
    given = {key: as_text(answer) for key, answer in read.answers.items()} | wrong
    named = done.split(",")
    return Told(event, given, tuple(step for step in steps if step in named))


def asked_question(
    question: Question,
    language: str,
    so_far: Told,
    typed: Mapping[str, str],
    problem: Problem | None = None,
    *,
    checking: bool = False,
) -> AskedQuestion:
    """The page of one question; `checking` leads back to the answers."""
    answered = so_far.given.get(question.key, "")
    if not any(typed.values()) and question.asks == "date":
        typed = _parts_of(answered)
    hidden = [*so_far.fields(but=question.key), ("asked", question.key)]
    if checking:
        hidden.append(("check", "1"))
    return AskedQuestion(
        question,
        tuple(
            Choice(value, choice_words(question, value, language), value == answered)
            for value in question.offered
        ),
        typed,
        error_words(question, problem, language) if problem else Markup(),
        tuple(hidden),
    )


def _parts_of(answered: str) -> dict[str, str]:
    parts = _NUMBER.findall(answered)
    known = parts if len(parts) == len(_PARTS) else [""] * len(_PARTS)
    return {name: value.lstrip("0") for name, value in zip(_PARTS, known, strict=True)}


def choice_words(question: Question, value: str, language: str) -> Markup:
    """A value in words: those of the question, or the program's own."""
    said = question.choice(value)
    if said:
        return piece(said.read(language))
    return say(language, _BY_PROGRAM[value])


def answer_words(question: Question, answer: Answer, language: str) -> Markup:
    """An answer in words."""
    if isinstance(answer, date):
        return ruby(full_day(answer, language))
    return choice_words(question, answer, language)


def error_words(question: Question, problem: Problem, language: str) -> Markup:
    """What is wrong with an answer, for whoever gave it."""
    if problem.why == "missing":
        nothing = _NOTHING_WRITTEN if question.asks == "date" else _NOTHING_CHOSEN
        return say(language, nothing)
    return say(language, _WRONG[problem.why], year=str(EARLIEST.year), years=str(YEARS_AHEAD))
