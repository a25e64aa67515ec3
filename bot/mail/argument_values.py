"""The values that arguments of commands are read into (SPEC §5), and the refusal that says what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.words import Nature, Risk, Severity, Step


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an argument cannot be taken, and what would be right, in one sentence for the sender."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Classification:
    """CLASSIFY. `nature` None: not said."""

    severity: Severity
    nature: Nature | None = None


@dataclass(frozen=True, slots=True)
class RiskView:
    """RISK, with its reason."""

    level: Risk
    reason: str


class IcoAct(StrEnum):
    """What an ICO command records."""

    REPORT = "report"
    NOT_REPORT = "not-report"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class IcoAnswer:
    """ICO. `text`: the reason, or for FILED the ICO's reference."""

    act: IcoAct
    text: str


class PeopleAct(StrEnum):
    """What a PEOPLE command records."""

    TELL = "tell"
    NOT_TELL = "not-tell"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class PeopleAnswer:
    """PEOPLE. `text`: the reason, or for TOLD how they were told."""

    act: PeopleAct
    text: str


@dataclass(frozen=True, slots=True)
class Extension:
    """EXTEND: `days` are working days."""

    step: Step
    days: int
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """ASSIGN, HANDOVER, EXCLUDE, INCLUDE: an address in lower case, "" where only a name was written."""

    address: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Awareness:
    """AWARE: `at` aware UTC; `estimated` where only a day was given."""

    at: datetime
    estimated: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """ASK: `to` is an address in lower case, "" for the reporter."""

    to: str
    text: str


@dataclass(frozen=True, slots=True)
class ActionAnswer:
    """DONE and NOT DONE: the number of the action, and the reason or remark."""

    number: int
    text: str = ""
