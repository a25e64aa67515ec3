"""Graph's writing of messages: drafts, changes, sending, moving, copying, deleting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.demo.tenant import answers, draft, view
from bot.demo.tenant.call import Call, find_folder
from bot.demo.tenant.content import Content, Party
from bot.demo.tenant.errors import GraphError, bad_request
from bot.demo.tenant.exchange import Response
from bot.demo.tenant.mailbox import Message

_ACCEPTED = Response(202)
_DONE = Response(204)


def create(call: Call) -> Response:
    """POST /messages and /mailFolders/{f}/messages: a draft, from JSON or from base64 MIME."""
    content = _new_content(call)
    if not content.message_id:
        content = replace(content, message_id=answers.new_message_id())
    mailbox = call.mailbox
    own = Party(mailbox.address, mailbox.name)
    if call.request.content_type == "text/plain":
        content = replace(content, from_=content.from_ or own, sender=content.sender or own)
    folder = call.folder if "folder" in call.request.params else mailbox.well_known["drafts"]
    message = call.tenant.post.store_in(mailbox, folder.number, content, draft=True, read=True)
    if call.request.content_type == "application/json":
        _set_state(call, message, json.loads(call.request.body))
    return call.shown(message, 201)


def update(call: Call) -> Response:
    """PATCH /messages/{id}: what only a draft may change is refused on anything else."""
    message, payload = call.message, call.request.json()
    expected = call.request.headers.get("if-match", "*")
    if expected not in ("*", view.etag(message)):
        raise GraphError(
            412, "ErrorIrresolvableConflict", "The send or update operation could not be performed."
        )
    limits = call.tenant.limits
    content = draft.from_json(payload, message.content, limits, creating=False, is_draft=message.is_draft)
    _set_state(call, message, payload)
    call.mailbox.rewrite(message, content, call.tenant.clock())
    call.tenant.post.tell(call.mailbox, message, "updated")
    return call.shown(message)


def send(call: Call) -> Response:
    """POST /messages/{id}/send: 202; the draft leaves Drafts and its copy comes to Sent Items, maybe later."""
    message = call.message
    if not message.is_draft:
        raise bad_request("The message is not a draft and cannot be sent.", "ErrorInvalidOperation")
    content = _sendable(call, message.content)
    call.tenant.throttle.count_send(call.mailbox.guid)
    mailbox, post = call.mailbox, call.tenant.post
    index, number = message.conversation_index, message.number
    mailbox.remove(message)
    if post.keeps_sent_copy(content):
        keep = number if call.tenant.behaviour.keep_immutable_id else None
        post.later(call.tenant.behaviour.sent_items_lag, lambda: _file_sent(call, content, keep))
    post.submit(mailbox, content, index)
    return _ACCEPTED


def send_mail(call: Call) -> Response:
    """POST /sendMail: 202 without an id; `saveToSentItems` is true unless said otherwise. JSON or MIME."""
    save = True
    if call.request.content_type == "text/plain":
        content = draft.from_mime(call.request.body)
    else:
        payload = {name.lower(): value for name, value in call.request.json().items()}
        if set(payload) - {"message", "savetosentitems"} or not isinstance(payload.get("message"), Mapping):
            raise bad_request("The parameter 'Message' is missing or another is unknown.", "RequestBodyRead")
        save = payload.get("savetosentitems", True) is not False
        content = draft.from_json(payload["message"], Content(), call.tenant.limits, creating=True)
    content = _sendable(call, content)
    call.tenant.throttle.count_send(call.mailbox.guid)
    if save and call.tenant.post.keeps_sent_copy(content):
        lag = call.tenant.behaviour.sent_items_lag
        call.tenant.post.later(lag, lambda: _file_sent(call, content, None))
    call.tenant.post.submit(call.mailbox, content)
    return _ACCEPTED


def move(call: Call) -> Response:
    """POST /messages/{id}/move: 201 with the message under its new default id."""
    message = call.message
    folder = find_folder(call.mailbox, _destination(call))
    if folder.number != message.folder:
        call.mailbox.move(message, folder)
    return call.shown(message, 201)


def copy(call: Call) -> Response:
    """POST /messages/{id}/copy: 201 with the new message."""
    message = call.message
    folder = find_folder(call.mailbox, _destination(call))
    mailbox = call.mailbox
    now = call.tenant.clock()
    twin = replace(
        message,
        number=mailbox.number(),
        place=mailbox.number(),
        folder=folder.number,
        created=now,
        modified=now,
    )
    mailbox.add(twin)
    return call.shown(twin, 201)


def delete(call: Call) -> Response:
    """DELETE /messages/{id}: to Deleted Items or the dumpster, as the tenant's behaviour says."""
    message, mailbox = call.message, call.mailbox
    here = mailbox.folders[message.folder].well_known
    if here == "recoverableitemsdeletions":
        raise GraphError(400, "ErrorCannotDeleteObject", "The object cannot be deleted.")
    target = call.tenant.behaviour.delete_to if here != "deleteditems" else "recoverableitemsdeletions"
    mailbox.move(message, mailbox.well_known[target])
    call.tenant.post.tell(mailbox, message, "deleted")
    return _DONE


