"""Many reports at once, with Exchange's allowance of sends: how much of it is used, in which order mails go.

In real time: 30 mails a minute. `nearmiss tick` waits for the allowance in the same way.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bench.place import opened
from bench.tenant import running
from bot.store.tables import outbox
from bot.ticks.round import until_quiet

PER_MINUTE = 30
_AT_ONCE = timedelta(seconds=2)  # mails of one batch go together


def measure(reports: int) -> dict[str, float]:
    """`used`: part of the allowance, from the first report taken in to the last mail sent; `overtaken`: mails that
    waited while a less urgent one, queued after them or with them, went first."""
    with (
        running(reports, "plain", limits=True) as tenant,
        tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name,
    ):
        app, parts = opened(
            Path(name), graph={**tenant.settings, "NEARMISS_SENDS_PER_MINUTE": str(PER_MINUTE)}
        )
        parts.mailboxes.reach(parts.intake.addresses["incidents"])
        parts.mailboxes.ensure_folders(parts.intake.addresses["incidents"])
        tenant.counted()
        started = time.perf_counter()
        left = until_quiet(app.service, parts.intake, parts.outbox, app.clock, 3600.0)
        seconds = time.perf_counter() - started
        throttled = tenant.counted()["throttled"]
        with app.store.reading(app.clock.now()) as work:
            columns = (outbox.c.priority, outbox.c.queued_at, outbox.c.sent_at)
            mails = work.connection.execute(select(*columns).order_by(outbox.c.sent_at)).all()
        parts.close()
        app.store.close()
    return {
        "mails": len(mails), "used": _least_seconds(len(mails)) / seconds, "seconds": seconds,
        "overtaken": overtaken(mails), "throttled": throttled, "left": 0 if left.nothing else 1,
    }  # fmt: skip


def _least_seconds(mails: int) -> float:
    """The first thirty go at once, the next thirty a minute later."""
    return 60.0 * max(1, (mails - 1) // PER_MINUTE)


def overtaken(mails: Sequence[Any]) -> int:
    """Mails that a less urgent one passed by while they were waiting."""
    found = 0
    for place, mail in enumerate(mails):
        passed = (one for one in mails[:place] if one.priority > mail.priority)
        found += any(mail.queued_at <= one.sent_at - _AT_ONCE < mail.sent_at - 2 * _AT_ONCE for one in passed)
    return found
