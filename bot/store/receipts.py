"""Receipts: one row for each mail seen, so that nothing is taken twice and nothing is lost (SPEC §11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, func, insert, or_, select, text, update

from bot.store.locks import lock_number
from bot.store.store import Work
from bot.store.tables import receipt


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands of one mail. `sealed` content is opened only on demand."""

    id: int
    mailbox: str
    item_id: str
    case_id: int | None
    kind: str
    outcome: str
    reason: str
    taken_at: datetime
    folder: str
    filing: str
    file_tries: int
    filed_at: datetime | None
    attempts: int
    retry_at: datetime | None
    error: str


COLUMNS = [getattr(receipt.c, name) for name in Receipt.__dataclass_fields__]


# What every mail costs is put together once, not for each mail.
_ITEM = (receipt.c.mailbox == bindparam("own_mailbox"), receipt.c.item_id == bindparam("own_item"))
_STANDING = select(*COLUMNS).where(*_ITEM)
_SAME = (
    select(*COLUMNS)
    .where(
        receipt.c.digest == bindparam("own_digest"),
        receipt.c.content_hash == bindparam("own_content"),
        receipt.c.item_id != bindparam("own_item"),
    )
    .limit(1)
)
_TAKE = insert(receipt)
_SET_CASE = update(receipt).where(receipt.c.id == bindparam("own_id")).values(case_id=bindparam("case_id"))
_TAKE_AGAIN = (
    update(receipt)
    .where(*_ITEM, receipt.c.outcome.in_(("waiting", "quarantined", "held")))
    .returning(receipt.c.id)
)


def receipt_from(row: Row[Any]) -> Receipt:
    return Receipt(**row._mapping)


def seen(work: Work, mailbox: str, item_ids: Sequence[str], folder: str = "") -> set[str]:
    """Which of these ids need no reading now: everything that has a receipt.

    Those that wait are read again when their time comes; a mail held in Junk Email is read again when a person
    has moved it to the inbox (`folder`).
    """
    if not item_ids:
        return set()
    wanted = [receipt.c.mailbox == mailbox, receipt.c.item_id.in_(item_ids)]
    if folder == "inbox":
        wanted.append(or_(receipt.c.outcome != "held", receipt.c.folder == folder))
    return set(work.connection.scalars(select(receipt.c.item_id).where(*wanted)))


def known(work: Work, mailbox: str, item_ids: Sequence[str]) -> set[str]:
    """Which of these ids have been dealt with (those that wait for another try have not)."""
    if not item_ids:
        return set()
    rows = work.connection.scalars(
        select(receipt.c.item_id).where(
            receipt.c.mailbox == mailbox, receipt.c.item_id.in_(item_ids), receipt.c.outcome != "waiting"
        )
    )
    return set(rows)


def standing(work: Work, mailbox: str, item_id: str) -> Receipt | None:
    """What stands of a mail by now, None where nothing does."""
    row = work.connection.execute(_STANDING, {"own_mailbox": mailbox, "own_item": item_id}).first()
    return receipt_from(row) if row else None


def is_settled(found: Receipt | None, folder: str) -> bool:
    """Whether a mail has been dealt with, by somebody quicker or before; not one that waits for another try."""
    if found is None or found.outcome == "waiting":
        return False
    return not (found.outcome == "held" and found.folder != folder and folder == "inbox")


def same_mail(work: Work, digest: str, content_hash: str, item_id: str = "") -> Receipt | None:
    """An earlier mail with the same Message-ID, sender and content, other than the item itself."""
    if work.on_postgres:  # two copies at the same moment: the second waits until the first has its receipt
        work.connection.execute(
            text("SELECT pg_advisory_xact_lock(:place, 1)"), {"place": lock_number("mail", digest)}
        )
    wanted = {"own_digest": digest, "own_content": content_hash, "own_item": item_id}
    row = work.connection.execute(_SAME, wanted).first()
    return receipt_from(row) if row else None


def take(
    work: Work, mailbox: str, item_id: str, *, kind: str, outcome: str, reason: str, filing: str,
    case_id: int | None = None, digest: str | None = None, content_hash: str | None = None,
    keep: dict[str, Any] | None = None, folder: str = "inbox", first: bool = False,
) -> int:  # fmt: skip
    """Write the receipt of a mail, or turn a waiting or quarantined one into it; returns its id.

    `first`: nothing stands of it, as the caller has seen in this transaction.
    """
    values = {
        "case_id": case_id, "kind": kind, "outcome": outcome, "reason": reason[:500], "folder": folder,
        "digest": digest, "content_hash": content_hash, "taken_at": work.now, "retry_at": None,
        "sealed": work.keys.seal(msgspec.json.encode(keep)) if keep else None,
        **_to_be_filed(work, filing),
    }  # fmt: skip
    own = {"own_mailbox": mailbox, "own_item": item_id}
    row_id = None if first else work.connection.scalar(_TAKE_AGAIN, {**own, **values})
    if row_id is None:
        new = {"mailbox": mailbox, "item_id": item_id, "attempts": 0, "error": "", **values}
        done = work.connection.execute(_TAKE, new)
        key = done.inserted_primary_key
        assert key is not None
        row_id = key[0]
    return int(row_id)


def _to_be_filed(work: Work, filing: str) -> dict[str, Any]:
    """The columns of an original that is to be moved now, or left where it is."""
    return {
        "filing": filing, "file_at": None if filing == "leave" else work.now, "file_tries": 0, "filed_at": None,
    }  # fmt: skip


