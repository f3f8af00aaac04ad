"""What must hold between life events, their questions and their steps."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from madoguchi.guide.entries import Entry, Source
from madoguchi.guide.findings import Finding, text_findings
from madoguchi.guide.guide import Guide
from madoguchi.guide.life import UNSURE, Due, LifeEvent, Procedure, Question
from madoguchi.guide.yaml_file import Place

# Their words are the program's, the same in every question.
_SAID_BY_PROGRAM = frozenset({"yes", "no", UNSURE})


def life_findings(entry: Entry, guide: Guide, lost: frozenset[str | int]) -> Iterator[Finding]:
    """All that is wrong with a question, a step or a life event beside its links and words.

    What follows from the fields that the entry `lost` is not told.
    """
    if isinstance(entry, Question):
        if not lost & {"asks", "values"}:
            yield from _question(entry)
    elif any(isinstance(one, Question) for one in guide.entries.values()):
        if isinstance(entry, Procedure) and not lost:
            yield from _procedure(entry, guide)
        if isinstance(entry, LifeEvent) and not lost:
            yield from _event(entry, guide)
    if not isinstance(entry, Question):
        for code, wording in entry.words.items():
            if wording.choices:
                yield Finding(("words", code, "choices"), f"a {entry.kind} has no choices")


def _question(question: Question) -> Iterator[Finding]:
    if question.asks == "choice" and not question.values:
        yield Finding(("values",), "a choice needs values; expected a list, as [yes, no]")
    if UNSURE in question.values:
        yield Finding(("values",), f'"{UNSURE}" can be answered always; remove it')
    said = [one for one in question.values if one not in _SAID_BY_PROGRAM]
    for code, wording in question.words.items():
        for value in said:
            place: Place = ("words", code, "choices", value)
            text = wording.choices.get(value, "")
            if text:
                yield from text_findings(place, text, code)
            else:
                yield Finding(place, f'the words of the choice "{value}" are missing in {code}')
        for value in wording.choices:
            if value not in said:
                place = ("words", code, "choices", value)
                yield Finding(place, f'"{value}" is none of the values that need words')


def _procedure(step: Procedure, guide: Guide) -> Iterator[Finding]:
    keys = _questions(guide)
    for field, due in (("due", step.due), ("limit", step.limit)):
        if due is not None:
            yield from _due((field,), due, keys)
    for index, exclusion in enumerate(step.unless):
        yield from _equalities(("unless", index, "when"), exclusion.when, keys)
    if step.limit and not step.due:
        yield Finding(("limit",), "a limit beside nothing; write it as due, with kind: limit")
    for index, reference in enumerate(step.law):
        act = guide.entries.get(reference.act)
        if isinstance(act, Source) and act.trust != "law":
            yield Finding(("law", index, "act"), f'"{reference.act}" is no law by its trust')


def _due(place: Place, due: Due, keys: Mapping[str, Question]) -> Iterator[Finding]:
    named = [*(("counted_from", key) for key in due.counted_from)]
    if due.or_by:
        named.append(("or_by", due.or_by))
    for field, key in named:
        if key not in keys:
            yield Finding((*place, field), f'no question has the key "{key}"')
        elif keys[key].asks != "date":
            yield Finding((*place, field), f'"{key}" asks for no date')


def _equalities(
    place: Place, when: Mapping[str, str], keys: Mapping[str, Question]
) -> Iterator[Finding]:
    for key, value in when.items():
        if key not in keys:
            yield Finding((*place, key), f'no question has the key "{key}"')
        elif value not in keys[key].values:
            expected = ", ".join(keys[key].values) or "no such condition"
            yield Finding((*place, key), f'"{value}" stands here; expected one of {expected}')


def _event(event: LifeEvent, guide: Guide) -> Iterator[Finding]:
    asked: list[str] = []
    for index, one in enumerate(event.ask):
        yield from _equalities(("ask", index, "when"), one.when, _questions(guide))
        for key in one.when:
            if key not in asked:
                yield Finding(("ask", index, "when"), f'"{key}" is not asked before')
        question = guide.entries.get(one.question)
        if isinstance(question, Question):
            asked.append(question.key)
    steps = [guide.entries.get(one) for one in event.steps]
    known = [one for one in steps if isinstance(one, Procedure)]
    yield from _steps(known, asked)
    used = {key for step in known for key in _used_by(step)}
    used |= {key for one in event.ask for key in one.when}
    for key in asked:
        if key not in used:
            yield Finding(("ask",), f'the answer to "{key}" changes nothing; do not ask it')


def _steps(known: Sequence[Procedure], asked: Sequence[str]) -> Iterator[Finding]:
    for index, step in enumerate(known):
        place: Place = ("steps", index)
        if step.after in {one.id for one in known[index + 1 :]}:
            yield Finding(place, f"{step.id} comes before {step.after}, which it needs")
        for due in (step.due, step.limit):
            if due and not any(key in asked for key in due.counted_from):
                wanted = " or ".join(due.counted_from)
                yield Finding(place, f"{step.id} counts from {wanted}, which is not asked")


def _used_by(step: Procedure) -> set[str]:
    used = {key for one in step.unless for key in one.when}
    for due in (step.due, step.limit):
        if due:
            used |= {*due.counted_from, *([due.or_by] if due.or_by else [])}
    return used


@lru_cache(maxsize=4)
def _questions(guide: Guide) -> dict[str, Question]:
    return {one.key: one for one in guide.all(Question)}
