"""What a reader says of themselves for a plan: which questions there are, what was answered."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from madoguchi.deadlines import BadDayError, WrongDay, read_day
from madoguchi.guide import UNSURE, Guide, LifeEvent, Question

# A day, one of the values that a question offers, or "unsure".
Answer = date | str
Answers = Mapping[str, Answer]
Wrong = Literal["missing", "no-such-answer", "no-such-question"] | WrongDay


class Problem(NamedTuple):
    """What is wrong with the answer to one question; `given` is what was answered."""

    key: str
    why: Wrong
    given: str
    message: str


class BadAnswersError(ValueError):
    """Answers that no plan can be made from; `problems` name each question concerned."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(one.message for one in problems))
        self.problems = problems


class NoSuchEventError(LookupError):
    """No life event has this name; `offered` are those that there are."""

    def __init__(self, name: str, offered: tuple[str, ...]) -> None:
        super().__init__(f'there is no event "{name[:60]}"; expected one of {", ".join(offered)}')
        self.offered = offered


class Given(NamedTuple):
    """What was answered to the questions that are asked, and what is wrong with the rest.

    `asked` are the questions that these answers lead to, in their order.
    """

    answers: dict[str, Answer]
    asked: tuple[Question, ...]
    problems: tuple[Problem, ...]


def life_events(guide: Guide) -> list[LifeEvent]:
    """All life events in their order."""
    return sorted(guide.all(LifeEvent), key=lambda one: (one.order, one.id))


def life_event(guide: Guide, name: str) -> LifeEvent:
    """The life event of a name; NoSuchEventError if there is none."""
    found = guide.named(LifeEvent, name)
    if found is None:
        raise NoSuchEventError(name, tuple(one.slug for one in life_events(guide)))
    return found


def all_questions(guide: Guide, event: LifeEvent) -> list[Question]:
    """Every question of an event, asked or not, in their order."""
    return [guide.get(one.question, Question) for one in event.ask]


def read_answers(
    guide: Guide, event: LifeEvent, given: Mapping[str, str], today: date, *, strict: bool = False
) -> Given:
    """What `given` answers; what is not asked after these answers is left out.

    With `strict`, a key that no question of the event has is a problem too.
    """
    answers: dict[str, Answer] = {}
    asked: list[Question] = []
    problems: list[Problem] = []
    for one in event.ask:
        if not one.follows_from(answers):
            continue
        question = guide.get(one.question, Question)
        asked.append(question)
        answer = _read(question, given.get(question.key, "").strip(), today)
        if isinstance(answer, Problem):
            problems.append(answer)
        else:
            answers[question.key] = answer
    if strict:
        problems += _unknown(given, [one.key for one in all_questions(guide, event)])
    return Given(answers, tuple(asked), tuple(problems))


def as_text(answer: Answer) -> str:
    """An answer as addresses and JSON write it."""
    return answer.isoformat() if isinstance(answer, date) else answer


def _read(question: Question, text: str, today: date) -> Answer | Problem:
    key = question.key
    if not text:
        expected = _expected(question)
        return Problem(key, "missing", "", f"{key} is missing; expected {expected}")
    if text in question.offered:
        return text
    if question.asks == "choice":
        message = f'{key}: "{text[:40]}" is no answer; expected {_expected(question)}'
        return Problem(key, "no-such-answer", text, message)
    try:
        return read_day(text, today)
    except BadDayError as error:
        return Problem(key, error.why, text, f"{key}: {error}, or {' or '.join(question.offered)}")


def _expected(question: Question) -> str:
    values = ", ".join(question.offered)
    return f"a day, or {values}" if question.asks == "date" else f"one of {values}"


def _unknown(given: Mapping[str, str], keys: list[str]) -> Iterator[Problem]:
    for key in given:
        if key not in keys:
            expected = ", ".join(keys) or "none"
            message = f'there is no question "{key[:40]}" here; expected {expected}'
            yield Problem(key, "no-such-question", given[key], message)


__all__ = ["UNSURE", "Answer", "Answers", "BadAnswersError", "Given", "Problem", "read_answers"]
