"""Intake: what is new in a mailbox becomes receipts, cases and answers; each mail in a transaction of its own.

The receipt is written in the case's transaction before the mailbox is touched, so every replay is harmless.
One bad mail never stops the queue: it waits, is tried again, and ends visibly in quarantine.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Overtime
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.decision import Decision
from bot.errors import NearmissError, NotFound, Transient
from bot.graph.changes import Change
from bot.graph.mailbox import Mailboxes
from bot.graph.reading import Fetched
from bot.mail.arguments import Refusal, read_reference
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.message import Fields, Kind, Message, Reading, ReadingContext, Suggestion
from bot.mail.reading import read
from bot.service import Cause, Kept, Service
from bot.store import around, cases, holding, outbox, receipts
from bot.store.store import Work
from bot.ticks.dispatch import decide
from bot.ticks.documents import form_texts
from bot.ticks.files import Files
from bot.ticks.tips import Tips
from handlers import assigned
from handlers.alerts import anonymous_waiting, quarantined
from handlers.context import Dossier, Incoming

log = logging.getLogger("nearmiss.intake")

READ_SECONDS = 60.0  # for reading one mail; then it is put aside
_TRIES = 3
_WAIT = timedelta(minutes=2)  # times the tries so far
_PAGE = 20
_NO_FIELDS, _NO_SUGGESTION = Fields(), Suggestion("unknown")


@dataclass
class Intake:
    """Reads one trust's mailboxes. `now` is handed in; nothing here looks at a clock."""

    service: Service
    mailboxes: Mailboxes
    files: Files
    tips: Tips
    reading: ReadingContext
    addresses: dict[str, str]  # "incidents" -> address; the anonymous one only where it is read
    links: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # newest link of each folder, this process
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "reading"))

    def tick(self, now: datetime, folders: Sequence[str] = ("inbox",)) -> int:
        """One look into every mailbox; returns how many mails were taken in."""
        taken = self._again(now)
        for mailbox in self.addresses:
            for folder in folders:
                taken += self.round(mailbox, folder, now)
        return taken

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
            known = receipts.known(work, mailbox, list(there))
        new = sorted(
            (item for item in there.values() if item.id not in known),
            key=lambda item: item.received_at or now,
        )
        taken = 0
        for begin in range(0, len(new), _PAGE):
            taken += self._batch(mailbox, folder, new[begin : begin + _PAGE], now)
        return taken

    def _batch(self, mailbox: str, folder: str, items: Sequence[Change], now: datetime) -> int:
        anonymous = self.service.directory.mailboxes.anonymous
        readable = []
        for item in items:
            if anonymous and anonymous in item.recipients:
                self._leave_anonymous(mailbox, item.id, now)
            else:
                readable.append(item)
        if not readable:
            return 0
        fetched = self.mailboxes.fetch_many(self.addresses[mailbox], [item.id for item in readable])
        taken = 0
        for item, got in zip(readable, fetched, strict=True):
            if isinstance(got, NotFound):
                continue  # moved away by a person, or by another worker
            if isinstance(got, Transient):
                raise got
            taken += self.take(mailbox, folder, item.id, got, now)
        return taken

    def _again(self, now: datetime) -> int:
        """Mails whose next try is due."""
        with self.service.store.reading(now) as work:
            waiting = receipts.to_retry(work)
        taken = 0
        for one in waiting:
            if one.mailbox not in self.addresses:
                continue
            try:
                got: Fetched | NearmissError = self.mailboxes.fetch(self.addresses[one.mailbox], one.item_id)
            except Transient:
                raise
            except NearmissError as failure:
                got = failure
            taken += self.take(one.mailbox, "inbox", one.item_id, got, now)
        return taken

    def take(
        self, mailbox: str, folder: str, item_id: str, got: Fetched | NearmissError, now: datetime
    ) -> int:
        """One mail, whatever it is: taken, held, ignored, or put aside after an error of ours."""
        try:
            if isinstance(got, NearmissError):
                raise got
            self._take(mailbox, folder, item_id, got, now)
        except Transient:
            raise  # the database or Graph: nothing is wrong with this mail
        except Exception as failure:  # the boundary: what was caught is stored, the next mail goes on
            self._put_aside(mailbox, item_id, failure, now)
            return 0
        return 1

    def _take(self, mailbox: str, folder: str, item_id: str, got: Fetched, now: datetime) -> None:
        reading = self._read(got.message)
        if reading.wants_anonymity:
            self._leave_anonymous(mailbox, item_id, now)
            return
        incoming = self._incoming(reading, got, item_id, now)
        content = content_hash(got.message)
        kept = self.files.keep_all(reading.attachments)
        self.tips.ask(self.service, incoming, now)
        with self.service.store.work(now) as work:
            if receipts.known(work, mailbox, [item_id]):
                return
            digest = self._digest(work, got.message)
            if digest and receipts.same_mail(work, digest, content):
                receipts.take(
                    work, mailbox, item_id, kind=reading.kind.value, outcome="duplicate", filing="processed",
                    reason="the same mail was taken before", digest=None, content_hash=content,
                )  # fmt: skip
                return
            self._decide(work, mailbox, folder, item_id, incoming, (digest, content), kept)

    def _decide(
        self, work: Work, mailbox: str, folder: str, item_id: str, incoming: Incoming,
        hashes: tuple[str | None, str], kept: Sequence[Kept],
    ) -> None:  # fmt: skip
        """The decision and its receipt, in the transaction at hand."""
        stored, incoming = self._belongs(work, incoming)
        assigned_to = holding.assigned_to(work, mailbox, item_id)
        if assigned_to:
            stored = cases.by_reference(work, assigned_to, lock=True)  # None: a report of its own
        ctx = self.service.context(work)
        dossier = self.service.dossier(work, stored) if stored else None
        decision = (
            assigned.handle(incoming, dossier, ctx)
            if assigned_to
            else decide(work, self.service, incoming, dossier, ctx, folder)
        )
        receipt_id = receipts.take(
            work, mailbox, item_id, kind=incoming.reading.kind.value, outcome=decision.outcome,
            reason=decision.reason, filing=_filing(decision), case_id=stored.id if stored else None,
            digest=hashes[0], content_hash=hashes[1],
            keep=_kept_words(incoming) if decision.outcome == "held" else None,
        )  # fmt: skip
        after = self.service.carry_out(work, decision, ctx, stored=stored, cause=Cause(receipt_id, kept))
        if after and stored is None:
            receipts.set_case(work, receipt_id, after.id)
        reference = after.case.reference if after else "-"
        log.info("mail: kind=%s outcome=%s case=%s", incoming.reading.kind, decision.outcome, reference)

    def _read(self, message: Message) -> Reading:
        """Reading under a time limit: no single mail may hold the queue."""
        task = self.pool.submit(read, message, self.reading)
        try:
            return task.result(READ_SECONDS)
        except Overtime:
            self.pool = ThreadPoolExecutor(1, "reading")  # the stuck thread is left to itself
            raise TimeoutError("reading took too long") from None

    def _incoming(self, reading: Reading, got: Fetched, item_id: str, now: datetime) -> Incoming:
        cause = hashlib.sha256(item_id.encode()).hexdigest()[:24]
        received = min(got.received_at or now, now)
        if reading.kind not in _WITH_FIELDS:
            return Incoming(reading, _NO_FIELDS, _NO_SUGGESTION, received, cause)
        message = reading.message
        text = reading.new_text if reading.kind is Kind.REPLY else _reported_text(reading)
        fields = read_fields(text, message.subject, message.date or received, self.reading, message.sender)
        lacking = missing(fields)
        return Incoming(
            reading, fields, suggest(fields), received, cause, questions(lacking), lacking,
            incident_type(fields), form_texts(reading.attachments),
        )  # fmt: skip

    def _belongs(self, work: Work, incoming: Incoming) -> tuple[cases.Stored | None, Incoming]:
        """The case of a mail: by a Message-ID of ours that it answers, else by the reference in its subject."""
        message, reading = incoming.reading.message, incoming.reading
        wanted = [message.in_reply_to, *reversed(message.references)]
        if reading.bounce:
            wanted.insert(0, reading.bounce.original_message_id)
        ours = outbox.by_message_ids(work, [one for one in wanted if one])
        stored = None
        case_id = next((row.case_id for row in ours if row.case_id is not None), None)
        if case_id is not None:
            stored = cases.by_id(work, case_id, lock=True)
        elif reading.reference and reading.kind is not Kind.REPORT:
            stored = cases.by_reference(work, reading.reference, lock=True)
        if stored and stored.case.state == "merged" and stored.case.merged_into:
            stored = cases.by_reference(work, stored.case.merged_into, lock=True) or stored
        incoming = replace(
            incoming,
            answered_to=tuple(row.kind for row in ours),
            failed_mails=_failed_mails(ours),
            bounced_to=str(ours[0].content.get("to", "")) if reading.bounce and ours else "",
            other=self._other(work, reading),
        )
        return stored, incoming

    def _other(self, work: Work, reading: Reading) -> Dossier | None:
        for command in reading.commands:
            if command.name == "MERGE":
                wanted = read_reference(command.argument)
                other = None if isinstance(wanted, Refusal) else cases.by_reference(work, wanted, lock=True)
                return self.service.dossier(work, other, whole=False) if other else None
        return None

    def _digest(self, work: Work, message: Message) -> str | None:
        sender = message.sender.address if message.sender else ""
        return work.keys.digest("mail", message.message_id, sender) if message.message_id else None

    def _leave_anonymous(self, mailbox: str, item_id: str, now: datetime) -> None:
        """Until anonymous reports are taken in, such a mail stays where it is, and the operator is told so."""
        with self.service.store.work(now) as work:
            if receipts.known(work, mailbox, [item_id]):
                return
            receipts.take(
                work, mailbox, item_id, kind="report", outcome="held", filing="leave",
                reason="asks for anonymity, which is not taken in yet; it is untouched in the mailbox",
            )  # fmt: skip
            ctx = self.service.context(work)
            self.service.carry_out(work, anonymous_waiting(item_id, ctx), ctx)

    def _put_aside(self, mailbox: str, item_id: str, failure: Exception, now: datetime) -> None:
        """Our fault: the mail waits for another try, and after the last is quarantined and told."""
        error = type(failure).__name__
        with self.service.store.work(now) as work:
            tries = receipts.attempts(work, mailbox, item_id) + 1
            last = tries >= _TRIES
            one = receipts.failed(
                work, mailbox, item_id, error=error, quarantine=last,
                retry_at=None if last else now + _WAIT * tries,
            )  # fmt: skip
            if last:
                ctx = self.service.context(work)
                self.service.carry_out(work, quarantined(one.id, error, ctx), ctx)
                receipts.told(work, [one.id])
        log.error("mail put aside: error=%s tries=%d quarantined=%s", error, tries, last)


