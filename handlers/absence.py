"""A leader, DPO, officer or reviewer who is away or whose mail bounces: their part moves on at once (SPEC §2).

Automatic replies are never an answer and stop no deadline. Runs for kinds `auto_reply` and `bounce`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.domain.decision import Decision, Effect, MailBounced, NoteAbsence, SendMail
from bot.domain.events import Event, EventKind
from bot.domain.words import MailKind
from bot.mail.message import AutoReply
from handlers import people
from handlers.context import Away, Context, Dossier, Incoming
from handlers.moving import Move, move_on, parts_of

E, K = EventKind, MailKind


def handle_auto_reply(mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """An absence notice: noted for the person across all cases; in this case their part moves on."""
    notice = mail.reading.auto_reply
    person = ctx.person(mail.sender.address)
    if notice is not None and person is None and dossier is not None:
        return _of_unlisted(mail, dossier, ctx, notice)
    if notice is None or person is None:
        return Decision(reason="an automatic reply of somebody without a role", outcome="ignored")
    if not notice.absent:
        return _mere_receipt(mail, dossier, ctx, person.address)
    noted = NoteAbsence(person.address, notice.until, notice.delegate, "reply")
    if dossier is None or dossier.case.state.ended:
        return Decision((), (noted,), "an absence notice")
    away = replace(ctx, away={**ctx.away, person.id: Away(notice.until, notice.delegate, "reply")})
    move = Move(dossier.case, away, person.address, "away", mail.cause, [], [noted])
    _noted(move, notice)
    if person.id in away.unavailable():  # and not a notice that somebody forgot to turn off
        move_on(move)
    return Decision(tuple(move.events), tuple(move.effects), "an absence notice")


def _noted(move: Move, notice: AutoReply) -> None:
    detail = {
        "until": notice.until.isoformat() if notice.until else "",
        "stand_in_named": bool(notice.delegate),
    }
    move.record(Event(E.ABSENCE_NOTED, detail, {"person": move.address, "stand_in": notice.delegate}))


def _of_unlisted(mail: Incoming, dossier: Dossier, ctx: Context, notice: AutoReply) -> Decision:
    """Whoever was named without standing in the directory is away: their part of this case moves on all the same."""
    case, address = dossier.case, mail.sender.address
    if case.state.ended or not notice.absent or not people.same(address, parts_of(case), ctx):
        return Decision(reason="an automatic reply of somebody without a role", outcome="ignored")
    move = Move(case, ctx, address.lower(), "away", mail.cause, until=notice.until)
    _noted(move, notice)
    move_on(move)
    return Decision(tuple(move.events), tuple(move.effects), "an absence notice")


def _mere_receipt(mail: Incoming, dossier: Dossier | None, ctx: Context, address: str) -> Decision:
    """ "We have received your e-mail" changes nothing, but in a critical case the deputy is told as well."""
    if dossier is None or dossier.case.state.ended:
        return Decision(reason="an automatic receipt", outcome="ignored")
    detail = {"until": "", "absent": False}
    event = Event(E.ABSENCE_NOTED, detail, {"person": address})
    case = dossier.case
    alone = all(
        people.same(one, (address,), ctx) for one in case.who.asked
    )  # one deputy, not the whole ladder
    waits = case.acknowledged_at is None and alone and people.same(address, (case.who.leader,), ctx)
    choice = people.next_leader(case, ctx) if case.column == "critical" and waits else None
    if choice is None or choice.person is None or choice.role is None:
        return Decision((event,), (), "an automatic receipt")
    told = Event(E.ESCALATED, {"by": "receipt", "role": choice.role.value}, {"to": choice.person.address})
    facts = {"points": [], "leader": ctx.name(address), "reason": "only an automatic receipt came back"}
    mail_ = SendMail(K.ESCALATION, (choice.person.address,), mail.cause, facts, urgent=True)
    return Decision((event, told), (mail_,), "an automatic receipt in a critical case")


def handle_bounce(mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """One of our mails did not arrive: its row says so, the person's part moves on, the operator hears."""
    bounce = mail.reading.bounce
    if bounce is None:
        return Decision(reason="a delivery report without a failure", outcome="ignored")
    lasting = [r for r in bounce.recipients if r.permanent]
    if not lasting:
        return Decision(reason="a delivery report of a delay", outcome="ignored")
    effects: list[Effect] = [MailBounced(bounce.original_message_id, lasting[0].status)]
    failed = mail.bounced_to or lasting[0].address
    person = ctx.person(failed)
    if person:
        effects.append(NoteAbsence(person.address, None, "", "bounce"))
    effects.append(_tell_operator(mail, dossier, ctx, failed, lasting[0].status))
    if dossier is None:
        return Decision((), tuple(effects), "a bounce")
    status = {"status": lasting[0].status}
    bounced = Event(E.BOUNCED, status, {"person": person.address if person else failed})
    if dossier.case.state.ended:
        return Decision((bounced,), tuple(effects), "a bounce")
    away = replace(ctx, away={**ctx.away, person.id: Away(None, "", "bounce")}) if person else ctx
    address = person.address if person else failed.lower()
    move = Move(dossier.case, away, address, "bounced", mail.cause, [], effects)
    move.record(bounced)
    move_on(move)
    return Decision(tuple(move.events), tuple(move.effects), "a bounce")


def _tell_operator(
    mail: Incoming, dossier: Dossier | None, ctx: Context, failed: str, status: str
) -> SendMail:
    operators = people.operators(ctx, dossier.case if dossier else None)
    to = tuple(a for a in operators if not people.same(a, (failed,), ctx))
    case = dossier.case.reference if dossier else "none"
    facts = {
        "what": "bounced",
        "rows": [{"label": "Case", "value": case}, {"label": "Address", "value": failed},
                 {"label": "Code", "value": status or "not given"}],
        "lines": ["A mail of ours did not arrive. Please put the address right in directory.toml."],
        "answers": [],
    }  # fmt: skip
    return SendMail(K.OPERATOR_ALERT, to, mail.cause, facts, about_case=False)
