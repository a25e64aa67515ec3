"""Two trusts in one deployment: each command names one, or all are looked at; nothing of one shows in the other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Home


@pytest.fixture
def both(home: Home, tmp_path: Path) -> Home:
    """The story's trust as `osborne`, and an empty one as `birch`."""
    root = tmp_path / "config"
    shutil.copytree(home.folder / "config", root / "osborne")
    shutil.copytree(home.folder / "config", root / "birch")
    file = root / "birch" / "directory.toml"
    text = file.read_text("utf-8").replace("OCAT", "BIRCH").replace("osborne.example", "birch.example")
    file.write_text(text, "utf-8")
    for name in ("osborne", "birch"):
        place = home.folder if name == "osborne" else tmp_path / "birch"
        (root / name / ".env").write_text(
            f"NEARMISS_DATABASE_URL=sqlite:///{place / 'nearmiss.db'}\nNEARMISS_DATA_DIR={place / 'data'}\n"
            f"NEARMISS_KEY_FILE={place / 'keys' / 'nearmiss.key'}\n"
        )
    own = ("NEARMISS_DATABASE_URL", "NEARMISS_DATA_DIR", "NEARMISS_KEY_FILE")
    shared = {name: value for name, value in home.environment.items() if name not in own}
    return Home(tmp_path, {**shared, "NEARMISS_CONFIG_DIR": str(root)})


def test_a_command_about_one_trust_asks_which(both: Home) -> None:
    result = both.run("cases", "--json")
    assert result.exit_code == 1
    assert result.stderr == "Error: --trust needs one of: birch, osborne\n"


def test_by_folder_and_by_prefix(both: Home) -> None:
    assert len(json.loads(both.run("cases", "--json", "--trust", "osborne").stdout)) == 2
    assert len(json.loads(both.run("cases", "--json", "--trust", "ocat").stdout)) == 2
    assert json.loads(both.run("cases", "--json", "--trust", "birch").stdout) == []


def test_check_and_health_look_at_all(both: Home) -> None:
    lines = json.loads(both.run("check", "--offline", "--json").stdout)
    assert {line["trust"] for line in lines} == {"osborne", "birch"}
    assert {one["trust"] for one in json.loads(both.run("health", "--json").stdout)} == {"osborne", "birch"}


def test_upgrade_serves_all_and_nothing_is_shared(both: Home) -> None:
    result = both.run("db", "upgrade")
    assert result.exit_code == 0, result.stderr
    assert len(result.stdout.splitlines()) == 2
    assert both.run("show", "OCAT-2026-0001", "--trust", "birch").exit_code == 1
    assert both.run("audit", "verify", "--trust", "birch").exit_code == 0
