"""The people who keep the guide of the invented city."""

from datetime import date

import pytest

from madoguchi.editorial.models import Role, StaffMember

TODAY = date(2026, 11, 28)


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
