"""`madoguchi plan` and `madoguchi deadline`: what to do by when, from the command line."""

import argparse
from datetime import date, datetime

from pydantic import ValidationError

from madoguchi.deadlines import EXPECTED_DAY, read_day
from madoguchi.edition import EditionStore, life_event, plan
from madoguchi.edition.live import Served
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN
from madoguchi.outlets.opendata.asked_dates import AskedForDeadline, counted
from madoguchi.outlets.opendata.plan_answers import plan_out
from madoguchi.project.environment import Environment
from madoguchi.project.telling import deadline_in_words, plan_in_words


class BadCallError(ValueError):
    """What was wrong with the way a command was called."""


def plan_(asked: argparse.Namespace, env: Environment) -> int:
    """Print the plan of an event for some answers."""
    served = Served(EditionStore(env.editions).open())
    now = datetime.now(TOKYO)
    today = _today(asked.today, now.date())
    made = plan(served.guide, life_event(served.guide, asked.event), _given(asked.answers), today)
    speaks = asked.speaks or WRITTEN[asked.language].speaks
    out = plan_out(made, served, asked.language, speaks, now)
    print(out.model_dump_json(indent=2) if asked.format == "json" else plan_in_words(out))
    return 0


def deadline(asked: argparse.Namespace, _env: Environment) -> int:
    """Count any period and explain it."""
    today = _today(asked.today, datetime.now(TOKYO).date())
    given = {name.replace("_", "-"): value for name, value in vars(asked).items()}
    try:
        question = AskedForDeadline.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadCallError(f"--{first['loc'][0]}: {first['msg']}") from None
    out = counted(question, today)
    print(out.model_dump_json(indent=2) if asked.format == "json" else deadline_in_words(out))
    return 0


def _given(answers: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for one in answers:
        key, equals, value = one.partition("=")
        if not equals:
            raise BadCallError(f'"{one[:60]}" is no answer; expected one as birth=2026-03-03')
        if key in given:
            raise BadCallError(f'"{key[:60]}" is answered twice')
        given[key] = value
    return given


def _today(asked: str, today: date) -> date:
    return read_day(asked, today) if asked else today


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe both commands to the parser."""
    planning = commands.add_parser("plan", help="what to do after an event, by when, with what")
    planning.add_argument("event", help="as child-born-in-japan")
    planning.add_argument(
        "answers", nargs="*", metavar="KEY=ANSWER", help="as birth=2026-03-03; see docs/events.md"
    )
    planning.add_argument("--speaks", default="", help="language of the windows that help, as ne")
    planning.set_defaults(run=plan_)

    counting = commands.add_parser("deadline", help="count any period and explain it")
    how_long = counting.add_mutually_exclusive_group(required=True)
    for unit in ("days", "months", "years"):
        how_long.add_argument(f"--{unit}", type=int, help=f"so many {unit}")
    counting.add_argument("--from", required=True, help=f"day of the event, as {EXPECTED_DAY}")
    counting.add_argument("--first-day", choices=["counted", "not-counted"], default="not-counted")
    counting.add_argument("--roll", choices=["ward", "national", "none"], default="none")
    counting.add_argument("--margin", type=int, default=0, help="days taken off the day to aim by")
    counting.set_defaults(run=deadline)

    for one in (planning, counting):
        one.add_argument("--today", default="", help=f"ask as on another day, as {EXPECTED_DAY}")
        one.add_argument("--language", choices=WRITTEN, default="en", help="of the words")
        one.add_argument("--format", choices=["text", "json"], default="text")


__all__ = ["BadCallError", "add_parsers"]
