"""`nearmiss tick`: poll until nothing is new, all that is due, the whole outbox; then say what still waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.service import Service
from bot.store import around, deadlines, outbox, receipts
from bot.ticks.digest import digest_tick
from bot.ticks.intake import Intake
from bot.ticks.outbox import Outbox
from bot.ticks.sweep import sweep_tick

_PAUSE = 0.25  # seconds between looks while only the sending allowance is waited for


@dataclass(frozen=True, slots=True)
class Left:
    """What was due and is left waiting; nothing of it: all went well."""

    mails_in: int = 0
    deadlines: int = 0
    mails_out: int = 0
    stopped: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.mails_in or self.deadlines or self.mails_out)

    def __str__(self) -> str:
        parts = (
            (self.mails_in, "incoming mails to take in or file"), (self.deadlines, "deadlines"),
            (self.mails_out, "mails to send"),
        )  # fmt: skip
        return "left waiting: " + ", ".join(f"{n} {what}" for n, what in parts if n)


def until_quiet(
    service: Service, intake: Intake, out: Outbox, clock: Clock, max_seconds: float = 600.0,
    pause: Callable[[float], None] = time.sleep,
) -> Left:  # fmt: skip
    """Everything that is due at `clock.now()`, in rounds; waits for the sending allowance up to `max_seconds`."""
    end = clock.monotonic() + max_seconds
    while True:
        done = intake.tick(clock.now())
        done += intake.tick(clock.now(), ("junkemail",))
        done += sweep_tick(service, clock.now(), intake.tips)
        done += digest_tick(service, clock.now())
        done += drain(out, clock)
        if done:
            continue
        waiting = left(service, clock)
        throttled = any(a.free() <= 0 for a in out.allowances.values()) and waiting.mails_out
        if not throttled or clock.monotonic() >= end:
            return waiting
        pause(_PAUSE)


def drain(out: Outbox, clock: Clock) -> int:
    """Send and file as long as anything goes."""
    total = 0
    while done := out.tick(clock.now()):
        total += done
    return total


def left(service: Service, clock: Clock) -> Left:
    """What is due now and not done; what waits for its time, or is another worker's, is not waiting."""
    now = clock.now()
    with service.store.reading(now) as work:
        wall = around.database_clock(work)
        stopped = sum(n for status, n in outbox.counts(work).items() if status in outbox.WAITING)
        return Left(
            receipts.unsettled(work), deadlines.count_due(work), outbox.count_due(work, wall), stopped
        )
