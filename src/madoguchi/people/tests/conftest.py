"""What tests of this room share: people, a mail server, databases that several processes see."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from madoguchi.conftest import connected_to
from madoguchi.people.tests.mail_server import MailServer, mail_server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """A mail server of our own."""
    with mail_server() as server:
        yield server


@pytest.fixture
def sato() -> Callable[[], Any]:
    """Makes Sato, the editor, in the database that the test has chosen."""
    return lambda: get_user_model().objects.create_user("sato@nerima.example.jp", name="Sato")


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """The DATABASE_URL of a database that threads and processes see: first one, then the other."""
    if request.param == "postgresql":
        yield request.getfixturevalue("on_postgres")
        return
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    with django_db_blocker.unblock(), connected_to(url):
        call_command("migrate", run_syncdb=True, verbosity=0)
        call_command("createcachetable", verbosity=0)
        yield url
