"""From exposure and weight to the risk to people: one matrix and a few named modifiers. Knows no duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.legal.exposure import EXPOSURE, may_be_unreadable
from bot.legal.facts import Facts
from bot.legal.levels import Exposure, Level, Span, Weight, cited, exactly, first_rule
from bot.legal.loss import LOSS, SERVICE
from bot.legal.weight import weights

SMALL = 100  # ENISA's flag: more people than this is no longer a handful
SOME = 1_000
LARGE = 10_000  # by then somebody among them is harmed, whatever the average

_U, _L, _H = Level.UNLIKELY, Level.LIKELY, Level.HIGH

# Rows: into whose hands. Columns: light, ordinary, heavy, grave. Read it as the argument of a DPO.
MATRIX: Mapping[Exposure, tuple[Level, Level, Level, Level]] = {
    Exposure.NONE: (_U, _U, _U, _U),
    Exposure.TRUSTED_CLEARED: (_U, _U, _U, _U),
    Exposure.TRUSTED: (_U, _U, _L, _L),
    Exposure.KNOWN_CLEARED: (_U, _U, _U, _L),
    Exposure.KNOWN: (_U, _L, _L, _H),
    Exposure.OPEN: (_L, _L, _H, _H),
    Exposure.STRANGER: (_L, _L, _H, _H),
    Exposure.PUBLIC: (_L, _L, _H, _H),
    Exposure.INSIDER: (_L, _L, _H, _H),
    Exposure.HOSTILE: (_L, _H, _H, _H),
}


@dataclass(frozen=True, slots=True)
class Modifier:
    """Changes a span where it holds (domain.md §3.3: explicit modifiers instead of a sum)."""

    name: str
    holds: Callable[[Facts, Exposure, Weight], bool]
    change: Callable[[Span], Span]
    reason: str
    source: str


def _few_and_light(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    slip = exposure in (Exposure.OPEN, Exposure.STRANGER) and facts.malicious is not True
    return slip and weight is Weight.LIGHT and facts.people_count is not None and facts.people_count < SMALL


def _some_number_of_light(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    slip = exposure in (Exposure.OPEN, Exposure.STRANGER) and facts.malicious is not True
    return slip and weight is Weight.LIGHT and facts.people_count is None


def _many_in_known_hands(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    return exposure is Exposure.KNOWN and weight is Weight.LIGHT and (facts.people_count or 0) >= SOME


def _large_in_wrong_hands(facts: Facts, exposure: Exposure, _: Weight) -> bool:
    wrong = exposure in (Exposure.STRANGER, Exposure.HOSTILE)
    return wrong and (facts.people_count or 0) >= LARGE


def _refused(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    refused = facts.deletion_requested is True and facts.recipient_confirmed_deletion is False
    return refused and exposure is Exposure.KNOWN and weight >= Weight.HEAVY


def _trust_unconfirmed(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    unasked = facts.recipient_confirmed_deletion is None
    return exposure is Exposure.TRUSTED and weight >= Weight.HEAVY and unasked


def _can_hurt(exposure: Exposure, weight: Weight) -> bool:
    """Misuse by somebody known can be pursued and ends sooner; with heavy data it hurts all the same."""
    pursued = exposure in (Exposure.KNOWN, Exposure.KNOWN_CLEARED, Exposure.INSIDER)
    return weight >= (Weight.HEAVY if pursued else Weight.ORDINARY)


def _misused(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    return facts.misuse_seen is True and _can_hurt(exposure, weight)


def _misused_light(facts: Facts, exposure: Exposure, weight: Weight) -> bool:
    return facts.misuse_seen is True and not _can_hurt(exposure, weight)


def _more_to_come(facts: Facts, exposure: Exposure, _: Weight) -> bool:
    return facts.more_may_be_affected is True and exposure is not Exposure.NONE


MODIFIERS: tuple[Modifier, ...] = (
    Modifier(
        "few people, light data",
        _few_and_light,
        lambda _: exactly(Level.UNLIKELY),
        f"It was a slip with light data of fewer than {SMALL} people; nothing weighs on any of them.",
        "EDPB 01/2021",
    ),
    Modifier(
        "how many is open",
        _some_number_of_light,
        lambda span: Span(Level.UNLIKELY, span.high),
        "The data are light; how many people they concern is not known.",
        "",
    ),
    Modifier(
        "trusted, unconfirmed",
        _trust_unconfirmed,
        lambda span: Span(Level.UNLIKELY, span.high),
        "The data weigh much and the trusted recipient has not yet confirmed their deletion.",
        "EDPB 01/2021: trusted and quick",
    ),
    Modifier(
        "many people, known hands",
        _many_in_known_hands,
        lambda span: span.at_least(Level.LIKELY),
        f"The data of {SOME} people or more lie with somebody who is not bound to us.",
        "ENISA: scale",
    ),
    Modifier(
        "deletion refused",
        _refused,
        Span.raised,
        "The recipient was asked to delete data that weigh much and has not done it.",
        "EDPB 01/2021",
    ),
    Modifier(
        "scale",
        _large_in_wrong_hands,
        Span.raised,
        f"The data of {LARGE} people or more are in strangers' hands; at that scale somebody is harmed.",
        "ENISA: scale",
    ),
    Modifier(
        "misused",
        _misused,
        lambda span: span.raised().at_least(Level.LIKELY),
        "The data have already been misused.",
        "Recital 85 UK GDPR",
    ),
    Modifier(
        "misused, little harm",
        _misused_light,
        lambda span: span.at_least(Level.LIKELY),
        "The data have already been misused, though the harm they can do is limited.",
        "Recital 85 UK GDPR",
    ),
    Modifier(
        "more may be affected",
        _more_to_come,
        lambda span: Span(span.low, max(span.high, Level.LIKELY)),
        "More data or people may be affected than is known so far.",
        "Art. 33(4) UK GDPR: in phases",
    ),
)


@dataclass(frozen=True, slots=True)
class RiskFound:
    """A span of risk and the reasons that led to it."""

    span: Span
    reasons: tuple[str, ...]


def disclosure_risk(facts: Facts) -> RiskFound:
    """Risk from what others could read: exposure, weight, matrix, modifiers."""
    rule = first_rule(EXPOSURE, facts)
    exposures, reasons = rule.gives, [rule.sentence]
    if may_be_unreadable(facts) and Exposure.NONE not in exposures:
        exposures = (Exposure.NONE, *exposures)
        reasons.append(
            "Whether the data can be read where they are is not known (encryption, and a safe key)."
        )
    cells = [_cell(facts, exposure, weight) for exposure in exposures for weight in weights(facts)]
    span = Span(min(cell.span.low for cell in cells), max(cell.span.high for cell in cells))
    if span.high > Level.UNLIKELY:
        reasons += _weight_reason(facts)
    reasons += _certain(
        [_cell(facts, exposure, weight) for exposure in rule.gives for weight in weights(facts)]
    )
    return RiskFound(span, tuple(dict.fromkeys(reasons)))


def _certain(cells: list[RiskFound]) -> list[str]:
    """What changed the matrix's answer, said as a fact only where it holds in every case that is possible."""
    return [reason for reason in cells[0].reasons if all(reason in cell.reasons for cell in cells)]


