"""The outbox: one row a mail, queued in the case's transaction, claimed by one worker, never sent twice."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import zstandard
from sqlalchemy import and_, bindparam, func, insert, literal_column, or_, select, update

from bot.store.store import Work
from bot.store.tables import covered, outbox

WAITING = ("failed", "in_doubt", "blocked")
# Written out, not as parameters: SQLite uses a partial index only where it sees the index's own condition.
_STOPPED = outbox.c.status.in_([literal_column(f"'{status}'") for status in WAITING])
_OPEN = (
    select(outbox.c.id).where(outbox.c.next_at.is_not(None)).union_all(select(outbox.c.id).where(_STOPPED))
)
_ENCODE, _DECODE = msgspec.json.encode, msgspec.json.decode

# What every mail costs is put together once, not for each mail.
_QUEUE, _COVER = insert(outbox), insert(covered)
_IS_QUEUED = (
    select(outbox.c.id)
    .where(outbox.c.once_key == bindparam("key"))
    .union_all(select(covered.c.outbox_id).where(covered.c.once_key == bindparam("key")))
    .limit(1)
)
_LAST_MESSAGE_ID = (
    select(outbox.c.message_id)
    .where(
        outbox.c.case_id == bindparam("own_case"), outbox.c.once_key.like(bindparam("begins"), escape="/")
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)  # fmt: skip
_BEFORE = select(
    _IS_QUEUED.scalar_subquery().label("queued"), _LAST_MESSAGE_ID.scalar_subquery().label("thread")
)


@dataclass(frozen=True, slots=True)
class Queued:
    """A row of the outbox; `content` is the opened sealed part, {} unless asked for.

    `claimed_until` is the token of its claim: what a claim's holder writes goes through only while it stands.
    """

    id: int
    once_key: str
    case_id: int | None
    kind: str
    priority: int
    status: str
    mailbox: str
    queued_at: datetime
    next_at: datetime | None
    attempts: int
    own_key: str
    message_id: str | None
    draft_id: str | None
    doubt_since: datetime | None
    claimed_until: datetime | None
    sent_at: datetime | None
    error: str
    content: dict[str, Any]


PLAIN = [getattr(outbox.c, name) for name in Queued.__dataclass_fields__ if name != "content"]


def queued_from(work: Work, row: Any) -> Queued:
    values = dict(row._mapping)
    kept = values.pop("sealed", None)
    return Queued(**values, content=opened(work, kept) if kept else {})


def sealed(work: Work, content: dict[str, Any]) -> bytes:
    """A mail's content as its row keeps it: small, because both forms of a mail are long and say the same twice."""
    return work.keys.seal(zstandard.compress(_ENCODE(content), 1))


def opened(work: Work, kept: bytes) -> dict[str, Any]:
    """What `sealed` made a row keep; ValueError for what it never made."""
    found: dict[str, Any] = _DECODE(_plain(work.keys.open(kept)))
    return found


def _plain(data: bytes) -> bytes:
    """The JSON of a row; those of older releases are zlib's, or plain."""
    try:
        if data.startswith(zstandard.FRAME_HEADER):
            return zstandard.decompress(data)
        return data if data.startswith(b"{") else zlib.decompress(data)
    except (zstandard.ZstdError, zlib.error):
        raise ValueError("not the content of a mail") from None


def queue(work: Work, *, once_key: str, **mail: Any) -> bool:
    """Queue a mail once (`put` names its parts); False where its once-key stands already."""
    if is_queued(work, once_key):
        return False
    put(work, once_key=once_key, **mail)
    return True


def put(
    work: Work, *, once_key: str, case_id: int | None, kind: str, priority: int, mailbox: str, own_key: str,
    message_id: str, content: dict[str, Any], not_before: datetime | None = None, error: str = "",
    covers: Collection[str] = (),
) -> None:  # fmt: skip
    """Queue a mail that `is_queued` does not know. With an `error` it is blocked, visibly."""
    row = {
        "once_key": once_key, "case_id": case_id, "kind": kind, "priority": priority, "mailbox": mailbox,
        "own_key": own_key, "message_id": message_id, "queued_at": work.now, "attempts": 0, "error": error[:200],
        "status": "blocked" if error else "queued", "next_at": None if error else (not_before or work.now),
        "sealed": sealed(work, content),
    }  # fmt: skip
    done = work.connection.execute(_QUEUE, row)
    key = done.inserted_primary_key
    assert key is not None
    # of mail to an anonymous reporter the record says nothing
    if case_id is not None and mailbox != "anonymous":
        work.mails.append((case_id, once_key))
    for other in covers:
        if not is_queued(work, other):
            work.connection.execute(_COVER, {"once_key": other, "outbox_id": int(key[0])})


def is_queued(work: Work, once_key: str) -> bool:
    """Whether a mail for this cause was ever queued, by itself or taken along."""
    return work.connection.execute(_IS_QUEUED, {"key": once_key}).first() is not None


