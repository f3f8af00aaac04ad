"""Whoever restores is killed with SIGKILL: the ward is what it was or what it was to be."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from madoguchi.edition import compile_edition
from madoguchi.editorial.keeping import guides
from madoguchi.editorial.models import StaffMember
from madoguchi.guide import Guide
from madoguchi.project import migrating
from madoguchi.project.backups import back_up, recover, restore
from madoguchi.project.tests.ward import Ward

# How often a file is linked, moved or removed before the transaction ends: the journal is moved,
# two files of packs and the pointer are linked and moved, a file that was missing is moved.
BEFORE = 8


def change(ward: Ward) -> None:
    """Make another ward of it, in its database, its editions and its packs."""
    StaffMember.objects.create_user("thuy@town.example.jp", name="Thuy")
    guide = guides.published_guide()
    fewer = Guide(guide.packs, dict(list(guide.entries.items())[:-2]))
    ward.store.publish(compile_edition(fewer))
    for name in ("pack.yaml", "topics/life.yaml"):
        with (ward.packs / "town" / name).open("a") as file:
            file.write("# changed\n")
    (ward.packs / "town/areas/town.yaml").unlink()


@contextmanager
def killing(ward: Ward, archive: Path) -> Iterator["subprocess.Popen[str]"]:
    """The process that forks restores and kills them."""
    named = {"PACK": "town", "PACKS": ward.packs, "DATA": ward.data}
    env = {name: value for name, value in os.environ.items() if "MADOGUCHI" not in name}
    env |= {f"MADOGUCHI_{name}": str(value) for name, value in named.items()}
    with subprocess.Popen(
        [sys.executable, "-m", "madoguchi.project.tests.killing_restores", archive],
        env=env | {"DATABASE_URL": ward.url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.stdin.close()


def order(process: "subprocess.Popen[str]", words: str) -> str:
    process.stdin.write(f"{words}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


@pytest.mark.parametrize(
    ("engine", "moments", "expected"),
    [
        (
            "sqlite",
            range(1, BEFORE + 2),
            # Until the journal is there nothing has to be undone.
            [("", "old"), *[("undone", "old")] * (BEFORE - 1), ("finished", "new")],
        ),
        ("sqlite", [BEFORE + 2], [("", "new")]),
        ("postgresql", [BEFORE, BEFORE + 1], [("undone", "old"), ("finished", "new")]),
    ],
    ids=["at each moment", "when the journal is gone", "around the end on PostgreSQL"],
)
def test_killed_while_files_are_exchanged_all_goes_back_or_forth(
    machines, tmp_path, engine, moments, expected
):
    ward = machines.filled(engine)
    with ward.open():
        new = ward.state()
        archive = back_up(tmp_path / "ward.tar.gz").path
        change(ward)
        old = ward.state()
    seen = []
    with killing(ward, archive) as process:
        for moment in moments:
            assert order(process, f"file {moment}") == "killed"
            with ward.open():
                done = recover()
                seen.append((done, which(ward.state(), old, new)))
    assert seen == expected
    assert [path.name for path in ward.packs.iterdir()] == ["town"]
    assert not (ward.data / ".restoring").exists()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_killed_while_the_database_is_filled_it_is_as_before_and_a_new_run_works(
    machines, tmp_path, engine
):
    ward = machines.filled(engine)
    with ward.open():
        new = ward.state()
        archive = back_up(tmp_path / "ward.tar.gz").path
        change(ward)
        # With other tables than the backup's, all are dropped and made anew.
        migrating.go_back("account", "0008")
        old = ward.state()
    with killing(ward, archive) as process:
        for statement in (30, 150):
            assert order(process, f"row {statement}") == "killed"
            with ward.open():
                assert recover() == ""
                assert which(ward.state(), old, new) == "old"
    with ward.open():
        restore(archive, replace=True)
        assert which(ward.state(), old, new) == "new"


def which(state, old, new) -> str:
    """Whether it is the one or the other, whole; an edition that is not served does no harm."""
    if state == old:
        return "old"
    only_new = {edition: state.editions[edition] for edition in new.editions}
    return "new" if state._replace(editions=only_new) == new else "neither"
