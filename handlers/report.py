"""A report by somebody known: opens a case, answers the reporter, tells the leader (SPEC §3, first row).

Runs for mails of kind `report`, and for anything that describes an incident among mails of another kind.
Anonymous reports have a road of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.domain.case import Case
from bot.domain.decision import Decision, Effect, KeepFiles, SendMail
from bot.domain.events import Event, EventKind, Recorded
from bot.domain.fold import apply
from bot.domain.routing import Choice
from bot.domain.words import MailKind, Role
from handlers import people
from handlers.context import Context, Incoming
from handlers.wording import role_name, when

E, K = EventKind, MailKind
_CYBER = frozenset(
    {"cyber", "malware", "ransomware", "account_takeover", "phishing_click", "lost_device", "outage"}
)
_SAFEGUARDING = frozenset({"danger", "pupil_suspect", "safeguarding_file", "protected_address"})


def handle(mail: Incoming, ctx: Context, *, drill: bool = False, anonymous: bool = False) -> Decision:
    """The decision for a report; `drill` marks a practice case. An anonymous one is answered elsewhere."""
    reported = _reported(mail, ctx, drill, anonymous)
    case = apply(Case(reference=""), Recorded(1, ctx.now, reported))
    told, case = tell_first_leader(case, ctx)
    events = [reported, *told]
    effects: list[Effect] = [KeepFiles()]
    effects += acknowledgements(mail, case, ctx)
    effects += leader_mails(mail, case, ctx, told)
    alerts = at_once(mail, case, ctx)
    if alerts:
        events.append(Event(E.ALERTED, {"roles": [r for r, _ in alerts]}, {"to": [a for _, a in alerts]}))
        effects += [_alert(role, address, mail, ctx) for role, address in alerts]
    return Decision(tuple(events), tuple(effects), mail.reading.reason, opens=True, drill=drill)


def school_of(mail: Incoming, ctx: Context) -> str:
    """From the report, else from the author's address; "" for central staff and unknown."""
    return mail.fields.school or ctx.directory.school_of(mail.author.address)


def aware_at(mail: Incoming) -> tuple[datetime | None, bool]:
    """A, never later than R; and whether only a day was given. None where the report does not say."""
    aware = mail.fields.aware_at
    if aware is None:
        return None, False
    return min(aware, mail.received_at), mail.fields.aware_estimated


def grave(mail: Incoming, ctx: Context) -> str:
    """The word or cue that puts the case provisionally in the critical column, "" for none."""
    provisional = ctx.policy.provisional
    cues = sorted(mail.fields.cues & provisional.critical_cues)
    message = mail.reading.message
    return provisional.grave_word(f"{message.subject}\n{mail.reading.new_text}") or next(iter(cues), "")


def _reported(mail: Incoming, ctx: Context, drill: bool, anonymous: bool) -> Event:
    fields, cues = mail.fields, mail.fields.cues
    aware, estimated = aware_at(mail)
    word = grave(mail, ctx)
    detail: dict[str, Any] = {
        "school": school_of(mail, ctx), "reported_at": mail.received_at.isoformat(),
        "aware_at": aware.isoformat() if aware else None, "aware_estimated": estimated,
        "occurred_at": fields.occurred_at.isoformat() if fields.occurred_at else None,
        "critical_words": bool(word), "danger": "danger" in cues, "cyber": bool(cues & _CYBER),
        "ransomware": "ransomware" in cues, "nature": "near-miss" if "near_miss" in cues else None,
        "incident_type": mail.incident_type, "cues": sorted(cues), "facts": dict(fields.facts),
        "suggested": {
            "severity": mail.suggestion.severity, "notify_ico": mail.suggestion.notify_ico,
            "inform_people": mail.suggestion.inform_people,
        },
        "missing": [name for name in mail.missing if not (name == "school" and school_of(mail, ctx))],
        "drill": drill,
        "anonymous": anonymous,
        "proven": mail.reading.authenticated.value,
    }  # fmt: skip
    author, forwarder = mail.author, mail.reading.forwarder
    personal = {
        "reporter": author.address, "reporter_name": author.name,
        "forwarder": forwarder.address if forwarder else "",
        "excluded": involved(mail, ctx), "happened": _happened(mail), "report": _in_words(mail),
        "sources": dict(fields.sources), "grave": word,
    }  # fmt: skip
    return Event(E.REPORTED, detail, personal, "reporter", author.address)


def _happened(mail: Incoming) -> str:
    return (mail.fields.what_happened or mail.reading.new_text or mail.reading.text or "").strip()[:8000]


