"""Originals to their folder: Nearmiss/Processed, or Nearmiss/Quarantine. A row says when; failing costs nobody a mail.

What a move needs is asked here and the moves ride in the sends' round trip (outbox.py).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import OUR_RIGHT, NearmissError, NotFound, Transient
from bot.graph.mailbox import Mailboxes
from bot.service import Service
from bot.store import filing
from bot.store.receipts import Receipt

log = logging.getLogger("nearmiss.outbox")

_TRIES = 12
_FIRST, _LONGEST = timedelta(seconds=10), timedelta(hours=1)
_MOMENT = timedelta(minutes=1)  # longest wait where Exchange failed for the moment
Move = tuple[str, str, str]  # mailbox, item, folder


@dataclass(frozen=True)
class Filing:
    """Files the originals of one trust."""

    service: Service
    mailboxes: Mailboxes

    def due(self, name: str, now: datetime) -> list[Receipt]:
        """Originals of a mailbox that are to be moved now."""
        with self.service.store.reading(now) as work:
            return filing.to_file(work, name)

    def moves(self, address: str, waiting: Sequence[Receipt]) -> list[Move]:
        """Where each goes; [] where the folders cannot be had now, so that no mail of ours waits for that."""
        if not waiting:
            return []
        try:
            folders = self.mailboxes.ensure_folders(address)
        except NearmissError as failure:
            log.warning("originals stay in the inbox for now: error=%s", type(failure).__name__)
            return []
        target = {"quarantine": folders.quarantine}
        return [(address, one.item_id, target.get(one.filing, folders.processed)) for one in waiting]

    def moved(
        self, waiting: Sequence[Receipt], results: Sequence[NearmissError | None], now: datetime
    ) -> int:
        """Write down what became of the moves; returns how many originals are settled."""
        done = [one.id for one, result in zip(waiting, results, strict=True) if _is_settled(one, result)]
        with self.service.store.work(now) as work:
            filing.filed(work, done)
            for one, result in zip(waiting, results, strict=True):
                if one.id not in done:
                    filing.not_filed(work, one.id, self._again_at(one, result, now))
        return len(done)

    def put_off(self, waiting: Sequence[Receipt], now: datetime) -> None:
        """The folders could not be had: try again later."""
        with self.service.store.work(now) as work:
            for one in waiting:
                filing.not_filed(work, one.id, now + _wait(one, _MOMENT))

    def _again_at(self, one: Receipt, result: NearmissError | None, now: datetime) -> datetime | None:
        if isinstance(result, Transient):
            asked = result.retry_after
            return now + (_wait(one, _MOMENT) if asked is None else timedelta(seconds=asked))
        if one.file_tries + 1 >= _TRIES and not isinstance(result, OUR_RIGHT):
            log.error("an original stays where it is: error=%s", type(result).__name__)
            return None
        return now + _wait(one, _LONGEST)


def _wait(one: Receipt, longest: timedelta) -> timedelta:
    doubled: timedelta = min(_FIRST * 2 ** min(one.file_tries, 12), longest)
    return doubled


def _is_settled(one: Receipt, result: NearmissError | None) -> bool:
    """Moved, or gone from where it was. The first NotFound may mean the folder, which is asked for anew."""
    gone = isinstance(result, NotFound) and not isinstance(result, OUR_RIGHT)
    return result is None or (gone and one.file_tries > 0)
