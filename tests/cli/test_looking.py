"""What the commands that only look print: cases, show, register, lists, health; on a store with a story in it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.documents.register_files import COLUMNS
from tests.cli.conftest import Home

SHOWN = {
    "reference", "school", "state", "severity", "nature", "anonymous", "aware_at", "reported_at", "people",
    "deadlines", "events", "mails", "missing",
}  # fmt: skip


def test_cases_as_json_and_as_lines(home: Home) -> None:
    found = json.loads(home.run("cases", "--json").stdout)
    assert [one["reference"] for one in found] == ["OCAT-2026-0001", "OCAT-2026-0002"]
    assert found[0]["severity"] == "major"
    assert found[1]["nature"] == "near-miss"
    lines = home.run("cases").stdout.splitlines()
    assert lines[0].split("\t")[:2] == ["reference", "state"]
    assert len(lines) == 3


def test_show_has_the_stable_keys(home: Home) -> None:
    found = json.loads(home.run("show", "[ocat-2026-0001]", "--json").stdout)
    assert found.keys() >= SHOWN
    assert {"step", "due_at", "state", "holder"} <= found["deadlines"][0].keys()
    assert {"at", "event", "actor", "note"} <= found["events"][0].keys()
    assert {"at", "kind", "to", "status"} <= found["mails"][0].keys()
    assert {mail["status"] for mail in found["mails"]} <= {"queued", "sent", "failed", "in_doubt"}
    assert "classified" in [event["event"] for event in found["events"]]
    assert all(isinstance(who, list) for who in found["people"].values())
    page = home.run("show", "OCAT-2026-0001").stdout
    assert page.startswith("OCAT-2026-0001: investigating, major")


def test_show_of_no_case_is_one_sentence(home: Home) -> None:
    result = home.run("show", "OCAT-2026-0099")
    assert result.exit_code == 1
    assert result.stderr == "Error: There is no case OCAT-2026-0099.\n"


def test_register_in_three_formats(home: Home, tmp_path: Path) -> None:
    rows = json.loads(home.run("register", "--format", "json").stdout)
    assert [list(row) for row in rows] == [list(COLUMNS)] * 2
    assert rows[0]["referred_at"] == "2026-11-24T15:40:00Z"
    text = home.run("register", "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert [row["reference"] for row in csv.DictReader(io.StringIO(text))] == [
        row["reference"] for row in rows
    ]
    file = tmp_path / "register.xlsx"
    assert home.run("register", "--format", "xlsx", "-o", str(file)).exit_code == 0
    assert file.read_bytes()[:2] == b"PK"
    assert file.stat().st_mode & 0o077 == 0


def test_lists_of_what_waits(home: Home) -> None:
    (broken,) = json.loads(home.run("quarantine", "list", "--json").stdout)
    assert broken["error"] == "ValueError"
    (failed,) = json.loads(home.run("outbox", "list", "--json").stdout)
    assert (failed["status"], failed["reference"]) == ("failed", "OCAT-2026-0001")
    (waiting,) = json.loads(home.run("held", "list", "--json").stdout)
    assert waiting["sender"].endswith("@osborne.example")
    page = home.run("held", "show", str(waiting["number"])).stdout
    assert waiting["reason"] in page


def test_health_goes_by_the_last_good_poll(home: Home) -> None:
    assert home.run("health").exit_code == 1
    heartbeat = home.folder / "data" / "heartbeat-host-1.json"
    heartbeat.write_text(json.dumps({"worker": "host-1", "polled_at": datetime.now(UTC).isoformat()}))
    (home.folder / "data" / "heartbeat-host-2.json").write_text("{half a fil")
    assert home.run("health").exit_code == 0
    old = datetime.now(UTC) - timedelta(hours=1)
    heartbeat.write_text(json.dumps({"worker": "host-1", "polled_at": old.isoformat()}))
    result = home.run("health", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["fresh"] is False


def test_a_look_leaves_no_files_behind(home: Home, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    elsewhere = {
        "NEARMISS_DATABASE_URL": f"sqlite:///{nowhere / 'x.db'}",
        "NEARMISS_KEY_FILE": str(nowhere / "key"),
        "NEARMISS_DATA_DIR": str(nowhere / "data"),
    }
    for arguments in (
        ["cases", "--json"],
        ["register"],
        ["outbox", "list", "--json"],
        ["held", "list", "--json"],
    ):
        result = home.run(*arguments, **elsewhere)
        assert (result.exit_code, json.loads(result.stdout)) == (0, [])
        assert "there is no database yet" in result.stderr
    for arguments in (["audit", "verify"], ["show", "OCAT-2026-0001"], ["check", "--offline"], ["health"]):
        home.run(*arguments, **elsewhere)
    assert home.run("audit", "verify", **elsewhere).exit_code == 1
    assert not nowhere.exists()


def test_text_of_others_cannot_steer_a_terminal(home: Home) -> None:
    from bot.cli.printing import plain

    assert plain("a\x1b[2Jb\u202ec") == "a[2Jbc"


@pytest.mark.parametrize(
    "arguments", [["cass"], ["show"], ["register", "--format", "pdf"], ["quarantine", "retry"]]
)
def test_a_wrong_call_is_exit_2(home: Home, arguments: list[str]) -> None:
    result = home.run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    """CPU of the whole process, the best of three: the machine may be busy with other things."""
    script = (
        "import resource, sys; from bot.cli.commands import nearmiss\n"
        "sys.argv = ['nearmiss', '--help']\n"
        "try: nearmiss.main()\n"
        "except SystemExit: pass\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "heavy = {'sqlalchemy', 'O365', 'msal', 'requests', 'jinja2', 'rich', 'lxml'} & set(sys.modules)\n"
        "print(used.ru_utime + used.ru_stime, sorted(heavy), file=sys.stderr)"
    )
    seen = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        seconds, _, heavy = done.stderr.strip().partition(" ")
        assert heavy == "[]"
        assert "Commands:" in done.stdout
        seen.append(float(seconds))
    assert min(seen) < 0.4


def test_the_script_itself(home: Home) -> None:
    """Once as a process of its own, as a person starts it."""
    environment = {**os.environ, **home.environment}
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "cases", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)) == 2
    assert time.monotonic() - began < 30
