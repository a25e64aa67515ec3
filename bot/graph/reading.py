"""One message out of a mailbox as our `Message`: which fields are asked for, and when MIME is the better source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import NearmissError, Permanent, TooLarge
from bot.graph.attachments import SELECT, attachments_of, nested_in, streamed, with_files
from bot.graph.call import Call, Result
from bot.graph.changes import moment
from bot.graph.client import GraphClient
from bot.graph.endpoints import odata_string, user_path
from bot.graph.spool import Spool
from bot.graph.voting import VERB_RESPONSE
from bot.mail.graph_json import message_from_graph
from bot.mail.message import Blob, Message

MESSAGE_CLASS = "String 0x001A"
FIELDS = (
    "id", "internetMessageId", "receivedDateTime", "sentDateTime", "subject", "from", "sender", "toRecipients",
    "ccRecipients", "replyTo", "body", "hasAttachments", "internetMessageHeaders", "isDraft", "parentFolderId",
)  # fmt: skip
_PROPERTIES = (VERB_RESPONSE, MESSAGE_CLASS)
_TOGETHER = 12 * 1024 * 1024  # bytes of one answer with many messages
_PURPOSE = "fetching a mail"


@dataclass(frozen=True)
class Fetched:
    """A message with what its mailbox knows of it. `received_at` aware UTC, None where not told."""

    id: str
    message: Message
    received_at: datetime | None = None
    folder_id: str = ""
    is_draft: bool = False


class MessageReader:
    """Fetches messages; remembers whether this Graph takes the rich request that saves a second one."""

    def __init__(self, client: GraphClient, spool: Spool) -> None:
        self._client = client
        self._spool = spool
        self._rich = True

    def fetch(
        self, mailbox: str, message_id: str, fields: Sequence[str] = FIELDS, spool: Spool | None = None
    ) -> Fetched:
        """One request without files, two with small ones; large ones are streamed to the spool."""
        spool = spool or self._spool
        try:
            item = self._item(mailbox, message_id, fields)
        except TooLarge:
            return self._from_mime(mailbox, message_id, spool)
        return self._complete(mailbox, item, spool)

    def fetch_many(
        self, mailbox: str, ids: Sequence[str], fields: Sequence[str] = FIELDS
    ) -> list[Fetched | NearmissError]:
        """As `fetch` for many, in as few round trips as may be; a failure stands in its message's place."""
        if len(ids) == 1 or not self._rich:
            return [self._or_error(mailbox, message_id, None, fields) for message_id in ids]
        calls = [self._call(mailbox, message_id, fields, largest=_TOGETHER) for message_id in ids]
        results = self._with_files(mailbox, ids, self._client.batch(calls))
        return [
            self._or_error(mailbox, message_id, result, fields)
            for message_id, result in zip(ids, results, strict=True)
        ]

    def mime(self, mailbox: str, message_id: str, spool: Spool | None = None) -> Blob:
        """The message as MIME, as Exchange rebuilds it; not byte for byte what was sent."""
        path = user_path(mailbox, "messages", message_id, "$value")
        return streamed(self._client, Call("GET", mailbox, path, purpose=_PURPOSE), spool or self._spool)

    def _with_files(self, mailbox: str, ids: Sequence[str], results: Sequence[Result]) -> list[Result]:
        """The same, small files inside; a report's come with its MIME."""
        filled = list(results)
        items = {
            place: {"id": message_id, **result}
            for place, (message_id, result) in enumerate(zip(ids, results, strict=True))
            if isinstance(result, dict) and not _is_report(result)
        }
        for place, item in zip(items, with_files(self._client, mailbox, list(items.values())), strict=True):
            filled[place] = item
        return filled

    def _or_error(
        self, mailbox: str, message_id: str, result: Result | None, fields: Sequence[str]
    ) -> Fetched | NearmissError:
        try:
            if isinstance(result, dict):
                return self._complete(mailbox, {"id": message_id, **result}, self._spool)
            if (
                isinstance(result, NearmissError)
                and not isinstance(result, TooLarge)
                and result.status != 400
            ):
                return result
            return self.fetch(mailbox, message_id, fields)
        except NearmissError as error:
            return error

    def _item(self, mailbox: str, message_id: str, fields: Sequence[str]) -> dict[str, Any]:
        if self._rich:
            try:
                return {"id": message_id, **self._client.send(self._call(mailbox, message_id, fields))}
            except Permanent as error:
                if error.status != 400:
                    raise
        item = {"id": message_id, **self._client.send(self._call(mailbox, message_id, fields, rich=False))}
        self._rich = False  # the plain request went through where the rich one did not
        return item

    def _call(
        self,
        mailbox: str,
        message_id: str,
        fields: Sequence[str],
        *,
        rich: bool = True,
        largest: int | None = None,
    ) -> Call:
        query = [("$select", ",".join(fields))]
        if rich:
            wanted = " or ".join(f"id eq {odata_string(name)}" for name in _PROPERTIES)
            properties = f"singleValueExtendedProperties($filter={wanted})"
            query.append(("$expand", f"attachments($select={SELECT}),{properties}"))
        path = user_path(mailbox, "messages", message_id)
        call = Call("GET", mailbox, path, tuple(query), purpose=_PURPOSE)
        return call if largest is None else replace(call, largest=largest)

    def _complete(self, mailbox: str, item: dict[str, Any], spool: Spool) -> Fetched:
        """Files and, for reports and receipts, the MIME that alone holds their machine-readable part."""
        item = _as_asked(item)
        message = self._report(mailbox, item, spool) if _is_report(item) else None
        if message is None:
            message = message_from_graph(item, attachments_of(self._client, mailbox, item, spool))
        return Fetched(
            item["id"],
            message,
            moment(item.get("receivedDateTime")),
            str(item.get("parentFolderId") or ""),
            item.get("isDraft") is True,
        )

    def _report(self, mailbox: str, item: dict[str, Any], spool: Spool) -> Message | None:
        """The report out of its MIME, under the headers and properties of the JSON; None where there is none."""
        try:
            read = nested_in(self.mime(mailbox, item["id"], spool))
        except Permanent:
            return None
        if read is None or read.problem:
            return None
        told = message_from_graph({key: value for key, value in item.items() if key != "attachments"}, ())
        return replace(read, headers=told.headers or read.headers, extended=told.extended)

    def _from_mime(self, mailbox: str, message_id: str, spool: Spool) -> Fetched:
        """A message whose very text is too large for JSON in memory."""
        small = ("id", "receivedDateTime", "parentFolderId", "isDraft")
        item = self._client.send(self._call(mailbox, message_id, small, rich=False))
        message = nested_in(self.mime(mailbox, message_id, spool)) or Message(problem="too large to be read")
        folder = str(item.get("parentFolderId") or "")
        received_at = moment(item.get("receivedDateTime"))
        return Fetched(message_id, message, received_at, folder, item.get("isDraft") is True)


