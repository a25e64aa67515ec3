"""The first door: raw MIME (any bytes) to a `Message`. Decodes, never raises, concludes nothing.

Bodies are decoded at once, files on demand. A mail in a file is read piecewise, so that a large one is never held.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from bot.mail.addresses import parse_address, parse_addresses
from bot.mail.bodies import Bodies, read_bodies
from bot.mail.header_dates import parse_header_date
from bot.mail.message import Address, Message
from bot.mail.raw.headers import Header, first, read_headers
from bot.mail.raw.source import BytesSource, FileSource, Source
from bot.mail.raw.structure import Part, part_tree
from bot.mail.raw.words import decode_words

HELD = 40_000_000  # bytes of a mail that are read into memory at once; above, piecewise
MOST_REFERENCES = 1_000
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,995}>")
# a mail has at least one of these (RFC 5322 §3.6, and what delivery adds)
_PROOF = frozenset(
    [
        "from",
        "to",
        "cc",
        "bcc",
        "sender",
        "date",
        "subject",
        "message-id",
        "received",
        "return-path",
        "mime-version",
        "content-type",
        "reply-to",
        "delivered-to",
        "x-mailer",
        "auto-submitted",
        "in-reply-to",
        "references",
    ]
)


def message_from_bytes(data: bytes) -> Message:
    """A message from raw MIME. Any bytes; `problem` says why where they are no mail."""
    return _message(BytesSource(data))


def message_from_file(path: Path | str) -> Message:
    """A message from a file of raw MIME; a large one stays in the file, which must outlive the message.

    OSError where the file cannot be read.
    """
    path = Path(path)
    if path.stat().st_size <= HELD:
        return message_from_bytes(path.read_bytes())
    return _message(FileSource(path))


def _message(source: Source) -> Message:
    if not source.size:
        return Message(problem="the file is empty")
    root = part_tree(source)
    message = message_of(source, root, 0)
    if not any(name.lower() in _PROOF for name, _ in root.headers):
        problem = "this is no e-mail message: it has no mail header"
        return replace(message, problem=problem, size=source.size)
    return replace(message, size=source.size)


def message_of(source: Source, part: Part, depth: int) -> Message:
    """The message whose headers and body a part holds; mails nested in it are read to a bounded depth."""
    bodies = read_bodies(source, part, depth, message_of)
    return _from_headers(part.headers, bodies, first(part.headers, "content-type") or part.type)


def message_from_headers(block: bytes) -> Message:
    """A message of which only the headers are left (text/rfc822-headers of a delivery report)."""
    headers, _ = read_headers(BytesSource(block), 0, len(block))
    return _from_headers(headers, Bodies(), first(headers, "content-type"))


def _from_headers(headers: list[Header], bodies: Bodies, content_type: str) -> Message:
    sender = parse_address(first(headers, "from"))
    return Message(
        sender=sender,
        actual_sender=_other(parse_address(first(headers, "sender")), sender),
        to=_all(headers, "to"),
        cc=_all(headers, "cc"),
        reply_to=_all(headers, "reply-to"),
        subject=" ".join(decode_words(first(headers, "subject")).split()),
        date=parse_header_date(first(headers, "date")),
        message_id=(message_ids(first(headers, "message-id")) or ("",))[0],
        in_reply_to=(message_ids(first(headers, "in-reply-to")) or ("",))[0],
        references=message_ids(first(headers, "references")),
        headers=tuple(headers),
        text=bodies.text,
        html=bodies.html,
        attachments=bodies.attachments,
        content_type=content_type,
    )


def message_ids(value: str) -> tuple[str, ...]:
    """Message-IDs of a header, angle brackets kept; one written without them is given them."""
    found = tuple(_MESSAGE_ID.findall(value[:1_000_000])[:MOST_REFERENCES])
    if found or not value.strip():
        return found
    return tuple(
        f"<{word.strip('<>')}>" for word in value.split()[:MOST_REFERENCES] if "@" in word or "." in word
    )


def _all(headers: list[Header], name: str) -> tuple[Address, ...]:
    return tuple(
        address
        for key, value in headers
        if key.lower() == name
        for address in parse_addresses(value)
        if address.address
    )


def _other(actual: Address | None, sender: Address | None) -> Address | None:
    return actual if actual and sender and actual.address != sender.address else None
