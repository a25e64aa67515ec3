"""Proves the record (SPEC §7): the chain, the personal rows, the fold of every case, and that nothing was cut off.

Reads in one snapshot and changes nothing. A fault names the row that first shows it, never what the row says.
Files are looked at in audit_evidence, mails and clocks in audit_rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.case import Case, Who, Words
from bot.domain.events import EventKind
from bot.domain.fold import apply
from bot.domain.policy import Policy
from bot.domain.transitions import NotNow
from bot.errors import ConfigurationWrong
from bot.store import audit_evidence, audit_rows, cases, record
from bot.store.record import START, Anchor
from bot.store.store import Store, Work
from bot.store.tables import case as case_table
from bot.store.tables import event, personal

_UNREADABLE = (
    SQLAlchemyError,
    ConfigurationWrong,
    ValueError,
    TypeError,
)  # SQLite keeps anything in any column
_MOST = 100  # faults that are told one by one


@dataclass
class Findings:
    """What a look at the record came to. `faults`: sentences in the order of the chain, the first the first bad row."""

    anchor: Anchor
    cases: int = 0
    erased: int = 0
    faults: list[str] = field(default_factory=list)
    more: int = 0

    @property
    def whole(self) -> bool:
        """Nothing is wrong."""
        return not self.faults

    def fault(self, sentence: str) -> None:
        """Note one; after the hundredth only their number."""
        if len(self.faults) < _MOST:
            self.faults.append(sentence)
        else:
            self.more += 1


@dataclass(frozen=True, slots=True)
class Around:
    """What the database itself does not know. `place`: where a file lies, by its SHA-256; `policy_of`: by school.

    What is not given is not looked at.
    """

    place: Callable[[str], Path] | None = None
    policy_of: Callable[[str], Policy] | None = None


def verify(store: Store, now: datetime, anchor: Anchor | None = None, around: Around = Around()) -> Findings:
    """Look at everything. `anchor`: count and link as written down elsewhere (a digest mail)."""
    with _snapshot(store, now) as work:
        kept = record.anchor(work.connection)
        findings = Findings(kept or Anchor(0, START))
        if kept is None:
            findings.fault("chain: the row that holds count and head is missing")
        _Chain(work, findings, anchor).walk()
        _strays(work.connection, findings)
        for case_id in work.connection.scalars(select(case_table.c.id).order_by(case_table.c.id)).all():
            _case(work, case_id, findings, around)
            findings.cases += 1
    return findings


@contextmanager
def _snapshot(store: Store, now: datetime) -> Iterator[Work]:
    """One transaction that sees one moment, whatever others write meanwhile."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        else:
            connection = connection.execution_options(reading=True)
        yield Work(connection, store.keys, now)


class _Chain:
    """One walk along the chain: links, numbers, personal rows, recorded erasures, the end."""

    def __init__(self, work: Work, findings: Findings, anchor: Anchor | None) -> None:
        self.work = work
        self.findings = findings
        self.anchor = anchor
        self.head = START
        self.length = 0
        self.erasures: dict[int | None, int] = {}  # case -> the newest event that records an erasure
        self.gone: list[tuple[int, int | None]] = []  # events whose personal row is erased

    def walk(self) -> None:
        """Every row in order; then what only the whole can tell."""
        for row in _every_row(self.work.connection):
            if isinstance(row, int):
                self._unreadable(row)
            else:
                self._row(row)
        for number, case_id in self.gone:
            if self.erasures.get(case_id, 0) <= number:
                self.findings.fault(
                    f"personal: the personal part of event {number} is erased, but no erasure is on record"
                )
        self._end()

    def _unreadable(self, number: int) -> None:
        self._gap(number)
        self.findings.fault(f"event: event {number} cannot be read: it, or its personal part, was changed")
        self.length = number

    def _gap(self, number: int) -> None:
        if number != self.length + 1:
            missing = (
                f"{self.length + 1}" if number == self.length + 2 else f"{self.length + 1} to {number - 1}"
            )
            self.findings.fault(f"event: event {missing} is missing")

    def _row(self, row: Row[Any]) -> None:
        self._gap(row.id)
        self._link(row)
        self._personal(row)
        if row.kind == EventKind.ERASED:
            self.erasures[row.case_id] = row.id
        self.length = row.id
        if self.anchor and row.id == self.anchor.length and row.link != self.anchor.head:
            self.findings.fault(f"event: event {row.id} does not have the link that the anchor names")

    def _link(self, row: Row[Any]) -> None:
        """Each link is held against the one that stands before it, so that only the changed row is named."""
        try:
            link = self.work.keys.link(self.head, record.linked_bytes(row))
        except (ValueError, TypeError):  # a kind that never was
            link = ""
        if link != row.link:
            self.findings.fault(f"event: event {row.id} ({_of(row)}) was changed, or what stood before it")
        self.head = str(row.link)

    def _personal(self, row: Row[Any]) -> None:
        name = f"personal: the personal part of event {row.id} ({_of(row)})"
        there = row.salt is not None or row.content is not None
        if not row.personal_hash:
            if there or row.erased_at is not None:
                self.findings.fault(f"{name} was added afterwards")
        elif row.erased_at is not None and not there:
            self.findings.erased += 1
            self.gone.append((row.id, row.case_id))
        elif row.salt is None or row.content is None:
            self.findings.fault(f"{name} is missing without an erasure")
        elif row.erased_at is not None or not self._fits(row):
            self.findings.fault(f"{name} was changed")

    def _fits(self, row: Row[Any]) -> bool:
        try:
            content = self.work.keys.open(row.content)
        except ConfigurationWrong:
            return False
        return hashlib.sha256(bytes(row.salt) + content).hexdigest() == str(row.personal_hash)

    def _end(self) -> None:
        """Count and head stand apart, so that cutting off the end shows."""
        kept = self.findings.anchor
        if kept.length != self.length:
            self.findings.fault(
                f"chain: {kept.length} events were written, the last that is there is {self.length}"
            )
        elif kept.head != self.head:
            self.findings.fault("chain: the head does not fit the last event")
        if self.anchor and self.anchor.length > self.length:
            self.findings.fault(
                f"chain: the anchor names {self.anchor.length} events, there are {self.length}: the end was cut off"
            )