def delete_for_good(call: Call) -> Response:
    """POST /messages/{id}/permanentDelete: to the Purges, which no client sees; missing in national clouds."""
    if not call.tenant.behaviour.permanent_delete:
        raise bad_request("Resource not found for the segment 'permanentDelete'.")
    message, mailbox = call.message, call.mailbox
    mailbox.move(message, mailbox.well_known["recoverableitemspurges"])
    call.tenant.post.tell(mailbox, message, "deleted")
    return _DONE


def _new_content(call: Call) -> Content:
    if call.request.content_type == "text/plain":
        return draft.from_mime(call.request.body)
    return draft.from_json(call.request.json(), Content(), call.tenant.limits, creating=True)


def _set_state(call: Call, message: Message, payload: Mapping[str, Any]) -> None:
    if isinstance(payload.get("isRead"), bool):
        call.mailbox.mark_read(message, payload["isRead"])
    if isinstance(payload.get("categories"), list):
        message.categories = tuple(map(str, payload["categories"]))
    if isinstance(payload.get("flag"), Mapping):
        message.flag = str(payload["flag"].get("flagStatus", "notFlagged"))


def _destination(call: Call) -> str:
    found = call.request.json().get("destinationId", call.request.json().get("DestinationId"))
    if not isinstance(found, str) or not found:
        raise bad_request("The parameter 'destinationId' is missing.", "RequestBodyRead")
    return found


def _sendable(call: Call, content: Content) -> Content:
    """The content stamped for sending; 400 without recipients, 403 as somebody else, 413 above the tenant's size."""
    mailbox = call.mailbox
    if not content.recipients:
        raise bad_request(
            "At least one recipient is not valid., Recipients are required.", "ErrorInvalidRecipients"
        )
    for party in (content.from_, content.sender):
        if party is not None and call.tenant.directory.find(party.address) is not mailbox:
            text = "The user account which was used to submit this request does not have the right to send mail on"
            raise GraphError(403, "ErrorSendAsDenied", f"{text} behalf of the specified sending account.")
    size = len(content.body) + sum(len(part.content) for part in content.attachments)
    if call.tenant.limits.message_bytes and size > call.tenant.limits.message_bytes:
        raise GraphError(413, "ErrorMessageSizeExceeded", "The message exceeds the maximum supported size.")
    own = Party(mailbox.address, mailbox.name)
    return call.tenant.post.stamped(mailbox, replace(content, from_=own, sender=own))


def _file_sent(call: Call, content: Content, number: int | None) -> None:
    """Put the copy into Sent Items, under the draft's number where immutable ids survive sending."""
    post, mailbox = call.tenant.post, call.mailbox
    folder = mailbox.well_known["sentitems"].number
    post.store_in(mailbox, folder, replace(content, headers=()), draft=False, read=True, number=number)
