"""A ward is backed up, destroyed and restored: on either database, and from one to the other."""

import gzip
import tarfile
import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping import guides
from madoguchi.editorial.models import FactsVersion, Publication, Record, StaffMember
from madoguchi.people.models import Letter, Salt
from madoguchi.project import migrating
from madoguchi.project.backups import (
    NotEmptyError,
    RestoreError,
    back_up,
    backing_up,
    rebuilding,
    restore,
    restoring,
)
from madoguchi.project.tests.ward import PLANNED_FOR, SECRET, SESSION, WHY, post

ENGINES = ["sqlite", "postgresql"]


@pytest.mark.parametrize("to", ENGINES)
@pytest.mark.parametrize("of", ENGINES)
def test_a_ward_on_a_new_machine_is_what_it_was(machines, tmp_path, of, to):
    old, new = machines.filled(of), machines.empty(to)
    with old.open():
        before = old.state()
        made = back_up(tmp_path / "ward.tar.gz")
    with new.open():
        restored = restore(made.path)
        assert new.state() == before
        assert FactsVersion.objects.get(why=WHY).by.name == "佐藤"
        assert Publication.objects.get(planned_for=PLANNED_FOR).by.name == "佐藤"
        assert StaffMember.objects.get().check_password("correct horse battery staple")
        assert migrating.lacking() == []
        # New rows come after the old ones.
        assert Publication.objects.create().pk == Publication.objects.order_by("pk").last().pk
    assert made.left_out == ()
    assert (made.manifest.pack, made.manifest.engine) == ("town", of)
    assert made.manifest.edition == before.served == restored.manifest.edition
    assert made.manifest.rows["editorial.factsversion"] == 9
    assert list(new.data.rglob("*restoring*")) == [new.data / "restoring.lock"]
    assert list(new.packs.glob(".*")) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_a_destroyed_ward_is_what_it_was(machines, tmp_path, engine):
    ward = machines.filled(engine)
    with ward.open():
        before = ward.state()
        made = back_up(tmp_path / "ward.tar.gz")
        Letter.objects.all().delete()
        StaffMember.objects.create_user("thuy@town.example.jp", name="Thuy")
        (ward.packs / "town/pack.yaml").write_text("broken")
        (ward.packs / "town/topics/life.yaml").unlink()
        (ward.packs / "town/topics/more.yaml").write_text("not in the backup")
        (ward.store.root / before.served / "edition.json").write_text("broken")
        guide = guides.published_guide()
        fewer = dict(list(guide.entries.items())[:-2])
        ward.store.publish(compile_edition(type(guide)(guide.packs, fewer)))
        with pytest.raises(NotEmptyError) as refused:
            restore(made.path)
        assert str(refused.value).startswith(
            f"there are rows in the database, editions in {ward.store.root}, another pack town in "
        )
        assert StaffMember.objects.count() == 2
        restore(made.path, replace=True)
        after = ward.state()
    # An edition that the backup does not know lies there and is not served.
    assert len(after.editions) == 3
    assert after._replace(editions={}) == before._replace(editions={})
    assert after.editions.items() >= before.editions.items()


def test_packs_stay_as_they_are_where_that_is_asked(machines, tmp_path):
    ward = machines.filled("sqlite")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
        (ward.packs / "town/pack.yaml").write_text("newer")
        before = ward.state()
        restored = restore(made.path, replace=True, with_packs=False)
        assert ward.state() == before
    assert restored.files == ()


def test_packs_that_cannot_be_written_are_named(machines, tmp_path):
    ward = machines.filled("sqlite")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
        (ward.packs / "town/pack.yaml").write_text("newer")
        # Stands where files would wait.
        (ward.packs / ".restoring").write_text("")
        before = ward.state()
        with pytest.raises(RestoreError) as refused:
            restore(made.path, replace=True)
        assert ward.state() == before
    assert str(refused.value).startswith(
        f"the packs differ from those of the backup, and {ward.packs} cannot be written to ("
    )
    assert str(refused.value).endswith("--without-packs leaves them as they are")


