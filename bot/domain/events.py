"""Facts in the past tense: everything that can stand in a case's record.

An event's `detail` holds codes, numbers and times only; anything about a person (addresses, free text)
stands in `personal`, which is stored apart, sealed and erasable (SPEC §7). A kind, once written, keeps its
meaning for ever: new meaning = new kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """Every kind of event, with what it means; docs/events is generated from these lines."""

    REPORTED = "reported"  # a report opened the case
    REPORT_ADDED = "report_added"  # the reporter added to it, or a further report came in
    TOLD = "told"  # a person on the ladder was told that they have the case
    PASSED_OVER = "passed_over"  # somebody on the ladder was left out, and why (away, bounced, involved)
    ACKNOWLEDGED = "acknowledged"  # a leader answered
    LED = "led"  # the first of those reached who acted leads from then on
    PROVISIONAL = "provisional"  # a column was set before a human classified
    CLASSIFIED = "classified"  # a human set severity (and nature)
    APPOINTED = "appointed"  # an Investigating Officer was named
    HANDED_OVER = "handed_over"  # the case or a role in it went to another person
    ESCALATED = "escalated"  # one rung up the ladder, by silence or by command
    EXCLUDED = "excluded"  # a person was shut out by hand
    INCLUDED = "included"  # ... and let in again
    AWARE_CHANGED = "aware_changed"  # the moment of awareness was corrected
    CONTAINED = "contained"
    NOTED = "noted"  # a note was added
    INTERIM_RECEIVED = "interim_received"  # an investigator's interim report
    ASKED = "asked"  # a question went out
    ANSWERED = "answered"  # ... and its answer came in
    REFERRED = "referred"  # to the Data Protection Officer
    DPO_ACKNOWLEDGED = "dpo_acknowledged"
    RISK_RECORDED = "risk_recorded"
    DPO_VIEW = "dpo_view"  # the DPO's view after the outcome report
    ICO_DECIDED = "ico_decided"
    ICO_FILED = "ico_filed"
    PEOPLE_DECIDED = "people_decided"
    PEOPLE_TOLD = "people_told"
    EXTENSION_REQUESTED = "extension_requested"
    EXTENDED = "extended"
    OUTCOME_INCOMPLETE = "outcome_incomplete"  # an outcome report with answers missing
    OUTCOME_RECEIVED = "outcome_received"  # a complete outcome report
    OUTCOME_ACCEPTED = "outcome_accepted"
    OUTCOME_RETURNED = "outcome_returned"
    CLOSURE_REFUSED = "closure_refused"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"  # this case ended as merged into another
    ABSORBED = "absorbed"  # another case was merged into this one
    NOT_INCIDENT = "not_incident"
    RESTORED = "restored"  # a "not an incident" or a downgrade was undone by SIRO or DPO
    ACTION_ANSWERED = "action_answered"  # DONE or NOT DONE of an action
    REMINDED = "reminded"  # a reminder or clock warning went out
    DEADLINE_MISSED = "deadline_missed"
    ABSENCE_NOTED = "absence_noted"  # an absence reply or mail tip of a person on the case
    BOUNCED = "bounced"  # one of our mails did not arrive
    NOT_UNDERSTOOD = "not_understood"  # a reply without a clear command
    REFUSED = "refused"  # a command that this person, or this state, does not allow
    NOT_PROVEN = "not_proven"  # a command from a sender whom Exchange does not vouch for
    CONFIRMATION_ASKED = "confirmation_asked"  # read back, waits for YES
    EVIDENCE_KEPT = "evidence_kept"
    HELD = "held"  # a piece was withheld (no content)
    ERASED = "erased"  # personal rows were erased
    HOLD_SET = "hold_set"  # purging stopped or resumed
    NAMED = "named"  # an anonymous reporter chose, twice, to be named
    FORGOTTEN = "forgotten"  # an anonymous reporter asked that their address be forgotten
    ALERTED = "alerted"  # safeguarding or IT were told at once


@dataclass(frozen=True, slots=True)
class Event:
    """A fact to be recorded. `actor` is an address or "" (bot, anonymous reporter); `role` says in which role.

    `detail` is JSON-able and free of personal data; `personal` is JSON-able.
    """

    kind: EventKind
    detail: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    role: str = "bot"
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the record; `erased` when its personal rows have gone."""

    seq: int
    at: datetime
    event: Event
    erased: bool = False
