"""What readers find changed from one edition to the next."""

import json
import time

import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.edition.changes import ChangeLog, changes
from madoguchi.edition.tests.small_guide import SERVICES, hours, service, small_guide
from madoguchi.guide import Guide
from madoguchi.guide.guide import make_entry
from madoguchi.language import WRITTEN

ALL = frozenset(WRITTEN)
DESK = SERVICES["town/ward-desk"]
EARLIER = service(hours("en zh", ["mon"], "09:00-17:00"))


def told(before: Guide, after: Guide) -> list[tuple[str, str]]:
    return [(one.entry.id, one.what) for one in changes(before, after)]


def with_entries(guide: Guide, **fields: object) -> Guide:
    made = {name: make_entry(name, one) for name, one in fields.items()}
    return Guide(guide.packs, dict(guide.entries) | made)


def words(**fields: str) -> dict[str, object]:
    return {"ja": {"name": "x", "summary": "y"}, **{code: {"name": name, "summary": "y"}
                                                    for code, name in fields.items()}}  # fmt: skip


def test_the_same_guide_has_no_changes():
    assert changes(small_guide(), small_guide()) == []


def test_an_entry_may_be_new_changed_or_gone():
    before = small_guide()
    changed = small_guide(**{"ward-desk": EARLIER}, library=EARLIER)
    entries = dict(changed.entries)
    del entries["town/plaza"]
    after = Guide(changed.packs, entries)
    assert told(before, after) == [
        ("town/library", "new"),
        ("town/plaza", "gone"),
        ("town/ward-desk", "changed"),
    ]
    assert {one.languages for one in changes(before, after)} == {ALL}
    # An entry that is gone is told as it was.
    assert changes(before, after)[1].entry is before.entries["town/plaza"]


def test_what_writers_keep_for_themselves_is_no_change():
    noted = dict(DESK) | {
        "note": "asked again by telephone",
        "check_by": "2027-04-01",
        "sources": [{"source": "town/page", "note": "line 3"}],
        "words": {"ja": {"name": "x", "summary": "y", "version": 2, "also": ["z"]}},
    }
    assert told(small_guide(), small_guide(**{"ward-desk": noted})) == []


@pytest.mark.parametrize(
    ("codes", "seen"),
    [
        ({"ko": "k"}, {"ko"}),
        # Who has no words of their own reads the English ones.
        ({"en": "e"}, ALL - {"ja", "ja-x-easy"}),
        ({"en": "x"}, frozenset()),
    ],
)
def test_new_words_are_a_change_for_those_who_read_them(codes, seen):
    after = small_guide(**{"ward-desk": dict(DESK) | {"words": words(**codes)}})
    found = changes(small_guide(), after)
    assert [one.languages for one in found] == ([frozenset(seen)] if seen else [])


def test_a_place_that_moves_changes_the_pages_that_show_it():
    def town(address: str) -> Guide:
        place = {"kind": "location", "area": "town/town", "address": address}
        moved = small_guide(**{"ward-desk": dict(DESK) | {"location": "town/hall"}})
        return with_entries(moved, **{"town/hall": place})

    assert told(town("1-1"), town("2-2")) == [
        ("town/hall", "changed"),
        ("town/ward-desk", "changed"),
    ]


@pytest.fixture
def store(tmp_path):
    return EditionStore(tmp_path)


def publish(store: EditionStore, guide: Guide) -> str:
    edition = compile_edition(guide)
    store.publish(edition)
    return edition.id


def test_the_history_is_told_newest_first(store):
    publish(store, small_guide())
    second = publish(store, small_guide(library=EARLIER))
    third = publish(store, small_guide(library=DESK))
    found = ChangeLog(store).recent(10)
    assert [(one.edition, [(change.entry.id, change.what) for change in one.changes])
            for one in found] == [
        (third, [("town/library", "changed")]),
        (second, [("town/library", "new")]),
    ]  # fmt: skip
    assert [one.at for one in found] == [line.at for line in store.history()[:0:-1]]
    assert len(ChangeLog(store).recent(1)) == 1


def test_one_edition_has_no_changes_and_an_empty_store_neither(store):
    assert ChangeLog(store).recent(10) == []
    publish(store, small_guide())
    assert ChangeLog(store).recent(10) == []


def test_a_rollback_takes_back_what_was_new(store):
    publish(store, small_guide())
    publish(store, small_guide(library=EARLIER))
    store.rollback()
    found = ChangeLog(store).recent(10)
    assert [change.what for one in found for change in one.changes] == ["gone", "new"]


def test_an_edition_that_cannot_be_read_is_passed_over(store):
    publish(store, small_guide())
    broken = publish(store, small_guide(library=EARLIER))
    publish(store, small_guide(library=EARLIER, archive=EARLIER))
    path = store.root / broken / "edition.json"
    path.write_bytes(path.read_bytes()[:-1])
    (found,) = ChangeLog(store).recent(10)
    assert [(one.entry.id, one.what) for one in found.changes] == [
        ("town/archive", "new"),
        ("town/library", "new"),
    ]


def test_an_edition_of_an_older_form_is_passed_over(store):
    content = json.loads(compile_edition(small_guide()).content)
    content["guide"]["format"] = 0
    old = json.dumps(content).encode()
    publish(store, small_guide(library=EARLIER))
    name = store.history()[0].edition
    (store.root / name / "edition.json").write_bytes(old)
    publish(store, small_guide())
    assert ChangeLog(store).recent(10) == []


def test_an_edition_is_read_once(store, monkeypatch):
    for number in range(4):
        publish(store, small_guide(**{f"library-{number}": EARLIER}))
        # The clock of the history tells them apart.
        time.sleep(0.001)
    opened: list[str] = []
    opening = EditionStore.open

    def counted(self: EditionStore, edition_id: str | None = None):
        opened.append(str(edition_id))
        return opening(self, edition_id)

    monkeypatch.setattr(EditionStore, "open", counted)
    log = ChangeLog(store)
    first = log.recent(10)
    assert sorted(opened) == sorted(line.edition for line in store.history())
    assert log.recent(10) == first
    assert len(opened) == 4
