"""Which deadlines a case has now, as a pure function of its facts (SPEC §4); rows only remember what was fired.

Nobody arms or cancels a deadline by hand: after every change `reconcile` compares what the case's facts ask for
with the rows that stand. Reclassification, EXTEND, AWARE, RETURN and REOPEN need no code of their own here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.case import Case
from bot.domain.duties import Column, Duty
from bot.domain.limits import Anchor, Limit
from bot.domain.policy import Policy
from bot.domain.words import DeadlineState, Risk, Severity, State, Step

MISSED = 100  # stage at which a deadline is missed; 101, 102, ... are the rungs after it


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline as stored. `stage`: the highest percent (or clock-warning hour) fired, 100 missed, above: rungs.

    `next_at` is when something fires next, None for nothing; `holder` (address) is set once it has ended.
    """

    case_id: int
    step: Step
    cycle: str
    anchor_at: datetime
    due_at: datetime
    next_at: datetime | None
    stage: int = 0
    state: DeadlineState = DeadlineState.ARMED
    done_at: datetime | None = None
    holder: str = ""
    id: int = 0

    @property
    def key(self) -> tuple[Step, str]:
        """What makes it one deadline within its case."""
        return self.step, self.cycle

    @property
    def live(self) -> bool:
        """Armed, or missed and still not done."""
        return self.state is DeadlineState.ARMED or (
            self.state is DeadlineState.MISSED and self.done_at is None
        )


@dataclass(frozen=True, slots=True)
class Want:
    """A deadline that the case's facts ask for; `done_at` where it is met already."""

    step: Step
    cycle: str
    anchor_at: datetime
    due_at: datetime
    limit: Limit
    done_at: datetime | None


def anchors(case: Case) -> dict[Anchor, datetime]:
    """The moments from which limits count, as far as they have come."""
    accepted = case.accepted_at
    if accepted and case.serious and case.dpo_view_at:
        accepted = max(accepted, case.dpo_view_at)
    found = {
        Anchor.RECEIVED: case.reported_at,
        Anchor.AWARE: case.aware_at or case.reported_at,
        Anchor.CLASSIFIED: case.classified_at,
        Anchor.REFERRED: case.referred_at,
        Anchor.DECIDED: case.people_decided_at if case.people_decision == "tell" else None,
        Anchor.OUTCOME: case.outcome_at,
        Anchor.ACCEPTED: accepted,
    }
    return {anchor: at for anchor, at in found.items() if at is not None}


def column(case: Case, step: Step) -> Column:
    """The column that a step is read in: `classify` always in the first, until a human has classified."""
    return Column.UNCLASSIFIED if step is Step.CLASSIFY else Column(case.column)


def _classified_by_human(case: Case) -> datetime | None:
    return case.severity_since if case.severity is not None and not case.provisional else None


def _no_personal_data(case: Case) -> bool:
    return case.risk is Risk.NONE


Done = Callable[[Case], datetime | None]
_DONE: Mapping[Step, Done] = {
    Step.ACKNOWLEDGE_REPORTER: lambda c: c.reported_at,
    Step.TELL_LEADER: lambda c: c.told_at,
    Step.LEADER_ACKNOWLEDGES: lambda c: c.acknowledged_at,
    Step.CLASSIFY: _classified_by_human,
    Step.APPOINT: lambda c: c.appointed_at,
    Step.CONTAIN: lambda c: c.contained_at,
    Step.REFER: lambda c: c.referred_at,
    Step.DPO_ACKNOWLEDGES: lambda c: c.dpo_acknowledged_at,
    Step.ICO_DECISION: lambda c: c.ico_decided_at,
    Step.ICO_FILED: lambda c: c.ico_filed_at,
    Step.PEOPLE_DECISION: lambda c: c.people_decided_at,
    Step.PEOPLE_TOLD: lambda c: c.people_told_at,
    Step.OUTCOME_REPORT: lambda c: c.outcome_at,
    Step.REVIEW: lambda c: c.accepted_at,
    Step.DPO_VIEW: lambda c: c.dpo_view_at,
    Step.CLOSE: lambda c: c.closed_at,
}