_WITH_FIELDS = frozenset(
    {Kind.REPORT, Kind.REPLY, Kind.COMPLAINT, Kind.SUBJECT_ACCESS_REQUEST, Kind.INFORMATION_REQUEST}
)


def _reported_text(reading: Reading) -> str:
    """Of a forwarded report the whole text, else what the writer newly wrote."""
    return reading.text if reading.author else reading.new_text or reading.text


def _filing(decision: Decision) -> str:
    return "leave" if decision.outcome == "held" else "processed"


def _kept_words(incoming: Incoming) -> dict[str, str]:
    message = incoming.reading.message
    return {
        "sender": message.sender.address if message.sender else "", "subject": message.subject[:300],
        "text": incoming.reading.text[:4000],
    }  # fmt: skip


def _failed_mails(ours: Sequence[outbox.Queued]) -> tuple[int, ...]:
    """Receipts named in the cause of an operator alert ("quarantine:12")."""
    for row in ours:
        _, found, numbers = row.once_key.partition("quarantine:")
        if row.kind == "operator_alert" and found:
            return tuple(int(n) for n in numbers.split(",") if n.isdigit())
    return ()


def content_hash(message: Message) -> str:
    """SHA-256 of what makes a mail the same mail again: subject, bodies, files."""
    digest = hashlib.sha256()
    for part in (message.subject, message.text, message.html, *(a.blob.sha256 for a in message.attachments)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()
