"""The invented city in the database, for every test of the staff's rooms."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.editorial.keeping import guides
from madoguchi.editorial.keeping.importing import bring_in
from madoguchi.editorial.wording import in_staff_language
from madoguchi.guide import Guide, read_packs

_TODAY = date(2026, 11, 28)


@pytest.fixture(scope="session")
def city_guide(packs: Path) -> Guide:
    """The invented city, read once."""
    return read_packs(packs, "example", _TODAY).guide


@pytest.fixture
def city(db: None, settings: Settings, city_guide: Guide, tmp_path: Path) -> Iterator[Path]:
    """The pack `example`, brought into an empty database; gives the folder of its editions."""
    settings.PACK = "example"
    settings.EDITIONS = tmp_path / "editions"
    guides.forget()
    bring_in(city_guide)
    with in_staff_language("en"):
        yield settings.EDITIONS
    guides.forget()
