"""Deadlines as rows: what fires when, and how rows follow what a case's facts ask for (SPEC §4).

After every change `reconcile` compares what wants.py asks for with the rows that stand; rows only remember what
was fired. Pure: who is told is for handlers/deadlines.py to say, and every moment is passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.duties import Column
from bot.domain.limits import Anchor
from bot.domain.policy import Policy
from bot.domain.wants import Want, anchors, column, counted_by, wanted
from bot.domain.words import DeadlineState, Step

MISSED = 100  # stage at which a deadline is missed; 101, 102, ... are the rungs after it
ASKED = 1  # stage at which the owner of an action has been asked


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


def alarms(case: Case, want: Want, policy: Policy) -> tuple[tuple[int, datetime], ...]:
    """(stage, when) up to and with the deadline itself: clock warnings for `ico_filed`, else percent reminders."""
    return (*_before(case, want, policy), (MISSED, _missed_at(want, policy)))


def _before(case: Case, want: Want, policy: Policy) -> list[tuple[int, datetime]]:
    duty = policy.duties[want.step]
    if want.step is Step.ACTION_FOLLOW_UP:
        return [(ASKED, want.anchor_at)]
    if want.step is Step.ICO_FILED:
        return [(hours, at) for hours, at in policy.warnings(want.anchor_at) if at < want.due_at]
    if not duty.reminders or want.due_at <= want.anchor_at:
        return []
    counted = counted_by(case, policy, duty)
    shares = [p for p, _ in counted.reminders(want.limit, want.anchor_at) if p < MISSED]
    if want.extended:
        return [(p, _share(want, counted, p)) for p in shares]
    return [(p, at) for p, at in counted.reminders(want.limit, want.anchor_at) if p < MISSED]


def _share(want: Want, policy: Policy, percent: int) -> datetime:
    """When this part of an extended limit has passed, in working time, as EXTEND counts."""
    office = policy.clocks.office
    whole = office.working_time(want.anchor_at, want.due_at)
    return min(office.add_working_time(want.anchor_at, whole * percent / 100), want.due_at)


def _missed_at(want: Want, policy: Policy) -> datetime:
    """A step due at once counts as missed a little later, so that what is under way may finish."""
    if want.step is Step.REFER:
        return want.due_at
    grace = want.due_at <= want.anchor_at
    return want.due_at + timedelta(minutes=policy.escalation.at_once_minutes) if grace else want.due_at


def next_alarm(case: Case, row: Row, want: Want, policy: Policy) -> datetime | None:
    """When something fires next for a row that has not reached the missed stage."""
    return _next_alarm(case, row.stage, want, policy)


def _next_alarm(case: Case, reached: int, want: Want, policy: Policy) -> datetime | None:
    waiting = [at for stage, at in alarms(case, want, policy) if stage > reached]
    return _not_after_provisional(case, want.step, min(waiting, default=None), policy)


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


def _after_missed(case: Case, want: Want, policy: Policy, now: datetime, last_rung: bool) -> datetime | None:
    """When the next rung is asked, for a row at the missed stage or beyond; from the last rung on, again.

    An action's owner is asked again on the days that follow closure, not every morning.
    """
    critical = case.column == Column.CRITICAL.value
    if want.step is Step.ACTION_FOLLOW_UP and last_rung:
        return None
    if last_rung:
        return policy.of_trust.repeat_due(now, critical)
    return policy.of_trust.next_rung_due(want.limit, now, critical)


def _together(at: datetime | None, now: datetime, beside: Iterable[datetime]) -> datetime | None:
    """The same moment, or up to half as early where something else of the case is asked again then: one mail."""
    if at is None:
        return None
    soonest = now + (at - now) / 2
    return max((other for other in beside if soonest <= other <= at), default=at)


def fired(
    case: Case, row: Row, want: Want, policy: Policy, now: datetime, stage: int, last: bool,
    beside: Iterable[datetime] = (),
) -> Row:  # fmt: skip
    """The row after a stage has been carried out; `last`: the last rung has been reached.

    `beside` are the moments at which other late steps of the case are asked about next.
    """
    reached = replace(row, stage=stage)
    if stage < MISSED:
        return replace(reached, next_at=next_alarm(case, reached, want, policy))
    if want.step is Step.REFER and not late(row, policy, now):  # the bot's own act, done when it was due
        return replace(reached, next_at=None)
    at = _after_missed(case, want, policy, now, last)
    at = _together(at, now, beside) if last else at
    return replace(
        reached, state=DeadlineState.MISSED, next_at=_not_after_provisional(case, row.step, at, policy)
    )


def late(row: Row, policy: Policy, now: datetime) -> bool:
    """Whether a row's moment passed unnoticed, by more than the time in which what is due at once is done."""
    grace = timedelta(minutes=policy.escalation.at_once_minutes)
    return row.next_at is not None and row.next_at + grace < now