# When a step is asked for at all, beyond having a limit in the column and an anchor.
_ASKED: Mapping[Step, Callable[[Case], bool]] = {
    Step.REFER: lambda c: c.serious or not c.risk_ruled_out,
    Step.ICO_DECISION: lambda c: not _no_personal_data(c),
    Step.ICO_FILED: lambda c: not _no_personal_data(c) and c.ico_decision != "not-report",
    Step.PEOPLE_DECISION: lambda c: not _no_personal_data(c),
    Step.PEOPLE_TOLD: lambda c: not _no_personal_data(c) and c.people_decision == "tell",
    Step.DPO_VIEW: lambda c: c.serious,
    Step.CLOSE: lambda c: c.accepted_at is not None and (not c.serious or c.dpo_view_at is not None),
}

_PER_ROUND = (Step.OUTCOME_REPORT, Step.REVIEW, Step.DPO_VIEW, Step.CLOSE)
_AFTER_CLOSURE = (Step.ICO_FILED, Step.PEOPLE_TOLD)


def _legal_column(case: Case, step: Step) -> Column:
    """The column for a legal step: `RISK high` and `likely` arm it as if critical or major (SPEC §4)."""
    col = column(case, step)
    if step in (Step.ICO_DECISION, Step.PEOPLE_DECISION) and case.risk is Risk.HIGH:
        return Column.CRITICAL
    return col


def _strictest(case: Case, step: Step, duty: Duty) -> Column:
    """Downgrading never loosens the legal clock: the strictest column a human or rule ever set counts."""
    col = _legal_column(case, step)
    if duty.anchor is not Anchor.AWARE or step is Step.REFER:
        return col
    ranks = [Severity(col.value).rank] if col is not Column.UNCLASSIFIED else []
    ranks += [line.severity.rank for line in case.history]
    return Column(list(Severity)[max(ranks)].value) if ranks else col


def _step_want(case: Case, policy: Policy, step: Step) -> Want | None:
    duty = policy.duties.get(step)
    asked = _ASKED.get(step)
    if duty is None or (asked is not None and not asked(case)):
        return None
    col = _strictest(case, step, duty)
    limit = duty.limit(col, case.danger)
    if limit is None:
        return None
    start = anchors(case).get(limit.anchor or duty.anchor)
    if step is Step.OUTCOME_REPORT and case.round_from is not None:
        start = case.round_from
    if step is Step.REFER and start is None and case.column_critical:
        start = case.reported_at  # grave words: the DPO hears at once, before anybody has classified
    if start is None:
        return None
    due = policy.clocks.due(limit, start)
    days = case.extensions.get(step.value, 0)
    if days and duty.extendable:
        due = policy.extended(due, days)
    cycle = str(case.outcome_round) if step in _PER_ROUND else "1"
    return Want(step, cycle, start, due, limit, _DONE[step](case))


def _interim_wants(case: Case, policy: Policy) -> list[Want]:
    """Each interim report is a deadline of its own; the next one counts from the last."""
    duty = policy.duties.get(Step.INTERIM_REPORT)
    limit = duty.limit(column(case, Step.INTERIM_REPORT)) if duty else None
    if duty is None or limit is None or case.classified_at is None or case.outcome_at is not None:
        return []
    again = duty.again.get(column(case, Step.INTERIM_REPORT))
    if case.interims == 0:
        due = policy.clocks.due(limit, case.classified_at)
        days = case.extensions.get(Step.INTERIM_REPORT.value, 0)
        due = policy.extended(due, days) if days else due
        return [Want(Step.INTERIM_REPORT, "1", case.classified_at, due, limit, None)]
    done = Want(
        Step.INTERIM_REPORT, str(case.interims), case.classified_at, case.interim_at or case.classified_at,
        limit, case.interim_at,
    )  # fmt: skip
    if again is None or case.contained_at is not None or case.interim_at is None:
        return [done]
    due = policy.clocks.due(again, case.interim_at)
    return [done, Want(Step.INTERIM_REPORT, str(case.interims + 1), case.interim_at, due, again, None)]


