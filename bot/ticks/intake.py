"""Intake: what is new in a mailbox becomes receipts, cases and answers; each mail in a transaction of its own.

The receipt is written in the case's transaction before the mailbox is touched, so every replay is harmless.
One bad mail never stops the queue: it waits, is tried again, and ends visibly in quarantine (aside.py).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeGuard

from bot.errors import OUR_RIGHT, NearmissError, Throttled, Transient, Unreachable
from bot.graph.changes import Change
from bot.graph.mailbox import Mailboxes
from bot.graph.reading import Fetched
from bot.service import Service
from bot.store import around, receipts
from bot.store.backup import REREAD
from bot.ticks.aside import Aside, Died
from bot.ticks.taking import Taking
from bot.ticks.team import Team

log = logging.getLogger("nearmiss.intake")

FIRST_START = "first_start"
_PAGE = 20
# Exchange as a whole, or our right to it: nothing is wrong with the mail that was asked for, it comes again.
_DOWN = (Throttled, Unreachable, *OUR_RIGHT)


@dataclass
class Intake:
    """Reads one trust's mailboxes. `now` is handed in; nothing here looks at a clock. Threads take turns."""

    service: Service
    mailboxes: Mailboxes
    taking: Taking
    addresses: dict[str, str]  # "incidents" -> address; the anonymous one only where it is read
    team: Team
    links: dict[tuple[str, str], str] = field(default_factory=dict)  # the newest of each folder
    turn: threading.RLock = field(default_factory=threading.RLock)
    begun: bool = False
    reread: bool = False  # after a restore: what was filed since the backup has no receipt any more

    def tick(self, now: datetime, folders: Sequence[str] = ("inbox",)) -> int:
        """One look into every mailbox that is ours to read; returns how many mails were taken in.

        A mailbox that fails does not keep the others from being read; the first failure is raised at the end.
        """
        failures: list[NearmissError] = []
        with self.turn:
            self.begin(now)
            taken = 0
            for mailbox in self.addresses:
                for folder in folders:
                    if self.team.keep(f"poll/{mailbox}"):
                        taken += self._guarded(mailbox, folder, now, failures)
            if self.team.keep("again"):  # last: what may fail once more keeps nothing else waiting
                taken += self._again(now, failures)
            if self.reread and not failures and self.team.keep("reread"):
                taken += self._read_again(now)
            Aside(self.service).tell(now)
        if failures:
            raise failures[0]
        return taken

    def own_mailboxes(self) -> list[str]:
        """The mailboxes that this process reads, and no other worker."""
        return [name for name in self.addresses if self.team.keep(f"poll/{name}")]

    def begin(self, now: datetime) -> None:
        """Once a process: when the service first started, and what a dead one had in hand."""
        if self.begun:
            return
        with self.service.store.reading(now) as work:
            started = self.service.store.get_meta(work, FIRST_START)
            self.reread = self.service.store.get_meta(work, REREAD) == "yes"
        if started is None:
            with self.service.store.work(now) as work:
                if self.service.store.get_meta(work, FIRST_START) is None:
                    self.service.store.set_meta(work, FIRST_START, now.isoformat())
        for mailbox, folder, item_id in self.taking.in_hand.left_behind():
            Aside(self.service).put(mailbox, folder, item_id, Died(), now)
        self.begun = True

    def _read_again(self, now: datetime) -> int:
        """Mail in Nearmiss/Processed without a receipt, once after a restore; what has one is passed by."""
        taken = 0
        for mailbox, address in self.addresses.items():
            link, folder = None, self.mailboxes.ensure_folders(address).processed
            while True:
                page = self.mailboxes.changes(address, folder, link)
                taken += self._page(mailbox, "inbox", page.items, now)
                link = page.next_link
                if link is None:
                    break
        with self.service.store.work(now) as work:
            self.service.store.set_meta(work, REREAD, "done")
        self.reread = False
        return taken

    def _guarded(self, mailbox: str, folder: str, now: datetime, failures: list[NearmissError]) -> int:
        try:
            return self.round(mailbox, folder, now)
        except NearmissError as failure:
            failures.append(failure)
            return 0

    def round(self, mailbox: str, folder: str, now: datetime) -> int:
        """Everything new in one folder, page by page; one request and no write when nothing is."""
        address, key = self.addresses[mailbox], (mailbox, folder)
        link = self.links.get(key) or self._stored_link(mailbox, folder, now)
        taken = 0
        while True:
            page = self.mailboxes.changes(address, folder, link)
            taken += self._page(mailbox, folder, page.items, now)
            link = page.next_link or page.delta_link
            if page.items and page.delta_link:
                with self.service.store.work(now) as work:
                    around.set_delta_link(work, mailbox, folder, page.delta_link)
            if page.next_link is None:
                break
        if link:
            self.links[key] = link
        return taken

    def _stored_link(self, mailbox: str, folder: str, now: datetime) -> str | None:
        with self.service.store.reading(now) as work:
            return around.delta_link(work, mailbox, folder)

    def _page(self, mailbox: str, folder: str, items: Sequence[Change], now: datetime) -> int:
        there = {item.id: item for item in items if not item.removed and not item.is_draft}
        if not there:
            return 0
        with self.service.store.reading(now) as work:
            known = receipts.seen(work, mailbox, list(there), folder)
        new = sorted(
            (item for item in there.values() if item.id not in known),
            key=lambda item: item.received_at or now,
        )
        return sum(
            self._batch(mailbox, folder, new[begin : begin + _PAGE], now)
            for begin in range(0, len(new), _PAGE)
        )

    def _batch(self, mailbox: str, folder: str, items: Sequence[Change], now: datetime) -> int:
        readable = items
        if self.taking.anonymous is None:
            readable = [item for item in items if not self.taking.for_anonymous(mailbox, item.recipients)]
            for item in items:
                if item not in readable:
                    self.taking.leave_anonymous(mailbox, item.id, now)
        if not readable:
            return 0
        fetched = self.mailboxes.fetch_many(self.addresses[mailbox], [item.id for item in readable])
        taken, down = 0, []
        for item, got in zip(readable, fetched, strict=True):
            if isinstance(got, _DOWN) or _of_the_batch(got, fetched):
                down.append(got)
            else:
                taken += self.taking.take(mailbox, folder, item.id, got, now)
        if down:
            raise down[0]
        return taken

    def _again(self, now: datetime, failures: list[NearmissError]) -> int:
        """Mails whose next try is due."""
        with self.service.store.reading(now) as work:
            waiting = receipts.to_retry(work)
        taken = 0
        for one in waiting:
            if one.mailbox not in self.addresses:
                continue
            try:
                got: Fetched | NearmissError = self.mailboxes.fetch(self.addresses[one.mailbox], one.item_id)
            except NearmissError as failure:
                got = failure
            if isinstance(got, _DOWN):
                failures.append(got)
                break
            taken += self.taking.take(one.mailbox, one.folder, one.item_id, got, now)
        return taken


def _of_the_batch(
    got: Fetched | NearmissError, fetched: Sequence[Fetched | NearmissError]
) -> TypeGuard[NearmissError]:
    """Whether it was the request for many that failed: then each has the same failure, and none is to blame."""
    return isinstance(got, Transient) and len(fetched) > 1 and all(other is got for other in fetched)
