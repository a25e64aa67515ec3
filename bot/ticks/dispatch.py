"""Which handler decides about a mail, in one place and in order; floods and loops are stopped here."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.decision import Decision
from bot.mail.message import Kind
from bot.service import Service
from bot.store import around
from bot.store.store import Work
from handlers import absence, elsewhere, held, reply, report
from handlers.alerts import flooded
from handlers.context import Context, Dossier, Incoming

_HOUR = timedelta(hours=1)
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
        return absence.handle_bounce(mail, dossier, ctx)
    if (settled := held.operators_answer(mail, ctx)) is not None:
        return settled
    if dossier is None and _old_or_junk(service, work, mail, folder, ctx):
        return held.hold(
            mail, ctx, "found in Junk Email" if folder != "inbox" else "older than the first start"
        )
    flow = around.count_mail(work, mail.sender.address, _HOUR) if mail.sender.address else None
    limit = service.policy.flood.mails_per_hour
    if flow is not None and flow.mails > limit:
        return flooded(mail, ctx, first=flow.mails == limit + 1)
    return _by_kind(mail, dossier, ctx, kind)


def _by_kind(mail: Incoming, dossier: Dossier | None, ctx: Context, kind: Kind) -> Decision:
    if kind in _REQUESTS:
        return elsewhere.handle(mail, ctx)
    if dossier is not None:
        return reply.handle(mail, dossier, ctx)
    if kind is Kind.REPORT:
        return report.handle(mail, ctx)
    if kind is Kind.REPLY:
        return held.hold(mail, ctx, "a reply that belongs to no case we know", answer=True)
    if kind is Kind.EMPTY:
        return held.hold(mail, ctx, "an empty mail")
    return held.hold(mail, ctx, "a mail that cannot be read")


def _old_or_junk(service: Service, work: Work, mail: Incoming, folder: str, ctx: Context) -> bool:
    """Junk goes to the holding place; so does what lay in the mailbox long before the first start."""
    if folder != "inbox":
        return True
    started = service.store.get_meta(work, "first_start")
    if started is None:
        service.store.set_meta(work, "first_start", ctx.now.isoformat())
        started = ctx.now.isoformat()
    first = ctx.now.fromisoformat(started)
    return mail.received_at < first - timedelta(days=service.policy.first_start_days)
