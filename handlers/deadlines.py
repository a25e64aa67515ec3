"""What happens when a deadline's moment comes: reminders, warnings, referral, the next rung (SPEC §4).

Looks at one case with its rows and the moment; returns events, mails, and how far each row has been carried out.
What falls due for the same person within half an hour goes along in one mail that lists every open step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.clock import MISSED, Row, Want, due_stage, fired, live_wants, next_alarm
from bot.domain.decision import Decision, File, SendMail
from bot.domain.duties import Duty, Party
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.policy import Policy
from bot.domain.words import LADDER, MailKind, Role, Severity, Step
from handlers import people
from handlers.context import Context
from handlers.report import no_leader, tell_first_leader
from handlers.wording import STEP_ASKS, left, when

E, K = EventKind, MailKind

# The most urgent kind first: a mail that covers several causes has this one's form.
_ORDER = (
    K.REFERRAL, K.ESCALATION, K.CLOCK_WARNING, K.DECISION_REQUEST, K.CONTAINMENT_REQUEST, K.INTERIM_REQUEST,
    K.ACTION_FOLLOW_UP, K.REMINDER,
)  # fmt: skip
_FOLLOW_UP_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to one person, before gathering."""

    to: str
    kind: MailKind
    cause: str
    step: Step
    stage: int
    due_at: datetime
    extra: tuple[tuple[str, object], ...] = ()


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
    mails: list[SendMail] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def record(self, event: Event) -> None:
        """Put an event on record and see the case as it is after it."""
        self.case = apply(self.case, Recorded(self.case.count + 1, self.ctx.now, event))
        self.events.append(event)

    @property
    def critical(self) -> bool:
        return self.case.column == Severity.CRITICAL.value


def sweep(case: Case, rows: Sequence[Row], ctx: Context) -> Swept:
    """Everything that is due on a case at `ctx.now`, the longest due first, each once."""
    work = _Sweep(case, ctx, ctx.policy_at(case.school))
    _provisional(work)
    pairs = sorted(live_wants(work.case, work.policy, rows), key=lambda pair: pair[0].next_at or ctx.now)
    for row, want in pairs:
        if row.next_at is not None and row.next_at <= ctx.now:
            _fire(work, row, want, ctx.now)
    done = {row.key for row in work.rows}
    _take_along(work, [(row, want) for row, want in pairs if row.key not in done])
    effects = (*work.mails, *_gathered(work))
    return Swept(Decision(tuple(work.events), effects, "deadlines came due"), tuple(work.rows))


def _provisional(work: _Sweep) -> None:
    """Nobody has classified for 24 hours: provisionally major, until a human classifies."""
    case, reported = work.case, work.case.reported_at
    if case.severity is not None or case.state.ended or reported is None:
        return
    if work.ctx.now >= work.policy.provisional_at(reported):
        work.record(Event(E.PROVISIONAL, {"severity": work.policy.provisional.severity.value}))


def _fire(work: _Sweep, row: Row, want: Want, moment: datetime) -> None:
    stage = due_stage(work.case, row, want, work.policy, moment)
    if stage is None:  # only the look at an unclassified case was due
        work.rows.append(fired_later(work, row, want))
        return
    last: bool | None
    if stage < MISSED:
        last = _remind(work, row, stage)
    elif row.step in _AT_MISSED:
        last = _AT_MISSED[row.step](work, row, stage)
    else:
        last = _missed(work, row, stage)
    if last is None:  # the rung may not be reached today: later, at the same stage
        work.rows.append(replace(row, next_at=_when_allowed(work)))
        return
    work.rows.append(fired(work.case, row, want, work.policy, work.ctx.now, stage, last))


def fired_later(work: _Sweep, row: Row, want: Want) -> Row:
    """A row whose own moment has not come, with its next moment set right."""
    if row.stage >= MISSED:
        return replace(row, next_at=work.policy.repeat_due(work.ctx.now, work.critical))
    return replace(row, next_at=next_alarm(work.case, row, want, work.policy))


def _when_allowed(work: _Sweep) -> datetime:
    opening = work.policy.clocks.office.next_opening(work.ctx.now)
    reported = work.case.reported_at or work.ctx.now
    young = reported + timedelta(hours=work.policy.escalation.day_off_hours)
    return min(opening, young) if young > work.ctx.now else opening


def _cause(row: Row, stage: int) -> str:
    return f"{row.step}/{row.cycle}/{stage}/{row.due_at:%Y%m%d%H%M}"


def _holders(work: _Sweep, row: Row) -> tuple[str, ...]:
    duty = work.policy.duties[row.step]
    if row.step is Step.ACTION_FOLLOW_UP:
        n = row.cycle.partition("-")[0]
        return tuple(a.owner for a in work.case.words.actions if str(a.n) == n and a.owner)
    return people.party(duty.holder, work.case, work.ctx)


