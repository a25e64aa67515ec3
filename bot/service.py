"""carry_out: the only interpreter of decisions. One decision, one transaction: events, case, deadlines, mails.

Nothing leaves the program here; mails become rows of the outbox, which a tick of its own sends.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from bot.domain.case import Case
from bot.domain.clock import Row, reconcile
from bot.domain.decision import (
    Decision,
    Elsewhere,
    Erase,
    File,
    KeepFiles,
    MailBounced,
    NoteAbsence,
    OpenRequest,
    SendMail,
    SettleMail,
)
from bot.domain.directory import Directory
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.policy import Policy
from bot.domain.words import MailKind, Step
from bot.render import BadTemplate, Renderer
from bot.store import around, cases, deadlines, outbox, receipts, record
from bot.store.store import Store, Work
from handlers import people
from handlers.context import Away, Context, Dossier, MailSeen
from handlers.view import buttons, mail_view

log = logging.getLogger("nearmiss.service")

# Mails that an excluded person may still get: they concern their own report or their own question, not the case.
_TO_ANYBODY = frozenset(
    {
        MailKind.ACKNOWLEDGEMENT, MailKind.MORE_INFORMATION, MailKind.QUESTION, MailKind.NOT_ALLOWED,
        MailKind.NOT_UNDERSTOOD, MailKind.OPERATOR_ALERT, MailKind.COMPLAINT_RECEIVED,
    }
)  # fmt: skip
_FIRST = frozenset(
    {
        MailKind.ACKNOWLEDGEMENT, MailKind.TRIAGE_REQUEST, MailKind.ESCALATION, MailKind.HANDED_OVER,
        MailKind.REFERRAL, MailKind.ANONYMOUS_RECEIPT, MailKind.OPERATOR_ALERT,
    }
)  # fmt: skip
_LAST = frozenset({MailKind.DIGEST, MailKind.TREND_REPORT, MailKind.POLICY_REVIEW})


@dataclass(frozen=True, slots=True)
class Paper:
    """A file made for a mail, in the data folder under its SHA-256."""

    name: str
    content_type: str
    sha256: str
    size: int


class Papers(Protocol):
    """Makes the files that a mail asks for, and keeps them on disk before the row says so."""

    def make(self, file: File, dossier: Dossier, ctx: Context) -> Sequence[Paper]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of an incoming mail, already on disk."""

    name: str
    content_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Cause:
    """What led to a decision: the receipt's number and the files that came with the mail."""

    receipt_id: int = 0
    files: Sequence[Kept] = ()