def _is_report(item: Mapping[str, Any]) -> bool:
    """A delivery report or receipt, by its class or its headers."""
    if property_of(item, MESSAGE_CLASS).upper().startswith("REPORT."):
        return True
    for header in item.get("internetMessageHeaders") or []:
        if isinstance(header, dict):
            name, value = str(header.get("name", "")).lower(), str(header.get("value", "")).lower()
            if name == "content-type" and value.lstrip().startswith("multipart/report"):
                return True
    return False


def property_of(item: Mapping[str, Any], name: str) -> str:
    """An extended property's value, "" where absent; ids are compared as Graph may respell them."""
    for entry in item.get("singleValueExtendedProperties") or []:
        if isinstance(entry, dict) and _plain(str(entry.get("id", ""))) == _plain(name):
            return str(entry.get("value", ""))
    return ""


def _plain(property_id: str) -> str:
    """An extended property's id without case and leading zeros: "String 0x001A" and "String 0x1a" are one."""
    return re.sub(r"0x0*([0-9a-f]+)", r"0x\1", property_id.lower())


def _as_asked(item: dict[str, Any]) -> dict[str, Any]:
    """The item with its extended properties under the ids that we use."""
    entries = item.get("singleValueExtendedProperties")
    if not isinstance(entries, list):
        return item
    ours = {_plain(name): name for name in _PROPERTIES}
    renamed = [
        {**entry, "id": ours.get(_plain(str(entry.get("id", ""))), entry.get("id"))}
        for entry in entries
        if isinstance(entry, dict)
    ]
    return {**item, "singleValueExtendedProperties": renamed}
