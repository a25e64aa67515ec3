"""One row of the procedure's table: a step, its limits, whose it is, who is next when missed (SPEC §4).

Values only; how limits are counted is limits.py's matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.limits import Anchor, Limit
from bot.domain.words import Role, Severity, Step


class Column(StrEnum):
    """The columns of SPEC §4's table."""

    UNCLASSIFIED = "unclassified"
    MINOR = "minor"
    MODERATE = "moderate"
    MAJOR = "major"
    CRITICAL = "critical"


def column_of(severity: Severity | None, provisional: bool = False, grave_words: bool = False) -> Column:
    """The column in force. Until a human has classified, grave words put a case in the critical one."""
    if grave_words and (severity is None or provisional):
        return Column.CRITICAL
    return Column.UNCLASSIFIED if severity is None else Column(severity.value)


class Party(StrEnum):
    """Who has a step or hears of it: a place in the case, or a role of the directory (words as in Role)."""

    LEADER = "leader"
    DEPUTY = "deputy"  # the next deputy of the role that has it now
    INVESTIGATOR = "investigator"
    REVIEWER = "reviewer"
    ACTION_OWNER = "action_owner"
    EVERYONE = "everyone"  # all who have been reached, and the whole ladder
    HEADTEACHER = "headteacher"
    SIRO = "siro"
    CEO = "ceo"
    CHAIR = "chair"
    DPO = "dpo"
    CASE_MANAGER = "case_manager"
    IT_LEAD = "it_lead"
    OPERATOR = "operator"

    @property
    def role(self) -> Role | None:
        """The directory's role of this name, None for a place in the case."""
        return _ROLES.get(self.value)


_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class Duty:
    """One step of the procedure. A column without a limit: the step is not asked for there."""

    step: Step
    anchor: Anchor
    holder: Party
    limits: Mapping[Column, Limit]
    missed: tuple[Party, ...] = ()  # who is next, in this order
    reminders: bool = True  # percent reminders; the clock warnings stand in for those of ico_*
    extendable: bool = True
    again: Mapping[Column, Limit] = field(default_factory=dict)  # due anew after it was met
    in_danger: Limit | None = None  # instead, where somebody may be in physical danger

    def limit(self, column: Column, danger: bool = False) -> Limit | None:
        """The limit in a column, None where the step is not asked for."""
        if danger and self.in_danger and column in self.limits:
            return self.in_danger
        return self.limits.get(column)
