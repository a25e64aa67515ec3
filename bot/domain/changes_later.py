"""How each event changes a case, second part: the law, the outcome report, the ends. Only fold.py uses this."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from bot.domain.case import Case, CaseAction, SeverityChange
from bot.domain.changes import classified, more_time_spent, when
from bot.domain.events import Event
from bot.domain.words import Risk, Role, Severity, Step

_OF_A_ROUND = (Step.OUTCOME_REPORT, Step.REVIEW, Step.DPO_VIEW, Step.CLOSE)


def aware_changed(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, aware_at=when(event.detail["aware_at"]), aware_estimated=False)


def contained(case: Case, event: Event, at: datetime) -> Case:
    done = replace(case, contained_at=case.contained_at or at)
    return done.with_words(containment=event.personal.get("how", ""))


def interim(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, interim_at=at, interims=case.interims + 1)
    return more_time_spent(case, Step.INTERIM_REPORT)


def referred(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, referred_at=case.referred_at or at).with_who(dpo=event.personal.get("dpo", ""))


def dpo_acknowledged(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, dpo_acknowledged_at=case.dpo_acknowledged_at or at)
    return case.with_who(dpo=event.actor or case.who.dpo)


def risk(case: Case, event: Event, at: datetime) -> Case:
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


def dpo_view(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, dpo_view_at=case.dpo_view_at or at)


def ico_decided(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, ico_decision=event.detail["decision"], ico_decided_at=at)
    return case.with_words(ico_reason=event.personal.get("reason", ""))


def ico_filed(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, ico_filed_at=case.ico_filed_at or at, ico_reference=event.detail.get("reference", "")
    )
    if case.ico_decision != "report":
        case = replace(case, ico_decision="report", ico_decided_at=case.ico_decided_at or at)
    return case.with_words(delay_reason=event.personal.get("delay_reason", case.words.delay_reason))


def people_decided(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, people_decision=event.detail["decision"], people_decided_at=at)
    return case.with_words(people_reason=event.personal.get("reason", ""))


def people_told(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, people_told_at=case.people_told_at or at)
    if case.people_decision != "tell":
        case = replace(case, people_decision="tell", people_decided_at=case.people_decided_at or at)
    return case.with_words(people_how=event.personal.get("how", ""))


def extended(case: Case, event: Event, at: datetime) -> Case:
    step, days = event.detail["step"], int(event.detail["days"])
    return replace(case, extensions={**case.extensions, step: case.extensions.get(step, 0) + days})


def outcome_words(case: Case, event: Event, at: datetime) -> Case:
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


def outcome_incomplete(case: Case, event: Event, at: datetime) -> Case:
    return outcome_words(case, event, at)


def outcome_received(case: Case, event: Event, at: datetime) -> Case:
    return replace(outcome_words(case, event, at), outcome_at=at, accepted_at=None, dpo_view_at=None)


def outcome_accepted(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, accepted_at=at)


def outcome_returned(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, outcome_at=None, accepted_at=None, outcome_round=case.outcome_round + 1, round_from=at
    )
    return more_time_spent(case, *_OF_A_ROUND)


def closed(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, closed_at=at, end_at=at).with_words(end_reason=event.personal.get("reason", ""))


def reopened(case: Case, event: Event, at: datetime) -> Case:
    case = replace(
        case, closed_at=None, end_at=None, outcome_at=None, accepted_at=None, dpo_view_at=None,
        outcome_round=case.outcome_round + 1, round_from=at,
    )  # fmt: skip
    return more_time_spent(case, *_OF_A_ROUND)


def ended(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, end_at=at, merged_into=event.detail.get("into", ""))
    return case.with_words(end_reason=event.personal.get("reason", ""))


def _as_grave(case: Case, event: Event) -> Case:
    """What puts a case in the critical column goes along when it is merged."""
    return replace(
        case,
        column_critical=case.column_critical or bool(event.detail.get("critical_words")),
        as_critical=case.as_critical or bool(event.detail.get("as_critical")),
        danger=case.danger or bool(event.detail.get("danger")),
    )


def absorbed(case: Case, event: Event, at: datetime) -> Case:
    aware = when(event.detail.get("aware_at"))
    if aware and (case.aware_at is None or aware < case.aware_at):
        case = replace(case, aware_at=aware)
    severity = Severity(event.detail["severity"]) if event.detail.get("severity") else None
    if severity and (case.severity is None or severity.rank > case.severity.rank):
        line = SeverityChange(severity, at, False, event.role)
        case = replace(
            case, severity=severity, provisional=False, severity_since=at,
            classified_at=case.classified_at or at, history=(*case.history, line),
        )  # fmt: skip
    case = _as_grave(case, event)
    own = event.personal
    others = (*case.who.other_reporters, *own.get("reporters", ()))
    return case.with_who(
        other_reporters=tuple(dict.fromkeys(others)),
        excluded={**own.get("excluded", {}), **case.who.excluded},
    )


def restored(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, end_at=None)
    return classified(case, event, at) if event.detail.get("severity") else case


def action_answered(case: Case, event: Event, at: datetime) -> Case:
    n = str(event.detail["n"])
    reason = event.personal.get("reason", "")
    actions = tuple(
        replace(a, done_at=at, refused_reason=reason) if str(a.n) == n else a for a in case.words.actions
    )
    done = case.actions_done if n in case.actions_done else (*case.actions_done, n)
    return replace(case, actions_done=done).with_words(actions=actions)
