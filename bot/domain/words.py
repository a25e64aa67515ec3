"""The field's closed vocabularies, one word for one thing (SPEC §1 to §5). Values are public and stable."""

from __future__ import annotations

from enum import StrEnum


class Nature(StrEnum):
    """What kind of incident (policy, definition of a security incident)."""

    CONFIRMED = "confirmed"
    POTENTIAL = "potential"
    NEAR_MISS = "near-miss"


class Severity(StrEnum):
    """How bad; `rank` orders them."""

    MINOR = "minor"
    MODERATE = "moderate"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor to 3 for critical."""
        return list(Severity).index(self)

    @property
    def serious(self) -> bool:
        """Major or critical: policy points 6 and 8 apply."""
        return self.rank >= Severity.MAJOR.rank


class State(StrEnum):
    """A case's state (SPEC §3). Overdue, escalated, referred are facts, not states."""

    REPORTED = "reported"
    TRIAGE = "triage"
    INVESTIGATING = "investigating"
    REVIEW = "review"
    CLOSED = "closed"
    NOT_INCIDENT = "not_incident"
    MERGED = "merged"

    @property
    def ended(self) -> bool:
        """True for the three ends of a case."""
        return self in (State.CLOSED, State.NOT_INCIDENT, State.MERGED)


class Role(StrEnum):
    """Roles of the directory (SPEC §2). The first three are per school."""

    HEADTEACHER = "headteacher"
    INVESTIGATING_OFFICER = "investigating_officer"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    CEO = "ceo"
    SIRO = "siro"
    DPO = "dpo"
    CASE_MANAGER = "case_manager"
    INFORMATION_CHAMPION = "information_champion"
    IT_LEAD = "it_lead"
    CHAIR = "chair"
    OPERATOR = "operator"


SCHOOL_ROLES = (Role.HEADTEACHER, Role.INVESTIGATING_OFFICER, Role.SAFEGUARDING_LEAD)
LADDER = (Role.HEADTEACHER, Role.SIRO, Role.CEO, Role.CHAIR)


class Step(StrEnum):
    """Deadline names (SPEC §4), used in `EXTEND`, JSON and policy.toml."""

    ACKNOWLEDGE_REPORTER = "acknowledge_reporter"
    TELL_LEADER = "tell_leader"
    LEADER_ACKNOWLEDGES = "leader_acknowledges"
    CLASSIFY = "classify"
    APPOINT = "appoint"
    CONTAIN = "contain"
    REFER = "refer"
    DPO_ACKNOWLEDGES = "dpo_acknowledges"
    ICO_DECISION = "ico_decision"
    ICO_FILED = "ico_filed"
    PEOPLE_DECISION = "people_decision"
    PEOPLE_TOLD = "people_told"
    INTERIM_REPORT = "interim_report"
    OUTCOME_REPORT = "outcome_report"
    REVIEW = "review"
    DPO_VIEW = "dpo_view"
    CLOSE = "close"
    ACTION_FOLLOW_UP = "action_follow_up"


class DeadlineState(StrEnum):
    """States of a deadline (SPEC §4)."""

    ARMED = "armed"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Risk(StrEnum):
    """Risk to people, as recorded by `RISK` (SPEC §5)."""

    NONE = "none"
    UNLIKELY = "unlikely"
    LIKELY = "likely"
    HIGH = "high"


class MailKind(StrEnum):
    """Kinds of mail we send; one template folder each (SPEC §5)."""

    ACKNOWLEDGEMENT = "acknowledgement"
    MORE_INFORMATION = "more_information"
    TRIAGE_REQUEST = "triage_request"
    HANDED_OVER = "handed_over"
    ACKNOWLEDGED = "acknowledged"
    SEVERITY_CHANGED = "severity_changed"
    APPOINTMENT = "appointment"
    REFERRAL = "referral"
    QUESTION = "question"
    ANSWER = "answer"
    DECISION_REQUEST = "decision_request"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    CLOCK_WARNING = "clock_warning"
    CONTAINMENT_REQUEST = "containment_request"
    INTERIM_REQUEST = "interim_request"
    OUTCOME_REQUEST = "outcome_request"
    OUTCOME_REPORT = "outcome_report"
    REVIEW_REQUEST = "review_request"
    RETURNED = "returned"
    CLOSURE_REFUSED = "closure_refused"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    ACTION_FOLLOW_UP = "action_follow_up"
    NOT_UNDERSTOOD = "not_understood"
    NOT_ALLOWED = "not_allowed"
    STATUS = "status"
    HELP = "help"
    FORWARDED = "forwarded"
    COMPLAINT_RECEIVED = "complaint_received"
    ANONYMOUS_RECEIPT = "anonymous_receipt"
    ANONYMOUS_QUESTION = "anonymous_question"
    ANONYMOUS_NOTE = "anonymous_note"  # any other word to an anonymous reporter
    HELD_REVIEW = "held_review"
    OPERATOR_ALERT = "operator_alert"
    DIGEST = "digest"
    TREND_REPORT = "trend_report"
    POLICY_REVIEW = "policy_review"
    UNDELIVERABLE = "undeliverable"
    CONFIRMED = "confirmed"  # says back what a command was understood to be, and what happens next


class CommandName(StrEnum):
    """Commands by mail (SPEC §5). The value is what a person writes."""

    ACKNOWLEDGE = "ACKNOWLEDGE"
    CLASSIFY = "CLASSIFY"
    ASSIGN = "ASSIGN"
    ESCALATE = "ESCALATE"
    HANDOVER = "HANDOVER"
    EXCLUDE = "EXCLUDE"
    INCLUDE = "INCLUDE"
    AWARE = "AWARE"
    CONTAINED = "CONTAINED"
    ASK = "ASK"
    NOTE = "NOTE"
    RISK = "RISK"
    ICO = "ICO"
    PEOPLE = "PEOPLE"
    EXTEND = "EXTEND"
    OUTCOME = "OUTCOME"
    ACCEPT = "ACCEPT"
    RETURN = "RETURN"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    MERGE = "MERGE"
    NOT_INCIDENT = "NOT-INCIDENT"
    DONE = "DONE"
    NOT_DONE = "NOT DONE"
    STATUS = "STATUS"
    HELP = "HELP"
    YES = "YES"
    # the operator's answers to an alert about a mail that failed
    RETRY = "RETRY"
    DROP = "DROP"
    # an anonymous reporter's own words (SPEC §6)
    RELEASE = "RELEASE"
    REMOVE = "REMOVE"
    NO_CONTACT = "NO CONTACT"
    NAME_ME = "NAME ME"


class Authenticated(StrEnum):
    """How far a sender is proven (SPEC §5)."""

    INTERNAL = "internal"
    VERIFIED = "verified"
    NONE = "none"
