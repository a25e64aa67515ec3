"""What a report leaves out and what to ask (SPEC §3: at most five, those that move severity or clock first)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.mail.message import Fields

MOST = 5  # questions in one mail

# Name of what is missing -> the question, in plain English. Order = effect on clock and severity.
QUESTIONS = {
    "aware_at": "When did you, or anybody else on the staff, first notice this? Day and time, roughly is fine.",
    "data": "What information about people is it (for example names, addresses, reports, health, safeguarding)?",
    "people_count": "About how many people is the information about, and who are they (pupils, parents, staff)?",
    "recipients": "Who has seen it or has it now, and do you know them?",
    "contained": "Is it over? Has the information come back, been deleted or been blocked, or is it still out there?",
    "encrypted": "Was the device or file encrypted, or protected with a password or PIN?",
    "occurred_at": "When did it happen? Day and time, roughly is fine.",
    "school": "Which school is it about?",
    "actions_taken": "What has been done about it so far, and who else knows?",
}
_MEDIA = frozenset(("lost_device", "stolen_device"))


def missing(fields: Fields) -> tuple[str, ...]:
    """Names of the important things that the report does not say, most important first."""
    return tuple(name for name in QUESTIONS if _is_missing(fields, name))


def _is_missing(fields: Fields, name: str) -> bool:
    if name == "encrypted":
        return fields.encrypted is None and bool(fields.cues & _MEDIA)
    if name == "recipients":
        return fields.recipients is None and fields.facts.get("recipient") in (None, "unknown")
    if name == "people_count":
        return fields.people_count is None
    return getattr(fields, name) in (None, ())


def questions(names: Iterable[str]) -> tuple[str, ...]:
    """The questions for missing things, at most five, in the order of QUESTIONS."""
    wanted = set(names)
    return tuple(text for name, text in QUESTIONS.items() if name in wanted)[:MOST]
