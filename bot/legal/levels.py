"""The scales that the assessment reasons on, and the rule as a value. Holds no rule itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, NamedTuple, TypeVar

from bot.legal.facts import Facts

Gives = TypeVar("Gives")


class Level(IntEnum):
    """Risk to people's rights and freedoms (Art. 33 and 34 UK GDPR know these three)."""

    UNLIKELY = 0
    LIKELY = 1
    HIGH = 2


class Weight(IntEnum):
    """What misuse of the data could do to a person."""

    LIGHT = 0  # annoyance: names, addresses, tastes
    ORDINARY = 1  # embarrassment, a picture of somebody's life: school, work, insurance, whereabouts
    HEAVY = 2  # loss of money, identity, standing, health
    GRAVE = 3  # the same for people who cannot help themselves; danger


class Exposure(IntEnum):
    """Into whose hands the data came. The order is that of the matrix, no more."""

    NONE = 0
    TRUSTED_CLEARED = 1
    TRUSTED = 2
    KNOWN_CLEARED = 3
    KNOWN = 4
    OPEN = 5
    STRANGER = 6
    PUBLIC = 7
    INSIDER = 8
    HOSTILE = 9


class Span(NamedTuple):
    """From the best to the worst that the facts leave possible; both ends alike when the facts decide."""

    low: Level
    high: Level

    def worst_of(self, other: Span) -> Span:
        """Two risks together are as bad as the worse of them."""
        return Span(max(self.low, other.low), max(self.high, other.high))

    def raised(self) -> Span:
        """One level up, at both ends."""
        return Span(_up(self.low), _up(self.high))

    def at_least(self, level: Level) -> Span:
        """Not below `level`, at both ends."""
        return Span(max(self.low, level), max(self.high, level))


def _up(level: Level) -> Level:
    return Level(min(level + 1, Level.HIGH))


def exactly(level: Level) -> Span:
    """A span that is decided."""
    return Span(level, level)


def cited(reason: str, source: str) -> str:
    """A sentence with its source before the full stop."""
    return f"{reason.removesuffix('.')} ({source})." if source else reason


@dataclass(frozen=True, slots=True)
class Rule(Generic[Gives]):
    """A named rule: where `holds`, it gives `gives`; `reason` is for people, `source` its origin."""

    name: str
    holds: Callable[[Facts], bool]
    gives: Gives
    reason: str
    source: str

    @property
    def sentence(self) -> str:
        """The reason with its source."""
        return cited(self.reason, self.source)


def first_rule(rules: tuple[Rule[Gives], ...], facts: Facts) -> Rule[Gives]:
    """The first rule of the table that holds; every table ends with one that always does."""
    return next(rule for rule in rules if rule.holds(facts))


def always(_: Facts) -> bool:
    """The last row of a table."""
    return True
