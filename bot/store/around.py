"""What stands around cases: delta links, absences, evidence, requests of others, pauses, counts of answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import bindparam, delete, func, insert, select, text, update

from bot.store import tables
from bot.store.store import Work
from bot.store.tables import absence, answered, delta, evidence, request

_ABSENCES = select(absence)
_FLOW, _NEW_FLOW = select(answered).where(answered.c.person == bindparam("who")), insert(answered)
_HAS_FILE = select(evidence.c.id).where(
    evidence.c.case_id == bindparam("own_case"), evidence.c.sha256 == bindparam("own_hash")
)
_NEW_FILE = insert(evidence)
_PLAIN = re.compile(r"[^ -~]")  # a mail may name any type; PostgreSQL takes no NUL


def delta_link(work: Work, mailbox: str, folder: str) -> str | None:
    """Where the last round over a folder ended; a hint, never the record of what was handled."""
    return work.connection.scalar(
        select(delta.c.link).where(delta.c.mailbox == mailbox, delta.c.folder == folder)
    )


def set_delta_link(work: Work, mailbox: str, folder: str, link: str) -> None:
    """Remember where a round ended."""
    here = (delta.c.mailbox == mailbox, delta.c.folder == folder)
    if not work.connection.execute(update(delta).where(*here).values(link=link)).rowcount:
        work.connection.execute(insert(delta).values(mailbox=mailbox, folder=folder, link=link))


@dataclass(frozen=True, slots=True)
class Absence:
    """A person's absence. `until` is the first day back, None unknown; `source`: reply | tip | bounce."""

    address: str
    until: date | None
    stand_in: str
    source: str
    noted_at: datetime


def note_absence(work: Work, address: str, until: date | None, stand_in: str, source: str) -> None:
    """The newest word on a person's absence counts."""
    person = work.keys.digest("person", address)
    values: dict[str, Any] = {
        "until": until.isoformat() if until else None, "source": source, "noted_at": work.now,
        "sealed": work.keys.seal(msgspec.json.encode({"address": address, "stand_in": stand_in})),
    }  # fmt: skip
    if not work.connection.execute(
        update(absence).where(absence.c.person == person).values(**values)
    ).rowcount:
        work.connection.execute(insert(absence).values(person=person, **values))


def is_back(work: Work, address: str) -> None:
    """The person wrote, or a mail tip shows no absence any more."""
    person = work.keys.digest("person", address)
    work.connection.execute(delete(absence).where(absence.c.person == person))


def absences(work: Work) -> list[Absence]:
    """Everybody who is away as far as we know; past dates are left out."""
    found = []
    for row in work.connection.execute(_ABSENCES):
        own = msgspec.json.decode(work.keys.open(row.sealed))
        until = date.fromisoformat(row.until) if row.until else None
        found.append(Absence(own["address"], until, own["stand_in"], row.source, row.noted_at))
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file of a case, in the data folder under its SHA-256."""

    id: int
    sha256: str
    size: int
    content_type: str
    name: str


def add_evidence(
    work: Work, case_id: int, receipt_id: int, sha256: str, size: int, content_type: str, name: str
) -> bool:
    """Keep a file's row; False where the case has the same file already."""
    if work.connection.execute(_HAS_FILE, {"own_case": case_id, "own_hash": sha256}).first():
        return False
    work.connection.execute(
        _NEW_FILE,
        {
            "case_id": case_id, "receipt_id": receipt_id, "sha256": sha256, "size": size,
            "content_type": _PLAIN.sub("", content_type)[:120], "sealed": work.keys.seal(name.encode()),
        },
    )  # fmt: skip
    return True


def evidence_of(work: Work, case_id: int) -> list[Evidence]:
    """All files of a case."""
    rows = work.connection.execute(
        select(evidence).where(evidence.c.case_id == case_id).order_by(evidence.c.id)
    )
    return [Evidence(r.id, r.sha256, r.size, r.content_type, work.keys.open(r.sealed).decode()) for r in rows]


