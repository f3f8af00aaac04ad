"""What `deploy/` says is true: its files can be read, its commands run, its settings are ours."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from madoguchi.outlets.site.tests.browser import _wait_for
from madoguchi.project.environment import environment
from madoguchi.project.tests.caddy import ROOT, free_port

DEPLOY = ROOT / "deploy"
SYSTEMD = DEPLOY / "systemd"
COMPOSE = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
DOCKERFILE = (DEPLOY / "compose/Dockerfile").read_text()
CADDYFILE = (DEPLOY / "caddy/Caddyfile").read_text()
EXAMPLE = (DEPLOY / "madoguchi.env.example").read_text()
OURS = ["setup", "web", "worker"]


def settings() -> set[str]:
    """The names of variables that the program reads."""
    source = (ROOT / "src/madoguchi/project/environment.py").read_text(encoding="utf-8")
    return set(re.findall(r"os\.environ\.get\(\s*[\"']([A-Z_]+)[\"']", source))


def offered() -> dict[str, str]:
    """What the example of a machine's settings offers, whether it is there or commented out."""
    return dict(re.findall(r"(?m)^#?([A-Z_]+)=(.*)$", EXAMPLE))


def test_every_setting_can_be_given():
    assert settings() - offered().keys() == set()
    assert "DATABASE_URL" in settings()


def test_every_setting_that_is_offered_is_read_by_somebody():
    read_by_docker = set(
        re.findall(r"\$\{([A-Z_]+)", (DEPLOY / "compose/compose.yaml").read_text())
    )
    read_by_caddy = set(re.findall(r"\{\$([A-Z_]+)", CADDYFILE))
    assert offered().keys() - settings() - read_by_docker - read_by_caddy == set()


def test_the_example_holds_no_secret():
    secrets = {
        name: value for name, value in offered().items() if re.search("PASS|KEY|SMTP|URL", name)
    }
    assert secrets == dict.fromkeys(
        ["MADOGUCHI_SMTP", "MADOGUCHI_LIBRETRANSLATE_KEY", "DATABASE_URL", "POSTGRES_PASSWORD",
         "MADOGUCHI_SECRET_KEY"], ""
    )  # fmt: skip


def test_what_is_commented_out_in_the_example_is_what_counts_without_it(monkeypatch):
    for name in settings():
        monkeypatch.delenv(name, raising=False)
    environment.cache_clear()
    without = environment()
    for name, value in offered().items():
        if name in settings() and value and "example" not in value:
            monkeypatch.setenv(name, value)
    environment.cache_clear()
    # These two deploy/ sets itself, as there is a proxy, and somebody who reads logs by program.
    assert environment() == replace(without, proxies=1, log="json")
    environment.cache_clear()


def test_the_services_are_those_that_a_ward_needs():
    assert sorted(COMPOSE["services"]) == ["caddy", "database", "setup", "web", "worker"]
    assert sorted(COMPOSE["volumes"]) == ["backups", "caddy", "data", "database"]


@pytest.mark.parametrize("name", sorted(COMPOSE["services"]))
def test_images_are_pinned_and_volumes_declared(name):
    service = COMPOSE["services"][name]
    base = re.search(r"(?m)^FROM (\S+)", DOCKERFILE)[1]
    image = base if name in OURS else service["image"]
    assert re.fullmatch(r"\w+:\d+\.\d+(\.\d+)?(-[\w-]+)?", image), image
    used = {one.partition(":")[0] for one in service["volumes"] if one[0].isalpha()}
    assert used <= COMPOSE["volumes"].keys()
    for one in service["volumes"]:
        if one.startswith("."):
            assert (DEPLOY / "compose" / one.partition(":")[0]).is_file()