def test_the_same_packs_are_no_obstacle(machines, tmp_path):
    ward, new = machines.filled("sqlite"), machines.filled("sqlite")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    (new.data / "madoguchi.db").unlink()
    (new.store.root / "current.json").unlink()
    with new.open():
        migrating.bring_up_to_date()
        assert restore(made.path).files == (new.store.root / "current.json",)


@pytest.mark.parametrize("engine", ENGINES)
def test_nobody_finds_a_key_to_the_house_in_a_backup(machines, tmp_path, engine):
    ward = machines.filled(engine)
    with ward.open():
        assert Session.objects.count() == 1
        Salt.objects.create(day="2026-11-28", value=b"the-salt-of-today")
        plain = back_up(tmp_path / "plain.tar.gz").path
        keys = back_up(tmp_path / "keys.tar.gz", with_secret=True).path
    with tarfile.open(plain) as archive:
        names = archive.getnames()
    assert [name for name in names if "session" in name or "django_q" in name] == []
    content = gzip.decompress(plain.read_bytes())
    assert "佐藤".encode() in content
    assert [key for key in (SESSION, SECRET, "the-salt") if key.encode() in content] == []
    assert SECRET.encode() in gzip.decompress(keys.read_bytes())
    assert plain.stat().st_mode & 0o777 == 0o600


