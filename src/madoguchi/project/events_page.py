"""The page docs/events.md: every id, key and value of life events, made from the packs."""

from collections.abc import Iterator

from madoguchi.edition import life_events
from madoguchi.edition.helping import is_from_memory
from madoguchi.guide import Due, Guide, LifeEvent, Procedure, Question

_HEAD = """# Life events

Made from the packs by `madoguchi events > docs/events.md`; a test compares them. Ids of events and
steps, keys of questions and values of answers stand in shared addresses and subscribed calendars:
they are permanent (Decision 7). Every question can also be answered with `unsure`; a date is
written as 2026-03-16, and 令和8年3月16日 is understood. A step is needed unless the answers say
otherwise."""


def events_page(guide: Guide) -> str:
    """The page as it should stand."""
    parts = [_HEAD, *(part for event in life_events(guide) for part in _event(guide, event))]
    return "\n\n".join(parts) + "\n"


def _event(guide: Guide, event: LifeEvent) -> Iterator[str]:
    yield f"## `{event.slug}`: {event.words['en'].name}"
    if event.ask:
        rows = [
            f"| `{question.key}` | {_answers(question)} | {_when(one.when)} |"
            for one in event.ask
            for question in (guide.get(one.question, Question),)
        ]
        yield "\n".join(["| question | answers | asked |", "|---|---|---|", *rows])
    keys = {guide.get(one.question, Question).key for one in event.ask}
    steps = [_step(guide, guide.get(one, Procedure), keys) for one in event.steps]
    head = ["| step | time | law | not needed when |", "|---|---|---|---|"]
    yield "\n".join([*head, *steps])


def _answers(question: Question) -> str:
    values = ", ".join(f"`{value}`" for value in question.values)
    if question.asks == "choice":
        return values
    return f"a date, or {values}" if values else "a date"


def _when(when: dict[str, str]) -> str:
    return " and ".join(f"`{key}={value}`" for key, value in when.items()) or "always"


def _step(guide: Guide, step: Procedure, keys: set[str]) -> str:
    times = [_time(due, keys) for due in (step.due, step.limit) if due]
    if times and is_from_memory(guide, step, "due"):
        times = ["from memory: no date"]
    law = ", ".join(f"{guide.entries[one.act].slug} {one.article}" for one in step.law)
    unless = "; ".join(_when(one.when) for one in step.unless if one.when.keys() <= keys)
    return f"| `{step.slug}` | {'; '.join(times)} | {law} | {unless} |"


def _time(due: Due, keys: set[str]) -> str:
    start = next(f"`{key}`" for key in due.counted_from if key in keys)
    if due.before:
        said = f"before {start}"
    elif not due.n:
        said = f"on {start}"
    else:
        plural = "s" if due.n > 1 else ""
        counted = ", first day counted" if due.first_day == "counted" else ""
        said = f"{due.n} {due.unit}{plural} from {start}{counted}"
    if due.or_by:
        said += f", at the latest on `{due.or_by}`"
    if due.kind == "limit":
        return f"limit: {said}"
    return said + (f", rolls ({due.roll})" if due.roll != "none" else "")
