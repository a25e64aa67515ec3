"""Times, steps and roles in plain words, London on the outside. Formatting only; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.events import EventKind
from bot.domain.words import Role, Severity, State, Step

ROLE_NAMES: Mapping[str, str] = {
    Role.HEADTEACHER: "Headteacher",
    Role.INVESTIGATING_OFFICER: "Investigating Officer",
    Role.SAFEGUARDING_LEAD: "safeguarding lead",
    Role.CEO: "Chief Executive (CEO)",
    Role.SIRO: "Senior Information Risk Owner (SIRO)",
    Role.DPO: "Data Protection Officer (DPO)",
    Role.CASE_MANAGER: "Trust Secretary",
    Role.INFORMATION_CHAMPION: "Information Champion",
    Role.IT_LEAD: "IT lead",
    Role.CHAIR: "Chair of trustees",
    Role.OPERATOR: "operator of this service",
    "leader": "leader of the case",
    "investigator": "investigator",
    "reporter": "reporter",
    "bot": "Nearmiss",
}

# What a step asks of the person who has it, as "please ...".
STEP_ASKS: Mapping[Step, str] = {
    Step.ACKNOWLEDGE_REPORTER: "answer the reporter",
    Step.TELL_LEADER: "name a leader for this case",
    Step.LEADER_ACKNOWLEDGES: "confirm that you have this case",
    Step.CLASSIFY: "say how serious this is",
    Step.APPOINT: "name an Investigating Officer",
    Step.CONTAIN: "stop the incident getting worse and say how",
    Step.REFER: "refer this to the Data Protection Officer",
    Step.DPO_ACKNOWLEDGES: "confirm that you have this referral",
    Step.ICO_DECISION: "decide whether to report this to the ICO",
    Step.ICO_FILED: "tell the ICO",
    Step.PEOPLE_DECISION: "decide whether to tell the people concerned",
    Step.PEOPLE_TOLD: "tell the people concerned",
    Step.INTERIM_REPORT: "send an interim report",
    Step.OUTCOME_REPORT: "send the outcome report",
    Step.REVIEW: "review the outcome report",
    Step.DPO_VIEW: "give your view on the outcome report",
    Step.CLOSE: "close the case",
    Step.ACTION_FOLLOW_UP: "say whether the action is done",
}

STATE_WORDS: Mapping[State, str] = {
    State.REPORTED: "reported",
    State.TRIAGE: "being looked at by a leader",
    State.INVESTIGATING: "being investigated",
    State.REVIEW: "the outcome report is being reviewed",
    State.CLOSED: "closed",
    State.NOT_INCIDENT: "found not to be an incident",
    State.MERGED: "joined with another case",
}

# What an event says in a timeline; the code that matters stands behind it after a colon.
EVENT_WORDS: Mapping[EventKind, str] = {
    EventKind.REPORTED: "Report received",
    EventKind.REPORT_ADDED: "Reporter added to the report",
    EventKind.TOLD: "Leader told",
    EventKind.PASSED_OVER: "Passed over",
    EventKind.ACKNOWLEDGED: "Leader confirmed",
    EventKind.LED: "Took the lead",
    EventKind.PROVISIONAL: "Provisionally set, as nobody had classified",
    EventKind.CLASSIFIED: "Classified",
    EventKind.APPOINTED: "Investigation appointed",
    EventKind.HANDED_OVER: "Handed over",
    EventKind.ESCALATED: "Escalated",
    EventKind.EXCLUDED: "Person kept out of the case",
    EventKind.INCLUDED: "Person let in again",
    EventKind.AWARE_CHANGED: "Moment of awareness corrected",
    EventKind.CONTAINED: "Contained",
    EventKind.NOTED: "Note added",
    EventKind.INTERIM_RECEIVED: "Interim report received",
    EventKind.ASKED: "Question asked",
    EventKind.ANSWERED: "Question answered",
    EventKind.REFERRED: "Referred to the DPO",
    EventKind.DPO_ACKNOWLEDGED: "DPO confirmed the referral",
    EventKind.RISK_RECORDED: "Risk to people recorded",
    EventKind.DPO_VIEW: "DPO's view on the outcome report",
    EventKind.ICO_DECIDED: "Report to the ICO decided",
    EventKind.ICO_FILED: "Filed with the ICO",
    EventKind.PEOPLE_DECIDED: "Telling the people concerned decided",
    EventKind.PEOPLE_TOLD: "People concerned were told",
    EventKind.EXTENSION_REQUESTED: "More time asked for",
    EventKind.EXTENDED: "More time given",
    EventKind.OUTCOME_INCOMPLETE: "Outcome report received, with answers missing",
    EventKind.OUTCOME_RECEIVED: "Outcome report received",
    EventKind.OUTCOME_ACCEPTED: "Outcome report accepted",
    EventKind.OUTCOME_RETURNED: "Outcome report returned",
    EventKind.CLOSURE_REFUSED: "Closing refused, as something was missing",
    EventKind.CLOSED: "Closed",
    EventKind.REOPENED: "Reopened",
    EventKind.MERGED: "Merged into another case",
    EventKind.ABSORBED: "Another case was merged into this one",
    EventKind.NOT_INCIDENT: "Found not to be an incident",
    EventKind.RESTORED: "Restored",
    EventKind.ACTION_ANSWERED: "Action answered",
    EventKind.REMINDED: "Reminded",
    EventKind.DEADLINE_MISSED: "Deadline missed",
    EventKind.ABSENCE_NOTED: "Absence noted",
    EventKind.BOUNCED: "A mail did not arrive",
    EventKind.NOT_UNDERSTOOD: "Reply kept as a note",
    EventKind.REFUSED: "Command refused",
    EventKind.NOT_PROVEN: "Reply of an unproven sender, not obeyed",
    EventKind.CONFIRMATION_ASKED: "Read back to be confirmed",
    EventKind.EVIDENCE_KEPT: "Files kept as evidence",
    EventKind.HELD: "Pieces withheld to protect the reporter",
    EventKind.ERASED: "Personal data erased",
    EventKind.HOLD_SET: "Hold on erasing changed",
    EventKind.NAMED: "The reporter chose to be named",
    EventKind.FORGOTTEN: "The reporter asked to be forgotten",
    EventKind.ALERTED: "Safeguarding or IT told at once",
}

SEVERITY_WORDS: Mapping[str, str] = {
    Severity.MINOR: "minor",
    Severity.MODERATE: "moderate",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
    "unclassified": "not yet classified",
}


def local(moment: datetime, zone: str) -> datetime:
    """The same moment on the trust's clocks."""
    return moment.astimezone(ZoneInfo(zone))