def test_a_secret_key_that_was_asked_for_comes_back(machines, tmp_path):
    ward, new = machines.filled("sqlite"), machines.empty("sqlite")
    (new.data / "secret-key").write_text("another")
    with ward.open():
        plain = back_up(tmp_path / "plain.tar.gz").path
        keys = back_up(tmp_path / "keys.tar.gz", with_secret=True).path
    with new.open():
        restore(plain)
        assert (new.data / "secret-key").read_text() == "another"
        restore(keys, replace=True)
    assert (new.data / "secret-key").read_text() == SECRET
    assert (new.data / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("engine", ENGINES)
def test_a_backup_is_of_one_moment_and_makes_nobody_wait(machines, engine):
    ward = machines.filled(engine)

    def write() -> None:
        with ward.open():
            StaffMember.objects.create_user("maria@town.example.jp", name="Maria")

    with ward.open(), backing_up._snapshot():
        writer = threading.Thread(target=write)
        before = [one.name for one in StaffMember.objects.all()]
        with connection.cursor() as cursor:
            assert before == ["佐藤"], cursor
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive()
        assert [one.name for one in StaffMember.objects.all()] == ["佐藤"]
    with ward.open():
        assert [one.name for one in StaffMember.objects.order_by("pk")] == ["佐藤", "Maria"]


def test_mail_that_waited_is_not_sent_again_by_itself_and_what_is_over_is_forgotten(
    machines, tmp_path
):
    ward, new = machines.filled("sqlite"), machines.empty("sqlite")
    with ward.open():
        sato = StaffMember.objects.get()
        later = timezone.now() + timedelta(days=1)
        post(sato, 7, Letter.State.WAITING, later)
        post(sato, 8, Letter.State.SENDING, later)
        post(sato, 9, Letter.State.SENT, timezone.now() - timedelta(seconds=1))
        made = back_up(tmp_path / "ward.tar.gz")
    assert made.manifest.rows["people.letter"] == 5
    with new.open():
        restore(made.path)
        states = dict(Letter.objects.values_list("message_id", "state"))
    assert states == {
        "<0@town.example.jp>": "uncertain",
        "<1@town.example.jp>": "sent",
        "<7@town.example.jp>": "uncertain",
        "<8@town.example.jp>": "uncertain",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_a_backup_from_before_an_update_comes_back_with_the_tables_of_today(
    machines, tmp_path, engine
):
    ward, new = machines.filled(engine), machines.empty(engine)
    with ward.open():
        before = ward.state()
        # As an older version of the program had them: without its last changes.
        undone = migrating.go_back("account", "0005")
        assert ("account", "0009_emailaddress_unique_primary_email") in undone
        made = back_up(tmp_path / "old.tar.gz")
    assert made.manifest.migrations["account"][-1].startswith("0005")
    with new.open():
        restore(made.path)
        assert migrating.lacking() == []
        assert new.state() == before


def test_a_damaged_edition_is_left_out_and_told(machines, tmp_path):
    ward = machines.filled("sqlite")
    served = ward.store.current_id()
    (ward.store.root / served / "edition.json").write_text("broken")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    assert len(made.left_out) == 1
    assert made.left_out[0].startswith(f"the edition {served[:12]} is damaged")
    with tarfile.open(made.path) as archive:
        assert len([name for name in archive.getnames() if name.endswith("edition.json")]) == 1


def test_a_damaged_pointer_leaves_editions_out_and_says_so(machines, tmp_path):
    ward = machines.filled("sqlite")
    (ward.store.root / "current.json").write_text("{")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    assert made.left_out == (
        f"editions: {ward.store.root}/current.json is damaged; run `madoguchi publish`",
    )
    assert made.manifest.edition is None


def test_what_is_no_file_of_a_pack_is_left_out_and_told(machines, tmp_path):
    ward = machines.filled("sqlite")
    (ward.packs / "town/to-passwords.yaml").symlink_to("/etc/passwd")
    (ward.packs / "town/.git").mkdir()
    (ward.packs / "town/.git/config").write_text("hidden")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    assert made.left_out == (
        "packs/town/to-passwords.yaml: a link, or a name that no file of a pack has",
    )
    assert [name for name in made.manifest.files if ".git" in name] == []


def test_a_machine_of_another_ward_refuses(machines, tmp_path, settings):
    ward, new = machines.filled("sqlite"), machines.empty("sqlite")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    with new.open():
        settings.PACK = "kita"
        with pytest.raises(RestoreError, match="it holds town, and this machine serves kita"):
            restore(made.path)


@pytest.mark.parametrize("engine", ENGINES)
def test_while_somebody_writes_it_is_not_restored_under_their_hands(
    machines, tmp_path, monkeypatch, engine
):
    ward = machines.filled(engine)
    monkeypatch.setattr(rebuilding, "_SECONDS_TO_WAIT", 1)
    holds, done = threading.Event(), threading.Event()

    def write() -> None:
        with ward.open(), transaction.atomic():
            StaffMember.objects.update(name="Mori")
            holds.set()
            assert done.wait(timeout=30)

    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    writer = threading.Thread(target=write)
    writer.start()
    assert holds.wait(timeout=30)
    with ward.open():
        if engine == "sqlite":
            connection.settings_dict["OPTIONS"]["timeout"] = 0.1
            connection.close()
        with pytest.raises(RestoreError, match="stop the web server and the worker first"):
            restore(made.path, replace=True)
        done.set()
        writer.join()
        assert StaffMember.objects.get().name == "Mori"
        assert list(ward.data.glob(".restoring*")) == []


def test_two_restores_at_once_are_refused(machines, tmp_path):
    ward = machines.filled("sqlite")
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
        with restoring._alone(), pytest.raises(RestoreError, match="another restore is running"):
            restore(made.path, replace=True)


def test_a_backup_never_overwrites_and_leaves_nothing_half(machines, tmp_path):
    ward = machines.filled("sqlite")
    target = tmp_path / "ward.tar.gz"
    target.write_text("somebody's")
    with ward.open(), pytest.raises(FileExistsError, match="expected a new file or a folder"):
        back_up(target)
    assert target.read_text() == "somebody's"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_restored_database_guards_what_was_written_and_takes_what_is_new(
    machines, tmp_path, engine
):
    ward, new = machines.filled(engine), machines.filled(engine)
    with ward.open():
        made = back_up(tmp_path / "ward.tar.gz")
    with new.open():
        restore(made.path, replace=True)
        with pytest.raises(DatabaseError, match="what was written is never changed"):
            FactsVersion.objects.update(number=7)
        desk = Record.objects.get(pk="town/desk")
        FactsVersion.objects.create(record=desk, number=3, data={"a": 1})
        assert desk.facts_versions.count() == 3
    assert EditionStore(new.store.root).open().id == made.manifest.edition
