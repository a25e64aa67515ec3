"""The container file: what it must promise, and that its steps are the ones that CI carries out (scripts/wheel.sh)."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def instructions() -> list[tuple[str, str]]:
    """(INSTRUCTION, rest) with continued lines joined and comments gone."""
    text = re.sub(r"(?m)^\s*#.*\n", "", DOCKERFILE).replace("\\\n", " ")
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    lines = instructions()
    return lines[max(i for i, (word, _) in enumerate(lines) if word == "FROM") :]


def test_it_runs_as_nobody_special() -> None:
    users = [rest for word, rest in last_stage() if word == "USER"]
    assert users
    assert users[-1].split(":")[0] not in ("root", "0")


def test_it_says_how_it_is() -> None:
    stage = dict(last_stage())
    assert '["nearmiss", "health"]' in stage["HEALTHCHECK"]
    assert stage["ENTRYPOINT"] == '["nearmiss"]'
    assert stage["CMD"] == '["run"]'
    assert stage["STOPSIGNAL"] == "SIGTERM"


def test_what_must_outlive_it_is_on_volumes_and_the_key_apart() -> None:
    stage = dict(last_stage())
    settings = dict(re.findall(r"(NEARMISS_\w+)=(\S+)", stage["ENV"]))
    volumes = re.findall(r'"([^"]+)"', stage["VOLUME"])
    key = Path(settings["NEARMISS_KEY_FILE"]).parent
    data = Path(settings["NEARMISS_DATA_DIR"])
    assert {str(key), str(data), settings["NEARMISS_CONFIG_DIR"]} == set(volumes)
    assert settings["NEARMISS_DATABASE_URL"].startswith(f"sqlite:///{data}/")
    assert data not in key.parents


def test_the_base_is_one_python_named_by_its_version() -> None:
    bases = {rest.split()[0] for word, rest in instructions() if word == "FROM"}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.1[1-9]-slim(-\w+)?", bases.pop())


def test_the_demo_and_the_tests_stay_out() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    lines = [line for line in ignored if line and not line.startswith("#")]
    assert lines[0] == "*"
    assert "bot/demo" in lines
    assert lines.index("bot/demo") > lines.index("!bot")
    assert not any(line.startswith("!") and ("tests" in line or "demo" in line) for line in lines)
    assert "demo" not in " ".join(rest for _, rest in instructions() if "pip" in rest)


def test_what_the_image_copies_is_let_through() -> None:
    let = {
        line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")
    }
    for word, rest in instructions():
        if word == "COPY" and "--from" not in rest and rest != ". .":
            assert set(rest.split()[:-1]) <= let
    assert {name for name in ("bot", "handlers", "templates", "config", "pyproject.toml")} <= let


def test_ci_carries_out_the_same_steps() -> None:
    """pip's arguments, in their order, apart from folders and how loud it is."""
    script = (ROOT / "scripts" / "wheel.sh").read_text("utf-8")

    def steps(text: str) -> list[str]:
        found = re.findall(r"pip(?:\")? ((?:install|wheel|uninstall)[^\n&\\]*)", text)
        quiet = r"-qq |--no-cache-dir |\"?\$work\"?|\""
        return [" ".join(re.sub(quiet, "", step).replace("/opt/", "/").split()) for step in found]

    image = steps(DOCKERFILE.replace("\\\n", "\n"))
    assert image == steps(script)
    assert len(image) == 5


@pytest.mark.parametrize("script", [".ci/run", "scripts/wheel.sh"])
def test_scripts_can_be_read_by_their_shell(script: str) -> None:
    path = ROOT / script
    first = path.read_text("utf-8").splitlines()[0]
    shell = shutil.which(first.rsplit("/", 1)[-1])
    assert shell is not None
    assert subprocess.run([shell, "-n", str(path)], check=False).returncode == 0
    assert path.stat().st_mode & 0o100
