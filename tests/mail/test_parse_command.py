"""`nearmiss parse`: one JSON object a line, one sentence for a file that cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from bot.cli.parse import command
from tests.mail.corpus import MAILS

REPORT = MAILS / "report-plain.eml"
BOUNCE = MAILS / "bounce-qmail.eml"


def test_one_object_a_line() -> None:
    result = CliRunner().invoke(command, [str(REPORT), str(BOUNCE), "--json"])
    assert result.exit_code == 0
    found = [json.loads(line) for line in result.output.splitlines()]
    assert [item["kind"] for item in found] == ["report", "bounce"]
    assert found[0]["file"] == str(REPORT)


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none.eml"), str(tmp_path), str(REPORT), "--json"])
    assert result.exit_code == 1
    assert '"kind": "report"' in result.output
    assert "cannot be read" in result.output
    assert "Traceback" not in result.output


def test_a_person_may_read_it() -> None:
    result = CliRunner().invoke(command, [str(REPORT)])
    assert result.exit_code == 0
    assert "Kind: report" in result.output


def test_any_sign_can_be_printed(tmp_path: Path) -> None:
    file = tmp_path / "odd.eml"
    file.write_bytes(
        b"From: x@y.example\nSubject: \xff\xfe =?utf-8?B?7aC9?=\n\n\xed\xa0\x80 lost a laptop\x85"
    )
    result = CliRunner().invoke(command, [str(file), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.output)["kind"] == "report"


def test_the_command_is_light_to_import() -> None:
    """Completion and `--help` of other commands must not wait for the readers of mail."""
    code = "import sys, bot.cli.parse; print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
