"""The one table of a case's life (SPEC §3): which event each state accepts, and the state that follows.

Everything that moves a case lives here. An event that a state's row lacks is refused and changes nothing.
Dead ends stand as rows of their own, so that what an ended case still takes can be read off.
"""

from __future__ import annotations

from bot.domain.events import EventKind as E
from bot.domain.words import State as S

# Facts that any living case may gather without moving.
_FACTS = (
    E.REPORT_ADDED, E.PASSED_OVER, E.EXCLUDED, E.INCLUDED, E.AWARE_CHANGED, E.CONTAINED, E.NOTED, E.ASKED,
    E.ANSWERED, E.DPO_ACKNOWLEDGED, E.RISK_RECORDED, E.ICO_DECIDED, E.ICO_FILED, E.PEOPLE_DECIDED,
    E.PEOPLE_TOLD, E.EXTENSION_REQUESTED, E.EXTENDED, E.REMINDED, E.DEADLINE_MISSED, E.ABSENCE_NOTED,
    E.BOUNCED, E.NOT_UNDERSTOOD, E.REFUSED, E.NOT_PROVEN, E.CONFIRMATION_ASKED, E.EVIDENCE_KEPT, E.HELD,
    E.ERASED, E.HOLD_SET, E.ALERTED, E.NAMED, E.FORGOTTEN,
    E.REFERRED, E.HANDED_OVER, E.ESCALATED, E.ABSORBED, E.INTERIM_RECEIVED,
    E.PROVISIONAL, E.ACKNOWLEDGED, E.LED, E.CLASSIFIED, E.CLOSURE_REFUSED, E.ACTION_ANSWERED, E.DPO_VIEW,
    E.RESTORED,
)  # fmt: skip

# What still happens to a case that has ended: late mail, follow-up of actions, purging.
_AFTER_THE_END = (
    E.REPORT_ADDED, E.NOTED, E.ANSWERED, E.REMINDED, E.DEADLINE_MISSED, E.ABSENCE_NOTED, E.BOUNCED,
    E.NOT_UNDERSTOOD, E.REFUSED, E.NOT_PROVEN, E.CONFIRMATION_ASKED, E.EVIDENCE_KEPT, E.HELD, E.ERASED,
    E.HOLD_SET, E.ACTION_ANSWERED, E.EXCLUDED, E.INCLUDED, E.PASSED_OVER, E.ICO_FILED, E.PEOPLE_TOLD,
    E.NAMED, E.FORGOTTEN,
)  # fmt: skip


def _row(state: S, stays: tuple[E, ...], **moves: S) -> dict[E, S]:
    return {kind: state for kind in stays} | {E(name): to for name, to in moves.items()}


TABLE: dict[S, dict[E, S]] = {
    S.REPORTED: _row(
        S.REPORTED, _FACTS,
        reported=S.REPORTED, told=S.TRIAGE, acknowledged=S.TRIAGE, classified=S.TRIAGE,
        appointed=S.INVESTIGATING, not_incident=S.NOT_INCIDENT, merged=S.MERGED,
    ),
    S.TRIAGE: _row(
        S.TRIAGE, _FACTS,
        told=S.TRIAGE, appointed=S.INVESTIGATING, not_incident=S.NOT_INCIDENT, merged=S.MERGED,
        # a leader may investigate a small slip alone and send the form straight away
        outcome_incomplete=S.TRIAGE, outcome_received=S.REVIEW,
    ),
    S.INVESTIGATING: _row(
        S.INVESTIGATING, _FACTS,
        told=S.INVESTIGATING, appointed=S.INVESTIGATING, outcome_incomplete=S.INVESTIGATING,
        outcome_received=S.REVIEW, not_incident=S.NOT_INCIDENT, merged=S.MERGED,
    ),
    S.REVIEW: _row(
        S.REVIEW, _FACTS,
        told=S.REVIEW, appointed=S.REVIEW, outcome_incomplete=S.REVIEW, outcome_received=S.REVIEW,
        outcome_accepted=S.REVIEW, outcome_returned=S.INVESTIGATING, closed=S.CLOSED,
        not_incident=S.NOT_INCIDENT, merged=S.MERGED,
    ),
    S.CLOSED: _row(S.CLOSED, _AFTER_THE_END, reopened=S.INVESTIGATING),
    S.NOT_INCIDENT: _row(S.NOT_INCIDENT, _AFTER_THE_END, reopened=S.INVESTIGATING, restored=S.TRIAGE),
    S.MERGED: _row(S.MERGED, _AFTER_THE_END),
}  # fmt: skip


class NotNow(ValueError):
    """This state does not accept this event; the case is as it was. `state` and `kind` say which."""

    def __init__(self, state: S, kind: E) -> None:
        super().__init__(f"a case in state {state} does not accept {kind}")
        self.state = state
        self.kind = kind


def next_state(state: S, kind: E, *, has_officer: bool = True) -> S:
    """The state after an event; raises NotNow. A reopened case without an officer goes back to triage."""
    if kind not in TABLE[state]:
        raise NotNow(state, kind)
    if kind is E.REOPENED and not has_officer:
        return S.TRIAGE
    if kind is E.RESTORED and has_officer and state is S.NOT_INCIDENT:
        return S.INVESTIGATING
    return TABLE[state][kind]


def accepts(state: S, kind: E) -> bool:
    """Whether a case in this state accepts this event."""
    return kind in TABLE[state]