_REMINDER_KIND = {
    Step.ICO_FILED: K.CLOCK_WARNING,
    Step.ICO_DECISION: K.DECISION_REQUEST,
    Step.PEOPLE_DECISION: K.DECISION_REQUEST,
    Step.INTERIM_REPORT: K.INTERIM_REQUEST,
    Step.CONTAIN: K.CONTAINMENT_REQUEST,
    Step.ACTION_FOLLOW_UP: K.ACTION_FOLLOW_UP,
}


def _remind(work: _Sweep, row: Row, stage: int) -> bool:
    to = _holders(work, row)
    if row.step is Step.ICO_FILED:
        parties = (work.policy.duties[row.step].holder, *work.policy.clock_warnings[stage])
        to = tuple(dict.fromkeys(a for p in parties for a in people.party(p, work.case, work.ctx)))
    for address in to:
        kind = _REMINDER_KIND.get(row.step, K.REMINDER)
        work.notices.append(Notice(address, kind, _cause(row, stage), row.step, stage, row.due_at))
    return False


def _missed(work: _Sweep, row: Row, stage: int) -> bool | None:
    """A missed deadline: on record once, the holder told, one rung up; True from the last rung on."""
    duty = work.policy.duties[row.step]
    found = _rung(work, duty, row, stage - MISSED)
    if found is None:
        return None
    to, role, last = found
    holders = _holders(work, row)
    if stage == MISSED:
        detail = {"step": row.step.value, "cycle": row.cycle, "due_at": row.due_at.isoformat()}
        work.record(Event(E.DEADLINE_MISSED, detail, {"holders": list(holders)}))
    for address in holders:
        if address not in to:
            kind = _REMINDER_KIND.get(row.step, K.REMINDER)
            work.notices.append(Notice(address, kind, _cause(row, stage), row.step, stage, row.due_at))
    for address in to:
        work.notices.append(Notice(address, K.ESCALATION, _cause(row, stage), row.step, stage, row.due_at))
        _escalated(work, row, address, role)
    return last


def _escalated(work: _Sweep, row: Row, address: str, role: Role | None) -> None:
    """Reached people of the ladder may act from now on; the first to act leads."""
    if role in LADDER and not people.same(address, work.case.who.reached, work.ctx):
        detail = {"step": row.step.value, "role": role.value if role else "", "by": "silence"}
        work.record(Event(E.ESCALATED, detail, {"to": address}))


Rung = tuple[tuple[str, ...], Role | None, bool]


def _rung(work: _Sweep, duty: Duty, row: Row, k: int) -> Rung | None:
    """Who is asked at the k-th rung, in which role, and whether it is the last; None: not on a day off."""
    if Party.DEPUTY in duty.missed and duty.holder is Party.LEADER:
        return _up_the_ladder(work)
    above = (Party.CEO, Party.CHAIR) if Party.SIRO in duty.missed else ()  # where the SIRO is late in person
    rungs = [r for party in duty.missed if (r := _party_rung(work, party, row))]
    rungs = rungs or [r for party in above if (r := _party_rung(work, party, row))]
    if not rungs:
        return people.operators(work.ctx), Role.OPERATOR, True
    to, role = rungs[min(k, len(rungs) - 1)]
    highest = work.policy.highest_rung(work.ctx.now, work.case.reported_at or work.ctx.now, work.critical)
    if highest and role in LADDER and LADDER.index(role) > LADDER.index(highest):
        return None
    return to, role, k >= len(rungs) - 1


def _party_rung(work: _Sweep, party: Party, row: Row) -> tuple[tuple[str, ...], Role | None] | None:
    holders = _holders(work, row)
    if party is Party.DEPUTY:
        role = work.policy.duties[row.step].holder.role
        found = _deputy(work, role, holders) if role else ()
        return (found, role) if found else None
    to = people.party(party, work.case, work.ctx)
    others = tuple(a for a in to if not people.same(a, holders, work.ctx))
    return (others, party.role) if others else None


def _deputy(work: _Sweep, role: Role, holders: Sequence[str]) -> tuple[str, ...]:
    shut_out = people.conflicts(work.case, work.ctx).involved | work.ctx.unavailable()
    asked = work.ctx.directory.ids(holders)
    for person in work.ctx.directory.holders(role, work.case.school):
        if person.id not in shut_out and person.id not in asked:
            return (person.address,)
    return ()


def _up_the_ladder(work: _Sweep) -> Rung | None:
    """The next deputy or rung that was not reached yet; when all were, the last of them again."""
    choice = people.next_leader(work.case, work.ctx)
    if choice.person and choice.role:
        return (choice.person.address,), choice.role, False
    everybody = people.next_leader(work.case, work.ctx, above=True)
    if everybody.person:
        return None  # somebody is left, but not today
    reached = [a for a in work.case.who.reached if not people.same(a, work.case.who.excluded, work.ctx)]
    last = tuple(reached[-1:]) or people.last_resort(work.case, work.ctx) or people.operators(work.ctx)
    return last, None, True


