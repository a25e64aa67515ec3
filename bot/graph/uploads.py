"""Files of an outgoing mail that are too large for its JSON: added one by one, or by an upload session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from bot.errors import ConfigurationWrong, NotFound, Permanent, TooLarge, Transient
from bot.graph.client import GraphClient
from bot.graph.draft_json import IN_DRAFT, IN_POST, LARGEST_FILE, file_json
from bot.graph.endpoints import https_url, user_path
from bot.mail.outbound import OutboundAttachment

PIECE = 12 * 320 * 1024  # bytes: below 4 MB, a multiple of 320 KiB
_PURPOSE = "attaching a file"
_MOST_STUMBLES = 3
_DOUBTFUL = 3 * 1024 * 1024  # bytes: "3 MB", below which a session is refused, is not said exactly


def split_files(
    files: Sequence[OutboundAttachment],
) -> tuple[list[OutboundAttachment], list[OutboundAttachment]]:
    """Files that go within the draft's JSON, and those to be added afterwards. Raises TooLarge above 150 MB."""
    inside: list[OutboundAttachment] = []
    after: list[OutboundAttachment] = []
    room = IN_DRAFT
    for file in files:
        if file.blob.size > LARGEST_FILE:
            raise TooLarge("A file is larger than the 150 MB that Exchange takes.")
        fits = file.blob.size <= room
        room -= file.blob.size if fits else 0
        (inside if fits else after).append(file)
    return inside, after


def attach(client: GraphClient, mailbox: str, draft_id: str, file: OutboundAttachment) -> None:
    """Adds a file to a draft."""
    path = user_path(mailbox, "messages", draft_id, "attachments")
    if file.blob.size <= IN_POST:
        client.post(mailbox, path, file_json(file), purpose=_PURPOSE)
        return
    try:
        session = client.post(mailbox, f"{path}/createUploadSession", _session(file), purpose=_PURPOSE)
    except Permanent as error:
        if error.status != 400 or file.blob.size > _DOUBTFUL:
            raise
        client.post(mailbox, path, file_json(file), purpose=_PURPOSE)  # too small for a session after all
        return
    with file.blob.open() as stream:
        _upload(client, mailbox, _safe(str(session.get("uploadUrl", ""))), stream, file.blob.size)


def _session(file: OutboundAttachment) -> dict[str, Any]:
    item: dict[str, Any] = {
        "attachmentType": "file",
        "name": file.name,
        "size": file.blob.size,
        "contentType": file.content_type or "application/octet-stream",
    }
    if file.inline:
        item.update(isInline=True, contentId=file.content_id)
    return {"AttachmentItem": item}


def _safe(url: str) -> str:
    """The session's address stands elsewhere and has its own right in it; it must still be https."""
    try:
        https_url(url.partition("?")[0], "The upload address")
    except ConfigurationWrong:
        raise Permanent("Microsoft Graph named no https address for an upload.") from None
    return url


def _upload(client: GraphClient, mailbox: str, url: str, stream: BinaryIO, size: int) -> None:
    """Pieces in order; after a stumble from where the session says it stands."""
    position, stumbles = 0, 0
    while position < size:
        stream.seek(position)
        piece = stream.read(min(PIECE, size - position))
        if not piece:
            raise Permanent("A file to be attached is shorter than it was.")
        last = position + len(piece) - 1
        try:
            answer = client.upload(url, piece, f"bytes {position}-{last}/{size}", mailbox)
        except Transient as error:
            stumbles += 1
            if error.retry_after is not None or stumbles > _MOST_STUMBLES:
                raise
            answer = _state(client, url, mailbox)
        position = _next(answer, last + 1)


def _state(client: GraphClient, url: str, mailbox: str) -> dict[str, Any]:
    """What the session still expects. One that is over may have been finished by the piece whose answer was lost."""
    try:
        return client.upload_state(url, mailbox)
    except NotFound:
        raise Transient("An upload broke off at its end; the draft has to be made anew.") from None


def _next(answer: dict[str, Any], otherwise: int) -> int:
    """Where the session goes on: the start of its first expected range."""
    ranges = answer.get("nextExpectedRanges")
    first = str(ranges[0]) if isinstance(ranges, list) and ranges else ""
    start = first.partition("-")[0]
    return int(start) if start.isdigit() else otherwise
