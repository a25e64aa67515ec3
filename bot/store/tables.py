"""The schema. Each "once" of SPEC §11 is a UNIQUE here; each question the ticks ask has an index of its own.

Personal data stands only in columns named `sealed` (and `content` of `personal`), encrypted under the key file.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.store.types import BigId, Utc

metadata = MetaData()

# name -> value: the key's fingerprint, the day of the first start, the last digest, ...
meta = Table(
    "meta", metadata, Column("name", String(60), primary_key=True), Column("value", Text, nullable=False)
)

# Running numbers of references, one row a prefix and year ("OCAT-2026").
counter = Table(
    "counter", metadata,
    Column("name", String(60), primary_key=True), Column("value", Integer, nullable=False),
)  # fmt: skip

case = Table(
    "cases", metadata,
    Column("id", BigId, primary_key=True),
    Column("reference", String(60), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("school", String(60), nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("opened_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("count", Integer, nullable=False),  # events folded: the case's version
    Column("doc", Text, nullable=False),  # Case without Who and Words, JSON
    Column("sealed", LargeBinary, nullable=False),  # Who and Words
    Column("erased_at", Utc),
)  # fmt: skip
Index(
    "cases_open",
    case.c.id,
    sqlite_where=case.c.ended_at.is_(None),
    postgresql_where=case.c.ended_at.is_(None),
)
Index("cases_ended", case.c.ended_at)

# The chain: `id` counts without gaps under the head row's lock; UPDATE and DELETE are refused by trigger.
event = Table(
    "event", metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("case_id", BigId, ForeignKey("cases.id")),
    Column("seq", Integer, nullable=False),
    Column("at", Utc, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("role", String(30), nullable=False),
    Column("detail", Text, nullable=False),
    Column("personal_hash", String(64), nullable=False),  # SHA-256(salt || content), "" where there is none
    Column("link", String(64), nullable=False),
    UniqueConstraint("case_id", "seq"),
)  # fmt: skip

# What an event says of persons; salt and content go together, on record.
personal = Table(
    "personal", metadata,
    Column("event_id", BigId, primary_key=True, autoincrement=False),
    Column("case_id", BigId, index=True),
    Column("salt", LargeBinary),
    Column("content", LargeBinary),
    Column("erased_at", Utc),
)  # fmt: skip

chain = Table(
    "chain", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", BigId, nullable=False),
    Column("head", String(64), nullable=False),
)  # fmt: skip

# One row for each mail seen, written in the case's own transaction before the mailbox is touched.
receipt = Table(
    "receipt", metadata,
    Column("id", BigId, primary_key=True),
    Column("mailbox", String(20), nullable=False),  # incidents | anonymous
    Column("item_id", Text, nullable=False),  # immutable id
    Column("digest", String(64)),  # keyed, of Message-ID and sender; none for anonymous mail
    Column("content_hash", String(64)),
    Column("case_id", BigId, index=True),
    Column("kind", String(30), nullable=False),
    Column("outcome", String(20), nullable=False),  # taken | duplicate | held | ignored | quarantined | waiting
    Column("reason", Text, nullable=False),
    Column("taken_at", Utc, nullable=False),
    Column("folder", String(60), nullable=False, default="inbox"),  # where it lay: inbox | junkemail
    Column("filing", String(12), nullable=False),  # where it is to go: processed | quarantine | purge | leave
    Column("file_at", Utc),  # when the original is to be moved (next); NULL: nothing is to be done
    Column("file_tries", Integer, nullable=False, default=0),
    Column("filed_at", Utc),
    Column("attempts", Integer, nullable=False, default=0),
    Column("retry_at", Utc),
    Column("error", String(120), nullable=False, default=""),
    Column("told_at", Utc),  # when the operator was told of it
    Column("sealed", LargeBinary),  # of a held mail: what a person needs to decide
    UniqueConstraint("mailbox", "item_id"),
)  # fmt: skip
Index("receipt_digest", receipt.c.digest)
Index(
    "receipt_unfiled",
    receipt.c.file_at,
    sqlite_where=receipt.c.file_at.is_not(None),
    postgresql_where=receipt.c.file_at.is_not(None),
)
Index(
    "receipt_retry",
    receipt.c.retry_at,
    sqlite_where=receipt.c.retry_at.is_not(None),
    postgresql_where=receipt.c.retry_at.is_not(None),
)
Index("receipt_outcome", receipt.c.outcome, receipt.c.taken_at)

# Deadlines are rows; `next_at` is when something about one happens next, NULL when nothing will.
deadline = Table(
    "deadline", metadata,
    Column("id", BigId, primary_key=True),
    Column("case_id", BigId, ForeignKey("cases.id"), nullable=False),
    Column("step", String(30), nullable=False),
    Column("cycle", String(20), nullable=False),
    Column("anchor_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("next_at", Utc),
    Column("stage", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("done_at", Utc),
    Column("urgent", Boolean, nullable=False),
    Column("sealed", LargeBinary),  # the holder, once the deadline has ended
    UniqueConstraint("case_id", "step", "cycle"),
)  # fmt: skip
Index(
    "deadline_next",
    deadline.c.next_at,
    sqlite_where=deadline.c.next_at.is_not(None),
    postgresql_where=deadline.c.next_at.is_not(None),
)

# One row for each mail of ours. once_key: case / kind / recipient / cause.
outbox = Table(
    "outbox", metadata,
    Column("id", BigId, primary_key=True),
    Column("once_key", Text, nullable=False, unique=True),
    Column("case_id", BigId, index=True),
    Column("kind", String(30), nullable=False),
    Column("priority", Integer, nullable=False),  # 0 critical and legal clock, 1 first notices, 2 rest, 3 digests
    Column("status", String(12), nullable=False),  # queued | drafted | sending | sent | failed | in_doubt | blocked
    Column("mailbox", String(20), nullable=False),
    Column("queued_at", Utc, nullable=False),
    Column("next_at", Utc),
    Column("attempts", Integer, nullable=False, default=0),
    Column("own_key", String(40), nullable=False, unique=True),
    Column("message_id", Text),
    Column("draft_id", Text),
    Column("doubt_since", Utc),
    Column("claimed_until", Utc),  # the database's clock; its value is also the claim's token
    Column("claimed_by", BigId),  # the worker's number (locks.py)
    Column("sent_at", Utc),
    Column("error", String(200), nullable=False, default=""),
    Column("sealed", LargeBinary),  # recipients, subject, bodies, headers, files
)  # fmt: skip
Index(
    "outbox_due",
    outbox.c.priority,
    outbox.c.next_at,
    sqlite_where=outbox.c.next_at.is_not(None),
    postgresql_where=outbox.c.next_at.is_not(None),
)
Index("outbox_message", outbox.c.message_id)
Index(
    "outbox_claimed",
    outbox.c.claimed_by,
    sqlite_where=outbox.c.claimed_by.is_not(None),
    postgresql_where=outbox.c.claimed_by.is_not(None),
)
Index(
    "outbox_waiting",
    outbox.c.status,
    sqlite_where=outbox.c.status.in_(("failed", "in_doubt", "blocked")),
    postgresql_where=outbox.c.status.in_(("failed", "in_doubt", "blocked")),
)

# A cause that another mail took along (SPEC §4, mail load) keeps its once-key here.
covered = Table(
    "covered", metadata,
    Column("once_key", Text, primary_key=True),
    Column("outbox_id", BigId, nullable=False),
)  # fmt: skip

delta = Table(
    "delta", metadata,
    Column("mailbox", String(20), primary_key=True),
    Column("folder", String(20), primary_key=True),
    Column("link", Text, nullable=False),
)  # fmt: skip

# Files of a case, by SHA-256 in the data folder; the name is personal.
evidence = Table(
    "evidence", metadata,
    Column("id", BigId, primary_key=True),
    Column("case_id", BigId, ForeignKey("cases.id"), nullable=False, index=True),
    Column("receipt_id", BigId),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", BigId, nullable=False),
    Column("content_type", String(120), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("case_id", "sha256"),
)  # fmt: skip

# Who is away, across all cases; keyed by a keyed digest of the address.
absence = Table(
    "absence", metadata,
    Column("person", String(64), primary_key=True),
    Column("until", String(10)),  # first day back, ISO; NULL unknown
    Column("source", String(10), nullable=False),
    Column("noted_at", Utc, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)  # fmt: skip

# Complaints, subject access and information requests: another's clock, reminded by us.
request = Table(
    "request", metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("receipt_id", BigId, nullable=False, unique=True),
    Column("case_id", BigId),
    Column("opened_at", Utc, nullable=False),
    Column("due_at", Utc, nullable=False),
    Column("next_at", Utc),
    Column("state", String(12), nullable=False),
    Column("sealed", LargeBinary),
)  # fmt: skip
Index(
    "request_next",
    request.c.next_at,
    sqlite_where=request.c.next_at.is_not(None),
    postgresql_where=request.c.next_at.is_not(None),
)

# Exchange's allowance of sends a minute: one row for each send of the last minute. The database's clock.
sends = Table(
    "sends", metadata,
    Column("id", BigId, primary_key=True),
    Column("mailbox", String(20), nullable=False),
    Column("at", Utc, nullable=False),
    Index("sends_mailbox", "mailbox", "at"),
)  # fmt: skip

# Until when Exchange asked us to leave a mailbox alone (Retry-After), for all workers. The database's clock.
pause = Table(
    "pause", metadata,
    Column("mailbox", String(20), primary_key=True), Column("until", Utc, nullable=False),
)  # fmt: skip

# How many automatic answers an address had in an hour's window (named senders only; keyed digest).
answered = Table(
    "answered", metadata,
    Column("person", String(64), primary_key=True),
    Column("since", Utc, nullable=False),
    Column("mails", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
)  # fmt: skip

# What is sealed with an anonymous case's own key (SPEC §6), and the way back by receipt code.
sealed_part = Table(
    "sealed_part", metadata,
    Column("case_id", BigId, primary_key=True, autoincrement=False),
    Column("name", String(40), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)  # fmt: skip
way_back = Table(
    "way_back", metadata,
    Column("selector", String(6), primary_key=True),
    Column("case_id", BigId, nullable=False),
    Column("tag", String(20), nullable=False, unique=True),
    Column("verifier", String(200), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("tries_day", String(10), nullable=False),
)  # fmt: skip
