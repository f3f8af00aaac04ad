"""Editions: a guide made immutable, published, rolled back, asked who helps and what to do."""

from madoguchi.edition.answers import (
    BadAnswersError,
    NoSuchEventError,
    life_event,
    life_events,
    read_answers,
)
from madoguchi.edition.asking import EXPECTED_TIME, BadTimeError, parse_at
from madoguchi.edition.compiling import COMPILER, Edition, compile_edition
from madoguchi.edition.helping import (
    Answer,
    Help,
    Helper,
    NobodySpeaksError,
    NoSuchChoiceError,
    who_can_help,
)
from madoguchi.edition.planning import Plan, Step, plan, plan_for, standing, who_helps
from madoguchi.edition.store import DamagedEditionError, EditionStore, Listed

__all__ = [
    "COMPILER",
    "EXPECTED_TIME",
    "Answer",
    "BadAnswersError",
    "BadTimeError",
    "DamagedEditionError",
    "Edition",
    "EditionStore",
    "Help",
    "Helper",
    "Listed",
    "NoSuchChoiceError",
    "NoSuchEventError",
    "NobodySpeaksError",
    "Plan",
    "Step",
    "compile_edition",
    "life_event",
    "life_events",
    "parse_at",
    "plan",
    "plan_for",
    "read_answers",
    "standing",
    "who_can_help",
    "who_helps",
]
