"""Taking in a mail whose writer wants to stay unknown: needles, scrub, guard, case, answer; the original is purged.

The identity exists here in memory and, sealed, in the case's box; nothing that is recorded, logged or sent holds it.
"""

from __future__ import annotations

import hashlib
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.anonymity.files import CleanFile, HeldFile
from bot.anonymity.guard import Guard
from bot.anonymity.identity import DirectoryCard, Needles
from bot.anonymity.needles import needles_of
from bot.anonymity.notice import TenantFacts, notice
from bot.anonymity.receipt import hash_secret, new_code
from bot.anonymity.relay import passes
from bot.anonymity.text import Scrubbed, scrub
from bot.domain.case import Case
from bot.domain.decision import Decision, SendMail
from bot.domain.events import Event, EventKind
from bot.domain.words import MailKind
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.message import Kind, MemoryBlob, Message, Reading, ReadingContext
from bot.service import Cause, Kept, Service
from bot.store import anonymous as rows
from bot.store import receipts
from bot.store.store import Work
from bot.ticks.anonymous.box import Box, Boxes, Piece
from bot.ticks.anonymous.desk import Desk, new_tag
from bot.ticks.anonymous.follow_up import FollowUp, case_of
from bot.ticks.anonymous.last_look import guarded
from bot.ticks.anonymous.rebuilding import Rebuilt, rebuilt
from bot.ticks.anonymous.recognised import is_reporters
from bot.ticks.files import Files
from handlers import report
from handlers.alerts import alert
from handlers.context import Context, Incoming
from handlers.wording import role_name

log = logging.getLogger("nearmiss.anonymous")

_KEPT_UNTIL = "until 30 days after the case has ended"
_HOUR = 3600.0


