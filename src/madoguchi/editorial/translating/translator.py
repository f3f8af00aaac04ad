"""What every machine that translates offers, and how it fails."""

from collections.abc import Sequence
from typing import Protocol


class TranslationFailedError(Exception):
    """The machine could not translate; says why in words for the person who asked it."""


class Translator(Protocol):
    """A machine that translates our texts, with their marks, between our languages."""

    @property
    def name(self) -> str:
        """What people know it by."""

    def can(self, source: str, target: str) -> bool:
        """Whether it translates from one of our languages to another."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """A translation of each text, empty where it has none; TranslationFailedError."""
