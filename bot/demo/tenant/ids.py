"""Ids in Exchange's two shapes: a default id that changes when an item moves, and an immutable one that does not.

Ids are base64url of a fixed layout, so a malformed id can be told from one whose item is gone.

"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from enum import IntEnum


class IdKind(IntEnum):
    """What an id names."""

    PLACE = 1  # a message where it lies now: Exchange's default id
    IMMUTABLE = 2
    FOLDER = 3
    ATTACHMENT = 4


_MAGIC = {
    IdKind.PLACE: b"\x00\x03\x24\x00",
    IdKind.IMMUTABLE: b"\x00\x09\x00\x2e",
    IdKind.FOLDER: b"\x00\x01\x2e\x00",
    IdKind.ATTACHMENT: b"\x00\x03\x25\x00",
}
_KINDS = {magic: kind for kind, magic in _MAGIC.items()}
# 113 bytes make the 152 characters with one "=" that Exchange's default ids have; immutable ones are shorter.
_PAD = {IdKind.PLACE: 57, IdKind.IMMUTABLE: 8, IdKind.FOLDER: 20, IdKind.ATTACHMENT: 69}


@dataclass(frozen=True, slots=True)
class ItemId:
    """A decoded id: mailbox GUID, number within the mailbox, and a second number (of an attachment, else 0)."""

    kind: IdKind
    mailbox: str
    number: int
    part: int = 0

    def __str__(self) -> str:
        body = struct.pack(
            f">4s36s{_PAD[self.kind]}xQQ", _MAGIC[self.kind], self.mailbox.encode(), self.number, self.part
        )
        return base64.urlsafe_b64encode(body).decode()


def decode(text: str) -> ItemId | None:
    """The id in `text`, None where no Exchange id looks like that (ids are case-sensitive and canonical)."""
    try:
        body = base64.urlsafe_b64decode(text.encode("ascii"))
    except (ValueError, binascii.Error):
        return None
    kind = _KINDS.get(body[:4])
    if kind is None or len(body) != 56 + _PAD[kind]:
        return None
    _, mailbox, number, part = struct.unpack(f">4s36s{_PAD[kind]}xQQ", body)
    found = ItemId(kind, mailbox.decode("latin-1"), number, part)
    return found if str(found) == text else None