def when(moment: datetime, now: datetime, zone: str) -> str:
    """ "today 14:20", "tomorrow 09:00", "Monday 14:20" within a week, else "Monday 4 January 2027, 14:20"."""
    there, here = local(moment, zone), local(now, zone)
    days = (there.date() - here.date()).days
    clock = f"{there:%H:%M}"
    if days == 0:
        return f"today {clock}"
    if days == 1:
        return f"tomorrow {clock}"
    if days == -1:
        return f"yesterday {clock}"
    if 1 < days < 7:
        return f"{there:%A} {clock}"
    return f"{day(moment, zone)}, {clock}"


def day(moment: datetime, zone: str) -> str:
    """ "Monday 4 January 2027"."""
    there = local(moment, zone)
    return f"{there:%A} {there.day} {there:%B %Y}"


def short_when(moment: datetime, now: datetime, zone: str) -> str:
    """For subjects: "14:20", "Mon 14:20", "4 Jan 14:20"."""
    there, here = local(moment, zone), local(now, zone)
    days = (there.date() - here.date()).days
    clock = f"{there:%H:%M}"
    if days == 0:
        return clock
    if 0 < days < 7:
        return f"{there:%a} {clock}"
    return f"{there.day} {there:%b} {clock}"


def span(amount: timedelta) -> str:
    """ "57 hours", "45 minutes", "3 days"; never negative."""
    minutes = max(0, int(amount.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = minutes // 60
    if hours <= 96:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    days = hours // 24
    return f"{days} days"


def left(moment: datetime, now: datetime) -> str:
    """ "57 hours left", "due now" (within a minute) or "overdue by 3 hours"."""
    if abs(moment - now) < timedelta(minutes=1):
        return "due now"
    if moment > now:
        return f"{span(moment - now)} left"
    return f"overdue by {span(now - moment)}"


def role_name(role: str) -> str:
    """A role in the words that mails use."""
    return ROLE_NAMES.get(role, role.replace("_", " "))
