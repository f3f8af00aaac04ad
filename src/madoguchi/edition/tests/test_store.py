import hashlib
import json
import os
import subprocess
import sys
from itertools import pairwise

import pytest

from madoguchi.edition import DamagedEditionError, EditionStore, compile_edition
from madoguchi.edition.tests.small_guide import service, small_guide


def edition(note):
    return compile_edition(small_guide(desk=service(note=note)))


A, B, C = edition("a"), edition("b"), edition("c")


@pytest.fixture
def store(tmp_path):
    return EditionStore(tmp_path / "editions")


def content_path(store, which):
    return store.root / which.id / "edition.json"


def test_what_is_published_is_served(store):
    assert store.publish(A) is True
    assert store.current_id() == A.id
    assert store.open().content == A.content
    assert content_path(store, A).read_bytes() == A.content


def test_publishing_again_changes_nothing(store):
    store.publish(A)
    before = {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()}
    assert store.publish(A) is False
    assert {path: path.read_bytes() for path in store.root.rglob("*") if path.is_file()} == before


def test_an_older_edition_can_be_opened_by_its_id(store):
    store.publish(A)
    store.publish(B)
    assert store.open().id == B.id
    assert store.open(A.id).content == A.content


def test_editions_are_listed_the_one_served_last_first(store):
    for one in (A, B, A, C):
        store.publish(one)
    assert [(line.edition, line.served, line.size) for line in store.list()] == [
        (C.id, True, len(C.content)),
        (A.id, False, len(A.content)),
        (B.id, False, len(B.content)),
    ]
    served = [line.last_served for line in store.list()]
    assert served == sorted(served, reverse=True)


def test_an_edition_that_was_never_served_is_listed_last(store):
    store.publish(A)
    (store.root / B.id).mkdir()
    content_path(store, B).write_bytes(B.content)
    assert [(line.edition, line.served, line.last_served is None) for line in store.list()] == [
        (A.id, True, False),
        (B.id, False, True),
    ]


def test_a_store_without_editions_lists_none(store):
    assert store.list() == []
    assert store.current_id() is None


def test_rolling_back_serves_the_edition_before(store):
    store.publish(A)
    store.publish(B)
    assert store.rollback() == A.id
    assert store.open().id == A.id


def test_rolling_back_again_goes_one_further_back(store):
    for one in (A, B, C):
        store.publish(one)
    assert [store.rollback(), store.rollback()] == [B.id, A.id]
    with pytest.raises(DamagedEditionError, match="there is no earlier edition to go back to"):
        store.rollback()
    assert store.open().id == A.id


def test_what_was_rolled_back_can_be_published_again_and_rolled_back_again(store):
    store.publish(A)
    store.publish(B)
    store.rollback()
    assert store.publish(B) is True
    assert store.open().id == B.id
    assert store.rollback() == A.id


def test_an_edition_published_a_second_time_is_rolled_back_to_the_one_between(store):
    for one in (A, B, A):
        store.publish(one)
    assert [store.rollback(), store.rollback()] == [B.id, A.id]


def test_rolling_back_passes_over_a_damaged_edition(store):
    for one in (A, B, C):
        store.publish(one)
    content_path(store, B).write_bytes(b"{}")
    assert store.rollback() == A.id


@pytest.mark.parametrize("published", [0, 1])
def test_without_an_earlier_edition_rolling_back_says_so_and_changes_nothing(store, published):
    if published:
        store.publish(A)
    with pytest.raises(DamagedEditionError, match="there is no earlier edition to go back to"):
        store.rollback()
    assert store.current_id() == (A.id if published else None)


# Damage.


def test_a_store_without_editions_says_what_to_do(store):
    with pytest.raises(DamagedEditionError) as caught:
        store.open()
    assert str(caught.value) == (
        f"no edition has been published in {store.root}; run `madoguchi publish`"
    )


REMEDY = (
    " Run `madoguchi publish` to make it again, or `madoguchi rollback` to serve the one before."
)


@pytest.mark.parametrize(
    "damage", [lambda content: content[:-1], lambda content: content + b" ", lambda _: b""]
)
def test_damaged_content_is_not_served_and_says_what_to_do(store, damage):
    store.publish(A)
    path = content_path(store, A)
    path.write_bytes(damage(A.content))
    with pytest.raises(DamagedEditionError) as caught:
        store.open()
    assert str(caught.value) == (
        f"the edition {A.id[:12]} is damaged: {path} is not what was published." + REMEDY
    )