def _refer(work: _Sweep, row: Row, stage: int) -> bool:
    """The referral is the bot's own act: no reminder, no rung."""
    work.mails += refer(work.case, work.ctx, _cause(row, stage), work.record)
    return False


def refer(case: Case, ctx: Context, cause: str, record: object) -> list[SendMail]:
    """Refer a case to the DPO: event and mail, with the ICO answer pack."""
    address = people.address_of(Role.DPO, case, ctx) or next(iter(people.operators(ctx)), "")
    record(Event(E.REFERRED, {"severity": case.column}, {"dpo": address}))  # type: ignore[operator]
    inside = ctx.directory.is_ours(address)
    facts = {"reason": "serious" if case.serious else "risk_not_ruled_out", "inside": inside}
    return [SendMail(K.REFERRAL, (address,), cause, facts, files=(File("ico_pack"),), urgent=True)]


def _tell_leader(work: _Sweep, row: Row, stage: int) -> bool:
    """Nobody has the case: somebody may be back by now, else those who can name a leader are asked again."""
    told, _ = tell_first_leader(work.case, work.ctx)
    for event in told:
        if event.kind is E.TOLD:
            work.record(event)
            facts = {"reason": "back", "from": ""}
            mail = SendMail(
                K.HANDED_OVER, (event.personal["leader"],), _cause(row, stage), facts, urgent=True
            )
            work.mails.append(mail)
            return True
    if stage == MISSED:
        work.record(Event(E.DEADLINE_MISSED, {"step": row.step.value, "cycle": row.cycle}))
    work.mails += [m for m in no_leader(work.case, work.ctx, _cause(row, stage)) if isinstance(m, SendMail)]
    return True


def _ask_owner(work: _Sweep, row: Row, stage: int) -> bool:
    """An action's day has come: its owner is asked, and again every working day's rung until they answer."""
    n = row.cycle.partition("-")[0]
    action = next((a for a in work.case.words.actions if str(a.n) == n), None)
    to = _holders(work, row) or people.party(Party.LEADER, work.case, work.ctx)
    extra = (("n", n), ("what", action.what if action else ""))
    for address in to:
        notice = Notice(address, K.ACTION_FOLLOW_UP, _cause(row, stage), row.step, stage, row.due_at, extra)
        work.notices.append(notice)
    return True


_AT_MISSED = {Step.REFER: _refer, Step.TELL_LEADER: _tell_leader, Step.ACTION_FOLLOW_UP: _ask_owner}


def _take_along(work: _Sweep, pairs: Sequence[tuple[Row, Want]]) -> None:
    """What falls due within the next half hour for people who get a mail now anyway."""
    if not work.notices:
        return
    soon = work.ctx.now + timedelta(minutes=work.policy.mail.gather_minutes)
    reached = {notice.to for notice in work.notices}
    for row, want in pairs:
        if row.next_at is None or row.next_at > soon or row.step in _AT_MISSED or row.stage >= MISSED:
            continue
        stage = due_stage(work.case, row, want, work.policy, soon)
        if stage is not None and stage < MISSED and set(_holders(work, row)) <= reached:
            _fire(work, row, want, soon)


def _gathered(work: _Sweep) -> list[SendMail]:
    """One mail a person, in the form of the most urgent cause; the others keep their once-keys."""
    mails = []
    for to in dict.fromkeys(notice.to for notice in work.notices):
        own = sorted((n for n in work.notices if n.to == to), key=lambda n: _ORDER.index(n.kind))
        mails.append(_mail(work, to, own))
    if mails:
        steps = sorted({(n.step.value, n.stage) for n in work.notices})
        detail = {"steps": [f"{step}:{stage}" for step, stage in steps]}
        work.record(Event(E.REMINDED, detail, {"to": sorted({n.to for n in work.notices})}))
    return mails


def _mail(work: _Sweep, to: str, notices: Sequence[Notice]) -> SendMail:
    first, ctx = notices[0], work.ctx
    open_points = [
        {
            "step": n.step.value, "ask": STEP_ASKS[n.step], "due": when(n.due_at, ctx.now, ctx.zone),
            "left": left(n.due_at, ctx.now), "overdue": n.due_at <= ctx.now, "stage": n.stage,
        }
        for n in {n.step: n for n in notices}.values()
    ]  # fmt: skip
    facts = {"points": open_points, "leader": ctx.name(work.case.who.leader), **dict(first.extra)}
    legal = first.step in (Step.ICO_FILED, Step.ICO_DECISION)
    return SendMail(
        first.kind, (to,), first.cause, facts, urgent=work.case.urgent or legal or first.kind is K.ESCALATION,
        gathered=tuple(f"{n.kind}//{n.cause}" for n in notices[1:]),
    )  # fmt: skip
