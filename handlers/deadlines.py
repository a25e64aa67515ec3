"""What happens when a deadline's moment comes: reminders, warnings, referral, the next rung (SPEC §4).

Looks at one case with its rows and the moment; returns events, mails, and how far each row has been carried out.
What falls due for the same person within half an hour goes along in one mail that lists every open step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.clock import MISSED, Row, Want, due_stage, fired, late, live_wants, not_yet, reconcile
from bot.domain.decision import Decision, Effect, SendMail
from bot.domain.duties import Party
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.policy import Policy
from bot.domain.words import LADDER, MailKind, Role, Severity, Step
from handlers import people
from handlers.context import Context
from handlers.moving import REFERRAL_FILES, those_gone
from handlers.notices import Notice, gathered, notice
from handlers.report import no_leader, tell_first_leader
from handlers.rungs import Ladder, Rung

E, K = EventKind, MailKind


@dataclass(frozen=True)
class Swept:
    """A decision, and the rows as they stand after it."""

    decision: Decision
    rows: tuple[Row, ...]


@dataclass
class _Sweep:
    """The work on one case; grows while its due rows are gone through."""

    case: Case
    ctx: Context
    policy: Policy
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    mails: list[Effect] = field(default_factory=list)
    before: dict[tuple[Step, str], Row] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    rungs: dict[tuple[int, tuple[Step, str], int], Rung | None] = field(default_factory=dict)

    def asked_again(self, row: Row, stage: int) -> list[datetime]:
        """When the people who hear of this late step are asked about another one of the case next."""
        standing = {**self.before, **{one.key: one for one in self.rows}}
        late = [one for one in standing.values() if one.stage >= MISSED and one.key != row.key]
        to = set(self.hearing(row, stage))
        return [
            one.next_at for one in late if one.next_at and to.intersection(self.hearing(one, one.stage + 1))
        ]

    def hearing(self, row: Row, stage: int) -> tuple[str, ...]:
        """Who hears of a row at a stage: its holders, or the rung."""
        if stage < MISSED:
            return self.ladder.holders(row)
        rung = self.rung(row, stage) if row.step not in _AT_MISSED else None
        return rung.to if rung else ()

    def rung(self, row: Row, stage: int) -> Rung | None:
        """Who is asked at a stage from the missed one on; looked up once as long as the case stays as it is."""
        key = (self.case.count, row.key, stage)
        if key not in self.rungs:
            self.rungs[key] = self.ladder.rung(row, stage - MISSED)
        return self.rungs[key]

    def record(self, event: Event) -> None:
        """Put an event on record and see the case as it is after it."""
        self.case = apply(self.case, Recorded(self.case.count + 1, self.ctx.now, event))
        self.events.append(event)

    @property
    def ladder(self) -> Ladder:
        return Ladder(self.case, self.ctx, self.policy)

    @property
    def critical(self) -> bool:
        return self.case.column == Severity.CRITICAL.value


def sweep(case: Case, rows: Sequence[Row], ctx: Context) -> Swept:
    """Everything that is due on a case at `ctx.now`, the longest due first, each once."""
    work = _Sweep(case, ctx, ctx.policy_at(case.school))
    _provisional(work)
    _move_on(work)
    if work.events:  # what has just become due goes along
        new = reconcile(work.case, rows[0].case_id if rows else 0, rows, work.policy, ctx.now)
        rows = list(({row.key: row for row in rows} | {row.key: row for row in new}).values())
    pairs = sorted(live_wants(work.case, work.policy, rows), key=lambda pair: pair[0].next_at or ctx.now)
    work.before = {row.key: row for row, _ in pairs}
    for row, want in pairs:
        if row.next_at is not None and row.next_at <= ctx.now:
            _fire(work, row, want, ctx.now)
    _take_along(work, pairs)
    mails = gathered(work.notices, work.case, ctx)
    if mails:
        _said(work)
    return Swept(Decision(tuple(work.events), (*work.mails, *mails), "deadlines came due"), tuple(work.rows))


def _provisional(work: _Sweep) -> None:
    """Nobody has classified for 24 hours: provisionally major from then on, until a human classifies."""
    case, reported = work.case, work.case.reported_at
    if case.severity is not None or case.state.ended or reported is None:
        return
    moment = work.policy.provisional_at(reported)
    if work.ctx.now >= moment:
        severity = work.policy.provisional.severity.value
        work.record(Event(E.PROVISIONAL, {"severity": severity, "since": moment.isoformat()}))


def _move_on(work: _Sweep) -> None:
    """Whoever is away or kept out does not hold the case up: their part goes on before anybody is reminded."""
    if work.case.state.ended:
        return
    moved = those_gone(work.case, work.ctx)
    for event in moved.events:
        work.record(event)
    work.mails += moved.effects


def _fire(work: _Sweep, row: Row, want: Want, moment: datetime) -> None:
    stage = due_stage(work.case, row, want, work.policy, moment)
    if stage is None:  # only the look at an unclassified case was due
        work.rows.append(not_yet(work.case, row, want, work.policy))
        return
    act = _remind if stage < MISSED else _AT_MISSED.get(row.step, _missed)
    last = act(work, row, stage)
    if last is None:  # the rung may not be reached today: later, at the same stage
        work.rows.append(replace(row, next_at=_when_allowed(work)))
        return
    beside = work.asked_again(row, stage + 1) if last else ()
    work.rows.append(fired(work.case, row, want, work.policy, work.ctx.now, stage, last, beside))


def _when_allowed(work: _Sweep) -> datetime:
    opening = work.policy.clocks.office.next_opening(work.ctx.now)
    reported = work.case.reported_at or work.ctx.now
    young = reported + timedelta(hours=work.policy.escalation.day_off_hours)
    return min(opening, young) if young > work.ctx.now else opening


def _remind(work: _Sweep, row: Row, stage: int) -> bool | None:
    to = work.ladder.holders(row)
    if row.step is Step.ICO_FILED:
        parties = (work.policy.duties[row.step].holder, *work.policy.clock_warnings[stage])
        to = tuple(dict.fromkeys(a for p in parties for a in people.party(p, work.case, work.ctx)))
    work.notices += [notice(address, row, stage) for address in to]
    return False


def _missed(work: _Sweep, row: Row, stage: int) -> bool | None:
    """A missed deadline: on record once, the holder told, one rung up; True from the last rung on."""
    ladder = work.ladder
    rung = work.rung(row, stage)
    if rung is None:
        return None
    holders = ladder.holders(row)
    if stage == MISSED:
        detail = {"step": row.step.value, "cycle": row.cycle, "due_at": row.due_at.isoformat()}
        work.record(Event(E.DEADLINE_MISSED, detail, {"holders": list(holders)}))
    if stage == MISSED or (rung.last and _once_a_day(work)):
        others = [a for a in holders if not people.same(a, rung.to, work.ctx)]
        work.notices += [notice(address, row, stage) for address in others]
    _reach(work, row, stage, rung)
    return rung.last


def _once_a_day(work: _Sweep) -> bool:
    """Whoever is late hears again with the last rung, though of a critical case not every four hours."""
    if not work.critical:
        return True
    clocks = work.policy.clocks
    local = clocks.office.local(work.ctx.now)
    morning = clocks.office.at(local.date(), clocks.morning)
    return morning <= work.ctx.now < work.policy.repeat_due(morning, True)


def _reach(work: _Sweep, row: Row, stage: int, rung: Rung) -> None:
    """The rung's people hear, and may act from now on; those who are away get a copy."""
    everyone = Party.EVERYONE in work.policy.duties[row.step].missed
    for address in rung.to:
        work.notices.append(notice(address, row, stage, None if everyone else K.ESCALATION))
        _escalated(work, row, address, rung.role)
    for one in rung.passed:
        person = work.ctx.directory.person(one.person_id)
        if person is None or people.same(person.address, work.case.who.passed, work.ctx):
            continue
        detail = {"why": one.why.value, "role": one.role.value}
        work.record(Event(E.PASSED_OVER, detail, {"person": person.address}))
        if one.person_id in rung.copies:
            work.notices.append(notice(person.address, row, stage, K.ESCALATION, copy=True))


