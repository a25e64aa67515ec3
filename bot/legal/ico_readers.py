"""How each question of the ICO's form is answered from a case's facts, free of names. Knows no question itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.legal.wording import london, plain_words, without_names

CaseFacts = Mapping[str, Any]
"""What is known of a case: the register's columns and the keys of SPEC §8 under their own names, and

`what_happened, how_discovered, containment, preventive_measures, staff_trained, others_told, actual_harm,
organisation_name, organisation_address, registration_number, staff_count, earlier_reports, contact_name,
contact_address, contact_phone, dpo_name, dpo_address, dpo_phone, occurred_estimated, aware_estimated,
late` (more than 72 hours have passed since awareness: true or false);
`names`: of data subjects and others, to be taken out of all free text. None or absent = not known.
"""

Reader = Callable[[CaseFacts], str | None]


def free_text(key: str) -> Reader:
    """Free text of a case, without names."""

    def read(facts: CaseFacts) -> str | None:
        text = facts.get(key)
        return (
            without_names(str(text).strip(), facts.get("names") or ()) if text and str(text).strip() else None
        )

    return read


def as_stated(*keys: str) -> Reader:
    """Stated as it is: our own names and numbers, never a data subject's."""

    def read(facts: CaseFacts) -> str | None:
        parts = [str(facts[key]).strip() for key in keys if facts.get(key) not in (None, "")]
        return ", ".join(parts) or None

    return read


def in_full(*parts: tuple[str, tuple[str, ...]]) -> Reader:
    """One line a part: its label and what is stated of it, or that it is not known; None where nothing is stated."""

    def read(facts: CaseFacts) -> str | None:
        known = [(label, as_stated(*keys)(facts)) for label, keys in parts]
        if not any(text for _, text in known):
            return None
        return "\n".join(f"{label}: {text or 'NOT KNOWN YET'}" for label, text in known)

    return read


def time_of(key: str, estimated: str) -> Reader:
    return lambda facts: london(facts.get(key), bool(facts.get(estimated)))


def words_of(key: str, table: Mapping[str, str]) -> Reader:
    return lambda facts: "; ".join(plain_words(facts.get(key) or (), table)) or None


def chosen(key: str, table: Mapping[Any, str]) -> Reader:
    def read(facts: CaseFacts) -> str | None:
        value = facts.get(key)
        return None if value is None else table.get(value)

    return read


def number_of(key: str, unit: str) -> Reader:
    def read(facts: CaseFacts) -> str | None:
        value = facts.get(key)
        return None if value is None else f"{value:,} {unit}" if isinstance(value, int) else str(value)

    return read


def report_type(facts: CaseFacts) -> str | None:
    reference = facts.get("ico_reference")
    return f"Follow-up report to {reference}" if reference else "Initial report"


def why_reporting(facts: CaseFacts) -> str | None:
    meets = "We believe that it meets the threshold (Art. 33: a risk to people is likely)"
    by_decision = {"report": meets, "not-report": "It does not meet the threshold; decided not to report"}
    by_risk = {"likely": meets, "high": meets, "unlikely": "It does not meet the threshold"}
    return by_decision.get(str(facts.get("ico_decision"))) or by_risk.get(str(facts.get("risk")))


def size_and_history(facts: CaseFacts) -> str | None:
    parts = []
    staff, earlier = facts.get("staff_count"), facts.get("earlier_reports")
    if isinstance(staff, int):
        parts.append("250 staff or more" if staff >= 250 else "Fewer than 250 staff")
    if earlier is not None:
        parts.append(f"{earlier} earlier report(s) on our register" if earlier else "Our first report")
    return "; ".join(parts) if len(parts) == 2 else None


def security_affected(facts: CaseFacts) -> str | None:
    types = facts.get("breach_type")
    if not types:
        return None
    every = ("confidentiality", "integrity", "availability")
    return "; ".join(f"{one.capitalize()}: {'yes' if one in types else 'no'}" for one in every)


def delay(facts: CaseFacts) -> str | None:
    """Reasons for the delay; none are owed within 72 hours."""
    return free_text("delay_reason")(facts) or (
        "Not applicable: within 72 hours" if facts.get("late") is False else None
    )


def recovery(facts: CaseFacts) -> str | None:
    if facts.get("permanent_loss"):
        return "Not recoverable: some data are lost for good"
    hours = facts.get("restored_after_hours")
    if hours is not None:
        return f"Already recovered, after {hours:g} hours"
    return {"usable": "Regular: a usable backup exists", "none": "Extended: there is no backup"}.get(
        str(facts.get("backup"))
    )


def told_people(facts: CaseFacts) -> str | None:
    told = london(facts.get("people_told_at"))
    high = facts.get("risk") == "high"
    if told:
        return f"Yes, {told} ({'high risk' if high else 'not high risk'})"
    decision = facts.get("people_decision")
    if decision == "tell":
        return "Not yet, but we are going to"
    if decision == "not-tell":
        reason = without_names(str(facts.get("people_reason") or ""), facts.get("names") or ())
        return f"No: {reason}" if reason else "No: decided that the risk is not high"
    return None


def consequences(facts: CaseFacts) -> str | None:
    possible, actual = free_text("effects")(facts), free_text("actual_harm")(facts)
    if possible and actual:
        return f"{possible}\nActual harm so far: {actual}"
    return possible or actual
