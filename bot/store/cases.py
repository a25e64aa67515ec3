"""Cases as rows: opened with the next reference, loaded for a change, written back, listed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace
from sqlalchemy import Row, bindparam, insert, select, update

from bot.domain.case import Case, Who, Words
from bot.domain.words import State
from bot.store.store import Work
from bot.store.tables import case as table
from bot.store.tables import counter

_EMPTY_WHO, _EMPTY_WORDS = Who(), Words()


class _Sealed(msgspec.Struct):
    who: Who
    words: Words


_ENCODE = msgspec.json.Encoder().encode
_CASE = msgspec.json.Decoder(Case)
_SEALED = msgspec.json.Decoder(_Sealed)

_OPEN, _SAVE = insert(table), update(table).where(table.c.id == bindparam("row_id"))
_SEVERAL = select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
_FREE = _SEVERAL.with_for_update(skip_locked=True)
_NEXT = (
    update(counter)
    .where(counter.c.name == bindparam("row_name"))
    .values(value=counter.c.value + 1)
    .returning(counter.c.value)
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A case and its row's id."""

    id: int
    case: Case


def next_reference(work: Work, prefix: str, received: datetime, zone: str, *, drill: bool = False) -> str:
    """The next reference, from the counter row of this prefix and London year, locked till the commit."""
    year = received.astimezone(ZoneInfo(zone)).year
    name = f"{prefix}-DRILL-{year}" if drill else f"{prefix}-{year}"
    value = work.connection.scalar(_NEXT, {"row_name": name})
    if value is None:
        value = 1
        work.connection.execute(insert(counter).values(name=name, value=value))
    return f"{name}-{value:04d}"


def open_case(work: Work, case: Case, opened_at: datetime) -> int:
    """Insert the row of a new case as it stands; returns its id."""
    own = {"reference": case.reference, "opened_at": opened_at, **_columns(work, case)}
    key = work.connection.execute(_OPEN, own).inserted_primary_key
    assert key is not None
    return int(key[0])


def save(work: Work, case_id: int, case: Case) -> None:
    """Write the present state of a case."""
    work.connection.execute(_SAVE, {"row_id": case_id, **_columns(work, case)})


def _columns(work: Work, case: Case) -> dict[str, Any]:
    """What a row holds of the present state of its case."""
    plain = replace(case, who=_EMPTY_WHO, words=_EMPTY_WORDS)
    return {
        "state": case.state.value, "school": case.school, "drill": case.drill, "count": case.count,
        "ended_at": case.end_at if case.state.ended else None, "doc": _ENCODE(plain).decode(),
        "sealed": work.keys.seal(_ENCODE(_Sealed(case.who, case.words))),
    }  # fmt: skip


def _from(work: Work, row: Row[tuple[object, ...]]) -> Stored:
    case = _CASE.decode(row.doc)
    if row.sealed:
        sealed = _SEALED.decode(work.keys.open(row.sealed))
        case = replace(case, who=sealed.who, words=sealed.words)
    return Stored(row.id, case)


def by_reference(work: Work, reference: str, *, lock: bool = False) -> Stored | None:
    """A case by its reference, None where there is none; `lock` holds it until the transaction ends."""
    statement = select(table).where(table.c.reference == reference.upper())
    row = work.connection.execute(statement.with_for_update() if lock else statement).first()
    return _from(work, row) if row else None


def by_id(work: Work, case_id: int, *, lock: bool = False) -> Stored:
    """A case by its row's id."""
    statement = select(table).where(table.c.id == case_id)
    return _from(work, work.connection.execute(statement.with_for_update() if lock else statement).one())


def free(work: Work, case_ids: Collection[int]) -> dict[int, Stored]:
    """Cases by their rows' ids, held until the transaction ends; without those that another worker has in hand."""
    rows = work.connection.execute(_FREE, {"ids": list(case_ids)})
    return {row.id: _from(work, row) for row in rows}


def several(work: Work, case_ids: Collection[int]) -> dict[int, Stored]:
    """Cases by their rows' ids."""
    return {row.id: _from(work, row) for row in work.connection.execute(_SEVERAL, {"ids": list(case_ids)})}


def schools_of(work: Work, case_ids: Collection[int]) -> set[str]:
    """The schools of these cases, "" for the central trust or one that is not known."""
    return set(work.connection.scalars(select(table.c.school).where(table.c.id.in_(case_ids))))


def reference_of(work: Work, case_id: int) -> str:
    """The reference of a row."""
    return str(work.connection.scalar(select(table.c.reference).where(table.c.id == case_id)))


def open_cases(work: Work) -> Iterator[Stored]:
    """Every case that has not ended, oldest first."""
    rows = work.connection.execute(select(table).where(table.c.ended_at.is_(None)).order_by(table.c.id))
    return (_from(work, row) for row in rows)


def all_cases(work: Work, *, drills: bool = True) -> Iterator[Stored]:
    """Every case ever opened, oldest first, streamed."""
    statement = select(table).order_by(table.c.id)
    if not drills:
        statement = statement.where(table.c.drill.is_(False))
    rows = work.connection.execution_options(yield_per=500).execute(statement)
    return (_from(work, row) for row in rows)


def mark_erased(work: Work, case_id: int, case: Case) -> None:
    """Write a case without its people and words, and when that was done."""
    save(work, case_id, replace(case, who=_EMPTY_WHO, words=_EMPTY_WORDS))
    work.connection.execute(update(table).where(table.c.id == case_id).values(erased_at=work.now))


def erased(work: Work, case_id: int) -> bool:
    """Whether the personal data of a case has been erased."""
    return work.connection.scalar(select(table.c.erased_at).where(table.c.id == case_id)) is not None


def count_open(work: Work) -> int:
    """How many cases are open."""
    from sqlalchemy import func

    return int(work.connection.scalar(select(func.count()).where(table.c.ended_at.is_(None))) or 0)


__all__ = [
    "State",
    "Stored",
    "all_cases",
    "by_id",
    "by_reference",
    "count_open",
    "erased",
    "free",
    "mark_erased",
    "next_reference",
    "open_case",
    "open_cases",
    "reference_of",
    "save",
    "schools_of",
    "several",
]  # fmt: skip
