"""`nearmiss tick`: poll until nothing is new, all that is due, the whole outbox; then say what still waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.errors import NearmissError
from bot.service import Service
from bot.store import around, deadlines, filing, outbox, receipts
from bot.ticks.calendar_mails import calendar_tick
from bot.ticks.digest import digest_tick
from bot.ticks.intake import Intake
from bot.ticks.outbox import Outbox
from bot.ticks.questions import questions_tick
from bot.ticks.retention import purge
from bot.ticks.sweep import sweep_tick

_PAUSE = 0.25  # seconds between looks while only the sending allowance is waited for
_LONGEST = 3600.0  # seconds beyond that: whatever keeps a tick busy so long is a mistake of ours
_AGAIN_SECONDS = (0.2, 0.5)  # before what failed is tried again
_LOOK_SECONDS = 10.0  # between looks into the mailboxes meanwhile


@dataclass(frozen=True, slots=True)
class Left:
    """What was due and is left waiting; nothing of it: all went well.

    `mails_in` are to be taken in or filed, `mails_out` to be sent; `stopped` mails will not go by themselves, and
    `newly` says how many of them stopped in this round. `failures` are sentences about what did not work.
    """

    mails_in: int = 0
    deadlines: int = 0
    mails_out: int = 0
    stopped: int = 0
    newly: int = 0
    failures: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.mails_in or self.deadlines or self.mails_out or self.newly or self.failures)

    def __str__(self) -> str:
        parts = (
            (self.mails_in, "incoming mails to take in or file"), (self.deadlines, "deadlines"),
            (self.mails_out, "mails to send"), (self.newly, "mails that could not be sent (nearmiss outbox list)"),
        )  # fmt: skip
        waiting = [f"{n} {what}" for n, what in parts if n]
        return "left waiting: " + "; ".join([*([", ".join(waiting)] if waiting else []), *self.failures])


def until_quiet(
    service: Service, intake: Intake, out: Outbox, clock: Clock, max_seconds: float = 600.0,
    pause: Callable[[float], None] = time.sleep,
) -> Left:  # fmt: skip
    """Everything that is due at `clock.now()`, in rounds; waits for the sending allowance up to `max_seconds`.

    What fails (Exchange is down, say) does not keep the rest from being done.
    """
    end = clock.monotonic() + max_seconds
    stopped, again = _stopped(service, clock), list(_AGAIN_SECONDS)
    while True:
        done, failures = _once(service, intake, out, clock)
        if done and clock.monotonic() < end + _LONGEST:
            continue
        if failures and again:  # mostly a moment's
            pause(again.pop(0))
            continue
        waiting = left(service, intake, clock, stopped, failures)
        over = clock.monotonic() >= end
        if over or failures or not _only_the_minute(out, clock, waiting):
            return waiting
        _wait_for_the_minute(out, clock, end, pause)


def _once(service: Service, intake: Intake, out: Outbox, clock: Clock) -> tuple[int, tuple[str, ...]]:
    """One round of everything: how much was done, and what did not work."""
    steps: tuple[Callable[[], int], ...] = (
        lambda: intake.tick(clock.now()),
        lambda: intake.tick(clock.now(), ("junkemail",)),
        lambda: sweep_tick(service, clock.now(), intake.taking.tips),
        lambda: digest_tick(service, clock.now()),
        lambda: calendar_tick(service, intake.taking.files, clock.now()),
        lambda: questions_tick(service, clock.now()),
        lambda: _daily(service, intake, clock.now()),
        lambda: drain(out, clock),
    )
    done, failures = 0, []
    for step in steps:
        try:
            done += step()
        except NearmissError as failure:
            failures.append(str(failure))
    return done, tuple(dict.fromkeys(failures))


def _daily(service: Service, intake: Intake, now: datetime) -> int:
    """Once a day: keys of anonymous cases that are over, and what retention no longer allows."""
    if service.once_a_day("daily", now):
        if intake.taking.anonymous is not None:
            intake.taking.anonymous.housekeeping(now)
        purge(service, intake.taking.files, now)
    return 0


def _only_the_minute(out: Outbox, clock: Clock, waiting: Left) -> bool:
    """Whether all that is left waits for Exchange's allowance."""
    limited = [name for name, allowance in out.allowances.items() if allowance.limited]
    return waiting.mails_out > 0 and any(out.free(name, clock.now()) <= 0 for name in limited)


def _wait_for_the_minute(out: Outbox, clock: Clock, end: float, pause: Callable[[float], None]) -> None:
    """Send as the allowance comes back, for some seconds; the mailboxes are looked into only then."""
    until = min(end, clock.monotonic() + _LOOK_SECONDS)
    while clock.monotonic() < until:
        pause(_PAUSE)
        drain(out, clock)


def drain(out: Outbox, clock: Clock) -> int:
    """Send and file as long as anything goes."""
    total = 0
    while done := out.tick(clock.now()):
        total += done
    return total


def _stopped(service: Service, clock: Clock) -> int:
    with service.store.reading(clock.now()) as work:
        return sum(n for status, n in outbox.counts(work).items() if status in outbox.WAITING)


def left(
    service: Service, intake: Intake, clock: Clock, stopped: int = 0, failures: tuple[str, ...] = ()
) -> Left:
    """What is due now and not done; what waits for its time, or is another worker's, is not waiting."""
    ours = intake.own_mailboxes()
    with service.store.reading(clock.now()) as work:
        wall = around.database_clock(work)
        mails_in = (receipts.count_due(work) if ours else 0) + filing.count_due(work, ours)
        return Left(
            mails_in, deadlines.count_due(work), outbox.count_due(work, wall),
            now_stopped := sum(n for status, n in outbox.counts(work).items() if status in outbox.WAITING),
            max(0, now_stopped - stopped), failures,
        )  # fmt: skip
