"""What retention no longer allows (SPEC §7): personal data goes by a recorded erasure, counts and times stay.

Looks at what ended long ago only. Originals in the mailbox are not touched here; rows are, and the files of a case:
those that came, and those that went with our mails.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, insert, select, update

from bot.domain.decision import Decision, Erase
from bot.domain.events import Event, EventKind
from bot.domain.words import MailKind
from bot.service import Service
from bot.store import around, cases
from bot.store import outbox as mails_of
from bot.store.store import Work
from bot.store.tables import case as case_table
from bot.store.tables import deadline, evidence, meta, outbox, receipt, request
from bot.ticks.files import Files

_GONE = ("sent", "failed", "in_doubt")  # mails of ours that nothing is done about any more
_TO_GO = "to_go/"  # in meta, before a case's row: the files that go with it
_OPEN_ENDED = ("ignored", "held", "dropped", "counted")  # outcomes of mail that is no case


@dataclass(frozen=True)
class Purged:
    """What was erased, or would be. `on_hold`: references of old cases that a hold keeps."""

    cases: tuple[str, ...] = ()
    on_hold: tuple[str, ...] = ()
    mails: int = 0
    requests: int = 0
    files: int = 0


def years_before(moment: datetime, years: int) -> datetime:
    """The same day and time that many years earlier; 29 February becomes the 28th."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def purge(service: Service, files: Files, now: datetime, *, dry_run: bool = False) -> Purged:
    """Erase what is over its time, each case in a transaction of its own; with `dry_run` only say what."""
    rules = service.policy.retention
    with service.store.reading(now) as work:
        old = _old_cases(work, years_before(now, rules.case_years))
        free = tuple((one.id, one.case.reference) for one in old if not one.case.on_hold)
        on_hold = tuple(one.case.reference for one in old if one.case.on_hold)
        mails, ours = _old_mail(service, work), _old_mail_of_ours(service, work)
        requests = _old_requests(service, work)
        found = Purged(
            tuple(reference for _, reference in free), on_hold,
            _count(work, mails) + _count(work, ours), _count(work, requests),
            _evidence(work, [case_id for case_id, _ in free]),
        )  # fmt: skip
    if not dry_run:
        for case_id, _ in free:
            erase_case(service, files, case_id, now, "retention")
        with service.store.work(now) as work:
            work.connection.execute(
                update(receipt).where(mails).values(sealed=None, digest=None, content_hash=None)
            )
            work.connection.execute(update(outbox).where(ours).values(sealed=None))
            work.connection.execute(update(request).where(requests).values(sealed=None))
        _remove_files(service, files, now)  # what a death kept from going
    return found


def erase_case(service: Service, files: Files, case_id: int, now: datetime, reason: str) -> None:
    """Erase all that a case says of persons, on its record; then its files that no other case has."""
    with service.store.work(now) as work:
        stored = cases.by_id(work, case_id, lock=True)
        if cases.erased(work, case_id) or stored.case.on_hold:  # either may have come since it was looked for
            return
        decision = Decision(
            (Event(EventKind.ERASED, {"reason": reason}),), (Erase(reason),), f"erased: {reason}"
        )
        after = service.carry_out(work, decision, service.context(work), stored=stored)
        assert after is not None
        cases.mark_erased(work, case_id, after.case)
        hashes = set(work.connection.scalars(select(evidence.c.sha256).where(evidence.c.case_id == case_id)))
        hashes |= _papers(work, case_id)
        work.connection.execute(evidence.delete().where(evidence.c.case_id == case_id))
        for table in (outbox, deadline, receipt, request):
            work.connection.execute(update(table).where(table.c.case_id == case_id).values(sealed=None))
        seen = receipt.c.case_id == case_id  # what would prove that somebody wrote this very mail
        work.connection.execute(update(receipt).where(seen).values(digest=None, content_hash=None))
        if hashes:
            work.connection.execute(
                insert(meta).values(name=f"{_TO_GO}{case_id}", value=" ".join(sorted(hashes)))
            )
    _remove_files(service, files, now)


def _remove_files(service: Service, files: Files, now: datetime) -> None:
    """The files of erased cases that no other case has. After the commit: a row never names a file that is gone."""
    with service.store.reading(now) as work:
        to_go = dict(
            work.connection.execute(
                select(meta.c.name, meta.c.value).where(meta.c.name.startswith(_TO_GO))
            ).all()
        )
        hashes = {sha256 for value in to_go.values() for sha256 in value.split()}
        left_over = hashes - around.used_files(work, hashes)
    if not to_go:
        return
    files.remove(left_over)
    with service.store.work(now) as work:
        work.connection.execute(delete(meta).where(meta.c.name.in_(to_go)))


def _papers(work: Work, case_id: int) -> set[str]:
    """The files that went with a case's mails: forms, packs, letters, reports. Each names its case: no other has it."""
    mails = mails_of.of_case(work, case_id)
    return {file["sha256"] for mail in mails for file in mail.content.get("files", ()) if "sha256" in file}


def _old_cases(work: Work, before: datetime) -> list[cases.Stored]:
    ids = work.connection.scalars(
        select(case_table.c.id)
        .where(case_table.c.ended_at < before, case_table.c.erased_at.is_(None))
        .order_by(case_table.c.id)
    ).all()
    return [cases.by_id(work, case_id) for case_id in ids]


def _old_mail(service: Service, work: Work) -> ColumnElement[bool]:
    """Mail that became no case, past its time, and of which something is still kept."""
    rules, kept = service.policy.retention, receipt.c.sealed.is_not(None) | receipt.c.digest.is_not(None)
    spam = (receipt.c.outcome == "ignored") & (
        receipt.c.taken_at < work.now - timedelta(days=rules.spam_days)
    )
    other = receipt.c.outcome.in_(_OPEN_ENDED) & (
        receipt.c.taken_at < work.now - timedelta(days=rules.other_mail_days)
    )
    return receipt.c.case_id.is_(None) & kept & (spam | other)


def _old_mail_of_ours(service: Service, work: Work) -> ColumnElement[bool]:
    """Our mails about no case (digests, alerts, answers), as old as other mail; answers to requests as the requests."""
    rules = service.policy.retention
    other = outbox.c.queued_at < work.now - timedelta(days=rules.other_mail_days)
    answers = outbox.c.kind == MailKind.COMPLAINT_RECEIVED.value
    late = outbox.c.queued_at < years_before(work.now, rules.requests_years)
    kept = outbox.c.sealed.is_not(None) & outbox.c.status.in_(_GONE) & outbox.c.case_id.is_(None)
    return kept & other & (~answers | late)


def _old_requests(service: Service, work: Work) -> ColumnElement[bool]:
    """Requests past their time, but for those that belong to a case on hold."""
    before = years_before(work.now, service.policy.retention.requests_years)
    old = request.c.sealed.is_not(None) & (request.c.due_at < before)
    of_cases = select(request.c.case_id).where(old, request.c.case_id.is_not(None)).distinct()
    ids = work.connection.scalars(of_cases).all()
    held = [case_id for case_id in ids if cases.by_id(work, case_id).case.on_hold]
    return old & (request.c.case_id.is_(None) | request.c.case_id.not_in(held))


def _count(work: Work, which: ColumnElement[bool]) -> int:
    return int(work.connection.scalar(select(func.count()).where(which)) or 0)


def _evidence(work: Work, case_ids: Collection[int]) -> int:
    where = evidence.c.case_id.in_(list(case_ids))
    return int(work.connection.scalar(select(func.count()).where(where)) or 0)
