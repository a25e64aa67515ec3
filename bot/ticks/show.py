"""A case as `nearmiss show --json` prints it (SPEC §9): public keys, addresses as they are on record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain import closure
from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.words import Role, State
from bot.service import Service
from bot.store import cases
from bot.store.store import Work
from handlers import people
from handlers.context import Context, Dossier


def shown(service: Service, work: Work, stored: cases.Stored) -> dict[str, Any]:
    """At least the keys of SPEC §9; times ISO 8601 UTC or null."""
    ctx = service.context(work)
    dossier = service.dossier(work, stored)
    case = stored.case
    return {
        "reference": case.reference, "school": case.school or None, "state": case.state.value,
        "severity": case.severity.value if case.severity else None, "provisional": case.provisional,
        "column": case.column, "nature": case.nature.value if case.nature else None,
        "anonymous": case.anonymous, "drill": case.drill, "aware_at": _iso(case.aware_at or case.reported_at),
        "aware_estimated": case.aware_estimated, "reported_at": _iso(case.reported_at),
        "closed_at": _iso(case.closed_at), "risk": case.risk.value if case.risk else None,
        "ico_decision": case.ico_decision or None, "people_decision": case.people_decision or None,
        "people": people_of(case, ctx), "deadlines": [_deadline(row, case, ctx) for row in dossier.rows],
        "events": [_event(one) for one in dossier.events], "mails": _mails(dossier),
        "missing": closure.missing(case) if case.state is State.REVIEW else list(case.missing),
        "evidence": list(dossier.files),
    }  # fmt: skip


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def people_of(case: Case, ctx: Context) -> dict[str, list[str]]:
    """Who has which part; of an anonymous report never the reporter."""
    who = case.who
    reviewer = people.reviewer(case, ctx)
    found = {
        "leader": [who.leader], "reached": list(who.reached), "investigator": list(who.investigators),
        "supporter": list(who.supporters), "dpo": [who.dpo or people.address_of(Role.DPO, case, ctx)],
        "reviewer": [reviewer.address if reviewer else ""], "reporter": [who.reporter, *who.other_reporters],
        "forwarder": [who.forwarder], "excluded": list(who.excluded), "informed": list(who.informed),
    }  # fmt: skip
    if case.leader_role:
        found[case.leader_role.value] = [who.leader]
    return {role: clean for role, them in found.items() if (clean := [a for a in them if a])}


def _deadline(row: Row, case: Case, ctx: Context) -> dict[str, Any]:
    holder = row.holder
    if row.live:
        duty = ctx.policy_at(case.school).duties[row.step]
        found = people.party(duty.holder, case, ctx)
        holder = found[0] if found else ""
    return {
        "step": row.step.value, "cycle": row.cycle, "due_at": _iso(row.due_at), "state": row.state.value,
        "holder": holder or None, "done_at": _iso(row.done_at), "next_at": _iso(row.next_at),
    }  # fmt: skip


def _event(one: Any) -> dict[str, Any]:
    event = one.event
    own = dict(event.personal)
    note = own.get("text") or own.get("reason") or own.get("how") or own.get("why") or ""
    detail = ", ".join(
        f"{k}={v}" for k, v in event.detail.items() if isinstance(v, str | int | bool) and v != ""
    )
    return {
        "at": _iso(one.at), "event": event.kind.value, "actor": event.actor or event.role, "role": event.role,
        "note": note or detail, "erased": one.erased,
    }  # fmt: skip


def _mails(dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {"at": _iso(one.at), "kind": one.kind, "to": list(one.to), "status": one.status}
        for one in dossier.mails
    ]