@pytest.mark.parametrize("name", OURS)
def test_our_services_may_do_little_and_share_their_settings(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["env_file"] == ".env"
    assert service["environment"].keys() <= settings()
    assert service["environment"]["MADOGUCHI_PROXIES"] == "${MADOGUCHI_PROXIES:-1}"


def test_each_starts_after_what_it_needs_and_is_looked_after():
    services = COMPOSE["services"]
    waits = {
        name: {on: how["condition"] for on, how in service.get("depends_on", {}).items()}
        for name, service in services.items()
    }
    assert waits == {
        "database": {},
        "setup": {"database": "service_healthy"},
        "web": {"setup": "service_completed_successfully"},
        "worker": {"setup": "service_completed_successfully"},
        "caddy": {"web": "service_healthy"},
    }
    assert [name for name in services if "healthcheck" in services[name]] == [
        "database", "web", "worker",
    ]  # fmt: skip
    restarts = {name: service["restart"] for name, service in services.items()}
    assert restarts == dict.fromkeys(services, "unless-stopped") | {"setup": "no"}


def test_the_image_runs_as_nobody_and_is_made_of_what_it_needs(tmp_path):
    """What the Dockerfile copies is enough to build and run the program."""
    assert re.findall(r"(?m)^USER (\w+)", DOCKERFILE) == ["madoguchi"]
    copied = [line.split()[1:] for line in DOCKERFILE.splitlines() if line.startswith("COPY")]
    allowed = (DEPLOY / "compose/Dockerfile.dockerignore").read_text()
    for *sources, _ in copied:
        for source in sources:
            assert f"\n!{source}\n" in allowed
            if (ROOT / source).is_dir():
                skipped = shutil.ignore_patterns("__pycache__", "*.egg-info", "tests")
                shutil.copytree(ROOT / source, tmp_path / source, ignore=skipped)
            else:
                shutil.copy(ROOT / source, tmp_path)
    build = "import setuptools.build_meta as b; b.prepare_metadata_for_build_editable('meta')"
    run = "from madoguchi.project.command import main; main(['new-pack', '--help'])"
    (tmp_path / "meta").mkdir()
    for code, path in [(build, ""), (run, str(tmp_path / "src"))]:
        env = {"PATH": os.defpath, "PYTHONPATH": path, "MADOGUCHI_DATA": str(tmp_path / "data")}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert b"usage: madoguchi new-pack" in done.stdout
    metadata = next((tmp_path / "meta").rglob("METADATA")).read_text()
    assert "\nRequires-Dist: granian==" in metadata


def unit(name: str) -> dict[str, list[str]]:
    """The lines of a unit by their names."""
    text = (SYSTEMD / name).read_text().replace("\\\n", " ")
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"(?m)^(\w+)=(.*)$", text):
        found.setdefault(key, []).append(value)
    return found


def here(line: str, **instead: str) -> list[str]:
    """A command of a unit, as it is called in this checkout."""
    line = line.lstrip("-").replace("/opt/madoguchi/", f"{ROOT}/")
    for old, new in instead.items():
        line = line.replace(f"${{{old}}}", new)
    return shlex.split(line)


def test_systemd_understands_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("this machine has no systemd")
    for path in SYSTEMD.rglob("*.*"):
        if path.is_file() and "caddy" not in str(path):
            target = tmp_path / path.relative_to(SYSTEMD)
            target.parent.mkdir(exist_ok=True)
            target.write_text(path.read_text().replace("/opt/madoguchi", str(ROOT)))
    units = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert units == [
        "madoguchi-backup.service", "madoguchi-backup.timer", "madoguchi-web.service",
        "madoguchi-worker.service",
    ]  # fmt: skip
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / name for name in units)],
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in done.stderr.splitlines() if "madoguchi" in line] == []
    assert done.returncode == 0, done.stderr


def test_both_ways_serve_the_guide_in_the_same_way():
    served = re.search(r"(?s)CMD (\[.*?\])", DOCKERFILE)[1].replace("\\\n", "")
    docker = json.loads(served)
    systemd = here(unit("madoguchi-web.service")["ExecStart"][0], PORT="8000")
    systemd[0] = Path(systemd[0]).name
    assert sorted(set(docker) ^ set(systemd)) == [
        "--workers-kill-timeout",
        "0.0.0.0",
        "127.0.0.1",
        "3",
    ]


