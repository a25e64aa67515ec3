"""Full handling over TLS against the embedded tenant: fetched, a case opened, its mails sent, the original moved."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.child import peak_mib
from bench.place import opened
from bench.tenant import running
from bot.store import receipts
from bot.ticks.round import until_quiet

_WARM_ROUND_SECONDS = 600.0


def measure(mails: int, kind: str = "mixed") -> dict[str, float]:
    """CPU milliseconds, requests and round trips of our process for a report, reports a second, peak memory."""
    with running(mails, kind) as tenant, tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        app, parts = opened(Path(name), graph=tenant.settings)
        parts.mailboxes.reach(parts.intake.addresses["incidents"])  # login and the first connection
        parts.mailboxes.ensure_folders(parts.intake.addresses["incidents"])
        idle = peak_mib()
        tenant.counted()
        cpu, wall = time.process_time(), time.perf_counter()
        left = until_quiet(app.service, parts.intake, parts.outbox, app.clock, _WARM_ROUND_SECONDS)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        counted = tenant.counted()
        with app.store.reading(app.clock.now()) as work:
            outcomes = receipts.counts(work)
        sent = parts.outbox.count
        parts.close()
        app.store.close()
    return {
        "cpu_ms": cpu * 1000 / mails, "reports_s": mails / wall, "requests": counted["requests"] / mails,
        "round_trips": counted["round_trips"] / mails, "sent": sent / mails, "taken": outcomes.get("taken", 0),
        "cpu_s": cpu, "idle_mib": idle, "left": 0 if left.nothing else 1,
    }  # fmt: skip