def _in_words(mail: Incoming) -> dict[str, Any]:
    """The report's fields as text, for mails and forms."""
    fields = mail.fields
    found = {
        "data": ", ".join(fields.data), "people": ", ".join(fields.people),
        "people_count": str(fields.people_count) if fields.people_count is not None else "",
        "recipients": fields.recipients or "", "actions_taken": fields.actions_taken or "",
        "encrypted": _yes_no(fields.encrypted), "contained": _yes_no(fields.contained),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


def involved(mail: Incoming, ctx: Context) -> dict[str, str]:
    """Directory people whom the report names as involved, or who report their own act: address -> why.

    Only somebody who might get the case in a role matters; a colleague without a role is no conflict.
    """
    found: dict[str, str] = {}
    school = school_of(mail, ctx)
    with_roles = ctx.directory.people_with_roles(school)
    for name in mail.fields.names:
        for person in with_roles:
            if _is(name, person.name, person.address):
                found[person.address] = "the report names them as involved"
    author = ctx.person(mail.author.address)
    if author in with_roles and "own_act" in mail.fields.cues:
        found[author.address] = "they reported their own act"
    if "head_involved" in mail.fields.cues and not found:
        for head in ctx.directory.holders(Role.HEADTEACHER, school)[:1]:
            found[head.address] = "the report says that the Headteacher is involved"
    return found


def _is(named: str, name: str, address: str) -> bool:
    """Whether a named person is this one: by address, or by the whole surname with nothing that contradicts."""
    wanted, known = named.lower(), name.lower()
    if "@" in wanted:
        return wanted == address
    titles = {"mr", "mrs", "ms", "miss", "dr", "mx", "sir", "prof"}
    words = [w.strip(".,") for w in wanted.split() if w.strip(".,") not in titles]
    own = known.split()
    if not words or not own or words[-1] != own[-1]:
        return False
    return len(words) == 1 or words[0] == own[0] or words[0] == own[0][0]


def tell_first_leader(case: Case, ctx: Context) -> tuple[list[Event], Case]:
    """Who gets the case, with a record of everybody passed over; without a leader nobody is told yet."""
    choice = people.first_leader(case, ctx)
    events = passed_over(choice, ctx)
    if choice.person and choice.role:
        detail = {"role": choice.role.value, "place": choice.place}
        events.append(Event(E.TOLD, detail, {"leader": choice.person.address}))
    for n, event in enumerate(events):
        case = apply(case, Recorded(case.count + 1 + n, ctx.now, event))
    return events, case


def passed_over(choice: Choice, ctx: Context) -> list[Event]:
    """One event for each person passed over, and why."""
    found = []
    for one in choice.passed_over:
        person = ctx.directory.person(one.person_id)
        detail = {"why": one.why.value, "role": one.role.value}
        found.append(Event(E.PASSED_OVER, detail, {"person": person.address if person else one.person_id}))
    return found


def acknowledgements(mail: Incoming, case: Case, ctx: Context) -> list[Effect]:
    """To the author, and to whoever passed the report on."""
    forwarder = mail.reading.forwarder
    to = [mail.author.address]
    if forwarder and forwarder.address:
        to = [a for a in to if ctx.directory.is_ours(a)] + [forwarder.address]
    facts = {
        "questions": open_questions(mail, case), "own_act": "own_act" in mail.fields.cues,
        "danger": case.danger, "cyber": case.cyber, "advice": advice(mail), "school_known": bool(case.school),
        "safeguarding": safeguarding_phones(case, ctx) if case.danger else [],
        "passed_on": bool(forwarder),
    }  # fmt: skip
    return [
        SendMail(
            K.ACKNOWLEDGEMENT, (address,), mail.cause, facts, urgent=case.urgent, quiet=True,
            reply_to_message=mail.reading.message.message_id if address == mail.sender.address else "",
        )
        for address in dict.fromkeys(to) if address
    ]  # fmt: skip


def open_questions(mail: Incoming, case: Case) -> list[str]:
    """At most five, the ones that move severity or clock first; the school only where it is not known otherwise."""
    asked = zip(mail.missing, mail.questions, strict=False)
    return [question for name, question in asked if not (name == "school" and case.school)][:5]


def advice(mail: Incoming) -> list[str]:
    """What the reporter should do now for this kind of incident (plain sentences)."""
    cues = mail.fields.cues
    found = [sentence for cue, sentence in _ADVICE if cue in cues]
    return found[:4] or ["Please do not delete anything, and do not discuss it beyond those who must know."]


_ADVICE = (
    ("phishing_click", "Change your password now, from another device if you can, and tell IT by phone."),
    ("account_takeover", "Change your password now, from another device if you can, and tell IT by phone."),
    (
        "malware",
        "Leave the computer switched on but take it off the network (unplug the cable, turn Wi-Fi off).",
    ),
    ("ransomware", "Leave computers on but off the network. Do not pay, and do not answer the message."),
    ("lost_device", "Tell IT now so that they can lock and wipe it. Ring the place where you last had it."),
    (
        "email_wrong_recipient",
        "Ask the person who got it to delete it and to confirm that in writing. Try a recall.",
    ),
    ("bcc", "Ask the people who got it not to use or pass on the addresses, and to delete the mail."),
    (
        "lost_paper",
        "Go back over where you were and ask there. Say what the papers were, not who they were about.",
    ),
    ("press", "Please do not answer the press yourself; pass any call to the Headteacher's office."),
)


def at_once(mail: Incoming, case: Case, ctx: Context) -> list[tuple[str, str]]:
    """(role, address) of those told beside the leader: safeguarding where a child may be at risk, IT for cyber."""
    found = []
    if mail.fields.cues & _SAFEGUARDING:
        found.append((Role.SAFEGUARDING_LEAD.value, people.address_of(Role.SAFEGUARDING_LEAD, case, ctx)))
    if case.cyber:
        found.append((Role.IT_LEAD.value, people.address_of(Role.IT_LEAD, case, ctx)))
    return [(role, address) for role, address in found if address]


def _alert(role: str, address: str, mail: Incoming, ctx: Context) -> SendMail:
    kind = K.CONTAINMENT_REQUEST if role == Role.IT_LEAD else K.FORWARDED
    facts = {"role": role, "why": "safeguarding" if role == Role.SAFEGUARDING_LEAD else "cyber",
             "happened": _happened(mail), "advice": advice(mail)}  # fmt: skip
    return SendMail(kind, (address,), mail.cause, facts, urgent=True)


def safeguarding_phones(case: Case, ctx: Context) -> list[dict[str, str]]:
    """Name and phone of the safeguarding lead and the leader, for somebody who writes of danger."""
    roles = (Role.SAFEGUARDING_LEAD, Role.HEADTEACHER)
    people_ = {p.id: p for role in roles for p in ctx.directory.holders(role, case.school)[:1] if p.phone}
    shut = ctx.directory.ids(case.who.excluded)
    return [{"name": p.name, "phone": p.phone} for p in people_.values() if p.id not in shut]


def triage_facts(mail: Incoming, case: Case, ctx: Context) -> dict[str, Any]:
    """What the leader reads: facts with their sentences, A and where it came from, the suggestion and its reasons."""
    fields = mail.fields
    rows = [
        ("What kind of data", ", ".join(fields.data)), ("About whom", ", ".join(fields.people)),
        ("How many people", "" if fields.people_count is None else str(fields.people_count)),
        ("Who has it", fields.recipients or ""), ("Encrypted", _yes_no(fields.encrypted)),
        ("Contained", _yes_no(fields.contained)), ("Done so far", fields.actions_taken or ""),
        ("When it happened", when(fields.occurred_at, ctx.now, ctx.zone) if fields.occurred_at else ""),
    ]  # fmt: skip
    reporter = "" if case.anonymous else (mail.author.name or mail.author.address)
    return {
        "rows": [{"label": label, "value": value or "not known"} for label, value in rows],
        "happened": _happened(mail), "reporter": reporter, "proven": mail.reading.authenticated.value,
        "aware": when(case.aware_at, ctx.now, ctx.zone) if case.aware_at else "",
        "aware_sentence": fields.sources.get("aware_at", ""), "aware_estimated": case.aware_estimated,
        "suggested": mail.suggestion.severity, "severity_reasons": list(mail.suggestion.severity_reasons),
        "notify_ico": mail.suggestion.notify_ico, "inform_people": mail.suggestion.inform_people,
        "reasons": list(mail.suggestion.reasons), "missing": open_questions(mail, case),
        "files": len(mail.reading.attachments), "critical_words": case.column_critical,
    }  # fmt: skip


def leader_mails(mail: Incoming, case: Case, ctx: Context, told: Iterable[Event]) -> list[Effect]:
    """The triage request, a copy to a holder who is away, or a call to name a leader where nobody is left."""
    facts = triage_facts(mail, case, ctx)
    passed = [e for e in told if e.kind is E.PASSED_OVER]
    facts["passed_over"] = [
        {"who": ctx.name(e.personal["person"]), "why": e.detail["why"], "role": role_name(e.detail["role"])}
        for e in passed
    ]
    if not case.who.leader:
        return no_leader(case, ctx, mail.cause)
    effects: list[Effect] = [
        SendMail(
            K.TRIAGE_REQUEST,
            (case.who.leader,),
            mail.cause,
            {**facts, "copy": False, "acting": ""},
            urgent=case.urgent,
        )
    ]
    for event in passed:
        if event.detail["why"] == "away":
            copied = {**facts, "copy": True, "acting": ctx.name(case.who.leader), "buttons": []}
            effects.append(SendMail(K.TRIAGE_REQUEST, (event.personal["person"],), mail.cause, copied))
    return effects


def no_leader(case: Case, ctx: Context, cause: str) -> list[Effect]:
    """Nobody on the ladder can take the case: DPO, case manager and operator are asked to name somebody."""
    facts = {"need": "leader", "buttons": [("Name a leader", "HANDOVER ")]}
    return [
        SendMail(K.DECISION_REQUEST, (address,), cause, facts, urgent=True)
        for address in people.last_resort(case, ctx)
    ]
