"""Invented values for the documents' tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.documents.outcome_report import (
    Decision,
    OutcomeReport,
    ReportAction,
    SeverityEntry,
    SignOff,
    TimelineEntry,
)
from bot.domain.outcome import QUESTIONS

START = datetime(2027, 3, 4, 16, 30, tzinfo=UTC)
HOSTILE = '#let x = 1 *bold* _it_ $x^2$ `raw` <label> @ref \\ #strong[hi] // gone /* gone */ = h - point "q" ~ [b] {c}'

ANSWERS = {
    "3a": "The plan is back with us or destroyed; the family knows and is content.\nStakeholders: the family, the"
    " SEND team, governors.\nPolicies: Information Security 4.2, E-mail 2.1.",
    "3b": "The assistant who sent the message, the SEND coordinator, the IT lead.",
    "3c": "The sent message with headers, the recall report, the recipient's written confirmation; kept with the"
    " case.",
    "3d": "Not applicable: the Data Protection Officer advised, nobody else was needed.",
    "3e": "To the SIRO on the day of the report, to the Data Protection Officer at once.",
    "3f": "Yes, by telephone on 5 March and by letter on 8 March.",
    "3g": "Distress to one family. The recipient is a parent at another school and has confirmed deletion.",
    "3h": "Not started: an honest slip, reported within minutes.",
    "3i": "One family, told in person; a line for the office in case of questions.",
    "3j": "Autocomplete is off for SEND mailboxes; plans go out through the portal alone.",
    "3k": "Low likelihood of recurrence once the portal is in use.",
    "Cause": "Autocomplete offered a name that differs in one letter, and the message was sent in a hurry.",
    "Effects": "One pupil's education plan was read by one person outside for less than an hour.",
    "Lessons": "Sensitive plans should not travel as attachments at all. " + HOSTILE,
}
assert set(ANSWERS) == set(QUESTIONS) - {"Actions"}

REPORT = OutcomeReport(
    reference="OCAT-2027-0042",
    trust="Osborne Co-operative Academy Trust",
    school="Hill Academy",
    severity="major",
    nature="confirmed breach",
    incident_type="Data e-mailed to incorrect recipient",
    prepared_at=START + timedelta(days=12),
    prepared_by="Ben Okafor, Investigating Officer",
    prepared_for=("Asha Rahman, Headteacher", "Mel Turner, SIRO", "Dana Price, Data Protection Officer"),
    occurred_at=START,
    aware_at=START + timedelta(minutes=9),
    reported_at=START + timedelta(minutes=20),
    summary=(
        "On the afternoon of 4 March an education plan of one pupil was e-mailed to a parent of another school,"
        " because the mail program completed the address wrongly. The sender noticed within minutes and reported"
        " it. The recipient is known and confirmed in writing that the message is deleted everywhere.\n\n"
        "The family was told the next day. The trust reported the breach to the ICO within 24 hours. Plans now go"
        " out through the portal alone."
    ),
    key_facts=(
        ("People concerned", "1 pupil"),
        ("Kinds of data", "Names, information about special educational needs"),
        ("Recipient", "Known, confirmed deletion on 4 March 2027"),
        ("Missed deadlines", "none"),
    ),
    timeline=(
        TimelineEntry(START, "The message was sent to the wrong address.", "Office, Hill Academy"),
        TimelineEntry(
            START + timedelta(minutes=20), "Reported to the incident mailbox.", "Reporter", by_day=True
        ),
        TimelineEntry(
            START + timedelta(minutes=52), "Case acknowledged and classified: moderate.", "Headteacher"
        ),
        TimelineEntry(START + timedelta(hours=3), "Raised to major; referred to the DPO.", "Headteacher"),
        TimelineEntry(
            START + timedelta(hours=18), "Reported to the ICO, IC-270305-K7P2.", "Data Protection Officer"
        ),
        TimelineEntry(START + timedelta(days=12), "Outcome report complete.", "Investigating Officer"),
    ),
    severity_history=(
        SeverityEntry(START + timedelta(minutes=52), "moderate", "First view of the facts", "Headteacher"),
        SeverityEntry(
            START + timedelta(hours=3), "major", "The plan holds health information", "Headteacher"
        ),
    ),
    decisions=(
        Decision(
            "Risk to people?",
            "Likely",
            "Health information of a child was read by an outsider, if only for a short time.",
            "Data Protection Officer",
            START + timedelta(hours=5),
        ),
        Decision(
            "Report to the ICO?",
            "Yes",
            "A risk could not be ruled out; the deletion rests on one person's word.",
            "SIRO, on the DPO's advice",
            START + timedelta(hours=17),
        ),
        Decision(
            "Tell the people concerned?",
            "Yes",
            "No duty in law, but the family should hear it from us.",
            "SIRO",
            START + timedelta(hours=17),
        ),
    ),
    answers=ANSWERS,
    actions=(
        ReportAction(
            1,
            "Switch off autocomplete for SEND mailboxes",
            "r.lee@osborne.example",
            date(2027, 3, 12),
            "done",
        ),
        ReportAction(2, "Move all plans to the portal", "c.brandt@hill.osborne.example", date(2027, 4, 30)),
    ),
    sign_offs=(
        SignOff("Investigating Officer", "Ben Okafor", START + timedelta(days=12), "Sent by mail, on record"),
        SignOff("Headteacher or SIRO", "Mel Turner"),
        SignOff("Data Protection Officer", "Dana Price"),
    ),
)
