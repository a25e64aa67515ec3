"""How each event changes a case, first part: the report, the people, severity, questions. Only fold.py uses this."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from bot.domain.case import Case, Question, SeverityChange, Who, Words
from bot.domain.events import Event
from bot.domain.words import Nature, Role, Severity, Step


def when(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def reported(case: Case, event: Event, at: datetime) -> Case:
    detail, own = event.detail, event.personal
    return replace(
        case,
        school=detail.get("school", ""),
        anonymous=bool(detail.get("anonymous")),
        drill=bool(detail.get("drill")),
        reported_at=when(detail.get("reported_at")) or at,
        aware_at=when(detail.get("aware_at")),
        aware_estimated=bool(detail.get("aware_estimated")),
        occurred_at=when(detail.get("occurred_at")),
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


def report_added(case: Case, event: Event, at: datetime) -> Case:
    detail, who = event.detail, case.who
    aware = when(detail.get("aware_at"))
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


def told(case: Case, event: Event, at: datetime) -> Case:
    leader = event.personal.get("leader", "")
    reached = case.who.reached if leader in case.who.reached else (*case.who.reached, leader)
    role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
    case = replace(case, told_at=case.told_at or at, leader_role=role, leaderless_since=None)
    case = case.with_who(leader=leader or case.who.leader, reached=tuple(a for a in reached if a))
    return asked_to_lead(case, leader)


def asked_to_lead(case: Case, address: str) -> Case:
    """Who has been asked to take the case is not asked again, before everybody was."""
    if not address:
        return case
    case = case.with_who(stepped_back=tuple(a for a in case.who.stepped_back if a != address))
    if address in case.who.asked:
        return case
    return case.with_who(asked=(*case.who.asked, address))


def passed_over(case: Case, event: Event, at: datetime) -> Case:
    """Somebody was left out; "nobody" says that they had the case and that nobody is left to take it."""
    if event.detail.get("nobody"):
        case = replace(case, leaderless_since=case.leaderless_since or at).with_who(leader="")
    person = event.personal.get("person", "")
    if event.detail.get("why") == "left":  # in the directory no more: no mail and no rights from now on
        case = case.with_who(reached=tuple(a for a in case.who.reached if a != person))
    passed = case.who.passed if person in case.who.passed or not person else (*case.who.passed, person)
    return case.with_who(passed=passed)


def acknowledged(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, acknowledged_at=case.acknowledged_at or at).with_who(settled=case.who.reached)


def led(case: Case, event: Event, at: datetime) -> Case:
    role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
    case = replace(case, leader_role=role, told_at=case.told_at or at, leaderless_since=None)
    leader = event.personal.get("leader", case.who.leader)
    return asked_to_lead(case.with_who(leader=leader, settled=case.who.reached), leader)


def provisional(case: Case, event: Event, at: datetime) -> Case:
    if case.severity is not None and not case.provisional:
        return case
    severity = Severity(event.detail["severity"])
    since = when(event.detail.get("since")) or at  # after an outage the 24 hours were over earlier
    line = SeverityChange(severity, since, True, "bot")
    return replace(
        case, severity=severity, provisional=True, severity_since=since,
        classified_at=case.classified_at or since, history=(*case.history, line),
    )  # fmt: skip


def classified(case: Case, event: Event, at: datetime) -> Case:
    severity = Severity(event.detail["severity"])
    nature = Nature(event.detail["nature"]) if event.detail.get("nature") else case.nature
    first = at if case.classified_at is None or case.provisional else case.classified_at
    line = SeverityChange(severity, at, False, event.role)
    return replace(
        case, severity=severity, provisional=False, column_critical=False, severity_since=at,
        classified_at=first, nature=nature, history=(*case.history, line),
    )  # fmt: skip


def appointed(case: Case, event: Event, at: datetime) -> Case:
    case = replace(case, appointed_at=at, investigated_by_role=event.detail.get("investigated_by", "officer"))
    return case.with_who(
        investigators=tuple(event.personal.get("investigators", ())),
        supporters=tuple(event.personal.get("supporters", ())),
    )


def handed_over(case: Case, event: Event, at: datetime) -> Case:
    role, to = event.detail.get("role", "leader"), event.personal.get("to", "")
    if event.detail.get("unlisted"):  # stands in no directory, and has the part all the same
        case = case.with_who(contacts={**case.who.contacts, role: to})
    if role == "leader":
        rung = Role(event.detail["rung"]) if event.detail.get("rung") else case.leader_role
        case = replace(
            case, leader_role=rung, school=event.detail.get("school", case.school),
            told_at=case.told_at or at, leaderless_since=None,
        )  # fmt: skip
        reached = case.who.reached if to in case.who.reached else (*case.who.reached, to)
        return asked_to_lead(case.with_who(leader=to, reached=reached), to)
    if role == "investigator":
        old = event.actor
        return case.with_who(investigators=tuple(to if a == old else a for a in case.who.investigators))
    changed = case.with_who(contacts={**case.who.contacts, role: to})
    return changed.with_who(dpo=to) if role == Role.DPO else changed


def escalated(case: Case, event: Event, at: datetime) -> Case:
    to = event.personal.get("to", "")
    reached = case.who.reached if to in case.who.reached or not to else (*case.who.reached, to)
    case = case.with_who(reached=reached)
    if event.detail.get("gave_up") and event.actor not in case.who.stepped_back:
        case = case.with_who(stepped_back=(*case.who.stepped_back, event.actor))
    if event.detail.get("step") in (None, Step.LEADER_ACKNOWLEDGES):  # not of a step that is late by itself
        case = asked_to_lead(case, to)
    if event.detail.get("leads"):
        role = Role(event.detail["role"]) if event.detail.get("role") else case.leader_role
        case = replace(case, leader_role=role, told_at=case.told_at or at, leaderless_since=None)
        return case.with_who(leader=to)
    return case


def excluded(case: Case, event: Event, at: datetime) -> Case:
    address, reason = event.personal.get("address", ""), event.personal.get("reason", "")
    return case.with_who(excluded={**case.who.excluded, address: reason})


def included(case: Case, event: Event, at: datetime) -> Case:
    address = event.personal.get("address", "")
    return case.with_who(excluded={a: r for a, r in case.who.excluded.items() if a != address})


def asked(case: Case, event: Event, at: datetime) -> Case:
    own = event.personal
    question = Question(
        int(event.detail["n"]), own.get("to", ""), own.get("text", ""), event.actor, at
    )  # fmt: skip
    return case.with_words(questions=(*case.words.questions, question))


def answered(case: Case, event: Event, at: datetime) -> Case:
    n, text = int(event.detail.get("n", 0)), event.personal.get("text", "")
    questions = tuple(
        replace(q, answered_at=q.answered_at or at, answer=text) if q.n == n else q
        for q in case.words.questions
    )
    return case.with_words(questions=questions)


def noted(case: Case, event: Event, at: datetime) -> Case:
    if event.detail.get("about") != "delay":
        return case
    return case.with_words(delay_reason=event.personal.get("text", ""))


def more_time_spent(case: Case, *steps: Step) -> Case:
    """What EXTEND gave belonged to the deadline that has ended; the next one has its own."""
    return replace(case, extensions={s: n for s, n in case.extensions.items() if s not in steps})


_OF_A_ROUND = (Step.OUTCOME_REPORT, Step.REVIEW, Step.DPO_VIEW, Step.CLOSE)


def missed(case: Case, event: Event, at: datetime) -> Case:
    step = event.detail["step"]
    return case if step in case.missed else replace(case, missed=(*case.missed, step))


def confirmation(case: Case, event: Event, at: datetime) -> Case:
    waiting = dict(case.who.asked_to_confirm)
    command = event.personal.get("command", "")
    if command:
        waiting[event.actor] = command
    else:
        waiting.pop(event.actor, None)
    return case.with_who(asked_to_confirm=waiting)


def evidence(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, evidence=case.evidence + int(event.detail.get("files", 0)))


def hold(case: Case, event: Event, at: datetime) -> Case:
    return replace(case, on_hold=bool(event.detail.get("on")))


def alerted(case: Case, event: Event, at: datetime) -> Case:
    to = event.personal.get("to", ())
    return case.with_who(informed=tuple(dict.fromkeys((*case.who.informed, *to))))


def named(case: Case, event: Event, at: datetime) -> Case:
    own = event.personal
    named = replace(case, anonymous=False)
    return named.with_who(reporter=own.get("reporter", ""), reporter_name=own.get("reporter_name", ""))


def same(case: Case, event: Event, at: datetime) -> Case:
    return case
