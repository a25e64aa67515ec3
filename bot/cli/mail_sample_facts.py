"""The facts of the sample mails, as data: per kind (context, case, reader, facts). All people are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.anonymity.notice import TenantFacts, notice
from bot.domain.words import MailKind as K

HAPPENED = (
    "On Thursday afternoon I sent the trip letter for Year 6 to all parents and put their addresses in To.\n"
    "Forty-eight families can now see each other's addresses. One of them has a protected address.\n"
    "I have asked two parents to delete it & rang the office at 17:10."
)
_DUE = "Monday 09:20"
_LINE = {"reference": "OCAT-2026-0042", "school": "Hill Academy", "severity": "major",
         "state": "being investigated", "leader": "Asha Rahman"}  # fmt: skip


def _point(step: str, ask: str, overdue: bool = False, **more: Any) -> dict[str, Any]:
    left = "overdue by 3 hours" if overdue else "4 hours left"
    due = "today 06:20" if overdue else "today 13:20"
    short = due.removeprefix("today ")
    return {
        "step": step,
        "ask": ask,
        "due": due,
        "short": short,
        "left": left,
        "overdue": overdue,
        "stage": 80,
        **more,
    }


_CLASSIFY = _point("classify", "say how serious this is")
_LATE_ACK = _point("leader_acknowledges", "confirm that you have this case", overdue=True)
_ICO = _point("ico_decision", "decide whether to report this to the ICO")
_FILED = _point("ico_filed", "tell the ICO", due="Sunday 18:20", short="Sun 18:20", left="57 hours left")
_ACK = {
    "questions": ["When did you first notice it?", "How many people are affected?", "Who has got the data?"],
    "own_act": False, "danger": False, "cyber": False, "school_known": True, "safeguarding": [], "passed_on": False,
    "advice": ["Ask the people who got it not to use or pass on the addresses, and to delete the mail."],
}  # fmt: skip
_TRIAGE = {
    "rows": [
        {"label": "What kind of data", "value": "contact"}, {"label": "About whom", "value": "parents, pupils"},
        {"label": "How many people", "value": "48"}, {"label": "Who has it", "value": "all parents of Year 6"},
        {"label": "Encrypted", "value": "not known"}, {"label": "Contained", "value": "no"},
    ],
    "happened": HAPPENED, "reporter": "Tess Abara", "proven": "internal", "aware": "yesterday 17:10",
    "aware_sentence": "rang the office at 17:10", "aware_estimated": False, "suggested": "major",
    "severity_reasons": ["A protected address may have been shown.", "48 families are concerned."],
    "notify_ico": "yes", "inform_people": "unknown", "reasons": ["The addresses cannot be called back."],
    "missing": ["Who has got the data?"], "files": 1, "critical_words": False, "passed_over": [], "copy": False,
}  # fmt: skip
_PASSED = [
    {"who": "Asha Rahman", "why": "away", "role": "Headteacher"},
    {"who": "Ben Castell", "why": "involved", "role": "Headteacher"},
]
_COMMANDS = [
    {"command": "ACKNOWLEDGE", "write": "ACKNOWLEDGE", "does": "says that you have it"},
    {
        "command": "CLASSIFY",
        "write": "CLASSIFY minor|moderate|major|critical",
        "does": "says how serious it is",
    },
]
_REPORT = (
    "The letter went out from the shared mailbox. No rule stopped more than 20 addresses in To.\n"
    "All 48 families have been asked to delete it; 31 have confirmed."
)
_PACK = [
    {"label": "What has happened?", "value": "An e-mail to 48 families showed all addresses."},
    {"label": "How many people?", "value": "not known: ask the Investigating Officer"},
]

Row = tuple[str, str, str, Mapping[str, Any]]

SAMPLES: Mapping[K, Sequence[Row]] = {
    K.ACKNOWLEDGEMENT: (
        ("usual", "new", "tess", _ACK),
        ("own_act", "new", "tess", {**_ACK, "own_act": True, "questions": []}),
        ("danger", "danger", "tess", {**_ACK, "danger": True, "safeguarding": [
            {"name": "Ben Castell", "phone": "01632 960124"}, {"name": "Asha Rahman", "phone": "01632 960123"}]}),
        ("danger_no_phone", "danger", "tess", {**_ACK, "danger": True, "questions": [], "advice": []}),
        ("passed_on", "critical", "jo.tremaine@homepost.example", {**_ACK, "passed_on": True}),
        ("drill", "drill", "tess", _ACK),
        ("also", "new", "tess", {**_ACK, "also": "complaint", "also_due": "Monday 7 December 2026"}),
    ),
    K.MORE_INFORMATION: (
        ("usual", "new", "tess", {"questions": ["How many people are affected?"]}),
        ("anonymous", "none", "x@homepost.example", {"questions": ["Which school?", "When?"], "tag": "[K7Q2]"}),
    ),
    K.TRIAGE_REQUEST: (
        ("usual", "new", "asha", _TRIAGE),
        ("danger", "danger", "asha", {**_TRIAGE, "critical_words": True, "proven": "none"}),
        ("late", "late", "mel", {**_TRIAGE, "passed_over": _PASSED, "proven": "verified"}),
        ("copy", "new", "ben", {**_TRIAGE, "copy": True, "acting": "Asha Rahman", "buttons": []}),
        ("anonymous", "anonymous", "asha", {**_TRIAGE, "reporter": "", "proven": "none", "aware": ""}),
        ("drill", "drill", "asha", {**_TRIAGE, "files": 0, "missing": [], "severity_reasons": [], "reasons": []}),
    ),
    K.HANDED_OVER: (
        ("usual", "new", "asha", {"reason": "handed", "from": "Mel Okonjo", "role": "leader of the case"}),
        ("back", "late", "asha", {"reason": "back", "from": ""}),
        ("kept_out", "new", "mel", {"reason": "involved", "from": "", "role": ""}),
    ),
    K.ACKNOWLEDGED: (
        ("reporter", "new", "tess", {"to": "reporter"}),
        ("leaders", "critical", "mel", {"to": "leaders", "who": "Asha Rahman"}),
    ),
    K.SEVERITY_CHANGED: (
        ("up", "critical", "mel", {"was": "moderate", "by": "Asha Rahman", "down": False}),
        ("down", "minor", "mel", {"was": "major", "by": "Asha Rahman", "down": True}),
    ),
    K.APPOINTMENT: (
        ("investigates", "major", "cat", {"part": "investigates", "with": ["Mel Okonjo"], "by": "Asha Rahman"}),
        ("supports", "critical", "cat", {"part": "supports", "with": ["Mel Okonjo"], "by": "Asha Rahman"}),
        ("minor", "minor", "cat", {"part": "investigates", "with": [], "by": "Asha Rahman"}),
    ),
    K.REFERRAL: (
        ("serious", "critical", "dana", {"reason": "serious", "inside": False, "pack": _PACK}),
        ("risk_open", "new", "dana", {"reason": "risk_not_ruled_out", "inside": False, "pack": _PACK}),
        ("decided", "decided", "dana", {"reason": "serious", "inside": True, "pack": _PACK}),
        ("deputy", "major", "dana", {"reason": "deputy", "inside": False, "pack": _PACK}),
    ),
    K.QUESTION: (
        ("staff", "major", "kay",
         {"n": 2, "text": "Who has the password?", "by": "Cat Lindqvist", "reporter": False}),
        ("reporter", "major", "tess",
         {"n": 1, "text": "Which list was it?", "by": "Asha Rahman", "reporter": True}),
        ("anonymous", "none", "someone@homepost.example",
         {"n": 1, "text": "Were you there?", "by": "", "reporter": True, "fishing": True, "tag": "[K7Q2]"}),
    ),
    K.ANSWER: (
        ("question", "major", "asha", {"about": "question", "text": _REPORT, "who": "Kay Draycott", "n": 2,
                                       "question": "Who has the password?"}),
        ("reporter", "anonymous", "asha", {"about": "reporter", "text": "It was the old list.", "who": "", "n": 1}),
        ("dpo_view", "review", "asha",
         {"about": "dpo_view", "text": "Risk to people: likely.", "who": "Dana Whitfield"}),
        ("interim", "major", "asha",
         {"about": "interim", "text": "Interim: 31 have confirmed.", "who": "Cat Lindqvist"}),
        ("against_dpo", "decided", "ivor",
         {"about": "against_dpo", "text": "Decided not to report.", "who": "Asha Rahman"}),
        ("contradicted", "decided", "mel",
         {"about": "contradicted", "text": "ICO: report was changed to not-report.", "who": "Asha Rahman"}),
        ("extended", "major", "cat",
         {"about": "extended", "text": "3 more working days. Holidays.", "who": "Asha Rahman"}),
        ("relieved", "major", "mel", {"about": "relieved", "text": "Now investigated by: Cat Lindqvist."}),
        ("assigned", "major", "asha", {"about": "assigned", "text": "See the photo.", "who": "somebody"}),
        ("action", "closed", "asha",
         {"about": "action", "text": "Action 3 is not done: no money.", "who": "Cat Lindqvist"}),
    ),
    K.DECISION_REQUEST: (
        ("leader", "no_leader", "kay", {"need": "leader", "buttons": [("Name a leader", "HANDOVER ")]}),
        ("nobody_above", "no_leader", "dana", {"need": "leader", "reason": "I know the family."}),
        ("reviewer", "review", "kay", {"need": "reviewer", "by": "Cat Lindqvist"}),
        ("officer", "major", "asha", {"need": "officer", "who": "Cat Lindqvist", "until": "Monday 16 November 2026",
                                      "buttons": [("Name somebody else", "ASSIGN ")]}),
        ("officer_kept_out", "major", "asha", {"need": "officer", "who": "", "kept_out": True}),
        ("extension", "major", "asha",
         {"need": "extension", "reason": "holidays", "who": "Cat Lindqvist", "days": 3,
            "ask": "send the outcome report",
            "buttons": [("Give more time", "EXTEND outcome_report 3 days because holidays")]}),
        ("legal", "major", "asha", {"leader": "Asha Rahman", "points": [
            _ICO, _point("people_decision", "decide whether to tell the people concerned")]}),
        ("overdue", "critical", "asha",
         {"points": [{**_ICO, "overdue": True, "left": "overdue by 6 hours"}], "leader": ""}),
    ),
    K.REMINDER: (
        ("usual", "new", "asha", {"points": [_CLASSIFY], "leader": "Asha Rahman"}),
        ("overdue", "late", "asha", {"points": [_LATE_ACK, _CLASSIFY], "leader": "Asha Rahman"}),
        ("drill", "drill", "asha", {"points": [_CLASSIFY], "leader": "Asha Rahman", "copy": False, "actions": []}),
        ("copy", "new", "ben", {"points": [_CLASSIFY], "leader": "Asha Rahman", "copy": True, "actions": []}),
    ),
    K.ESCALATION: (
        ("silence", "late", "mel", {"points": [_LATE_ACK], "leader": "Asha Rahman"}),
        ("passed_up", "major", "mel", {"points": [], "leader": "Asha Rahman", "reason": "I know the family.",
                                       "by": "Asha Rahman"}),
        ("drill", "drill_critical", "mel", {"points": [_LATE_ACK], "leader": ""}),
        ("copy", "late", "mel", {"points": [_LATE_ACK], "leader": "Asha Rahman", "copy": True, "actions": []}),
    ),
    K.CLOCK_WARNING: (
        ("usual", "major", "asha", {"points": [_FILED], "leader": "Asha Rahman"}),
        ("decided", "decided", "mel", {"points": [_FILED, _ICO], "leader": "Asha Rahman"}),
        ("over", "late", "mel",
         {"points": [{**_FILED, "due": "today 01:20", "overdue": True, "left": "overdue by 8 hours"}], "leader": ""}),
    ),
    K.CONTAINMENT_REQUEST: (
        ("it", "danger", "raj", {"role": "it_lead", "why": "cyber", "happened": HAPPENED,
                                 "advice": ["Leave computers on but off the network."]}),
        ("due", "major", "asha", {"points": [_point("contain", "stop the incident getting worse and say how")],
                                  "leader": "Asha Rahman"}),
    ),
    K.INTERIM_REQUEST: (
        ("usual", "critical", "cat",
         {"points": [_point("interim_report", "send an interim report", True)], "leader": ""}),
    ),
    K.OUTCOME_REQUEST: (
        ("incomplete", "major", "cat", {"missing": ["3f Data subjects informed, or why not", "Cause"],
                                        "problems": ["Action 2 has no date."], "complete": False}),
        ("due", "minor", "cat", {"missing": [], "problems": [], "complete": False}),
    ),
    K.OUTCOME_REPORT: (
        ("dpo", "review", "dana", {"by": "Cat Lindqvist", "dpo": "dana@whitfield-dpo.example"}),
        ("leader", "review", "asha", {"by": "Cat Lindqvist", "dpo": "dana@whitfield-dpo.example"}),
    ),
    K.REVIEW_REQUEST: (("usual", "review", "asha", {"by": "Cat Lindqvist"}),),
    K.RETURNED: (("usual", "major", "cat", {"reason": "Please say who spoke to the office.", "by": "Asha Rahman"}),),
    K.CLOSURE_REFUSED: (
        ("usual", "review", "asha", {"missing": ["the outcome report is not accepted yet",
                                                 "the DPO's view on the outcome report is not on record yet"]}),
    ),
    K.CLOSED: (
        ("reporter", "closed", "tess", {"how": "closed", "to": "reporter", "reason": ""}),
        ("reporter_no_incident", "new", "tess",
         {"how": "not_incident", "to": "reporter", "reason": "The list was public."}),
        ("roles", "closed", "mel", {"how": "closed", "to": "roles", "by": "Asha Rahman", "reason": "all done"}),
        ("watchers", "not_incident", "mel",
         {"how": "not_incident", "to": "watchers", "by": "Asha Rahman", "reason": "public"}),
        ("roles_no_incident", "not_incident", "cat", {"how": "not_incident", "to": "roles", "reason": "public"}),
    ),
    K.REOPENED: (("usual", "major", "cat", {"reason": "A second list has turned up.", "by": "Asha Rahman"}),),
    K.MERGED: (("usual", "new", "tess", {"into": "OCAT-2026-0040", "by": "Kay Draycott"}),),
    K.ACTION_FOLLOW_UP: (
        ("usual", "closed", "cat", {"points": [_point("action_follow_up", "say whether the action is done")],
                                    "leader": "Asha Rahman", "n": "3",
                                    "what": "Show both offices how to hide addresses"}),
        ("two", "closed", "cat", {"points": [_point("action_follow_up", "say whether the action is done")],
                                  "leader": "", "copy": False, "n": "3", "what": "Show both offices",
                                  "actions": [{"n": "3", "what": "Show both offices"},
                                              {"n": "4", "what": "Ask the supplier"}]}),
    ),
    K.NOT_UNDERSTOOD: (
        ("usual", "new", "asha", {"commands": _COMMANDS, "acknowledged": True}),
        ("critical", "danger", "mel", {"commands": _COMMANDS, "acknowledged": False}),
    ),
    K.NOT_ALLOWED: (("usual", "none", "someone@homepost.example", {}),),
    K.STATUS: (
        ("role", "major", "asha", {"for": "role", "state_words": "being investigated", "events": [
            {"at": "yesterday 18:20", "event": "reported", "who": "reporter"},
            {"at": "yesterday 18:40", "event": "acknowledged", "who": "Asha Rahman"}]}),
        ("reporter", "major", "tess", {"for": "reporter", "state_words": "being investigated", "events": []}),
        ("ended", "closed", "asha", {"for": "role", "state_words": "closed", "events": []}),
    ),
    K.HELP: (
        ("usual", "new", "asha", {"commands": _COMMANDS}),
        ("nothing", "closed", "asha", {"commands": []}),
    ),
    K.FORWARDED: (
        ("safeguarding", "danger", "ben", {"role": "safeguarding_lead", "why": "safeguarding", "happened": HAPPENED,
                                           "advice": ["Please do not delete anything."]}),
        ("reminder", "none", "kay", {"role": "", "why": "complaint", "happened": "", "advice": [],
                                     "due": "Sunday 6 December 2026"}),
        ("passed_on", "none", "kay", {"role": "", "why": "exception_request", "happened": "May I use my own phone?",
                                      "advice": [], "due": "", "sender": "t.abara@hill.osborne.example",
                                      "sender_name": "Tess Abara", "subject": "An exception, please"}),
        *(
            (why, "none", "kay", {"role": "case_manager", "why": why, "happened": "Dear trust,\nplease ...",
                                  "advice": [], "due": "Sunday 6 December 2026"})
            for why in ("complaint", "subject_access_request", "information_request", "exception_request",
                        "policy_suggestion")
        ),
    ),
    K.COMPLAINT_RECEIVED: (
        *(
            (kind, "none", "jo.tremaine@homepost.example",
             {"kind": kind, "due": "Sunday 6 December 2026", "linked": ""})
            for kind in ("complaint", "subject_access_request", "information_request")
        ),
        ("linked", "none", "jo.tremaine@homepost.example",
         {"kind": "complaint", "due": "Sunday 6 December 2026", "linked": "OCAT-2026-0042"}),
        ("exception_request", "none", "tess", {"kind": "exception_request", "due": "", "linked": ""}),
        ("policy_suggestion", "none", "tess", {"kind": "policy_suggestion", "due": "", "linked": ""}),
    ),
    K.ANONYMOUS_RECEIPT: (
        ("usual", "none", "someone@homepost.example", {
            "tag": "[K7Q2]", "code": "4821 0937 5520 1846", "shown_text": HAPPENED,
            "withheld": [{"n": 1, "text": "As I said in the office on Monday, ...", "why": "few people know this"}],
            "removed": ["your signature", "the headers of a quoted mail"],
            "held_files": [{"n": 2, "name": "photo.jpg", "why": "it shows where it was taken"}],
            "notice": notice(TenantFacts(trace_days=90, recoverable_days=14, on_hold=False),
                             roles="the Headteacher of Hill Academy",
                             kept_until="until 30 days after the case has ended"),
            "questions": ["Which school is it about?"]}),
        ("bare", "none", "someone@homepost.example", {
            "tag": "[K7Q2]", "code": "4821 0937 5520 1846", "shown_text": "The cabinet was open.", "withheld": [],
            "removed": [], "held_files": [], "notice": ["You can write again."], "questions": []}),
    ),
    K.ANONYMOUS_QUESTION: (
        ("usual", "none", "someone@homepost.example", {"tag": "[K7Q2]", "n": 1, "text": "Which cabinet was it?",
                                                       "reporter": True, "lines": []}),
        ("fishing", "none", "someone@homepost.example", {"tag": "[K7Q2]", "n": 2, "text": "Were you in the room?",
                                                         "reporter": True, "lines": [], "fishing": True}),
    ),
    K.ANONYMOUS_NOTE: (
        ("usual", "none", "someone@homepost.example",
         {"tag": "[K7Q2]", "lines": ["A person has your report and is looking into it."]}),
    ),
    K.HELD_REVIEW: (
        ("usual", "none", "kay",
         {"rows": [{"id": "h-17", "sender": "b.smith@homepost.example", "subject": "Re: keys",
                                            "at": "today 08:02", "reason": "not clear what it is about"}]}),
    ),
    K.OPERATOR_ALERT: (
        *(
            (what, "none", "raj", {
                "what": what, "lines": ["It has been tried three times."],
                "rows": [{"label": "Mail", "value": "q-31"}, {"label": "Error", "value": "UnicodeDecodeError"}],
                "answers": [{"label": "Try it again", "command": "RETRY q-31",
                             "href": "mailto:incidents@osborne.example?subject=Re%3A%20q-31&body=RETRY%20q-31"}]})
            for what in ("quarantined", "not_proven", "refused", "in_doubt", "failed", "bounced", "flood",
                         "anonymous_waiting", "held", "stuck", "template")
        ),
        ("other", "none", "raj", {"what": "unheard_of"}),
    ),
    K.DIGEST: (
        ("operator", "none", "raj",
         {"for": "operator", "late": 1, "more": 0, "anchor": "1204:9f2c71d0",
            "waiting": ["2 mails in the holding place"],
            "counts": [{"label": "Opened this month", "value": 7}, {"label": "Near misses", "value": 3}],
            "cases": [{**_LINE, "next": "tell the ICO", "due": "today 18:00", "overdue": True},
                      {"reference": "OCAT-2026-0043", "school": "", "severity": "minor", "state": "being investigated",
                       "leader": "Ivor Penhale", "next": "close the case", "due": _DUE, "overdue": False}]}),
        ("empty", "none", "kay",
         {"for": "operator", "late": 0, "more": 0, "cases": [], "counts": [],
            "anchor": "1204:9f2c71d0", "waiting": []}),
        ("leader", "none", "asha", {"for": "leader", "late": 0, "more": 41, "cases": [
            {**_LINE, "next": "send the outcome report", "due": _DUE, "overdue": False}], "counts": []}),
    ),
    K.TREND_REPORT: (
        ("usual", "none", "ivor", {"period": "October 2026", "rows": [{"label": "Incidents", "value": 12},
                                                                       {"label": "Near misses", "value": "4 of 12"}]}),
    ),
    K.POLICY_REVIEW: (("usual", "none", "kay", {"review": "Thursday 1 July 2027"}),),
    K.UNDELIVERABLE: (
        ("usual", "new", "asha", {"who": "Cat Lindqvist", "kind": "appointment", "role": "Investigating Officer"}),
        ("critical", "critical", "mel", {"who": "x@homepost.example", "kind": "acknowledgement", "role": ""}),
    ),
    K.CONFIRMED: (
        ("done", "new", "asha", {"done": [{"what": "You have this case.", "next": "Please say how serious it is."}],
                                 "refused": [], "possible": []}),
        ("refused", "review", "cat", {"done": [], "refused": ["Whoever investigated a case cannot close it."],
                                      "possible": ["NOTE", "STATUS"]}),
        ("both", "critical", "asha", {"done": [{"what": "Your note is on record.", "next": ""}],
                                      "refused": ["Write the note behind NOTE."], "possible": []}),
        ("ended", "closed", "asha", {"done": [{"what": "The case is closed.", "next": ""}], "refused": []}),
    ),
}  # fmt: skip