def _action_wants(case: Case, policy: Policy) -> list[Want]:
    """Actions of an accepted report: on their day, and so many days after closure, until answered."""
    duty = policy.duties.get(Step.ACTION_FOLLOW_UP)
    limit = duty.limit(Column(case.column)) if duty else None
    if case.accepted_at is None or limit is None:
        return []
    office = policy.clocks.office
    wants = []
    for n, day in case.action_days.items():
        done = case.accepted_at if n in case.actions_done else None
        days = [("0", date.fromisoformat(day))]
        if case.closed_at is not None:
            closed = office.local(case.closed_at).date()
            days += [(str(more), closed + timedelta(more)) for more in policy.follow_up_days]
        for name, when in days:
            at = policy.clocks.due(limit, office.at(when, office.opens))
            wants.append(Want(Step.ACTION_FOLLOW_UP, f"{n}-{name}", case.accepted_at, at, limit, done))
    return wants


def _kept(case: Case, want: Want) -> bool:
    """What an ended case still waits for."""
    if not case.state.ended:
        return True
    if case.state is not State.CLOSED:
        return False
    return want.done_at is not None or want.step in (*_AFTER_CLOSURE, Step.ACTION_FOLLOW_UP)


def wanted(case: Case, policy: Policy) -> list[Want]:
    """Every deadline that the case's facts ask for, met ones included."""
    steps = (step for step in _DONE if step in policy.duties)
    wants = [want for step in steps if (want := _step_want(case, policy, step))]
    wants += _interim_wants(case, policy) + _action_wants(case, policy)
    return [want for want in wants if _kept(case, want)]


def alarms(case: Case, want: Want, policy: Policy) -> tuple[tuple[int, datetime], ...]:
    """(stage, when) up to and with the deadline itself: clock warnings for `ico_filed`, else percent reminders."""
    duty = policy.duties[want.step]
    found: list[tuple[int, datetime]] = []
    if want.step is Step.ICO_FILED:
        found = [(hours, at) for hours, at in policy.warnings(want.anchor_at) if at < want.due_at]
    elif duty.reminders and want.due_at > want.anchor_at:
        days = case.extensions.get(want.step.value, 0)
        reminders = policy.reminders(want.limit, want.anchor_at)
        found = [(p, at) for p, at in reminders if p < MISSED and (not days or at < want.due_at)]
    return (*found, (MISSED, _missed_at(want, policy)))


def _missed_at(want: Want, policy: Policy) -> datetime:
    """A step due at once counts as missed a little later, so that what is under way may finish."""
    if want.step is Step.REFER:
        return want.due_at
    grace = want.due_at <= want.anchor_at
    return want.due_at + timedelta(minutes=policy.escalation.at_once_minutes) if grace else want.due_at


def next_alarm(case: Case, row: Row, want: Want, policy: Policy) -> datetime | None:
    """When something fires next for a row that has not reached the missed stage."""
    waiting = [at for stage, at in alarms(case, want, policy) if stage > row.stage]
    return _not_after_provisional(case, row.step, min(waiting, default=None), policy)


def _not_after_provisional(case: Case, step: Step, at: datetime | None, policy: Policy) -> datetime | None:
    """An unclassified case is looked at again when the 24 hours are over, whatever else waits."""
    if step is not Step.CLASSIFY or case.severity is not None or case.reported_at is None:
        return at
    moment = policy.provisional_at(case.reported_at)
    return moment if at is None else min(at, moment)


def due_stage(case: Case, row: Row, want: Want, policy: Policy, now: datetime) -> int | None:
    """The highest stage that has come for a row, None for none: after an outage only this one is sent, once."""
    if row.stage >= MISSED:
        return row.stage + 1
    past = [stage for stage, at in alarms(case, want, policy) if at <= now and stage > row.stage]
    return max(past, default=None)


