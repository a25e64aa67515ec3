"""`nearmiss run`: APScheduler beats the ticks, each on a thread of its own, until SIGTERM; what is in hand is finished.

Deadlines are rows; the scheduler only says "look now". A beat that fails says so in one line and the next one comes.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from bot.errors import NearmissError
from bot.worker import Worker

log = logging.getLogger("nearmiss.worker")

_SWEEP_SECONDS = 5
_OUTBOX_SECONDS = 2
_HEART_SECONDS = 15
_HOUSEKEEPING_SECONDS = 600
_QUICK_SECONDS = 3.0  # between polls for a while after something came in


def guarded(name: str, beat: Callable[[], None]) -> Callable[[], None]:
    """A beat at whose border everything is caught: one line, no values, and the next beat comes.

    The same failure again and again is one line, and one more when it is over.
    """
    said: list[str] = []

    def run() -> None:
        try:
            beat()
        except NearmissError as failure:
            line = str(failure)
        except Exception as failure:  # the boundary of a tick: nothing may stop the scheduler
            line = f"failed: {type(failure).__name__} at {place(failure)}"
        else:
            if said:
                log.warning("%s: works again", name)
                said.clear()
            return
        if line not in said:
            log.warning("%s: %s", name, line)
            said.append(line)

    return run


def place(failure: BaseException) -> str:
    """File and line where an exception came from, without values."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown"


@dataclass
class Pulse:
    """When a worker polls: quick for a while after activity, slow when quiet."""

    slow: float
    quick: float = _QUICK_SECONDS
    rounds: int = 20
    left: int = 0
    waited: float = field(default=float("inf"))

    def is_due(self) -> bool:
        """Asked once every `quick` seconds."""
        self.waited += min(self.quick, self.slow)
        if self.left <= 0 and self.waited < self.slow:
            return False
        self.waited = 0.0
        return True

    def polled(self, taken: int) -> None:
        """What came of a poll."""
        self.left = self.rounds if taken else max(0, self.left - 1)


def run(workers: Sequence[Worker], stop: threading.Event | None = None) -> None:
    """Beat until SIGTERM or SIGINT (or `stop` is set); returns when what was in hand is finished."""
    stopping = stop or threading.Event()
    logging.getLogger("apscheduler").setLevel(
        logging.ERROR
    )  # a beat that is left out while one runs is no news
    if threading.current_thread() is threading.main_thread():
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda number, frame: _stop(stopping, number, frame))
    threads = ThreadPoolExecutor(6 * len(workers))
    scheduler = BackgroundScheduler(executors={"default": threads}, timezone=UTC)
    for worker in workers:
        _add(scheduler, worker)
    scheduler.start()
    stopping.wait()
    log.info("stopping: finishing what is in hand")
    scheduler.shutdown(wait=False)  # waiting, it would keep the lock that a beat needs to hasten another
    threads.shutdown(wait=True)
    for worker in workers:
        worker.close()
    log.info("stopped")


def _stop(stopping: threading.Event, number: int, frame: FrameType | None) -> None:
    stopping.set()


def _add(scheduler: BackgroundScheduler, worker: Worker) -> None:
    trust = worker.app.trust.id or "trust"
    pulse = Pulse(worker.app.settings.poll_seconds)

    def hasten(beat: str) -> None:
        with suppress(JobLookupError):  # we are stopping
            scheduler.modify_job(f"{trust}/{beat}", next_run_time=datetime.now(UTC))

    def poll() -> None:
        if not pulse.is_due():
            return
        taken = worker.poll()
        pulse.polled(taken)
        if taken:
            hasten("outbox")

    def wake() -> None:
        pulse.waited = float("inf")
        hasten("poll")

    worker.wake = wake
    beats: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("poll", poll, min(_QUICK_SECONDS, worker.app.settings.poll_seconds)),
        ("junk", worker.junk, 60 * worker.app.service.policy.junk_minutes),
        ("sweep", worker.sweep, _SWEEP_SECONDS),
        ("outbox", worker.outbox, _OUTBOX_SECONDS),
        ("heart", worker.beat, _HEART_SECONDS),
        ("housekeeping", worker.housekeeping, _HOUSEKEEPING_SECONDS),
    )
    for name, beat, seconds in beats:
        scheduler.add_job(
            guarded(name, lambda beat=beat: _nothing(beat())),  # type: ignore[misc]
            "interval", seconds=seconds, id=f"{trust}/{name}", max_instances=1,
            coalesce=True, misfire_grace_time=None, next_run_time=datetime.now(UTC),
        )  # fmt: skip


def _nothing(_value: object) -> None:
    """A job returns nothing that the scheduler would keep."""
