"""Deadlines as rows: written as the domain wants them, found by what is due, never by looking at cases."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, func, insert, select, update

from bot.domain.clock import Row as DeadlineRow
from bot.domain.words import DeadlineState, Step
from bot.store.store import Work
from bot.store.tables import case as cases
from bot.store.tables import deadline as table

_OF_CASES = select(table).where(table.c.case_id.in_(bindparam("ids", expanding=True))).order_by(table.c.id)
_INSERT, _CHANGE = insert(table), update(table).where(table.c.id == bindparam("row_id"))


def _from(work: Work, row: Row[Any]) -> DeadlineRow:
    holder = msgspec.json.decode(work.keys.open(row.sealed)) if row.sealed else ""
    return DeadlineRow(
        id=row.id, case_id=row.case_id, step=Step(row.step), cycle=row.cycle, anchor_at=row.anchor_at,
        due_at=row.due_at, next_at=row.next_at, stage=row.stage, state=DeadlineState(row.state),
        done_at=row.done_at, holder=holder,
    )  # fmt: skip


def of_case(work: Work, case_id: int) -> list[DeadlineRow]:
    """All deadlines of a case, in the order they were armed."""
    return of_cases(work, [case_id])[case_id]


def of_cases(work: Work, case_ids: Collection[int]) -> dict[int, list[DeadlineRow]]:
    """All deadlines of each of these cases, in the order they were armed."""
    found: dict[int, list[DeadlineRow]] = {case_id: [] for case_id in case_ids}
    for row in work.connection.execute(_OF_CASES, {"ids": list(found)}):
        found[row.case_id].append(_from(work, row))
    return found


def write(work: Work, case_id: int, rows: Sequence[DeadlineRow], *, urgent: bool) -> None:
    """Insert rows without an id, update those with one; each kind in one statement."""
    known, new = [], []
    for row in rows:
        values: dict[str, Any] = {
            "step": row.step.value, "cycle": row.cycle, "anchor_at": row.anchor_at, "due_at": row.due_at,
            "next_at": row.next_at, "stage": row.stage, "state": row.state.value, "done_at": row.done_at,
            "urgent": urgent, "sealed": work.keys.seal(msgspec.json.encode(row.holder)) if row.holder else None,
        }  # fmt: skip
        if row.id:
            known.append({"row_id": row.id, **values})
        else:
            new.append({"case_id": case_id, **values})
    if known:
        work.connection.execute(_CHANGE, known)
    if new:
        work.connection.execute(_INSERT, new)


def due_cases(work: Work, limit: int = 100, leave_out: Collection[int] = ()) -> list[int]:
    """Cases with something due now, the longest due first, each once."""
    others = [table.c.case_id.not_in(list(leave_out))] if leave_out else []
    rows = work.connection.execute(
        select(table.c.case_id)
        .where(
            table.c.next_at <= work.now, *others
        )  # along its own index: grouped by case, all rows would be read
        .order_by(table.c.next_at)
        .limit(limit * len(Step))
    )
    return list(dict.fromkeys(int(row.case_id) for row in rows))[:limit]


def next_due(work: Work) -> datetime | None:
    """When the next thing falls due, None for never."""
    row = work.connection.execute(
        select(table.c.next_at).where(table.c.next_at.is_not(None)).order_by(table.c.next_at).limit(1)
    ).first()
    return row.next_at if row else None


def lateness(work: Work) -> float:
    """Seconds since the longest due thing fell due, 0.0 where nothing is."""
    first = work.connection.scalar(select(func.min(table.c.next_at)).where(table.c.next_at <= work.now))
    return (work.now - first).total_seconds() if first else 0.0


def count_due(work: Work) -> int:
    """How many cases have something due now that no other worker has in hand."""
    due = select(table.c.case_id).where(table.c.next_at <= work.now)
    free = select(cases.c.id).where(cases.c.id.in_(due))
    if work.on_postgres:
        free = free.with_for_update(skip_locked=True)
    return len(work.connection.execute(free).all())
