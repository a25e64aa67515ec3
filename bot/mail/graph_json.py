"""The second door: a message in Graph's JSON (v1.0) to a `Message`. Where Exchange changed a mail, this is the source.

Delivery reports, receipts and nested messages are fetched as MIME instead (SPEC §10).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from bot.mail.addresses import parse_address
from bot.mail.header_dates import parse_header_date, parse_iso
from bot.mail.message import Address, Attachment, Headers, MemoryBlob, Message
from bot.mail.mime import message_ids
from bot.mail.raw.words import decode_words
from bot.mail.written_out import written_out

IN_REPLY_TO = "String 0x1042"
REFERENCES = "String 0x1039"
MESSAGE_CLASS = "String 0x001A"
DEEPEST = 8
_KEYS = frozenset(
    {"internetMessageId", "internetMessageHeaders", "bodyPreview", "toRecipients", "conversationId"}
)


def looks_like_graph(item: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a message resource of Graph."""
    return bool(_KEYS & set(item)) and any(
        key in item for key in ("body", "subject", "from", "internetMessageId")
    )


def message_from_graph(item: Mapping[str, Any], attachments: Sequence[Attachment] = ()) -> Message:
    """A message from Graph's JSON and its attachments; missing or odd keys are taken as absent."""
    return _message(item, tuple(attachments), 0)


def _message(item: Mapping[str, Any], attachments: tuple[Attachment, ...], depth: int) -> Message:
    headers = _headers(item)
    extended = _extended(item)
    text, html = _body(item)
    sender = _address(item.get("from")) or parse_address(_first(headers, "from"))
    sender = _resolved(sender, parse_address(_first(headers, "from")))
    actual = _address(item.get("sender"))
    reply_id = _first(headers, "in-reply-to") or _property(extended, IN_REPLY_TO)
    references = _first(headers, "references") or _property(extended, REFERENCES)
    return Message(
        sender=sender,
        actual_sender=actual if actual and sender and actual.address != sender.address else None,
        to=_addresses(item.get("toRecipients")),
        cc=_addresses(item.get("ccRecipients")),
        reply_to=_addresses(item.get("replyTo")),
        subject=" ".join(_text(item.get("subject")).split()),
        date=_date(item, headers),
        message_id=(message_ids(_text(item.get("internetMessageId"))) or ("",))[0],
        in_reply_to=(message_ids(reply_id) or ("",))[0],
        references=message_ids(references),
        headers=headers,
        text=text,
        html=html,
        attachments=attachments or _attachments(item, depth),
        content_type=_content_type(headers, extended, html),
        size=_size(item, text, html),
        extended=extended,
    )


def _text(value: Any) -> str:
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _first(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _headers(item: Mapping[str, Any]) -> Headers:
    found = item.get("internetMessageHeaders")
    if not isinstance(found, list):
        return ()
    pairs = ((_text(one.get("name")), _text(one.get("value"))) for one in found if isinstance(one, dict))
    return tuple((name, " ".join(value.split())) for name, value in pairs if name)


def _extended(item: Mapping[str, Any]) -> dict[str, str]:
    found = item.get("singleValueExtendedProperties")
    if not isinstance(found, list):
        return {}
    return {_text(one.get("id")): _text(one.get("value")) for one in found if isinstance(one, dict)}


def _property(extended: Mapping[str, str], name: str) -> str:
    """A property by its id; Graph answers with other case than it was asked with."""
    wanted = name.lower()
    return next((value for key, value in extended.items() if key.lower() == wanted), "")


def _body(item: Mapping[str, Any]) -> tuple[str, str]:
    body = item.get("body")
    if not isinstance(body, dict):
        return "", ""
    content = _text(body.get("content")).replace("\r\n", "\n").replace("\r", "\n")
    return ("", content) if _text(body.get("contentType")).lower() == "html" else (content, "")


def _address(value: Any) -> Address | None:
    found = value.get("emailAddress") if isinstance(value, dict) else None
    if not isinstance(found, dict):
        return None
    address, name = _text(found.get("address")).strip().lower(), _text(found.get("name")).strip()
    if not address and not name:
        return None
    return Address(address, "" if name.lower() == address else name)


def _addresses(value: Any) -> tuple[Address, ...]:
    found = (_address(one) for one in value) if isinstance(value, list) else ()
    return tuple(one for one in found if one is not None and one.address)


def _resolved(sender: Address | None, written: Address | None) -> Address | None:
    """Exchange's own address (`/O=...`) replaced by the one in the From header, where there is one."""
    if sender and written and sender.address.startswith("/o="):
        return written
    if sender and written and sender.address == written.address and not sender.name:
        return Address(sender.address, decode_words(written.name))
    return sender


def _date(item: Mapping[str, Any], headers: Headers) -> Any:
    written = parse_header_date(_first(headers, "date"))
    return (
        written
        or parse_iso(_text(item.get("sentDateTime")))
        or parse_iso(_text(item.get("receivedDateTime")))
    )


def _content_type(headers: Headers, extended: Mapping[str, str], html: str) -> str:
    written = _first(headers, "content-type")
    if written:
        return written
    kind = _property(extended, MESSAGE_CLASS).lower()
    if kind.startswith("report.") and kind.endswith(".ndr"):
        return "multipart/report; report-type=delivery-status"
    return "text/html" if html else "text/plain"


def _size(item: Mapping[str, Any], text: str, html: str) -> int:
    size = item.get("size")
    return (
        size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else len(text) + len(html)
    )


def _attachments(item: Mapping[str, Any], depth: int) -> tuple[Attachment, ...]:
    found = item.get("attachments")
    if not isinstance(found, list) or depth >= DEEPEST:
        return ()
    return tuple(_attachment(one, depth) for one in found if isinstance(one, dict))


def _attachment(one: Mapping[str, Any], depth: int) -> Attachment:
    kind = _text(one.get("contentType")).lower() or "application/octet-stream"
    name = _text(one.get("name"))
    nested = one.get("item")
    if isinstance(nested, dict):
        message = _message(nested, (), depth + 1)
        return Attachment(
            name or "message.eml", "message/rfc822", MemoryBlob(written_out(message)), False, "", message
        )
    try:
        content = base64.b64decode(_text(one.get("contentBytes")))
    except (binascii.Error, ValueError):
        content = b""
    if not content and isinstance(one.get("sourceUrl"), str):
        content, kind = one["sourceUrl"].encode(), "text/uri-list"
    cid = _text(one.get("contentId")).strip("<>")
    return Attachment(
        name, kind, MemoryBlob(content), bool(one.get("isInline")) and kind.startswith("image/"), cid
    )
