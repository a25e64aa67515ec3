"""Files of messages: small ones in one request a message, and these together; large ones streamed to the spool.

Nested mail comes as MIME.
"""

from __future__ import annotations

import base64
import binascii
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import NotFound, Permanent, TooLarge
from bot.graph.call import Call
from bot.graph.client import GraphClient
from bot.graph.endpoints import user_path
from bot.graph.spool import Spool
from bot.mail.message import Attachment, Blob, FileBlob, MemoryBlob, Message
from bot.mail.mime import message_from_bytes, message_from_file

SELECT = "id,name,contentType,size,isInline"
IN_ONE_ANSWER = 3_000_000  # bytes of files that come with their list; base64 makes a third more of them
HELD = 1_000_000  # bytes of one file kept in memory; a larger one goes to the spool
NESTED = 40_000_000  # bytes of a nested mail that is read out of a sealed spool
_PURPOSE = "fetching the files of a mail"
_MOST_PAGES = 200

Item = Mapping[str, Any]


def attachments_of(client: GraphClient, mailbox: str, item: Item, spool: Spool) -> tuple[Attachment, ...]:
    """The files of a fetched message, in Graph's order. `item` is Graph's JSON with its id.

    hasAttachments is false where there are only pictures, so the body is looked at as well.
    """
    listed = _listed(client, mailbox, item)
    whole = _in_one_answer(client, mailbox, item, listed)
    found = (_attachment(client, mailbox, item["id"], whole.get(one["id"], one), spool) for one in listed)
    return tuple(one for one in found if one is not None)


