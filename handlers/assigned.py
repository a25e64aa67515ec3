"""A held mail that a person has looked at and assigned: to a new case as its report, or to a case that stands.

No command in it is obeyed: who assigned it has not proven that its sender may give any.
"""

from __future__ import annotations

from bot.domain.decision import Decision, KeepFiles, SendMail
from bot.domain.events import Event, EventKind
from bot.domain.words import MailKind, Role
from handlers import report
from handlers.context import Context, Dossier, Incoming

_LONGEST = 8000


def handle(mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """The decision for it; `dossier` is the case it was assigned to, None for a new one."""
    if dossier is None:
        return report.handle(mail, ctx)
    case, text = dossier.case, mail.reading.new_text or mail.reading.text
    event = Event(
        EventKind.NOTED, {"assigned": True}, {"text": text[:_LONGEST], "from": mail.sender.address},
        role=Role.OPERATOR.value,
    )  # fmt: skip
    facts = {"about": "assigned", "who": ctx.name(mail.sender.address) or "somebody", "text": text[:_LONGEST]}
    told = tuple(address for address in (case.who.reached or (case.who.leader,)) if address)
    mails = (SendMail(MailKind.ANSWER, told, mail.cause, facts, urgent=case.urgent),) if told else ()
    return Decision((event,), (KeepFiles("assigned"), *mails), "assigned by the operator")