def before(work: Work, once_key: str, case_id: int, place: str) -> tuple[bool, str]:
    """Whether a mail for this cause was ever queued, and the Message-ID of the newest mail of the case whose once-key
    begins with `place`, "" where none; for threading."""
    begins = "".join(f"/{letter}" if letter in "/%_" else letter for letter in place) + "%"
    asked = {"key": once_key, "own_case": case_id, "begins": begins}
    found = work.connection.execute(_BEFORE, asked).one()
    return found.queued is not None, found.thread or ""


def due(work: Work, wall: datetime, mailbox: str) -> tuple[Any, ...]:
    """What makes a mail due and nobody's. Where the clock was set back since, the same hour is not waited for again."""
    set_back = and_(outbox.c.queued_at > work.now, outbox.c.next_at <= outbox.c.queued_at)
    free = or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until < wall)
    place = [outbox.c.mailbox == mailbox] if mailbox else []
    return (outbox.c.next_at.is_not(None), or_(outbox.c.next_at <= work.now, set_back), free, *place)


FREE: dict[str, Any] = {"claimed_until": None, "claimed_by": None}


def stopped(work: Work, row_id: int, status: str, error: str) -> None:
    """A mail did not arrive: failed, and visible, whatever it was before."""
    work.connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id)
        .values(status=status, error=error[:200], next_at=None, **FREE)
    )


def retry(work: Work, row_id: int) -> bool:
    """An operator sends a stopped mail again: the same draft where one stands that did not go, else a new one."""
    row = work.connection.execute(
        select(*PLAIN).where(outbox.c.id == row_id, _STOPPED).with_for_update()
    ).first()
    if row is None:
        return False
    values: dict[str, Any] = {"next_at": work.now, "error": "", "doubt_since": None, "attempts": 0, **FREE}
    if row.draft_id is None or row.status == "in_doubt" or row.sent_at is not None:
        key = uuid.uuid4().hex
        at = (row.message_id or "").rpartition("@")[2].strip(" >") or "nearmiss.invalid"
        values |= {"status": "queued", "draft_id": None, "own_key": key, "message_id": f"<{key}@{at}>"}
        values["sent_at"] = None
    else:
        values["status"] = "sending"  # looked for first; the draft still stands, or somebody deleted it
    work.connection.execute(update(outbox).where(outbox.c.id == row_id).values(**values))
    return True


def waiting(work: Work) -> list[Queued]:
    """Everything not sent yet or stopped, urgent first."""
    rows = work.connection.execute(
        select(*PLAIN, outbox.c.sealed).where(outbox.c.id.in_(_OPEN)).order_by(outbox.c.priority, outbox.c.id)
    )
    return [queued_from(work, row) for row in rows]


def of_case(work: Work, case_id: int) -> list[Queued]:
    """All mails of a case, in the order they were queued."""
    rows = work.connection.execute(
        select(*PLAIN, outbox.c.sealed).where(outbox.c.case_id == case_id).order_by(outbox.c.id)
    )
    return [queued_from(work, row) for row in rows]


def by_message_ids(work: Work, message_ids: Collection[str]) -> list[Queued]:
    """Our mails among these Message-IDs, newest first: what a reply or a bounce is about."""
    if not message_ids:
        return []
    rows = work.connection.execute(
        select(*PLAIN, outbox.c.sealed)
        .where(outbox.c.message_id.in_(list(message_ids)[:50]))
        .order_by(outbox.c.id.desc())
    )
    return [queued_from(work, row) for row in rows]


def count_due(work: Work, wall: datetime, mailbox: str = "") -> int:
    """Mails (of one of our mailboxes) whose time has come and that nobody has claimed."""
    return int(work.connection.scalar(select(func.count()).where(*due(work, wall, mailbox))) or 0)


def counts(work: Work) -> dict[str, int]:
    """How many mails that still matter, by status."""
    rows = work.connection.execute(
        select(outbox.c.status, func.count()).where(outbox.c.id.in_(_OPEN)).group_by(outbox.c.status)
    )
    return {str(status): int(n) for status, n in rows}


def waited(work: Work) -> float:
    """Seconds that the longest waiting of the due mails has waited, 0.0 where none is due."""
    first = work.connection.scalar(select(func.min(outbox.c.next_at)).where(outbox.c.next_at <= work.now))
    return (work.now - first).total_seconds() if first else 0.0


def next_due(work: Work) -> datetime | None:
    """When the next mail's time comes, None for never."""
    row = work.connection.execute(
        select(outbox.c.next_at).where(outbox.c.next_at.is_not(None)).order_by(outbox.c.next_at).limit(1)
    ).first()
    return row.next_at if row else None


def drafts_in_use(work: Work, mailbox: str) -> set[str]:
    """Draft ids that a row still needs; any other draft with our key is an orphan."""
    here = (outbox.c.mailbox == mailbox, outbox.c.draft_id.is_not(None), outbox.c.id.in_(_OPEN))
    return set(work.connection.scalars(select(outbox.c.draft_id).where(*here)))


def learned(work: Work, own_key: str, message_id: str) -> bool:
    """Exchange gave a mail of ours another Message-ID when it was sent; answers will name that one."""
    done = work.connection.execute(
        update(outbox)
        .where(outbox.c.own_key == own_key, outbox.c.message_id != message_id)
        .values(message_id=message_id)
    )
    return bool(done.rowcount)
