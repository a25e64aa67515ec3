"""A case as a row of the register (Art. 33(5) UK GDPR, SPEC §7): exactly its columns. Decides and stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.domain.case import Case, CaseAction
from bot.domain.directory import Directory
from bot.store import cases
from bot.store.store import Work


def register_rows(work: Work, directory: Directory) -> Iterator[dict[str, Any]]:
    """Every case that is no practice case, oldest first."""
    return (register_row(one.case, directory) for one in cases.all_cases(work, drills=False))


def register_row(case: Case, directory: Directory) -> dict[str, Any]:
    """Values as they are: datetimes aware UTC, lists as lists, None for what is not known."""
    return {**_stages(case), **_matter(case), **_decisions(case), **_end(case, directory)}


def _stages(case: Case) -> dict[str, Any]:
    return {
        "reference": case.reference, "school": case.school or None, "nature": case.nature,
        "severity": case.severity, "severity_history": _history(case), "state": case.state,
        "anonymous": case.anonymous, "occurred_at": case.occurred_at,
        "aware_at": case.aware_at or case.reported_at, "reported_at": case.reported_at,
        "acknowledged_at": case.acknowledged_at, "classified_at": case.classified_at,
        "contained_at": case.contained_at, "referred_at": case.referred_at, "closed_at": case.closed_at,
    }  # fmt: skip


def _history(case: Case) -> list[str]:
    return [
        f"{line.at.isoformat().replace('+00:00', 'Z')} {line.severity.value}"
        f"{' (provisional)' if line.provisional else ''} by {line.role}"
        for line in case.history
    ]


def _matter(case: Case) -> dict[str, Any]:
    facts, answers = case.facts, case.words.outcome
    return {
        "incident_type": case.incident_type, "cyber": case.cyber,
        "data_categories": list(facts.get("data_categories") or ()),
        "people_types": list(facts.get("people_types") or ()),
        "people_count": facts.get("people_count"), "record_count": facts.get("record_count"),
        "cause": answers.get("Cause") or None, "effects": answers.get("Effects") or None,
        "remedial_actions": [_action(one) for one in case.words.actions] or case.words.containment or None,
    }  # fmt: skip


def _action(action: CaseAction) -> str:
    parts = [action.what, f"owner {action.owner}" if action.owner else ""]
    parts.append(f"by {action.due.isoformat()}" if action.due else "")
    if action.done_at:
        parts.append(f"not done: {action.refused_reason}" if action.refused_reason else "done")
    return ", ".join(part for part in parts if part)


def _decisions(case: Case) -> dict[str, Any]:
    words = case.words
    return {
        "risk": case.risk, "ico_decision": case.ico_decision or None, "ico_reason": words.ico_reason or None,
        "ico_reference": case.ico_reference or None, "ico_filed_at": case.ico_filed_at,
        "delay_reason": words.delay_reason or None, "people_decision": case.people_decision or None,
        "people_reason": words.people_reason or None, "people_told_at": case.people_told_at,
    }  # fmt: skip


def _end(case: Case, directory: Directory) -> dict[str, Any]:
    officers = [_named(address, directory) for address in case.who.investigators]
    return {
        "investigating_officer": "; ".join(officers) or None, "outcome_accepted_at": case.accepted_at,
        "deadlines_missed": list(case.missed), "lessons": case.words.outcome.get("Lessons") or None,
    }  # fmt: skip


def _named(address: str, directory: Directory) -> str:
    person = directory.person_by_address(address)
    return f"{person.name} <{address}>" if person else address
