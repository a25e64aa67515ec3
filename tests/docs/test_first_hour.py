"""docs/first-hour.md as a newcomer walks it: its own people.csv and commands, against the embedded tenant."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.commands import nearmiss
from tests.docs.pages import ROOT, blocks

PAGE = ROOT / "docs" / "first-hour.md"


def run(line: str) -> Result:
    return CliRunner().invoke(nearmiss, shlex.split(line)[1:])


def test_the_first_hour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    found = blocks(PAGE)
    start = next(block for block in found if block.startswith("python -m bot.demo.tenant"))
    words = shlex.split(start.replace("--port 8443", "--port 0"))
    with subprocess.Popen([sys.executable, *words[1:]], stdout=subprocess.PIPE, text=True) as tenant:
        try:
            assert tenant.stdout is not None
            tenant.stdout.readline()
            walk(found)
        finally:
            tenant.terminate()


def walk(found: list[str]) -> None:
    Path("people.csv").write_text(next(block for block in found if block.startswith("name,address")), "utf-8")
    result = run(next(block for block in found if block.startswith("nearmiss init")))
    assert result.exit_code == 0, result.output
    assert Path(".env").stat().st_mode & 0o777 == 0o600
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write(Path("tenant.env").read_text("utf-8"))
    checked = run("nearmiss check")
    assert checked.exit_code == 0, checked.output
    for said in ("ok    token", "ok    mailbox incidents@", "ok    mailbox speakup@", "ok    mailbox scope"):
        assert said in checked.output
    for line in next(block for block in found if block.startswith("nearmiss tick")).splitlines():
        reference = re.search(r"OCAT-\d{4}-\d+", run("nearmiss cases").output)
        result = run(line.replace("OCAT-2026-0001", reference[0] if reference else "none"))
        assert result.exit_code == 0, (line, result.output)
    assert "sent triage_request" in result.output
    drill = next(block for block in found if "drill" in block).splitlines()[0]
    assert "is open" in run(drill).output
    assert "OCAT-DRILL-" in run("nearmiss board --once").output
