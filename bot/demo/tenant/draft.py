"""JSON and MIME bodies of requests read into content, refused where Graph refuses them. Changes no mailbox."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.demo.tenant import filters, html, mime, properties
from bot.demo.tenant.behaviour import Limits
from bot.demo.tenant.content import Attachment, AttachmentKind, Content, Party
from bot.demo.tenant.errors import GraphError, bad_request

Json = Mapping[str, Any]
MAX_HEADERS = 5
MAX_HEADER_VALUE = 995
# Properties Graph takes on a message without complaint although it keeps its own value.
_READ_ONLY = {
    "id",
    "changeKey",
    "createdDateTime",
    "lastModifiedDateTime",
    "receivedDateTime",
    "sentDateTime",
    "hasAttachments",
    "bodyPreview",
    "parentFolderId",
    "conversationId",
    "conversationIndex",
    "webLink",
    "isDraft",
    "uniqueBody",
    "inferenceClassification",
    "extensions",
    "multiValueExtendedProperties",
}
# These are the message's, not its content's; the handler sets them.
STATE = {"isRead", "categories", "flag"}
_DRAFT_ONLY = {
    "subject",
    "body",
    "toRecipients",
    "ccRecipients",
    "bccRecipients",
    "replyTo",
    "sender",
    "from",
    "internetMessageId",
    "isReadReceiptRequested",
    "isDeliveryReceiptRequested",
}


def from_json(
    payload: Json, base: Content, limits: Limits, *, creating: bool, is_draft: bool = True
) -> Content:
    """`base` with what the JSON object sets. GraphError 400 for unknown properties, wrong types, bad headers."""
    content = base
    for name, value in payload.items():
        if name.startswith("@odata") or name in _READ_ONLY or name in STATE:
            continue
        setter = _SETTERS.get(name)
        if setter is None:
            raise _no_such_property(name)
        if name in _DRAFT_ONLY and not is_draft:
            raise bad_request("The property can only be changed on a draft.", "ErrorInvalidPropertyForUpdate")
        if name in ("internetMessageHeaders", "attachments") and not creating:
            raise bad_request(f"The property '{name}' cannot be set by an update.", "ErrorInvalidPropertySet")
        content = setter(content, value)
    if limits.recipients and len(content.recipients) > limits.recipients:
        raise bad_request("The number of recipients exceeds the limit.", "ErrorTooManyRecipients")
    return content


def from_mime(body: bytes) -> Content:
    """Content from a base64 MIME body; headers that are not x- fall away, as Exchange drops them."""
    try:
        raw = base64.b64decode(body.strip(), validate=True)
    except (ValueError, binascii.Error) as error:
        text = "Invalid base64 string for MIME content."
        raise bad_request(text, "ErrorMimeContentInvalidBase64String") from error
    if b":" not in raw.partition(b"\n")[0]:
        raise bad_request("The MIME content is invalid.", "ErrorMimeContentInvalid")
    content = mime.parse(raw)
    kept = tuple(pair for pair in content.headers if pair[0].lower().startswith("x-"))
    firewall = tuple(pair for pair in kept if not pair[0].lower().startswith("x-ms-exchange-"))
    return replace(content, headers=firewall)


def attachment(payload: Json, number: int) -> Attachment:
    """One attachment from its JSON; GraphError 400 without type, name or content."""
    kind = str(payload.get("@odata.type", "")).removeprefix("#").removeprefix("microsoft.graph.")
    name = payload.get("name")
    if kind not in ("fileAttachment", "itemAttachment", "referenceAttachment"):
        raise bad_request("The attachment needs an '@odata.type' of a known kind.", "ErrorInvalidRequest")
    if not isinstance(name, str) or not name:
        raise bad_request("Required property 'name' is missing.", "ErrorInvalidRequest")
    content_type = str(payload.get("contentType") or "application/octet-stream")
    inline = payload.get("isInline") is True
    content_id = str(payload.get("contentId") or "")
    if kind == "itemAttachment":
        nested = mime.build(_nested(payload.get("item")))
        return Attachment(number, name, "message/rfc822", nested, AttachmentKind.ITEM)
    if kind == "referenceAttachment":
        link = str(payload.get("sourceUrl") or "").encode()
        return Attachment(number, name, content_type, link, AttachmentKind.REFERENCE)
    content = _bytes(payload.get("contentBytes"))
    return Attachment(number, name, content_type, content, inline=inline, content_id=content_id)


def _nested(item: Any) -> Content:
    if not isinstance(item, Mapping):
        raise bad_request("Required property 'item' is missing.", "ErrorInvalidRequest")
    return from_json(item, Content(), Limits(), creating=True)


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        text = "Cannot convert the literal of 'contentBytes' to the expected type 'Edm.Binary'."
        raise bad_request(text, "RequestBodyRead") from error


def _no_such_property(name: str) -> GraphError:
    text = f"The property '{name}' does not exist on type 'microsoft.graph.message'. Make sure to only use property"
    return bad_request(
        f"{text} names that are defined by the type or mark the type as open type.", "RequestBodyRead"
    )


def _wrong_type(name: str) -> GraphError:
    return bad_request(f"Cannot convert the value of '{name}' to the expected type.", "RequestBodyRead")


def _text(value: Any, name: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _wrong_type(name)
    return value


def _party(value: Any, name: str) -> Party:
    address = value.get("emailAddress") if isinstance(value, Mapping) else None
    if not isinstance(address, Mapping) or set(address) - {"name", "address"}:
        raise _wrong_type(name)
    written = _text(address.get("address"), name)
    if not written:
        raise bad_request("At least one recipient is not valid.", "ErrorInvalidRecipients")
    return Party(written, _text(address.get("name"), name))


def _parties(value: Any, name: str) -> tuple[Party, ...]:
    if not isinstance(value, list):
        raise _wrong_type(name)
    return tuple(_party(item, name) for item in value)


def _set_body(content: Content, value: Any) -> Content:
    if not isinstance(value, Mapping) or set(value) - {"contentType", "content"}:
        raise _wrong_type("body")
    kind = _text(value.get("contentType") or "text", "body").lower()
    if kind not in ("text", "html"):
        raise bad_request(f"Requested value '{kind}' was not found.", "RequestBodyRead")
    text = _text(value.get("content"), "body")
    return replace(
        content, body=text, body_type=kind, text=html.to_text(text) if kind == "html" else "", raw=None
    )


def _set_headers(content: Content, value: Any) -> Content:
    if not isinstance(value, list):
        raise _wrong_type("internetMessageHeaders")
    if len(value) > MAX_HEADERS:
        text = f"Maximum number of headers in one message should be less than or equal to {MAX_HEADERS}."
        raise bad_request(text, "InvalidInternetMessageHeaderCollection")
    found = []
    for item in value:
        name = _text(item.get("name"), "name") if isinstance(item, Mapping) else ""
        written = _text(item.get("value"), "value") if isinstance(item, Mapping) else ""
        if not name.lower().startswith("x-"):
            text = f"The internet message header name '{name}' should start with 'x-' or 'X-'."
            raise bad_request(text, "InvalidInternetMessageHeader")
        if len(written) > MAX_HEADER_VALUE or "\n" in written or "\r" in written:
            raise bad_request(
                f"The value of the internet message header '{name}' is invalid.",
                "InvalidInternetMessageHeader",
            )
        found.append((name, written))
    return replace(content, headers=tuple(found))


def _set_properties(content: Content, value: Any) -> Content:
    if not isinstance(value, list):
        raise _wrong_type("singleValueExtendedProperties")
    kept = dict(content.properties)
    threads: dict[str, str] = {}
    for item in value:
        if not isinstance(item, Mapping) or set(item) - {"id", "value"}:
            raise _wrong_type("singleValueExtendedProperties")
        name = filters.property_id(_text(item.get("id"), "id"))
        if not properties.value_fits(name, item.get("value")):
            raise bad_request(
                "The value of an extended property does not fit its type.", "ErrorInvalidProperty"
            )
        (threads if name in _THREADING else kept)[name] = str(item["value"])
    changes = {_THREADING[name]: written for name, written in threads.items()}
    return replace(content, properties=kept, **changes)  # type: ignore[arg-type]


_THREADING = {properties.IN_REPLY_TO: "in_reply_to", properties.REFERENCES: "references"}


def _set_attachments(content: Content, value: Any) -> Content:
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise _wrong_type("attachments")
    return replace(content, attachments=tuple(attachment(item, n) for n, item in enumerate(value, 1)))


def _set_importance(content: Content, value: Any) -> Content:
    word = _text(value, "importance").lower()
    if word not in ("low", "normal", "high"):
        raise bad_request(f"Requested value '{word}' was not found.", "RequestBodyRead")
    return replace(content, importance=word)


def _flag(name: str, field: str) -> Callable[[Content, Any], Content]:
    def setter(content: Content, value: Any) -> Content:
        if not isinstance(value, bool):
            raise _wrong_type(name)
        return replace(content, **{field: value})  # type: ignore[arg-type]

    return setter


def _list(name: str, field: str) -> Callable[[Content, Any], Content]:
    return lambda content, value: replace(content, **{field: _parties(value, name)})  # type: ignore[arg-type]


_SETTERS: dict[str, Callable[[Content, Any], Content]] = {
    "subject": lambda c, v: replace(c, subject=" ".join(_text(v, "subject").splitlines())),
    "body": _set_body,
    "importance": _set_importance,
    "internetMessageId": lambda c, v: replace(c, message_id=_text(v, "internetMessageId")),
    "internetMessageHeaders": _set_headers,
    "from": lambda c, v: replace(c, from_=_party(v, "from")),
    "sender": lambda c, v: replace(c, sender=_party(v, "sender")),
    "toRecipients": _list("toRecipients", "to"),
    "ccRecipients": _list("ccRecipients", "cc"),
    "bccRecipients": _list("bccRecipients", "bcc"),
    "replyTo": _list("replyTo", "reply_to"),
    "isReadReceiptRequested": _flag("isReadReceiptRequested", "read_receipt"),
    "isDeliveryReceiptRequested": _flag("isDeliveryReceiptRequested", "delivery_receipt"),
    "attachments": _set_attachments,
    "singleValueExtendedProperties": _set_properties,
}
