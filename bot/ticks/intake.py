"""Intake: what is new in a mailbox becomes receipts, cases and answers; each mail in a transaction of its own.

The receipt is written in the case's transaction before the mailbox is touched, so every replay is harmless.
One bad mail never stops the queue: it waits, is tried again, and ends visibly in quarantine (aside.py).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.decision import Decision, KeepFiles
from bot.errors import (
    ConfigurationWrong,
    Conflict,
    Forbidden,
    MailboxUnknown,
    NearmissError,
    Throttled,
    Transient,
    Unauthorised,
    Unreachable,
)
from bot.graph.changes import Change
from bot.graph.mailbox import Mailboxes
from bot.graph.reading import Fetched
from bot.mail.message import Kind, Message
from bot.service import Cause, Service
from bot.store import around, cases, holding, receipts
from bot.store.store import Work
from bot.ticks.anonymous.road import AnonymousRoad
from bot.ticks.aside import Aside, Died
from bot.ticks.belonging import belongs
from bot.ticks.dispatch import decide
from bot.ticks.files import Files, Staged
from bot.ticks.in_hand import InHand
from bot.ticks.reader import MailReader, content_hash
from bot.ticks.team import Team
from bot.ticks.tips import Tips
from handlers import assigned
from handlers.alerts import anonymous_waiting
from handlers.context import Incoming

log = logging.getLogger("nearmiss.intake")

ANONYMOUS = "anonymous"
FIRST_START = "first_start"
_PAGE = 20
# Exchange as a whole, or our right to it: nothing is wrong with the mail that was asked for, it comes again.
_DOWN = (Throttled, Unreachable, Unauthorised, Forbidden, ConfigurationWrong, MailboxUnknown)
_MACHINES = frozenset({Kind.LOOP, Kind.BULK, Kind.RECEIPT, Kind.AUTO_REPLY, Kind.BOUNCE})  # no file is kept


@dataclass
class Intake:
    """Reads one trust's mailboxes. `now` is handed in; nothing here looks at a clock. Threads take turns."""

    service: Service
    mailboxes: Mailboxes
    files: Files
    tips: Tips
    reader: MailReader
    addresses: dict[str, str]  # "incidents" -> address; the anonymous one only where it is read
    team: Team
    in_hand: InHand
    anonymous: AnonymousRoad | None = None  # None: such mail stays untouched, and the operator is told
    monotonic: Callable[[], float] = time.monotonic
    links: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # newest link of each folder, this process
    turn: threading.RLock = field(default_factory=threading.RLock)
    begun: bool = False

    def tick(self, now: datetime, folders: Sequence[str] = ("inbox",)) -> int:
        """One look into every mailbox that is ours to read; returns how many mails were taken in.

        A mailbox that fails does not keep the others from being read; the first failure is raised at the end.
        """
        failures: list[NearmissError] = []
        with self.turn:
            self._begin(now)
            taken = self._again(now, failures) if self.team.keep("again") else 0
            for mailbox in self.addresses:
                for folder in folders:
                    if self.team.keep(f"poll/{mailbox}"):
                        taken += self._guarded(mailbox, folder, now, failures)
            Aside(self.service).tell(now)
        if failures:
            raise failures[0]
        return taken

    def own_mailboxes(self) -> list[str]:
        """The mailboxes that this process reads, and no other worker."""
        return [name for name in self.addresses if self.team.keep(f"poll/{name}")]

    def _begin(self, now: datetime) -> None:
        """Once a process: when the service first started, and what a dead one had in hand."""
        if self.begun:
            return
        with self.service.store.reading(now) as work:
            started = self.service.store.get_meta(work, FIRST_START)
        if started is None:
            with self.service.store.work(now) as work:
                if self.service.store.get_meta(work, FIRST_START) is None:
                    self.service.store.set_meta(work, FIRST_START, now.isoformat())
        for mailbox, folder, item_id in self.in_hand.left_behind():
            Aside(self.service).put(mailbox, folder, item_id, Died(), now)
        self.begun = True

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
        if self.anonymous is None:
            readable = [item for item in items if not self._for_anonymous(mailbox, item.recipients)]
            for item in items:
                if item not in readable:
                    self._leave_anonymous(mailbox, item.id, now)
        if not readable:
            return 0
        fetched = self.mailboxes.fetch_many(self.addresses[mailbox], [item.id for item in readable])
        taken, down = 0, []
        for item, got in zip(readable, fetched, strict=True):
            if isinstance(got, _DOWN):
                down.append(got)
            else:
                taken += self.take(mailbox, folder, item.id, got, now)
        if down:
            raise down[0]
        return taken

    def _for_anonymous(self, mailbox: str, recipients: Collection[str]) -> bool:
        """Whether a mail is for the anonymous mailbox, in whichever mailbox it was found."""
        address = self.service.directory.mailboxes.anonymous
        return bool(address) and (mailbox == ANONYMOUS or address in recipients)

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
            taken += self.take(one.mailbox, one.folder, one.item_id, got, now)
        return taken

    def take(
        self, mailbox: str, folder: str, item_id: str, got: Fetched | NearmissError, now: datetime
    ) -> int:
        """One mail, whatever it is: taken, held, ignored, or put aside after an error. Raises Transient where the
        database or the disk fails."""
        if isinstance(got, NearmissError):
            Aside(self.service).put(mailbox, folder, item_id, got, now)
            return 0
        try:
            with self.in_hand.reading(mailbox, folder, item_id):
                self._twice_at_most(mailbox, folder, item_id, got, now)
        except Transient as failure:
            if not isinstance(failure, Conflict):
                raise  # the database or the disk: nothing is wrong with this mail
            Aside(self.service).put(mailbox, folder, item_id, failure, now)
            return 0
        except Exception as failure:  # the boundary: what was caught is stored, the next mail goes on
            Aside(self.service).put(mailbox, folder, item_id, failure, now)
            return 0
        finally:
            self.files.release(got.message)
        return 1

    def _twice_at_most(self, mailbox: str, folder: str, item_id: str, got: Fetched, now: datetime) -> None:
        """Another worker may have written the same row at the same moment; then we see it the second time."""
        try:
            self._take(mailbox, folder, item_id, got, now)
        except Conflict:
            self._take(mailbox, folder, item_id, got, now)

    def _take(self, mailbox: str, folder: str, item_id: str, got: Fetched, now: datetime) -> None:
        incoming = self.reader.read(got, item_id, now)
        reading = incoming.reading
        if reading.wants_anonymity or self._for_anonymous(mailbox, _recipients(got.message)):
            if self.anonymous is None:
                self._leave_anonymous(mailbox, item_id, now)
            else:
                self.anonymous.take(mailbox, item_id, reading, incoming.received_at, now, self.monotonic())
            return
        staged = [] if reading.kind in _MACHINES else self.files.stage_all(reading.attachments)
        try:
            self.tips.ask(self.service, incoming, now)
            with self.service.store.work(now) as work:
                if not receipts.is_settled(work, mailbox, item_id, folder):
                    self._new(work, (mailbox, folder, item_id), incoming, got.message, staged)
        finally:
            self.files.discard(staged)

    def _new(
        self, work: Work, place: tuple[str, str, str], incoming: Incoming, message: Message,
        staged: Sequence[Staged],
    ) -> None:  # fmt: skip
        """The receipt of a mail that is not settled, with all that follows from it, in the transaction at hand."""
        mailbox, folder, item_id = place
        content, digest = content_hash(message), _digest(work, message)
        if digest and receipts.same_mail(work, digest, content, item_id):
            receipts.take(
                work, mailbox, item_id, kind=incoming.reading.kind.value, outcome="duplicate", folder=folder,
                reason="the same mail was taken before", filing="processed", content_hash=content,
            )  # fmt: skip
            return
        self._decide(work, place, incoming, (digest, content), staged)

    def _decide(
        self, work: Work, place: tuple[str, str, str], incoming: Incoming, hashes: tuple[str | None, str],
        staged: Sequence[Staged],
    ) -> None:  # fmt: skip
        """The decision about a mail, and its receipt."""
        mailbox, folder, item_id = place
        stored, incoming = belongs(work, self.service, incoming)
        ctx = self.service.context(work)
        if assigned_to := holding.assigned_to(work, mailbox, item_id):
            stored = cases.by_reference(work, assigned_to, lock=True)  # None: a report of its own
        dossier = self.service.dossier(work, stored) if stored else None
        decision = (
            assigned.handle(incoming, dossier, ctx)
            if assigned_to
            else decide(work, self.service, incoming, dossier, ctx, folder)
        )
        receipt_id = receipts.take(
            work, mailbox, item_id, kind=incoming.reading.kind.value, outcome=decision.outcome,
            reason=decision.reason, filing="leave" if decision.outcome == "held" else "processed",
            folder=folder, case_id=stored.id if stored else None, digest=hashes[0], content_hash=hashes[1],
            keep=_kept_words(incoming) if decision.outcome == "held" else None,
        )  # fmt: skip
        kept = self.files.place(staged) if _keeps(decision) else []
        after = self.service.carry_out(work, decision, ctx, stored=stored, cause=Cause(receipt_id, kept))
        if after and stored is None:
            receipts.set_case(work, receipt_id, after.id)
        reference = after.case.reference if after else "-"
        log.info("mail: kind=%s outcome=%s case=%s", incoming.reading.kind, decision.outcome, reference)

    def _leave_anonymous(self, mailbox: str, item_id: str, now: datetime) -> None:
        """Where anonymous reports are not taken in, such a mail stays where it is, and the operator is told so."""
        with self.service.store.work(now) as work:
            if receipts.known(work, mailbox, [item_id]):
                return
            receipts.take(
                work, mailbox, item_id, kind="report", outcome="held", filing="leave",
                reason="asks for anonymity, which is not taken in yet; it is untouched in the mailbox",
            )  # fmt: skip
            ctx = self.service.context(work)
            self.service.carry_out(work, anonymous_waiting(item_id, ctx), ctx)


def _recipients(message: Message) -> frozenset[str]:
    return frozenset(one.address for one in (*message.to, *message.cc))


def _digest(work: Work, message: Message) -> str | None:
    sender = message.sender.address if message.sender else ""
    return work.keys.digest("mail", message.message_id, sender) if message.message_id else None


def _keeps(decision: Decision) -> bool:
    return any(isinstance(effect, KeepFiles) for effect in decision.effects)


def _kept_words(incoming: Incoming) -> dict[str, str]:
    message = incoming.reading.message
    return {
        "sender": message.sender.address if message.sender else "", "subject": message.subject[:300],
        "text": incoming.reading.text[:4000],
    }  # fmt: skip
