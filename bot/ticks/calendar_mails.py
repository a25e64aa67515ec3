"""Mails that the calendar asks for: the monthly and termly trend report, and the reminder of the policy's review."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta

from bot.documents.trend_counts import Trend, trend
from bot.documents.trend_report import trend_csv, trend_pdf, trend_rows
from bot.domain.decision import Decision, File, SendMail
from bot.domain.words import MailKind, Role
from bot.mail.message import MemoryBlob
from bot.service import KEPT, Paper, Service
from bot.store.store import Work
from bot.ticks.files import Files
from bot.ticks.register import register_rows
from handlers import people
from handlers.context import Context

K = MailKind
_TREND, _REVIEW = "trend", "policy_review"
TERM_ENDS = ((12, "the autumn term"), (3, "the spring term"), (7, "the summer term"))
_READERS = (Role.CEO, Role.SIRO, Role.DPO, Role.CASE_MANAGER)


def calendar_tick(service: Service, files: Files, now: datetime) -> int:
    """Queue what this morning asks for, each once; returns how many mails were wished for."""
    office = service.policy.clocks.office
    local = office.local(now)
    if local.time() < service.policy.clocks.morning or not office.is_working_day(local.date()):
        return 0
    return _trend(service, files, now, local.date()) + _review(service, now, local.date())


def period_before(today: date) -> tuple[date, date, str]:
    """The month that has ended (first day, last day, its name); after a term's last month the whole term."""
    last = today.replace(day=1) - timedelta(days=1)
    for month, name in TERM_ENDS:
        if last.month == month:
            months = 3 if month != 12 else 4
            first = last.replace(day=1)
            for _ in range(months - 1):
                first = (first - timedelta(days=1)).replace(day=1)
            return first, last, f"{last:%B %Y} and {name}"
    return last.replace(day=1), last, f"{last:%B %Y}"


def _trend(service: Service, files: Files, now: datetime, today: date) -> int:
    month = f"{today:%Y-%m}"
    with service.store.reading(now) as work:
        if service.store.get_meta(work, _TREND) == month:
            return 0
        first = service.store.get_meta(work, _TREND) is None
    if first:  # the service has just begun: there is no month to tell of
        with service.store.work(now) as work:
            service.store.set_meta(work, _TREND, month)
        return 0
    start, end, name = period_before(today)
    with service.store.work(now) as work:
        if service.store.get_meta(work, _TREND) == month:
            return 0
        service.store.set_meta(work, _TREND, month)
        numbers = _numbers(service, work, start, end)
        ctx = service.context(work)
        papers = _papers(files, numbers, service, now, month)
        kept = tuple(File(KEPT, asdict(paper)) for paper in papers)
        mails = _mails(ctx, numbers, name, month, kept)
        service.carry_out(work, Decision((), tuple(mails), "the month's trend report"), ctx)
    return len(mails)


def _numbers(service: Service, work: Work, start: date, end: date) -> Trend:
    names = {school.id: school.name for school in service.directory.schools.values()}
    rows = register_rows(work, service.directory)
    return trend([{**row, "school": names.get(row["school"], row["school"])} for row in rows], start, end)


def _papers(files: Files, numbers: Trend, service: Service, now: datetime, month: str) -> list[Paper]:
    made = (
        (f"trend-{month}.pdf", "application/pdf", trend_pdf(numbers, service.directory.trust.name, now)),
        (f"trend-{month}.csv", "text/csv", trend_csv(numbers)),
    )
    found = []
    for name, content_type, content in made:
        sha256, size = files.keep(MemoryBlob(content))
        found.append(Paper(name, content_type, sha256, size))
    return found


def _mails(ctx: Context, numbers: Trend, name: str, month: str, kept: tuple[File, ...]) -> list[SendMail]:
    rows = [
        {"label": f"{group}: {label}" if group else label, "value": value}
        for group, label, value in trend_rows(numbers)
    ]
    to = dict.fromkeys(people.by_role(role, ctx) for role in _READERS)
    heads = (
        person.address
        for school in ctx.directory.schools
        for person in ctx.directory.holders(Role.HEADTEACHER, school)[:1]
    )
    facts = {"period": name, "rows": rows[:12]}
    return [
        SendMail(K.TREND_REPORT, (address,), f"trend:{month}", facts, files=kept, about_case=False)
        for address in dict.fromkeys((*to, *heads)) if address
    ]  # fmt: skip


def _review(service: Service, now: datetime, today: date) -> int:
    """The case manager is reminded of the policy's review, once, some time before its day."""
    review = service.directory.trust.policy_review
    if review is None or today < review - timedelta(days=service.policy.policy_review_days):
        return 0
    with service.store.reading(now) as work:
        if service.store.get_meta(work, _REVIEW) == review.isoformat():
            return 0
    with service.store.work(now) as work:
        service.store.set_meta(work, _REVIEW, review.isoformat())
        ctx = service.context(work)
        facts = {"review": f"{review:%A} {review.day} {review:%B %Y}"}
        to = people.by_role(Role.CASE_MANAGER, ctx)
        mail = SendMail(K.POLICY_REVIEW, (to,), f"policy_review:{review}", facts, about_case=False)
        service.carry_out(work, Decision((), (mail,), "the policy is to be reviewed"), ctx)
    return 1
