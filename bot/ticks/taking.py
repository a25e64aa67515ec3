"""One mail taken in: read, decided about, written down; or put aside. All of it in one transaction, or nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.decision import Decision, KeepFiles
from bot.errors import Conflict, NearmissError, Transient
from bot.graph.reading import Fetched
from bot.mail.message import Kind, Message
from bot.service import Cause, Service
from bot.store import cases, holding, receipts
from bot.store.store import Work
from bot.ticks.anonymous.road import AnonymousRoad
from bot.ticks.aside import Aside
from bot.ticks.belonging import belongs
from bot.ticks.dispatch import decide
from bot.ticks.files import Files, Staged
from bot.ticks.in_hand import InHand
from bot.ticks.reader import MailReader, content_hash
from bot.ticks.tips import Tips
from handlers import assigned
from handlers.alerts import anonymous_waiting
from handlers.context import Incoming

log = logging.getLogger("nearmiss.intake")

ANONYMOUS = "anonymous"
_MACHINES = frozenset({Kind.LOOP, Kind.BULK, Kind.RECEIPT, Kind.AUTO_REPLY, Kind.BOUNCE})  # no file is kept


class _Place(NamedTuple):
    """Where a mail lies, and what stands of it by now."""

    mailbox: str
    folder: str
    item_id: str
    found: receipts.Receipt | None


@dataclass(frozen=True)
class Taking:
    """Takes one trust's mails in. `monotonic` seconds count floods of anonymous mail in memory."""

    service: Service
    files: Files
    tips: Tips
    reader: MailReader
    in_hand: InHand
    anonymous: AnonymousRoad | None = None  # None: such mail stays untouched, and the operator is told
    monotonic: Callable[[], float] = time.monotonic

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
        if reading.wants_anonymity or self._for_anonymous(mailbox, got.message, now):
            if self.anonymous is None:
                self.leave_anonymous(mailbox, item_id, now)
            else:
                self.anonymous.take(mailbox, item_id, reading, incoming.received_at, now, self.monotonic())
            return
        staged = [] if reading.kind in _MACHINES else self.files.stage_all(reading.attachments)
        try:
            self.tips.ask(self.service, incoming, now)
            with self.service.store.work(now) as work:
                found = receipts.standing(work, mailbox, item_id)
                if not receipts.is_settled(found, folder):
                    self._new(work, _Place(mailbox, folder, item_id, found), incoming, got.message, staged)
        finally:
            self.files.discard(staged)

    def _new(
        self, work: Work, place: _Place, incoming: Incoming, message: Message,
        staged: Sequence[Staged],
    ) -> None:  # fmt: skip
        """The receipt of a mail that is not settled, with all that follows from it, in the transaction at hand."""
        content, digest = content_hash(message), _digest(work, message)
        if digest and receipts.same_mail(work, digest, content, place.item_id):
            receipts.take(
                work, place.mailbox, place.item_id, kind=incoming.reading.kind.value, outcome="duplicate",
                reason="the same mail was taken before", filing="processed", content_hash=content,
                folder=place.folder, first=place.found is None,
            )  # fmt: skip
            return
        self._decide(work, place, incoming, (digest, content), staged)

    def _decide(
        self, work: Work, place: _Place, incoming: Incoming, hashes: tuple[str | None, str],
        staged: Sequence[Staged],
    ) -> None:  # fmt: skip
        """The decision about a mail, and its receipt."""
        stored, incoming = belongs(work, self.service, incoming)
        ctx = self.service.context(work)
        if assigned_to := holding.assigned_to(place.found):
            stored = cases.by_reference(work, assigned_to, lock=True)  # None: a report of its own
        dossier = self.service.dossier(work, stored) if stored else None
        decision = (
            assigned.handle(incoming, dossier, ctx)
            if assigned_to
            else decide(work, self.service, incoming, dossier, ctx, place.folder)
        )
        receipt_id = receipts.take(
            work, place.mailbox, place.item_id, kind=incoming.reading.kind.value, outcome=decision.outcome,
            reason=decision.reason, filing="leave" if decision.outcome == "held" else "processed",
            folder=place.folder, case_id=stored.id if stored else None, digest=hashes[0],
            content_hash=hashes[1], first=place.found is None,
            keep=_kept_words(incoming) if decision.outcome == "held" else None,
        )  # fmt: skip
        kept = self.files.place(staged) if _keeps(decision) else []
        after = self.service.carry_out(work, decision, ctx, stored=stored, cause=Cause(receipt_id, kept))
        if after and stored is None:
            receipts.set_case(work, receipt_id, after.id)
        reference = after.case.reference if after else "-"
        log.info("mail: kind=%s outcome=%s case=%s", incoming.reading.kind, decision.outcome, reference)

    def leave_anonymous(self, mailbox: str, item_id: str, now: datetime) -> None:
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

    def _for_anonymous(self, mailbox: str, message: Message, now: datetime) -> bool:
        if self.for_anonymous(mailbox, _recipients(message)):
            return True
        return self.anonymous is not None and self.anonymous.is_for(message, now)

    def for_anonymous(self, mailbox: str, recipients: Collection[str]) -> bool:
        """Whether a mail is for the anonymous mailbox, in whichever mailbox it was found."""
        address = self.service.directory.mailboxes.anonymous
        return bool(address) and (mailbox == ANONYMOUS or address in recipients)


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
