"""The policy's severity from risk and circumstances (domain.md §1.4). A suggestion: a human classifies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.words import Severity
from bot.legal.exposure import EXPOSURE
from bot.legal.facts import Facts
from bot.legal.levels import Exposure, Level, Span, Weight, first_rule
from bot.legal.weight import protected, weights

_OUTSIDE = frozenset(
    {Exposure.OPEN, Exposure.STRANGER, Exposure.PUBLIC, Exposure.INSIDER, Exposure.HOSTILE, Exposure.KNOWN}
)


@dataclass(frozen=True, slots=True)
class Test:
    """One row of the severity scale: where it is met, the incident is at least this severe."""

    severity: Severity
    met: Callable[[Facts, Span], bool]
    reason: str


def _protected_outside(facts: Facts, _: Span) -> bool:
    exposures = first_rule(EXPOSURE, facts).gives
    return protected(facts) and len(exposures) == 1 and exposures[0] in _OUTSIDE


def _maybe_heavy(facts: Facts, span: Span) -> bool:
    return span.low is Level.UNLIKELY and span.high is Level.HIGH and weights(facts)[0] >= Weight.HEAVY


def _still_outside(facts: Facts, _: Span) -> bool:
    outside = facts.recipient in ("known", "uncontrolled", "unknown", "public")
    settled = facts.recipient_confirmed_deletion or facts.recovered or facts.data_readable == "no"
    return outside and not settled


def _service(impact: str) -> Callable[[Facts, Span], bool]:
    return lambda facts, _: facts.service_impact == impact


# The highest row that is met counts; all that are met at that height are the reasons.
SCALE: tuple[Test, ...] = (
    Test(Severity.CRITICAL, lambda _, span: span.low is Level.HIGH, "A high risk to people is likely."),
    Test(
        Severity.CRITICAL,
        lambda facts, _: facts.service_impact == "serious" and facts.malicious is True,
        "An attack has seriously disturbed the service.",
    ),
    Test(Severity.MAJOR, lambda _, span: span.low is Level.LIKELY, "A risk to people is likely."),
    Test(Severity.MAJOR, _maybe_heavy, "The data weigh much and a high risk cannot be ruled out yet."),
    Test(
        Severity.MAJOR,
        lambda facts, _: facts.malicious is True and facts.data_readable != "no",
        "It was a deliberate act.",
    ),
    Test(
        Severity.MAJOR,
        lambda facts, _: facts.service_impact == "serious",
        "The service was seriously disturbed.",
    ),
    Test(Severity.MAJOR, lambda facts, _: facts.misuse_seen is True, "Misuse has been seen."),
    Test(Severity.MAJOR, _protected_outside, "Data of children or vulnerable people are with outsiders."),
    Test(
        Severity.MODERATE,
        lambda _, span: span.high > Level.UNLIKELY,
        "A risk to people cannot be ruled out yet.",
    ),
    Test(Severity.MODERATE, lambda facts, _: facts.malicious is True, "It was a deliberate act."),
    Test(
        Severity.MODERATE,
        lambda facts, _: facts.service_impact == "minor",
        "The service was disturbed a little.",
    ),
    Test(
        Severity.MODERATE,
        lambda facts, _: (
            facts.recipient in ("known", "uncontrolled", "unknown", "public")
            and not (facts.recipient_confirmed_deletion or facts.recovered or facts.data_readable == "no")
        ),
        "The data are with somebody outside and have not come back.",
    ),
    Test(Severity.MINOR, lambda *_: True, "A risk to people is unlikely and nothing else weighs."),
)


def severity_of(facts: Facts, span: Span) -> tuple[Severity, tuple[str, ...]]:
    """The suggested severity and the sentences of all tests met at that height."""
    met = [test for test in SCALE if test.met(facts, span)]
    highest = met[0].severity
    return highest, tuple(dict.fromkeys(test.reason for test in met if test.severity is highest))