def after_stage(case: Case, row: Row, want: Want, policy: Policy, now: datetime, last_rung: bool) -> datetime:
    """When the next rung is asked, for a row at the missed stage or beyond; from the last rung on, again."""
    critical = case.column == Column.CRITICAL.value
    if last_rung:
        return policy.repeat_due(now, critical)
    return policy.next_rung_due(want.limit, now, critical)


def fired(case: Case, row: Row, want: Want, policy: Policy, now: datetime, stage: int, last: bool) -> Row:
    """The row after a stage has been carried out."""
    reached = replace(row, stage=stage)
    if stage < MISSED:
        return replace(reached, next_at=next_alarm(case, reached, want, policy))
    at = after_stage(case, reached, want, policy, now, last)
    return replace(
        reached, state=DeadlineState.MISSED, next_at=_not_after_provisional(case, row.step, at, policy)
    )


def _armed(case: Case, case_id: int, want: Want, policy: Policy) -> Row:
    row = Row(case_id, want.step, want.cycle, want.anchor_at, want.due_at, None)
    return replace(row, next_at=next_alarm(case, row, want, policy))


def _met(row: Row, want: Want, holder: str) -> Row:
    late = row.state is DeadlineState.MISSED
    return replace(
        row, done_at=want.done_at, next_at=None, holder=holder,
        state=DeadlineState.MISSED if late else DeadlineState.MET,
    )  # fmt: skip


def _moved(case: Case, row: Row, want: Want, policy: Policy, now: datetime) -> Row:
    """A live (or revived) row whose deadline has another time now."""
    stage = row.stage if row.live else 0
    if stage >= MISSED and want.due_at > now:
        stage = 0  # extended, or moved on: it is not missed any more
    state = DeadlineState.MISSED if stage >= MISSED else DeadlineState.ARMED
    moved = replace(
        row, anchor_at=want.anchor_at, due_at=want.due_at, stage=stage, state=state, done_at=None, holder=""
    )
    if stage >= MISSED:
        return replace(moved, next_at=row.next_at or now)
    if stage == 0 and row.stage:  # reminders that lie in the past are not sent again
        past = [s for s, at in alarms(case, want, policy) if at <= now and s < MISSED]
        moved = replace(moved, stage=max(past, default=0))
    return replace(moved, next_at=next_alarm(case, moved, want, policy))


def _changed(case: Case, row: Row, want: Want, policy: Policy, now: datetime, holder: str) -> Row | None:
    if want.done_at is not None:
        return _met(row, want, holder) if row.live else None
    if not row.live or (row.due_at, row.anchor_at) != (want.due_at, want.anchor_at):
        return _moved(case, row, want, policy, now)
    return None


def reconcile(
    case: Case, case_id: int, rows: Iterable[Row], policy: Policy, now: datetime,
    holder_of: Callable[[Step], str] = lambda _: "",
) -> list[Row]:  # fmt: skip
    """The rows to write so that they say what the case's facts ask for; `holder_of` names who had a step."""
    standing = {row.key: row for row in rows}
    changes: list[Row] = []
    seen = set()
    for want in wanted(case, policy):
        key = (want.step, want.cycle)
        seen.add(key)
        row = standing.get(key)
        if row is None:
            row = _armed(case, case_id, want, policy)
            changes.append(_met(row, want, holder_of(want.step)) if want.done_at else row)
        elif changed := _changed(case, row, want, policy, now, holder_of(want.step)):
            changes.append(changed)
    gone = [row for key, row in standing.items() if key not in seen and row.live]
    changes += [
        replace(row, state=_ended_state(row), next_at=None, done_at=now, holder=holder_of(row.step))
        for row in gone
    ]
    return changes


def _ended_state(row: Row) -> DeadlineState:
    return DeadlineState.MISSED if row.state is DeadlineState.MISSED else DeadlineState.CANCELLED


def live_wants(case: Case, policy: Policy, rows: Sequence[Row]) -> list[tuple[Row, Want]]:
    """Each live row beside what is wanted of it."""
    by_key = {(want.step, want.cycle): want for want in wanted(case, policy)}
    return [(row, by_key[row.key]) for row in rows if row.live and row.key in by_key]
