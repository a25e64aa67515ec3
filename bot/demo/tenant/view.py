"""Messages, folders and attachments as Graph's JSON: $select, $expand and Prefer applied. Reads only."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from bot.demo.tenant import filters, html, mime, odata
from bot.demo.tenant.content import Attachment, AttachmentKind, Content, Party
from bot.demo.tenant.errors import bad_request, unknown_property
from bot.demo.tenant.exchange import Prefer
from bot.demo.tenant.ids import IdKind
from bot.demo.tenant.mailbox import Folder, Mailbox, Message

Json = dict[str, Any]
_NAVIGATION = {
    "attachments": "attachments",
    "singlevalueextendedproperties": "singleValueExtendedProperties",
    "multivalueextendedproperties": "multiValueExtendedProperties",
    "extensions": "extensions",
}


class MessageView:
    """Shows messages of one mailbox the way one request asked for."""

    def __init__(
        self, mailbox: Mailbox, prefer: Prefer, query: odata.Query, text_as_html: bool = False
    ) -> None:
        self.mailbox = mailbox
        self.prefer = prefer
        self.text_as_html = text_as_html
        self.names = odata.check_names(query.select, _SELECTABLE, "microsoft.graph.message") or _DEFAULT
        self.expands = [(_navigation(expand), expand) for expand in query.expand]
        self.wanted = [
            _wanted_properties(x) for name, x in self.expands if name == "singleValueExtendedProperties"
        ]

    def show(self, message: Message) -> Json:
        """One message as Graph's JSON."""
        found: Json = {"@odata.etag": etag(message), "id": self.id_of(message)}
        for name in self.names:
            if name in _SHOWN:
                found[name] = _SHOWN[name](self, message)
        if message.content.message_class.startswith("IPM.Schedule"):
            found["@odata.type"] = "#microsoft.graph.eventMessage"
        for name, expand in self.expands:
            if name == "attachments":
                found[name] = self.attachments(message, expand.select)
            elif name == "extensions":
                found[name] = []
        if values := self.properties(message):
            found["singleValueExtendedProperties"] = values
        return found

    def properties(self, message: Message) -> list[Json]:
        """The extended properties asked for that the message has."""
        pairs = [(name, filters.prop(message, name)) for names in self.wanted for name in names]
        return [{"id": name, "value": value} for name, value in pairs if value]

    def id_of(self, message: Message) -> str:
        """The id in the form asked for."""
        if self.prefer.immutable:
            return self.mailbox.item_id(IdKind.IMMUTABLE, message.number)
        return self.mailbox.item_id(IdKind.PLACE, message.place)

    def body(self, message: Message) -> Json:
        """The body in the type asked for, made safe."""
        content = message.content
        kind, text = content.body_type, content.body
        if kind == "html" and self.prefer.body == "text":
            kind, text = "text", html.to_text(text)
        elif kind == "html" and not self.prefer.unsafe:
            text = html.safe(text)
        elif kind == "text" and (self.prefer.body == "html" or (self.text_as_html and not self.prefer.body)):
            kind, text = "html", html.from_text(text)
        return {"contentType": kind, "content": text}

    def attachments(
        self, message: Message, select: tuple[str, ...] = (), expand_item: bool = False
    ) -> list[Json]:
        """All attachments of a message."""
        names = odata.check_names(select, ATTACHMENT_NAMES, "microsoft.graph.attachment")
        return [self.attachment(message, part, names, expand_item) for part in message.content.attachments]

    def attachment(
        self, message: Message, part: Attachment, names: tuple[str, ...], expand_item: bool = False
    ) -> Json:
        """One attachment; `contentBytes` is left out by any $select that does not name it."""
        found: Json = {
            "@odata.type": f"#microsoft.graph.{part.kind.value}Attachment",
            "id": self.mailbox.item_id(IdKind.ATTACHMENT, message.number, part.number),
            "lastModifiedDateTime": instant(message.modified),
            "name": part.name,
            "contentType": part.content_type or None,
            "size": part.size,
            "isInline": part.inline,
        }
        if part.kind is AttachmentKind.FILE:
            found["@odata.mediaContentType"] = part.content_type
            found["contentId"] = part.content_id or None
            found["contentLocation"] = None
            found["contentBytes"] = (
                base64.b64encode(part.content).decode() if _asked(names, "contentBytes") else ""
            )
        if names:
            kept = {
                "@odata.type",
                "@odata.mediaContentType",
                "id",
                *(name.rpartition("/")[2] for name in names),
            }
            found = {key: value for key, value in found.items() if key in kept}
        if expand_item and part.kind is AttachmentKind.ITEM:
            found["item"] = _nested(part)
        return found


def folder(mailbox: Mailbox, shown: Folder) -> Json:
    """A mail folder as Graph's JSON."""
    parent = shown.parent or shown.number
    return {
        "id": mailbox.item_id(IdKind.FOLDER, shown.number),
        "displayName": shown.name,
        "parentFolderId": mailbox.item_id(IdKind.FOLDER, parent),
        "childFolderCount": len(mailbox.children(shown)),
        "unreadItemCount": shown.unread,
        "totalItemCount": len(shown.order),
        "sizeInBytes": 0,
        "isHidden": shown.hidden,
    }


def etag(message: Message) -> str:
    """The message's ETag, new with every change."""
    return f'W/"{change_key(message)}"'


def change_key(message: Message) -> str:
    """The change key: Exchange's own version stamp."""
    digest = hashlib.sha256(f"{message.number}.{message.version}".encode()).digest()
    return base64.b64encode(b"CQAAAB" + digest[:12]).decode()