class Service:
    """One trust's decisions carried out. Holds no state of its own between calls."""

    def __init__(
        self, store: Store, renderer: Renderer, papers: Papers, directory: Directory, policy: Policy
    ) -> None:
        self.store = store
        self.renderer = renderer
        self.papers = papers
        self.directory = directory
        self.policy = policy

    def context(self, work: Work) -> Context:
        """The moment, the people and who is away."""
        away: dict[str, Away] = {}
        for one in around.absences(work):
            person = self.directory.person_by_address(one.address)
            if person:
                away[person.id] = Away(one.until, one.stand_in, one.source)
        return Context(work.now, self.directory, self.policy, away)

    def dossier(self, work: Work, stored: cases.Stored, *, whole: bool = True) -> Dossier:
        """A case with its deadlines; `whole`: with its record, mails and files too."""
        rows = tuple(deadlines.of_case(work, stored.id))
        if not whole:
            return Dossier(stored.case, rows)
        events = tuple(record.events_of(work.connection, work.keys, stored.id))
        mails = tuple(seen(one) for one in outbox.of_case(work, stored.id))
        files = tuple(one.name for one in around.evidence_of(work, stored.id))
        return Dossier(stored.case, rows, events, mails, files)

    def carry_out(
        self, work: Work, decision: Decision, ctx: Context, *, stored: cases.Stored | None = None,
        rows: Iterable[Row] = (), cause: Cause = Cause(),
    ) -> cases.Stored | None:  # fmt: skip
        """Carry out a decision about a case (or none); returns the case as it is afterwards."""
        if decision.opens:
            stored = self._open(work, decision)
        before = stored
        if stored is not None:
            stored = self._record(work, stored, decision.events)
        for effect in decision.effects:
            stored = self._other_effect(work, effect, stored, cause)
        if stored is not None:
            if before is None or stored.case != before.case or rows:
                cases.save(work, stored.id, stored.case)
            rows = self._deadlines(work, stored, ctx, list(rows), before.case if before else stored.case)
        for effect in decision.effects:
            if isinstance(effect, SendMail):
                self._queue(work, effect, stored, tuple(rows), ctx)
        return stored

    def _open(self, work: Work, decision: Decision) -> cases.Stored:
        trust = self.directory.trust
        received = work.now
        for event in decision.events:
            if event.kind is EventKind.REPORTED and event.detail.get("reported_at"):
                received = received.fromisoformat(event.detail["reported_at"])
        reference = cases.next_reference(work, trust.prefix, received, trust.time_zone, drill=decision.drill)
        case = Case(reference=reference)
        return cases.Stored(cases.open_case(work, case, received), case)

    def _record(self, work: Work, stored: cases.Stored, events: Iterable[Event]) -> cases.Stored:
        case = stored.case
        for event in events:
            seq = case.count + 1
            case = apply(case, Recorded(seq, work.now, event))
            work.add_event(stored.id, seq, event)
        return cases.Stored(stored.id, case)

    def _other_effect(
        self, work: Work, effect: object, stored: cases.Stored | None, cause: Cause
    ) -> cases.Stored | None:
        """Everything but mail; returns the case, with evidence events where files were kept."""
        match effect:
            case KeepFiles() if stored is not None:
                return self._keep_files(work, stored, cause)
            case OpenRequest():
                self._open_request(work, effect, stored, cause)
            case Elsewhere():
                self._elsewhere(work, effect)
            case Erase() if stored is not None:
                record.erase(work.connection, stored.id, work.now)
            case NoteAbsence() | MailBounced() | SettleMail():
                beside_the_case(work, effect)
        return stored

    def _keep_files(self, work: Work, stored: cases.Stored, cause: Cause) -> cases.Stored:
        new = [
            file for file in cause.files
            if around.add_evidence(
                work, stored.id, cause.receipt_id, file.sha256, file.size, file.content_type, file.name
            )
        ]  # fmt: skip
        if not new:
            return stored
        event = Event(
            EventKind.EVIDENCE_KEPT,
            {"files": len(new), "sha256": [file.sha256 for file in new]},
            {"names": [file.name for file in new]},
        )
        return self._record(work, stored, [event])

    def _open_request(
        self, work: Work, effect: OpenRequest, stored: cases.Stored | None, cause: Cause
    ) -> None:
        due = self.policy.request_due(effect.kind, work.now)
        office = self.policy.clocks.office
        remind = office.add_working_days(work.now, self.policy.requests.remind_every_working_days)
        around.open_request(
            work, effect.kind, cause.receipt_id, stored.id if stored else None, due, min(remind, due),
            {"sender": effect.sender},
        )  # fmt: skip

    def _elsewhere(self, work: Work, effect: Elsewhere) -> None:
        other = cases.by_reference(work, effect.reference, lock=True)
        if other is not None:
            after = self._record(work, other, effect.events)
            cases.save(work, after.id, after.case)
            self._deadlines(work, after, self.context(work), [], other.case)

    def _deadlines(
        self, work: Work, stored: cases.Stored, ctx: Context, fired: list[Row], before: Case
    ) -> tuple[Row, ...]:
        """Write the fired rows, then bring all rows to what the case asks for; returns them as they stand."""
        policy = ctx.policy_at(stored.case.school)
        standing = {row.key: row for row in deadlines.of_case(work, stored.id)} if stored.case.count else {}
        standing |= {row.key: row for row in fired}

        def holder_of(step: Step) -> str:
            found = people.party(policy.duties[step].holder, before, ctx)
            return found[0] if found else ""

        changed = reconcile(stored.case, stored.id, standing.values(), policy, work.now, holder_of)
        final = {row.key: row for row in (*fired, *changed)}
        deadlines.write(work, stored.id, list(final.values()), urgent=stored.case.urgent)
        return tuple({**standing, **final}.values())

    def _queue(
        self, work: Work, mail: SendMail, stored: cases.Stored | None, rows: tuple[Row, ...], ctx: Context
    ) -> None:
        """One row a recipient; a template that fails leaves a blocked row, and the case stands."""
        case = stored.case if stored else None
        for to in dict.fromkeys(address.lower() for address in mail.to if address):
            if case and mail.kind not in _TO_ANYBODY and people.same(to, case.who.excluded, ctx):
                continue
            self._queue_one(work, mail, to, stored, rows, ctx)

    def _queue_one(
        self, work: Work, mail: SendMail, to: str, stored: cases.Stored | None, rows: tuple[Row, ...],
        ctx: Context,
    ) -> None:  # fmt: skip
        case = stored.case if stored else None
        person = work.keys.digest("to", to)[:16]
        place = f"{case.reference if case else '-'}/{person}"
        once_key = f"{place}/{mail.kind}/{mail.cause}"
        if outbox.is_queued(work, once_key):
            return
        error = ""
        content: dict[str, Any] = {
            "to": to,
            "cc": list(mail.cc),
            "name": ctx.name(to) if ctx.person(to) else "",
        }
        try:
            rendered = self.renderer.render(mail.kind, mail_view(mail, to, case, rows, ctx))
            content |= {"subject": rendered.subject, "text": rendered.text, "html": rendered.html}
        except BadTemplate as wrong:
            error = str(wrong)
            log.error("template failed: kind=%s", mail.kind)
        papers = [] if error else self._papers(work, mail, stored, ctx)
        content |= {
            "files": [{"name": p.name, "content_type": p.content_type, "sha256": p.sha256, "size": p.size}
                      for p in papers],
            "reference": case.reference if case and mail.about_case else "", "quiet": mail.quiet,
            "in_reply_to": mail.reply_to_message or self._thread(work, stored, place),
            "voting": [b["command"] for b in self._voting(mail, to, case, ctx)],
        }  # fmt: skip
        key = uuid.uuid4().hex
        outbox.queue(
            work, once_key=once_key, case_id=stored.id if stored else None, kind=mail.kind.value,
            priority=_priority(mail), mailbox="incidents", own_key=key,
            message_id=f"<{key}@{self.directory.mailboxes.incidents.rpartition('@')[2]}>", content=content,
            not_before=mail.not_before, error=error,
            covers=[f"{place}/{covered.replace('//', '/', 1)}" for covered in mail.gathered],
        )  # fmt: skip

    def _papers(self, work: Work, mail: SendMail, stored: cases.Stored | None, ctx: Context) -> list[Paper]:
        if stored is None or not mail.files:
            return []
        dossier = self.dossier(work, stored)
        return [paper for file in mail.files for paper in self.papers.make(file, dossier, ctx)]

    def _voting(self, mail: SendMail, to: str, case: Case | None, ctx: Context) -> list[Mapping[str, Any]]:
        """Voting buttons write one line, so only commands that need no words behind them."""
        if case is None or not mail.about_case:
            return []
        return [b for b in buttons(mail, to, case, ctx) if _complete(b["command"])]

    def _thread(self, work: Work, stored: cases.Stored | None, place: str) -> str:
        return outbox.last_message_id(work, stored.id, f"{place}/") if stored else ""


