"""Who may give which command on a case, as data (SPEC §5). What a state accepts is bot/domain/transitions.py's.

A person's capacities on a case are found first; a command is allowed when any of them has it. Nothing here acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.case import Case
from bot.domain.events import EventKind as E
from bot.domain.transitions import accepts
from bot.domain.words import CommandName as C


class Capacity(StrEnum):
    """In which capacity a person writes on a case; one person may have several."""

    LEADER = "leader"  # the leader, and everybody on the ladder who was reached
    SIRO = "siro"
    REVIEWER = "reviewer"
    INVESTIGATOR = "investigator"
    DPO = "dpo"
    CASE_MANAGER = "case_manager"
    IT_LEAD = "it_lead"
    OPERATOR = "operator"  # while the case has no leader: may name one
    OWNER = "owner"  # of an action of the outcome report
    INVOLVED = "involved"  # any other role on the case: supporter, copied, asked, higher rung
    REPORTER = "reporter"


_EVERYONE = frozenset({C.STATUS, C.HELP, C.NOTE, C.ESCALATE})

_LEADS = _EVERYONE | {
    C.ACKNOWLEDGE, C.CLASSIFY, C.ASSIGN, C.HANDOVER, C.EXCLUDE, C.INCLUDE, C.AWARE, C.CONTAINED, C.ASK,
    C.RISK, C.ICO, C.PEOPLE, C.EXTEND, C.ACCEPT, C.RETURN, C.CLOSE, C.REOPEN, C.MERGE, C.NOT_INCIDENT,
    C.DONE, C.NOT_DONE, C.YES,
}  # fmt: skip

RIGHTS: Mapping[Capacity, frozenset[C]] = {
    Capacity.LEADER: _LEADS,
    Capacity.SIRO: _LEADS,
    Capacity.REVIEWER: _EVERYONE | {C.ACKNOWLEDGE, C.ACCEPT, C.RETURN, C.CLOSE, C.HANDOVER, C.REOPEN},
    Capacity.INVESTIGATOR: _EVERYONE
    | {C.ACKNOWLEDGE, C.CONTAINED, C.ASK, C.OUTCOME, C.PEOPLE, C.EXTEND, C.HANDOVER, C.YES},
    Capacity.DPO: _EVERYONE
    | {
        C.ACKNOWLEDGE,
        C.RISK,
        C.ASK,
        C.ICO,
        C.PEOPLE,
        C.EXTEND,
        C.AWARE,
        C.CLASSIFY,
        C.HANDOVER,
        C.YES,
        C.REOPEN,
    },
    Capacity.CASE_MANAGER: _EVERYONE | {C.ACKNOWLEDGE, C.ASSIGN, C.EXTEND, C.MERGE, C.HANDOVER},
    Capacity.IT_LEAD: _EVERYONE | {C.ACKNOWLEDGE, C.CONTAINED, C.HANDOVER},
    Capacity.OPERATOR: _EVERYONE | {C.HANDOVER},
    Capacity.OWNER: frozenset({C.DONE, C.NOT_DONE, C.STATUS, C.HELP, C.NOTE}),
    Capacity.INVOLVED: _EVERYONE,
    Capacity.REPORTER: frozenset({C.STATUS, C.HELP}),
}

# Parts of a command that not everybody with the command may use.
PARTS: Mapping[tuple[C, str], frozenset[Capacity]] = {
    (C.ICO, "report"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.ICO, "not-report"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.PEOPLE, "tell"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.PEOPLE, "not-tell"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.REOPEN, "closed"): frozenset({Capacity.LEADER, Capacity.SIRO, Capacity.REVIEWER}),
    (C.REOPEN, "late"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.CLASSIFY, "downward"): frozenset({Capacity.LEADER, Capacity.SIRO}),
    (C.AWARE, "later"): frozenset({Capacity.SIRO, Capacity.DPO}),
    (C.EXTEND, "own"): frozenset(),  # nobody extends the step they are late with
}

# What an investigator never does, whatever else they are on the case.
NEVER_BY_INVESTIGATOR = frozenset({C.ACCEPT, C.CLOSE})

# The event that a command leads to: the state must accept it. Commands without one are possible always.
EVENT_OF: Mapping[C, tuple[E, ...]] = {
    C.ACKNOWLEDGE: (E.ACKNOWLEDGED,), C.CLASSIFY: (E.CLASSIFIED,), C.ASSIGN: (E.APPOINTED,),
    C.ESCALATE: (E.ESCALATED,), C.HANDOVER: (E.HANDED_OVER,), C.AWARE: (E.AWARE_CHANGED,),
    C.CONTAINED: (E.CONTAINED,), C.ASK: (E.ASKED,), C.NOTE: (E.NOTED,), C.RISK: (E.RISK_RECORDED,),
    C.ICO: (E.ICO_DECIDED, E.ICO_FILED), C.PEOPLE: (E.PEOPLE_DECIDED, E.PEOPLE_TOLD),
    C.EXTEND: (E.EXTENDED,), C.OUTCOME: (E.OUTCOME_RECEIVED,), C.ACCEPT: (E.OUTCOME_ACCEPTED,),
    C.RETURN: (E.OUTCOME_RETURNED,), C.CLOSE: (E.CLOSED,), C.REOPEN: (E.REOPENED, E.RESTORED),
    C.MERGE: (E.MERGED,), C.NOT_INCIDENT: (E.NOT_INCIDENT,), C.DONE: (E.ACTION_ANSWERED,),
    C.NOT_DONE: (E.ACTION_ANSWERED,), C.EXCLUDE: (E.EXCLUDED,), C.INCLUDE: (E.INCLUDED,),
}  # fmt: skip


def may(capacities: frozenset[Capacity], command: C, part: str = "") -> bool:
    """Whether any capacity has the command (and the named part of it)."""
    if Capacity.INVESTIGATOR in capacities and command in NEVER_BY_INVESTIGATOR:
        return False
    if part and (command, part) in PARTS:
        return bool(capacities & PARTS[(command, part)])
    return any(command in RIGHTS[capacity] for capacity in capacities)


def possible(case: Case, command: C) -> bool:
    """Whether the case's state accepts what the command leads to."""
    kinds = EVENT_OF.get(command)
    return kinds is None or any(accepts(case.state, kind) for kind in kinds)


def open_to(case: Case, capacities: frozenset[Capacity]) -> tuple[C, ...]:
    """Every command that these capacities may give now, in the order of SPEC §5."""
    return tuple(c for c in C if may(capacities, c) and possible(case, c) and c not in _NOT_LISTED)


_NOT_LISTED = frozenset({C.YES, C.RETRY, C.DROP, C.RELEASE, C.REMOVE, C.NO_CONTACT, C.NAME_ME})
