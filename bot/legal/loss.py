"""Risk from data that are gone, altered or out of reach: rules as a table. Not about who read them."""

from __future__ import annotations

from bot.legal.exposure import concerns
from bot.legal.facts import Facts
from bot.legal.levels import Level, Rule, Span, Weight, always, exactly
from bot.legal.weight import in_care, weights

# Back within so many hours from a good backup: nobody noticed more than a delay.
SOON_HOURS = 72
VERY_SOON_HOURS = 24

_LOSS = "EDPB 01/2021: unavailable or lost data count"
_CARE = "EDPB 01/2021: harm to care and service counts, even when the data come back"


def is_in_question(facts: Facts) -> bool:
    """Whether loss is in question at all: by the stated types, else by a stated sign of it."""
    if concerns(facts, "availability") or concerns(facts, "integrity"):
        return True
    return (
        facts.permanent_loss is True
        or facts.service_impact in ("minor", "serious")
        or facts.restored_after_hours is not None
    )


def _may_be_concerned(facts: Facts) -> bool:
    """No type, no sign of loss, nobody named who has the data, but an attack: it may have destroyed."""
    unstated = facts.breach_type is None and facts.backup is None
    return unstated and facts.malicious is True and facts.recipient is None


def _serious_for_care(facts: Facts) -> bool:
    return facts.service_impact == "serious" and in_care(facts)


def _heavy(facts: Facts) -> bool:
    return weights(facts)[0] >= Weight.HEAVY


def _lost_and_needed(facts: Facts) -> bool:
    return facts.permanent_loss is True and _heavy(facts)


def _recovered_soon(facts: Facts, hours: float) -> bool:
    """Restored within `hours` by what is stated; not stated is not soon."""
    return facts.restored_after_hours is not None and facts.restored_after_hours <= hours


def _good_backup(facts: Facts) -> bool:
    late = facts.restored_after_hours is not None and facts.restored_after_hours > SOON_HOURS
    return facts.backup == "usable" and not late


def _back_at_once(facts: Facts) -> bool:
    return facts.permanent_loss is not True and _recovered_soon(facts, VERY_SOON_HOURS)


def _back_soon(facts: Facts) -> bool:
    return facts.permanent_loss is not True and facts.backup is None and _recovered_soon(facts, SOON_HOURS)


def _nothing_heavy(facts: Facts) -> bool:
    return weights(facts)[-1] < Weight.HEAVY and not in_care(facts)


def _undisturbed(facts: Facts) -> bool:
    return facts.service_impact == "none" and not concerns(facts, "integrity") and facts.backup is None


def _maybe_for_ever(facts: Facts) -> bool:
    open_end = facts.permanent_loss is None and facts.restored_after_hours is None
    return facts.backup == "none" and open_end and _heavy(facts)


def _care_is_open(facts: Facts) -> bool:
    unstated = (
        facts.people_types is None and facts.data_categories is None and facts.vulnerable_people is None
    )
    return facts.service_impact == "serious" and unstated


# What the incident did to people through the service. Stands beside LOSS; the worse of the two counts.
SERVICE: tuple[Rule[Span], ...] = (
    Rule(
        "care disrupted",
        _serious_for_care,
        exactly(Level.HIGH),
        "A service on which people's care, treatment or safety hangs was seriously disturbed.",
        _CARE,
    ),
    Rule(
        "service disrupted, for whom is open",
        _care_is_open,
        Span(Level.LIKELY, Level.HIGH),
        "The service to people was seriously disturbed; whether anybody's care hangs on it is not known.",
        _CARE,
    ),
    Rule(
        "service disrupted",
        lambda facts: facts.service_impact == "serious",
        exactly(Level.LIKELY),
        "The service to people was seriously disturbed.",
        _CARE,
    ),
    Rule("service went on", always, exactly(Level.UNLIKELY), "", ""),
)

# What became of the data themselves.
LOSS: tuple[Rule[Span], ...] = (
    Rule(
        "not in question",
        lambda facts: not (is_in_question(facts) or _may_be_concerned(facts)),
        exactly(Level.UNLIKELY),
        "",
        "",
    ),
    Rule(
        "lost and needed",
        _lost_and_needed,
        exactly(Level.HIGH),
        "Data that matter much to people, or to people who need protection, are lost for good.",
        _LOSS,
    ),
    Rule(
        "lost",
        lambda facts: facts.permanent_loss is True,
        exactly(Level.LIKELY),
        "Data are lost for good.",
        _LOSS,
    ),
    Rule(
        "good backup",
        _good_backup,
        exactly(Level.UNLIKELY),
        "A usable backup brought the data back, or will.",
        _LOSS,
    ),
    Rule(
        "back at once",
        _back_at_once,
        exactly(Level.UNLIKELY),
        f"The data were back within {VERY_SOON_HOURS} hours.",
        _LOSS,
    ),
    Rule(
        "no backup, end open",
        _maybe_for_ever,
        Span(Level.LIKELY, Level.HIGH),
        "There is no backup of data that matter much; whether they come back is not known.",
        _LOSS,
    ),
    Rule(
        "no good backup",
        lambda facts: facts.backup in ("none", "partial"),
        exactly(Level.LIKELY),
        "There was no full backup; people may suffer from the delay and from what is missing.",
        _LOSS,
    ),
    Rule(
        "undisturbed",
        _undisturbed,
        exactly(Level.UNLIKELY),
        "The service to people went on undisturbed.",
        _LOSS,
    ),
    Rule(
        "slow",
        lambda facts: facts.restored_after_hours is not None and facts.restored_after_hours > SOON_HOURS,
        exactly(Level.LIKELY),
        f"The data were out of reach for more than {SOON_HOURS} hours.",
        _LOSS,
    ),
    Rule(
        "back soon",
        _back_soon,
        exactly(Level.UNLIKELY),
        f"The data were back within {SOON_HOURS} hours.",
        _LOSS,
    ),
    Rule(
        "altered or gone, how far is open, nothing heavy",
        _nothing_heavy,
        Span(Level.UNLIKELY, Level.LIKELY),
        "Whether altered or missing data can be restored, and how soon, is not known.",
        "",
    ),
    Rule(
        "altered or gone, how far is open",
        always,
        Span(Level.UNLIKELY, Level.HIGH),
        "Whether altered or missing data can be restored, and how soon, is not known.",
        "",
    ),
)
