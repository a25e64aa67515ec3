"""Questions that nobody has answered are asked again every second working day, in the morning (SPEC §3)."""

from __future__ import annotations

from datetime import datetime

from bot.domain.case import Case, Question
from bot.domain.decision import Decision, SendMail
from bot.domain.limits import Limit, Unit
from bot.domain.words import MailKind
from bot.service import Service
from bot.store import cases
from handlers.context import Context

_AGAIN = Limit(2, Unit.WORKING_DAYS)
_MOST = 5  # times; then whoever asked must ring


def questions_tick(service: Service, now: datetime) -> int:
    """Remind of open questions, once a working morning; returns how many mails were wished for."""
    office = service.policy.clocks.office
    local = office.local(now)
    if local.time() < service.policy.clocks.morning or not office.is_working_day(local.date()):
        return 0
    if not service.once_a_day("questions", now):
        return 0
    wished = 0
    with service.store.work(now) as work:
        ctx = service.context(work)
        waiting = [(stored, due) for stored in cases.open_cases(work) if (due := _due(stored.case, ctx))]
        for stored, due in waiting:
            mails = tuple(_mail(stored.case, one, time, ctx) for one, time in due)
            service.carry_out(work, Decision((), mails, "open questions"), ctx, stored=stored)
            wished += len(mails)
    return wished


def _due(case: Case, ctx: Context) -> list[tuple[Question, int]]:
    """Unanswered questions with the number of the newest reminder whose day has come; once-keys stop a second."""
    waiting = [one for one in case.words.questions if one.answered_at is None]
    return [(one, time) for one in waiting if (time := _times(one, ctx, case))]


def _times(one: Question, ctx: Context, case: Case) -> int:
    """How many reminders should have gone by now: after an outage only the newest goes."""
    clocks = ctx.policy_at(case.school).clocks
    at, times = one.asked_at, 0
    while times < _MOST:
        at = clocks.due(_AGAIN, at)
        if clocks.office.local(at).date() > ctx.today:
            break
        times += 1
    return times


def _mail(case: Case, one: Question, time: int, ctx: Context) -> SendMail:
    reporter = one.to == "reporter"
    to = one.to if not reporter or case.anonymous else case.who.reporter
    facts = {"n": one.n, "text": one.text, "by": ctx.name(one.asked_by), "reporter": reporter}
    cause = f"question:{one.n}:{time}"
    return SendMail(MailKind.QUESTION, (to,), cause, facts, quiet=reporter)
