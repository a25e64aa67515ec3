"""Receipts: one row for each mail seen, so that nothing is taken twice and nothing is lost (SPEC §11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, func, insert, or_, select, update

from bot.store.store import Work
from bot.store.tables import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands of one mail. `sealed` content is opened only on demand."""

    id: int
    mailbox: str
    item_id: str
    case_id: int | None
    kind: str
    outcome: str
    reason: str
    taken_at: datetime
    filing: str
    filed_at: datetime | None
    attempts: int
    retry_at: datetime | None
    error: str


_COLUMNS = [getattr(receipt.c, name) for name in Receipt.__dataclass_fields__]


def _from(row: Row[Any]) -> Receipt:
    return Receipt(**row._mapping)


def known(work: Work, mailbox: str, item_ids: Sequence[str]) -> set[str]:
    """Which of these ids have a receipt that needs no further reading (waiting ones are read again)."""
    if not item_ids:
        return set()
    rows = work.connection.scalars(
        select(receipt.c.item_id).where(
            receipt.c.mailbox == mailbox, receipt.c.item_id.in_(item_ids), receipt.c.outcome != "waiting"
        )
    )
    return set(rows)


def same_mail(work: Work, digest: str, content_hash: str) -> Receipt | None:
    """An earlier mail with the same Message-ID, sender and content."""
    row = work.connection.execute(
        select(*_COLUMNS).where(receipt.c.digest == digest, receipt.c.content_hash == content_hash).limit(1)
    ).first()
    return _from(row) if row else None


def take(
    work: Work, mailbox: str, item_id: str, *, kind: str, outcome: str, reason: str, filing: str,
    case_id: int | None = None, digest: str | None = None, content_hash: str | None = None,
    keep: dict[str, Any] | None = None,
) -> int:  # fmt: skip
    """Write the receipt of a mail, or turn a waiting or quarantined one into it; returns its id."""
    values = {
        "case_id": case_id, "kind": kind, "outcome": outcome, "reason": reason[:500], "filing": filing,
        "digest": digest, "content_hash": content_hash, "taken_at": work.now, "retry_at": None,
        "sealed": work.keys.seal(msgspec.json.encode(keep)) if keep else None, "filed_at": None,
    }  # fmt: skip
    row_id = work.connection.scalar(
        update(receipt)
        .where(
            receipt.c.mailbox == mailbox, receipt.c.item_id == item_id,
            receipt.c.outcome.in_(("waiting", "quarantined", "held")),
        )
        .values(**values)
        .returning(receipt.c.id)
    )  # fmt: skip
    if row_id is None:
        done = work.connection.execute(
            insert(receipt).values(mailbox=mailbox, item_id=item_id, attempts=0, error="", **values)
        )
        key = done.inserted_primary_key
        assert key is not None
        row_id = key[0]
    return int(row_id)


def failed(
    work: Work, mailbox: str, item_id: str, *, error: str, retry_at: datetime | None, quarantine: bool
) -> Receipt:
    """Record that taking in a mail failed: it waits for another try, or is quarantined."""
    outcome = "quarantined" if quarantine else "waiting"
    filing = "quarantine" if quarantine else "leave"
    changed = work.connection.execute(
        update(receipt)
        .where(receipt.c.mailbox == mailbox, receipt.c.item_id == item_id)
        .values(
            attempts=receipt.c.attempts + 1, error=error[:120], retry_at=retry_at, outcome=outcome,
            filing=filing, filed_at=None,
        )
    )  # fmt: skip
    if not changed.rowcount:
        work.connection.execute(
            insert(receipt).values(
                mailbox=mailbox, item_id=item_id, kind="unreadable", outcome=outcome, reason="taking in failed",
                taken_at=work.now, filing=filing, attempts=1, retry_at=retry_at, error=error[:120],
            )
        )  # fmt: skip
    row = work.connection.execute(
        select(*_COLUMNS).where(receipt.c.mailbox == mailbox, receipt.c.item_id == item_id)
    ).one()
    return _from(row)


