"""The stable names of steps, events, mails and roles in the words a newcomer reads. Values only."""

from __future__ import annotations

from collections.abc import Mapping

STEPS: Mapping[str, str] = {
    "acknowledge_reporter": "Answer the reporter",
    "tell_leader": "Tell a leader",
    "leader_acknowledges": "The leader confirms",
    "classify": "Say how serious it is",
    "appoint": "Name an Investigating Officer",
    "contain": "Stop it getting worse",
    "refer": "Refer it to the DPO",
    "dpo_acknowledges": "The DPO confirms",
    "ico_decision": "Decide: report to the ICO?",
    "ico_filed": "Tell the ICO (72 h, the law)",
    "people_decision": "Decide: tell the people?",
    "people_told": "Tell the people concerned",
    "interim_report": "Send an interim report",
    "outcome_report": "Send the outcome report",
    "review": "Review the outcome report",
    "dpo_view": "The DPO gives a view",
    "close": "Close the case",
    "action_follow_up": "Ask whether an action is done",
}

EVENTS: Mapping[str, str] = {
    "reported": "Reported",
    "report_added": "Something was added to the report",
    "told": "A leader was told",
    "passed_over": "Somebody was passed over",
    "acknowledged": "A leader confirmed having it",
    "led": "Leads the case from now on",
    "provisional": "Treated as serious until a person decides",
    "classified": "Severity set",
    "appointed": "Investigating Officer named",
    "handed_over": "Handed over",
    "escalated": "Went one rung up the ladder",
    "excluded": "A person was shut out",
    "included": "A person was let in again",
    "aware_changed": "The moment of awareness was corrected",
    "contained": "Contained",
    "noted": "Note",
    "interim_received": "Interim report",
    "asked": "A question went out",
    "answered": "An answer came in",
    "referred": "Referred to the DPO",
    "dpo_acknowledged": "The DPO confirmed",
    "risk_recorded": "Risk to people recorded",
    "dpo_view": "The DPO's view is in",
    "ico_decided": "Decided whether to tell the ICO",
    "ico_filed": "The ICO was told",
    "people_decided": "Decided whether to tell the people",
    "people_told": "The people were told",
    "extension_requested": "More time was asked for",
    "extended": "More time was given",
    "outcome_incomplete": "Outcome report with answers missing",
    "outcome_received": "Outcome report received",
    "outcome_accepted": "Outcome report accepted",
    "outcome_returned": "Outcome report sent back",
    "closure_refused": "Closing was refused",
    "closed": "Closed",
    "reopened": "Reopened",
    "merged": "Merged into another case",
    "absorbed": "Another case was merged into this one",
    "not_incident": "Not an incident",
    "restored": "Restored",
    "action_answered": "An action was answered for",
    "reminded": "A reminder went out",
    "deadline_missed": "A deadline was missed",
    "absence_noted": "An absence was noted",
    "bounced": "A mail did not arrive",
    "not_understood": "An answer was not understood",
    "refused": "A command was refused",
    "not_proven": "The sender was not proven",
    "confirmation_asked": "Read back, waits for YES",
    "evidence_kept": "Evidence kept",
    "held": "A piece was held back",
    "erased": "Personal data erased",
    "hold_set": "Hold on purging changed",
    "named": "The reporter chose to be named",
    "forgotten": "The reporter's address was forgotten",
    "alerted": "Safeguarding or IT were told at once",
}

