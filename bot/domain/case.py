"""A case: the present state, as a frozen value folded from its events (bot/domain/fold.py).

`Case` itself holds codes, numbers and times; `Who` and `Words` hold what concerns persons and are stored sealed.
All times are aware UTC. Nothing here acts or looks at a clock. Structs rather than dataclasses: a case has seventy
fields and is changed for each of its events, which costs a dataclass fifty times as much.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.words import Nature, Risk, Role, Severity, State


class Question(Struct, frozen=True):
    """A question put to a member of staff or the reporter ("reporter"); n counts from 1 within the case."""

    n: int
    to: str
    text: str
    asked_by: str
    asked_at: datetime
    answered_at: datetime | None = None
    answer: str = ""


class CaseAction(Struct, frozen=True):
    """A remedial action of the outcome report; `due` is the London day it is due, or None."""

    n: int
    what: str
    owner: str
    due: date | None
    done_at: datetime | None = None
    refused_reason: str = ""  # NOT DONE because ...


class Who(Struct, frozen=True):
    """The people of a case, by address in lower case. Personal: stored sealed."""

    reporter: str = ""  # "" for anonymous reports, whose address lives elsewhere, sealed per case
    reporter_name: str = ""
    other_reporters: tuple[str, ...] = ()
    forwarder: str = ""
    leader: str = ""
    reached: tuple[str, ...] = ()  # everybody on the ladder who was told, in order: they may act
    asked: tuple[str, ...] = ()  # of these, who was asked to take the case
    settled: tuple[
        str, ...
    ] = ()  # of those reached, who had been when somebody took the case: that one leads
    stepped_back: tuple[
        str, ...
    ] = ()  # of those reached, who gave the case away (ESCALATE): they read and note
    investigators: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    dpo: str = ""  # who has it on the DPO's side
    contacts: Mapping[str, str] = field(default_factory=dict)  # role -> address, after HANDOVER of a role
    excluded: Mapping[str, str] = field(default_factory=dict)  # address -> reason
    asked_to_confirm: Mapping[str, str] = field(default_factory=dict)  # address -> the command read back
    informed: tuple[str, ...] = ()  # others copied (safeguarding, IT): they hear of changes
    passed: tuple[str, ...] = ()  # everybody who was passed over


class Words(Struct, frozen=True):
    """Free text of a case. Personal: stored sealed."""

    happened: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)  # further report fields in words
    sources: Mapping[str, str] = field(default_factory=dict)  # field -> the sentence it came from
    containment: str = ""
    ico_reason: str = ""
    people_reason: str = ""
    people_how: str = ""
    risk_reason: str = ""
    delay_reason: str = ""
    outcome: Mapping[str, str] = field(default_factory=dict)  # answers of the form, "3a" .. "Lessons"
    actions: tuple[CaseAction, ...] = ()
    questions: tuple[Question, ...] = ()
    end_reason: str = ""


class SeverityChange(Struct, frozen=True):
    """One line of the severity history."""

    severity: Severity
    at: datetime
    provisional: bool
    role: str


class Case(Struct, frozen=True):
    """One matter. `severity` is None until a human or the 24-hour rule has set one."""

    reference: str
    school: str = ""  # school id, "" = central trust or unknown
    state: State = State.REPORTED
    anonymous: bool = False
    drill: bool = False
    reported_at: datetime | None = None  # R
    aware_at: datetime | None = None  # A
    aware_estimated: bool = False
    occurred_at: datetime | None = None
    told_at: datetime | None = None  # when a leader was first told
    acknowledged_at: datetime | None = None
    severity: Severity | None = None
    provisional: bool = False  # the severity was set by rule, not by a human
    column_critical: bool = False  # words put it provisionally in the critical column
    as_critical: bool = False  # grave words or RISK high: the legal steps keep the critical column's times
    classified_at: datetime | None = None  # C, the first classification
    severity_since: datetime | None = None
    history: tuple[SeverityChange, ...] = ()
    nature: Nature | None = None
    leader_role: Role | None = None
    leaderless_since: datetime | None = None  # nobody on the ladder can take the case any more
    appointed_at: datetime | None = None
    investigated_by_role: str = ""  # "siro", "headteacher" or "officer"
    contained_at: datetime | None = None
    referred_at: datetime | None = None
    dpo_acknowledged_at: datetime | None = None
    risk: Risk | None = None
    risk_role: str = ""
    risk_at: datetime | None = None
    dpo_risk: Risk | None = None
    ico_decision: str = ""  # report | not-report
    ico_decided_at: datetime | None = None
    ico_reference: str = ""
    ico_filed_at: datetime | None = None
    people_decision: str = ""  # tell | not-tell
    people_decided_at: datetime | None = None
    people_told_at: datetime | None = None
    interim_at: datetime | None = None
    interims: int = 0
    outcome_at: datetime | None = None  # a complete outcome report arrived
    outcome_round: int = 1  # grows with RETURN and REOPEN
    round_from: datetime | None = None  # anchor of rounds after the first
    accepted_at: datetime | None = None
    dpo_view_at: datetime | None = None
    closed_at: datetime | None = None
    end_at: datetime | None = None
    merged_into: str = ""
    extensions: Mapping[str, int] = field(default_factory=dict)  # step -> working days
    missed: tuple[str, ...] = ()
    danger: bool = False
    cyber: bool = False
    ransomware: bool = False
    incident_type: str = "not provided"
    cues: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)  # keys of SPEC §8
    suggested: Mapping[str, Any] = field(default_factory=dict)  # the suggestion at report time
    missing: tuple[str, ...] = ()
    action_days: Mapping[str, str] = field(default_factory=dict)  # action n -> due day ISO
    actions_done: tuple[str, ...] = ()  # action n answered DONE or NOT DONE
    evidence: int = 0
    on_hold: bool = False
    count: int = 0  # events folded; the next event's seq is count + 1
    who: Who = field(default_factory=Who)
    words: Words = field(default_factory=Words)

    @property
    def column(self) -> str:
        """The column of the deadline table (SPEC §4) that this case stands in now."""
        if self.severity is not None and not self.provisional:
            return self.severity.value
        if self.column_critical:
            return Severity.CRITICAL.value
        return self.severity.value if self.severity is not None else "unclassified"

    @property
    def serious(self) -> bool:
        """Major or critical, provisional included."""
        return self.column in (Severity.MAJOR.value, Severity.CRITICAL.value)

    @property
    def urgent(self) -> bool:
        """Mail of this case goes first: critical, or somebody is in danger."""
        return self.danger or self.column == Severity.CRITICAL.value

    @property
    def risk_ruled_out(self) -> bool:
        """ "Risk to people unlikely" stands on the record, or no personal data."""
        return self.risk in (Risk.NONE, Risk.UNLIKELY)

    def with_who(self, **changes: Any) -> Case:
        """The same case with people changed."""
        return replace(self, who=replace(self.who, **changes))

    def with_words(self, **changes: Any) -> Case:
        """The same case with free text changed."""
        return replace(self, words=replace(self.words, **changes))
