"""The buttons of each kind of mail, as data: label and what it writes. Which of them a reader gets: view.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.words import MailKind, Step

K = MailKind

Button = tuple[str, str]  # label, what it writes
_ACK = ("I have this", "ACKNOWLEDGE")
_STATUS = ("Show the case", "STATUS")
_HOW = ("How does it stand?", "STATUS")
SMALL_SLIP = ("A small slip, dealt with", "CLASSIFY minor\nCONTAINED \nRISK unlikely because ")

BUTTONS: Mapping[MailKind, Sequence[Button]] = {
    K.ACKNOWLEDGEMENT: (_HOW,),
    K.ACKNOWLEDGED: (_HOW,),
    K.TRIAGE_REQUEST: (
        _ACK,
        SMALL_SLIP,
        ("It is major", "CLASSIFY major confirmed"),
        ("Not an incident", "NOT-INCIDENT because "),
    ),
    K.ESCALATION: (_ACK, ("Classify it", "CLASSIFY "), ("Name an officer", "ASSIGN "), _STATUS),
    K.REMINDER: (_STATUS,),  # after those of its steps
    K.UNDELIVERABLE: (("Name somebody else", "ASSIGN "), ("Pass my part on", "HANDOVER ")),
    K.CLOCK_WARNING: (
        ("Report to the ICO", "ICO report because "),
        ("Do not report", "ICO not-report because "),
        ("Filed with the ICO", "ICO filed "),
        _STATUS,
    ),
    K.DECISION_REQUEST: (
        ("Report to the ICO", "ICO report because "),
        ("Do not report", "ICO not-report because "),
        ("Tell the people", "PEOPLE tell because "),
        ("Do not tell them", "PEOPLE not-tell because "),
    ),
    K.REFERRAL: (
        ("I have this", "ACKNOWLEDGE"),
        ("Risk is likely", "RISK likely because "),
        ("Risk is unlikely", "RISK unlikely because "),
        ("Ask a question", "ASK "),
    ),
    K.CONTAINMENT_REQUEST: (_ACK, ("It is contained", "CONTAINED ")),
    K.APPOINTMENT: (
        _ACK,
        ("It is contained", "CONTAINED "),
        ("Send the report", "OUTCOME\n"),
        ("Ask somebody", "ASK "),
    ),
    K.OUTCOME_REQUEST: (
        ("Send the report", "OUTCOME\n"),
        ("Ask for 3 more days", "EXTEND outcome_report 3 days because "),
    ),
    K.INTERIM_REQUEST: (("Send it now", "NOTE Interim: "), ("It is contained", "CONTAINED ")),
    K.REVIEW_REQUEST: (
        ("Accept", "ACCEPT"),
        ("Send it back", "RETURN because "),
        ("Accept and close", "ACCEPT\nCLOSE"),
    ),
    K.OUTCOME_REPORT: (("My view", "NOTE "), ("Risk is unlikely", "RISK unlikely because ")),
    K.ACTION_FOLLOW_UP: (),
    K.HANDED_OVER: (_ACK, ("Classify it", "CLASSIFY "), ("Name an officer", "ASSIGN "), _STATUS),
    K.CLOSED: (("Open it again", "REOPEN because "),),
    K.CLOSURE_REFUSED: (_STATUS,),
    K.SEVERITY_CHANGED: (_STATUS,),
    K.STATUS: (),
    K.ANSWER: (_STATUS,),
    K.RETURNED: (("Send the report", "OUTCOME\n"),),
    K.REOPENED: (_ACK, _STATUS),
}

# What a reminder of a step offers first: the words that do it. Steps with a mail of their own kind have theirs above.
STEP_BUTTONS: Mapping[Step, Sequence[Button]] = {
    Step.LEADER_ACKNOWLEDGES: (_ACK,),
    Step.CLASSIFY: tuple(
        (f"It is {word}", f"CLASSIFY {word}") for word in ("minor", "moderate", "major", "critical")
    ),
    Step.APPOINT: (("Name an officer", "ASSIGN "),),
    Step.CONTAIN: (("It is contained", "CONTAINED "),),
    Step.DPO_ACKNOWLEDGES: (_ACK,),
    Step.PEOPLE_TOLD: (("They have been told", "PEOPLE told "),),
    Step.OUTCOME_REPORT: (
        ("Send the report", "OUTCOME\n"),
        ("Ask for 3 more days", "EXTEND outcome_report 3 days because "),
    ),
    Step.REVIEW: (("Accept", "ACCEPT"), ("Send it back", "RETURN because ")),
    Step.DPO_VIEW: (("My view", "NOTE "), ("Risk is unlikely", "RISK unlikely because ")),
    Step.CLOSE: (("Close it", "CLOSE"),),
}
