"""One authorised request with its tenant and mailbox: what every handler is given, and the lookups they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.demo.tenant import errors, odata
from bot.demo.tenant.exchange import Request, Response
from bot.demo.tenant.ids import IdKind, decode
from bot.demo.tenant.mailbox import Folder, Mailbox, Message
from bot.demo.tenant.tenant import Tenant
from bot.demo.tenant.view import MessageView


@dataclass(frozen=True)
class Call:
    """A request that may be carried out. `box` is None outside `/users`."""

    tenant: Tenant
    request: Request
    box: Mailbox | None

    @property
    def mailbox(self) -> Mailbox:
        """The mailbox in the URL."""
        if self.box is None:
            raise errors.bad_request("The path names no user.")
        return self.box

    @property
    def message(self) -> Message:
        """The message in the URL; 400 for a malformed id, 404 where it is gone or lies in another folder."""
        found = find_message(self.mailbox, self.request.params["message"])
        if "folder" in self.request.params and self.folder.number != found.folder:
            raise errors.gone()
        return found

    @property
    def folder(self) -> Folder:
        """The folder in the URL, by id or well-known name."""
        return find_folder(self.mailbox, self.request.params["folder"])

    def view(self) -> MessageView:
        """Shows messages as this request asks."""
        as_html = self.tenant.behaviour.text_as_html
        return MessageView(self.mailbox, self.request.prefer, self.request.query, as_html)

    def view_without_select(self) -> MessageView:
        """The same where $select and $expand speak of something else, as with attachments."""
        return MessageView(self.mailbox, self.request.prefer, odata.Query())

    def shown(self, message: Message, status: int = 200) -> Response:
        """A message as the answer."""
        return Response(
            status, {"@odata.context": context(self.request, "messages"), **self.view().show(message)}
        )


Handler = Callable[[Call], Response]


@dataclass(frozen=True)
class Route:
    """What serves a path, and the permission it needs ("" for none)."""

    handler: Handler
    permission: str = ""


def find_message(mailbox: Mailbox, text: str) -> Message:
    """The message an id of either form names; ids are taken whatever the Prefer header says."""
    found = decode(text)
    if found is None or found.kind not in (IdKind.PLACE, IdKind.IMMUTABLE):
        raise errors.malformed_id()
    index = mailbox.by_place if found.kind is IdKind.PLACE else mailbox.messages
    message = index.get(found.number) if found.mailbox == mailbox.guid else None
    if message is None or mailbox.folders[message.folder].well_known == "recoverableitemspurges":
        raise errors.gone()
    return message


def find_folder(mailbox: Mailbox, text: str) -> Folder:
    """The folder of an id or a well-known name."""
    known = mailbox.well_known.get(text.lower())
    if known is not None and known.well_known != "recoverableitemspurges":
        return known
    found = decode(text)
    if found is None or found.kind is not IdKind.FOLDER:
        raise errors.malformed_id()
    folder = mailbox.folders.get(found.number) if found.mailbox == mailbox.guid else None
    if folder is None:
        raise errors.gone()
    return folder


def context(request: Request, collection: str) -> str:
    """The @odata.context of an answer."""
    return f"{request.origin}/v1.0/$metadata#users('{request.params.get('user', '')}')/{collection}"


def page(
    request: Request, collection: str, items: list[Any], more: str | None = None, count: int | None = None
) -> Response:
    """A page of a collection with its @odata.nextLink."""
    payload: dict[str, Any] = {"@odata.context": context(request, collection)}
    if count is not None:
        payload["@odata.count"] = count
    payload["value"] = items
    if more:
        payload["@odata.nextLink"] = more
    return Response(200, payload)
