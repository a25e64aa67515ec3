"""Worker processes that can be killed: the real `nearmiss run`, forked from a process that has imported it already.

A breakage is a piece of the guarantees taken away on purpose, to show that the storm notices.
"""

from __future__ import annotations

import multiprocessing
import os
import uuid
from collections.abc import Callable, Mapping
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.chaos.preload"])


def no_receipts() -> None:
    """A mail that is seen again is taken again: no receipt is looked for, and its key is no key."""
    from bot.store import receipts

    take = receipts.take
    receipts.seen = lambda *_args, **_how: set()  # type: ignore[assignment]
    receipts.same_mail = lambda *_args, **_how: None
    receipts.is_settled = lambda *_args, **_how: False  # type: ignore[assignment]
    receipts.take = lambda work, mailbox, item_id, **how: take(  # type: ignore[assignment]
        work, mailbox, f"{item_id}/{uuid.uuid4()}", **how
    )


def no_look() -> None:
    """A mail whose answer was lost is sent again as if it had not gone."""
    from dataclasses import replace

    from bot.ticks.outbox import Outbox

    drafted = Outbox._drafted

    def anew(self: Outbox, mails: Any, now: Any) -> Any:
        return drafted(self, [replace(row, draft_id=None, status="queued") for row in mails], now)

    Outbox._drafted = anew  # type: ignore[method-assign]


BREAKAGES: Mapping[str, Callable[[], None]] = {"no receipts": no_receipts, "no look": no_look}


def _work(environment: dict[str, str], breakage: str) -> None:
    from bot.cli.run import run

    os.environ.update(environment)
    os.chdir(environment["NEARMISS_CONFIG_DIR"])
    null = os.open(os.environ.get("STORM_LOG", os.devnull), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(null, 2)
    if breakage:
        BREAKAGES[breakage]()
    assert run.callback is not None
    run.callback()


class WorkerProcess:
    """One `nearmiss run`."""

    def __init__(self, environment: Mapping[str, str], breakage: str = "") -> None:
        self._arguments = (dict(environment), breakage)
        self._process: Any = None

    def start(self) -> None:
        """Start it (again)."""
        self._process = _FORKS.Process(target=_work, args=self._arguments, daemon=True)
        self._process.start()

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.is_alive()

    def kill(self) -> None:
        """SIGKILL: no instruction more."""
        self._process.kill()
        self._process.join(10)

    def stop(self) -> int | None:
        """SIGTERM: what is in hand is finished; the exit code, None where it does not end and is killed."""
        self._process.terminate()
        self._process.join(60)
        code: int | None = self._process.exitcode
        if code is None:
            self.kill()
        return code
