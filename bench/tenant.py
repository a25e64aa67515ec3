"""The embedded tenant in a process of its own, with mail in its inbox, counting what is asked of it.

`python -m bench.tenant MAILS KIND [limits]` serves until it is ended; each line on its input is answered with the
counts since the last. `large` as the kind of mails is one of 150 MB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import Any

from bench.child import ROOT
from bench.mails import BOX, report, sender, worst

LARGE = 150 * 1024 * 1024


class Tenant:
    """The process; `settings` are what NEARMISS_* settings need."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.settings: dict[str, str] = self._line()

    def _line(self) -> Any:
        if self._process.stdout is None:
            raise RuntimeError("the tenant has no output")
        return json.loads(self._process.stdout.readline())

    def counted(self) -> dict[str, int]:
        """Requests to Graph (parts of batches counted), round trips and refusals (429) since the last call."""
        if self._process.stdin is None:
            raise RuntimeError("the tenant has no input")
        self._process.stdin.write("count\n")
        self._process.stdin.flush()
        found: dict[str, int] = self._line()
        return found


@contextmanager
def running(mails: int, kind: str = "mixed", *, limits: bool = False) -> Iterator[Tenant]:
    """A tenant with so many reports in its inbox. `kind`: plain, files, mixed, large, worst. `limits`: Exchange's."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.tenant", str(mails), kind, "limits" if limits else ""],
        cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Tenant(process)
    finally:
        process.terminate()
        process.wait()


def _mails(count: int, kind: str) -> Iterator[bytes]:
    if kind == "worst":
        yield from worst().values()
    elif kind == "large":
        yield _large()
    else:
        wanted = {"plain": (0, 2, 3), "files": (1,), "mixed": (0, 1, 2, 3)}[kind]
        numbers = (number for number in range(count * 4) if number % 4 in wanted)
        yield from (report(number) for number, _ in zip(numbers, range(count), strict=False))


def _large() -> bytes:
    mail = MIMEMultipart()
    mail["From"], mail["To"], mail["Subject"] = sender(1), BOX, "A film of the corridor"
    mail["Message-ID"] = "<bench-large@hill.osborne.example>"
    mail.attach(MIMEText("I sent this film to the wrong parent this morning."))
    film = MIMEApplication(os.urandom(1 << 20) * (LARGE >> 20), "octet-stream")
    film.add_header("Content-Disposition", "attachment", filename="corridor.mp4")
    mail.attach(film)
    return mail.as_bytes()


def main(count: int, kind: str, limits: str = "") -> None:
    """Serve; the first line on standard output is a JSON object of settings."""
    from bot.demo.accounts import Account
    from bot.demo.tenant import Limits, Tenant, TenantServer
    from bot.demo.trust import OSBORNE

    writers = dict(parseaddr(sender(number))[::-1] for number in range(count * 4 + 4))
    staff = (Account(address, name, address) for address, name in writers.items())
    trust = replace(OSBORNE, people=(*OSBORNE.people, *staff))
    tenant = Tenant(trust, lambda: datetime.now(UTC), limits=Limits() if limits else Limits(0, 0, 0, 0))
    for mail in _mails(count, kind):
        tenant.deliver(mail, BOX, authenticated="internal")
    with TenantServer(tenant) as server:
        print(json.dumps(server.settings), flush=True)
        for _ in sys.stdin:
            entries = tenant.log.entries
            asked, parts = len(tenant.log.graph()), sum(entry.batched for entry in entries)
            envelopes = tenant.log.count(template="/$batch")
            throttled = tenant.log.count(status=429)
            tenant.log.clear()
            found = {"requests": asked, "round_trips": asked - parts + envelopes, "throttled": throttled}
            print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
