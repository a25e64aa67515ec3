"""Which mails still lie in a mailbox although their time is over; asked once a day, a share at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from bot.store.store import Work
from bot.store.tables import outbox, receipt

_SHARE = 200


@dataclass(frozen=True, slots=True)
class OldMail:
    """A mail in a mailbox. `item_id` is its immutable id, of a sent one that of its draft."""

    id: int
    mailbox: str
    item_id: str
    case_id: int | None
    own_key: str = ""
    message_id: str = ""


def old_incoming(work: Work, before: datetime) -> list[OldMail]:
    """Mails filed as processed before a moment."""
    rows = work.connection.execute(
        select(receipt.c.id, receipt.c.mailbox, receipt.c.item_id, receipt.c.case_id)
        .where(receipt.c.filing == "processed", receipt.c.filed_at < before)
        .order_by(receipt.c.id)
        .limit(_SHARE)
    )
    return [OldMail(row.id, row.mailbox, row.item_id, row.case_id) for row in rows]


def old_sent(work: Work, before: datetime) -> list[OldMail]:
    """Our mails sent before a moment whose copy was not purged yet."""
    rows = work.connection.execute(
        select(outbox)
        .where(outbox.c.status == "sent", outbox.c.sent_at < before, outbox.c.draft_id.is_not(None))
        .order_by(outbox.c.id)
        .limit(_SHARE)
    )
    return [
        OldMail(row.id, row.mailbox, row.draft_id, row.case_id, row.own_key, row.message_id or "")
        for row in rows
    ]


def incoming_gone(work: Work, ids: Sequence[int]) -> None:
    """Their originals have left the mailbox."""
    if ids:
        work.connection.execute(update(receipt).where(receipt.c.id.in_(ids)).values(filing="purged"))


def sent_gone(work: Work, ids: Sequence[int]) -> None:
    """Their copies have left Sent Items."""
    if ids:
        work.connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(draft_id=None))
