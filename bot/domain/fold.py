"""apply(case, recorded event) -> case: the only way a case changes, and the proof of the stored one.

Total over every kind ever written; an erased event folds as if its personal part were empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from bot.domain import changes as first
from bot.domain import changes_later as later
from bot.domain.case import Case
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.transitions import next_state
from bot.domain.words import State

E = EventKind
Change = Callable[[Case, Event, datetime], Case]

CHANGES: Mapping[EventKind, Change] = {
    E.REPORTED: first.reported,
    E.REPORT_ADDED: first.report_added,
    E.TOLD: first.told,
    E.PASSED_OVER: first.passed_over,
    E.ACKNOWLEDGED: first.acknowledged,
    E.LED: first.led,
    E.PROVISIONAL: first.provisional,
    E.CLASSIFIED: first.classified,
    E.APPOINTED: first.appointed,
    E.HANDED_OVER: first.handed_over,
    E.ESCALATED: first.escalated,
    E.EXCLUDED: first.excluded,
    E.INCLUDED: first.included,
    E.AWARE_CHANGED: later.aware_changed,
    E.CONTAINED: later.contained,
    E.NOTED: first.noted,
    E.ASKED: first.asked,
    E.ANSWERED: first.answered,
    E.INTERIM_RECEIVED: later.interim,
    E.REFERRED: later.referred,
    E.DPO_ACKNOWLEDGED: later.dpo_acknowledged,
    E.RISK_RECORDED: later.risk,
    E.DPO_VIEW: later.dpo_view,
    E.ICO_DECIDED: later.ico_decided,
    E.ICO_FILED: later.ico_filed,
    E.PEOPLE_DECIDED: later.people_decided,
    E.PEOPLE_TOLD: later.people_told,
    E.EXTENDED: later.extended,
    E.OUTCOME_INCOMPLETE: later.outcome_incomplete,
    E.OUTCOME_RECEIVED: later.outcome_received,
    E.OUTCOME_ACCEPTED: later.outcome_accepted,
    E.OUTCOME_RETURNED: later.outcome_returned,
    E.CLOSED: later.closed,
    E.REOPENED: later.reopened,
    E.MERGED: later.ended,
    E.ABSORBED: later.absorbed,
    E.NOT_INCIDENT: later.ended,
    E.RESTORED: later.restored,
    E.ACTION_ANSWERED: later.action_answered,
    E.DEADLINE_MISSED: first.missed,
    E.CONFIRMATION_ASKED: first.confirmation,
    E.EVIDENCE_KEPT: first.evidence,
    E.HOLD_SET: first.hold,
    E.ALERTED: first.alerted,
    E.NAMED: first.named,
}


def apply(case: Case, recorded: Recorded) -> Case:
    """The case after one more event; raises NotNow and leaves everything as it was where the table refuses."""
    event = recorded.event
    state = next_state(case.state, event.kind, has_officer=bool(case.appointed_at))
    changed = CHANGES.get(event.kind, first.same)(case, event, recorded.at)
    if (
        event.actor and event.actor == case.who.leader
    ):  # the leader acts: nobody who was reached before takes over
        changed = changed.with_who(settled=changed.who.reached)
    return replace(changed, state=state, count=recorded.seq)


def fold(reference: str, events: Iterable[Recorded]) -> Case:
    """The case that a record makes, from nothing."""
    case = Case(reference=reference, state=State.REPORTED)
    for recorded in events:
        case = apply(case, recorded)
    return case