@dataclass
class AnonymousIntake:
    """One trust's anonymous road. `monotonic` seconds count floods in memory only."""

    service: Service
    files: Files
    boxes: Boxes
    desk: Desk
    reading: ReadingContext
    facts: TenantFacts = field(default_factory=TenantFacts)
    flows: dict[str, deque[float]] = field(default_factory=dict)

    def take(
        self, mailbox: str, item_id: str, reading: Reading, received: datetime, now: datetime, at: float
    ) -> None:
        """One mail: a machine's is counted and purged, an answer goes to its case, anything else is a report."""
        message = reading.message
        if not passes(reading.kind):
            self._count(mailbox, item_id, reading.kind, now)
            return
        needles = needles_of(message, self._card(message))
        files = self._files_of_answer(reading, needles, now)
        with self.service.store.work(now) as work:
            if receipts.known(work, mailbox, [item_id]):
                return
            if self._is_same_mail(work, message.message_id):
                _receipt(work, mailbox, item_id, "duplicate", "the same mail was taken before", None)
                return
            found = case_of(work, self.boxes, message, self._today(now))
            if found is not None:
                follow = FollowUp(self.service, self.files, self.boxes, self.desk, self.reading)
                case_id = follow.take(work, found, reading, needles, item_id, files)
                _receipt(work, mailbox, item_id, "taken", "an answer of a reporter", case_id)
                return
            if self._flooded(message, at):
                self._hold(work, mailbox, item_id)
                return
        self._open(mailbox, item_id, reading, needles, received, now)

    def _files_of_answer(self, reading: Reading, needles: Needles, now: datetime) -> Rebuilt:
        """An answer's files, rebuilt before the transaction begins: that takes as long as a parser takes."""
        if not reading.attachments:
            return [], []
        with self.service.store.reading(now) as work:
            if not is_reporters(work, reading.message):
                return [], []
        return rebuilt(reading.attachments, needles, Guard(needles))

    # --- a new report -------------------------------------------------------------------------------------------

    def _open(
        self,
        mailbox: str,
        item_id: str,
        reading: Reading,
        needles: Needles,
        received: datetime,
        now: datetime,
    ) -> None:
        message = reading.message
        guard = Guard(needles)
        with self.service.store.reading(now) as work:
            selectors = rows.selectors(work)
        shown = guarded(scrub(message, needles), guard, selectors)
        clean, held = rebuilt(reading.attachments, needles, guard)
        incoming = self._incoming(shown, message, received, item_id)
        kept = [Kept(one.name, one.content_type, *self.files.keep(MemoryBlob(one.content))) for one in clean]
        with self.service.store.work(now) as work:
            if receipts.known(work, mailbox, [item_id]):
                return
            ctx = self.service.context(work)
            decision = report.handle(incoming, ctx, anonymous=True)
            if held or shown.withheld:
                detail = {"texts": len(shown.withheld), "files": len(held)}
                decision = decision.plus(Event(EventKind.HELD, detail))
            receipt_id = _receipt(work, mailbox, item_id, "taken", "an anonymous report", None)
            stored = self.service.carry_out(work, decision, ctx, cause=Cause(receipt_id, kept))
            assert stored is not None
            receipts.set_case(work, receipt_id, stored.id)
            box = self._seal(work, stored.id, message, needles, shown, held)
            self._answer(work, box, stored.case, shown, clean, held, incoming, ctx)
        log.info(
            "anonymous report: case=%s withheld=%d held=%d",
            stored.case.reference,
            len(shown.withheld),
            len(held),
        )

    def _incoming(self, shown: Scrubbed, message: Message, received: datetime, item_id: str) -> Incoming:
        """The report as everybody else sees it: no sender, no headers, the scrubbed text alone."""
        neutral = Message(subject=shown.subject, text=shown.text, date=received)
        reading = Reading(neutral, Kind.REPORT, "an anonymous report", text=shown.text, new_text=shown.text)
        fields = read_fields(shown.text, shown.subject, message.date or received, self.reading, None)
        lacking = missing(fields)
        cause = hashlib.sha256(item_id.encode()).hexdigest()[:24]
        return Incoming(
            reading, fields, suggest(fields), received, cause, questions(lacking), lacking, incident_type(fields)
        )  # fmt: skip

    def _seal(
        self, work: Work, case_id: int, message: Message, needles: Needles, shown: Scrubbed,
        held: Sequence[tuple[HeldFile, bytes]],
    ) -> Box:  # fmt: skip
        box = self.boxes.new(work, case_id)
        box.set_address(work, message.sender.address if message.sender else "")
        box.set_needles(work, needles)
        box.keep_digest(work, message.message_id)
        pieces = [Piece(one.n, one.text, one.why) for one in shown.withheld]
        first = len(pieces) + 1
        pieces += [
            Piece(first + n, "", str(one.why), one.name, content) for n, (one, content) in enumerate(held)
        ]
        box.set_pieces(work, pieces)
        return box

    def _answer(
        self, work: Work, box: Box, case: Case, shown: Scrubbed, clean: Sequence[CleanFile],
        held: Sequence[tuple[HeldFile, bytes]], incoming: Incoming, ctx: Context,
    ) -> None:  # fmt: skip
        """The receipt: code, what leaders got, what was withheld and removed, and the honest notice."""
        code = new_code(rows.selectors(work))
        rows.add_way_back(work, code.selector, box.case_id, new_tag(), hash_secret(code.secret))
        removed = [*shown.removed, *(f"{one.name}: {what}" for one in clean for what in one.removed)]
        first = len(shown.withheld) + 1
        facts = {
            "code": code.shown, "shown_text": shown.text,
            "withheld": [{"n": p.n, "text": p.text, "why": p.why} for p in shown.withheld],
            "removed": removed,
            "held_files": [
                {"n": first + n, "name": one.name, "why": str(one.why)} for n, (one, _) in enumerate(held)
            ],
            "questions": report.open_questions(incoming, case),
            "notice": list(notice(self.facts, roles=_roles(case, ctx), kept_until=_KEPT_UNTIL)),
        }  # fmt: skip
        mail = SendMail(MailKind.ANONYMOUS_RECEIPT, ("reporter",), incoming.cause, facts)
        self.desk.queue(work, mail, box.case_id, case, ctx)

    # --- the rest -----------------------------------------------------------------------------------------------

    def _card(self, message: Message) -> DirectoryCard | None:
        person = self.service.directory.person_by_address(message.sender.address) if message.sender else None
        if person is None:
            return None
        addresses = tuple(a for a in (person.address, *person.also) if not a.startswith("@"))
        return DirectoryCard(person.name, phones=(person.phone,) if person.phone else (), addresses=addresses)

    def _is_same_mail(self, work: Work, message_id: str) -> bool:
        """The same mail found in a second mailbox, or delivered again; known as long as the case's key exists."""
        if not message_id:
            return False
        boxes = (self.boxes.of(work, case_id) for case_id in rows.with_part(work, "digest"))
        return any(box.has_taken(work, message_id) for box in boxes if box)

    def _count(self, mailbox: str, item_id: str, kind: Kind, now: datetime) -> None:
        """Absence notices, bounces and receipts never reach anybody; that there was one is counted."""
        with self.service.store.work(now) as work:
            if not receipts.known(work, mailbox, [item_id]):
                _receipt(work, mailbox, item_id, "ignored", f"a machine's mail ({kind})", None)

    def _flooded(self, message: Message, at: float) -> bool:
        """More mails from one sender than the policy allows in an hour; counted in memory alone."""
        sender = message.sender.address if message.sender else ""
        times = self.flows.setdefault(sender, deque())
        times.append(at)
        while times and times[0] < at - _HOUR:
            times.popleft()
        return len(times) > self.service.policy.flood.mails_per_hour

    def _hold(self, work: Work, mailbox: str, item_id: str) -> None:
        receipts.take(
            work, mailbox, item_id, kind="report", outcome="held", filing="leave",
            reason="too many anonymous mails from one sender within an hour",
        )  # fmt: skip
        ctx = self.service.context(work)
        lines = [
            "One sender writes more anonymous mails than a person would; they wait untouched in the mailbox."
        ]
        told = alert(ctx, "flood", f"anonymous-flood:{ctx.now:%Y%m%d%H}", lines)
        self.service.carry_out(work, Decision((), (told,), "a flood of anonymous mails"), ctx)

    def _today(self, now: datetime) -> str:
        return self.service.policy.clocks.office.local(now).date().isoformat()


def _roles(case: Case, ctx: Context) -> str:
    school = ctx.school(case.school)
    where = f" of {school.name}" if school else ""
    return f"the {role_name(case.leader_role or 'leader')}{where}, and those who must help to deal with it"


def _receipt(work: Work, mailbox: str, item_id: str, outcome: str, reason: str, case_id: int | None) -> int:
    """The receipt of an anonymous mail: immutable id alone, no digest, no Message-ID; the original is to be purged."""
    return receipts.take(
        work, mailbox, item_id, kind="report", outcome=outcome, reason=reason, filing="purge", case_id=case_id
    )
