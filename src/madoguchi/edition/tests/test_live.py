import os
import shutil
import threading

import pytest

from madoguchi.edition import DamagedEditionError, EditionStore, compile_edition, live
from madoguchi.edition.live import LiveEdition
from madoguchi.edition.tests.small_guide import at, service, small_guide


def edition(note):
    return compile_edition(small_guide(desk=service(note=note)))


A, B, C = edition("a"), edition("b"), edition("c")


@pytest.fixture
def store(tmp_path, monkeypatch):
    # A server looks once a second; here it looks at every question.
    monkeypatch.setattr(live, "_LOOK_AGAIN_SECONDS", 0.0)
    return EditionStore(tmp_path / "editions")


def damage(store, which):
    (store.root / which.id / "edition.json").write_bytes(b"{}")


def test_the_published_edition_is_served_and_stays_open(store):
    store.publish(A)
    served = LiveEdition(store)
    first = served.now()
    assert (first.edition.id, served.problem) == (A.id, "")
    assert served.now() is first


def test_a_new_edition_is_served_after_it_was_published(store):
    store.publish(A)
    served = LiveEdition(store)
    old = served.now()
    store.publish(B)
    assert served.now().edition.id == B.id
    # Who still holds the old one is answered from it.
    assert (
        old.helper.who_can_help("ko", at("2026-11-27T14:00")).answers[0].service.id == "town/plaza"
    )
    store.rollback()
    assert served.now().edition.id == A.id


def test_publishing_again_does_not_open_it_again(store):
    store.publish(A)
    served = LiveEdition(store)
    first = served.now()
    store.publish(A)
    os.utime(store.root / "current.json")
    assert served.now() is first


def test_a_server_looks_only_once_a_second(store, monkeypatch):
    monkeypatch.setattr(live, "_LOOK_AGAIN_SECONDS", 3600.0)
    store.publish(A)
    served = LiveEdition(store)
    served.now()
    store.publish(B)
    assert served.now().edition.id == A.id


def test_the_old_edition_is_served_on_while_the_new_one_is_damaged(store):
    store.publish(A)
    served = LiveEdition(store)
    first = served.now()
    store.publish(B)
    damage(store, B)
    assert served.now() is first
    assert served.problem.startswith(f"the edition {B.id[:12]} is damaged")


def test_the_old_edition_is_served_on_while_the_pointer_is_damaged(store):
    store.publish(A)
    served = LiveEdition(store)
    first = served.now()
    (store.root / "current.json").write_bytes(b"{")
    assert served.now() is first
    assert "current.json is damaged" in served.problem


def test_the_old_edition_is_served_on_when_all_files_are_gone(store):
    store.publish(A)
    served = LiveEdition(store)
    first = served.now()
    shutil.rmtree(store.root)
    assert served.now() is first
    assert "no edition has been published" in served.problem


def test_a_damaged_edition_that_was_mended_is_served(store):
    store.publish(A)
    served = LiveEdition(store)
    served.now()
    store.publish(B)
    damage(store, B)
    served.now()
    store.publish(B)
    assert (served.now().edition.id, served.problem) == (B.id, "")


def test_an_edition_that_arrives_after_its_pointer_is_served_when_it_is_there(store):
    store.publish(A)
    served = LiveEdition(store)
    served.now()
    store.publish(B)
    damage(store, B)
    assert served.now().edition.id == A.id
    # Without a new pointer, as when a copy arrives late on shared storage.
    (store.root / B.id / "edition.json").write_bytes(B.content)
    assert (served.now().edition.id, served.problem) == (B.id, "")


def test_a_server_that_started_on_a_damaged_edition_serves_it_once_it_is_mended(store):
    store.publish(A)
    damage(store, A)
    served = LiveEdition(store)
    with pytest.raises(DamagedEditionError, match="is not what was published"):
        served.now()
    (store.root / A.id / "edition.json").write_bytes(A.content)
    assert (served.now().edition.id, served.problem) == (A.id, "")


def test_a_server_without_editions_serves_the_first_when_it_is_published(store):
    served = LiveEdition(store)
    with pytest.raises(DamagedEditionError, match="run `madoguchi publish`"):
        served.now()
    store.publish(A)
    assert served.now().edition.id == A.id


def test_a_problem_is_logged_once(store, caplog):
    store.publish(A)
    damage(store, A)
    served = LiveEdition(store)
    for _ in range(3):
        with pytest.raises(DamagedEditionError):
            served.now()
    assert [record.message for record in caplog.records] == ["the newest edition cannot be served"]


def test_threads_that_ask_while_editions_change_always_get_a_whole_one(store):
    store.publish(A)
    served = LiveEdition(store)
    served.now()
    known = {one.id for one in (A, B, C)}
    seen, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            now = served.now()
            seen.append(now.edition.id in known and now.guide is now.helper.guide)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for one in (B, C, A, B, C) * 3:
        store.publish(one)
    stop.set()
    for thread in threads:
        thread.join()
    assert len(seen) > 20
    assert all(seen)
    assert served.now().edition.id == C.id
