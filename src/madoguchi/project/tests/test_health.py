"""What a machine asks of the server: does it live, can it answer."""

import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.guide import Guide
from madoguchi.outlets.serving import live


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
