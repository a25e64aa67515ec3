"""Graph's attachments: list, get, bytes, add, remove, and upload sessions for large ones."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.demo.tenant import draft, odata, view
from bot.demo.tenant.call import Call, context, page
from bot.demo.tenant.content import Attachment, AttachmentKind, Content
from bot.demo.tenant.errors import GraphError, bad_request, gone, malformed_id
from bot.demo.tenant.exchange import Request, Response
from bot.demo.tenant.ids import IdKind, decode
from bot.demo.tenant.mailbox import Message
from bot.demo.tenant.tenant import Tenant, Upload

_SMALLEST_SESSION = 3 * 1024 * 1024
_LARGEST_SESSION = 150 * 1024 * 1024
_ITEM = "microsoft.graph.itemattachment/item"


def list_attachments(call: Call) -> Response:
    """GET /messages/{id}/attachments, contentBytes included unless $select leaves it out."""
    query = call.request.query
    shown = call.view_without_select().attachments(call.message, query.select, _expands_item(query))
    return page(call.request, "attachments", shown)


def get_attachment(call: Call) -> Response:
    """GET /attachments/{a}; an item's message only with $expand=microsoft.graph.itemAttachment/item."""
    message, part = _found(call)
    query = call.request.query
    names = odata.check_names(query.select, view.ATTACHMENT_NAMES, "microsoft.graph.attachment")
    shown = call.view_without_select().attachment(message, part, names, _expands_item(query))
    return Response(200, {"@odata.context": context(call.request, "attachments/$entity"), **shown})


def get_bytes(call: Call) -> Response:
    """GET /attachments/{a}/$value: a file's bytes, a nested message's MIME; a link has none."""
    _, part = _found(call)
    if part.kind is AttachmentKind.REFERENCE:
        raise GraphError(405, "ErrorInvalidRequest", "A reference attachment has no content.")
    kind = part.content_type if part.kind is AttachmentKind.FILE else "text/plain"
    return Response(200, raw=part.content, content_type=kind or "application/octet-stream")


def add_attachment(call: Call) -> Response:
    """POST /messages/{id}/attachments."""
    message = call.message
    part = draft.attachment(call.request.json(), _next_number(message))
    _append(call.tenant, call, message, part)
    return Response(201, call.view_without_select().attachment(message, part, ()))


def remove_attachment(call: Call) -> Response:
    """DELETE /attachments/{a}."""
    message, part = _found(call)
    rest = tuple(other for other in message.content.attachments if other is not part)
    call.mailbox.rewrite(message, replace(message.content, attachments=rest), call.tenant.clock())
    return Response(204)


def create_upload(call: Call) -> Response:
    """POST /attachments/createUploadSession: 3 to 150 MB; the uploadUrl carries its own permission."""
    message = call.message
    item = {name.lower(): value for name, value in call.request.json().items()}.get("attachmentitem")
    if not isinstance(item, Mapping) or item.get("attachmentType") != "file" or not item.get("name"):
        raise bad_request("The AttachmentItem needs attachmentType, name and size.", "ErrorInvalidRequest")
    size = item.get("size")
    if not isinstance(size, int) or not _SMALLEST_SESSION <= size <= _LARGEST_SESSION:
        raise bad_request(
            "The attachment's size must be from 3 MB to 150 MB for an upload session.",
            "ErrorAttachmentSizeInvalid",
        )
    content_type = str(item.get("contentType") or "application/octet-stream")
    inline, content_id = item.get("isInline") is True, str(item.get("contentId") or "")
    session = Upload(call.mailbox, message.number, str(item["name"]), content_type, size, inline, content_id)
    key = uuid.uuid4().hex
    call.tenant.uploads[key] = session
    payload = {
        "@odata.context": f"{call.request.origin}/v1.0/$metadata#microsoft.graph.uploadSession",
        "uploadUrl": f"{call.request.origin}/uploads/{key}?authtoken={uuid.uuid4().hex}",
        "expirationDateTime": view.instant(call.tenant.clock() + timedelta(days=7)),
        "nextExpectedRanges": ["0-"],
    }
    return Response(201, payload)


def put_piece(tenant: Tenant, request: Request) -> Response:
    """PUT to an uploadUrl: pieces in order, without Authorization; 201 with Location after the last."""
    session = tenant.uploads.get(request.path[-1])
    if session is None:
        raise GraphError(404, "UploadSessionNotFound", "The upload session was not found.")
    if "authorization" in request.headers:
        raise GraphError(
            401, "InvalidAuthenticationToken", "An upload URL must be used without Authorization."
        )
    tenant.throttle.count_upload(session.mailbox.guid, len(request.body))
    first, last = _range(request, session)
    if first != len(session.received):
        raise GraphError(416, "InvalidRange", "The uploaded range does not begin where the last one ended.")
    session.received += request.body
    if last + 1 < session.size:
        return Response(200, {"nextExpectedRanges": [f"{last + 1}-"]})
    return _finish(tenant, request, session)


def cancel_upload(tenant: Tenant, request: Request) -> Response:
    """DELETE of an uploadUrl."""
    tenant.uploads.pop(request.path[-1], None)
    return Response(204)


def _finish(tenant: Tenant, request: Request, session: Upload) -> Response:
    del tenant.uploads[request.path[-1]]
    mailbox = session.mailbox
    message = mailbox.messages.get(session.message)
    if message is None:
        raise gone()
    number = _next_number(message)
    content = bytes(session.received)
    part = Attachment(
        number,
        session.name,
        session.content_type,
        content,
        inline=session.inline,
        content_id=session.content_id,
    )
    mailbox.rewrite(message, _with(message, part), tenant.clock())
    name = mailbox.item_id(IdKind.ATTACHMENT, message.number, number)
    place = mailbox.item_id(IdKind.PLACE, message.place)
    url = f"{request.origin}/v1.0/users/{mailbox.guid}/messages/{place}/attachments/{name}"
    return Response(201, headers=(("Location", url),))


def _range(request: Request, session: Upload) -> tuple[int, int]:
    match = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", request.headers.get("content-range", ""))
    if not match:
        raise bad_request("The Content-Range header is missing or malformed.", "InvalidRange")
    first, last, total = map(int, match.groups())
    if last - first + 1 != len(request.body) or total != session.size or last >= total:
        raise bad_request("The Content-Range header does not fit the content.", "InvalidRange")
    return first, last


def _found(call: Call) -> tuple[Message, Attachment]:
    message = call.message
    wanted = decode(call.request.params["attachment"])
    if wanted is None or wanted.kind is not IdKind.ATTACHMENT:
        raise malformed_id()
    for part in message.content.attachments:
        if part.number == wanted.part and message.number == wanted.number:
            return message, part
    raise gone()


def _append(tenant: Tenant, call: Call, message: Message, part: Attachment) -> None:
    call.mailbox.rewrite(message, _with(message, part), tenant.clock())


def _with(message: Message, part: Attachment) -> Content:
    return replace(message.content, attachments=(*message.content.attachments, part), raw=None)


def _next_number(message: Message) -> int:
    return max((part.number for part in message.content.attachments), default=0) + 1


def _expands_item(query: odata.Query) -> bool:
    for expand in query.expand:
        if expand.name.lower() != _ITEM:
            raise bad_request(
                f"Could not find a property named '{expand.name}' on type 'microsoft.graph.attachment'."
            )
    return bool(query.expand)
