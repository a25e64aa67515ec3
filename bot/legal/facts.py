"""Stated facts about an incident, read and checked (SPEC §8). Names what is wrong; concludes nothing."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

YES_NO_UNKNOWN = ("yes", "no", "unknown")
BREACH_TYPES = ("confidentiality", "integrity", "availability")
BACKUPS = ("usable", "partial", "none")
SERVICE_IMPACTS = ("none", "minor", "serious")
RECIPIENTS = ("trusted", "known", "uncontrolled", "public", "unknown", "hostile")

_LONGEST_WORD = 60  # of a category; longer text is a sentence, which nobody could weigh
_MOST_WORDS = 100
_LARGEST = 10_000_000_000  # more people than live; keeps arithmetic and print sane


@dataclass(frozen=True, slots=True)
class Facts:
    """The keys of SPEC §8; None = not known. Lists are tuples, words in lower case with underscores.

    Hours and days are elapsed; counts are of persons or recipients.
    """

    breach_type: tuple[str, ...] | None = None
    malicious: bool | None = None
    targeted: bool | None = None
    data_readable: str | None = None
    exfiltration: str | None = None
    backup: str | None = None
    restored_after_hours: float | None = None
    service_impact: str | None = None
    permanent_loss: bool | None = None
    recipient: str | None = None
    recipient_count: int | None = None
    recipient_confirmed_deletion: bool | None = None
    deletion_requested: bool | None = None
    recovered: bool | None = None
    noticed_within_hours: float | None = None
    duration_days: float | None = None
    misuse_seen: bool | None = None
    more_may_be_affected: bool | None = None
    people_count: int | None = None
    people_types: tuple[str, ...] | None = None
    vulnerable_people: bool | None = None
    data_categories: tuple[str, ...] | None = None
    special_category: bool | None = None
    direct_identifiers: bool | None = None

    def having(self, key: str, value: Any) -> Facts:
        """The same facts with one of them replaced."""
        return replace(self, **{key: value})


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong fact: the key, what is wrong with it, and what would be right."""

    key: str
    what: str
    right: str

    def __str__(self) -> str:
        return f"{self.key}: {self.what}; right would be {self.right}."


class BadFacts(ValueError):
    """Facts that cannot be read; `faults` holds all of them, in the order of the mapping."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = faults


class _Wrong(ValueError):
    """What one reader found wrong."""


Reader = Callable[[Any], Any]


def _a_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong
    return value


def _one_of(words: tuple[str, ...]) -> Reader:
    def read(value: Any) -> str:
        word = value.strip().lower() if isinstance(value, str) else ""
        if word not in words:
            raise _Wrong
        return word

    return read


def _a_number(value: Any) -> float:
    # bool is an int in Python; `true` hours is a mistake all the same
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Wrong
    if not math.isfinite(value) or not 0 <= value <= _LARGEST:
        raise _Wrong
    return value


def _a_count(value: Any) -> int:
    number = _a_number(value)
    if number != int(number):
        raise _Wrong
    return int(number)


def _words(allowed: tuple[str, ...] | None = None) -> Reader:
    def read(value: Any) -> tuple[str, ...] | None:
        if not isinstance(value, list | tuple) or len(value) > _MOST_WORDS:
            raise _Wrong
        words = tuple(dict.fromkeys(_word(item) for item in value))
        if allowed is not None and not set(words) <= set(allowed):
            raise _Wrong
        return words or None  # an empty list names nothing, so nothing is known

    return read


def _word(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_WORD:
        raise _Wrong
    return "_".join(value.strip().lower().replace("-", " ").replace("_", " ").split())


def _choice(words: tuple[str, ...]) -> tuple[Reader, str]:
    return _one_of(words), f"one of {', '.join(words)}, or null"


_BOOL: tuple[Reader, str] = (_a_bool, "true, false or null")
_COUNT: tuple[Reader, str] = (_a_count, "a whole number from 0 up, or null")
_NUMBER: tuple[Reader, str] = (_a_number, "a number from 0 up, or null")
_LIST: tuple[Reader, str] = (
    _words(),
    f"a list of short words (at most {_LONGEST_WORD} characters each), or null",
)

KEYS: Mapping[str, tuple[Reader, str]] = {
    "breach_type": (_words(BREACH_TYPES), f"a list of {', '.join(BREACH_TYPES)}, or null"),
    "malicious": _BOOL,
    "targeted": _BOOL,
    "data_readable": _choice(YES_NO_UNKNOWN),
    "exfiltration": _choice(YES_NO_UNKNOWN),
    "backup": _choice(BACKUPS),
    "restored_after_hours": _NUMBER,
    "service_impact": _choice(SERVICE_IMPACTS),
    "permanent_loss": _BOOL,
    "recipient": _choice(RECIPIENTS),
    "recipient_count": _COUNT,
    "recipient_confirmed_deletion": _BOOL,
    "deletion_requested": _BOOL,
    "recovered": _BOOL,
    "noticed_within_hours": _NUMBER,
    "duration_days": _NUMBER,
    "misuse_seen": _BOOL,
    "more_may_be_affected": _BOOL,
    "people_count": _COUNT,
    "people_types": _LIST,
    "vulnerable_people": _BOOL,
    "data_categories": _LIST,
    "special_category": _BOOL,
    "direct_identifiers": _BOOL,
}


def facts_from(mapping: Mapping[str, Any]) -> Facts:
    """Facts of a mapping with the keys of SPEC §8; None or absent = not known, other keys are passed over.

    Raises BadFacts with every fault at once.
    """
    if not isinstance(mapping, Mapping):
        right = 'an object with the keys of the handbook, for example {"recipient": "known"}'
        raise BadFacts((Fault("facts", "not an object", right),))
    read: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, value in mapping.items():
        if key not in KEYS or value is None:
            continue
        reader, right = KEYS[key]
        try:
            read[key] = reader(value)
        except _Wrong:
            faults.append(Fault(key, f"{_shown(value)} is not a value of this key", right))
    if faults:
        raise BadFacts(tuple(faults))
    return Facts(**read)


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "this list"
    if isinstance(value, Mapping):
        return "an object"
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def strange_keys(mapping: Mapping[str, Any]) -> tuple[str, ...]:
    """One sentence for each key that SPEC §8 does not know, with the nearest that it does."""
    return tuple(_strange(str(key)) for key in mapping if key not in KEYS)


def _strange(key: str) -> str:
    near = difflib.get_close_matches(key, KEYS, n=1)
    return f"{key[:60]}: no such fact, it was not used" + (f"; did you mean {near[0]}?" if near else ".")
