"""Mails in hand: claimed, drafted, sent, put off, given up; what is written counts only while the claim stands.

A claim ends when its worker dies or its time is over; another's writes then pass by without effect.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update

from bot.store.outbox import FREE, PLAIN, Queued, due, queued_from, sealed
from bot.store.store import Work
from bot.store.tables import outbox

# What every mail costs is put together once, not for each mail.
_OURS = and_(outbox.c.id == bindparam("own_id"), outbox.c.claimed_until == bindparam("own_claim"))
_DRAFTED = (
    update(outbox)
    .where(_OURS)
    .values(
        status="drafted",
        draft_id=bindparam("new_draft"),
        message_id=func.coalesce(bindparam("new_message"), outbox.c.message_id),
    )
)
_SENDING = (
    update(outbox)
    .where(_OURS)
    .values(
        status="sending",
        attempts=outbox.c.attempts + 1,
        claimed_until=bindparam("new_claim"),
        doubt_since=None,
    )
)
_GONE = (
    update(outbox)
    .where(outbox.c.id == bindparam("own_id"), outbox.c.sent_at.is_(None))
    .values(
        status="sent",
        sent_at=bindparam("moment"),
        next_at=None,
        error="",
        doubt_since=None,
        **FREE,
    )
)


def claim(
    work: Work, wall: datetime, limit: int, seconds: float, mailbox: str, worker: int = 0
) -> list[Queued]:
    """Take up to `limit` due mails, urgent first, for this worker alone until wall + seconds."""
    statement = (
        select(outbox.c.id)
        .where(*due(work, wall, mailbox))
        .order_by(outbox.c.priority, outbox.c.next_at, outbox.c.id)
        .limit(limit)
    )
    if work.on_postgres:
        statement = statement.with_for_update(skip_locked=True)
    ids = list(work.connection.scalars(statement))
    if not ids:
        return []
    _claimed(work, outbox.c.id.in_(ids), wall, seconds, worker)
    rows = work.connection.execute(
        select(*PLAIN, outbox.c.sealed)
        .where(outbox.c.id.in_(ids))
        .order_by(outbox.c.priority, outbox.c.next_at, outbox.c.id)
    )
    return [queued_from(work, row) for row in rows]


def _claimed(work: Work, which: Any, wall: datetime, seconds: float, worker: int) -> None:
    until = wall + timedelta(seconds=seconds)
    work.connection.execute(update(outbox).where(which).values(claimed_until=until, claimed_by=worker))


def free_claims(work: Work, living: Collection[int]) -> int:
    """Give back what workers had in hand that are no longer alive; how many mails."""
    dead = and_(outbox.c.claimed_by.is_not(None), outbox.c.claimed_by.not_in(list(living)))
    return int(
        work.connection.execute(
            update(outbox).where(dead).values(claimed_until=None, claimed_by=None)
        ).rowcount
    )


def _ours(row: Queued) -> Any:
    return and_(outbox.c.id == row.id, outbox.c.claimed_until == row.claimed_until)


def _claim_of(row: Queued) -> dict[str, Any]:
    return {"own_id": row.id, "own_claim": row.claimed_until}


def drafted(work: Work, row: Queued, draft_id: str, message_id: str) -> bool:
    """The draft's id stands: from now on a retry sends that same draft. False: the claim was lost meanwhile."""
    values = {**_claim_of(row), "new_draft": draft_id, "new_message": message_id or None}
    return bool(work.connection.execute(_DRAFTED, values).rowcount)


def sending(work: Work, rows: Sequence[Queued], wall: datetime, seconds: float) -> list[Queued]:
    """About to be sent: from here on the answer may be lost, and doubt begins, anew with each try. Those still ours."""
    until, ours = wall + timedelta(seconds=seconds), []
    for row in rows:
        if work.connection.execute(_SENDING, {**_claim_of(row), "new_claim": until}).rowcount:
            ours.append(
                replace(
                    row, status="sending", attempts=row.attempts + 1, claimed_until=until, doubt_since=None
                )
            )
    return ours


def sent(work: Work, row_id: int, message_id: str = "", *, keep: bool = True) -> None:
    """It has gone, whoever sent it. `keep` False drops the content (mail to anonymous reporters)."""
    values: dict[str, Any] = {"message_id": message_id} if message_id else {}
    if not keep:
        values["sealed"] = None
    statement = _GONE.values(**values) if values else _GONE
    work.connection.execute(statement, {"own_id": row_id, "moment": work.now})


def later(
    work: Work, row: Queued, next_at: datetime, error: str, *, status: str | None = None,
    doubt_since: datetime | None = None, tried: bool = False,
) -> None:  # fmt: skip
    """Try again at a stored time."""
    values: dict[str, Any] = {"next_at": next_at, "error": error[:200], **FREE}
    if status:
        values["status"] = status
    if doubt_since:
        values["doubt_since"] = doubt_since
    if tried:
        values["attempts"] = outbox.c.attempts + 1
    work.connection.execute(update(outbox).where(_ours(row)).values(**values))


def give_up(work: Work, row: Queued, status: str, error: str) -> bool:
    """A mail in hand will not go by itself any more. False: the claim was lost meanwhile."""
    done = work.connection.execute(
        update(outbox).where(_ours(row)).values(status=status, error=error[:200], next_at=None, **FREE)
    )
    return bool(done.rowcount)


def send_again(work: Work, row: Queued, message_id: str, content: dict[str, Any]) -> bool:
    """A mail in doubt goes once more as a new draft under a new Message-ID; False: the claim was lost meanwhile."""
    done = work.connection.execute(
        update(outbox).where(_ours(row)).values(
            status="queued", draft_id=None, message_id=message_id, doubt_since=None, next_at=work.now,
            sealed=sealed(work, content), **FREE,
        )
    )  # fmt: skip
    return bool(done.rowcount)


def rewritten(work: Work, row: Queued, content: dict[str, Any]) -> None:
    """The content of a mail that could not be rendered before."""
    work.connection.execute(update(outbox).where(_ours(row)).values(sealed=sealed(work, content), error=""))


def release(work: Work, rows: Sequence[Queued]) -> None:
    """Give claimed rows back untouched."""
    for row in rows:
        work.connection.execute(update(outbox).where(_ours(row)).values(**FREE))


def start_over(work: Work, row: Queued) -> None:
    """A mail of which nothing has gone is made anew, now."""
    work.connection.execute(
        update(outbox).where(_ours(row)).values(
            status="queued", draft_id=None, doubt_since=None, next_at=work.now, **FREE
        )
    )  # fmt: skip
