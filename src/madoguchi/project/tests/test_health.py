"""What a machine asks of the server: does it live, can it answer."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from madoguchi.conftest import connected_to
from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import Guide
from madoguchi.outlets.serving import live
from madoguchi.people.models import JobState
from madoguchi.project import migrating


def test_it_lives_and_is_ready_with_an_edition(client, nerima):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").content == b"ready"


def test_without_an_edition_it_lives_and_is_not_ready(client, empty_folder):
    assert client.get("/healthz").status_code == 200
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"no whole edition; see the log"


@pytest.mark.parametrize("damage", ["content", "pointer"])
def test_with_a_damaged_newest_edition_it_serves_the_old_one_and_says_so(
    client, nerima, tmp_path, settings, damage
):
    settings.EDITIONS = tmp_path
    live.cache_clear()
    store, guide = EditionStore(tmp_path), nerima.guide
    store.publish(compile_edition(guide))
    old = client.get("/ko/")["ETag"]
    assert client.get("/readyz").status_code == 200

    fewer = {name: one for name, one in guide.entries.items() if not name.endswith("otit-native")}
    store.publish(compile_edition(Guide(guide.packs, fewer)))
    broken = (
        tmp_path / store.current_id() / "edition.json"
        if damage == "content"
        else tmp_path / "current.json"
    )
    broken.write_bytes(broken.read_bytes()[:-20])
    # Looked at anew, as it is a second later.
    live()._looked_at = float("-inf")
    assert client.get("/ko/")["ETag"] == old
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.content == b"the newest edition is damaged; see the log"
    live.cache_clear()


def test_readers_need_no_database_and_staff_do(client, nerima, django_db_blocker):
    # Nobody listens at this port.
    with django_db_blocker.unblock(), connected_to("postgresql://nobody@127.0.0.1:1/none"):
        assert client.get("/readyz").content == b"ready"
        assert client.get("/ko/").status_code == 200
        for asked in ("staff", "worker"):
            response = client.get(f"/readyz?{asked}")
            assert response.status_code == 503
            assert response.content == b"the database does not answer; see the log"


def test_for_staff_all_tables_have_to_be_there(client, nerima, machines, settings):
    settings.DATA = machines.empty("sqlite").data
    with connected_to(f"sqlite:///{settings.DATA}/x.db"):
        migrating.bring_up_to_date()
        assert client.get("/readyz?staff").content == b"ready"
        migrating.go_back("account", "0008")
        response = client.get("/readyz?staff")
        assert response.status_code == 503
        assert response.content == (
            b"the database lacks account/0009_emailaddress_unique_primary_email; "
            b"run `madoguchi migrate`"
        )
        migrating.bring_up_to_date()
        (settings.DATA / "restoring.json").write_text("{}")
        response = client.get("/readyz?staff")
        assert response.content == b"a restore was not finished; run `madoguchi migrate`"
        assert client.get("/readyz").content == b"ready"


def test_a_worker_that_has_been_silent_is_missed(client, nerima, database):
    assert client.get("/readyz?worker").content == (
        b"no worker has worked yet; start `madoguchi worker`"
    )
    job = JobState.objects.create(name="send-outbox", started=timezone.now())
    assert client.get("/readyz?worker").content == b"ready"
    job.started = datetime(2026, 11, 27, 8, 33, 59, tzinfo=UTC)
    job.ended = datetime(2026, 11, 27, 8, 34, 1, tzinfo=UTC)
    job.save()
    response = client.get("/readyz?worker")
    assert response.status_code == 503
    assert response.content == (
        b"no worker has worked since 2026-11-27 17:34+09:00; start `madoguchi worker`"
    )
    assert client.get("/readyz?staff").content == b"ready"
