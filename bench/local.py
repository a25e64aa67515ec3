"""Local handling: everything between a fetched mail and two rendered mails in the outbox, without the network."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import event

from bench.mails import NOW, START, reports
from bench.place import from_exchange, opened
from bot.app import App, Connected
from bot.graph.reading import Fetched
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.reading import read
from bot.store import outbox


def handle(parts: Connected, data: bytes, item_id: str) -> None:
    """One mail as intake takes it, from its bytes on, received at this moment."""
    parts.intake.taking.take("incidents", "inbox", item_id, Fetched(item_id, from_exchange(data), NOW), NOW)


def measure(mails: int, warm: int = 20, folder: str = "", first: int = 0) -> dict[str, float]:
    """CPU milliseconds and statements a mail; `folder` holds a database that is filled already."""
    data = list(reports(mails + warm, first))
    with tempfile.TemporaryDirectory(prefix="nearmiss-bench-") as name:
        app, parts = opened(Path(folder or name), NOW)
        for number, one in enumerate(data[:warm]):
            handle(parts, one, f"item-{first + number}")
        spent, statements = _handled(app, parts, data[warm:], first + warm)
        fields = _fields_alone(parts, data[warm:])
        with app.store.reading(NOW) as work:
            queued = sum(outbox.counts(work).values())
        parts.close()
        app.store.close()
    return {
        "cpu_ms": (spent - fields) * 1000 / mails, "fields_ms": fields * 1000 / mails,
        "statements": statements / mails, "queued": queued,
    }  # fmt: skip


def _handled(app: App, parts: Connected, data: Sequence[bytes], first: int) -> tuple[float, int]:
    count = [0]

    def counted(*_: object) -> None:
        count[0] += 1

    event.listen(app.store.engine, "before_cursor_execute", counted)
    started = time.process_time()
    for number, one in enumerate(data):
        handle(parts, one, f"item-{first + number}")
    spent = time.process_time() - started
    event.remove(app.store.engine, "before_cursor_execute", counted)
    return spent, count[0]


def _fields_alone(parts: Connected, data: Sequence[bytes]) -> float:
    """CPU seconds of reading the report fields of the same mails; nothing is remembered between the two."""
    context = parts.intake.taking.reader.context
    readings = [read(from_exchange(one), context) for one in data]
    started = time.process_time()
    for reading in readings:
        message = reading.message
        text = reading.text if reading.author else reading.new_text or reading.text
        fields = read_fields(text, message.subject, message.date or START, context, message.sender)
        questions(missing(fields)), suggest(fields), incident_type(fields)
    return time.process_time() - started
