"""A small ward with all that a backup has to hold, on a machine with SQLite or PostgreSQL."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from madoguchi.conftest import connected_to
from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping import guides
from madoguchi.editorial.keeping.drafting import save_facts
from madoguchi.editorial.keeping.importing import import_packs
from madoguchi.editorial.models import Publication, Record, Role, StaffMember
from madoguchi.guide import Guide
from madoguchi.guide.tests.town import TODAY
from madoguchi.people.models import Letter
from madoguchi.project.backups.tables import lines_of, name_of, tables

# What no backup may hold, and what one without `with_secret` may not.
SESSION, SECRET = "whoever-has-this-session-is-sato", "signs-every-session-of-the-ward"
# What has to come back as it was, to the last sign.
WHY = 'Sato の{窓口|まどぐち} \U0001f600 \\ "quoted"\n\'; DROP TABLE x --'
PLANNED_FOR = datetime(2026, 11, 28, 3, 4, 5, 678901, tzinfo=UTC)


class State(NamedTuple):
    """All that somebody could miss."""

    rows: dict[str, tuple[bytes, ...]]
    guide: str
    served: str | None
    editions: dict[str, str]
    packs: dict[str, bytes]


class Ward:
    """Folders as MADOGUCHI_DATA and MADOGUCHI_PACKS name them, and a DATABASE_URL."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.packs, self.data = folder / "packs", folder / "var"
        self.packs.mkdir(parents=True, exist_ok=True)
        self.data.mkdir(exist_ok=True)
        self.url = url or f"sqlite:///{self.data}/madoguchi.db"

    @property
    def store(self) -> EditionStore:
        return EditionStore(self.data / "editions" / "town")

    @contextmanager
    def open(self) -> Iterator[None]:
        """This process works on this ward's machine."""
        places = {"PACKS": self.packs, "PACK": "town", "DATA": self.data}
        with (
            override_settings(**places, EDITIONS=self.store.root, SECRET_KEY=SECRET),
            connected_to(self.url),
        ):
            if connection.vendor == "sqlite":
                # As the settings have it.
                connection.settings_dict["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
                with closing(connection.cursor()) as cursor:
                    cursor.execute("PRAGMA journal_mode=WAL")
            guides.forget()
            try:
                yield
            finally:
                guides.forget()

    def copy(self, folder: Path, url: str = "") -> "Ward":
        """A machine with the same files, and with the same database where that is one of them."""
        shutil.copytree(self.packs.parent, folder, dirs_exist_ok=True)
        return Ward(folder, url)

    def state(self) -> State:
        """All that somebody could miss; the ward has to be open."""
        guides.forget()
        return State(
            rows={name_of(table): tuple(lines_of(table)) for table in tables()},
            guide=compile_edition(guides.published_guide()).id if Record.objects.exists() else "",
            served=self.store.current_id(),
            editions={
                path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest()
                for path in self.store.root.glob("*/edition.json")
            },
            packs={
                str(path.relative_to(self.packs)): path.read_bytes()
                for path in sorted(self.packs.rglob("*"))
                if path.is_file()
            },
        )


def fill(ward: Ward) -> None:
    """A town's guide, published twice; people; a draft, a session, letters; the ward is open."""
    import_packs(ward.packs, "town", TODAY)
    sato = StaffMember.objects.create_user(
        "sato@town.example.jp",
        "correct horse battery staple",
        name="佐藤",
        roles=[Role.EDITOR],
        languages=["ja", "zh-Hans"],
    )
    Authenticator.objects.create(
        user=sato, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP", "a": [None]}
    )
    desk = Record.objects.get(pk="town/desk")
    facts = desk.facts_versions.get().data | {"check_by": "2027-05-01"}
    save_facts(desk, facts, sato, based_on=1, why=WHY)
    first = Publication.objects.create(
        kind=Publication.Kind.PUBLISH, by=sato, planned_for=PLANNED_FOR
    )
    Publication.objects.create(kind=Publication.Kind.ROLLBACK, takes_back=first)
    for number, state in enumerate([Letter.State.UNCERTAIN, Letter.State.SENT]):
        post(sato, number, state, delete_after=timezone.now() + timedelta(days=30))
    Session.objects.create(session_key=SESSION, session_data="", expire_date=timezone.now())
    guide = guides.published_guide()
    fewer = dict(list(guide.entries.items())[:-1])
    for one in (Guide(guide.packs, fewer), guide):
        ward.store.publish(compile_edition(one))


def post(to: StaffMember, number: int, state: str, delete_after: datetime) -> None:
    """A letter in some state."""
    Letter.objects.create(
        message_id=f"<{number}@town.example.jp>",
        to=to.email,
        subject="承認のお願い",
        body="See the desk.",
        purpose="Review",
        state=state,
        by=to,
        posted_at=timezone.now(),
        next_attempt=timezone.now(),
        delete_after=delete_after,
    )
