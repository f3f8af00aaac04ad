"""The invented city in the database, and the people who keep its guide."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from madoguchi.editorial.keeping import guides
from madoguchi.editorial.keeping.importing import bring_in
from madoguchi.editorial.models import Role, StaffMember
from madoguchi.editorial.wording import in_staff_language
from madoguchi.guide import Guide, read_packs

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="session")
def city_guide(packs: Path) -> Guide:
    return read_packs(packs, "example", TODAY).guide


@pytest.fixture
def city(db, settings: Settings, city_guide: Guide, tmp_path: Path):
    """The pack `example`, brought into an empty database; its editions lie in a folder of ours."""
    settings.PACK = "example"
    settings.EDITIONS = tmp_path / "editions"
    guides.forget()
    bring_in(city_guide)
    with in_staff_language("en"):
        yield settings.EDITIONS
    guides.forget()


def member(name: str, *roles: Role, **fields: object) -> StaffMember:
    return StaffMember.objects.create_user(
        f"{name.lower()}@example.jp", name=name, roles=[str(role) for role in roles], **fields
    )


@pytest.fixture
def sato(db) -> StaffMember:
    """Edits everything, and translates."""
    return member("Sato", Role.EDITOR, Role.TRANSLATOR)


@pytest.fixture
def mori(db) -> StaffMember:
    """Reviews and publishes, and edits too."""
    return member("Mori", Role.REVIEWER, Role.PUBLISHER, Role.EDITOR)
