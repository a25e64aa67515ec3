"""The chain proof in a case's export: its events as they are linked, and what each personal hash was made of.

Whoever has it can compute SHA-256(salt, content) for themselves; the links need the trust's key (`audit verify`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.store import record
from bot.store.store import Work

_HOW = (
    "Each event's personal_hash is SHA-256 over the bytes of personal.salt (hex) followed by personal.content (UTF-8). "
    "Each link is an HMAC over the link before it and the event's other columns, under the trust's key: nearmiss audit "
    "verify computes all of them anew. The anchor is the count and last link of the whole chain at the time of export; "
    "overview mails carry earlier ones."
)


def proof(work: Work, case_id: int) -> dict[str, Any]:
    """JSON-able. Erased parts are null, with the time of erasure."""
    rows = [_row(work, row) for row in record.rows_of(work.connection, case_id)]
    return {"how": _HOW, "anchor": str(record.anchor(work.connection)), "events": rows}


def _row(work: Work, row: Row[Any]) -> dict[str, Any]:
    personal = None
    if row.content is not None:
        personal = {"salt": bytes(row.salt).hex(), "content": work.keys.open(row.content).decode()}
    return {
        "event": row.id, "number": row.seq, "at": row.at.isoformat(), "kind": row.kind, "role": row.role,
        "detail": row.detail, "personal_hash": row.personal_hash, "personal": personal,
        "erased_at": row.erased_at.isoformat() if row.erased_at else None, "link": row.link,
    }  # fmt: skip
