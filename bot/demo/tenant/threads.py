"""Conversations: which thread a message belongs to in a mailbox, and Outlook's conversation index. Pure.

A conversation is broken by another subject and differs between mailboxes, as in Exchange (graph.md, Conversations).
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from datetime import UTC, datetime

from bot.demo.tenant.content import Content
from bot.demo.tenant.mailbox import Mailbox, Message

_PREFIX = re.compile(r"(?i)^\s*((re|fw|fwd|aw|wg|sv|tr|automatic reply|undeliverable)\s*:\s*)+")
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def topic(subject: str) -> str:
    """The subject without reply and forward prefixes."""
    return _PREFIX.sub("", subject).strip()


def join(mailbox: Mailbox, message: Message) -> None:
    """Give a new message its conversation: its parent's where the topic is the same, else one of its own."""
    parent = _parent(mailbox, message.content)
    if parent is not None:
        message.conversation = parent.conversation
        step = int((message.received - parent.received).total_seconds()) & 0x7FFFFFFF
        message.conversation_index = parent.conversation_index + struct.pack(">IB", step, 0)
        return
    content = message.content
    digest = hashlib.sha256(f"{mailbox.guid} {topic(content.subject)} {content.message_id}".encode()).digest()
    message.conversation = base64.urlsafe_b64encode(
        b"\x00\x03\x24\x00" + digest[:16] + b"\x00\x10" + digest[16:]
    ).decode()
    ticks = int((message.received - _EPOCH).total_seconds() * 10_000_000) >> 24
    message.conversation_index = b"\x01" + struct.pack(">Q", ticks)[3:] + digest[:16]


def _parent(mailbox: Mailbox, content: Content) -> Message | None:
    for identifier in (content.in_reply_to, *reversed(content.references.split())):
        for number in mailbox.by_message_id.get(identifier, ()) if identifier else ():
            found = mailbox.messages[number]
            if topic(found.content.subject).casefold() == topic(content.subject).casefold():
                return found
    return None
