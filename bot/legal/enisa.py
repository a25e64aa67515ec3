"""ENISA's sum (2013) as a prompt for a human. Decides nothing: it cannot credit a trusted recipient."""

from __future__ import annotations

from bot.legal.exposure import concerns
from bot.legal.facts import Facts
from bot.legal.weight import weights

_BANDS = ((4.0, "very high"), (3.0, "high"), (2.0, "medium"), (0.0, "low"))
_HANDS = {"trusted": 0.25, "known": 0.25, "uncontrolled": 0.5, "public": 0.5, "unknown": 0.5, "hostile": 0.5}


def score(facts: Facts) -> float | None:
    """SE = DPC x EI + CB, 0 to about 6; None where the kinds of data or their recipient are not known."""
    possible = weights(facts)
    if len(possible) > 1 or (facts.recipient is None and not facts.breach_type):
        return None
    identification = 0.25 if facts.direct_identifiers is False else 0.75
    return (possible[0] + 1) * identification + _circumstances(facts)


def _circumstances(facts: Facts) -> float:
    seen = 0.0 if facts.data_readable == "no" else _HANDS.get(facts.recipient or "", 0.0)
    if facts.exfiltration == "yes" and facts.data_readable != "no":
        seen = 0.5
    altered = _lost(facts) if concerns(facts, "integrity") else 0.0
    gone = _lost(facts) if concerns(facts, "availability") else 0.0
    return seen + altered + gone + (0.5 if facts.malicious else 0.0)


def _lost(facts: Facts) -> float:
    return 0.5 if facts.permanent_loss or facts.backup == "none" else 0.25


def prompt(facts: Facts) -> str | None:
    """One sentence with the sum and its band, or None where it cannot be made."""
    found = score(facts)
    if found is None:
        return None
    band = next(name for floor, name in _BANDS if found >= floor)
    return f"ENISA's sum, as a prompt only: {found:.2f} ({'; '.join([band, *_flags(facts)])})."


def _flags(facts: Facts) -> list[str]:
    """What the sum leaves out and ENISA wants seen beside it."""
    unreadable = ["flag: the data cannot be read"] if facts.data_readable == "no" else []
    return unreadable + (["flag: more than 100 people"] if (facts.people_count or 0) > 100 else [])
