"""Mail that is not an incident goes to whoever it is for, and is kept and counted (SPEC §3, last paragraph)."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Decision, Effect, OpenRequest, SendMail
from bot.domain.words import MailKind, Role
from bot.mail.kinds.narrative import tells_incident
from bot.mail.message import Kind
from handlers import people, report
from handlers.context import Context, Incoming
from handlers.wording import day

K = MailKind
_TO: dict[Kind, tuple[Role, ...]] = {
    Kind.EXCEPTION_REQUEST: (Role.CASE_MANAGER,),
    Kind.POLICY_SUGGESTION: (Role.INFORMATION_CHAMPION,),
    Kind.COMPLAINT: (Role.CASE_MANAGER, Role.DPO),
    Kind.SUBJECT_ACCESS_REQUEST: (Role.CASE_MANAGER, Role.DPO),
    Kind.INFORMATION_REQUEST: (Role.CASE_MANAGER, Role.DPO),
}
_WITH_A_CLOCK = frozenset({Kind.COMPLAINT, Kind.SUBJECT_ACCESS_REQUEST, Kind.INFORMATION_REQUEST})


def handle(mail: Incoming, ctx: Context) -> Decision:
    """Passed on, answered once; one that also tells of an incident opens a case, whose answer says both."""
    kind = mail.reading.kind
    effects = [*_passed_on(mail, ctx, kind)]
    clock = kind in _WITH_A_CLOCK
    if _tells_of_one(mail, clock):
        opened = _says_both(report.handle(mail, ctx), kind, _due(mail, ctx, kind) if clock else "")
        if clock:
            effects.append(OpenRequest(kind.value, mail.sender.address, linked=True))
        return opened.plus(*effects)
    if clock:
        effects.append(OpenRequest(kind.value, mail.sender.address))
    facts = {"kind": kind.value, "due": _due(mail, ctx, kind) if clock else "", "linked": ""}
    to = mail.sender.address
    if to:
        effects.append(SendMail(K.COMPLAINT_RECEIVED, (to,), mail.cause, facts, about_case=False, quiet=True))
    return Decision((), tuple(effects), mail.reading.reason, outcome="passed_on")


def _tells_of_one(mail: Incoming, clock: bool) -> bool:
    """Whether it also tells of an incident. What speaks of the policy speaks of incidents: there a moment is named."""
    moment = mail.fields.occurred_at or mail.fields.aware_at
    return tells_incident(_flat(mail)) and (clock or moment is not None)


def _says_both(opened: Decision, kind: Kind, due: str) -> Decision:
    """The sender gets one answer, which says that we have the request as well."""
    also = {"also": kind.value, "also_due": due}
    effects = (
        replace(one, facts={**one.facts, **also})
        if isinstance(one, SendMail) and one.kind is K.ACKNOWLEDGEMENT else one
        for one in opened.effects
    )  # fmt: skip
    return replace(opened, effects=tuple(effects))


def _flat(mail: Incoming) -> str:
    return " ".join(f"{mail.reading.message.subject} {mail.reading.new_text}".split()).lower()


def _due(mail: Incoming, ctx: Context, kind: Kind) -> str:
    return day(ctx.policy.request_due(kind.value, mail.received_at), ctx.zone)


def _passed_on(mail: Incoming, ctx: Context, kind: Kind) -> list[Effect]:
    due = _due(mail, ctx, kind) if kind in _WITH_A_CLOCK else ""
    facts: dict[str, object] = {
        "role": "", "why": kind.value, "happened": mail.reading.new_text[:8000] or mail.reading.text[:8000],
        "advice": [], "due": due, "sender": mail.sender.address, "sender_name": mail.sender.name,
        "subject": mail.reading.message.subject,
    }  # fmt: skip
    to = dict.fromkeys(people.by_role(role, ctx) for role in _TO[kind])
    return [
        SendMail(K.FORWARDED, (address,), mail.cause, facts, about_case=False, urgent=False)
        for address in to if address
    ]  # fmt: skip