def _escalated(work: _Sweep, row: Row, address: str, role: Role | None) -> None:
    """Reached people of the ladder may act from now on; the first to act leads."""
    role = role or _rung_of(work, address)
    if work.case.state.ended or role not in LADDER:
        return
    asks = row.step is Step.LEADER_ACKNOWLEDGES and not people.same(address, work.case.who.asked, work.ctx)
    if asks or not people.same(address, work.case.who.reached, work.ctx):
        detail = {"step": row.step.value, "role": role.value, "by": "silence"}
        work.record(Event(E.ESCALATED, detail, {"to": address}))


def _rung_of(work: _Sweep, address: str) -> Role | None:
    person = work.ctx.person(address)
    held = (role for role in LADDER if person in work.ctx.directory.holders(role, work.case.school))
    return next(held, None) if person else None


def _refer(work: _Sweep, row: Row, stage: int) -> bool | None:
    """The referral is the bot's own act: no reminder, no rung; missed only where an outage made it late."""
    if late(row, work.policy, work.ctx.now):
        work.record(Event(E.DEADLINE_MISSED, {"step": row.step.value, "cycle": row.cycle}))
    cause = notice("", row, stage).cause
    found = refer(work.case, work.ctx, cause)
    work.record(found[0])
    work.mails += found[1]
    return False