def beside_the_case(work: Work, effect: NoteAbsence | MailBounced | SettleMail) -> None:
    """What concerns a person or a mail as such, whatever the case."""
    match effect:
        case NoteAbsence(source="wrote"):
            around.is_back(work, effect.address)
        case NoteAbsence():
            around.note_absence(work, effect.address, effect.until, effect.stand_in, effect.source)
        case MailBounced():
            for row in outbox.by_message_ids(work, [effect.message_id])[:1]:
                outbox.stopped(work, row.id, "failed", f"bounced {effect.status}".strip())
        case SettleMail():
            settle(work, effect)


def settle(work: Work, effect: SettleMail) -> None:
    """An operator's RETRY reads the mail again at once; DROP leaves it in quarantine for good."""
    one = receipts.one(work, effect.receipt)
    if one is None or one.outcome != "quarantined":
        return
    if effect.how == "retry":
        receipts.set_outcome(work, one.id, "waiting", retry_at=work.now)
    else:
        receipts.set_outcome(work, one.id, "dropped")


def _complete(command: str) -> bool:
    last = command.split()[-1].lower() if command.split() else ""
    alone = {"acknowledge", "status", "accept", "help"}
    return "\n" not in command and (
        last in alone or (command.lower().startswith("classify ") and last != "classify")
    )


def _priority(mail: SendMail) -> int:
    if mail.urgent:
        return 0
    if mail.kind in _FIRST:
        return 1
    return 3 if mail.kind in _LAST else 2


def seen(row: outbox.Queued) -> MailSeen:
    """An outbox row as the record shows it."""
    shown = {"drafted": "queued", "sending": "queued", "blocked": "failed"}.get(row.status, row.status)
    to = row.content.get("to", "")
    return MailSeen(row.sent_at or row.queued_at, row.kind, (to,) if to else (), shown, row.message_id or "")


__all__ = ["Cause", "Kept", "Paper", "Papers", "Service", "replace", "seen"]
