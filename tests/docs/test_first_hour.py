"""docs/first-hour.md as a newcomer walks it: its people.csv, the real commands as processes, TLS, secrets in .env."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from bot.settings import CA_BUNDLE, PREFIX
from tests.docs.pages import ROOT, blocks

PAGE = blocks(ROOT / "docs" / "first-hour.md")
WORDS = {"nearmiss": [sys.executable, "-m", "bot.cli"], "python": [sys.executable]}
NOBODYS = {name: value for name, value in os.environ.items() if name != CA_BUNDLE and PREFIX not in name}


def block(start: str) -> str:
    """The block of the page that begins so."""
    return next(one for one in PAGE if one.startswith(start))


class Walk:
    """A folder, and the commands that are typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def start(self, line: str, **more: str) -> subprocess.Popen[str]:
        first, *rest = shlex.split(line)
        return subprocess.Popen(
            [*WORDS[first], *rest], cwd=self.folder, env={**NOBODYS, **more}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, line: str) -> str:
        """What a command says; it has to end well."""
        with self.start(line) as process:
            said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, (line, said)
        return said

    @contextmanager
    def running(self, line: str, **more: str) -> Iterator[subprocess.Popen[str]]:
        """A command that stays until it is told to end; one that is waited for in vain is killed."""
        with self.start(line, **more) as process:
            patience = threading.Timer(60, process.kill)
            patience.start()
            try:
                yield process
            finally:
                patience.cancel()
                process.terminate()
        assert process.returncode == 0


def until(output: IO[str] | None, sign: str) -> str:
    """Read lines until one has the sign."""
    assert output is not None
    read = []
    for line in output:
        read.append(line)
        if sign in line:
            return line
    raise AssertionError(f"{sign!r} did not come: {''.join(read)}")


def typed(tenant: subprocess.Popen[str], line: str, sign: str) -> None:
    assert tenant.stdin is not None
    tenant.stdin.write(f"{line}\n")
    tenant.stdin.flush()
    until(tenant.stdout, sign)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    return Walk(tmp_path)


def test_the_first_hour(walk: Walk) -> None:
    start = block("python -m bot.demo.tenant").replace("--port 8443", "--port 0")
    with walk.running(start) as tenant:
        until(tenant.stdout, "NEARMISS_TENANT_ID")
        set_up(walk)
        a_report_comes_in(walk, tenant)
        an_answer_is_obeyed(walk, tenant)


def set_up(walk: Walk) -> None:
    (walk.folder / "people.csv").write_text(block("name,address"), "utf-8")
    walk.run(block("nearmiss init"))
    env = walk.folder / ".env"
    assert env.stat().st_mode & 0o777 == 0o600
    env.write_text(env.read_text("utf-8") + (walk.folder / "tenant.env").read_text("utf-8"), "utf-8")
    checked = walk.run(block("nearmiss check"))
    for said in ("ok    token", "ok    mailbox incidents@", "ok    mailbox speakup@", "ok    mailbox scope"):
        assert said in checked


def a_report_comes_in(walk: Walk, tenant: subprocess.Popen[str]) -> None:
    typed(tenant, block("write tess").strip(), "Sent: ")
    tick, cases, show = block("nearmiss tick").splitlines()
    walk.run(tick)
    found = re.search(r"OCAT-\d{4}-0001", walk.run(cases))
    assert found
    shown = walk.run(re.sub(r"OCAT-\d{4}-0001", found[0], show))
    assert "sent triage_request to a.rahman@" in shown
    assert "sent acknowledgement to t.abara@" in shown


def an_answer_is_obeyed(walk: Walk, tenant: subprocess.Popen[str]) -> None:
    drill, board, health = block("nearmiss drill").splitlines()
    inbox, read, reply = block("inbox asha").splitlines()
    with walk.running(block("nearmiss run"), NEARMISS_POLL_SECONDS="0.2") as service:
        until(service.stdout, "running: trusts=1")
        typed(tenant, inbox, "please confirm by")
        typed(tenant, read, "Security Incidents")
        typed(tenant, reply, "Sent: RE: ")
        until(service.stdout, "kind=reply")
        until(service.stdout, "sent: ")
        typed(tenant, "inbox tess", "A person has your report")
        assert "fresh" in walk.run(health)
        assert "OCAT-DRILL-" in walk.run(drill)
        assert "2 open" in walk.run(board)
