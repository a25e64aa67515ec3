"""The first schema"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # what SQLite numbers by itself must be INTEGER

_POSTGRES = """
CREATE FUNCTION nearmiss_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record is append-only';
END $$
"""


def _append_only() -> None:
    """No event is ever changed or deleted; of a personal row only the recorded erasure changes anything."""
    if op.get_bind().dialect.name == "sqlite":
        for table, verb in (("event", "UPDATE"), ("event", "DELETE"), ("personal", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
            )
        return
    op.execute(_POSTGRES)
    for table, verbs in (("event", "UPDATE OR DELETE"), ("personal", "DELETE")):
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE {verbs} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION nearmiss_append_only()"
        )


def _partial(name: str, table: str, columns: list[str], where: str) -> None:
    """An index of the rows that fulfil a condition."""
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _cases() -> None:
    """Cases with their deadlines."""
    op.create_table(
        "cases",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("school", sa.String(length=60), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index("cases_ended", "cases", ["ended_at"], unique=False)
    _partial("cases_open", "cases", ["id"], "ended_at IS NULL")
    op.create_table(
        "deadline",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("cycle", sa.String(length=20), nullable=False),
        sa.Column("anchor_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "step", "cycle"),
    )
    _partial("deadline_next", "deadline", ["next_at"], "next_at IS NOT NULL")


def _record() -> None:
    """The record."""
    op.create_table(
        "event",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("personal_hash", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "seq"),
    )
    op.create_table(
        "personal",
        sa.Column("event_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("event_id"),
    )
    op.create_index(op.f("ix_personal_case_id"), "personal", ["case_id"], unique=False)
    op.create_table(
        "chain",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", NUMBER, nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _mail_in() -> None:
    """Mail taken in."""
    op.create_table(
        "receipt",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mailbox", sa.String(length=20), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("folder", sa.String(length=60), nullable=False),
        sa.Column("filing", sa.String(length=12), nullable=False),
        sa.Column("file_at", sa.BigInteger(), nullable=True),
        sa.Column("file_tries", sa.Integer(), nullable=False),
        sa.Column("filed_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=120), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mailbox", "item_id"),
    )
    op.create_index(op.f("ix_receipt_case_id"), "receipt", ["case_id"], unique=False)
    op.create_index("receipt_digest", "receipt", ["digest"], unique=False)
    op.create_index("receipt_outcome", "receipt", ["outcome", "taken_at"], unique=False)
    _partial("receipt_retry", "receipt", ["retry_at"], "retry_at IS NOT NULL")
    _partial("receipt_unfiled", "receipt", ["file_at"], "file_at IS NOT NULL")
    op.create_table(
        "delta",
        sa.Column("mailbox", sa.String(length=20), nullable=False),
        sa.Column("folder", sa.String(length=20), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder"),
    )


def _evidence() -> None:
    """Files that belong to cases, and what others ask for."""
    op.create_table(
        "evidence",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("receipt_id", NUMBER, nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("content_type", sa.String(length=120), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("case_id", "sha256"),
    )
    op.create_index(op.f("ix_evidence_case_id"), "evidence", ["case_id"], unique=False)
    op.create_index(op.f("ix_evidence_sha256"), "evidence", ["sha256"], unique=False)
    op.create_table(
        "request",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("receipt_id", NUMBER, nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("receipt_id"),
    )
    _partial("request_next", "request", ["next_at"], "next_at IS NOT NULL")


def _mail_out() -> None:
    """Mail sent."""
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.Column("case_id", NUMBER, nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("mailbox", sa.String(length=20), nullable=False),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("own_key", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("draft_id", sa.Text(), nullable=True),
        sa.Column("doubt_since", sa.BigInteger(), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("claimed_by", NUMBER, nullable=True),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
        sa.UniqueConstraint("own_key"),
    )
    op.create_index(op.f("ix_outbox_case_id"), "outbox", ["case_id"], unique=False)
    _partial("outbox_claimed", "outbox", ["claimed_by"], "claimed_by IS NOT NULL")
    _partial("outbox_due", "outbox", ["priority", "next_at"], "next_at IS NOT NULL")
    op.create_index("outbox_message", "outbox", ["message_id"], unique=False)
    _partial("outbox_waiting", "outbox", ["status"], "status IN ('failed', 'in_doubt', 'blocked')")
    op.create_table(
        "covered",
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.Column("outbox_id", NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("once_key"),
    )


def _allowances() -> None:
    """Counts of what was sent and answered, and when a mailbox is to be left alone."""
    op.create_table(
        "sends",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mailbox", sa.String(length=20), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("sends_mailbox", "sends", ["mailbox", "at"], unique=False)
    op.create_table(
        "pause",
        sa.Column("mailbox", sa.String(length=20), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox"),
    )
    op.create_table(
        "answered",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )


def _anonymous() -> None:
    """Parts that an anonymous case has sealed, and the way back to it."""
    op.create_table(
        "sealed_part",
        sa.Column("case_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "name"),
    )
    op.create_table(
        "way_back",
        sa.Column("selector", sa.String(length=6), nullable=False),
        sa.Column("case_id", NUMBER, nullable=False),
        sa.Column("tag", sa.String(length=20), nullable=False),
        sa.Column("verifier", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("selector"),
        sa.UniqueConstraint("tag"),
    )


def _around() -> None:
    """Who is away, counters, values of the trust."""
    op.create_table(
        "absence",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def upgrade() -> None:
    _cases()
    _record()
    _mail_in()
    _evidence()
    _mail_out()
    _allowances()
    _anonymous()
    _around()
    _append_only()
    op.execute("INSERT INTO chain (id, count, head) VALUES (1, 0, '" + "0" * 64 + "')")


def downgrade() -> None:
    raise RuntimeError("there is no way back before the first schema; restore a backup instead")