def open_request(
    work: Work, kind: str, receipt_id: int, case_id: int | None, due_at: datetime, next_at: datetime,
    content: dict[str, Any],
) -> int:  # fmt: skip
    """Keep a complaint or request whose clock the case manager holds; returns its number."""
    done = work.connection.execute(
        insert(request).values(
            kind=kind, receipt_id=receipt_id, case_id=case_id, opened_at=work.now, due_at=due_at,
            next_at=next_at, state="open", sealed=work.keys.seal(msgspec.json.encode(content)),
        )
    )  # fmt: skip
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


@dataclass(frozen=True, slots=True)
class Request:
    """A complaint or request."""

    id: int
    kind: str
    case_id: int | None
    opened_at: datetime
    due_at: datetime
    next_at: datetime | None
    state: str
    content: dict[str, Any]


def _request(work: Work, row: Any) -> Request:
    content = msgspec.json.decode(work.keys.open(row.sealed)) if row.sealed else {}
    return Request(row.id, row.kind, row.case_id, row.opened_at, row.due_at, row.next_at, row.state, content)


def due_requests(work: Work) -> list[Request]:
    """Requests of which the case manager is to be reminded now."""
    rows = work.connection.execute(
        select(request).where(request.c.next_at <= work.now).order_by(request.c.next_at)
    )
    return [_request(work, row) for row in rows]


def open_requests(work: Work) -> list[Request]:
    """Every complaint or request that is open."""
    rows = work.connection.execute(select(request).where(request.c.state == "open").order_by(request.c.id))
    return [_request(work, row) for row in rows]


def set_request(work: Work, request_id: int, *, next_at: datetime | None, state: str = "open") -> None:
    """Remind again later, or end it."""
    work.connection.execute(
        update(request).where(request.c.id == request_id).values(next_at=next_at, state=state)
    )


def database_clock(work: Work) -> datetime:
    """The database's own time, which all workers share; claims and pauses go by it."""
    if work.on_postgres:
        found: datetime = work.connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found.astimezone(UTC)
    return datetime.now(UTC)


def pause(work: Work, mailbox: str, until: datetime) -> None:
    """Exchange asked all of us to leave a mailbox alone until a moment of the database's clock."""
    here = tables.pause.c.mailbox == mailbox
    if not work.connection.execute(update(tables.pause).where(here).values(until=until)).rowcount:
        work.connection.execute(insert(tables.pause).values(mailbox=mailbox, until=until))


def pauses(work: Work) -> dict[str, datetime]:
    """Mailboxes to be left alone, and until when; passed moments too."""
    return {row.mailbox: row.until for row in work.connection.execute(select(tables.pause))}


@dataclass(frozen=True, slots=True)
class Flow:
    """Mails from one sender, and automatic answers to them, since the window began."""

    mails: int
    answers: int


def count_mail(work: Work, address: str, window: timedelta, *, mails: int = 1, answers: int = 0) -> Flow:
    """Count a mail from (or an automatic answer to) an address; a window starts afresh when it has passed."""
    person = work.keys.digest("flow", address)
    row = work.connection.execute(_FLOW, {"who": person}).first()
    if row is None:
        work.connection.execute(
            _NEW_FLOW, {"person": person, "since": work.now, "mails": mails, "answers": answers}
        )
        return Flow(mails, answers)
    fresh = work.now - row.since >= window or work.now < row.since
    flow = Flow(mails, answers) if fresh else Flow(row.mails + mails, row.answers + answers)
    work.connection.execute(
        update(answered)
        .where(answered.c.person == person)
        .values(since=work.now if fresh else row.since, mails=flow.mails, answers=flow.answers)
    )
    return flow


def forget_flows(work: Work, older: timedelta) -> None:
    """Drop windows that have passed."""
    work.connection.execute(delete(answered).where(answered.c.since < work.now - older))


def used_files(work: Work, hashes: Collection[str]) -> set[str]:
    """Which of these files some case still has."""
    return set(
        work.connection.scalars(select(func.distinct(evidence.c.sha256)).where(evidence.c.sha256.in_(hashes)))
    )
