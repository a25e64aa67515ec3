"""Exchange's allowance of sends a minute and mailbox, counted in the database, so that all workers share one count.

Times are the database's clock. A row stands from before a send until a minute after it was answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, text, update

from bot.store.locks import lock_number
from bot.store.store import Work
from bot.store.tables import sends

WINDOW = timedelta(seconds=60.5)  # a little more than Exchange's minute: its clock ticks apart from ours


def reserve(work: Work, mailbox: str, wall: datetime, want: int, per_minute: int) -> list[int]:
    """Rows for as many of `want` sends as may go now; [] where the minute is used up."""
    if work.on_postgres:
        work.connection.execute(
            text("SELECT pg_advisory_xact_lock(:place, 0)"), {"place": lock_number("sends", mailbox)}
        )
    # what lies in the future was written before the clock was set back
    passed = (sends.c.at <= wall - WINDOW) | (sends.c.at > wall + WINDOW)
    work.connection.execute(delete(sends).where(sends.c.mailbox == mailbox, passed))
    given = min(want, per_minute - _count(work, mailbox))
    if given <= 0:
        return []
    rows = [{"mailbox": mailbox, "at": wall}] * given
    return list(work.connection.scalars(insert(sends).returning(sends.c.id), rows))


def answered(work: Work, ids: Sequence[int], wall: datetime) -> None:
    """These were answered now; Exchange counted them at some moment before."""
    if ids:
        work.connection.execute(update(sends).where(sends.c.id.in_(ids)).values(at=wall))


def free(work: Work, mailbox: str, wall: datetime, per_minute: int) -> int:
    """How many may go now."""
    recent = (sends.c.mailbox == mailbox, sends.c.at > wall - WINDOW, sends.c.at <= wall + WINDOW)
    return per_minute - int(work.connection.scalar(select(func.count()).where(*recent)) or 0)


def _count(work: Work, mailbox: str) -> int:
    return int(work.connection.scalar(select(func.count()).where(sends.c.mailbox == mailbox)) or 0)