def _of(row: Row[Any]) -> str:
    return f"number {row.seq} of case row {row.case_id}" if row.case_id is not None else "of the trust"


def _strays(connection: Connection, findings: Findings) -> None:
    """Rows that belong to nothing, or to another case than their event."""
    lost = select(personal.c.event_id).where(personal.c.event_id.not_in(select(event.c.id)))
    for number in connection.scalars(lost.order_by(personal.c.event_id)):
        findings.fault(f"personal: a personal part without its event {number}")
    moved = select(personal.c.event_id).join(event, event.c.id == personal.c.event_id)
    moved = moved.where(personal.c.case_id.is_distinct_from(event.c.case_id)).order_by(personal.c.event_id)
    for number in connection.scalars(moved):
        findings.fault(f"personal: the personal part of event {number} is tied to another case")
    without = select(event.c.case_id).where(
        event.c.case_id.is_not(None), event.c.case_id.not_in(select(case_table.c.id))
    )
    for case_id in connection.scalars(without.distinct().order_by(event.c.case_id)):
        findings.fault(f"cases: the row of a case with events is missing (case row {case_id})")


def _every_row(connection: Connection) -> Iterator[Row[Any] | int]:
    """All events in order; of one that the database cannot even give out, its number."""
    last = 0
    try:
        for row in record.every_row(connection):
            last = row.id
            yield row
        return
    except _UNREADABLE:
        later = select(event.c.id).where(event.c.id > last).order_by(event.c.id)
    for number in connection.scalars(later).all():
        try:
            yield record.one_row(connection, number)
        except _UNREADABLE:
            yield number


def _case(work: Work, case_id: int, findings: Findings, around: Around) -> None:
    """The stored case is what its events make it, in every column; so are its files, its mails and its clocks."""
    reference = work.connection.scalar(select(case_table.c.reference).where(case_table.c.id == case_id))
    name = f"cases: {reference}"
    try:
        row = work.connection.execute(select(case_table).where(case_table.c.id == case_id)).one()
        stored = cases.by_id(work, case_id).case
        folded = _folded(work, case_id, stored.reference)
    except NotNow:
        findings.fault(f"{name}: its events do not follow each other")
        return
    except Exception:  # sealed bytes or JSON that were changed fail in many ways
        findings.fault(f"{name} cannot be read: it, or one of its events, was changed")
        return
    if row.erased_at is not None:
        folded = replace(folded, who=Who(), words=Words())
    if folded != stored:
        findings.fault(f"{name} is not what its events make it: {', '.join(_differing(folded, stored))}")
    if wrong := _columns(row, stored):
        findings.fault(f"{name}: the row's {', '.join(wrong)} does not fit its content")
    _beside(work, case_id, stored, row.erased_at is not None, around, findings)


def _beside(work: Work, case_id: int, case: Case, erased: bool, around: Around, findings: Findings) -> None:
    """The rows and files that belong to a case."""
    looks = [
        ("evidence", audit_evidence.faults(work, case_id, case.reference, erased, around.place)),
        ("outbox", audit_rows.mails(work, case_id, case.reference, erased)),
    ]
    if around.policy_of and not case.state.ended:
        looks.append(("deadline", audit_rows.clocks(work, case, case_id, around.policy_of(case.school))))
    for table, faults in looks:
        try:
            for fault in faults:
                findings.fault(fault)
        except _UNREADABLE:
            findings.fault(f"{table}: {case.reference}: a row cannot be read: it was changed")


def _folded(work: Work, case_id: int, reference: str) -> Case:
    folded = Case(reference=reference)
    for recorded in record.events_of(work.connection, work.keys, case_id):
        folded = apply(folded, recorded)
    return folded


def _differing(one: Case, other: Case) -> list[str]:
    return [name for name in Case.__struct_fields__ if getattr(one, name) != getattr(other, name)]


def _columns(row: Row[Any], case: Case) -> list[str]:
    right = {
        "reference": case.reference, "state": case.state.value, "school": case.school, "drill": case.drill,
        "count": case.count, "ended_at": case.end_at if case.state.ended else None,
        "opened_at": case.reported_at,
    }  # fmt: skip
    return [name for name, value in right.items() if row._mapping[name] != value]
