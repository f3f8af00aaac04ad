"""What docs/operation.md tells people to type is there."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from madoguchi.project.command import _parser

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operation.md").read_text(encoding="utf-8")
CODE = re.findall(r"(?s)```sh\n(.*?)```|`([^`]+)`", TEXT)
LINES = [
    line for block, words in CODE for line in (block or re.sub(r"\s+", " ", words)).splitlines()
]
SERVICES = yaml.safe_load((ROOT / "deploy/compose/compose.yaml").read_text())["services"]


def commands() -> list[str]:
    """Calls of the `madoguchi` command, from where it begins."""
    found = [
        re.search(r"(?:sudo |run --rm web |exec (?:-T )?web |^)madoguchi (\S.*)", line)
        for line in LINES
    ]
    return sorted({one[1] for one in found if one and "…" not in one[1]})


@pytest.mark.parametrize("command", commands())
def test_every_command_can_be_called_so(command):
    assert callable(_parser().parse_args(shlex.split(command)).run)


def test_the_commands_are_those_of_operation():
    verbs = {command.split()[0] for command in commands()}
    assert verbs == {
        "administrator", "backup", "editions", "import", "migrate", "publish", "restore",
        "rollback", "staff",
    }  # fmt: skip


def test_files_that_are_copied_are_there():
    named = {
        word for line in LINES for word in line.split() if re.match(r"(deploy|scripts)/", word)
    }
    assert "deploy/systemd/*.service" in named
    assert [name for name in named if not list(ROOT.glob(name.removesuffix("/.env")))] == []


def test_units_that_are_named_are_there():
    # Those of the system itself: Caddy and PostgreSQL.
    named = {
        word
        for line in LINES
        if line.startswith(("sudo systemctl", "systemctl", "journalctl"))
        for word in line.split()
        if re.match(r"madoguchi-", word)
    }
    assert named == {
        "madoguchi-web", "madoguchi-worker", "madoguchi-backup.timer",
    }  # fmt: skip
    for name in named:
        unit = name if "." in name else f"{name}.service"
        assert (ROOT / "deploy/systemd" / unit).is_file()


def test_services_of_docker_that_are_named_are_there():
    named = {
        word
        for line in LINES
        if (found := re.match(r"docker compose (?:stop|exec(?: -T)?|run --rm) (.*)", line))
        for word in found[1].split(" madoguchi ")[0].split()
    }
    assert named == {"web", "worker"}
    assert named <= SERVICES.keys()
