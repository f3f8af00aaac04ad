from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page
from pytest_django import Settings

from madoguchi.editorial.models import StaffMember

PASSWORD = "three windows, one door"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Hashing a password takes half a second on purpose, which tests have no time for."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_limits_from_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def with_password(member: Callable[..., StaffMember]) -> Callable[..., StaffMember]:
    """Somebody who has chosen the password of these tests."""

    def made(*roles: str, **fields: object) -> StaffMember:
        found = member(*roles, **fields)
        found.set_password(PASSWORD)
        found.save()
        return found

    return made


@pytest.fixture
def telephone(desk: Callable[..., BrowserContext], settings: Settings) -> Iterator[Page]:
    """A browser that nobody is signed in with and that can make passkeys by a finger's touch."""
    page = desk(locale="en-US").new_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page