# What a mail is, and why its kind is sent: the general rule; the cause of the single mail is told beside it.
MAILS: Mapping[str, tuple[str, str]] = {
    "acknowledgement": ("Thanks to the reporter", "Whoever reports gets an answer at the next look."),
    "more_information": ("What is still missing", "Facts are missing that move severity or clock."),
    "triage_request": ("New report for the leader", "The policy sends reports to the Headteacher or CEO."),
    "handed_over": ("The case is yours now", "The case, or a role in it, was handed over."),
    "acknowledged": ("A person has it", "Others need not act once somebody has the case."),
    "severity_changed": ("Severity changed", "Whoever is affected hears of a change."),
    "appointment": ("You investigate", "The Investigating Officer gets the case and the form."),
    "referral": ("Referral to the DPO", "Major and critical cases go to the DPO at once."),
    "question": ("A question", "A person on the case asked it."),
    "answer": ("An answer", "Whoever asked or decides must see what was said."),
    "decision_request": ("A decision is due", "The law asks for a decision with a reason."),
    "reminder": ("Reminder", "A step is open, and whoever has it is reminded."),
    "escalation": ("Escalation", "Nobody acted in time, so the next person is asked."),
    "clock_warning": ("The legal clock", "72 hours, day and night, from when staff knew."),
    "containment_request": ("Stop it getting worse", "It is not yet recorded as contained."),
    "interim_request": ("Interim report, please", "Serious cases ask for a report on the way."),
    "outcome_request": ("Outcome report, please", "The outcome report is due."),
    "outcome_report": ("The outcome report", "The policy sends it to the reviewer and the DPO."),
    "review_request": ("Please review", "The first leader who did not investigate reviews."),
    "returned": ("Sent back", "The reviewer asked for changes."),
    "closure_refused": ("Cannot be closed yet", "Something that the policy asks for is missing."),
    "closed": ("Closed", "Everybody on the case hears that it ended."),
    "reopened": ("Reopened", "Everybody on the case hears that it goes on."),
    "merged": ("Merged", "The case goes on as part of another one."),
    "action_follow_up": ("Is the action done?", "Actions are asked for until they are answered."),
    "not_understood": ("Not understood", "No command was found, so nothing has changed."),
    "not_allowed": ("Not allowed", "This person, or this state, does not allow it."),
    "status": ("How it stands", "Somebody asked for it."),
    "help": ("What can be written", "Somebody asked for it."),
    "forwarded": ("Passed on", "The mail belongs to another role."),
    "complaint_received": ("A complaint or request", "The law sets its own time for it."),
    "anonymous_receipt": ("Receipt with a code", "A reporter without a name gets a way back."),
    "anonymous_question": ("A question, relayed", "The leader asked without knowing whom."),
    "anonymous_note": ("News, relayed", "The reporter hears how it goes, without being known."),
    "held_review": ("Held for a look", "A mail was not understood; a person decides."),
    "operator_alert": ("Alert to the operator", "Something needs whoever runs the service."),
    "digest": ("Overview", "Every working day at 08:00; a missing one means trouble."),
    "trend_report": ("Trend report", "Sent each month and term."),
    "policy_review": ("Policy review", "The policy's own review date comes near."),
    "undeliverable": ("Not delivered", "One of our mails did not arrive."),
    "confirmed": ("Confirmation", "Says what a command was understood to be."),
}

ROLES: Mapping[str, str] = {
    "leader": "Leader",
    "investigator": "Investigates",
    "supporter": "Supports",
    "reviewer": "Reviews",
    "dpo": "DPO",
    "reporter": "Reporter",
    "forwarder": "Passed it on",
    "reached": "Was asked",
    "informed": "Was told",
    "excluded": "Shut out",
    "headteacher": "Headteacher",
    "siro": "SIRO",
    "ceo": "CEO",
    "chair": "Chair",
    "it_lead": "IT lead",
}

STATES: Mapping[str, str] = {
    "reported": "Reported",
    "triage": "Triage",
    "investigating": "Investigation",
    "review": "Review",
    "closed": "Closed",
    "not_incident": "Not an incident",
    "merged": "Merged",
}

# What a report can lack.
FACTS: Mapping[str, str] = {
    "what_happened": "what happened",
    "occurred_at": "when it happened",
    "aware_at": "when staff first knew",
    "school": "which school",
    "data": "what kind of data",
    "people": "whom it is about",
    "people_count": "how many people",
    "recipients": "who has it",
    "encrypted": "whether it was encrypted",
    "contained": "whether it is over",
    "actions_taken": "what was done",
}

DEADLINES: Mapping[str, str] = {"armed": "open", "met": "done", "missed": "missed", "cancelled": "not needed"}


def of(names: Mapping[str, str], name: object) -> str:
    """The words for a stable name; a name that is not listed is told as it stands, with spaces."""
    text = str(name or "")
    return names.get(text) or text.replace("_", " ")


def mail(kind: object) -> str:
    """What a kind of mail is."""
    return MAILS[str(kind)][0] if kind in MAILS else of({}, kind)


def rule(kind: object) -> str:
    """Why mails of this kind are sent, in general."""
    return MAILS[str(kind)][1] if kind in MAILS else ""
