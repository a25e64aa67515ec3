"""`check` says what to do: one clear sentence for each thing that can be wrong, exit code 1, never a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import Result

from bot.demo.world import World
from tests.cli.conftest import Home, home_of


def fixes(result: Result) -> dict[str, str]:
    """What is to be done, by what was checked."""
    return {line["check"]: line["say"] for line in json.loads(result.stdout) if line["state"] == "fix"}


def states(result: Result) -> dict[str, str]:
    return {line["check"]: line["state"] for line in json.loads(result.stdout)}


def test_all_is_well(world: World) -> None:
    result = home_of(world).run("check", "--json")
    assert result.exit_code == 0, result.stdout
    found = states(result)
    assert found["token"] == found["database"] == found["key"] == found["templates"] == "ok"
    assert found["mailbox incidents@osborne.example"] == "ok"
    assert found["mailbox speakup@osborne.example"] in ("ok", "note")
    assert "mailbox scope" in found


@pytest.mark.parametrize(
    ("setting", "value", "check", "word"),
    [
        ("NEARMISS_CLIENT_SECRET", "another", "token", "NEARMISS_CLIENT_SECRET"),
        ("NEARMISS_CLIENT_ID", "00000000-0000-0000-0000-000000000000", "token", "NEARMISS_CLIENT_ID"),
        ("NEARMISS_AUTHORITY_URL", "https://localhost:9", "token", "login"),
        ("NEARMISS_GRAPH_URL", "https://localhost:9/v1.0", "mailbox incidents@osborne.example", ""),
        ("NEARMISS_GRAPH_URL", "http://localhost/v1.0", "configuration", "https"),
        ("NEARMISS_POLL_SECONDS", "often", "configuration", "NEARMISS_POLL_SECONDS"),
        ("NEARMISS_KEY_FILE", "/proc/nothing/key", "key", "put that key file back"),
    ],
)
def test_a_wrong_setting_is_named(world: World, setting: str, value: str, check: str, word: str) -> None:
    result = home_of(world).run("check", "--json", **{setting: value})
    assert result.exit_code == 1
    found = fixes(result)
    assert check in found, result.stdout
    assert word in found[check]
    assert "Traceback" not in result.output
    assert value not in result.output or setting != "NEARMISS_CLIENT_SECRET"


def test_an_unknown_mailbox_and_a_missing_permission(world: World) -> None:
    home = home_of(world)
    file = world.folder / "config" / "directory.toml"
    right = file.read_text("utf-8")
    file.write_text(right.replace('incidents = "incidents@', 'incidents = "nobody@'), "utf-8")
    found = fixes(home.run("check", "--json"))
    assert list(found) == ["mailbox nobody@osborne.example"]
    file.write_text(right, "utf-8")
    world.tenant.app.permissions.discard("Mail.Send")
    assert "Mail.Send" in fixes(home.run("check", "--json"))["mailbox incidents@osborne.example"]
    world.tenant.app.permissions.discard("Mail.ReadWrite")
    assert "mailbox incidents@osborne.example" in fixes(home.run("check", "--json"))


def test_check_leaves_nothing_in_the_mailbox(world: World) -> None:
    mailbox = world.tenant.mailbox("incidents@osborne.example")
    for _ in range(2):
        assert home_of(world).run("check").exit_code == 0
    assert [
        message for message in mailbox.everything() if "checks that it may write" in message.subject
    ] == []


def test_a_folder_in_the_database_s_place(home: Home) -> None:
    result = home.run("check", "--offline", NEARMISS_DATABASE_URL=f"sqlite:///{home.folder / 'data'}")
    assert result.exit_code == 1
    assert "fix   database: NEARMISS_DATABASE_URL: " in result.output
    assert "is no file" in result.output


def test_bad_files_are_named_all_at_once(home: Home) -> None:
    (home.folder / "config" / "directory.toml").write_text('[trust]\nname = "A"\nprefix = "not a prefix"\n')
    (home.folder / "config" / "policy.toml").write_text("[deadlines.acknowledge]\nmin = 1\n")
    result = home.run("check", "--offline")
    assert result.exit_code == 1
    assert len([line for line in result.stdout.splitlines() if line.startswith("fix")]) > 3
    assert "directory.toml" in result.stdout
    assert "policy.toml" in result.stdout
    (home.folder / "config" / "directory.toml").write_text("[trust\n")
    assert "directory.toml: is not valid TOML" in home.run("check", "--offline").stdout


def test_the_plays_say_who_gets_it(home: Home) -> None:
    lines = home.run("check", "--offline").stdout
    assert "Head away" in lines
    assert "Head accused" in lines


def test_the_wrong_key_and_a_key_that_others_can_read(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "other.key"
    other.write_text("ab" * 32)
    assert (
        "another key" in fixes(home.run("check", "--offline", "--json", NEARMISS_KEY_FILE=str(other)))["key"]
    )
    cases = home.run("cases", NEARMISS_KEY_FILE=str(other))
    assert cases.exit_code == 1
    assert cases.stderr.startswith("Error: NEARMISS_KEY_FILE")
    key = home.folder / "keys" / "nearmiss.key"
    key.chmod(0o644)
    assert "chmod 600" in fixes(home.run("check", "--offline", "--json"))["key"]


@pytest.mark.skipif(os.name != "posix", reason="SQLite's files and modes are POSIX's here")
def test_a_database_that_is_none_is_one_sentence(home: Home) -> None:
    home.database.write_bytes(b"this is no database" * 100)
    for suffix in ("-wal", "-shm"):
        Path(f"{home.database}{suffix}").unlink(missing_ok=True)
    assert "database" in fixes(home.run("check", "--offline", "--json"))
    for arguments in (["cases"], ["audit", "verify"], ["hold", "OCAT-2026-0001", "on", "--reason", "x"]):
        result = home.run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.count("\n") == 1
        assert "Traceback" not in result.stderr


def test_a_database_that_does_not_answer_is_one_sentence(home: Home) -> None:
    nowhere = {"NEARMISS_DATABASE_URL": "postgresql://nobody:hidden-password@127.0.0.1:9/none"}
    result = home.run("cases", **nowhere)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: NEARMISS_DATABASE_URL")
    assert "hidden-password" not in result.output
    checked = home.run("check", "--offline", **nowhere)
    assert checked.exit_code == 1
    assert "hidden-password" not in checked.output
