"""docs/commands-by-mail.md and docs/mails.md: what people write to us and what we write to them."""

from __future__ import annotations

import re

from doc_table import ROOT, WRITTEN, table

from bot.cli.mail_samples import Sample, samples
from bot.domain.transitions import accepts
from bot.domain.words import CommandName, MailKind, State
from bot.render import Renderer
from handlers.commands.look import USAGE
from handlers.rights import EVENT_OF, NEVER_BY_INVESTIGATOR, PARTS, RIGHTS, Capacity


def mail_commands_page() -> str:
    """Each command: how it is written, what it does, who may, in which states."""
    rows = [
        (f"`{write}`", does, _who(CommandName(name)), _when(CommandName(name)))
        for name, (write, does) in USAGE.items()
    ]
    parts = [(f"`{c.value}` {part}", _names(who) or "nobody") for (c, part), who in PARTS.items()]
    answers = [(f"`{name.value}`", _ANSWERS[name]) for name in CommandName if name.value not in USAGE]
    lines = [
        "# Commands by mail", "",
        "The first lines of an answer, one command a line, capitals or not, free text after it. Quoted text, signature",
        "and disclaimer never count. A command is obeyed only from a sender whom Exchange vouches for, on a case where",
        "that person may give it. For leaders there is [one page](leaders.md). " + WRITTEN, "",
        *table(("write", "what it does", "who may", "while the case is"), rows), "",
        "*leader* is everybody on the ladder who was reached; *involved* is any other role on the case. Whoever",
        f"investigates never writes {' or '.join(sorted(f'`{one.value}`' for one in NEVER_BY_INVESTIGATOR))}.", "",
        "## Parts that fewer people may write", "",
        *table(("part", "who may"), parts), "",
        "## Words that belong to one kind of mail", "",
        *table(("word", "where"), answers),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_ANSWERS = {
    CommandName.YES: "answers a mail of ours that reads something back and asks whether it is meant",
    CommandName.RETRY: "the operator's answer to an alert: read the mail in quarantine again",
    CommandName.DROP: "the operator's answer to an alert: leave the mail in quarantine for good",
    CommandName.RELEASE: "an anonymous reporter: send on what was held back, as numbered in our mail",
    CommandName.REMOVE: "an anonymous reporter: leave out what was held back",
    CommandName.NO_CONTACT: "an anonymous reporter: destroy the way to reach me; no more mail",
    CommandName.NAME_ME: "an anonymous reporter: go on under my name",
}


def _who(command: CommandName) -> str:
    return _names(capacity for capacity in Capacity if command in RIGHTS[capacity])


def _names(capacities: object) -> str:
    wanted = set(capacities)  # type: ignore[call-overload]
    return ", ".join(one.value.replace("_", " ") for one in Capacity if one in wanted)


def _when(command: CommandName) -> str:
    events = EVENT_OF.get(command, ())
    states = [state.value for state in State if any(accepts(state, event) for event in events)]
    return "in any state" if not events or len(states) == len(State) else ", ".join(states).replace("_", " ")


PURPOSE = {
    MailKind.ACKNOWLEDGEMENT: "To the reporter: your report is here, its reference, what is missing, what to do now",
    MailKind.MORE_INFORMATION: "To the reporter: what we still need to know",
    MailKind.TRIAGE_REQUEST: "To the leader: a new report with its facts; please confirm that you have it",
    MailKind.HANDED_OVER: "To whoever now has the case: it is yours",
    MailKind.ACKNOWLEDGED: "To the reporter, and to leaders who were asked as well: a person has the case",
    MailKind.SEVERITY_CHANGED: "To those whose dates change: the case is more, or less, serious now",
    MailKind.APPOINTMENT: "To the Investigating Officer or supporter: the case, the checklist, the deadline",
    MailKind.REFERRAL: "To the DPO: the case, with the ICO answer pack",
    MailKind.QUESTION: "To whoever is asked: the question",
    MailKind.ANSWER: "To whoever asked, or must know: what was answered, added or decided",
    MailKind.DECISION_REQUEST: "To whoever must decide: the question, what is known, what is possible",
    MailKind.REMINDER: "To whoever has a step: it falls due",
    MailKind.ESCALATION: "To the next rung: a deadline was missed, ring",
    MailKind.CLOCK_WARNING: "To a circle that grows: how much of the law's 72 hours is left",
    MailKind.CONTAINMENT_REQUEST: "To the IT lead or whoever has the step: stop it getting worse",
    MailKind.INTERIM_REQUEST: "To the investigator: an interim report is due",
    MailKind.OUTCOME_REQUEST: "To the investigator: the outcome report is due, or lacks answers",
    MailKind.OUTCOME_REPORT: "To the leader and the DPO: the outcome report as PDF",
    MailKind.REVIEW_REQUEST: "To the reviewer: accept it, or return it with reasons",
    MailKind.RETURNED: "To the investigator: the outcome report came back, with reasons",
    MailKind.CLOSURE_REFUSED: "To whoever wrote CLOSE: what is still missing",
    MailKind.CLOSED: "To everybody on the case, and to the reporter: it has ended",
    MailKind.REOPENED: "To those on the case: it is open again",
    MailKind.MERGED: "To those on the case: it was joined with another one",
    MailKind.ACTION_FOLLOW_UP: "To an action's owner: is it done?",
    MailKind.NOT_UNDERSTOOD: "To the sender: we did not understand; the words that count",
    MailKind.NOT_ALLOWED: "To the sender: we could not act on this; says nothing about any case",
    MailKind.STATUS: "To whoever wrote STATUS: how the case stands",
    MailKind.HELP: "To whoever wrote HELP: the commands that this person may give now",
    MailKind.FORWARDED: "To whom it concerns: mail that is no incident (complaint, request, exception, suggestion), or "
    "a danger to somebody",
    MailKind.COMPLAINT_RECEIVED: "To the sender of a complaint, request or suggestion: it is here",
    MailKind.ANONYMOUS_RECEIPT: "To an anonymous reporter: a code, and what can and cannot be protected",
    MailKind.ANONYMOUS_QUESTION: "To an anonymous reporter: a question",
    MailKind.ANONYMOUS_NOTE: "To an anonymous reporter: any other word",
    MailKind.HELD_REVIEW: "To whoever looks after the holding place: mails wait for a decision",
    MailKind.OPERATOR_ALERT: "To the operator: something needs a person (unread, refused, unsent mail, a flood, ...)",
    MailKind.DIGEST: "To case manager, operator, leaders, DPO: the overview",
    MailKind.TREND_REPORT: "To leaders: the trend report as PDF and CSV",
    MailKind.POLICY_REVIEW: "To the case manager: the policy is due for review",
    MailKind.UNDELIVERABLE: "To the next in line: a mail of ours did not arrive",
    MailKind.CONFIRMED: "To whoever gave a command: what was understood, and what happens next",
}


def mails_page() -> str:
    """Every kind of mail with its purpose and sample subjects as the templates write them."""
    subjects = _subjects()
    rows = [(f"`{kind.value}`", PURPOSE[kind], "<br>".join(subjects[kind])) for kind in MailKind]
    lines = [
        "# Mails", "",
        "Every kind of mail that the service sends. The kind stands in the header `X-Nearmiss-Kind`, so that a rule in",
        "Outlook may rely on it, and each has a folder in `templates`; a trust changes words or look by copying a file",
        "into `templates/` of its configuration folder. `nearmiss mails -o DIR` writes all of them with sample data;",
        "no subject names a person or says what happened, and those about a case begin with its reference in brackets.",
        "", WRITTEN, "",
        *table(("kind", "what it is for", "subjects, with sample data"), rows),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _subjects() -> dict[MailKind, list[str]]:
    """At most three different subjects of a kind, the usual one first; practice cases left out."""
    renderer = Renderer((ROOT / "templates",))
    found: dict[MailKind, list[str]] = {kind: [] for kind in MailKind}
    for sample in samples():
        if sample.context == "drill":
            continue
        subject = re.sub(r"^\[[^]]+] ", "", _subject(renderer, sample))
        if subject not in found[sample.kind] and len(found[sample.kind]) < 3:
            found[sample.kind].append(subject)
    return found


def _subject(renderer: Renderer, sample: Sample) -> str:
    return renderer.render(sample.kind, sample.view).subject
