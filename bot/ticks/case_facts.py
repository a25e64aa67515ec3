"""A case as the documents want it: one flat mapping of facts, and the outcome report's value. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.documents.outcome_report import (
    Decision,
    OutcomeReport,
    ReportAction,
    SeverityEntry,
    SignOff,
    TimelineEntry,
    day,
)  # fmt: skip
from bot.domain.case import Case
from bot.domain.events import EventKind, Recorded
from bot.domain.policy import LEGAL_CLOCK
from bot.domain.words import Role
from bot.ticks.named_people import names_in
from handlers import people
from handlers.context import Context, Dossier
from handlers.wording import EVENT_WORDS, role_name

E = EventKind
_NOT_SHOWN = frozenset({E.REMINDED, E.NOT_UNDERSTOOD, E.REFUSED, E.NOT_PROVEN, E.CONFIRMATION_ASKED})


def facts_of(case: Case, ctx: Context) -> dict[str, Any]:
    """Keys of bot.legal.ico_readers.CaseFacts; what is not known is left out."""
    words, answers = case.words, case.words.outcome
    dpo = ctx.person(people.address_of(Role.DPO, case, ctx))
    leader = ctx.person(case.who.leader)
    aware = case.aware_at or case.reported_at
    late = aware is not None and (case.ico_filed_at or ctx.now) > aware + LEGAL_CLOCK
    found: dict[str, Any] = {
        **case.facts, "what_happened": words.happened, "occurred_at": case.occurred_at,
        "aware_at": aware, "aware_estimated": case.aware_estimated,
        "reported_at": case.reported_at, "cyber": case.cyber, "risk": case.risk.value if case.risk else None,
        "cause": answers.get("Cause"), "effects": answers.get("Effects"),
        "containment": words.containment or words.report.get("actions_taken"),
        "remedial_actions": _remedies(case), "ico_decision": case.ico_decision or None,
        "ico_reference": case.ico_reference or None, "ico_filed_at": case.ico_filed_at,
        "people_decision": case.people_decision or None, "people_reason": words.people_reason or None,
        "people_told_at": case.people_told_at, "delay_reason": words.delay_reason or None, "late": late,
        "organisation_name": ctx.directory.trust.name, "sector": "education and childcare", "names": _names(case, ctx),
        "contact_name": leader.name if leader else None, "contact_phone": leader.phone if leader else None,
        "contact_address": leader.address if leader else None,
        "dpo_name": dpo.name if dpo else None, "dpo_address": dpo.address if dpo else None,
        "dpo_phone": dpo.phone if dpo else None,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in (None, "", ())}


def _remedies(case: Case) -> str:
    """What is done so that it does not happen again: the controls of the report, then each action with its day."""
    actions = [f"{one.what} (by {day(one.due)})" if one.due else one.what for one in case.words.actions]
    return "\n".join(text for text in (case.words.outcome.get("3j", ""), *actions) if text)


def _names(case: Case, ctx: Context) -> tuple[str, ...]:
    """Whoever the case's free text names, staff too: the ICO's form and the letters may hold none of them."""
    words, trust = case.words, ctx.directory.trust
    texts = (
        words.happened, words.containment, words.report.get("actions_taken") or "", words.people_reason,
        words.delay_reason, *words.outcome.values(), *(one.what for one in words.actions),
    )  # fmt: skip
    bodies = [
        trust.name,
        *(word for one in ctx.directory.schools.values() for word in (one.name, *one.names)),
    ]
    return names_in(texts, bodies)


def report_of(dossier: Dossier, ctx: Context) -> OutcomeReport:
    """The complete outcome report of a case as it stands."""
    case = dossier.case
    school = ctx.school(case.school)
    for_ = [ctx.name(a) for a in (_reviewer(case, ctx), people.address_of(Role.DPO, case, ctx)) if a]
    return OutcomeReport(
        reference=case.reference, trust=ctx.directory.trust.name, severity=case.column, prepared_at=ctx.now,
        school=school.name if school else "", nature=case.nature.value if case.nature else "",
        incident_type=case.incident_type, prepared_by=", ".join(ctx.name(a) for a in case.who.investigators),
        prepared_for=tuple(dict.fromkeys(for_)), occurred_at=case.occurred_at, aware_at=case.aware_at,
        aware_estimated=case.aware_estimated, reported_at=case.reported_at, closed_at=case.closed_at,
        summary=case.words.happened, key_facts=_key_facts(case),
        timeline=tuple(timeline(dossier.events, case, ctx)), severity_history=tuple(_history(case)),
        decisions=tuple(_decisions(dossier, ctx)), answers=dict(case.words.outcome),
        actions=tuple(
            ReportAction(a.n, a.what, ctx.name(a.owner), a.due, "answered" if a.done_at else "")
            for a in case.words.actions
        ),
        sign_offs=tuple(_sign_offs(dossier, ctx)), version=case.outcome_round,
    )  # fmt: skip


def _reviewer(case: Case, ctx: Context) -> str:
    person = people.reviewer(case, ctx)
    return person.address if person else ""


def _key_facts(case: Case) -> tuple[tuple[str, str], ...]:
    labels = {
        "data": "What kind of data", "people": "About whom", "people_count": "How many people",
        "recipients": "Who got it", "encrypted": "Encrypted", "contained": "Contained when reported",
    }  # fmt: skip
    return tuple(
        (label, str(case.words.report[key])) for key, label in labels.items() if case.words.report.get(key)
    )


def timeline(events: Iterable[Recorded], case: Case, ctx: Context) -> Iterable[TimelineEntry]:
    """The record in words; an anonymous reporter's own acts by the day."""
    for one in events:
        if one.event.kind in _NOT_SHOWN:
            continue
        by_reporter = one.event.role == "reporter"
        who = role_name("reporter") if by_reporter else _who(one, ctx)
        yield TimelineEntry(one.at, what(one), who, by_day=case.anonymous and by_reporter)


