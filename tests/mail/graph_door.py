"""A message as Graph's JSON shows it, made from the same message read as MIME."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.mail.message import Address, Message


def _recipient(address: Address) -> dict[str, Any]:
    return {"emailAddress": {"name": address.name or address.address, "address": address.address}}


def _time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def as_graph(message: Message) -> dict[str, Any]:
    """The message resource (v1.0) of a message; Exchange prefers HTML where there is one."""
    html = bool(message.html)
    sender = message.sender or Address("")
    return {
        "@odata.type": "#microsoft.graph.message",
        "id": "AAMk",
        "subject": message.subject,
        "from": _recipient(sender),
        "sender": _recipient(message.actual_sender or sender),
        "toRecipients": [_recipient(one) for one in message.to],
        "ccRecipients": [_recipient(one) for one in message.cc],
        "replyTo": [_recipient(one) for one in message.reply_to],
        "body": {"contentType": "html" if html else "text", "content": message.html or message.text},
        "bodyPreview": "",
        "internetMessageId": message.message_id,
        "sentDateTime": _time(message.date),
        "receivedDateTime": _time(message.date),
        "internetMessageHeaders": [{"name": name, "value": value} for name, value in message.headers],
    }
