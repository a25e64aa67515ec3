"""apply(case, recorded event) -> case: the only way a case changes, and the proof of the stored one.

Total over every kind ever written; an erased event folds as if its personal part were empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.case import Case, CaseAction, Question, SeverityChange, Who, Words
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.transitions import next_state
from bot.domain.words import Nature, Risk, Role, Severity, State, Step

E = EventKind
Change = Callable[[Case, Event, datetime], Case]


def _when(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _reported(case: Case, event: Event, at: datetime) -> Case:
    detail, own = event.detail, event.personal
    return replace(
        case,
        school=detail.get("school", ""),
        anonymous=bool(detail.get("anonymous")),
        drill=bool(detail.get("drill")),
        reported_at=_when(detail.get("reported_at")) or at,
        aware_at=_when(detail.get("aware_at")),
        aware_estimated=bool(detail.get("aware_estimated")),
        occurred_at=_when(detail.get("occurred_at")),
        column_critical=bool(detail.get("critical_words")),
        as_critical=bool(detail.get("critical_words")),
        danger=bool(detail.get("danger")),
        cyber=bool(detail.get("cyber")),
        ransomware=bool(detail.get("ransomware")),
        nature=Nature(detail["nature"]) if detail.get("nature") else None,
        incident_type=detail.get("incident_type", "not provided"),
        cues=tuple(detail.get("cues", ())),
        facts=detail.get("facts", {}),
        suggested=detail.get("suggested", {}),
        missing=tuple(detail.get("missing", ())),
        who=Who(
            reporter=own.get("reporter", ""),
            reporter_name=own.get("reporter_name", ""),
            forwarder=own.get("forwarder", ""),
            excluded=own.get("excluded", {}),
        ),
        words=Words(
            happened=own.get("happened", ""),
            report=own.get("report", {}),
            sources=own.get("sources", {}),
        ),
    )


def _report_added(case: Case, event: Event, at: datetime) -> Case:
    detail, who = event.detail, case.who
    aware = _when(detail.get("aware_at"))
    if aware and case.aware_at and aware < case.aware_at:
        case = replace(case, aware_at=aware)
    others = who.other_reporters
    if event.actor and event.actor != who.reporter and event.actor not in others:
        others += (event.actor,)
    case = replace(
        case,
        facts={**case.facts, **detail.get("facts", {})},
        missing=tuple(detail.get("missing", case.missing)),
        column_critical=case.column_critical or bool(detail.get("critical_words")),
        as_critical=case.as_critical or bool(detail.get("critical_words")),
        danger=case.danger or bool(detail.get("danger")),
    )
    return case.with_who(other_reporters=others)


def _told(case: Case, event: Event, at: datetime) -> Case:
    leader = event.personal.get("leader", "")
    reached = case.who.reached if leader in case.who.reached else (*case.who.reached, leader)
    role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
    case = replace(case, told_at=case.told_at or at, leader_role=role, leaderless_since=None)
    case = case.with_who(leader=leader or case.who.leader, reached=tuple(a for a in reached if a))
    return _asked_to_lead(case, leader)


def _asked_to_lead(case: Case, address: str) -> Case:
    """Who has been asked to take the case is not asked again, before everybody was."""
    if not address or address in case.who.asked:
        return case
    return case.with_who(asked=(*case.who.asked, address))


def _passed_over(case: Case, event: Event, at: datetime) -> Case:
    """Somebody was left out; "nobody" says that they had the case and that nobody is left to take it."""
    if event.detail.get("nobody"):
        case = replace(case, leaderless_since=case.leaderless_since or at).with_who(leader="")
    person = event.personal.get("person", "")
    passed = case.who.passed if person in case.who.passed or not person else (*case.who.passed, person)
    return case.with_who(passed=passed)


def _acknowledged(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, acknowledged_at=case.acknowledged_at or at)


def _led(case: Case, event: Event, at: datetime) -> Case:
    role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
    case = replace(case, leader_role=role, told_at=case.told_at or at, leaderless_since=None)
    leader = event.personal.get("leader", case.who.leader)
    return _asked_to_lead(case.with_who(leader=leader), leader)


def _provisional(case: Case, event: Event, at: datetime) -> Case:
    if case.severity is not None and not case.provisional:
        return case
    severity = Severity(event.detail["severity"])
    since = _when(event.detail.get("since")) or at  # after an outage the 24 hours were over earlier
    line = SeverityChange(severity, since, True, "bot")
    return replace(
        case, severity=severity, provisional=True, severity_since=since,
        classified_at=case.classified_at or since, history=(*case.history, line),
    )  # fmt: skip


def _classified(case: Case, event: Event, at: datetime) -> Case:
    severity = Severity(event.detail["severity"])
    nature = Nature(event.detail["nature"]) if event.detail.get("nature") else case.nature
    first = at if case.classified_at is None or case.provisional else case.classified_at
    line = SeverityChange(severity, at, False, event.role)
    return replace(
        case, severity=severity, provisional=False, column_critical=False, severity_since=at,
        classified_at=first, nature=nature, history=(*case.history, line),
    )  # fmt: skip


def _appointed(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, appointed_at=at, investigated_by_role=event.detail.get("investigated_by", "officer"))
    return case.with_who(
        investigators=tuple(event.personal.get("investigators", ())),
        supporters=tuple(event.personal.get("supporters", ())),
    )


def _handed_over(case: Case, event: Event, at: datetime) -> Case:
    role, to = event.detail.get("role", "leader"), event.personal.get("to", "")
    if role == "leader":
        rung = Role(event.detail["rung"]) if event.detail.get("rung") else case.leader_role
        case = replace(
            case, leader_role=rung, school=event.detail.get("school", case.school),
            told_at=case.told_at or at, leaderless_since=None,
        )  # fmt: skip
        reached = case.who.reached if to in case.who.reached else (*case.who.reached, to)
        return _asked_to_lead(case.with_who(leader=to, reached=reached), to)
    if role == "investigator":
        old = event.actor
        return case.with_who(investigators=tuple(to if a == old else a for a in case.who.investigators))
    changed = case.with_who(contacts={**case.who.contacts, role: to})
    return changed.with_who(dpo=to) if role == Role.DPO else changed


def _escalated(case: Case, event: Event, at: datetime) -> Case:
    to = event.personal.get("to", "")
    reached = case.who.reached if to in case.who.reached or not to else (*case.who.reached, to)
    case = case.with_who(reached=reached)
    if event.detail.get("step") in (None, Step.LEADER_ACKNOWLEDGES):  # not of a step that is late by itself
        case = _asked_to_lead(case, to)
    if event.detail.get("leads"):
        role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
        case = replace(case, leader_role=role, told_at=case.told_at or at, leaderless_since=None)
        return case.with_who(leader=to)
    return case


def _excluded(case: Case, event: Event, at: datetime) -> Case:
    address, reason = event.personal.get("address", ""), event.personal.get("reason", "")
    return case.with_who(excluded={**case.who.excluded, address: reason})


def _included(case: Case, event: Event, at: datetime) -> Case:
    address = event.personal.get("address", "")
    return case.with_who(excluded={a: r for a, r in case.who.excluded.items() if a != address})


def _aware_changed(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, aware_at=_when(event.detail["aware_at"]), aware_estimated=False)


def _contained(case: Case, event: Event, at: datetime) -> Case:
    done = replace(case, contained_at=case.contained_at or at)
    return done.with_words(containment=event.personal.get("how", ""))


def _asked(case: Case, event: Event, at: datetime) -> Case:
    own = event.personal
    question = Question(
        int(event.detail["n"]), own.get("to", ""), own.get("text", ""), event.actor, at
    )  # fmt: skip
    return case.with_words(questions=(*case.words.questions, question))


def _answered(case: Case, event: Event, at: datetime) -> Case:
    n, text = int(event.detail.get("n", 0)), event.personal.get("text", "")
    questions = tuple(
        replace(q, answered_at=q.answered_at or at, answer=text) if q.n == n else q
        for q in case.words.questions
    )
    return case.with_words(questions=questions)


def _interim(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, interim_at=at, interims=case.interims + 1)
    return _more_time_spent(case, Step.INTERIM_REPORT)


def _referred(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, referred_at=case.referred_at or at).with_who(dpo=event.personal.get("dpo", ""))


def _dpo_acknowledged(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, dpo_acknowledged_at=case.dpo_acknowledged_at or at)
    return case.with_who(dpo=event.actor or case.who.dpo)


def _risk(case: Case, event: Event, at: datetime) -> Case:
    risk = Risk(event.detail["risk"])
    by_dpo = event.role == Role.DPO
    case = replace(
        case, risk=risk, risk_role=event.role, risk_at=at, dpo_risk=risk if by_dpo else case.dpo_risk
    )
    case = replace(case, as_critical=case.as_critical or risk is Risk.HIGH)
    if risk in (Risk.LIKELY, Risk.HIGH) and case.ico_decision == "not-report":
        case = replace(case, ico_decision="", ico_decided_at=None)
    if risk is Risk.HIGH and case.people_decision == "not-tell":
        case = replace(case, people_decision="", people_decided_at=None)
    return case.with_words(risk_reason=event.personal.get("reason", ""))


def _noted(case: Case, event: Event, at: datetime) -> Case:
    if event.detail.get("about") != "delay":
        return case
    return case.with_words(delay_reason=event.personal.get("text", ""))


def _dpo_view(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, dpo_view_at=case.dpo_view_at or at)


def _ico_decided(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, ico_decision=event.detail["decision"], ico_decided_at=at)
    return case.with_words(ico_reason=event.personal.get("reason", ""))


def _ico_filed(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, ico_filed_at=case.ico_filed_at or at, ico_reference=event.detail.get("reference", "")
    )
    if case.ico_decision != "report":
        case = replace(case, ico_decision="report", ico_decided_at=case.ico_decided_at or at)
    return case.with_words(delay_reason=event.personal.get("delay_reason", case.words.delay_reason))


def _people_decided(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, people_decision=event.detail["decision"], people_decided_at=at)
    return case.with_words(people_reason=event.personal.get("reason", ""))


def _people_told(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, people_told_at=case.people_told_at or at)
    if case.people_decision != "tell":
        case = replace(case, people_decision="tell", people_decided_at=case.people_decided_at or at)
    return case.with_words(people_how=event.personal.get("how", ""))


def _extended(case: Case, event: Event, at: datetime) -> Case:
    step, days = event.detail["step"], int(event.detail["days"])
    return replace(case, extensions={**case.extensions, step: case.extensions.get(step, 0) + days})


def _more_time_spent(case: Case, *steps: Step) -> Case:
    """What EXTEND gave belonged to the deadline that has ended; the next one has its own."""
    return replace(case, extensions={s: n for s, n in case.extensions.items() if s not in steps})


_OF_A_ROUND = (Step.OUTCOME_REPORT, Step.REVIEW, Step.DPO_VIEW, Step.CLOSE)


def _outcome_words(case: Case, event: Event, at: datetime) -> Case:
    own = event.personal
    actions = tuple(
        CaseAction(
            int(a["n"]), a.get("what", ""), a.get("owner", ""),
            date.fromisoformat(a["due"]) if a.get("due") else None,
        )
        for a in own.get("actions", ())
    )  # fmt: skip
    case = replace(case, action_days=event.detail.get("action_days", {}), actions_done=())
    return case.with_words(outcome=own.get("answers", {}), actions=actions)


def _outcome_incomplete(case: Case, event: Event, at: datetime) -> Case:
    return _outcome_words(case, event, at)


def _outcome_received(case: Case, event: Event, at: datetime) -> Case:
    return replace(_outcome_words(case, event, at), outcome_at=at, accepted_at=None, dpo_view_at=None)


def _outcome_accepted(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, accepted_at=at)


def _outcome_returned(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, outcome_at=None, accepted_at=None, outcome_round=case.outcome_round + 1, round_from=at
    )
    return _more_time_spent(case, *_OF_A_ROUND)


def _closed(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, closed_at=at, end_at=at).with_words(end_reason=event.personal.get("reason", ""))


def _reopened(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, closed_at=None, end_at=None, outcome_at=None, accepted_at=None, dpo_view_at=None,
        outcome_round=case.outcome_round + 1, round_from=at,
    )  # fmt: skip
    return _more_time_spent(case, *_OF_A_ROUND)


def _ended(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, end_at=at, merged_into=event.detail.get("into", ""))
    return case.with_words(end_reason=event.personal.get("reason", ""))


def _absorbed(case: Case, event: Event, at: datetime) -> Case:
    aware = _when(event.detail.get("aware_at"))
    if aware and (case.aware_at is None or aware < case.aware_at):
        case = replace(case, aware_at=aware)
    severity = Severity(event.detail["severity"]) if event.detail.get("severity") else None
    if severity and (case.severity is None or severity.rank > case.severity.rank):
        line = SeverityChange(severity, at, False, event.role)
        case = replace(
            case, severity=severity, provisional=False, severity_since=at,
            classified_at=case.classified_at or at, history=(*case.history, line),
        )  # fmt: skip
    own = event.personal
    others = (*case.who.other_reporters, *own.get("reporters", ()))
    return case.with_who(
        other_reporters=tuple(dict.fromkeys(others)),
        excluded={**own.get("excluded", {}), **case.who.excluded},
    )


def _restored(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, end_at=None)
    return _classified(case, event, at) if event.detail.get("severity") else case


def _action_answered(case: Case, event: Event, at: datetime) -> Case:
    n = str(event.detail["n"])
    reason = event.personal.get("reason", "")
    actions = tuple(
        replace(a, done_at=at, refused_reason=reason) if str(a.n) == n else a for a in case.words.actions
    )
    done = case.actions_done if n in case.actions_done else (*case.actions_done, n)
    return replace(case, actions_done=done).with_words(actions=actions)


def _missed(case: Case, event: Event, at: datetime) -> Case:
    step = event.detail["step"]
    return case if step in case.missed else replace(case, missed=(*case.missed, step))


def _confirmation(case: Case, event: Event, at: datetime) -> Case:
    waiting = dict(case.who.asked_to_confirm)
    command = event.personal.get("command", "")
    if command:
        waiting[event.actor] = command
    else:
        waiting.pop(event.actor, None)
    return case.with_who(asked_to_confirm=waiting)


def _evidence(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, evidence=case.evidence + int(event.detail.get("files", 0)))


def _hold(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, on_hold=bool(event.detail.get("on")))


def _alerted(case: Case, event: Event, at: datetime) -> Case:
    to = event.personal.get("to", ())
    return case.with_who(informed=tuple(dict.fromkeys((*case.who.informed, *to))))


def _named(case: Case, event: Event, at: datetime) -> Case:
    own = event.personal
    named = replace(case, anonymous=False)
    return named.with_who(reporter=own.get("reporter", ""), reporter_name=own.get("reporter_name", ""))


def _same(case: Case, event: Event, at: datetime) -> Case:
    return case


CHANGES: Mapping[EventKind, Change] = {
    E.REPORTED: _reported, E.REPORT_ADDED: _report_added, E.TOLD: _told,
    E.PASSED_OVER: _passed_over, E.ACKNOWLEDGED: _acknowledged,
    E.LED: _led, E.PROVISIONAL: _provisional, E.CLASSIFIED: _classified, E.APPOINTED: _appointed,
    E.HANDED_OVER: _handed_over, E.ESCALATED: _escalated, E.EXCLUDED: _excluded, E.INCLUDED: _included,
    E.AWARE_CHANGED: _aware_changed, E.CONTAINED: _contained, E.NOTED: _noted, E.ASKED: _asked, E.ANSWERED: _answered,
    E.INTERIM_RECEIVED: _interim, E.REFERRED: _referred, E.DPO_ACKNOWLEDGED: _dpo_acknowledged,
    E.RISK_RECORDED: _risk, E.DPO_VIEW: _dpo_view, E.ICO_DECIDED: _ico_decided, E.ICO_FILED: _ico_filed,
    E.PEOPLE_DECIDED: _people_decided, E.PEOPLE_TOLD: _people_told, E.EXTENDED: _extended,
    E.OUTCOME_INCOMPLETE: _outcome_incomplete, E.OUTCOME_RECEIVED: _outcome_received,
    E.OUTCOME_ACCEPTED: _outcome_accepted, E.OUTCOME_RETURNED: _outcome_returned, E.CLOSED: _closed,
    E.REOPENED: _reopened, E.MERGED: _ended, E.ABSORBED: _absorbed, E.NOT_INCIDENT: _ended,
    E.RESTORED: _restored, E.ACTION_ANSWERED: _action_answered, E.DEADLINE_MISSED: _missed,
    E.CONFIRMATION_ASKED: _confirmation, E.EVIDENCE_KEPT: _evidence, E.HOLD_SET: _hold, E.ALERTED: _alerted,
    E.NAMED: _named,
}  # fmt: skip


def apply(case: Case, recorded: Recorded) -> Case:
    """The case after one more event; raises NotNow and leaves everything as it was where the table refuses."""
    event = recorded.event
    state = next_state(case.state, event.kind, has_officer=bool(case.appointed_at))
    changed = CHANGES.get(event.kind, _same)(case, event, recorded.at)
    return replace(changed, state=state, count=recorded.seq)


def fold(reference: str, events: Iterable[Recorded]) -> Case:
    """The case that a record makes, from nothing."""
    case = Case(reference=reference, state=State.REPORTED)
    for recorded in events:
        case = apply(case, recorded)
    return case
