"""Which handler decides about a mail, in one place and in order; floods and loops are stopped here."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Decision
from bot.mail.message import Kind
from bot.service import Service
from bot.store import around, cases
from bot.store.store import Work
from handlers import absence, elsewhere, held, reply, report
from handlers.alerts import flooded
from handlers.capacity import capacities_of
from handlers.context import Context, Dossier, Incoming
from handlers.rights import Capacity

_HOUR = timedelta(hours=1)
_ALERTS_AN_HOUR = 10  # about held mails one by one; then one for all of the hour
_MACHINES = {
    Kind.LOOP: "our own mail, or an answer to it by a machine",
    Kind.BULK: "a newsletter or list",
    Kind.RECEIPT: "a read or delivery receipt",
}
_REQUESTS = frozenset(
    {
        Kind.EXCEPTION_REQUEST, Kind.POLICY_SUGGESTION, Kind.COMPLAINT, Kind.SUBJECT_ACCESS_REQUEST,
        Kind.INFORMATION_REQUEST,
    }
)  # fmt: skip


def decide(
    work: Work, service: Service, mail: Incoming, dossier: Dossier | None, ctx: Context, folder: str
) -> Decision:
    """The decision for one mail. `dossier`: the case it belongs to, if any; `folder`: where it lay."""
    kind = mail.reading.kind
    if kind in _MACHINES:
        return held.ignore(_MACHINES[kind])
    if kind is Kind.AUTO_REPLY:
        return absence.handle_auto_reply(mail, dossier, ctx)
    if kind is Kind.BOUNCE:
        return _bounce(work, mail, dossier, ctx)
    if (settled := held.operators_answer(mail, ctx)) is not None:
        return settled
    if folder != "inbox" and dossier is None and not _names_a_case(work, mail):
        return held.hold(mail, ctx, "found in Junk Email", tell=f"junk:{ctx.now:%Y%m%d%H}")
    if dossier is None and _is_old(service, work, mail, ctx):
        return held.hold(mail, ctx, "older than the first start", tell="first-start")
    flow = around.count_mail(work, mail.sender.address, _HOUR) if mail.sender.address else None
    limit = service.policy.flood.mails_per_hour
    if flow is not None and flow.mails > limit and not _has_a_part(mail, dossier, ctx):
        return flooded(mail, ctx, first=flow.mails == limit + 1)
    return _by_kind(work, mail, dossier, ctx, kind)


def _by_kind(work: Work, mail: Incoming, dossier: Dossier | None, ctx: Context, kind: Kind) -> Decision:
    if kind in _REQUESTS:
        return elsewhere.handle(mail, ctx)
    if dossier is not None:
        return reply.handle(mail, dossier, ctx)
    if kind is Kind.REPORT:
        return report.handle(mail, ctx)
    if kind is Kind.REPLY:
        return _hold(work, mail, ctx, "a reply that belongs to no case we know", answer=True)
    if kind is Kind.EMPTY:
        return _hold(work, mail, ctx, "an empty mail")
    return _hold(work, mail, ctx, "a mail that cannot be read")


def _bounce(work: Work, mail: Incoming, dossier: Dossier | None, ctx: Context) -> Decision:
    """Delivery reports about mails that we never sent are forged by the thousand: the operator hears of a few."""
    if dossier is None and not mail.bounced_to:
        told = around.count_mail(work, "bounces of nothing", _HOUR, mails=0, answers=1).answers
        if told > _ALERTS_AN_HOUR:
            return held.ignore("a delivery report about no mail of ours")
    return absence.handle_bounce(mail, dossier, ctx)


def _hold(work: Work, mail: Incoming, ctx: Context, reason: str, *, answer: bool = False) -> Decision:
    """The operator is told of each held mail, but not of a thousand in an hour."""
    told = around.count_mail(work, "held mails", _HOUR, mails=0, answers=1).answers
    gathered = "" if told <= _ALERTS_AN_HOUR else f"held:{ctx.now:%Y%m%d%H}"
    return held.hold(mail, ctx, reason, tell=gathered, answer=answer)


def _names_a_case(work: Work, mail: Incoming) -> bool:
    reference = mail.reading.reference
    return bool(reference) and cases.by_reference(work, reference or "") is not None


def _has_a_part(mail: Incoming, dossier: Dossier | None, ctx: Context) -> bool:
    """Whoever works on the case may write as often as it takes; what is refused is not answered over and over."""
    if dossier is None or not reply.proven(mail, ctx):
        return False
    return bool(capacities_of(mail.sender.address, dossier.case, ctx) - {Capacity.REPORTER})


def _is_old(service: Service, work: Work, mail: Incoming, ctx: Context) -> bool:
    """What lay in the mailbox long before the first start goes to the holding place."""
    started = service.store.get_meta(work, "first_start")
    first = ctx.now.fromisoformat(started) if started else ctx.now
    return mail.received_at < first - timedelta(days=service.policy.first_start_days)
