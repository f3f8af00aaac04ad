"""Each room imports only from those above it."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "madoguchi"
# As drawn in docs/architecture.md, the lowest foundation first.
ORDER = [
    *("language", "hours", "deadlines", "guide", "edition"),
    *("outlets", "people", "editorial", "project"),
]
# What all tests share stands beside the rooms.
SHARED_BY_TESTS = {"madoguchi.conftest", "madoguchi.postgres"}
WITHOUT_DJANGO = ["language", "hours", "deadlines", "guide", "edition"]


def imported(path: Path) -> list[str]:
    """Names of the modules that a file imports, at any depth of its code."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or "tests" in path.parts, f"{path}: relative import"
            names += [node.module or ""]
    return names


def rooms() -> dict[str, list[Path]]:
    return {room: sorted((SOURCE / room).rglob("*.py")) for room in ORDER}


def test_no_room_imports_from_one_below_it():
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for room, paths in rooms().items()
        for path in paths
        for name in imported(path)
        if name.startswith("madoguchi.")
        and not (name in SHARED_BY_TESTS and "tests" in path.parts)
        and name.split(".")[1] not in ORDER[: ORDER.index(room) + 1]
    ]
    assert wrong == []


def test_down_to_the_edition_it_is_plain_python():
    wrong = [
        f"{path.relative_to(SOURCE)} imports {name}"
        for room, paths in rooms().items()
        if room in WITHOUT_DJANGO
        for path in paths
        for name in imported(path)
        if name.split(".")[0] in {"django", "ninja"}
    ]
    assert wrong == []


def test_every_folder_is_a_room():
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and path.name[0] != "_"}
    assert folders == set(ORDER)


def test_no_module_has_more_than_400_lines():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        # Migrations are as makemigrations writes them.
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
