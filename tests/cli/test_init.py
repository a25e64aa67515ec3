"""`nearmiss init`: a first configuration that `check` finds in order, and bad lists answered line by line."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.commands import nearmiss

PEOPLE = """name,address,phone,role,school
Anna Bell,a.bell@trust.example,0161,ceo,
Sue Roe,s.roe@trust.example,0162,siro,
Dan Poe,d@firm.example,,dpo,
Kay Lo,k@trust.example,,case manager,
Raj S,r@trust.example,,operator,
He Ad,h@hill.trust.example,0163,headteacher,Hill Academy
"""
FLAGS = ["init", "--trust-name", "A Trust", "--prefix", "at", "--incidents", "incidents@trust.example",
         "--anonymous", "speakup@trust.example"]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    return tmp_path


def test_it_writes_what_check_finds_in_order(folder: Path) -> None:
    done = CliRunner().invoke(nearmiss, [*FLAGS, "--people", "people.csv"])
    assert done.exit_code == 0, done.output
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert "New-ManagementRoleAssignment" in done.output
    assert "speakup@trust.example" in done.output
    checked = CliRunner().invoke(nearmiss, ["check", "--offline"])
    assert "ok    configuration: A Trust" in checked.output, checked.output


def test_it_leaves_what_is_there_alone(folder: Path) -> None:
    CliRunner().invoke(nearmiss, [*FLAGS, "--people", "people.csv"])
    before = (folder / "config" / "directory.toml").read_text()
    again = CliRunner().invoke(nearmiss, [*FLAGS[:-1], "other@trust.example"])
    assert again.exit_code == 0
    assert (folder / "config" / "directory.toml").read_text() == before


def test_a_bad_list_is_answered_line_by_line_and_nothing_is_written(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "name,address,role,school\nA,not an address,ceo,\nB,b@trust.example,wizard,\n"
    )
    done = CliRunner().invoke(nearmiss, [*FLAGS, "--people", "people.csv"])
    assert done.exit_code != 0
    assert "line 2" in done.output
    assert "line 3" in done.output
    assert "Traceback" not in done.output
    assert not (folder / "config").exists()
