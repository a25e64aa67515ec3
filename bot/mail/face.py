"""The public face of reading: one JSON object a file (SPEC §10). Shows what was read; decides nothing."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.mail.fields import missing, read_fields, suggest
from bot.mail.graph_json import looks_like_graph, message_from_graph
from bot.mail.message import Address, Attachment, Fields, Message, Reading, ReadingContext, Suggestion
from bot.mail.mime import message_from_file
from bot.mail.outlook_msg import is_compound, message_from_msg
from bot.mail.reading import MACHINES, read

_SHOWN_FIELDS = (
    "what_happened", "occurred_at", "aware_at", "school", "data", "people", "people_count", "recipients",
    "encrypted", "contained", "actions_taken", "names",
)  # fmt: skip
MOST_JSON = 60_000_000


def parse_file(path: Path | str, context: ReadingContext | None = None) -> dict[str, Any]:
    """What the bot makes of a message file: MIME, Outlook's .msg, or a message in Graph's JSON.

    OSError where the file cannot be read; never another error.
    """
    return parse_message(message_in(Path(path)), context or ReadingContext(), str(path))


def parse_message(message: Message, context: ReadingContext, file: str = "") -> dict[str, Any]:
    """The same of a message already at hand; `file` is shown as its name."""
    reading = read(message, context)
    fields = fields_of(reading, context)
    return as_json(reading, file, fields, missing(fields), suggestion_for(fields))


def suggestion_for(fields: Fields) -> Suggestion:
    """`suggest`, remembered by the facts: most mails state few, and weighing what is unknown costs the most."""
    return _suggestion(repr(sorted(fields.facts.items())), _Facts(fields))


class _Facts:
    """Fields that count as equal for the memory: what is suggested depends on their facts alone."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Facts)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _suggestion(facts: str, holder: _Facts) -> Suggestion:
    return suggest(holder.fields)


def message_in(path: Path) -> Message:
    """The message of a file, whichever of the three forms it has."""
    with path.open("rb") as file:
        head = file.read(4096)
    if is_compound(head):
        return message_from_msg(path.read_bytes())
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and path.stat().st_size <= MOST_JSON:
        item = _json_object(path.read_bytes())
        if item is not None and looks_like_graph(item):
            return message_from_graph(item, ())
    return message_from_file(path)


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def fields_of(reading: Reading, context: ReadingContext) -> Fields:
    """The report fields of a reading, none of a machine's; a forwarded report is read as its first author wrote it."""
    if reading.kind in MACHINES:
        return Fields()
    message = reading.message
    if not reading.author:
        return read_fields(reading.new_text, message.subject, message.date, context, message.sender)
    text = "\n\n".join(part for part in (reading.forwarded_text, reading.new_text) if part.strip())
    return read_fields(text, message.subject, reading.forwarded_date or message.date, context, reading.author)


def as_json(
    reading: Reading, file: str, fields: Fields, missing_names: Sequence[str], suggestion: Suggestion
) -> dict[str, Any]:
    """Exactly the keys of SPEC §10, values fit for JSON; times ISO 8601 UTC."""
    message = reading.message
    return {
        "file": file,
        "kind": reading.kind.value,
        "reason": reading.reason,
        "from": _address(message.sender or Address("")),
        "to": [_address(item) for item in message.to],
        "cc": [_address(item) for item in message.cc],
        "reply_to": [_address(item) for item in message.reply_to],
        "subject": message.subject,
        "date": _plain(message.date),
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "reference": reading.reference,
        "text": reading.text,
        "new_text": reading.new_text,
        "quoted": reading.quoted,
        "signature": reading.signature,
        "attachments": [_attachment(item) for item in reading.attachments],
        "auto_reply": _auto_reply(reading),
        "bounce": _bounce(reading),
        "authenticated": reading.authenticated.value,
        "commands": [
            {"name": command.name.value, "argument": command.argument} for command in reading.commands
        ],
        "fields": {name: _plain(getattr(fields, name)) for name in _SHOWN_FIELDS},
        "missing": list(missing_names),
        "suggestion": _plain(dataclasses.asdict(suggestion)),
    }


def _address(address: Address) -> dict[str, str]:
    return {"name": address.name, "address": address.address}


def _attachment(item: Attachment) -> dict[str, Any]:
    return {
        "name": item.name,
        "content_type": item.content_type,
        "size": item.blob.size,
        "sha256": item.blob.sha256,
        "inline": item.inline,
    }


def _auto_reply(reading: Reading) -> dict[str, Any] | None:
    found = reading.auto_reply
    return {"until": _plain(found.until), "delegate": found.delegate or None} if found else None


def _bounce(reading: Reading) -> dict[str, Any] | None:
    if reading.bounce is None:
        return None
    return {
        "recipients": [
            {"address": item.address, "status": item.status, "permanent": item.permanent}
            for item in reading.bounce.recipients
        ]
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value
