"""The outbox: rows to mails, each exactly once; and originals to their folder in the same round trips.

queued -> draft made, its id stored -> sending -> sent. Once a draft's id is stored, a retry sends that same draft;
where the answer was lost it is looked for first. Urgent mail goes first, within Exchange's allowance.
"""

from __future__ import annotations

import logging
import random
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.decision import Decision
from bot.errors import NearmissError, NotFound, Permanent, Throttled, TooLarge, Transient
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Draft, Sender, SentState
from bot.mail.message import Address
from bot.mail.outbound import TO_REPORTERS, TO_ROLES, OutboundAttachment, OutboundMail
from bot.service import Service
from bot.store import around, outbox, receipts
from bot.store.outbox import Queued
from bot.ticks.files import Files
from handlers.alerts import alert

log = logging.getLogger("nearmiss.outbox")

_CLAIM_SECONDS = 120.0
_BATCH = 10
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 900.0
_TRIES = 12  # temporary failures before a mail is given up as failed, visibly
_LOOK_AGAIN = timedelta(seconds=15)


@dataclass
class Allowance:
    """At most `per_minute` sends in any 60 seconds; 0 = no limit. Goes by the monotonic clock."""

    per_minute: int
    monotonic: Callable[[], float] = time.monotonic
    sent: deque[float] = field(default_factory=deque)

    def free(self) -> int:
        """How many may go now."""
        if self.per_minute <= 0:
            return 1_000_000
        self._forget()
        return self.per_minute - len(self.sent)

    def spend(self, count: int) -> None:
        """So many are going now."""
        self.sent.extend([self.monotonic()] * count)

    def wait_seconds(self) -> float:
        """Until the next may go."""
        if self.free() > 0 or not self.sent:
            return 0.0
        return max(0.0, self.sent[0] + 60.0 - self.monotonic())

    def _forget(self) -> None:
        while self.sent and self.sent[0] <= self.monotonic() - 60.0:
            self.sent.popleft()


