"""Mail to anonymous reporters, and the purging of theirs. No Sent Items copy; sent again where in doubt (SPEC §6)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import NearmissError, Transient
from bot.graph.mailbox import Erasure, Mailboxes
from bot.graph.sender import Sender
from bot.mail.message import Address
from bot.mail.outbound import TO_REPORTERS, OutboundMail
from bot.service import Service
from bot.store import anonymous as rows
from bot.store import around, claims, filing, outbox
from bot.store.outbox import Queued
from bot.ticks.anonymous.desk import Desk

log = logging.getLogger("nearmiss.anonymous")
_CLAIM_SECONDS = 120.0
_BATCH = 5
_WAIT = timedelta(seconds=30)
_TRIES = 20


@dataclass
class AnonymousOutbox:
    """`address` is the anonymous mailbox, `addresses` all mailboxes by name."""

    service: Service
    sender: Sender
    mailboxes: Mailboxes
    desk: Desk
    address: str
    addresses: dict[str, str]
    may_send: Callable[[datetime], bool] = lambda now: (
        True
    )  # takes one of the minute's sends, where one is free

    def tick(self, now: datetime) -> int:
        """Send what is due and purge originals; returns how many things were done."""
        with self.service.store.reading(now) as work:
            due = rows.mail_due(work)
        mails: list[Queued] = []
        if due:
            mails = self._claimed(now)
        return sum(self._send(row, now) for row in mails) + self._purge(now)

    def _claimed(self, now: datetime) -> list[Queued]:
        with self.service.store.work(now) as work:
            return claims.claim(work, around.database_clock(work), _BATCH, _CLAIM_SECONDS, "anonymous")

    def _send(self, row: Queued, now: datetime) -> int:
        with self.service.store.reading(now) as work:
            content = self.desk.open(work, row)
        if content is None:
            with self.service.store.work(now) as work:
                claims.sent(work, row.id, keep=False)  # forgotten meanwhile: there is nobody to send it to
            return 1
        mail = OutboundMail(
            mailbox=self.address, to=(Address(content["to"]),), subject=content["subject"],
            text=content["text"], html=content["html"], suppress=TO_REPORTERS, message_id=row.message_id or "",
            save_copy=False,
        )  # fmt: skip
        if not self.may_send(now):
            with self.service.store.work(now) as work:
                claims.release(work, [row])
            return 0
        try:
            self.sender.send_without_copy(mail)
        except Transient as failure:
            wait = timedelta(seconds=failure.retry_after) if failure.retry_after is not None else _WAIT
            self._later(row, now + wait, type(failure).__name__, now)
            return 0
        except NearmissError as failure:
            with self.service.store.work(now) as work:
                outbox.stopped(work, row.id, "failed", failure.code or type(failure).__name__)
            return 1
        with self.service.store.work(now) as work:
            claims.sent(work, row.id, keep=False)
        log.info("sent to a reporter: 1")
        return 1

    def _later(self, row: Queued, at: datetime, error: str, now: datetime) -> None:
        with self.service.store.work(now) as work:
            if row.attempts >= _TRIES:
                outbox.stopped(work, row.id, "failed", error)
            else:
                claims.later(work, row, at, error, status="queued", tried=True)

    def _purge(self, now: datetime) -> int:
        """Originals go when the case is durable; repeated until they are gone."""
        with self.service.store.reading(now) as work:
            waiting = filing.to_purge(work)
        gone: list[int] = []
        for one in waiting:
            address = self.addresses.get(one.mailbox)
            if address is None:
                continue
            try:
                how = self.mailboxes.purge(address, one.item_id)
            except NearmissError as failure:
                log.warning("an original could not be purged yet: error=%s", type(failure).__name__)
                with self.service.store.work(now) as work:
                    filing.not_filed(work, one.id, now + _WAIT)
                continue
            if how is Erasure.DELETED:
                log.info("an original was deleted, not purged: this cloud has no permanent deletion")
            gone.append(one.id)
        if gone:
            with self.service.store.work(now) as work:
                filing.filed(work, gone)
        return len(gone)
