"""The lock files: everything pinned by hash, in agreement, naming no registry; and the start script's manners."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("build", "run", "demo", "dev", "ci")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    """(package, version) of every line."""
    return {
        (found[1].lower(), found[2])
        for found in re.finditer(r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock(name))
    }


def wanted(requirements: list[str]) -> set[str]:
    """Names of requirements as the index writes them."""
    return {re.split(r"[\[<>=!~; ]", one)[0].lower().replace("_", "-") for one in requirements}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_by_hash(name: str) -> None:
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", lock(name)))
    assert len(blocks) > 1
    for block in blocks[1:]:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_registry_and_no_path(name: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links|/root|/home|/tmp", lock(name))


def test_the_locks_agree() -> None:
    assert pins("run") <= pins("demo") <= pins("dev")
    assert pins("build") <= pins("dev")


def test_what_the_project_asks_for_is_locked() -> None:
    project, extras = PROJECT["project"], PROJECT["project"]["optional-dependencies"]
    names = {lock_name: {package for package, _ in pins(lock_name)} for lock_name in LOCKS}
    assert wanted(project["dependencies"]) <= names["run"]
    assert wanted(extras["demo"]) <= names["demo"]
    assert wanted(extras["dev"]) <= names["dev"]
    assert not wanted(extras["demo"]) & (names["run"] - wanted(project["dependencies"]))


def test_the_build_backend_is_the_one_of_the_project() -> None:
    stated = [
        line
        for line in (ROOT / "requirements" / "build.in").read_text().splitlines()
        if not line.startswith("#")
    ]
    assert stated == PROJECT["build-system"]["requires"]
    assert {tuple(one.split("==")) for one in stated} <= pins("build")


def test_the_start_script_says_how_it_is_called() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "start.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "start.py demo" in done.stderr


def test_an_old_python_gets_a_sentence() -> None:
    """Its first lines are read by a Python that knows nothing newer; the version is put in its mouth."""
    source = (ROOT / "scripts" / "start.py").read_text("utf-8")
    lines = source[: source.index("sys.path")].replace(
        "import sys\n", "import sys\nsys.version_info = (3, 9, 18)\n"
    )
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip().startswith("Nearmiss needs Python 3.11 or later; this is Python 3.9.")


def test_the_readme_tells_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "python3 scripts/start.py demo" in readme
    assert "python3 scripts/start.py test" in readme