def test_one_changed_bit_is_noticed(store):
    store.publish(A)
    changed = bytearray(A.content)
    changed[len(changed) // 2] ^= 1
    content_path(store, A).write_bytes(changed)
    with pytest.raises(DamagedEditionError, match="is not what was published"):
        store.open()


def test_a_missing_folder_says_what_to_do(store):
    store.publish(A)
    content_path(store, A).unlink()
    (store.root / A.id).rmdir()
    with pytest.raises(DamagedEditionError) as caught:
        store.open()
    assert str(caught.value).startswith(
        f"the edition {A.id[:12]} is damaged: {content_path(store, A)} cannot be read: "
    )
    assert str(caught.value).endswith(REMEDY)


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        (b"", "is damaged; run `madoguchi publish`"),
        (b"{", "is damaged; run `madoguchi publish`"),
        (b'{"history": [{"edition": "x"}]}', "is damaged; run `madoguchi publish`"),
        (b'{"history": []}', "names no edition; run `madoguchi publish`"),
    ],
)
def test_a_damaged_pointer_says_what_to_do_and_that_helps(store, pointer, message):
    store.publish(A)
    path = store.root / "current.json"
    path.write_bytes(pointer)
    for ask in (store.open, store.rollback, store.list):
        with pytest.raises(DamagedEditionError) as caught:
            ask()
        assert str(caught.value) == f"{path} {message}"
    assert store.publish(B) is True
    assert store.open().id == B.id
    assert (store.root / "current.json.damaged").read_bytes() == pointer


def test_publishing_a_damaged_edition_again_mends_it(store):
    store.publish(A)
    content_path(store, A).write_bytes(b"{}")
    assert store.publish(A) is True
    assert store.open().content == A.content
    with pytest.raises(DamagedEditionError, match="no earlier edition"):
        store.rollback()


def test_an_edition_of_another_compiler_says_to_publish_again(store):
    content = A.content.replace(b'{"compiler":1,', b'{"compiler":0,')
    other = hashlib.sha256(content).hexdigest()
    (store.root / other).mkdir(parents=True)
    (store.root / other / "edition.json").write_bytes(content)
    with pytest.raises(DamagedEditionError) as caught:
        store.open(other)
    assert str(caught.value) == (
        f"the edition {other[:12]} is damaged: it was made by compiler 0, this is 1." + REMEDY
    )


def test_what_a_dead_publisher_left_is_cleaned_and_never_listed(store):
    store.publish(A)
    left = store.root / ".unfinished-1"
    left.mkdir()
    (left / "edition.json").write_bytes(B.content[:10])
    (store.root / ".unfinished-pointer").write_bytes(b'{"history":')
    assert [line.edition for line in store.list()] == [A.id]
    assert store.open().id == A.id
    store.publish(B)
    assert sorted(path.name for path in store.root.iterdir()) == sorted(
        [A.id, B.id, "current.json", "lock"]
    )


def test_the_pointer_is_swapped_whole(store):
    """A reader that has the old pointer open reads all of it, whatever is published meanwhile."""
    store.publish(A)
    with (store.root / "current.json").open("rb") as old:
        store.publish(B)
        assert json.loads(old.read())["history"][-1]["edition"] == A.id
    assert json.loads((store.root / "current.json").read_bytes())["history"][-1]["edition"] == B.id


def test_the_pointer_says_when_and_why_each_edition_was_served(store):
    store.publish(A)
    store.publish(B)
    store.rollback()
    history = json.loads((store.root / "current.json").read_bytes())["history"]
    assert [(line["edition"], line["by"]) for line in history] == [
        (A.id, "publish"),
        (B.id, "publish"),
        (A.id, "rollback"),
    ]


def test_the_stamp_of_the_pointer_differs_after_every_publish(store):
    stamps = [store.pointer_stamp()]
    for one in (A, B, A, B, A, B):
        store.publish(one)
        os.utime(store.root / "current.json", ns=(0, 0))
        stamps.append(store.pointer_stamp())
    assert stamps[0] == ()
    assert len(set(stamps)) == 7


def test_a_second_publisher_waits_for_the_first(store, tmp_path):
    """Publishers in several processes at once leave all their editions and a whole pointer."""
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from madoguchi.edition import EditionStore\n"
        "from madoguchi.edition.compiling import read_edition\n"
        "store = EditionStore(Path(sys.argv[1]))\n"
        "editions = [read_edition(Path(path).read_bytes()) for path in sys.argv[2:]]\n"
        "for turn in range(10):\n"
        "    store.publish(editions[turn % 2])\n"
    )
    paths = []
    for one in (A, B):
        path = tmp_path / f"{one.id}.json"
        path.write_bytes(one.content)
        paths.append(str(path))
    processes = [
        subprocess.Popen([sys.executable, "-c", script, str(store.root), *order])
        for order in (paths, paths[::-1])
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    history = json.loads((store.root / "current.json").read_bytes())["history"]
    assert {line["edition"] for line in history} == {A.id, B.id}
    # A publish that found its edition served already writes nothing.
    assert all(one["edition"] != two["edition"] for one, two in pairwise(history))
    assert store.open().id == history[-1]["edition"]
