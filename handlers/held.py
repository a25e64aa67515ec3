"""The holding place: mail that was not understood is kept, a person is told, nothing becomes a case silently."""

from __future__ import annotations

from bot.domain.decision import Decision, Effect, SendMail, SettleMail
from bot.domain.words import CommandName, MailKind
from handlers import people
from handlers.context import Context, Incoming

C, K = CommandName, MailKind


def hold(mail: Incoming, ctx: Context, reason: str, *, tell: str = "", answer: bool = False) -> Decision:
    """Keep it for a person; the operator is told once for each `tell` ("": of each mail by itself).

    `answer`: the sender hears, without a word about any case, that it was not taken.
    """
    what = "Mail that was not understood waits" if tell else "A mail was not understood and waits"
    facts = {
        "what": "held", "lines": [f"{what} for a person: nearmiss held list."],
        "rows": [{"label": "Why", "value": reason}], "answers": [],
    }  # fmt: skip
    told = SendMail(K.OPERATOR_ALERT, people.operators(ctx), tell or mail.cause, facts, about_case=False)
    effects: list[Effect] = [told]
    if answer and mail.sender.address:
        effects.append(SendMail(K.NOT_ALLOWED, (mail.sender.address,), mail.cause, {}, about_case=False))
    return Decision((), tuple(effects), reason, outcome="held")


def ignore(reason: str) -> Decision:
    """Counted and kept as a row; nobody is told and nothing is answered."""
    return Decision(reason=reason, outcome="ignored")


def operators_answer(mail: Incoming, ctx: Context) -> Decision | None:
    """`RETRY` or `DROP` in answer to an alert about failed mail; None where it is something else."""
    person = ctx.person(mail.sender.address)
    names = [command.name for command in mail.reading.commands]
    if not mail.failed_mails or person is None or person.address not in people.operators(ctx):
        return None
    how = "retry" if C.RETRY in names else "drop" if C.DROP in names else ""
    if not how:
        return None
    effects: list[Effect] = [SettleMail(receipt, how) for receipt in mail.failed_mails]
    what = "is being read again" if how == "retry" else "has been dropped; it stays in Nearmiss/Quarantine"
    facts = {"done": [{"what": f"The mail {what}.", "next": ""}], "refused": [], "possible": []}
    effects.append(SendMail(K.CONFIRMED, (person.address,), mail.cause, facts, about_case=False))
    return Decision((), tuple(effects), f"the operator answered {how}")
