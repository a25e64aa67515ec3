"""The least that a durable pipeline can do for a mail, to compare with: nothing is decided here.

Parse, hash, attachments written and fsynced, six rows, one durable commit (WAL, synchronous=FULL), one
acknowledgement rendered from a compiled template.
"""

from __future__ import annotations

import email
import email.policy
import hashlib
import os
import sqlite3
import tempfile
import time
from pathlib import Path

from jinja2 import Environment

from bench.mails import reports

_ACKNOWLEDGEMENT = Environment(autoescape=False).from_string(
    'Dear {{ name }},\n\nthank you for your report "{{ subject }}". Its reference is {{ reference }}.\n\n'
    "{% for step in steps %}{{ loop.index }}. {{ step }}\n{% endfor %}\nYou wrote:\n{{ text }}\n"
)
_STEPS = ("Do not delete anything.", "Tell nobody who need not know.", "We will write within four hours.")
_SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE receipt (id INTEGER PRIMARY KEY, message_id TEXT UNIQUE, hash TEXT);
CREATE TABLE cases (id INTEGER PRIMARY KEY, subject TEXT, text TEXT);
CREATE TABLE event (id INTEGER PRIMARY KEY, case_id INTEGER, kind TEXT);
CREATE TABLE deadline (id INTEGER PRIMARY KEY, case_id INTEGER, due TEXT);
CREATE TABLE evidence (id INTEGER PRIMARY KEY, case_id INTEGER, sha256 TEXT);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, case_id INTEGER, content TEXT);
"""


def handle(data: bytes, database: sqlite3.Connection, folder: Path) -> None:
    """One mail, from its bytes to the acknowledgement in the outbox."""
    mail = email.message_from_bytes(data, policy=email.policy.default)
    body = mail.get_body(("plain", "html"))
    text = body.get_content() if body else ""
    digest = hashlib.sha256(data).hexdigest()
    files = [_kept(part.get_payload(decode=True), folder) for part in mail.iter_attachments()]
    shown = _ACKNOWLEDGEMENT.render(
        name=mail["From"], subject=mail["Subject"], reference="OCAT-2026-0001", steps=_STEPS, text=text
    )
    database.execute("BEGIN IMMEDIATE")
    insert = database.execute
    insert("INSERT INTO receipt (message_id, hash) VALUES (?, ?)", (mail["Message-ID"], digest))
    case = insert("INSERT INTO cases (subject, text) VALUES (?, ?)", (mail["Subject"], text)).lastrowid
    insert("INSERT INTO event (case_id, kind) VALUES (?, 'reported')", (case,))
    insert("INSERT INTO deadline (case_id, due) VALUES (?, '2026-03-02T13:00')", (case,))
    for sha256 in files or [digest]:
        insert("INSERT INTO evidence (case_id, sha256) VALUES (?, ?)", (case, sha256))
    insert("INSERT INTO outbox (case_id, content) VALUES (?, ?)", (case, shown))
    database.execute("COMMIT")


def _kept(content: object, folder: Path) -> str:
    data = content if isinstance(content, bytes) else b""
    sha256 = hashlib.sha256(data).hexdigest()
    with (folder / sha256).open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    return sha256


def measure(mails: int, warm: int = 20) -> dict[str, float]:
    """CPU milliseconds a mail, after `warm` mails that are not counted."""
    data = list(reports(mails + warm))
    with tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        database = sqlite3.connect(Path(name) / "bare.db", isolation_level=None)
        database.executescript(_SCHEMA)
        for one in data[:warm]:
            handle(one, database, Path(name))
        started = time.process_time()
        for one in data[warm:]:
            handle(one, database, Path(name))
        spent = time.process_time() - started
        database.close()
    return {"cpu_ms": spent * 1000 / mails}