def not_yet(case: Case, row: Row, want: Want, policy: Policy) -> Row:
    """A row that was looked at before its own moment, with its next moment set right."""
    return replace(row, next_at=next_alarm(case, row, want, policy))


def _armed(case: Case, case_id: int, want: Want, policy: Policy) -> Row:
    return Row(
        case_id, want.step, want.cycle, want.anchor_at, want.due_at, _next_alarm(case, 0, want, policy)
    )


def _met(row: Row, want: Want, holder: str) -> Row:
    late = row.state is DeadlineState.MISSED
    return replace(
        row, done_at=want.done_at, next_at=None, holder=holder,
        state=DeadlineState.MISSED if late else DeadlineState.MET,
    )  # fmt: skip


def _moved(case: Case, row: Row, want: Want, policy: Policy, now: datetime) -> Row:
    """A live (or revived) row whose deadline has another time now. What was said before is not said again."""
    moved = replace(row, anchor_at=want.anchor_at, due_at=want.due_at, done_at=None, holder="")
    if row.stage >= MISSED and want.due_at <= now:  # still late, or late again: the ladder goes on
        return replace(moved, next_at=row.next_at or now, state=DeadlineState.MISSED)
    stage = row.stage
    if stage and (not row.live or stage >= MISSED or want.due_at > row.due_at):
        stage = _passed(case, row, want, policy, now)
    moved = replace(moved, stage=stage, state=DeadlineState.ARMED)
    return replace(moved, next_at=next_alarm(case, moved, want, policy))


def _passed(case: Case, row: Row, want: Want, policy: Policy, now: datetime) -> int:
    """The stage of a row that has more time now: reminders that lie in the past; of a legal step all that was said."""
    before = _before(case, want, policy)
    if policy.duties[want.step].anchor is Anchor.AWARE:
        return max((s for s, at in before if at <= now or s <= row.stage), default=0)
    return max((s for s, at in before if at <= now), default=0)


def _changed(
    case: Case, row: Row, want: Want, policy: Policy, now: datetime, holder_of: Callable[[Step], str]
) -> Row | None:
    if want.done_at is not None:
        return _met(row, want, holder_of(want.step)) if row.live else None
    if not row.live or (row.due_at, row.anchor_at) != (want.due_at, want.anchor_at):
        return _moved(case, row, want, policy, now)
    return None


def reconcile(
    case: Case, case_id: int, rows: Iterable[Row], policy: Policy, now: datetime,
    holder_of: Callable[[Step], str] = lambda _: "",
) -> list[Row]:  # fmt: skip
    """The rows to write so that they say what the case's facts ask for; `holder_of` names who had a step.

    `policy` is the procedure with the school's days off (Policy.at_school).
    """
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
        elif changed := _changed(case, row, want, policy, now, holder_of):
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


__all__ = [
    "ASKED", "MISSED", "Row", "Want", "alarms", "anchors", "column", "due_stage", "fired", "late", "live_wants",
    "next_alarm", "not_yet", "reconcile", "wanted",
]  # fmt: skip
