"""Which deadlines a case's facts ask for, and when each is due (SPEC §4). Pure; knows no rows and no clock.

Nobody arms or cancels a deadline by hand: reclassification, EXTEND, AWARE, RETURN and REOPEN change the facts,
and clock.py brings the rows to what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.case import Case
from bot.domain.duties import Column, Duty, Party
from bot.domain.limits import Anchor, Limit
from bot.domain.policy import LEGAL_CLOCK, Policy
from bot.domain.words import Risk, Severity, State, Step


@dataclass(frozen=True, slots=True)
class Want:
    """A deadline that the case's facts ask for; `done_at` where it is met already."""

    step: Step
    cycle: str
    anchor_at: datetime
    due_at: datetime
    limit: Limit
    done_at: datetime | None
    extended: int = 0  # working days that EXTEND has added


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


def counted_by(case: Case, policy: Policy, duty: Duty) -> Policy:
    """The procedure whose days off count: a school's closures hold for its own people, not for the trust's."""
    by_siro = duty.holder is Party.INVESTIGATOR and case.investigated_by_role == Party.SIRO
    return policy.of_trust if by_siro or duty.holder.role is not None else policy


def _classified_by_human(case: Case) -> datetime | None:
    return case.severity_since if case.severity is not None and not case.provisional else None


def _personal_data(case: Case) -> bool:
    return case.risk is not Risk.NONE


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
    Step.APPOINT: lambda c: c.outcome_at is None or c.appointed_at is not None,  # a leader did it alone
    Step.REFER: lambda c: c.serious or not c.risk_ruled_out or c.referred_at is not None,
    Step.ICO_DECISION: _personal_data,
    Step.ICO_FILED: lambda c: _personal_data(c) and c.ico_decision != "not-report",
    Step.PEOPLE_DECISION: _personal_data,
    Step.PEOPLE_TOLD: lambda c: _personal_data(c) and c.people_decision == "tell",
    Step.DPO_VIEW: lambda c: c.serious,
    Step.CLOSE: lambda c: c.accepted_at is not None and (not c.serious or c.dpo_view_at is not None),
}

_PER_ROUND = (Step.OUTCOME_REPORT, Step.REVIEW, Step.DPO_VIEW, Step.CLOSE)
_AFTER_CLOSURE = (Step.ICO_FILED, Step.PEOPLE_TOLD)
_LEGAL_DECISIONS = (Step.ICO_DECISION, Step.PEOPLE_DECISION)


def _strictest(case: Case, step: Step, duty: Duty) -> Column:
    """A legal step is never loosened: the strictest column counts that a human or a rule ever put the case in.

    Grave words and `RISK high` put it in the critical one (SPEC §4).
    """
    col = column(case, step)
    if duty.anchor is not Anchor.AWARE or step is Step.REFER:
        return col
    if case.as_critical and step in _LEGAL_DECISIONS:
        return Column.CRITICAL
    ranks = [Severity(col.value).rank] if col is not Column.UNCLASSIFIED else []
    ranks += [line.severity.rank for line in case.history]
    return Column(list(Severity)[max(ranks)].value) if ranks else col


def _start(
    case: Case, begun: Mapping[Anchor, datetime], step: Step, duty: Duty, limit: Limit
) -> datetime | None:
    if step is Step.OUTCOME_REPORT and case.round_from is not None:
        return case.round_from
    start = begun.get(limit.anchor or duty.anchor)
    if start is None and step is Step.REFER and case.column_critical:
        return case.reported_at  # grave words: the DPO hears at once, before anybody has classified
    return start


def _step_want(case: Case, begun: Mapping[Anchor, datetime], policy: Policy, step: Step) -> Want | None:
    duty = policy.duties[step]
    asked = _ASKED.get(step)
    if asked is not None and not asked(case):
        return None
    limit = duty.limit(_strictest(case, step, duty), case.danger)
    start = _start(case, begun, step, duty, limit) if limit else None
    if limit is None or start is None:
        return None
    counted = counted_by(case, policy, duty)
    days = case.extensions.get(step.value, 0) if duty.extendable else 0
    due = counted.clocks.due(limit, start)
    due = counted.extended(due, days) if days else due
    if step is Step.ICO_DECISION:  # whatever was extended: the law does not wait
        due = min(due, start + LEGAL_CLOCK)
    cycle = str(case.outcome_round) if step in _PER_ROUND else "1"
    return Want(step, cycle, start, due, limit, _DONE[step](case), days)


def _without_leader(case: Case, policy: Policy) -> list[Want]:
    """Nobody on the ladder can take the case any more: somebody must name a leader."""
    duty = policy.duties[Step.TELL_LEADER]
    limit = duty.limit(column(case, Step.TELL_LEADER))
    since = case.leaderless_since
    return [Want(Step.TELL_LEADER, "2", since, since, limit, None)] if since and limit else []


def _interim_wants(case: Case, policy: Policy) -> list[Want]:
    """Each interim report is a deadline of its own; the next one counts from the last."""
    duty = policy.duties[Step.INTERIM_REPORT]
    limit = duty.limit(column(case, Step.INTERIM_REPORT))
    start, counted = case.classified_at, counted_by(case, policy, duty)
    if limit is None or start is None or case.outcome_at is not None:
        return []
    wants, n = [], case.interims
    if case.interim_at is not None:
        wants = [Want(duty.step, str(n), start, case.interim_at, limit, case.interim_at)]
        again = duty.again.get(column(case, Step.INTERIM_REPORT))
        if again is None or case.contained_at is not None:
            return wants
        start, limit = case.interim_at, again
    days = case.extensions.get(Step.INTERIM_REPORT.value, 0)
    due = counted.clocks.due(limit, start)
    due = counted.extended(due, days) if days else due
    return [*wants, Want(duty.step, str(n + 1), start, due, limit, None, days)]


def _action_wants(case: Case, policy: Policy) -> list[Want]:
    """Actions of an accepted report: asked for on their day and so many days after closure, until answered.

    `anchor_at` is the morning on which the owner is asked, `due_at` when the answer is late.
    """
    duty = policy.duties[Step.ACTION_FOLLOW_UP]
    limit = duty.limit(Column(case.column))
    if case.accepted_at is None or limit is None:
        return []
    office, wants = policy.clocks.office, []
    extended = case.extensions.get(Step.ACTION_FOLLOW_UP.value, 0)
    for n, day in case.action_days.items():
        done = case.accepted_at if n in case.actions_done else None
        days = [("0", date.fromisoformat(day))]
        if case.closed_at is not None:
            closed = office.local(case.closed_at).date()
            days += [(str(more), closed + timedelta(more)) for more in policy.follow_up_days]
        for name, when in days:
            asked = office.next_opening(max(office.at(when, office.opens), case.accepted_at))
            due = policy.clocks.due(limit, asked)
            due = policy.extended(due, extended) if extended else due
            wants.append(Want(duty.step, f"{n}-{name}", asked, due, limit, done, extended))
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
    begun = anchors(case)
    wants = [want for step in _DONE if (want := _step_want(case, begun, policy, step))]
    wants += _without_leader(case, policy) + _interim_wants(case, policy) + _action_wants(case, policy)
    return [want for want in wants if _kept(case, want)]