def _cell(facts: Facts, exposure: Exposure, weight: Weight) -> RiskFound:
    span, reasons = exactly(MATRIX[exposure][weight]), []
    for modifier in MODIFIERS:
        if modifier.holds(facts, exposure, weight):
            span = modifier.change(span)
            reasons.append(cited(modifier.reason, modifier.source))
    return RiskFound(span, tuple(reasons))


_WEIGHT_REASON = {
    Weight.LIGHT: "The data are light: misuse would annoy rather than harm.",
    Weight.ORDINARY: "The data say something about people's lives: misuse could embarrass or deceive them.",
    Weight.HEAVY: "The data weigh much: misuse could cost money, identity, standing or health.",
    Weight.GRAVE: "The data are grave: misuse could endanger people, or harm people who need protection.",
}


def _weight_reason(facts: Facts) -> list[str]:
    possible = weights(facts)
    if len(possible) == 1:
        return [cited(_WEIGHT_REASON[possible[0]], "Recital 75 and 76 UK GDPR")]
    return ["What kinds of data are concerned is not fully known."]


def loss_risk(facts: Facts) -> RiskFound:
    """Risk from data gone, altered or out of reach."""
    if facts.people_count == 0:
        return RiskFound(exactly(Level.UNLIKELY), ())
    rules = (first_rule(SERVICE, facts), first_rule(LOSS, facts))
    span = rules[0].gives.worst_of(rules[1].gives)
    return RiskFound(span, tuple(rule.sentence for rule in rules if rule.reason))


def risk_to_people(facts: Facts) -> RiskFound:
    """Both risks together."""
    read, lost = disclosure_risk(facts), loss_risk(facts)
    return RiskFound(read.span.worst_of(lost.span), read.reasons + lost.reasons)
