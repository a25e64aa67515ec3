"""`nearmiss run`: APScheduler beats the ticks, each on a thread of its own, until SIGTERM; what is in hand is finished.

Deadlines are rows; the scheduler only says "look now". A beat that fails says so in one line and the next one comes.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import App, Connected
from bot.errors import NearmissError
from bot.store import around
from bot.ticks.digest import digest_tick
from bot.ticks.round import drain
from bot.ticks.sweep import sweep_tick

log = logging.getLogger("nearmiss.worker")

_SWEEP_SECONDS = 5
_OUTBOX_SECONDS = 2
_HOUSEKEEPING_SECONDS = 600
_LEASE_SECONDS = 20.0
_QUICK_SECONDS = 3.0  # between polls for a while after something came in
_QUICK_ROUNDS = 20


@dataclass
class Worker:
    """One trust's beats in this process. `name` owns leases and names the heartbeat file."""

    app: App
    parts: Connected
    name: str = field(default_factory=lambda: f"{os.uname().nodename}-{os.getpid()}")
    quick: int = 0
    skipped: float = 0.0

    def poll(self) -> None:
        """Look into the mailboxes; quick after activity, slow when quiet. One worker at a time reads a mailbox."""
        if self.quick <= 0 and self.skipped < self.app.settings.poll_seconds:
            self.skipped += _QUICK_SECONDS
            return
        self.skipped = 0.0
        if not self._leased("poll"):
            return
        taken = self.parts.intake.tick(self.app.clock.now())
        self.quick = _QUICK_ROUNDS if taken else max(0, self.quick - 1)
        self.beat()

    def junk(self) -> None:
        """Junk Email is read too: to the holding place, unless it belongs to a case."""
        if self._leased("poll"):
            self.parts.intake.tick(self.app.clock.now(), ("junkemail",))

    def sweep(self) -> None:
        """What is due."""
        sweep_tick(self.app.service, self.app.clock.now(), self.parts.tips)
        digest_tick(self.app.service, self.app.clock.now())

    def outbox(self) -> None:
        """What is to be sent and filed."""
        drain(self.parts.outbox, self.app.clock)

    def housekeeping(self) -> None:
        """Orphan drafts, passed windows of counting."""
        if self._leased("housekeeping"):
            self.parts.outbox.sweep_orphans(self.app.clock.now())

    def _leased(self, what: str) -> bool:
        """On PostgreSQL a lease that a killed worker loses in seconds; on SQLite the worker's file lock is enough."""
        if self.app.store.engine.dialect.name == "sqlite":
            return True
        with self.app.store.work(self.app.clock.now()) as work:
            return around.take_lease(work, what, self.name, _LEASE_SECONDS)

    def beat(self) -> None:
        """Say on disk that a poll went well; `nearmiss health` reads it."""
        folder = self.app.settings.data_dir
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"heartbeat-{self.name}.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps({"worker": self.name, "polled_at": datetime.now(UTC).isoformat()}))
        os.replace(fresh, path)


def guarded(name: str, beat: Callable[[], None]) -> Callable[[], None]:
    """A beat at whose border everything is caught: one line, no values, and the next beat comes."""

    def run() -> None:
        try:
            beat()
        except NearmissError as failure:
            log.warning("%s: %s", name, failure)
        except Exception as failure:  # the boundary of a tick: nothing may stop the scheduler
            log.error("%s failed: %s at %s", name, type(failure).__name__, place(failure))

    return run


def place(failure: BaseException) -> str:
    """File and line where an exception came from, without values."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"


def run(workers: Sequence[Worker], stop: threading.Event | None = None) -> None:
    """Beat until SIGTERM or SIGINT (or `stop` is set); returns when what was in hand is finished."""
    stopping = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda _number, _frame: _stop(stopping, _number, _frame))
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(4 * len(workers))}, timezone=UTC)
    for worker in workers:
        _add(scheduler, worker)
    scheduler.start()
    stopping.wait()
    log.info("stopping: finishing what is in hand")
    scheduler.shutdown(wait=True)
    log.info("stopped")


def _stop(stopping: threading.Event, number: int, frame: FrameType | None) -> None:
    stopping.set()


def _add(scheduler: BackgroundScheduler, worker: Worker) -> None:
    beats: tuple[tuple[str, Callable[[], None], float], ...] = (
        ("poll", worker.poll, min(_QUICK_SECONDS, worker.app.settings.poll_seconds)),
        ("junk", worker.junk, 60 * worker.app.service.policy.junk_minutes),
        ("sweep", worker.sweep, _SWEEP_SECONDS),
        ("outbox", worker.outbox, _OUTBOX_SECONDS),
        ("housekeeping", worker.housekeeping, _HOUSEKEEPING_SECONDS),
    )
    trust = worker.app.trust.id or "trust"
    for name, beat, seconds in beats:
        scheduler.add_job(
            guarded(name, beat), "interval", seconds=seconds, id=f"{trust}/{name}", max_instances=1,
            coalesce=True, misfire_grace_time=None, next_run_time=datetime.now(UTC),
        )  # fmt: skip
