"""carry_out: the only interpreter of decisions. One decision, one transaction: events, case, deadlines, mails.

Nothing leaves the program here; mails become rows of the outbox, which a tick of its own sends.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.case import Case
from bot.domain.clock import Row, reconcile
from bot.domain.decision import (
    Decision,
    Elsewhere,
    Erase,
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
from bot.domain.words import Step
from bot.mailroom import KEPT, TO_THE_REPORTER, Mailroom, Paper, Papers, Reporters
from bot.render import Renderer
from bot.store import around, cases, deadlines, outbox, receipts, record
from bot.store.store import Store, Work
from handlers import people
from handlers.context import Away, Context, Dossier, MailSeen

log = logging.getLogger("nearmiss.service")


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
        self,
        store: Store,
        renderer: Renderer,
        papers: Papers,
        directory: Directory,
        policy: Policy,
        reporters: Reporters | None = None,
    ) -> None:
        self.store = store
        self.renderer = renderer
        self.directory = directory
        self.policy = policy
        self.mailroom = Mailroom(renderer, papers, directory, policy, self.dossier, reporters)

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

    def once_a_day(self, name: str, now: datetime) -> bool:
        """True for the first who asks on a London day; counts for all workers."""
        today = self.policy.clocks.office.local(now).date().isoformat()
        with self.store.reading(now) as work:
            if self.store.get_meta(work, name) == today:
                return False
        with self.store.work(now) as work:
            if self.store.get_meta(work, name) == today:
                return False
            self.store.set_meta(work, name, today)
        return True

    def forget_flows(self, now: datetime) -> None:
        """Counts of mails and answers whose hour has passed."""
        with self.store.work(now) as work:
            around.forget_flows(work, timedelta(hours=2))

    def render_again(self, work: Work, row: outbox.Queued) -> dict[str, Any]:
        """The content of a mail whose template was broken when it was queued; raises BadTemplate where it still is."""
        stored = cases.by_id(work, row.case_id) if row.case_id is not None else None
        rows = tuple(deadlines.of_case(work, stored.id)) if stored else ()
        return self.mailroom.again(work, row, stored, rows, self.context(work))

    def carry_out(
        self, work: Work, decision: Decision, ctx: Context, *, stored: cases.Stored | None = None,
        rows: Iterable[Row] = (), standing: Iterable[Row] | None = None, cause: Cause = Cause(),
    ) -> cases.Stored | None:  # fmt: skip
        """Carry out a decision about a case (or none); returns the case as it is afterwards.

        `rows` are deadlines that have fired; `standing` all of the case, where the caller has read them already.
        """
        before = stored.case if stored else None
        if decision.opens:
            stored, standing = self._open(work, decision), ()
            before = Case(reference=stored.case.reference)
        elif stored is not None:
            stored = self._record(work, stored, decision.events)
        written = stored.case if stored and decision.opens else before
        for effect in decision.effects:
            stored = self._other_effect(work, effect, stored, cause)
        if stored is not None:
            if stored.case != written or rows:
                cases.save(work, stored.id, stored.case)
            rows = self._deadlines(work, stored, ctx, list(rows), before or stored.case, standing)
        mails = [effect for effect in decision.effects if isinstance(effect, SendMail)]
        self.mailroom.queue(work, mails, stored, tuple(rows), ctx)
        return stored

    def _open(self, work: Work, decision: Decision) -> cases.Stored:
        """The row of a new case with the decision's events folded into it, and those events."""
        trust = self.directory.trust
        received = work.now
        for event in decision.events:
            if event.kind is EventKind.REPORTED and event.detail.get("reported_at"):
                received = received.fromisoformat(event.detail["reported_at"])
        reference = cases.next_reference(work, trust.prefix, received, trust.time_zone, drill=decision.drill)
        case = folded(Case(reference=reference), decision.events, work.now)
        case_id = cases.open_case(work, case, received)
        for number, event in enumerate(decision.events, 1):
            work.add_event(case_id, number, event)
        return cases.Stored(case_id, case)

    def _record(self, work: Work, stored: cases.Stored, events: Sequence[Event]) -> cases.Stored:
        for number, event in enumerate(events, stored.case.count + 1):
            work.add_event(stored.id, number, event)
        return cases.Stored(stored.id, folded(stored.case, events, work.now))

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
            self._deadlines(work, after, self.context(work), [], other.case, None)

    def _deadlines(
        self, work: Work, stored: cases.Stored, ctx: Context, fired: list[Row], before: Case,
        rows: Iterable[Row] | None,
    ) -> tuple[Row, ...]:  # fmt: skip
        """Write the fired rows, then bring all rows to what the case asks for; returns them as they stand."""
        policy = ctx.policy_at(stored.case.school)
        standing = {row.key: row for row in (deadlines.of_case(work, stored.id) if rows is None else rows)}
        standing |= {row.key: row for row in fired}

        def holder_of(step: Step) -> str:
            found = people.party(policy.duties[step].holder, before, ctx)
            return found[0] if found else ""

        changed = reconcile(stored.case, stored.id, standing.values(), policy, work.now, holder_of)
        final = {row.key: row for row in (*fired, *changed)}
        deadlines.write(work, stored.id, list(final.values()), urgent=stored.case.urgent)
        return tuple({**standing, **final}.values())


def folded(case: Case, events: Iterable[Event], now: datetime) -> Case:
    """The case after events that happen at this moment."""
    for event in events:
        case = apply(case, Recorded(case.count + 1, now, event))
    return case


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
        receipts.set_outcome(
            work, one.id, "dropped", filing=None if one.filing == "quarantine" else "quarantine"
        )


def seen(row: outbox.Queued) -> MailSeen:
    """An outbox row as the record shows it."""
    shown = {"drafted": "queued", "sending": "queued", "blocked": "failed"}.get(row.status, row.status)
    to = row.content.get("to", "")
    return MailSeen(row.sent_at or row.queued_at, row.kind, (to,) if to else (), shown, row.message_id or "")


__all__ = [
    "KEPT",
    "TO_THE_REPORTER",
    "Cause",
    "Kept",
    "Paper",
    "Papers",
    "Reporters",
    "Service",
    "seen",
    "settle",
]
