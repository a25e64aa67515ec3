"""The record: hash-chained, append-only events with their personal parts in rows of their own (SPEC §7)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, insert, select, update

from bot.domain.events import Event, EventKind, Recorded
from bot.store.keys import Keys
from bot.store.tables import chain, event, personal

_ENCODE = msgspec.json.Encoder(order="deterministic").encode
_DECODE = msgspec.json.decode
_SALT = 16
START = "0" * 64

_HEAD = select(chain.c.count, chain.c.head).where(chain.c.id == 1).with_for_update()
_MOVE_HEAD = update(chain).where(chain.c.id == 1)
_ADD, _ADD_PERSONAL = insert(event), insert(personal)


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that waits for its link; `case_id` None for an event of the trust itself."""

    case_id: int | None
    seq: int
    at: datetime
    event: Event


class Anchor(NamedTuple):
    """How many events the chain has, and its last link."""

    length: int
    head: str

    def __str__(self) -> str:
        return f"{self.length}:{self.head}"


def personal_part(item: Event) -> bytes:
    """The personal content of an event as stored, b"" where it has none."""
    own: dict[str, Any] = dict(item.personal)
    if item.actor:
        own["_actor"] = item.actor
    return _ENCODE(own) if own else b""


def _linked(pending: Pending, detail: str, personal_hash: str, position: int) -> bytes:
    fields = (
        position, pending.case_id, pending.seq, pending.at.astimezone(UTC).isoformat(), pending.event.kind,
        pending.event.role, detail, personal_hash,
    )  # fmt: skip
    return _ENCODE(fields)


def write(
    connection: Connection, keys: Keys, pending: Sequence[Pending], mails: Sequence[tuple[int, str]] = ()
) -> None:
    """Chain and insert events; locks the head row last of all, so that two writers never wait crosswise.

    `mails` (case, once-key) of the same transaction are named by the case's last event in it.
    """
    if not pending:
        return
    pending = _naming(keys, pending, mails)
    count, head = connection.execute(_HEAD).one()
    events: list[dict[str, Any]] = []
    persons: list[dict[str, Any]] = []
    for item in pending:
        count += 1
        detail = _ENCODE(dict(item.event.detail)).decode()
        content = personal_part(item.event)
        salt = os.urandom(_SALT)
        personal_hash = hashlib.sha256(salt + content).hexdigest() if content else ""
        head = keys.link(head, _linked(item, detail, personal_hash, count))
        events.append(
            {
                "id": count, "case_id": item.case_id, "seq": item.seq, "at": item.at,
                "kind": item.event.kind.value, "role": item.event.role, "detail": detail,
                "personal_hash": personal_hash, "link": head,
            }
        )  # fmt: skip
        if content:
            persons.append(
                {"event_id": count, "case_id": item.case_id, "salt": salt, "content": keys.seal(content)}
            )
    connection.execute(_ADD, events)
    if persons:
        connection.execute(_ADD_PERSONAL, persons)
    connection.execute(_MOVE_HEAD, {"count": count, "head": head})


def mail_mark(keys: Keys, once_key: str) -> str:
    """How an event names a mail of ours."""
    return keys.digest("mail", once_key)[:16]


def _naming(keys: Keys, pending: Sequence[Pending], mails: Sequence[tuple[int, str]]) -> Sequence[Pending]:
    """The same events; the last of each case names the mails that went into the outbox with it."""
    marks: dict[int, list[str]] = {}
    for case_id, once_key in mails:
        marks.setdefault(case_id, []).append(mail_mark(keys, once_key))
    named = list(pending)
    for place in range(len(named) - 1, -1, -1):
        one = named[place]
        if one.case_id is not None and (own := marks.pop(one.case_id, None)):
            detail = {**one.event.detail, "mails": own}
            named[place] = replace(one, event=replace(one.event, detail=detail))
    return named


def anchor(connection: Connection) -> Anchor | None:
    """Where the chain stands now; None where its row was taken away."""
    row = connection.execute(select(chain.c.count, chain.c.head).where(chain.c.id == 1)).first()
    return Anchor(*row) if row else None


_WITH_PERSONAL = select(event, personal.c.salt, personal.c.content, personal.c.erased_at).outerjoin(
    personal, personal.c.event_id == event.c.id
)


def recorded_from(row: Row[Any], keys: Keys) -> Recorded:
    """A stored row as a value; its personal part is empty once erased."""
    own: Mapping[str, Any] = _DECODE(keys.open(row.content)) if row.content else {}
    actor = str(own.get("_actor", ""))
    item = Event(
        EventKind(row.kind),
        _DECODE(row.detail),
        {name: value for name, value in own.items() if name != "_actor"},
        row.role,
        actor,
    )
    return Recorded(row.seq, row.at, item, erased=row.erased_at is not None)


def rows_of(connection: Connection, case_id: int) -> Iterator[Row[Any]]:
    """The events of one case with their personal columns, oldest first."""
    return iter(connection.execute(_WITH_PERSONAL.where(event.c.case_id == case_id).order_by(event.c.seq)))


def events_of(connection: Connection, keys: Keys, case_id: int) -> list[Recorded]:
    """The record of one case, oldest first."""
    return [recorded_from(row, keys) for row in rows_of(connection, case_id)]


def every_row(connection: Connection) -> Iterator[Row[Any]]:
    """All events with their personal columns in the order of the chain, streamed."""
    return iter(connection.execution_options(yield_per=500).execute(_WITH_PERSONAL.order_by(event.c.id)))


def one_row(connection: Connection, number: int) -> Row[Any]:
    """One event with its personal columns."""
    return connection.execute(_WITH_PERSONAL.where(event.c.id == number)).one()


def linked_bytes(row: Row[Any]) -> bytes:
    """What the link of a stored row was computed over."""
    stand_in = Pending(row.case_id, row.seq, row.at, Event(EventKind(row.kind), role=row.role))
    return _linked(stand_in, row.detail, row.personal_hash, row.id)


def erase(connection: Connection, case_id: int, now: datetime) -> int:
    """Erase salt and content of every personal row of a case; returns how many."""
    done = connection.execute(
        update(personal)
        .where(personal.c.case_id == case_id, personal.c.erased_at.is_(None))
        .values(salt=None, content=None, erased_at=now)
    )
    return int(done.rowcount)
