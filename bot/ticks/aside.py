"""Mail that could not be taken in: it waits for another try, ends visibly in quarantine, and the operator is told once.

One bad mail never stops the queue, and none is lost: its bytes stay in the mailbox.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NotFound, Transient
from bot.service import Service
from bot.store import receipts
from bot.ticks.belonging import quarantine_cause
from handlers.alerts import quarantined

log = logging.getLogger("nearmiss.intake")


class Died(Exception):
    """The process ended while it read the mail."""


@dataclass(frozen=True, slots=True)
class _Patience:
    """How often a mail is tried, and how long is waited: `first` doubled each time, up to `longest`."""

    tries: int
    first: timedelta
    longest: timedelta

    def wait(self, tries: int) -> timedelta:
        doubled: timedelta = min(self.first * 2 ** min(tries - 1, 16), self.longest)
        return doubled


# A reader of ours that fails will mostly fail again; an item that Exchange does not give out comes back by itself
# (some five hours); one that is not there may only not be there yet; a death may have been another's doing, and
# several within seconds mostly are: a machine that goes down, a container that is started over and over.
_OURS = _Patience(3, timedelta(minutes=2), timedelta(minutes=10))
_EXCHANGE = _Patience(40, timedelta(seconds=5), timedelta(minutes=10))
_GONE = _Patience(3, timedelta(seconds=20), timedelta(minutes=5))
_DEATH = _Patience(6, timedelta(seconds=5), timedelta(minutes=1))


@dataclass(frozen=True)
class Aside:
    """Puts one trust's failed mails aside."""

    service: Service

    def put(self, mailbox: str, folder: str, item_id: str, failure: Exception, now: datetime) -> None:
        """A mail waits for its next try, or has had its last."""
        error, patience = type(failure).__name__, _patience(failure)
        with self.service.store.work(now) as work:
            found = receipts.standing(work, mailbox, item_id)
            if receipts.is_settled(found, folder):
                return
            tries = (found.attempts if found else 0) + 1
            last = tries >= patience.tries
            if last and isinstance(failure, NotFound):
                receipts.take(
                    work, mailbox, item_id, kind="unreadable", outcome="gone", filing="leave", folder=folder,
                    reason="it was gone from the mailbox before it could be read",
                )  # fmt: skip
            else:
                wait = _asked(failure) or patience.wait(tries)
                receipts.failed(
                    work, mailbox, item_id, error=error, quarantine=last, folder=folder,
                    retry_at=None if last else now + wait,
                )  # fmt: skip
        log.error("mail put aside: error=%s tries=%d last=%s", error, tries, last)

    def tell(self, now: datetime) -> int:
        """One alert about all quarantined mails that the operator has not been told of; how many."""
        with self.service.store.reading(now) as work:
            if not receipts.untold(work, 1):
                return 0
        with self.service.store.work(now) as work:
            waiting = receipts.untold(work, 500)
            ctx = self.service.context(work)
            rows = [(one.id, one.error) for one in waiting]
            cause = quarantine_cause(now, sum(one.attempts for one in waiting))
            decision = quarantined(rows, cause, ctx)
            self.service.carry_out(work, decision, ctx)
            receipts.told(work, [one.id for one in waiting])
        return len(waiting)


def _patience(failure: Exception) -> _Patience:
    if isinstance(failure, Died):
        return _DEATH
    if isinstance(failure, NotFound):
        return _GONE
    return _EXCHANGE if isinstance(failure, Transient) else _OURS


def _asked(failure: Exception) -> timedelta | None:
    """How long the other side asked us to wait."""
    seconds = failure.retry_after if isinstance(failure, Transient) else None
    return timedelta(seconds=seconds) if seconds else None