def _who(one: Recorded, ctx: Context) -> str:
    if one.event.actor:
        return f"{ctx.name(one.event.actor)} ({role_name(one.event.role)})"
    return role_name(one.event.role)


def what(one: Recorded) -> str:
    """An event in a few words, with the code that matters."""
    detail, kind = one.event.detail, one.event.kind
    name = EVENT_WORDS[kind]
    for key in ("severity", "risk", "decision", "step", "reference", "why", "role"):
        if detail.get(key):
            return f"{name}: {str(detail[key]).replace('_', ' ')}"
    return name


def _history(case: Case) -> Iterable[SeverityEntry]:
    for line in case.history:
        words = f"{line.severity.value}{' (provisional)' if line.provisional else ''}"
        yield SeverityEntry(
            line.at, words, "nobody classified in time" if line.provisional else "", role_name(line.role)
        )


def _last(dossier: Dossier, kind: EventKind) -> Recorded | None:
    return next((r for r in reversed(dossier.events) if r.event.kind is kind), None)


def _decisions(dossier: Dossier, ctx: Context) -> Iterable[Decision]:
    case = dossier.case
    rows = (
        ("Risk to people?", E.RISK_RECORDED, case.risk.value if case.risk else "", case.words.risk_reason),
        ("Report to the ICO?", E.ICO_DECIDED, case.ico_decision, case.words.ico_reason),
        ("Tell the people concerned?", E.PEOPLE_DECIDED, case.people_decision, case.words.people_reason),
    )
    for question, kind, answer, reason in rows:
        made = _last(dossier, kind)
        who = _who(made, ctx) if made else ""
        yield Decision(question, answer or "not decided yet", reason, who, made.at if made else None)


def _sign_offs(dossier: Dossier, ctx: Context) -> Iterable[SignOff]:
    case = dossier.case
    for address in case.who.investigators:
        yield SignOff(
            "Investigator", ctx.name(address), case.outcome_at, "sent by mail" if case.outcome_at else ""
        )
    accepted = _last(dossier, E.OUTCOME_ACCEPTED)
    reviewer = ctx.name(accepted.event.actor) if accepted else ctx.name(_reviewer(case, ctx))
    yield SignOff("Reviewer", reviewer, case.accepted_at, "accepted by mail" if case.accepted_at else "")
    dpo = people.address_of(Role.DPO, case, ctx)
    if case.serious:
        note = "view on record" if case.dpo_view_at else ""
        yield SignOff("Data Protection Officer", ctx.name(dpo), case.dpo_view_at, note)
