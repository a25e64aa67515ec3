"""The outbox: rows to mails, each exactly once; and originals to their folder in the same round trips.

queued -> draft made, its id stored -> sending -> sent. Once a draft's id is stored, a retry sends that same draft;
where the answer was lost it is looked for first (doubt.py). Urgent mail goes first, within Exchange's allowance.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.errors import NearmissError
from bot.graph.mailbox import Mailboxes
from bot.graph.sender import Draft, Sender
from bot.mail.outbound import OutboundMail
from bot.service import Service
from bot.store import around, cases, claims, outbox, sends
from bot.store.outbox import Queued
from bot.store.receipts import Receipt
from bot.store.store import Work
from bot.ticks.allowance import Allowance
from bot.ticks.anonymous.outbox import AnonymousOutbox
from bot.ticks.doubt import Doubt
from bot.ticks.files import Files
from bot.ticks.filing import Filing
from bot.ticks.team import Team
from bot.ticks.writing import Writer
from handlers.people import same

log = logging.getLogger("nearmiss.outbox")

_CLAIM_SECONDS = 120.0
_BATCH = 10
_ANONYMOUS = "anonymous"  # whose mails are sealed, and sent beside


@dataclass
class Outbox:
    """Sends one trust's mail. `addresses`: our mailboxes by name. Threads take turns."""

    service: Service
    sender: Sender
    mailboxes: Mailboxes
    files: Files
    addresses: dict[str, str]
    allowances: dict[str, Allowance]
    team: Team
    doubt: timedelta = timedelta(seconds=120)
    jitter: Callable[[], float] = random.random
    beside: AnonymousOutbox | None = None  # mail to anonymous reporters goes a way of its own
    turn: threading.RLock = field(default_factory=threading.RLock)
    living: frozenset[int] = frozenset()
    count: int = 0  # mails sent by this process, for metrics

    def __post_init__(self) -> None:
        self.writer = Writer(self.files, self.addresses)
        self.filing = Filing(self.service, self.mailboxes)
        self.doubts = Doubt(self.service, self.sender, self.addresses, self.doubt, self.jitter)

    def tick(self, now: datetime) -> int:
        """One batch of every mailbox: due mails sent, originals filed; returns how many things were in hand.

        A mailbox that fails does not keep the others from sending; the first failure is raised at the end.
        """
        done, failures = 0, []
        with self.turn:
            self._free_dead(now)
            for name in self.addresses:
                try:
                    done += self._mailbox(name, now)
                except NearmissError as failure:
                    failures.append(failure)
            done += self.beside.tick(now) if self.beside else 0
        if failures:
            raise failures[0]
        return done

    def free(self, name: str, now: datetime) -> int:
        """How many mails may leave a mailbox now, whoever sends them."""
        allowance = self.allowances[name]
        free = allowance.free()
        if allowance.limited and free > 0:
            with self.service.store.reading(now) as work:
                wall = around.database_clock(work)
                free = min(free, sends.free(work, name, wall, allowance.per_minute))
        return free

    def may_send(self, name: str, now: datetime) -> bool:
        """Take one of the minute's sends of a mailbox, where one is free."""
        allowance = self.allowances[name]
        if not allowance.limited:
            return True
        if allowance.free() <= 0:
            return False
        with self.service.store.work(now) as work:
            wall = around.database_clock(work)
            taken = sends.reserve(work, name, wall, 1, allowance.per_minute)
        allowance.spend(len(taken))
        return bool(taken)

    def _free_dead(self, now: datetime) -> None:
        """What a worker had in hand when it died is everybody's again."""
        living = frozenset(self.team.workers())
        if living == self.living:
            return
        with self.service.store.work(now) as work:
            freed = claims.free_claims(work, living)
        self.living = living
        if freed:
            log.info("mails of a worker that ended are free again: %d", freed)

    def _mailbox(self, name: str, now: datetime) -> int:
        mails: list[Queued] = []
        with self.service.store.reading(now) as work:
            wall = around.database_clock(work)
            due = name != _ANONYMOUS and outbox.count_due(work, wall, name) > 0
        if due and (free := min(_BATCH, self.free(name, now))) > 0:
            with self.service.store.work(now) as work:
                mails = claims.claim(
                    work, around.database_clock(work), free, _CLAIM_SECONDS, name, self.team.worker()
                )
                barred = self._kept_out(work, mails)
            for row in barred:
                self.doubts.give_up(row, "failed", "its reader is kept out of the case by now", now)
            mails = [row for row in mails if row not in barred]
        waiting = self.filing.due(name, now) if self.team.keep(f"poll/{name}") else []
        ready = self._drafted(mails, now)
        return len(mails) + self._sent_and_filed(name, ready, waiting, now)

    def _kept_out(self, work: Work, mails: Sequence[Queued]) -> list[Queued]:
        """The mails that have not gone yet and whose reader has been kept out of the case since they were queued."""
        asked = [
            (row.case_id, str(row.content.get("to", "")), row) for row in mails
            if row.case_id is not None and not row.content.get("anybody") and row.status != "sending"
        ]  # fmt: skip
        held = cases.several(work, {case_id for case_id, _, _ in asked}) if asked else {}
        out = [(to, held[case_id].case.who.excluded, row) for case_id, to, row in asked if to]
        ctx = self.service.context(work) if any(excluded for _, excluded, _ in out) else None
        return [row for to, excluded, row in out if ctx and excluded and same(to, excluded, ctx)]

    # --- drafts -------------------------------------------------------------------------------------------------

    def _drafted(self, mails: Sequence[Queued], now: datetime) -> list[Queued]:
        """Every claimed mail that is a draft now and may be sent; doubtful ones are looked for first."""
        ready, to_draft = [], []
        for row in mails:
            if row.draft_id is None:
                to_draft.append(row)
            elif row.status != "sending" or not self.doubts.settled(row, now):
                ready.append(row)
        return ready + self._make_drafts(to_draft, now)

    def _make_drafts(self, rows: Sequence[Queued], now: datetime) -> list[Queued]:
        written = [(row, mail) for row in rows if (mail := self._written(row, now))]
        if not written:
            return []
        made = self.sender.create_drafts([mail for _, mail in written])
        ready = []
        with self.service.store.work(now) as work:
            for (row, _), result in zip(written, made, strict=True):
                if isinstance(result, Draft) and claims.drafted(work, row, result.id, result.message_id):
                    ready.append(_with_draft(row, result))
        for (row, _), result in zip(written, made, strict=True):
            if isinstance(result, NearmissError):
                self.doubts.not_drafted(row, result, now)
        return ready

    def _written(self, row: Queued, now: datetime) -> OutboundMail | None:
        """The mail of a row; None where it cannot be made, which is its own trouble and nobody else's."""
        try:
            if "mail" in row.content:  # its template was broken when it was queued
                with self.service.store.work(now) as work:
                    row = replace(row, content=self.service.render_again(work, row))
            return self.writer.mail(row)
        except NearmissError as failure:
            self.doubts.not_drafted(row, failure, now)
        except Exception as failure:  # the boundary: one row that cannot be read must not stop the others
            status = "blocked" if "mail" in row.content else "failed"
            self.doubts.give_up(row, status, type(failure).__name__, now)
        return None

    # --- sending ------------------------------------------------------------------------------------------------

    def _sent_and_filed(
        self, name: str, ready: Sequence[Queued], waiting: Sequence[Receipt], now: datetime
    ) -> int:
        address = self.addresses[name]
        moves = self.filing.moves(address, waiting)
        if waiting and not moves:
            self.filing.put_off(waiting, now)
            waiting = []
        going, marks = self._going(name, ready, now)
        if not going and not moves:
            return 0
        sent, moved = self.sender.send_drafts_and_move(
            [(address, row.draft_id or "") for row in going], moves
        )
        self._write_down(name, going, sent, marks, now)
        return self.filing.moved(waiting, moved, now) if waiting else 0

    def _going(self, name: str, ready: Sequence[Queued], now: datetime) -> tuple[list[Queued], list[int]]:
        """Which of the drafts are still ours and fit into the minute; from here on an answer may be lost."""
        if not ready:
            return [], []
        allowance, marks = self.allowances[name], []
        with self.service.store.work(now) as work:
            wall = around.database_clock(work)
            if allowance.limited:
                marks = sends.reserve(work, name, wall, len(ready), allowance.per_minute)
                claims.release(work, ready[len(marks) :])
                ready = ready[: len(marks)]
            return claims.sending(work, ready, wall, _CLAIM_SECONDS), marks

    def _write_down(
        self, name: str, going: Sequence[Queued], sent: Sequence[NearmissError | None], marks: Sequence[int],
        now: datetime,
    ) -> None:  # fmt: skip
        if not going:
            return
        self.allowances[name].spend(len(going))
        with self.service.store.work(now) as work:
            sends.answered(work, marks, around.database_clock(work))
            for row, result in zip(going, sent, strict=True):
                if result is None:
                    claims.sent(work, row.id)
        for row, result in zip(going, sent, strict=True):
            if result is not None:
                self.doubts.not_sent(row, result, now)
        gone = sum(result is None for result in sent)
        self.count += gone
        log.info("sent: %d of %d", gone, len(going))

    # --- housekeeping -------------------------------------------------------------------------------------------

    def sweep_orphans(self, now: datetime) -> int:
        """Delete drafts with our key that no row needs: a crash came between making one and storing its id."""
        swept = 0
        with self.turn:
            for name, address in self.addresses.items():
                with self.service.store.reading(now) as work:
                    used = outbox.drafts_in_use(work, name)
                swept += self.sender.delete_orphan_drafts(address, used, now - timedelta(minutes=10))
        return swept

    def learn_message_ids(self, since: datetime, now: datetime) -> int:
        """What Exchange called our mails when it sent them, where that is not what we called them; how many."""
        found = 0
        for name, address in self.addresses.items():
            if name == _ANONYMOUS:
                continue
            copies = list(self.sender.sent_since(address, since))
            with self.service.store.work(now) as work:
                found += sum(
                    outbox.learned(work, copy.own_key, copy.message_id) for copy in copies if copy.message_id
                )
        return found


def _with_draft(row: Queued, draft: Draft) -> Queued:
    return replace(row, draft_id=draft.id, status="drafted", message_id=draft.message_id or row.message_id)