def refer(case: Case, ctx: Context, cause: str) -> tuple[Event, list[SendMail]]:
    """The referral to the DPO as it goes on record, and its mail with the drafts; a copy to who is away."""
    address = people.address_of(Role.DPO, case, ctx) or next(iter(people.operators(ctx, case)), "")
    event = Event(E.REFERRED, {"severity": case.column}, {"dpo": address})
    facts = {"reason": "serious" if case.serious else "risk_not_ruled_out",
             "inside": ctx.directory.is_ours(address)}  # fmt: skip
    mails = [SendMail(K.REFERRAL, (address,), cause, facts, files=REFERRAL_FILES, urgent=True)]
    holder = next(iter(ctx.directory.holders(Role.DPO, case.school)), None)
    if holder and holder.id in ctx.unavailable() and not people.same(address, (holder.address,), ctx):
        copied: dict[str, object] = {**facts, "copy": True, "acting": ctx.name(address), "buttons": []}
        mails.append(SendMail(K.REFERRAL, (holder.address,), cause, copied))
    return event, mails


def _tell_leader(work: _Sweep, row: Row, stage: int) -> bool | None:
    """Nobody has the case: somebody may be back by now, else those who can name a leader are asked again.

    They were asked the first time when the report came in, or when the last leader left.
    """
    cause = notice("", row, stage).cause
    told = next((e for e in tell_first_leader(work.case, work.ctx)[0] if e.kind is E.TOLD), None)
    if told:
        work.record(told)
        facts = {"reason": "back", "from": ""}
        mail = SendMail(K.HANDED_OVER, (told.personal["leader"],), cause, facts, urgent=True)
        work.mails.append(mail)
        return True
    if stage == MISSED:
        work.record(Event(E.DEADLINE_MISSED, {"step": row.step.value, "cycle": row.cycle}))
        return True
    work.mails += no_leader(work.case, work.ctx, cause)
    return True


_Act = Callable[[_Sweep, Row, int], bool | None]
_AT_MISSED: dict[Step, _Act] = {Step.REFER: _refer, Step.TELL_LEADER: _tell_leader}


def _take_along(work: _Sweep, pairs: Sequence[tuple[Row, Want]]) -> None:
    """Reminders, and rungs asked again, that fall due within the next half hour for people who get a mail now anyway.

    A deadline is never missed before its time: that moment has a mail of its own.
    """
    if not work.notices:
        return
    soon = work.ctx.now + timedelta(minutes=work.policy.mail.gather_minutes)
    reached = {one.to for one in work.notices if not one.copy}
    done = {row.key for row in work.rows}
    for row, want in pairs:
        if row.key in done or row.next_at is None or row.next_at > soon or row.step in _AT_MISSED:
            continue
        stage = due_stage(work.case, row, want, work.policy, soon)
        if stage is not None and stage != MISSED and reached.intersection(work.hearing(row, stage)):
            _fire(work, row, want, soon)


def _said(work: _Sweep) -> None:
    steps = sorted({(one.step.value, one.stage) for one in work.notices})
    detail = {"steps": [f"{step}:{stage}" for step, stage in steps]}
    work.record(Event(E.REMINDED, detail, {"to": sorted({one.to for one in work.notices})}))
