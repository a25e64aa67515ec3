"""The outbox: one row a mail, queued in the case's transaction, claimed by one worker, never sent twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import and_, func, insert, or_, select, update

from bot.store.store import Work
from bot.store.tables import covered, outbox

WAITING = ("failed", "in_doubt", "blocked")
_ENCODE, _DECODE = msgspec.json.encode, msgspec.json.decode


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox; `content` is the opened sealed part, {} unless asked for."""

    id: int
    once_key: str
    case_id: int | None
    kind: str
    priority: int
    status: str
    mailbox: str
    queued_at: datetime
    next_at: datetime | None
    attempts: int
    own_key: str
    message_id: str | None
    draft_id: str | None
    doubt_since: datetime | None
    sent_at: datetime | None
    error: str
    content: dict[str, Any]


_PLAIN = [getattr(outbox.c, name) for name in Queued.__dataclass_fields__ if name != "content"]


def _from(work: Work, row: Any) -> Queued:
    values = dict(row._mapping)
    sealed = values.pop("sealed", None)
    return Queued(**values, content=_DECODE(work.keys.open(sealed)) if sealed else {})


def queue(
    work: Work, *, once_key: str, case_id: int | None, kind: str, priority: int, mailbox: str, own_key: str,
    message_id: str, content: dict[str, Any], not_before: datetime | None = None, error: str = "",
    covers: Collection[str] = (),
) -> bool:  # fmt: skip
    """Queue a mail once; False where its once-key stands already. With an `error` it is blocked, visibly."""
    if is_queued(work, once_key):
        return False
    done = work.connection.execute(
        insert(outbox).values(
            once_key=once_key, case_id=case_id, kind=kind, priority=priority, mailbox=mailbox,
            own_key=own_key, message_id=message_id, queued_at=work.now, attempts=0, error=error[:200],
            status="blocked" if error else "queued", next_at=None if error else (not_before or work.now),
            sealed=work.keys.seal(_ENCODE(content)),
        )
    )  # fmt: skip
    key = done.inserted_primary_key
    assert key is not None
    for other in covers:
        if not is_queued(work, other):
            work.connection.execute(insert(covered).values(once_key=other, outbox_id=int(key[0])))
    return True


def is_queued(work: Work, once_key: str) -> bool:
    """Whether a mail for this cause was ever queued, by itself or taken along."""
    own = select(outbox.c.id).where(outbox.c.once_key == once_key)
    other = select(covered.c.outbox_id).where(covered.c.once_key == once_key)
    return work.connection.execute(own.union_all(other).limit(1)).first() is not None


def claim(work: Work, wall: datetime, limit: int, seconds: float, mailbox: str) -> list[Queued]:
    """Take up to `limit` due mails, urgent first, for this worker alone until wall + seconds."""
    free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until < wall)
    statement = (
        select(outbox.c.id)
        .where(outbox.c.next_at <= work.now, outbox.c.mailbox == mailbox, free)
        .order_by(outbox.c.priority, outbox.c.next_at, outbox.c.id)
        .limit(limit)
    )
    if work.on_postgres:
        statement = statement.with_for_update(skip_locked=True)
    ids = list(work.connection.scalars(statement))
    if not ids:
        return []
    work.connection.execute(
        update(outbox).where(outbox.c.id.in_(ids)).values(claimed_until=wall + timedelta(seconds=seconds))
    )
    rows = work.connection.execute(
        select(*_PLAIN, outbox.c.sealed).where(outbox.c.id.in_(ids)).order_by(outbox.c.priority, outbox.c.id)
    )
    return [_from(work, row) for row in rows]


def drafted(work: Work, row_id: int, draft_id: str, message_id: str) -> None:
    """The draft's id stands: from now on a retry sends that same draft."""
    work.connection.execute(
        update(outbox).where(outbox.c.id == row_id).values(
            status="drafted", draft_id=draft_id, message_id=message_id or outbox.c.message_id
        )
    )  # fmt: skip


def sending(work: Work, ids: Sequence[int]) -> None:
    """About to be sent: from here on the answer may be lost, and doubt begins."""
    if ids:
        work.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(status="sending", attempts=outbox.c.attempts + 1)
        )


def sent(work: Work, row_id: int, message_id: str = "", *, keep: bool = True) -> None:
    """It has gone. `keep` False drops the content (mail to anonymous reporters)."""
    values: dict[str, Any] = {
        "status": "sent", "sent_at": work.now, "next_at": None, "claimed_until": None, "error": "",
        "doubt_since": None,
    }  # fmt: skip
    if message_id:
        values["message_id"] = message_id
    if not keep:
        values["sealed"] = None
    work.connection.execute(update(outbox).where(outbox.c.id == row_id).values(**values))