@dataclass
class Outbox:
    """Sends one trust's mail. `addresses`: our mailboxes by name."""

    service: Service
    sender: Sender
    mailboxes: Mailboxes
    files: Files
    addresses: dict[str, str]
    allowances: dict[str, Allowance]
    doubt: timedelta = timedelta(seconds=120)
    jitter: Callable[[], float] = random.random

    def tick(self, now: datetime) -> int:
        """One batch of every mailbox: due mails sent, originals filed; returns how many things were done."""
        return sum(self._mailbox(name, now) for name in self.addresses)

    def _mailbox(self, name: str, now: datetime) -> int:
        free = min(_BATCH, self.allowances[name].free())
        mails: list[Queued] = []
        with self.service.store.reading(now) as work:
            due = outbox.count_due(work, around.database_clock(work)) if free > 0 else 0
            filing = receipts.to_file(work, name)
        if due:
            with self.service.store.work(now) as work:
                wall = around.database_clock(work)
                mails = outbox.claim(work, wall, free, _CLAIM_SECONDS, name)
        ready = self._drafted(mails, now)
        return self._sent_and_filed(name, ready, filing, now)

    # --- drafts -------------------------------------------------------------------------------------------------

    def _drafted(self, mails: Sequence[Queued], now: datetime) -> list[Queued]:
        """Every claimed mail that is a draft now and may be sent; doubtful ones are looked for first."""
        ready, to_draft = [], []
        for row in mails:
            if row.draft_id is None:
                to_draft.append(row)
            elif (row.status == "sending" and not self._settled(row, now)) or row.status == "drafted":
                ready.append(row)
        return ready + self._make_drafts(to_draft, now)

    def _make_drafts(self, rows: Sequence[Queued], now: datetime) -> list[Queued]:
        if not rows:
            return []
        made = self.sender.create_drafts([self._outbound(row) for row in rows])
        ready = []
        with self.service.store.work(now) as work:
            for row, result in zip(rows, made, strict=True):
                if isinstance(result, Draft):
                    outbox.drafted(work, row.id, result.id, result.message_id)
                    ready.append(_with_draft(row, result))
        for row, result in zip(rows, made, strict=True):
            if isinstance(result, NearmissError):
                self._not_drafted(row, result, now)
        return ready

    def _outbound(self, row: Queued) -> OutboundMail:
        content = row.content
        reference = content.get("reference", "")
        headers = [("X-Nearmiss-Kind", row.kind)]
        if reference:
            headers.insert(0, ("X-Nearmiss-Case", reference))
        files = tuple(
            OutboundAttachment(f["name"], f["content_type"], self.files.blob(f["sha256"], f["size"]))
            for f in content.get("files", ())
        )
        before = content.get("in_reply_to", "")
        return OutboundMail(
            mailbox=self.addresses[row.mailbox],
            to=(Address(content["to"], content.get("name", "")),),
            cc=tuple(Address(a) for a in content.get("cc", ())),
            subject=content["subject"], text=content["text"], html=content["html"], headers=tuple(headers),
            own_key=row.own_key, message_id=row.message_id or "", in_reply_to=before,
            references=(before,) if before else (),
            suppress=TO_REPORTERS if content.get("quiet") else TO_ROLES,
            voting=tuple(content.get("voting", ())), attachments=files, important=row.priority == 0,
        )  # fmt: skip

    # --- sending ------------------------------------------------------------------------------------------------

    def _sent_and_filed(
        self, name: str, ready: Sequence[Queued], filing: Sequence[receipts.Receipt], now: datetime
    ) -> int:
        if not ready and not filing:
            return 0
        address = self.addresses[name]
        moves = self._moves(address, filing)
        if ready:
            self.allowances[name].spend(len(ready))
            with self.service.store.work(now) as work:
                outbox.sending(work, [row.id for row in ready])
        drafts = [(address, row.draft_id or "") for row in ready]
        sent, moved = self.sender.send_drafts_and_move(drafts, moves)
        with self.service.store.work(now) as work:
            for row, result in zip(ready, sent, strict=True):
                if result is None:
                    outbox.sent(work, row.id)
            receipts.filed(work, [r.id for r, result in zip(filing, moved, strict=True) if _is_there(result)])
        done = sum(result is None for result in sent) + sum(_is_there(result) for result in moved)
        for row, result in zip(ready, sent, strict=True):
            if result is not None:
                self._not_sent(row, result, now)
        if ready:
            log.info("sent: %d of %d", sum(result is None for result in sent), len(ready))
        return done

    def _moves(self, address: str, filing: Sequence[receipts.Receipt]) -> list[tuple[str, str, str]]:
        if not filing:
            return []
        folders = self.mailboxes.ensure_folders(address)
        target = {"processed": folders.processed, "quarantine": folders.quarantine}
        return [(address, one.item_id, target.get(one.filing, folders.processed)) for one in filing]

    # --- when it goes wrong -------------------------------------------------------------------------------------

    def _not_drafted(self, row: Queued, failure: NearmissError, now: datetime) -> None:
        """No draft id is stored, so nothing can have been sent: try again, or give up visibly."""
        if isinstance(failure, Transient) and row.attempts < _TRIES:
            self._later(row, failure, now, status="queued")
        else:
            self._give_up(row, "failed", failure, now)

    def _not_sent(self, row: Queued, failure: NearmissError, now: datetime) -> None:
        """A refused send can be repeated; an answer that was lost leaves a doubt to be settled first."""
        if isinstance(failure, Transient) and not failure.undecided:
            self._later(row, failure, now, status="drafted")
        elif isinstance(failure, Transient | NotFound):
            self._later(row, failure, now, status="sending", doubt=True)
        else:
            self._give_up(row, "failed", failure, now)

    def _settled(self, row: Queued, now: datetime) -> bool:
        """What became of a mail that may have gone; True when nothing is left to send now."""
        found = self.sender.find_sent(
            self.addresses[row.mailbox], row.draft_id or "", row.own_key, row.message_id or ""
        )
        if found.state is SentState.SENT:
            with self.service.store.work(now) as work:
                outbox.sent(work, row.id, found.message_id)
            return True
        since = row.doubt_since or now
        if found.state is SentState.STILL_DRAFT:
            return False  # the same draft is sent again, never a new one
        if now - since < self.doubt:
            with self.service.store.work(now) as work:
                outbox.later(work, row.id, now + _LOOK_AGAIN, "looked for", doubt_since=since)
            return True
        self._give_up(row, "in_doubt", Permanent("it cannot be told whether it was sent"), now)
        return True

    def _later(
        self, row: Queued, failure: NearmissError, now: datetime, *, status: str, doubt: bool = False
    ) -> None:
        asked = failure.retry_after if isinstance(failure, Transient) else None
        wait = asked if asked is not None else self._back_off(row.attempts)
        since = (row.doubt_since or now) if doubt else None
        with self.service.store.work(now) as work:
            outbox.later(
                work, row.id, now + timedelta(seconds=wait), type(failure).__name__, status=status,
                doubt_since=since, tried=not isinstance(failure, Throttled),
            )  # fmt: skip

    def _back_off(self, attempts: int) -> float:
        whole: float = min(_FIRST_WAIT * 2 ** min(attempts, 10), _LONGEST_WAIT)
        return whole * (0.5 + 0.5 * self.jitter())

    def _give_up(self, row: Queued, status: str, failure: NearmissError, now: datetime) -> None:
        """It stands visibly in the outbox, and the operator is told (but never about an alert that failed)."""
        reason = "too large" if isinstance(failure, TooLarge) else failure.code or type(failure).__name__
        log.error("mail not sent: kind=%s status=%s error=%s", row.kind, status, reason)
        with self.service.store.work(now) as work:
            outbox.stopped(work, row.id, status, reason)
            if row.kind == "operator_alert":
                return
            ctx = self.service.context(work)
            lines = [
                f"A mail of ours was not sent. See it with: nearmiss outbox list. Send it again with: "
                f"nearmiss outbox retry {row.id}"
            ]
            rows = [("Number", str(row.id)), ("Kind", row.kind), ("What went wrong", reason)]
            told = alert(ctx, status, f"outbox:{row.id}:{status}:{row.attempts}", lines, rows)
            self.service.carry_out(work, Decision((), (told,), "a mail was not sent"), ctx)

    def sweep_orphans(self, now: datetime) -> int:
        """Delete drafts with our key that no row needs: a crash came between making one and storing its id."""
        swept = 0
        for name, address in self.addresses.items():
            with self.service.store.reading(now) as work:
                used = outbox.drafts_in_use(work, name)
            swept += self.sender.delete_orphan_drafts(address, used, now - timedelta(minutes=10))
        return swept


def _is_there(result: NearmissError | None) -> bool:
    """Moved, or already gone from where it was."""
    return result is None or isinstance(result, NotFound)


def _with_draft(row: Queued, draft: Draft) -> Queued:
    return replace(row, draft_id=draft.id, status="drafted", message_id=draft.message_id or row.message_id)
