"""Originals that are still to be moved to a folder, or erased, and what became of that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from bot.store.receipts import COLUMNS, Receipt, receipt_from
from bot.store.store import Work
from bot.store.tables import receipt


def to_file(work: Work, mailbox: str, limit: int = 20) -> list[Receipt]:
    """Mails whose original is to be moved to a folder now."""
    return _unfiled(work, limit, receipt.c.mailbox == mailbox, receipt.c.filing != "purge")


def to_purge(work: Work, limit: int = 20) -> list[Receipt]:
    """Mails whose original is to be erased now, in whichever mailbox."""
    return _unfiled(work, limit, receipt.c.filing == "purge")


def _unfiled(work: Work, limit: int, *which: ColumnElement[bool]) -> list[Receipt]:
    rows = work.connection.execute(
        select(*COLUMNS)
        .where(receipt.c.file_at <= work.now, *which)
        .order_by(receipt.c.file_at, receipt.c.id)
        .limit(limit)
    )
    return [receipt_from(row) for row in rows]


def filed(work: Work, ids: Collection[int]) -> None:
    """Their originals are where they should be."""
    if ids:
        work.connection.execute(
            update(receipt).where(receipt.c.id.in_(ids)).values(filed_at=work.now, file_at=None)
        )


def not_filed(work: Work, receipt_id: int, again_at: datetime | None) -> None:
    """Moving an original failed: try again at a stored time, or (None) leave it where it is."""
    work.connection.execute(
        update(receipt)
        .where(receipt.c.id == receipt_id)
        .values(file_at=again_at, file_tries=receipt.c.file_tries + 1)
    )


def count_due(work: Work, mailboxes: Collection[str]) -> int:
    """Originals of these mailboxes that are to be moved or erased now."""
    due = (receipt.c.file_at <= work.now, receipt.c.mailbox.in_(list(mailboxes)))
    return int(work.connection.scalar(select(func.count()).where(*due)) or 0)


def next_due(work: Work) -> datetime | None:
    """When an original is moved or erased next, None for never."""
    first = (
        select(receipt.c.file_at).where(receipt.c.file_at.is_not(None)).order_by(receipt.c.file_at).limit(1)
    )
    return work.connection.scalar(first)
