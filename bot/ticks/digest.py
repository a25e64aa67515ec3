"""Digests: working days at 08:00 to case manager and operator, Mondays to each leader and the DPO (SPEC §4).

Sent also when empty: no digest means that the service is down. Each day's is once by its once-key. A week that
begins with a bank holiday, or with an outage, has its weekly ones on its first working day when we are up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from bot.domain.case import Case
from bot.domain.clock import Row
from bot.domain.decision import Decision, SendMail
from bot.domain.duties import Party
from bot.domain.words import MailKind, Role
from bot.service import Service
from bot.store import around, cases, deadlines, outbox, receipts, record
from bot.store.store import Work
from handlers import people
from handlers.context import Context
from handlers.wording import STATE_WORDS, STEP_ASKS, day, when

K = MailKind
_META, _WEEK = "digest", "digest_week"
_NEVER = datetime.max.replace(tzinfo=UTC)
_TOGETHER = 50  # cases looked at together
_SHOWN = 50  # cases in one mail: nobody reads more, and it has to be sent


@dataclass(frozen=True, slots=True)
class _Open:
    """An open case: when it is due next, its line, and whose it is."""

    due_at: datetime
    line: dict[str, Any]
    leader: str
    dpo: str
    referred: bool
    excluded: tuple[str, ...]


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
        mails = _mails(service, work, ctx, weekly=_new_week(service, work, local.date()))
        service.carry_out(work, Decision((), tuple(mails), "the morning's digest"), ctx)
        _requests(service, work, ctx)
    return 1


def _new_week(service: Service, work: Work, today: date) -> bool:
    """Whether the weekly ones are due, and from now on no longer; a service that begins in mid-week waits."""
    begins = today - timedelta((today.weekday() - service.policy.mail.weekly_digest_day) % 7)
    last = service.store.get_meta(work, _WEEK)
    if last == begins.isoformat():
        return False
    service.store.set_meta(work, _WEEK, begins.isoformat())
    office = service.policy.clocks.office
    first = begins if office.is_working_day(begins) else office.next_working_day(begins)
    return last is not None or today <= first


def _mails(service: Service, work: Work, ctx: Context, *, weekly: bool) -> list[SendMail]:
    found: list[SendMail] = []
    entries = list(_open_cases(work, ctx))
    cause = f"digest:{ctx.today}"
    facts = {"for": "operator", "counts": _counts(work), "anchor": str(record.anchor(work.connection)),
             "waiting": _waiting(work, ctx)}  # fmt: skip
    to = dict.fromkeys(
        address for party in service.policy.mail.digest_to if party.role
        for address in (people.operators(ctx) if party.role is Role.OPERATOR else (people.by_role(party.role, ctx),))
    )  # fmt: skip
    for address in to:
        if address:
            own = {**facts, **_lines(entries, address, ctx)}
            found.append(SendMail(K.DIGEST, (address,), cause, own, about_case=False))
    if weekly:
        found += _weekly(entries, ctx, cause, leave_out=set(to))
    return found


def _open_cases(work: Work, ctx: Context) -> Iterator[_Open]:
    """What digests say of each open case; the cases themselves are let go, for there may be many."""
    waiting = cases.open_cases(work)
    while some := list(islice(waiting, _TOGETHER)):
        rows = deadlines.of_cases(work, [stored.id for stored in some])
        yield from (_open(stored.case, rows[stored.id], ctx) for stored in some)


def _open(case: Case, rows: list[Row], ctx: Context) -> _Open:
    """One line, no word of what happened."""
    live = min((row for row in rows if row.live), key=lambda row: row.due_at, default=None)
    school = ctx.school(case.school)
    line = {
        "reference": case.reference, "school": school.name if school else "Central",
        "severity": case.column, "state": STATE_WORDS[case.state], "leader": ctx.name(case.who.leader),
        "next": STEP_ASKS[live.step] if live else "",
        "due": when(live.due_at, ctx.now, ctx.zone) if live else "",
        "overdue": bool(live and live.due_at <= ctx.now),
    }  # fmt: skip
    who = case.who
    referred = case.referred_at is not None
    return _Open(live.due_at if live else _NEVER, line, who.leader, who.dpo, referred, tuple(who.excluded))


def _weekly(entries: list[_Open], ctx: Context, cause: str, leave_out: set[str]) -> list[SendMail]:
    """To each leader their cases, to the DPO (and whoever else policy.toml names) what was referred."""
    parties = ctx.policy.mail.weekly_digest_to
    readers: dict[str, str] = {}
    if Party.LEADER in parties:
        readers |= dict.fromkeys((one.leader for one in entries if one.leader), "leader")
    for role in (party.role for party in parties if party.role):
        readers.setdefault(people.by_role(role, ctx), "dpo")
    mails = []
    for address, who in readers.items():
        if address and address not in leave_out:
            own = [one for one in entries if _reads(one, address, who, ctx)]
            mails.append(_weekly_mail(who, address, own, ctx, cause))
    return mails


def _reads(one: _Open, address: str, who: str, ctx: Context) -> bool:
    leads = people.same(address, (one.leader,), ctx)
    advises = one.referred and people.same(address, (one.dpo,), ctx)
    return leads or advises or (who == "dpo" and one.referred)


def _weekly_mail(who: str, address: str, entries: list[_Open], ctx: Context, cause: str) -> SendMail:
    facts = {"for": who, **_lines(entries, address, ctx), "counts": [], "anchor": "", "waiting": []}
    return SendMail(K.DIGEST, (address,), cause, facts, about_case=False)


def _lines(entries: list[_Open], reader: str, ctx: Context) -> dict[str, Any]:
    """One line a case, the soonest due first, and how many are late and left out; none of a case that the reader is
    kept out of."""
    own = [one for one in entries if not people.same(reader, one.excluded, ctx)]
    lines = [one.line for one in sorted(own, key=lambda one: one.due_at)]
    return {
        "cases": lines[:_SHOWN], "more": len(lines[_SHOWN:]), "late": sum(line["overdue"] for line in lines),
    }  # fmt: skip


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