def later(
    work: Work, row_id: int, next_at: datetime, error: str, *, status: str | None = None,
    doubt_since: datetime | None = None, tried: bool = False,
) -> None:  # fmt: skip
    """Try again at a stored time."""
    values: dict[str, Any] = {"next_at": next_at, "error": error[:200], "claimed_until": None}
    if status:
        values["status"] = status
    if doubt_since:
        values["doubt_since"] = doubt_since
    if tried:
        values["attempts"] = outbox.c.attempts + 1
    work.connection.execute(update(outbox).where(outbox.c.id == row_id).values(**values))


def stopped(work: Work, row_id: int, status: str, error: str) -> None:
    """It will not go by itself any more: failed, in_doubt or blocked, and visible."""
    work.connection.execute(
        update(outbox).where(outbox.c.id == row_id).values(
            status=status, error=error[:200], next_at=None, claimed_until=None
        )
    )  # fmt: skip


def release(work: Work, ids: Sequence[int]) -> None:
    """Give claimed rows back untouched."""
    if ids:
        work.connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(claimed_until=None))


def retry(work: Work, row_id: int) -> bool:
    """An operator sends a stopped mail again: as a new draft, except where a draft still stands."""
    done = work.connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id, outbox.c.status.in_(WAITING))
        .values(
            status="queued", next_at=work.now, error="", claimed_until=None, doubt_since=None, draft_id=None,
            attempts=0,
        )
    )  # fmt: skip
    return bool(done.rowcount)


def waiting(work: Work) -> list[Queued]:
    """Everything not sent yet or stopped, urgent first."""
    rows = work.connection.execute(
        select(*_PLAIN, outbox.c.sealed)
        .where(or_(outbox.c.next_at.is_not(None), outbox.c.status.in_(WAITING)))
        .order_by(outbox.c.priority, outbox.c.id)
    )
    return [_from(work, row) for row in rows]


def of_case(work: Work, case_id: int) -> list[Queued]:
    """All mails of a case, in the order they were queued."""
    rows = work.connection.execute(
        select(*_PLAIN, outbox.c.sealed).where(outbox.c.case_id == case_id).order_by(outbox.c.id)
    )
    return [_from(work, row) for row in rows]


def by_message_ids(work: Work, message_ids: Collection[str]) -> list[Queued]:
    """Our mails among these Message-IDs, newest first: what a reply or a bounce is about."""
    if not message_ids:
        return []
    rows = work.connection.execute(
        select(*_PLAIN, outbox.c.sealed)
        .where(outbox.c.message_id.in_(list(message_ids)[:50]))
        .order_by(outbox.c.id.desc())
    )
    return [_from(work, row) for row in rows]


def last_message_id(work: Work, case_id: int, once_prefix: str) -> str:
    """The Message-ID of the newest sent mail whose once-key starts so, "" where none; for threading."""
    found = work.connection.scalar(
        select(outbox.c.message_id)
        .where(outbox.c.case_id == case_id, outbox.c.once_key.startswith(once_prefix, autoescape=True))
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return str(found or "")


def count_due(work: Work, wall: datetime) -> int:
    """Mails whose time has come and that nobody has claimed."""
    free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until < wall)
    found = work.connection.scalar(select(func.count()).where(outbox.c.next_at <= work.now, free))
    return int(found or 0)


def counts(work: Work) -> dict[str, int]:
    """How many mails that still matter, by status."""
    rows = work.connection.execute(
        select(outbox.c.status, func.count())
        .where(or_(outbox.c.next_at.is_not(None), outbox.c.status.in_(WAITING)))
        .group_by(outbox.c.status)
    )
    return {str(status): int(n) for status, n in rows}


def next_due(work: Work) -> datetime | None:
    """When the next mail's time comes, None for never."""
    row = work.connection.execute(
        select(outbox.c.next_at).where(outbox.c.next_at.is_not(None)).order_by(outbox.c.next_at).limit(1)
    ).first()
    return row.next_at if row else None


def drafts_in_use(work: Work, mailbox: str) -> set[str]:
    """Draft ids that a row still needs; any other draft with our key is an orphan."""
    open_rows = and_(outbox.c.mailbox == mailbox, outbox.c.draft_id.is_not(None), outbox.c.status != "sent")
    return set(work.connection.scalars(select(outbox.c.draft_id).where(open_rows)))
