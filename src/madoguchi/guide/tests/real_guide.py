"""The guide of the real packs, read once for all tests that only look at it."""

from datetime import date
from functools import cache
from pathlib import Path

from madoguchi.guide import Guide, read_packs

PACKS = Path(__file__).parents[4] / "packs"


@cache
def nerima() -> Guide:
    """Nerima's guide with the national procedures, as on the day this was written."""
    return read_packs(PACKS, "nerima", date(2026, 11, 28)).guide