def with_files(client: GraphClient, mailbox: str, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fetched messages with the bytes of their files inside, asked for in one round trip.

    Only as much as one answer may hold; what is beyond, or fails, is left for `attachments_of` to ask for.
    """
    room, calls = IN_ONE_ANSWER, {}
    for place, item in enumerate(items):
        listed = _expanded(item) or []
        size = sum(_size(one) for one in listed)
        if size <= room and any(_is_waiting(one) for one in listed):
            room -= size
            calls[place] = _files_call(mailbox, item)
    filled = list(items)
    for place, result in zip(calls, client.batch(list(calls.values())), strict=True):
        value = result.get("value") if isinstance(result, dict) and "@odata.nextLink" not in result else None
        if isinstance(value, list):
            whole = {one["id"]: one for one in value if _has_id(one)}
            listed = _expanded(items[place]) or []
            filled[place] = {**items[place], "attachments": [whole.get(one["id"], one) for one in listed]}
    return filled


def _listed(client: GraphClient, mailbox: str, item: Item) -> list[Item]:
    """Names and sizes: as they came with the message, else asked for where there may be any."""
    if (came := _expanded(item)) is not None:
        return came
    body = item.get("body") or {}
    pictures = "cid:" in str(body.get("content", "") if isinstance(body, dict) else "").lower()
    if not (item.get("attachments") or item.get("hasAttachments") or pictures):
        return []
    path = user_path(mailbox, "messages", item["id"], "attachments")
    return list(_pages(client, Call("GET", mailbox, path, (("$select", SELECT),), purpose=_PURPOSE)))


def _in_one_answer(client: GraphClient, mailbox: str, item: Item, listed: list[Item]) -> dict[str, Item]:
    """The files with their bytes by id, where all are small; {} where they must come one by one."""
    waiting = any(_is_waiting(one) for one in listed)
    if not waiting or sum(_size(one) for one in listed) > IN_ONE_ANSWER:
        return {}
    try:
        return {one["id"]: one for one in _pages(client, _files_call(mailbox, item))}
    except TooLarge:  # their sizes were not true
        return {}


def _files_call(mailbox: str, item: Item) -> Call:
    path = user_path(mailbox, "messages", item["id"], "attachments")
    return Call("GET", mailbox, path, purpose=_PURPOSE, largest=4 * IN_ONE_ANSWER)


def _expanded(item: Item) -> list[Item] | None:
    """The files as they came with the message; None where they did not, or not all."""
    expanded = item.get("attachments")
    if not isinstance(expanded, list) or item.get("attachments@odata.nextLink"):
        return None
    return [one for one in expanded if _has_id(one)]


def _pages(client: GraphClient, call: Call) -> Iterator[Item]:
    for _ in range(_MOST_PAGES):
        answer = client.send(call)
        value = answer.get("value")
        yield from (one for one in (value if isinstance(value, list) else []) if _has_id(one))
        link = answer.get("@odata.nextLink")
        if not isinstance(link, str):
            return
        call = Call("GET", call.mailbox, link, purpose=call.purpose, largest=call.largest)


def _has_id(one: Any) -> bool:
    return isinstance(one, dict) and isinstance(one.get("id"), str)


def _kind(one: Item) -> str:
    return str(one.get("@odata.type", "")).rpartition(".")[2].lower()


def _is_waiting(one: Item) -> bool:
    """A file whose bytes have not come."""
    return _is_file(one) and "contentBytes" not in one


def _is_file(one: Item) -> bool:
    return _kind(one) not in ("itemattachment", "referenceattachment")


def _size(one: Item) -> int:
    size = one.get("size")
    return size if isinstance(size, int) and size > 0 else 0


def _attachment(
    client: GraphClient, mailbox: str, message: str, one: Item, spool: Spool
) -> Attachment | None:
    """One file. None where it is gone by now."""
    if _kind(one) == "referenceattachment":  # a link into somebody's cloud drive; there are no bytes to have
        link = one.get("sourceUrl")
        blob: Blob = MemoryBlob(link.encode() if isinstance(link, str) else b"")
        return Attachment(_text(one, "name"), "text/uri-list", blob)
    try:
        blob = _blob(client, mailbox, message, one, spool)
    except NotFound:
        return None
    except Permanent as error:
        if _is_file(one) or error.status not in (400, 405, 501):
            raise
        blob = MemoryBlob(b"")  # a nested calendar entry or contact that this Graph has no MIME for
    if not _is_file(one):
        return Attachment(_text(one, "name") or "message.eml", "message/rfc822", blob, nested=nested_in(blob))
    kind = _text(one, "contentType").lower() or "application/octet-stream"
    inline = one.get("isInline") is True and kind.startswith("image/")
    return Attachment(_text(one, "name"), kind, blob, inline, _text(one, "contentId").strip("<>"))


def _text(one: Item, field: str) -> str:
    value = one.get(field)
    return value if isinstance(value, str) else ""


def _blob(client: GraphClient, mailbox: str, message: str, one: Item, spool: Spool) -> Blob:
    content = one.get("contentBytes")
    if isinstance(content, str):
        try:
            return MemoryBlob(base64.b64decode(content))
        except (binascii.Error, ValueError):
            pass  # ask for the bytes themselves
    path = user_path(mailbox, "messages", message, "attachments", one["id"], "$value")
    return streamed(client, Call("GET", mailbox, path, purpose=_PURPOSE), spool)


def streamed(client: GraphClient, call: Call, spool: Spool) -> Blob:
    """The bytes of an answer: in memory while small, else in the spool, whatever size was promised."""
    with client.stream(call) as pieces:
        first: list[bytes] = []
        size = 0
        for piece in pieces:
            first.append(piece)
            size += len(piece)
            if size > HELD:
                return spool.store(itertools.chain(first, pieces))
    return MemoryBlob(b"".join(first))


def nested_in(blob: Blob) -> Message | None:
    """The mail in a blob of MIME; None where it is empty or too large to be read from where it lies."""
    if isinstance(blob, FileBlob):
        return message_from_file(blob.path)
    if not 0 < blob.size <= NESTED:
        return None
    with blob.open() as file:
        return message_from_bytes(file.read())