def test_the_commands_of_the_units_do_what_they_say(data, tmp_path):
    """The web server starts, and the backup of the night is made."""
    port = str(free_port())
    web, backup = unit("madoguchi-web.service"), unit("madoguchi-backup.service")
    env = {name: value for name, value in os.environ.items() if "MADOGUCHI" not in name}
    env |= {"MADOGUCHI_DATA": str(data), "PORT": port, "MADOGUCHI_PROXIES": "1"}
    [before] = web["ExecStartPre"]
    subprocess.run(here(before), env=env, check=True, capture_output=True)
    server = subprocess.Popen(
        here(web["ExecStart"][0], PORT=port),
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz?staff", server)
    finally:
        server.terminate()
        server.wait(timeout=20)

    (folder := tmp_path / "backups").mkdir()
    command = here(backup["ExecStart"][0].replace("/var/backups/madoguchi", str(folder)))
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    assert done.stdout.startswith(f"written: {folder}/madoguchi-nerima-")
    assert backup["ReadWritePaths"] == ["/var/backups/madoguchi"]


def test_docker_publishes_only_where_no_edition_is_served_yet(tmp_path):
    called = shlex.split(COMPOSE["services"]["setup"]["command"])
    assert called[:2] == ["sh", "-c"]
    told = []
    for served in ("", "* 42216e91  2026-11-28 09:00+09:00\n  e06e877f  never served\n"):
        (tmp_path / "madoguchi").write_text(
            f'#!/bin/sh\necho "$1" >>{tmp_path}/log\n[ "$1" != editions ] || printf "{served}"\n'
        )
        (tmp_path / "madoguchi").chmod(0o755)
        env = {"PATH": f"{tmp_path}:{os.defpath}"}
        subprocess.run(called, env=env, check=True, capture_output=True)
        told.append((tmp_path / "log").read_text().split())
        (tmp_path / "log").unlink()
    assert told == [["migrate", "editions", "publish"], ["migrate", "editions"]]


def test_the_command_of_a_wards_machine_has_the_settings_of_its_services(tmp_path):
    (tmp_path / "env").write_text(
        "# A comment\n#PORT=1\nMADOGUCHI_PACK=kita\n"
        f"MADOGUCHI_MAIL_FROM=Kita guide <guide@example.jp> $(touch {tmp_path}/run) 'x' \\n\n"
    )
    text = (SYSTEMD / "madoguchi").read_text()
    for old, new in [
        ("/etc/madoguchi.env", f"{tmp_path}/env"),
        ("/opt/madoguchi/.venv/bin/madoguchi", sys.executable),
        # Only root may become another; it may also stay itself.
        ("runuser -u madoguchi --", "runuser -u root --" if os.geteuid() == 0 else ""),
    ]:
        assert old in text
        text = text.replace(old, new)
    code = (
        "import os, sys; e = os.environ; os.umask(u := os.umask(0)); print(e['MADOGUCHI_PACK'], "
        "e['MADOGUCHI_DATA'], e['MADOGUCHI_MAIL_FROM'], sys.argv[1:], oct(u), 'PORT' in e, sep='|')"
    )
    (tmp_path / "madoguchi").write_text(text)
    done = subprocess.run(
        ["sh", tmp_path / "madoguchi", "-c", code, "backup", "a b"],
        env={"PATH": f"{os.defpath}:/usr/sbin"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == (
        f"kita|/var/lib/madoguchi|Kita guide <guide@example.jp> $(touch {tmp_path}/run) 'x' \\n"
        "|['backup', 'a b']|0o77|False\n"
    )
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["web", "worker", "backup"])
def test_each_command_of_a_unit_is_one_that_we_have(name):
    for line in unit(f"madoguchi-{name}.service")["ExecStart"]:
        program, *_ = here(line)
        assert Path(program).name in {"granian", "madoguchi"}
        assert Path(program).is_file()
