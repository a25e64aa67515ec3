"""A message that came without its raw form (within Outlook's .msg, within Graph's JSON) written out as MIME.

Only so that evidence keeps what was read; it is never sent, and nothing else relies on its form.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime

from bot.mail.message import Address, Message


def written_out(message: Message) -> bytes:
    """Headers and body of a message as UTF-8 mail text, without its files."""
    rows = (
        ("From", _people([message.sender] if message.sender else [])),
        ("To", _people(message.to)),
        ("Cc", _people(message.cc)),
        ("Subject", message.subject),
        ("Date", format_datetime(message.date) if message.date else ""),
        ("Message-ID", message.message_id),
        ("MIME-Version", "1.0"),
        ("Content-Type", f"text/{'html' if message.html else 'plain'}; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    head = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in rows if value)
    return f"{head}\n{message.html or message.text}\n".encode("utf-8", "replace")


def _people(addresses: Iterable[Address]) -> str:
    return ", ".join(f'"{one.name}" <{one.address}>' if one.name else one.address for one in addresses)
