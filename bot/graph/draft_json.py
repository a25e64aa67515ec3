"""An outgoing mail as Graph's JSON. No I/O but the reading of small attachments.

Graph's JSON takes one body: HTML, from which Exchange makes the plain alternative, or text alone
(`OutboundMail.form`). Building MIME here would carry both, at nineteen times the cost, and loses the properties.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from bot.errors import Permanent
from bot.graph.voting import VERB_STREAM, verb_stream
from bot.mail.message import Address, Headers
from bot.mail.outbound import BodyForm, OutboundAttachment, OutboundMail, Suppress

OWN_KEY = "String {6f4a1d0e-6f0c-4c57-9b1e-5a0d3c2e8b17} Name NearmissKey"
IN_REPLY_TO = "String 0x1042"
REFERENCES = "String 0x1039"
SUPPRESS = "Integer 0x3FDF"
SUPPRESS_HEADER = "X-Auto-Response-Suppress"

IN_DRAFT = 2_400_000  # bytes of files within the draft's own JSON, of a request of 4 MB with base64
IN_POST = 3_140_000  # bytes of a file added by itself; a larger one needs an upload session
LARGEST_FILE = 150_000_000
_MOST_HEADERS = 5
_LONGEST_HEADER = 900
_LONGEST_REFERENCES = 8_000  # characters; the first and the latest ids matter


def draft_json(mail: OutboundMail, files: Iterable[OutboundAttachment]) -> dict[str, Any]:
    """The message resource for POST /messages, with these of its files inside. Raises Permanent where Graph would."""
    html = mail.form is BodyForm.HTML and bool(mail.html)
    message: dict[str, Any] = {
        "subject": _one_line(mail.subject),
        "body": {"contentType": "HTML", "content": mail.html}
        if html
        else {"contentType": "Text", "content": mail.text},
        "toRecipients": [_recipient(one) for one in mail.to],
    }
    for field, people in (("ccRecipients", mail.cc), ("replyTo", mail.reply_to)):
        if people:
            message[field] = [_recipient(one) for one in people]
    if mail.message_id:
        message["internetMessageId"] = mail.message_id
    if mail.important:
        message["importance"] = "high"
    if headers := _headers(mail):
        message["internetMessageHeaders"] = [{"name": name, "value": value} for name, value in headers]
    if properties := _properties(mail):
        message["singleValueExtendedProperties"] = properties
    if attached := [file_json(one) for one in files]:
        message["attachments"] = attached
    return message


def file_json(file: OutboundAttachment) -> dict[str, Any]:
    """A file as Graph's fileAttachment, its bytes inside."""
    with file.blob.open() as stream:
        content = base64.b64encode(stream.read()).decode("ascii")
    found: dict[str, Any] = {
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": _one_line(file.name),
        "contentType": file.content_type or "application/octet-stream",
        "contentBytes": content,
    }
    if file.inline:
        found.update(isInline=True, contentId=file.content_id)
    return found


def _recipient(one: Address) -> dict[str, Any]:
    if not one.address:
        raise Permanent("A recipient has no address.")
    email = {"address": one.address}
    if one.name:
        email["name"] = _one_line(one.name)
    return {"emailAddress": email}


def _headers(mail: OutboundMail) -> Headers:
    """Graph takes at most five, names beginning with X-, values without line breaks."""
    headers = tuple(mail.headers)
    if mail.suppress:
        headers += ((SUPPRESS_HEADER, mail.suppress.header),)
    if len(headers) > _MOST_HEADERS:
        raise Permanent("A mail can have at most five headers of its own.")
    if any(not name.lower().startswith("x-") for name, _ in headers):
        raise Permanent("A header of our own must begin with X-.")
    return tuple((name, _one_line(value)[:_LONGEST_HEADER]) for name, value in headers)


def _properties(mail: OutboundMail) -> list[dict[str, str]]:
    """Threads are made with properties: Graph takes neither In-Reply-To nor References as headers."""
    wanted = (
        (IN_REPLY_TO, _one_line(mail.in_reply_to)),
        (REFERENCES, _references(mail.references)),
        (SUPPRESS, str(int(mail.suppress)) if mail.suppress != Suppress.NONE else ""),
        (OWN_KEY, mail.own_key),
        (VERB_STREAM, verb_stream(mail.voting) if mail.voting else ""),
    )
    return [{"id": name, "value": value} for name, value in wanted if value]


def _references(ids: tuple[str, ...]) -> str:
    """The ids in a row; of a very long thread the first and the latest."""
    row = [_one_line(one) for one in ids]
    while len(row) > 2 and sum(len(one) + 1 for one in row) > _LONGEST_REFERENCES:
        del row[1]
    return " ".join(row)


def _one_line(text: str) -> str:
    """Without line breaks and other control characters: a subject or header must not smuggle another in."""
    if not text.isprintable():
        text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())
