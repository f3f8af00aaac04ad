"""Editions: a guide made immutable, published, rolled back, and asked who can help."""

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
from madoguchi.edition.store import DamagedEditionError, EditionStore, Listed

__all__ = [
    "COMPILER",
    "EXPECTED_TIME",
    "Answer",
    "BadTimeError",
    "DamagedEditionError",
    "Edition",
    "EditionStore",
    "Help",
    "Helper",
    "Listed",
    "NoSuchChoiceError",
    "NobodySpeaksError",
    "compile_edition",
    "parse_at",
    "who_can_help",
]
