"""What a reader of the docs may use stands in them, and their links lead somewhere."""

import argparse
import ast
import re
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from madoguchi.guide import KINDS
from madoguchi.language import WRITTEN
from madoguchi.project import environment
from madoguchi.project.command import _parser

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("packs/*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")


def docs() -> str:
    """What explains the program: not the list of changes."""
    return "\n".join(
        page.read_text(encoding="utf-8") for page in PAGES if page.name != "CHANGELOG.md"
    )


def settings() -> set[str]:
    """The names of variables that `project/environment.py` reads."""
    tree = ast.parse(Path(environment.__file__).read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "os.environ.get"
        and isinstance(node.args[0], ast.Constant)
    }


def settings_of_scripts() -> set[str]:
    """Variables that whoever calls a script may set: those with a default."""
    return {
        name
        for script in (ROOT / "scripts").iterdir()
        for name in re.findall(r"\$\{([A-Z_]+):-", script.read_text(encoding="utf-8"))
    } - {"MADOGUCHI_CALLED"}


def commands() -> dict[str, argparse.ArgumentParser]:
    found = next(
        action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(found.choices)


def addresses(resolver: URLResolver | None = None, before: str = "/") -> list[str]:
    """Every address of the server, as `/<language>/help/`."""
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        address = before + re.sub(r"<\w+:", "<", str(one.pattern))
        if isinstance(one, URLPattern):
            found.append(address)
        else:
            found += addresses(one, address)
    # What the API's framework answers at its root is an error for people who guess.
    return [address for address in found if not address.endswith("/api/")]


@pytest.mark.parametrize("name", sorted(settings() | settings_of_scripts()))
def test_every_setting_is_explained(name):
    assert f"`{name}`" in docs()


def test_settings_are_read_in_one_place_only():
    reading = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if "tests" not in path.parts
        and re.search(r"os\.(environ\b(?!\.setdefault\(\"DJANGO)|getenv)", path.read_text("utf-8"))
    ]
    assert reading == ["src/madoguchi/project/environment.py"]
    assert "MADOGUCHI_DATA" in settings()


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_named_with_its_name(name):
    assert re.search(rf"(`|madoguchi ){re.escape(name)}\b", docs())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_explains_itself(name):
    assert commands()[name].format_help().startswith(f"usage: madoguchi {name}")


@pytest.mark.parametrize("address", addresses())
def test_every_address_is_explained(address):
    assert f"`{address}`" in docs()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_is_explained(kind):
    assert f"| `{kind}` |" in docs()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / link).exists(), link


def test_files_that_are_named_are_there():
    named = set(re.findall(r"`((?:src|packs|docs|scripts|benchmarks)/[\w./-]+\w)`", docs()))
    assert "packs/example" in named
    assert [name for name in named if not (ROOT / name).exists() and name != "docs/schema"] == []


def test_modules_that_are_named_are_there():
    named = set(re.findall(r"`(\w+/\w+\.py)`", docs())) - {"docs/tests"}
    assert "project/environment.py" in named
    assert [name for name in named if not (ROOT / "src/madoguchi" / name).exists()] == []


def test_the_docs_count_the_languages_right():
    words = {9: "nine", 10: "ten", 11: "eleven", 12: "twelve"}
    assert f"{words[len(WRITTEN)]} languages" in docs()
    assert f"all {words[len(WRITTEN) - 1]} catalogues" in docs()


def test_the_readme_shows_a_picture_and_the_one_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"!\[[^\]]+\]\(docs/\w+\.png\)", readme)
    assert "```sh\nscripts/serve\n```" in readme