def failed(
    work: Work, mailbox: str, item_id: str, *, error: str, retry_at: datetime | None, quarantine: bool,
    folder: str = "inbox",
) -> Receipt:  # fmt: skip
    """Record that taking in a mail failed: it waits for another try, or is quarantined."""
    values: dict[str, Any] = {
        "error": error[:120], "retry_at": retry_at, "outcome": "quarantined" if quarantine else "waiting",
        "told_at": None,
    }  # fmt: skip
    if quarantine:
        values |= _to_be_filed(work, "quarantine")
    here = (receipt.c.mailbox == mailbox, receipt.c.item_id == item_id)
    again = update(receipt).where(*here).values(attempts=receipt.c.attempts + 1, **values)
    if not work.connection.execute(again).rowcount:
        work.connection.execute(
            insert(receipt).values(
                {
                    "mailbox": mailbox, "item_id": item_id, "kind": "unreadable", "attempts": 1,
                    "reason": "taking in failed", "taken_at": work.now, "folder": folder,
                    **_to_be_filed(work, "leave"), **values,
                }
            )
        )  # fmt: skip
    return receipt_from(work.connection.execute(select(*COLUMNS).where(*here)).one())


def to_retry(work: Work) -> list[Receipt]:
    """Mails whose next try is due."""
    rows = work.connection.execute(
        select(*COLUMNS)
        .where(receipt.c.retry_at <= work.now, receipt.c.outcome == "waiting")
        .order_by(receipt.c.retry_at)
        .limit(50)
    )
    return [receipt_from(row) for row in rows]


def listed(work: Work, *outcomes: str) -> list[Receipt]:
    """All receipts of these outcomes, oldest first."""
    rows = work.connection.execute(
        select(*COLUMNS).where(receipt.c.outcome.in_(outcomes)).order_by(receipt.c.taken_at)
    )
    return [receipt_from(row) for row in rows]


def one(work: Work, receipt_id: int) -> Receipt | None:
    """A receipt by its number."""
    row = work.connection.execute(select(*COLUMNS).where(receipt.c.id == receipt_id)).first()
    return receipt_from(row) if row else None


def kept(work: Work, receipt_id: int) -> dict[str, Any]:
    """What was kept of a held mail, {} where nothing is left."""
    sealed = work.connection.scalar(select(receipt.c.sealed).where(receipt.c.id == receipt_id))
    found: dict[str, Any] = msgspec.json.decode(work.keys.open(sealed)) if sealed else {}
    return found


def set_outcome(
    work: Work, receipt_id: int, outcome: str, *, filing: str | None = None, retry_at: datetime | None = None
) -> None:
    """Change what became of a mail (an operator's RETRY, DROP, assign)."""
    values: dict[str, Any] = {"outcome": outcome, "retry_at": retry_at}
    if filing is not None:
        values |= _to_be_filed(work, filing)
    work.connection.execute(update(receipt).where(receipt.c.id == receipt_id).values(**values))


def untold(work: Work, limit: int = 50) -> list[Receipt]:
    """Quarantined mails of which the operator has not been told."""
    rows = work.connection.execute(
        select(*COLUMNS)
        .where(receipt.c.outcome == "quarantined", receipt.c.told_at.is_(None))
        .order_by(receipt.c.id)
        .limit(limit)
    )
    return [receipt_from(row) for row in rows]


def told(work: Work, ids: Collection[int]) -> None:
    """The operator has been told of these, at this moment and together."""
    if ids:
        work.connection.execute(update(receipt).where(receipt.c.id.in_(ids)).values(told_at=work.now))


def told_at(work: Work, moment: datetime) -> list[int]:
    """Which mails the operator was told of at a moment."""
    return list(work.connection.scalars(select(receipt.c.id).where(receipt.c.told_at == moment)))


def counts(work: Work) -> dict[str, int]:
    """How many mails by outcome."""
    rows = work.connection.execute(select(receipt.c.outcome, func.count()).group_by(receipt.c.outcome))
    return {str(outcome): int(n) for outcome, n in rows}


def open_counts(work: Work) -> dict[str, int]:
    """How many mails somebody must look at, by outcome; costs only what they are."""
    wanted = receipt.c.outcome.in_(("quarantined", "waiting", "held"))
    rows = work.connection.execute(
        select(receipt.c.outcome, func.count()).where(wanted).group_by(receipt.c.outcome)
    )
    return {str(outcome): int(n) for outcome, n in rows}


def count_due(work: Work) -> int:
    """Mails whose next try is due."""
    due = (receipt.c.retry_at <= work.now, receipt.c.outcome == "waiting")
    return int(work.connection.scalar(select(func.count()).where(*due)) or 0)


def next_due(work: Work) -> datetime | None:
    """When a mail is read again next, None for never."""
    return work.connection.scalar(
        select(receipt.c.retry_at)
        .where(receipt.c.retry_at.is_not(None), receipt.c.outcome == "waiting")
        .order_by(receipt.c.retry_at)
        .limit(1)
    )


def old(work: Work, outcome: str, age: timedelta) -> list[int]:
    """Receipts of an outcome older than an age, for purging."""
    return list(
        work.connection.scalars(
            select(receipt.c.id).where(receipt.c.outcome == outcome, receipt.c.taken_at < work.now - age)
        )
    )


def set_case(work: Work, receipt_id: int, case_id: int) -> None:
    """The case that a mail opened."""
    work.connection.execute(_SET_CASE, {"own_id": receipt_id, "case_id": case_id})
