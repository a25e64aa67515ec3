"""Digests: working days at 08:00 to case manager and operator, Mondays to each leader and the DPO (SPEC §4).

Sent also when empty: no digest means that the service is down. Each day's is once by its once-key.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.domain.clock import Row
from bot.domain.decision import Decision, SendMail
from bot.domain.words import MailKind, Role
from bot.service import Service
from bot.store import around, cases, deadlines, outbox, receipts, record
from bot.store.store import Work
from handlers import people
from handlers.context import Context
from handlers.wording import STATE_WORDS, STEP_ASKS, day, when

K = MailKind
_META = "digest"


def digest_tick(service: Service, now: datetime) -> int:
    """Queue the digests of this morning, once; 1 when something was queued."""
    office = service.policy.clocks.office
    local = office.local(now)
    if local.time() < service.policy.clocks.morning or not office.is_working_day(local.date()):
        return 0
    today = local.date().isoformat()
    with service.store.reading(now) as work:
        if service.store.get_meta(work, _META) == today:
            return 0
    with service.store.work(now) as work:
        if service.store.get_meta(work, _META) == today:
            return 0
        service.store.set_meta(work, _META, today)
        ctx = service.context(work)
        mails = list(
            _mails(service, work, ctx, monday=local.weekday() == service.policy.mail.weekly_digest_day)
        )
        service.carry_out(work, Decision((), tuple(mails), "the morning's digest"), ctx)
        _requests(service, work, ctx)
    return 1


def _mails(service: Service, work: Work, ctx: Context, *, monday: bool) -> list[SendMail]:
    found: list[SendMail] = []
    entries = [(s, deadlines.of_case(work, s.id)) for s in cases.open_cases(work)]
    cause = f"digest:{ctx.today}"
    facts = {"for": "operator", "counts": _counts(work), "anchor": str(record.anchor(work.connection)),
             "waiting": _waiting(work, ctx)}  # fmt: skip
    to = dict.fromkeys(
        address for party in service.policy.mail.digest_to if party.role
        for address in (people.operators(ctx) if party.role is Role.OPERATOR else (people.by_role(party.role, ctx),))
    )  # fmt: skip
    for address in to:
        if address:
            own = _lines(entries, address, ctx, everything=True)
            found.append(SendMail(K.DIGEST, (address,), cause, {**facts, "cases": own}, about_case=False))
    if monday:
        found += _weekly(entries, ctx, cause, leave_out=set(to))
    return found


def _weekly(
    entries: list[tuple[cases.Stored, list[Row]]], ctx: Context, cause: str, leave_out: set[str]
) -> list[SendMail]:
    """To each leader their cases, to the DPO what was referred."""
    dpo = people.by_role(Role.DPO, ctx)
    readers = dict.fromkeys(s.case.who.leader for s, _ in entries if s.case.who.leader)
    mails = []
    for address in readers:
        if address not in leave_out:
            own = [(s, r) for s, r in entries if people.same(address, (s.case.who.leader,), ctx)]
            mails.append(_weekly_mail("leader", address, own, ctx, cause))
    referred = [(s, r) for s, r in entries if s.case.referred_at]
    if dpo and dpo not in leave_out and dpo not in readers and referred:
        mails.append(_weekly_mail("dpo", dpo, referred, ctx, cause))
    return mails


def _weekly_mail(
    who: str, address: str, entries: list[tuple[cases.Stored, list[Row]]], ctx: Context, cause: str
) -> SendMail:
    facts = {"for": who, "cases": _lines(entries, address, ctx), "counts": [], "anchor": "", "waiting": []}
    return SendMail(K.DIGEST, (address,), cause, facts, about_case=False)


def _lines(
    entries: list[tuple[cases.Stored, list[Row]]], reader: str, ctx: Context, *, everything: bool = False
) -> list[dict[str, Any]]:
    """One line a case, no word of what happened; none of a case that the reader is kept out of."""
    found = []
    for stored, rows in entries:
        case = stored.case
        if people.same(reader, case.who.excluded, ctx):
            continue
        live = sorted((row for row in rows if row.live), key=lambda row: row.due_at)
        school = ctx.school(case.school)
        found.append(
            {
                "reference": case.reference, "school": school.name if school else "Central",
                "severity": case.column, "state": STATE_WORDS[case.state], "leader": ctx.name(case.who.leader),
                "next": STEP_ASKS[live[0].step] if live else "",
                "due": when(live[0].due_at, ctx.now, ctx.zone) if live else "",
                "overdue": bool(live and live[0].due_at <= ctx.now),
            }
        )  # fmt: skip
    return found


def _counts(work: Work) -> list[dict[str, str]]:
    mails = receipts.counts(work)
    queue = outbox.counts(work)
    labels = {"taken": "Mails taken in", "held": "In the holding place", "quarantined": "In quarantine"}
    found = [{"label": label, "value": str(mails.get(key, 0))} for key, label in labels.items()]
    return found + [
        {"label": f"Outgoing mail {status}", "value": str(n)} for status, n in sorted(queue.items())
    ]


def _waiting(work: Work, ctx: Context) -> list[str]:
    return [
        f"{one.kind.replace('_', ' ')}: due {day(one.due_at, ctx.zone)}" for one in around.open_requests(work)
    ]


def _requests(service: Service, work: Work, ctx: Context) -> None:
    """Complaints and requests of which the case manager is to be reminded; every so many working days."""
    office = service.policy.clocks.office
    to = people.by_role(Role.CASE_MANAGER, ctx)
    for one in around.due_requests(work):
        facts = {"role": "", "why": one.kind, "happened": "", "advice": [], "due": day(one.due_at, ctx.zone)}
        cause = f"request:{one.id}:{ctx.today}"
        mail = SendMail(K.FORWARDED, (to,), cause, facts, about_case=False)
        service.carry_out(work, Decision((), (mail,), "a request is open"), ctx)
        again = office.add_working_days(ctx.now, service.policy.requests.remind_every_working_days)
        last = one.due_at + timedelta(days=60)
        around.set_request(work, one.id, next_at=again if again < last else None)
