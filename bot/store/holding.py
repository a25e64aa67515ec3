"""The holding place: what a person has decided a held mail is, kept until the worker has read the mail again.

The mail itself stays in the mailbox; a row here only says what to make of it.
"""

from __future__ import annotations

from sqlalchemy import update

from bot.store.receipts import Receipt
from bot.store.store import Work
from bot.store.tables import receipt

REPORT = "report"
_MARK = "assigned: "


def assign(work: Work, receipt_id: int, to: str) -> bool:
    """Have a held mail read again as `to`: REPORT, or the reference of a case; False where it is not held.

    Its digests are taken off, else it would be a duplicate of itself.
    """
    done = work.connection.execute(
        update(receipt)
        .where(receipt.c.id == receipt_id, receipt.c.outcome == "held")
        .values(
            outcome="waiting",
            retry_at=work.now,
            digest=None,
            content_hash=None,
            reason=f"{_MARK}{to}",
            attempts=0,
        )
    )
    return bool(done.rowcount)


def assigned_to(found: Receipt | None) -> str:
    """What a person has decided about a mail: REPORT, a reference, or "" for nothing."""
    if found is None or found.outcome != "waiting" or not found.reason.startswith(_MARK):
        return ""
    return found.reason.removeprefix(_MARK)