def attempts(work: Work, mailbox: str, item_id: str) -> int:
    """How often taking in this mail has failed."""
    found = work.connection.scalar(
        select(receipt.c.attempts).where(receipt.c.mailbox == mailbox, receipt.c.item_id == item_id)
    )
    return int(found or 0)


def to_retry(work: Work) -> list[Receipt]:
    """Mails whose next try is due."""
    rows = work.connection.execute(
        select(*_COLUMNS).where(receipt.c.retry_at <= work.now).order_by(receipt.c.retry_at).limit(50)
    )
    return [_from(row) for row in rows]


def to_file(work: Work, mailbox: str, limit: int = 20) -> list[Receipt]:
    """Mails whose original has not been moved (or purged) yet."""
    rows = work.connection.execute(
        select(*_COLUMNS)
        .where(receipt.c.filed_at.is_(None), receipt.c.mailbox == mailbox, receipt.c.filing != "leave")
        .order_by(receipt.c.id)
        .limit(limit)
    )
    return [_from(row) for row in rows]


def filed(work: Work, ids: Collection[int]) -> None:
    """Their originals are where they should be."""
    if ids:
        work.connection.execute(update(receipt).where(receipt.c.id.in_(ids)).values(filed_at=work.now))


def listed(work: Work, *outcomes: str) -> list[Receipt]:
    """All receipts of these outcomes, oldest first."""
    rows = work.connection.execute(
        select(*_COLUMNS).where(receipt.c.outcome.in_(outcomes)).order_by(receipt.c.taken_at)
    )
    return [_from(row) for row in rows]


def one(work: Work, receipt_id: int) -> Receipt | None:
    """A receipt by its number."""
    row = work.connection.execute(select(*_COLUMNS).where(receipt.c.id == receipt_id)).first()
    return _from(row) if row else None


def kept(work: Work, receipt_id: int) -> dict[str, Any]:
    """What was kept of a held mail, {} where nothing is left."""
    sealed = work.connection.scalar(select(receipt.c.sealed).where(receipt.c.id == receipt_id))
    found: dict[str, Any] = msgspec.json.decode(work.keys.open(sealed)) if sealed else {}
    return found


def set_outcome(
    work: Work, receipt_id: int, outcome: str, *, filing: str | None = None, retry_at: datetime | None = None
) -> None:
    """Change what became of a mail (an operator's RETRY, DROP, assign)."""
    values: dict[str, Any] = {"outcome": outcome, "retry_at": retry_at}
    if filing is not None:
        values |= {"filing": filing, "filed_at": None}
    work.connection.execute(update(receipt).where(receipt.c.id == receipt_id).values(**values))


def untold(work: Work) -> list[Receipt]:
    """Quarantined mails of which the operator has not been told."""
    rows = work.connection.execute(
        select(*_COLUMNS).where(receipt.c.outcome == "quarantined", receipt.c.told_at.is_(None))
    )
    return [_from(row) for row in rows]


def told(work: Work, ids: Collection[int]) -> None:
    """The operator has been told of these."""
    if ids:
        work.connection.execute(update(receipt).where(receipt.c.id.in_(ids)).values(told_at=work.now))


def counts(work: Work) -> dict[str, int]:
    """How many mails by outcome."""
    rows = work.connection.execute(select(receipt.c.outcome, func.count()).group_by(receipt.c.outcome))
    return {str(outcome): int(n) for outcome, n in rows}


def unsettled(work: Work) -> int:
    """Mails that wait for another try or for filing: something due is left waiting."""
    late = or_(receipt.c.retry_at <= work.now, receipt.c.filed_at.is_(None) & (receipt.c.filing != "leave"))
    return int(work.connection.scalar(select(func.count()).where(late)) or 0)


def old(work: Work, outcome: str, age: timedelta) -> list[int]:
    """Receipts of an outcome older than an age, for purging."""
    return list(
        work.connection.scalars(
            select(receipt.c.id).where(receipt.c.outcome == outcome, receipt.c.taken_at < work.now - age)
        )
    )


def set_case(work: Work, receipt_id: int, case_id: int) -> None:
    """The case that a mail opened."""
    work.connection.execute(update(receipt).where(receipt.c.id == receipt_id).values(case_id=case_id))