def instant(value: datetime | None) -> str | None:
    """A time as Graph writes it: whole seconds, UTC (it is stored finer)."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def party(value: Party | None) -> Json | None:
    """A mailbox as a recipient object."""
    return (
        {"emailAddress": {"name": value.name or value.address, "address": value.address}} if value else None
    )


def preview(content: Content) -> str:
    """The first 255 characters of the text."""
    text = (
        content.body if content.body_type == "text" else content.text or html.to_text(content.body[:20_000])
    )
    return text.strip()[:255]


def _parties(values: Iterable[Party]) -> list[Json | None]:
    return [party(value) for value in values]


def _headers(message: Message) -> list[Json] | None:
    # Sent Items have no transport headers (graph.md, Reading); a draft shows its custom ones.
    if not message.content.headers:
        return None
    return [{"name": name, "value": value} for name, value in message.content.headers]


def _unique(view: MessageView, message: Message) -> Json:
    return view.body(message)


def _web_link(view: MessageView, message: Message) -> str:
    return f"https://outlook.office365.com/owa/?ItemID={view.mailbox.item_id(IdKind.PLACE, message.place)}&exvsurl=1"


def _in_folder(view: MessageView, message: Message) -> str:
    return view.mailbox.item_id(IdKind.FOLDER, message.folder)


_SHOWN: dict[str, Callable[[MessageView, Message], Any]] = {
    "createdDateTime": lambda v, m: instant(m.created),
    "lastModifiedDateTime": lambda v, m: instant(m.modified),
    "changeKey": lambda v, m: change_key(m),
    "categories": lambda v, m: list(m.categories),
    "receivedDateTime": lambda v, m: instant(m.received),
    "sentDateTime": lambda v, m: instant(m.content.sent or m.created),
    "hasAttachments": lambda v, m: any(not part.inline for part in m.content.attachments),
    "internetMessageId": lambda v, m: m.content.message_id or None,
    "subject": lambda v, m: m.content.subject,
    "bodyPreview": lambda v, m: preview(m.content),
    "importance": lambda v, m: m.content.importance,
    "parentFolderId": _in_folder,
    "conversationId": lambda v, m: m.conversation,
    "conversationIndex": lambda v, m: base64.b64encode(m.conversation_index).decode(),
    "isDeliveryReceiptRequested": lambda v, m: m.content.delivery_receipt,
    "isReadReceiptRequested": lambda v, m: m.content.read_receipt,
    "isRead": lambda v, m: m.is_read,
    "isDraft": lambda v, m: m.is_draft,
    "webLink": _web_link,
    "inferenceClassification": lambda v, m: "focused",
    "body": lambda v, m: v.body(m),
    "sender": lambda v, m: party(m.content.sender),
    "from": lambda v, m: party(m.content.from_),
    "toRecipients": lambda v, m: _parties(m.content.to),
    "ccRecipients": lambda v, m: _parties(m.content.cc),
    "bccRecipients": lambda v, m: _parties(m.content.bcc),
    "replyTo": lambda v, m: _parties(m.content.reply_to),
    "flag": lambda v, m: {"flagStatus": m.flag},
    "internetMessageHeaders": lambda v, m: _headers(m),
    "uniqueBody": _unique,
}
_DEFAULT = tuple(name for name in _SHOWN if name not in ("internetMessageHeaders", "uniqueBody"))
_SELECTABLE = {name.lower(): name for name in (*_SHOWN, "id", *_NAVIGATION.values())}
_BASE = ("id", "name", "contentType", "size", "isInline", "lastModifiedDateTime")
_FILE_ONLY = ("contentBytes", "contentId", "contentLocation")
# Properties of the derived type need its name in front, else Graph does not find them.
ATTACHMENT_NAMES = {name.lower(): name for name in _BASE} | {
    f"microsoft.graph.fileattachment/{name}".lower(): f"microsoft.graph.fileAttachment/{name}"
    for name in _FILE_ONLY
}


def _asked(names: tuple[str, ...], name: str) -> bool:
    return not names or any(given.endswith(f"/{name}") for given in names)


def _navigation(expand: odata.Expand) -> str:
    name = _NAVIGATION.get(expand.name.lower())
    if name is None:
        raise unknown_property(expand.name)
    if name.endswith("ExtendedProperties") and not expand.filter:
        raise bad_request(
            "Extended properties can only be expanded with a filter on their id.", "ErrorInvalidProperty"
        )
    return name


def _wanted_properties(expand: odata.Expand) -> tuple[str, ...]:
    """The ids in `id eq 'a' or id eq 'b'`."""
    found = []
    for clause in expand.filter.split(" or "):
        name, _, value = clause.strip().strip("()").partition(" eq ")
        if name.strip() != "id" or not value.strip().startswith("'"):
            raise bad_request(f"Invalid filter clause in $expand: '{expand.filter}'.")
        found.append(filters.property_id(value.strip().strip("'").replace("''", "'")))
    return tuple(found)


def _nested(part: Attachment) -> Json:
    content = mime.parse(part.content)
    return {
        "@odata.type": "#microsoft.graph.message",
        "id": "",
        "subject": content.subject,
        "internetMessageId": content.message_id or None,
        "sentDateTime": instant(content.sent),
        "body": {"contentType": content.body_type, "content": content.body},
        "from": party(content.from_),
        "sender": party(content.sender),
        "toRecipients": _parties(content.to),
        "ccRecipients": _parties(content.cc),
        "hasAttachments": bool(content.attachments),
        "internetMessageHeaders": [{"name": name, "value": value} for name, value in content.headers],
    }
