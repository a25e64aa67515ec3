"""One fetched mail read to what the handlers get: kind, text, fields, forms. No store, no Graph; under a time limit."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.graph.reading import Fetched
from bot.mail.fields import incident_type, missing, questions, read_fields, suggest
from bot.mail.message import Fields, Kind, Message, Reading, ReadingContext, Suggestion
from bot.mail.reading import read
from bot.ticks.documents import form_texts
from bot.ticks.limited import limited
from handlers.context import Incoming

READ_SECONDS = 60.0  # for reading one mail; then it is put aside
_NO_FIELDS, _NO_SUGGESTION = Fields(), Suggestion("unknown")
_WITH_FIELDS = frozenset(
    {
        Kind.REPORT, Kind.REPLY,
        # these may tell of an incident as well
        Kind.COMPLAINT, Kind.SUBJECT_ACCESS_REQUEST, Kind.INFORMATION_REQUEST, Kind.EXCEPTION_REQUEST,
        Kind.POLICY_SUGGESTION,
    }
)  # fmt: skip


@dataclass
class MailReader:
    """Reads mails of one trust."""

    context: ReadingContext
    seconds: float = READ_SECONDS

    def read(self, got: Fetched, item_id: str, now: datetime) -> Incoming:
        """What the handlers get; raises Overtime where the mail takes too long, and whatever a reader fails with."""
        return limited(self.seconds, lambda: self._incoming(got, item_id, now))

    def _incoming(self, got: Fetched, item_id: str, now: datetime) -> Incoming:
        reading = read(got.message, self.context)
        received = min(got.received_at or now, now)
        cause = cause_of(item_id)
        if reading.kind not in _WITH_FIELDS or reading.wants_anonymity:
            return Incoming(reading, _NO_FIELDS, _NO_SUGGESTION, received, cause)
        fields = self._fields(reading, received)
        lacking = missing(fields)
        return Incoming(
            reading, fields, suggest(fields), received, cause, questions(lacking), lacking,
            incident_type(fields), form_texts(reading.attachments),
        )  # fmt: skip

    def _fields(self, reading: Reading, received: datetime) -> Fields:
        message = reading.message
        text = reading.new_text if reading.kind is Kind.REPLY else _reported_text(reading)
        return read_fields(text, message.subject, message.date or received, self.context, message.sender)


def cause_of(item_id: str) -> str:
    """What names a mail in once-keys."""
    return hashlib.sha256(item_id.encode()).hexdigest()[:24]


def _reported_text(reading: Reading) -> str:
    """Of a forwarded report the whole text, else what the writer newly wrote."""
    return reading.text if reading.author else reading.new_text or reading.text


def content_hash(message: Message) -> str:
    """SHA-256 of what makes a mail the same mail again: subject, bodies, files."""
    digest = hashlib.sha256()
    for part in (message.subject, message.text, message.html, *(a.blob.sha256 for a in message.attachments)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.hexdigest()
